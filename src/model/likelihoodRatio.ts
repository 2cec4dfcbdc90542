import { chiSquareTails } from "../numeric/chiSquare.ts";
import { checkFields, checkParts } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import type { Estimator } from "./Estimator.ts";

/** Two fits to the same observations, one of which is a special case of the other. */
export interface NestedModels<Fit> {
  /** The model with fewer parameters: the null hypothesis. */
  readonly restricted: Fit;
  /** The model with more. */
  readonly full: Fit;
}

export interface LikelihoodRatio {
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

/** What two fits by maximum likelihood have in common, whatever their model. */
interface LikelihoodFit {
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  readonly counts: { readonly fixedEffects: number; readonly covarianceParameters: number };
  readonly method: { readonly options: { readonly estimator: Estimator } };
}

/** Throws a sentence about the pair of fits. */
export type Refuse = (problem: string) => void;

/** The test of Wilks; `checkPair` refuses fits that are not nested or not to the same observations. */
export function likelihoodRatio<Fit extends LikelihoodFit>(caller: string, fits: NestedModels<Fit>, checkPair: (fits: NestedModels<Fit>, refuse: Refuse) => void): LikelihoodRatio {
  checkFields(caller, "the input", fits, ["restricted", "full"]);
  for (const part of ["restricted", "full"] as const) checkParts(caller, part, fits[part], ["method", "counts"]);
  const refuse: Refuse = (problem) => {
    throw new RangeError(`${caller}: ${problem}`);
  };
  const { restricted, full } = fits;
  const { estimator } = full.method.options;
  if (restricted.method.options.estimator !== estimator) {
    refuse(`the fits must have one estimator; received "${restricted.method.options.estimator}" and "${estimator}"`);
  }
  checkPair(fits, refuse);
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

/** Whether two vectors are the same but for the rounding of sums. */
export function isSameResponse(first: readonly number[], second: readonly number[]): boolean {
  const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return first.length === second.length && first.every((value, row) => Math.abs(value - second[row]!) <= 1e-9 * largest);
}

/** Refuses fixed columns that the full model lacks, and restricted likelihoods of different fixed effects. */
export function checkFixedColumns(small: readonly string[], large: readonly string[], estimator: Estimator, refuse: Refuse): void {
  checkColumns("fixed", small, large, refuse);
  if (estimator === "reml" && small.length < large.length) {
    refuse(`fits with different fixed effects must be by estimator "ml"; received "reml", whose likelihoods do not compare`);
  }
}

export function checkColumns(part: "fixed" | "random", small: readonly string[], large: readonly string[], refuse: Refuse): void {
  const missing = small.filter((name) => !large.includes(name));
  if (missing.length > 0) refuse(`every ${part} column of the restricted model must be in the full one; missing there: ${missing.join(", ")}`);
}

function parametersOf({ counts }: LikelihoodFit): number {
  return counts.fixedEffects + counts.covarianceParameters;
}
