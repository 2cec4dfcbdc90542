import { checkColumns, checkFixedColumns, isSameResponse, type LikelihoodRatio, likelihoodRatio, type NestedModels, type Refuse } from "../model/likelihoodRatio.ts";
import type { LinearMixedModelFit } from "./LinearMixedModelFit.ts";

/** Two fits to the same observations, one of which is a special case of the other. */
export type NestedFits = NestedModels<LinearMixedModelFit>;

export interface CompareFitsResult extends LikelihoodRatio {
  /**
   * Whether the restricted model sets a variance to zero, which lies on the boundary of the full one: the p-value is then
   * too large (Self & Liang 1987, Stram & Lee 1994).
   */
  readonly nullOnBoundary: boolean;
}

/**
 * The likelihood-ratio test of two nested linear mixed models.
 *
 * Use it to ask whether random effects or their covariances are needed (fits by REML or ML), or whether fixed effects are
 * (fits by ML only: restricted likelihoods of different fixed effects are those of different data, and are refused). For
 * fixed effects in trials of ordinary size `contrast` with Kenward–Roger or Satterthwaite degrees of freedom is more
 * accurate: χ² takes no account of estimated variances.
 *
 * Models are nested if every column of the restricted one, by name, is in the full one, and its random effects are
 * uncorrelated if those of the full one are. Columns of one name are taken to be the same column. Where a random effect is
 * dropped the p-value errs on the side of the restricted model; `nullOnBoundary` says so.
 *
 * R: `anova(restricted, full, refit = FALSE)` of lme4.
 *
 * @throws RangeError for fits to different observations or by different estimators, fits that are not nested, fits by REML
 *   with different fixed effects
 *
 * Source: Wilks 1938 (https://doi.org/10.1214/aoms/1177732360); on the boundary Self & Liang 1987
 * (https://doi.org/10.1080/01621459.1987.10478472), Stram & Lee 1994 (https://doi.org/10.2307/2533455).
 *
 * @example Does the course of participants differ in slope?
 * ```ts
 * import { compareFits, fitLinearMixedModel } from "trialwise";
 *
 * const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
 * const participant = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d"];
 * const response = [40, 38, 36, 33, 44, 43, 41, 41, 42, 42, 40, 41, 37, 36, 37, 35];
 * const intercept = time.map(() => 1);
 * const columns = { response, fixed: { intercept, time }, participant };
 * const test = compareFits({
 *   restricted: fitLinearMixedModel({ ...columns, random: { intercept } }),
 *   full: fitLinearMixedModel({ ...columns, random: { intercept, time } }),
 * });
 * test.degreesOfFreedom; // => 2
 * test.nullOnBoundary; // => true
 * ```
 */
export function compareFits(fits: NestedFits): CompareFitsResult {
  const ratio = likelihoodRatio("compareFits", fits, checkPair);
  return { ...ratio, nullOnBoundary: randomOf(fits.full).length > randomOf(fits.restricted).length };
}

function checkPair({ restricted, full }: NestedFits, refuse: Refuse): void {
  const [ids, otherIds] = [restricted, full].map((fit) => fit.randomEffects.byParticipant.map(({ participant, observations }) => [participant, observations]));
  if (!isSameResponse(responseOf(restricted), responseOf(full)) || JSON.stringify(ids) !== JSON.stringify(otherIds)) refuse("the fits must be to the same observations in the same order");
  checkColumns("random", randomOf(restricted), randomOf(full), refuse);
  const { estimator, covarianceStructure } = full.method.options;
  checkFixedColumns(restricted.covariance.parameters, full.covariance.parameters, estimator, refuse);
  if (covarianceStructure === "diagonal" && restricted.method.options.covarianceStructure === "unstructured" && randomOf(restricted).length > 1) {
    refuse("random effects that covary are no special case of uncorrelated ones");
  }
}

function responseOf({ fitted, residuals }: LinearMixedModelFit): number[] {
  return fitted.marginal.map((value, row) => value + residuals.marginal[row]!);
}

function randomOf({ randomEffects }: LinearMixedModelFit): readonly string[] {
  return randomEffects.covariance.parameters;
}
