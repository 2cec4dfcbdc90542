import { checkFixedColumns, isSameResponse, type LikelihoodRatio, likelihoodRatio, type NestedModels, type Refuse } from "../model/likelihoodRatio.ts";
import type { GroupedMmrmFit, MmrmFit } from "./MmrmFit.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

type Fit = MmrmFit | GroupedMmrmFit;

/** Two fits to the same observations, one of which is a special case of the other. */
export type NestedMmrmFits = NestedModels<Fit>;

export type CompareMmrmFitsResult = LikelihoodRatio;

/**
 * The likelihood-ratio test of two nested mixed models for repeated measures.
 *
 * Use it to ask whether a simpler covariance structure, or one covariance for all groups, is enough (fits by REML or ML), or
 * whether fixed effects are needed (fits by ML only: restricted likelihoods of different fixed effects are those of different
 * data, and are refused). For fixed effects `contrast` is more accurate: χ² takes no account of an estimated covariance. Structures
 * that are not nested, such as AR(1) and compound symmetry, are compared by AIC or BIC. χ² is too small a reference in
 * small trials: a structure chosen by its p-value is not known to be right.
 *
 * Models are nested if every column of the restricted one, by name, is in the full one, and its structure is a special case of the
 * other. Columns of one name are taken to be the same column. None of these hypotheses lies on the boundary. Observations may come in
 * another order: they are the same if every participant has the same value at every visit.
 *
 * R: `anova` of two `gls` or `mmrm` fits; SAS: the difference of two −2 log-likelihoods.
 *
 * @throws RangeError for fits to different observations, by different estimators or with different `informationCriteria`, fits that are not nested, fits by REML
 *   with different fixed effects
 *
 * Source: Wilks 1938 (https://doi.org/10.1214/aoms/1177732360); Jennrich & Schluchter 1986 (https://doi.org/10.2307/2530695).
 *
 * @example Do values at two visits covary?
 * ```ts
 * import { compareMmrmFits, fitMmrm } from "trialwise";
 *
 * const input = {
 *   response: [10, 12, 14, 16, 12, 16, 20, 20],
 *   fixed: { before: [1, 1, 1, 1, 0, 0, 0, 0], after: [0, 0, 0, 0, 1, 1, 1, 1] },
 *   visit: [1, 1, 1, 1, 2, 2, 2, 2],
 *   participant: ["a", "b", "c", "d", "a", "b", "c", "d"],
 * };
 * const test = compareMmrmFits({
 *   restricted: fitMmrm(input, { covarianceStructure: "diagonal", estimator: "ml" }),
 *   full: fitMmrm(input, { estimator: "ml" }),
 * });
 * test.statistic; // => 8.8623
 * test.degreesOfFreedom; // => 1
 * test.pValue; // => 0.00291
 * ```
 */
export function compareMmrmFits(fits: NestedMmrmFits): CompareMmrmFitsResult {
  return likelihoodRatio("compareMmrmFits", fits, checkPair);
}

function checkPair({ restricted, full }: NestedMmrmFits, refuse: Refuse): void {
  const { estimator, informationCriteria } = full.method.options;
  if (restricted.method.options.informationCriteria !== informationCriteria) {
    refuse(`the fits must count parameters by one convention of informationCriteria; received "${restricted.method.options.informationCriteria}" and "${informationCriteria}"`);
  }
  const visits = ({ method }: Fit) => JSON.stringify(method.options.visitOrder);
  if (!isSameObservations(restricted, full)) refuse("the fits must be to the same observations");
  if (visits(restricted) !== visits(full)) refuse(`the fits must have one order of visits; received ${visits(restricted)} and ${visits(full)}`);
  checkFixedColumns(restricted.covariance.parameters, full.covariance.parameters, estimator, refuse);
  const [structure, other] = [restricted.method.covarianceStructure, full.method.covarianceStructure];
  if (!isSpecialCase(structure, other)) refuse(`covarianceStructure "${structure}" is no special case of "${other}"`);
  if (!isSameGroups(restricted, full)) refuse("a covariance for each group is no special case of one for all, or for other groups");
}

/** The structures that each is a special case of, in one step. */
const generalisations: Readonly<Record<VisitCovarianceStructure, readonly VisitCovarianceStructure[]>> = {
  diagonal: ["heterogeneous-ar1", "heterogeneous-compound-symmetry"],
  ar1: ["heterogeneous-ar1", "toeplitz", "ante-dependence"],
  "compound-symmetry": ["heterogeneous-compound-symmetry", "toeplitz"],
  toeplitz: ["heterogeneous-toeplitz"],
  "ante-dependence": ["heterogeneous-ante-dependence"],
  "heterogeneous-ar1": ["heterogeneous-toeplitz", "heterogeneous-ante-dependence"],
  "heterogeneous-compound-symmetry": ["heterogeneous-toeplitz"],
  "heterogeneous-toeplitz": ["unstructured"],
  "heterogeneous-ante-dependence": ["unstructured"],
  unstructured: [],
};

function isSpecialCase(structure: VisitCovarianceStructure, other: VisitCovarianceStructure): boolean {
  return structure === other || generalisations[structure].some((next) => isSpecialCase(next, other));
}

/** Whether two fits have the same values of the same participants at the same visits, in whatever order. */
function isSameObservations(restricted: Fit, full: Fit): boolean {
  const [own, others] = [restricted, full].map((fit) => {
    const { participant, visit } = fit.rows;
    return new Map(fit.fitted.map((value, row) => [JSON.stringify([participant[row], visit[row]]), value + fit.residuals.raw[row]!]));
  });
  const keys = [...own!.keys()];
  return own!.size === others!.size && isSameResponse(keys.map((key) => own!.get(key)!), keys.map((key) => others!.get(key) ?? Number.NaN));
}

/** Whether the full fit has a covariance for each group that the restricted one has; always where that has one for all. */
function isSameGroups(restricted: Fit, full: Fit): boolean {
  const own = groupsOf(restricted);
  const others = groupsOf(full);
  return own.size === 0 || (others.size > 0 && [...own].every(([participant, group]) => others.get(participant) === group));
}

/** The group of each participant; empty where there are none. */
function groupsOf({ rows }: Fit): ReadonlyMap<string | number, string | number> {
  return new Map("group" in rows ? rows.participant.map((participant, row) => [participant, rows.group[row]!]) : []);
}
