import type { Estimator } from "../model/Estimator.ts";
import { chiSquareTails } from "../numeric/chiSquare.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import type { GroupedMmrmFit, MmrmFit } from "./MmrmFit.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

type Fit = MmrmFit | GroupedMmrmFit;

/** Two fits to the same observations, one of which is a special case of the other. */
export interface NestedMmrmFits {
  /** The model with fewer parameters: the null hypothesis. */
  readonly restricted: Fit;
  /** The model with more. */
  readonly full: Fit;
}

export interface CompareMmrmFitsResult {
  /** 2 × (log-likelihood of the full − that of the restricted model). */
  readonly statistic: number;
  /** The parameters by which they differ. */
  readonly degreesOfFreedom: number;
  /** Upper tail of χ². */
  readonly pValue: number;
  readonly logLikelihood: { readonly restricted: number; readonly full: number };
  readonly aic: { readonly restricted: number; readonly full: number };
  readonly bic: { readonly restricted: number; readonly full: number };
  readonly method: Method<"likelihood-ratio-test", { readonly estimator: Estimator }>;
}

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
 * other. Columns of one name are taken to be the same column. None of these hypotheses lies on the boundary.
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
  checkParts("compareMmrmFits", "the input", fits, ["restricted", "full"]);
  checkKnownKeys("compareMmrmFits", "the input", fits, ["restricted", "full"]);
  const { restricted, full } = fits;
  const { estimator, informationCriteria } = full.method.options;
  if (restricted.method.options.estimator !== estimator) {
    refuse(`the fits must have one estimator; received "${restricted.method.options.estimator}" and "${estimator}"`);
  }
  if (restricted.method.options.informationCriteria !== informationCriteria) {
    refuse(`the fits must count parameters by one convention of informationCriteria; received "${restricted.method.options.informationCriteria}" and "${informationCriteria}"`);
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
    logLikelihood: both("logLikelihood"),
    aic: both("aic"),
    bic: both("bic"),
    method: { name: "likelihood-ratio-test", options: { estimator }, reference: "Wilks 1938, doi:10.1214/aoms/1177732360" },
  };
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

function checkSameObservations(restricted: Fit, full: Fit): void {
  const [first, second] = [responseOf(restricted), responseOf(full)];
  const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSame = first.length === second.length && first.every((value, row) => Math.abs(value - second[row]!) <= 1e-9 * largest);
  const visits = ({ method, counts }: Fit) => JSON.stringify([method.options.visitOrder, counts.participantsByVisits]);
  if (!isSame || visits(restricted) !== visits(full)) refuse("the fits must be to the same observations in the same order");
}

function responseOf({ fitted, residuals }: Fit): number[] {
  return fitted.map((value, row) => value + residuals.raw[row]!);
}

function checkNested(restricted: Fit, full: Fit): void {
  const [small, large] = [restricted.covariance.parameters, full.covariance.parameters];
  const missing = small.filter((name) => !large.includes(name));
  if (missing.length > 0) refuse(`every fixed column of the restricted model must be in the full one; missing there: ${missing.join(", ")}`);
  if (full.method.options.estimator === "reml" && small.length < large.length) {
    refuse(`fits with different fixed effects must be by estimator "ml"; received "reml", whose likelihoods do not compare`);
  }
  const [structure, other] = [restricted.method.covarianceStructure, full.method.covarianceStructure];
  if (!isSpecialCase(structure, other)) refuse(`covarianceStructure "${structure}" is no special case of "${other}"`);
  const [groups, others] = [groupsOf(restricted), groupsOf(full)];
  if (groups.length > 0 && groups.join() !== others.join()) refuse("a covariance for each group is no special case of one for all, or for other groups");
}

function groupsOf({ visitCovariance }: Fit): readonly (string | number)[] {
  return "matrix" in visitCovariance ? [] : visitCovariance.map(({ group }) => group);
}

function parametersOf({ counts }: Fit): number {
  return counts.fixedEffects + counts.covarianceParameters;
}

function refuse(problem: string): never {
  throw new RangeError(`compareMmrmFits: ${problem}`);
}
