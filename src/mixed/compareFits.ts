import { chiSquareTails } from "../numeric/chiSquare.ts";
import type { Method } from "../result/Method.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { LinearMixedModelFit } from "./LinearMixedModelFit.ts";

/** Two fits to the same observations, one of which is a special case of the other. */
export interface NestedFits {
  /** The model with fewer parameters: the null hypothesis. */
  readonly restricted: LinearMixedModelFit;
  /** The model with more. */
  readonly full: LinearMixedModelFit;
}

export interface CompareFitsResult {
  /** 2 × (log-likelihood of the full − that of the restricted model). */
  readonly statistic: number;
  /** The parameters by which they differ. */
  readonly degreesOfFreedom: number;
  /** Upper tail of χ². */
  readonly pValue: number;
  /**
   * Whether the restricted model sets a variance to zero, which lies on the boundary of the full one: the p-value is then
   * too large (Self & Liang 1987, Stram & Lee 1994).
   */
  readonly nullOnBoundary: boolean;
  readonly logLikelihood: { readonly restricted: number; readonly full: number };
  readonly aic: { readonly restricted: number; readonly full: number };
  readonly bic: { readonly restricted: number; readonly full: number };
  readonly method: Method<"likelihood-ratio-test", { readonly estimator: Estimator }>;
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
  checkParts("compareFits", "the input", fits, ["restricted", "full"]);
  checkKnownKeys("compareFits", "the input", fits, ["restricted", "full"]);
  const { restricted, full } = fits;
  const { estimator } = full.method.options;
  if (restricted.method.options.estimator !== estimator) {
    refuse(`the fits must have one estimator; received "${restricted.method.options.estimator}" and "${estimator}"`);
  }
  checkSameObservations(restricted, full);
  checkNested(restricted, full);
  const degreesOfFreedom = parametersOf(full) - parametersOf(restricted);
  if (degreesOfFreedom <= 0) refuse("the full model must have more parameters than the restricted one; received two models with the same");
  const difference = full.logLikelihood - restricted.logLikelihood;
  if (difference < -1e-7 * Math.max(1, Math.abs(full.logLikelihood))) refuse("the restricted model fits better than the full one, so it is no special case of it");
  const statistic = Math.max(0, 2 * difference);
  const both = (field: "logLikelihood" | "aic" | "bic") => ({ restricted: restricted[field], full: full[field] });
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    nullOnBoundary: namesOf(full).random.length > namesOf(restricted).random.length,
    logLikelihood: both("logLikelihood"),
    aic: both("aic"),
    bic: both("bic"),
    method: { name: "likelihood-ratio-test", options: { estimator }, reference: "Wilks 1938, doi:10.1214/aoms/1177732360" },
  };
}

function checkSameObservations(restricted: LinearMixedModelFit, full: LinearMixedModelFit): void {
  const [first, second] = [responseOf(restricted), responseOf(full)];
  const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSame = first.length === second.length && first.every((value, row) => Math.abs(value - second[row]!) <= 1e-9 * largest);
  const [ids, otherIds] = [restricted, full].map((fit) => fit.randomEffects.byParticipant.map(({ participant, observations }) => [participant, observations]));
  if (!isSame || JSON.stringify(ids) !== JSON.stringify(otherIds)) refuse("the fits must be to the same observations in the same order");
}

function responseOf({ fitted, residuals }: LinearMixedModelFit): number[] {
  return fitted.marginal.map((value, row) => value + residuals.marginal[row]!);
}

function checkNested(restricted: LinearMixedModelFit, full: LinearMixedModelFit): void {
  const [small, large] = [namesOf(restricted), namesOf(full)];
  for (const part of ["fixed", "random"] as const) {
    const missing = small[part].filter((name) => !large[part].includes(name));
    if (missing.length > 0) refuse(`every ${part} column of the restricted model must be in the full one; missing there: ${missing.join(", ")}`);
  }
  const { estimator, covarianceStructure } = full.method.options;
  if (estimator === "reml" && small.fixed.length < large.fixed.length) {
    refuse(`fits with different fixed effects must be by estimator "ml"; received "reml", whose likelihoods do not compare`);
  }
  if (covarianceStructure === "diagonal" && restricted.method.options.covarianceStructure === "unstructured" && small.random.length > 1) {
    refuse("random effects that covary are no special case of uncorrelated ones");
  }
}

function namesOf({ covariance, randomEffects }: LinearMixedModelFit): { readonly fixed: readonly string[]; readonly random: readonly string[] } {
  return { fixed: covariance.parameters, random: randomEffects.covariance.parameters };
}

function parametersOf({ counts }: LinearMixedModelFit): number {
  return counts.fixedEffects + counts.covarianceParameters;
}

function refuse(problem: string): never {
  throw new RangeError(`compareFits: ${problem}`);
}
