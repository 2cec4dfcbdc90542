import { testOfEstimate } from "../inference/testOfEstimate.ts";
import { chiSquareTails } from "../numeric/chiSquare.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { Concordance } from "./concordance.ts";
import { concordanceOf } from "./concordance.ts";
import { coxCovariance } from "./coxCovariance.ts";
import type { CovarianceMethod } from "./coxCovariance.ts";
import type { CoxCounts, CoxRegressionInput } from "./coxFit.ts";
import { coxFit, coxReferences, tiesMethods } from "./coxFit.ts";
import { normalDistribution } from "./normalDistribution.ts";
import { linearPredictors } from "./partialLikelihood.ts";
import type { TiesMethod } from "./riskSums.ts";

export interface CoxRegressionOptions {
  /** Default `"efron"`. */
  readonly ties?: TiesMethod;
  /** Default `"information"`. */
  readonly covarianceMethod?: CovarianceMethod;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** A coefficient: the logarithm of the hazard ratio for one unit more of the covariate. */
export interface CoxCoefficient {
  readonly estimate: number;
  readonly standardError: number;
  /** Estimate / standard error. */
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly alternative: "two-sided";
  /** exp(estimate); `null` (`"unbounded"`) beyond the largest number there is, as for a covariate in a huge unit. */
  readonly hazardRatio: number | null;
  readonly hazardRatioInterval: Interval;
  readonly reasons?: Reasons<"hazardRatio" | "hazardRatioInterval.lower" | "hazardRatioInterval.upper">;
}

/** A test of all coefficients against 0. */
export interface CoxTest {
  /** χ². */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

export interface CoxRegressionResult<Name extends string = string> {
  /** By the names of the covariates. */
  readonly coefficients: { readonly [Key in Name]: CoxCoefficient };
  /** Of the coefficients, by `covarianceMethod`. `parameters` names rows and columns. */
  readonly covariance: { readonly parameters: readonly Name[]; readonly matrix: readonly (readonly number[])[] };
  /** From the estimates and their covariance. */
  readonly waldTest: CoxTest;
  /** 2 × the gain in log likelihood, whatever the covariance method. */
  readonly likelihoodRatioTest: CoxTest;
  /** From the slope of the likelihood where all coefficients are 0, whatever the covariance method. */
  readonly scoreTest: CoxTest;
  /** Log partial likelihood with all coefficients 0, and at the estimates. */
  readonly logLikelihood: { readonly null: number; readonly fitted: number };
  readonly concordance: Concordance;
  readonly counts: CoxCounts;
  readonly diagnostics: {
    /** Always true: a maximum that is not found throws `no-convergence`. */
    readonly converged: true;
    /** Newton steps. */
    readonly iterations: number;
    /** √(gᵀI⁻¹g), g the gradient and I the information: nearly the distance from the exact maximum, in standard errors. */
    readonly gradientNorm: number;
  };
  readonly method: Method<"cox-regression", Required<CoxRegressionOptions>>;
}

/**
 * Cox's regression: how covariates multiply the hazard of an event, whatever its course over time.
 *
 * Use it for the hazard ratio of treatment, alone or adjusted for covariates, if hazards are roughly proportional
 * (`proportionalHazardsTest`); otherwise `compareRestrictedMeanSurvival`. Factors are given as columns of 1 and 0, one fewer than
 * their levels. A hazard ratio is per unit of its covariate, so the unit matters. Strata differ in their baseline hazard and
 * share the coefficients. With `entry`, participants are at risk only after it; one participant may then also come as several
 * rows that follow each other, with covariates that change, and is counted once per row. Times, ties and censoring are as
 * `kaplanMeier` has them; every covariate must be finite.
 *
 * With `covarianceMethod: "robust"` standard errors are those of Lin & Wei, which hold when hazards are not proportional; the
 * likelihood ratio and score tests stay as they are. Each row counts as an independent participant there, so that it is not
 * for participants who come as several rows: R's `cluster` is not offered.
 *
 * R: `coxph(Surv(time, event) ~ … + strata(stratum), ties = "efron")`, and `robust = TRUE`; SAS: PROC PHREG with TIES=EFRON, whose own
 * default is BRESLOW, and COVS. Where a coefficient is infinite both print a large number with a warning; here it is an error.
 *
 * @throws TrialwiseError `no-events` without events; `singular-design` for covariates that are constant or combinations of
 *   others, by name; `monotone-likelihood` when a coefficient is infinite, as for a group without events, by name;
 *   `no-convergence` when the maximum is not found; `no-variance` when too few participants bear on a robust covariance
 * @throws RangeError, TypeError for times that are negative or not finite, lists of unequal length, an unknown option
 *
 * Source: Cox 1972 (https://doi.org/10.1111/j.2517-6161.1972.tb00899.x); ties: Efron 1977 (https://doi.org/10.1080/01621459.1977.10480613),
 * Breslow 1974 (https://doi.org/10.2307/2529620); robust: Lin & Wei 1989 (https://doi.org/10.1080/01621459.1989.10478874);
 * concordance: Harrell et al. 1982 (https://doi.org/10.1001/jama.1982.03320430047030).
 *
 * @example Relapse of acute myelogenous leukaemia with (1) and without (0) maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { coxRegression } from "trialwise";
 *
 * const fit = coxRegression({
 *   time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
 *   event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
 *   covariates: { maintained: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
 * });
 * fit.coefficients.maintained.estimate; // => -0.9155
 * fit.coefficients.maintained.hazardRatio; // => 0.4003
 * fit.coefficients.maintained.hazardRatioInterval; // => { "lower": 0.1468, "upper": 1.0918, "level": 0.95 }
 * fit.likelihoodRatioTest.pValue; // => 0.0658
 * ```
 */
export function coxRegression<Name extends string>(input: CoxRegressionInput<Name>, options: CoxRegressionOptions = {}): CoxRegressionResult<Name> {
  const resolved = resolve(options);
  const { ties, covarianceMethod, level } = resolved;
  const { design, model, maximum, counts } = coxFit(caller, input, ties);
  const { names } = design;
  const { estimates, matrix, standardErrors, waldStatistic } = coxCovariance(caller, design, model, maximum, covarianceMethod);
  const testOf = (statistic: number): CoxTest => ({
    statistic,
    degreesOfFreedom: names.length,
    pValue: chiSquareTails(statistic, names.length).upper,
  });
  return {
    coefficients: recordOf(names, (name) => {
      const index = names.indexOf(name);
      return coefficientOf(estimates[index]!, standardErrors[index]!, level);
    }),
    covariance: { parameters: names, matrix: matrix.map((row) => row.map(withoutNegativeZero)) },
    waldTest: testOf(waldStatistic),
    // Below rounding error, the gain of a likelihood that cannot be raised may come out negative.
    likelihoodRatioTest: testOf(Math.max(0, 2 * (maximum.logLikelihood - maximum.nullLogLikelihood))),
    scoreTest: testOf(maximum.scoreStatistic),
    logLikelihood: { null: withoutNegativeZero(maximum.nullLogLikelihood), fitted: withoutNegativeZero(maximum.logLikelihood) },
    concordance: concordanceOf(model.sets, linearPredictors(design.rows, maximum.coefficients)),
    counts,
    diagnostics: { converged: true, iterations: maximum.iterations, gradientNorm: maximum.gradientNorm },
    method: {
      name: "cox-regression",
      options: resolved,
      reference: coxReferences[ties] + (covarianceMethod === "robust" ? "; Lin & Wei 1989, doi:10.1080/01621459.1989.10478874" : ""),
    },
  };
}

const caller = "coxRegression";

function resolve(options: CoxRegressionOptions): Required<CoxRegressionOptions> {
  checkOptionKeys(caller, options, ["ties", "covarianceMethod", "level"]);
  const { ties = "efron", covarianceMethod = "information", level = 0.95 } = options;
  checkChoice(caller, "ties", ties, tiesMethods);
  checkChoice(caller, "covarianceMethod", covarianceMethod, ["information", "robust"]);
  checkLevel(caller, level);
  return { ties, covarianceMethod, level };
}

function coefficientOf(estimate: number, standardError: number, level: number): CoxCoefficient {
  const test = testOfEstimate({ estimate, standardError }, normalDistribution, { level, alternative: "two-sided" });
  const ratio = (exponent: number | null) => {
    const value = exponent === null ? Infinity : exp(exponent);
    return value === Infinity ? null : value;
  };
  const hazardRatio = ratio(estimate);
  const [lower, upper] = [ratio(test.interval.lower), ratio(test.interval.upper)];
  const reasons = {
    ...(hazardRatio === null && { hazardRatio: "unbounded" as const }),
    ...(lower === null && { "hazardRatioInterval.lower": "unbounded" as const }),
    ...(upper === null && { "hazardRatioInterval.upper": "unbounded" as const }),
  };
  return {
    estimate: test.estimate,
    standardError,
    statistic: test.statistic,
    pValue: test.pValue,
    interval: test.interval,
    alternative: "two-sided",
    hazardRatio,
    hazardRatioInterval: { lower, upper, level },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}
