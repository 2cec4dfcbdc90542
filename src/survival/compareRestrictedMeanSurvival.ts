import type { TestOfEstimate } from "../inference/testOfEstimate.ts";
import { testOfEstimate } from "../inference/testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "../inference/testOptions.ts";
import { resolveTestOptions } from "../inference/testOptions.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { log } from "../numeric/elementary/log.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkPositive } from "../result/checkOption.ts";
import { normalDistribution } from "./normalDistribution.ts";
import { restrictedMean } from "./restrictedMean.ts";
import type { VarianceCorrection } from "./restrictedMeanSurvival.ts";
import { checkVarianceCorrection, standardErrorOf } from "./restrictedMeanSurvival.ts";
import type { SurvivalCounts, SurvivalTimes } from "./survivalTimes.ts";
import { countParticipants, readSurvivalTimes } from "./survivalTimes.ts";

export interface CompareRestrictedMeanSurvivalOptions extends TestOptions {
  /** The time up to which survival is averaged, in both groups. */
  readonly horizon: number;
  /** Default `"none"`. */
  readonly varianceCorrection?: VarianceCorrection;
}

/** The restricted mean of one of the two groups. */
export interface RestrictedMeanOfGroup {
  readonly estimate: number;
  readonly standardError: number;
  readonly counts: SurvivalCounts & { readonly eventsUpToHorizon: number };
}

/** Restricted mean of treatment / restricted mean of control. */
export interface RestrictedMeanRatio {
  readonly estimate: number;
  /** Of the natural logarithm of the ratio. */
  readonly standardErrorOfLog: number;
  /** Logarithm of the ratio / its standard error. */
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/** The estimate is the restricted mean of treatment − that of control, in the unit of time. */
export interface CompareRestrictedMeanSurvivalResult extends TestOfEstimate {
  readonly ratio: RestrictedMeanRatio;
  readonly groups: { readonly treatment: RestrictedMeanOfGroup; readonly control: RestrictedMeanOfGroup };
  readonly horizon: number;
  readonly counts: { readonly treatment: number; readonly control: number };
  readonly method: Method<
    "restricted-mean-survival-comparison",
    ResolvedTestOptions & { readonly horizon: number; readonly varianceCorrection: VarianceCorrection }
  >;
}

/**
 * Compares the restricted mean survival times of two independent groups: their difference and their ratio, each with a test and
 * an interval.
 *
 * Use it beside or instead of a hazard ratio where curves cross or part late: the difference is the mean time without the event
 * that treatment gained up to the horizon, in the unit of time, and needs no proportional hazards. The horizon is chosen
 * before the data are seen. Both tests are Wald's, against the normal distribution: of the difference, and of the logarithm of
 * the ratio by the delta method. They follow the declared `alternative` (`"greater"`: longer with treatment); a one-sided
 * interval has a `null` limit (`"unbounded"`). Times, ties, censoring and delayed entry are as `kaplanMeier` has them.
 *
 * R: `survRM2::rmst2`, without covariates; SAS: PROC LIFETEST with RMST(TAU = …) and `varianceCorrection: "m/(m-1)"`.
 *
 * @throws TrialwiseError `too-few-values` for a group without participants, or with a single event to correct by
 *   m/(m − 1); `beyond-follow-up` for a horizon at which a group's curve is unknown; `no-variance` when no event lies before
 *   the horizon, or everyone in a group has the event at time 0, so that the ratio has no logarithm
 * @throws RangeError, TypeError for a horizon that is not positive, times that are negative or not finite, lists of unequal
 *   length, a level outside (0, 1), an unknown option
 *
 * Source: Royston & Parmar 2013 (https://doi.org/10.1186/1471-2288-13-152); Uno et al. 2014 (https://doi.org/10.1200/JCO.2014.55.2208).
 *
 * @example Weeks to relapse of acute myelogenous leukaemia with and without maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { compareRestrictedMeanSurvival } from "trialwise";
 *
 * const comparison = compareRestrictedMeanSurvival(
 *   {
 *     treatment: { time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0] },
 *     control: { time: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], event: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1] },
 *   },
 *   { horizon: 40 },
 * );
 * comparison.groups.treatment.estimate; // => 28.897727
 * comparison.estimate; // => 6.967172
 * comparison.standardError; // => 5.170710
 * comparison.ratio.estimate; // => 1.3177
 * ```
 */
export function compareRestrictedMeanSurvival(
  input: { readonly treatment: SurvivalTimes; readonly control: SurvivalTimes },
  options: CompareRestrictedMeanSurvivalOptions,
): CompareRestrictedMeanSurvivalResult {
  checkOptionKeys(caller, options, ["horizon", "varianceCorrection", "level", "alternative"]);
  const { horizon, varianceCorrection = "none", ...testOptions } = options;
  const resolved = resolveTestOptions(caller, testOptions);
  checkPositive(caller, "horizon", horizon);
  checkVarianceCorrection(caller, varianceCorrection);
  checkParts(caller, "the input", input, ["treatment", "control"]);
  const treatment = meanOfGroup("treatment", input.treatment, horizon, varianceCorrection);
  const control = meanOfGroup("control", input.control, horizon, varianceCorrection);
  const standardError = hypot(treatment.standardError, control.standardError);
  if (standardError === 0) throw noVariance("no event lies before the horizon in either group", "an event before the horizon");
  return {
    ...testOfEstimate({ estimate: treatment.estimate - control.estimate, standardError }, normalDistribution, resolved),
    ratio: ratioOf(treatment, control, resolved),
    groups: { treatment, control },
    horizon,
    counts: { treatment: treatment.counts.participants, control: control.counts.participants },
    method: {
      name: "restricted-mean-survival-comparison",
      options: { horizon, varianceCorrection, ...resolved },
      reference: "Royston & Parmar 2013, doi:10.1186/1471-2288-13-152; Uno et al. 2014, doi:10.1200/JCO.2014.55.2208",
    },
  };
}

const caller = "compareRestrictedMeanSurvival";

function meanOfGroup(name: "treatment" | "control", times: SurvivalTimes, horizon: number, correction: VarianceCorrection): RestrictedMeanOfGroup {
  const data = readSurvivalTimes(`${caller}, ${name}`, times);
  const mean = restrictedMean(`${caller}, ${name}`, data, horizon);
  const standardError = standardErrorOf(mean, correction);
  if (standardError === null) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: `${caller}: ${name} has one event up to the horizon, and its variance cannot be multiplied by m/(m − 1)`,
      required: `at least 2 events in ${name}`,
      observed: mean.events,
    });
  }
  if (mean.estimate === 0) throw noVariance(`everyone in ${name} has the event at time 0`, `an event after time 0 in ${name}`);
  return { estimate: mean.estimate, standardError, counts: { ...countParticipants(data), eventsUpToHorizon: mean.events } };
}

/** By the delta method: the variance of log(mean) is variance / mean². */
function ratioOf(treatment: RestrictedMeanOfGroup, control: RestrictedMeanOfGroup, options: ResolvedTestOptions): RestrictedMeanRatio {
  const standardErrorOfLog = hypot(treatment.standardError / treatment.estimate, control.standardError / control.estimate);
  const { statistic, pValue, interval, reasons } = testOfEstimate(
    { estimate: log(treatment.estimate / control.estimate), standardError: standardErrorOfLog },
    normalDistribution,
    options,
  );
  const ratio = (limit: number | null) => (limit === null ? null : exp(limit));
  return {
    estimate: treatment.estimate / control.estimate,
    standardErrorOfLog,
    statistic,
    pValue,
    interval: { lower: ratio(interval.lower), upper: ratio(interval.upper), level: interval.level },
    ...(reasons !== undefined && { reasons }),
  };
}

function noVariance(problem: string, required: string): TrialwiseError {
  return new TrialwiseError({ code: "no-variance", message: `${caller}: ${problem}`, required, observed: "no variance" });
}
