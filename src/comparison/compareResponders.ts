import { compareProportions, type CompareProportionsOptions, type CompareProportionsResult } from "../inference/compareProportions.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";

/** Responders by arm, as `classifyResponders` counts them; `n` is the denominator. */
export interface ComparableResponders<Arm extends string = string> {
  readonly byArm: { readonly [A in Arm]: { readonly responders: number; readonly n: number } };
}

export interface CompareRespondersOptions<Arm extends string = string> extends TwoArms<Arm>, CompareProportionsOptions {}

/** As `compareProportions` gives it; where an arm has no denominator, every number is `null` with the reason `no-values`. */
export interface CompareRespondersResult<Arm extends string = string>
  extends Omit<CompareProportionsResult, "riskDifference" | "testUsed" | "smallestExpectedCount" | "counts" | "method" | "reasons"> {
  /** Proportion of treatment − proportion of control, between −1 and 1. */
  readonly riskDifference: { readonly estimate: number | null; readonly standardError: number | null; readonly interval: Interval };
  readonly testUsed: "pearson" | "fisher" | null;
  readonly smallestExpectedCount: number | null;
  readonly counts: { readonly treatment: RespondersCompared<Arm>; readonly control: RespondersCompared<Arm> };
  readonly method: Method<"two-proportions", Required<CompareRespondersOptions<Arm>>>;
  readonly reasons?: Reasons;
}

export interface RespondersCompared<Arm extends string = string> {
  readonly arm: Arm;
  readonly events: number;
  readonly n: number;
}

/**
 * Compares the responders of two arms: risk difference, risk ratio, odds ratio and number needed to treat with their
 * intervals, and a p-value.
 *
 * Use it on a result of `classifyResponders`, or on one of its classes (`result.byClass.good`). It is `compareProportions` on
 * the counts of the two arms, whose documentation has the methods and options: Newcombe's interval by default, and Pearson's
 * test unless an expected count is below 5, then Fisher's. Differences are treatment − control. For a class that is bad to be
 * in, say `events: "harmful"`: it turns the direction of the number needed to treat.
 *
 * @throws RangeError, TypeError for an arm that the result does not have, an arm compared with itself, a level outside (0, 1),
 *   an unknown option
 *
 * Source: Newcombe 1998 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I); Altman 1998
 * (https://doi.org/10.1136/bmj.317.7168.1309).
 *
 * @example Participants with at least 100 % improvement at 6 months in Oh 2018 (https://doi.org/10.1002/ana.25302)
 * ```ts
 * import { compareResponders } from "trialwise";
 *
 * const result = { byArm: { msc: { responders: 8, n: 32 }, control: { responders: 1, n: 27 } } };
 * const comparison = compareResponders(result, { treatment: "msc", control: "control" });
 *
 * comparison.riskDifference.estimate; // => 0.212963
 * comparison.testUsed; // => "fisher"
 * comparison.pValue; // => 0.031
 * ```
 */
export function compareResponders<Arm extends string>(
  result: ComparableResponders<Arm>,
  options: CompareRespondersOptions<NoInfer<Arm>>,
): CompareRespondersResult<Arm> {
  checkParts("compareResponders", "the result", result, ["byArm"]);
  checkOptionKeys("compareResponders", options, ["treatment", "control", "intervalMethod", "test", "events", "level"]);
  checkTwoArms("compareResponders", result.byArm, options);
  const { treatment, control, ...proportionOptions } = options;
  const counts = { treatment: countsOf(result, treatment), control: countsOf(result, control) };
  const isEmpty = counts.treatment.n === 0 || counts.control.n === 0;
  // An empty arm has no proportion to compare, but the options are checked and echoed all the same.
  const compared = compareProportions(isEmpty ? { treatment: oneOther, control: oneOther } : counts, proportionOptions);
  const { name, options: resolved, reference } = compared.method;
  const described = { counts, method: { name, options: { treatment, control, ...resolved }, reference } };
  return isEmpty ? { ...nothingCompared(resolved.level), ...described } : { ...compared, ...described };
}

const oneOther = { events: 0, n: 1 };

function countsOf<Arm extends string>({ byArm }: ComparableResponders<Arm>, arm: Arm): RespondersCompared<Arm> {
  return { arm, events: byArm[arm].responders, n: byArm[arm].n };
}

function nothingCompared(level: number): Omit<CompareRespondersResult, "counts" | "method"> {
  const interval = { lower: null, upper: null, level };
  const ratio = { estimate: null, standardErrorOfLog: null, interval };
  const difference = ["estimate", "standardError", "interval.lower", "interval.upper"] as const;
  const ofRatio = ["estimate", "standardErrorOfLog", "interval.lower", "interval.upper"] as const;
  const paths = [
    ...difference.map((path) => `riskDifference.${path}`),
    ...["riskRatio", "oddsRatio"].flatMap((name) => ofRatio.map((path) => `${name}.${path}`)),
    ...["estimate", "interval.lower", "interval.upper"].map((path) => `numberNeededToTreat.${path}`),
    "testUsed",
    "pValue",
    "smallestExpectedCount",
  ];
  return {
    riskDifference: { estimate: null, standardError: null, interval },
    riskRatio: ratio,
    oddsRatio: ratio,
    numberNeededToTreat: { estimate: null, direction: "none", interval },
    testUsed: null,
    pValue: null,
    alternative: "two-sided",
    smallestExpectedCount: null,
    disagreement: false,
    reasons: Object.fromEntries(paths.map((path) => [path, "no-values" as const])),
  };
}
