import { exp } from "../numeric/elementary/exp.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { checkFields, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { type PartialArea, type PartialAreaRange, partialArea, type RocPoint, rocPoints, type YoudenPoint, youdenPoint } from "./rocPoints.ts";
import { areaCovariance, areaParts, noError, readRocSample, type RocDirection, type ScoredParticipants } from "./rocSample.ts";

export interface RocCurveOptions {
  /** Which scores speak for the condition. There is no default: a program that takes the side with the larger area finds one in noise. */
  readonly direction: RocDirection;
  /** Of the area: `plain` is estimate ± z × standard error, cut at 0 and 1; `logit` the same on log odds. Default `"plain"`. */
  readonly intervalMethod?: "plain" | "logit";
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /** A part of the curve whose area is wanted too. */
  readonly partial?: PartialAreaRange;
  /**
   * Whether the two classes are the same participants, before and after. The curve is as if they were not, and `caution` says so: their
   * standard error is too large where the samples are alike. Default false.
   */
  readonly paired?: boolean;
}

export interface RocCurveResult {
  readonly auc: AreaUnderCurve;
  /** From the most specific cut-off to the most sensitive. */
  readonly points: readonly RocPoint[];
  /** The cut-off with the largest sensitivity + specificity. */
  readonly youden: YoudenPoint;
  readonly partial?: PartialArea;
  /** The classes are paired samples, which the curve and its interval treat as independent. */
  readonly caution?: "paired-samples-as-independent";
  readonly counts: { readonly positive: number; readonly negative: number };
  readonly method: Method<"roc-curve", ResolvedRocCurveOptions>;
}

export type ResolvedRocCurveOptions = Required<Omit<RocCurveOptions, "partial">> & Pick<RocCurveOptions, "partial">;

export interface AreaUnderCurve {
  /** The probability that of two participants, one with and one without the condition, the score tells which; ties count half. */
  readonly estimate: number;
  /** DeLong's; `null` (`"too-few-values"`) where a class has one participant. */
  readonly standardError: number | null;
  /** `null` limits: `"too-few-values"`, or `"no-variance"` where every pair is told alike, as when the classes do not overlap. */
  readonly interval: Interval;
  readonly reasons?: Reasons<"standardError" | "interval.lower" | "interval.upper">;
}

/**
 * The receiver operating characteristic of a score: the area under the curve with DeLong's interval, every cut-off with sensitivity,
 * specificity and predictive values, and Youden's cut-off.
 *
 * Use it to say how well a biomarker tells participants with a condition from those without. A participant is called positive with a score at
 * the cut-off or beyond, in the declared direction; cut-offs are scores that occur. Scores within rounding (2e-15 of the largest) are equal.
 * Predictive values hold for the share of participants with the condition in this sample. Every score must be finite: missing ones are decided on before.
 *
 * Youden's index is largest at `youden.cutOff`; where several cut-offs share it, at the most specific of them, and `cutOffs` lists all.
 * A cut-off chosen on the data promises more than it will hold. Where the classes do not overlap the variance is 0 and there is no
 * interval; R's pROC gives one of no width. A partial area has no standard error here.
 *
 * R: `pROC::roc`, whose cut-offs lie midway between scores and whose direction follows the data unless given. SAS: PROC LOGISTIC with ROC.
 *
 * @throws TrialwiseError `too-few-values` without a participant with, or without, the condition
 * @throws RangeError, TypeError for columns of unequal length, values that are not finite, no direction, a range outside 0 to 1, a level
 *   outside (0, 1), an unknown option
 *
 * Source: DeLong, DeLong & Clarke-Pearson 1988 (https://doi.org/10.2307/2531595), by the algorithm of Sun & Xu 2014
 * (https://doi.org/10.1109/LSP.2014.2337313); Youden 1950 (Cancer 3, 32–35); partial areas: McClish 1989 (Medical Decision Making 9, 190–195).
 *
 * @example
 * ```ts
 * import { rocCurve } from "trialwise";
 *
 * const roc = rocCurve(
 *   { score: [12, 15, 15, 18, 22, 25, 31, 40], positive: [false, false, true, false, false, true, true, true] },
 *   { direction: "higher-is-positive" },
 * );
 * roc.auc.estimate; // => 0.84375
 * roc.auc.interval.lower; // => 0.5158
 * roc.youden; // => { "index": 0.75, "cutOff": 25, "sensitivity": 0.75, "specificity": 1, "cutOffs": [25] }
 * roc.points[2]?.positivePredictiveValue; // => 1
 * ```
 */
export function rocCurve(input: ScoredParticipants, options: RocCurveOptions): RocCurveResult {
  checkParts(caller, "the options", options, ["direction"]);
  checkOptionKeys(caller, options, ["direction", "intervalMethod", "level", "partial", "paired"]);
  const { direction, intervalMethod = "plain", level = 0.95, partial, paired = false } = options;
  checkChoice(caller, "intervalMethod", intervalMethod, ["plain", "logit"]);
  checkLevel(caller, level);
  if (typeof paired !== "boolean") throw new TypeError(`${caller}: paired must be true or false; received ${show(paired)}`);
  if (partial !== undefined) checkRange(partial);
  const sample = readRocSample(caller, "the input", input, direction);
  const parts = areaParts(sample);
  const points = rocPoints(sample);
  return {
    auc: describeArea(parts.area, Math.sqrt(areaCovariance(parts, parts)), intervalMethod, level),
    points,
    youden: youdenPoint(points, sample),
    ...(partial !== undefined && { partial: partialArea(points, partial) }),
    ...(paired && { caution: "paired-samples-as-independent" }),
    counts: { positive: sample.positives, negative: sample.negatives },
    method: {
      name: "roc-curve",
      options: { direction, intervalMethod, level, paired, ...(partial !== undefined && { partial: { ...partial } }) },
      reference: "DeLong, DeLong & Clarke-Pearson 1988, doi:10.2307/2531595; Sun & Xu 2014, doi:10.1109/LSP.2014.2337313",
    },
  };
}

const caller = "rocCurve";

function checkRange(range: PartialAreaRange): void {
  checkFields(caller, "partial", range, ["of", "from", "to"]);
  checkChoice(caller, "partial.of", range.of, ["specificity", "sensitivity"]);
  checkFinite(caller, "partial.from", range.from);
  checkFinite(caller, "partial.to", range.to);
  if (range.from >= 0 && range.from < range.to && range.to <= 1) return;
  throw new RangeError(`${caller}: partial must go up from 0 or more to 1 or less; received ${show(range.from)} to ${show(range.to)}`);
}

function describeArea(area: number, error: number, intervalMethod: "plain" | "logit", level: number): AreaUnderCurve {
  if (Number.isNaN(error)) return withoutInterval(area, null, "too-few-values", level);
  if (error <= noError) return withoutInterval(area, 0, "no-variance", level);
  const z = normalQuantile((1 - level) / 2, "upper");
  if (intervalMethod === "plain") return { estimate: area, standardError: error, interval: { lower: Math.max(0, area - z * error), upper: Math.min(1, area + z * error), level } };
  const odds = area / (1 - area);
  const factor = exp((z * error) / (area * (1 - area)));
  return { estimate: area, standardError: error, interval: { lower: odds / (odds + factor), upper: odds / (odds + 1 / factor), level } };
}

function withoutInterval(estimate: number, standardError: number | null, reason: Reason, level: number): AreaUnderCurve {
  return {
    estimate,
    standardError,
    interval: { lower: null, upper: null, level },
    reasons: { ...(standardError === null && { standardError: reason }), "interval.lower": reason, "interval.upper": reason },
  };
}
