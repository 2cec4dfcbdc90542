import { normalTails } from "../numeric/normal.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { contingencyTable, expectedCounts, smallestOf } from "./contingencyTable.ts";
import type { EventCount } from "./eventCount.ts";
import { readEventCount } from "./eventCount.ts";
import { fisherPValue } from "./fisherTwoByTwo.ts";
import type { EventMeaning, NumberNeededToTreat } from "./numberNeededToTreat.ts";
import { numberNeededToTreat } from "./numberNeededToTreat.ts";
import { pearsonStatistic } from "./pearsonChiSquareTest.ts";
import type { RatioEstimate } from "./ratioEstimate.ts";
import { oddsRatio, riskRatio } from "./ratioEstimate.ts";
import type { RiskDifferenceIntervalMethod, TwoEventCounts } from "./riskDifferenceInterval.ts";
import {
  riskDifferenceInterval,
  riskDifferenceIntervalMethods,
  riskDifferenceReferences,
  riskDifferenceStandardError,
} from "./riskDifferenceInterval.ts";

export interface CompareProportionsOptions {
  /**
   * The interval of the risk difference (and so of the number needed to treat).
   *
   * - `newcombe`: hybrid score, from the Wilson limits of the two groups, without continuity correction
   * - `miettinen-nurminen`: inverts the score test, with the factor N/(N − 1)
   * - `wald`: the textbook interval, too narrow for small groups, cut off at −1 and 1
   *
   * Default `"newcombe"`.
   */
  readonly intervalMethod?: RiskDifferenceIntervalMethod;
  /** `auto`: Pearson's χ² without correction unless an expected count is below 5, then Fisher's exact test. Default `"auto"`. */
  readonly test?: "auto" | "pearson" | "fisher";
  /** Decides the direction of the number needed to treat and nothing else. Default `"beneficial"`: responders. */
  readonly events?: EventMeaning;
  /** Coverage of the two-sided intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

type RatioPath = "estimate" | "standardErrorOfLog" | "interval.lower" | "interval.upper";

export interface CompareProportionsResult {
  /** Proportion of treatment − proportion of control, between −1 and 1. */
  readonly riskDifference: {
    readonly estimate: number;
    /** From each group's own proportion, whatever the interval's method. */
    readonly standardError: number;
    readonly interval: Interval;
  };
  /** Proportion of treatment / proportion of control. */
  readonly riskRatio: RatioEstimate;
  /** Odds of treatment / odds of control, from the sample; `fisherExactTest` has the conditional one. */
  readonly oddsRatio: RatioEstimate;
  readonly numberNeededToTreat: NumberNeededToTreat;
  /** Which test gave the p-value. */
  readonly testUsed: "pearson" | "fisher";
  /** Pearson's χ²; absent for Fisher's test. */
  readonly statistic?: number | null;
  readonly degreesOfFreedom?: number;
  /** Two-sided. */
  readonly pValue: number | null;
  readonly alternative: "two-sided";
  readonly smallestExpectedCount: number;
  /** Whether test and interval of the risk difference disagree about 0: one excludes it at this level and the other does not. */
  readonly disagreement: boolean;
  readonly counts: TwoEventCounts;
  readonly method: Method<"two-proportions", Required<CompareProportionsOptions>>;
  readonly reasons?: Reasons<
    | `riskRatio.${RatioPath}`
    | `oddsRatio.${RatioPath}`
    | `numberNeededToTreat.${"estimate" | "interval.lower" | "interval.upper"}`
    | "statistic"
    | "pValue"
  >;
}

/**
 * Compares the proportions of two independent groups: risk difference, risk ratio, odds ratio and number needed to treat, each
 * with a two-sided interval, and a p-value.
 *
 * Use it for responders, deaths or adverse events by arm. Each `n` counts everyone in that arm's denominator, so whoever has no
 * outcome must have been decided on. Differences are treatment − control, ratios treatment / control.
 *
 * Ratios have log-Wald intervals. A count of zero that makes a ratio or its interval undefined gives `null` with the reason
 * `"zero-cell"`; nothing is added to the counts. The number needed to treat is 1 / |risk difference| with its direction in
 * words, for which deaths and adverse events need `events: "harmful"`; where the interval crosses 0 its limits are `null` and
 * `throughInfinity` holds Altman's two ends. With no events, or nothing but events, Pearson's test does not exist (`null`,
 * `"no-variance"`) and Fisher's p is 1. `disagreement` says when the interval and the p-value contradict each other, as they can,
 * being of different methods.
 *
 * R: `prop.test(correct = FALSE)` has Wald's interval and Pearson's p; SAS: PROC FREQ with RISKDIFF(CL = (NEWCOMBE MN WALD)).
 *
 * @throws TrialwiseError `too-few-values` when an n is 0; `too-much-work` when Fisher's test would need more than 10⁶ tables
 * @throws RangeError, TypeError for counts that are negative or not whole, more events than participants, a level outside
 *   (0, 1), an unknown option
 *
 * Source: Newcombe 1998 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I); Miettinen & Nurminen
 * 1985 (https://doi.org/10.1002/sim.4780040211); risk ratio: Katz et al. 1978 (https://doi.org/10.2307/2530610); odds ratio: Woolf
 * 1955 (https://doi.org/10.1111/j.1469-1809.1955.tb01348.x); Altman 1998 (https://doi.org/10.1136/bmj.317.7168.1309).
 *
 * @example Participants with at least 50 % improvement at 4 months in Oh 2018 (https://doi.org/10.1002/ana.25302)
 * ```ts
 * import { compareProportions } from "trialwise";
 *
 * const result = compareProportions({ treatment: { events: 22, n: 32 }, control: { events: 5, n: 27 } });
 * result.riskDifference.estimate; // => 0.5023148
 * result.riskDifference.interval; // => { "lower": 0.2512400, "upper": 0.6707466, "level": 0.95 }
 * result.riskRatio.interval; // => { "lower": 1.626990, "upper": 8.471260, "level": 0.95 }
 * result.numberNeededToTreat; // => { "estimate": 1.990783, "direction": "benefit", "interval": { "lower": 1.490876, "upper": 3.980258, "level": 0.95 } }
 * result.testUsed; // => "pearson"
 * result.pValue; // => 0.0001141536
 * ```
 */
export function compareProportions(
  input: { readonly treatment: EventCount; readonly control: EventCount },
  options: CompareProportionsOptions = {},
): CompareProportionsResult {
  const resolved = resolve(options);
  const { intervalMethod, events, level } = resolved;
  checkParts("compareProportions", "the input", input, ["treatment", "control"]);
  const treatment = readEventCount("compareProportions", "treatment", input.treatment);
  const control = readEventCount("compareProportions", "control", input.control);
  const counts = { treatment, control };
  const difference = withoutNegativeZero(treatment.events / treatment.n - control.events / control.n);
  const bounds = riskDifferenceInterval(counts, intervalMethod, level);
  const interval = { lower: withoutNegativeZero(bounds.lower), upper: withoutNegativeZero(bounds.upper), level };
  const [risk, odds] = [riskRatio(counts, level), oddsRatio(counts, level)];
  const needed = numberNeededToTreat(difference, interval, events);
  const tested = testOf(counts, resolved.test);
  const reasons = {
    ...prefixed("riskRatio", risk.reasons),
    ...prefixed("oddsRatio", odds.reasons),
    ...prefixed("numberNeededToTreat", needed.reasons),
    ...tested.reasons,
  };
  const excludesZero = interval.lower > 0 || interval.upper < 0;
  return {
    riskDifference: { estimate: difference, standardError: riskDifferenceStandardError(counts), interval },
    riskRatio: risk.value,
    oddsRatio: odds.value,
    numberNeededToTreat: needed.value,
    ...tested.fields,
    alternative: "two-sided",
    disagreement: tested.fields.pValue !== null && excludesZero !== tested.fields.pValue < 1 - level,
    counts,
    method: { name: "two-proportions", options: resolved, reference: `${riskDifferenceReferences[intervalMethod]}; Altman 1998, doi:10.1136/bmj.317.7168.1309` },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

function resolve(options: CompareProportionsOptions): Required<CompareProportionsOptions> {
  checkOptionKeys("compareProportions", options, ["intervalMethod", "test", "events", "level"]);
  const { intervalMethod = "newcombe", test = "auto", events = "beneficial", level = 0.95 } = options;
  checkChoice("compareProportions", "intervalMethod", intervalMethod, riskDifferenceIntervalMethods);
  checkChoice("compareProportions", "test", test, ["auto", "pearson", "fisher"]);
  checkChoice("compareProportions", "events", events, ["beneficial", "harmful"]);
  checkLevel("compareProportions", level);
  return { intervalMethod, test, events, level };
}

interface Tested {
  readonly fields: Pick<CompareProportionsResult, "testUsed" | "statistic" | "degreesOfFreedom" | "pValue" | "smallestExpectedCount">;
  readonly reasons?: { readonly statistic: Reason; readonly pValue: Reason };
}

function testOf({ treatment, control }: TwoEventCounts, test: "auto" | "pearson" | "fisher"): Tested {
  const table = contingencyTable([treatment, control].map(({ events, n }) => [events, n - events]));
  const smallestExpectedCount = smallestOf(expectedCounts(table));
  if (test === "fisher" || (test === "auto" && smallestExpectedCount < 5)) {
    return { fields: { testUsed: "fisher", pValue: fisherPValue("compareProportions", table), smallestExpectedCount } };
  }
  if (table.columnTotals.every((total) => total > 0)) {
    const statistic = pearsonStatistic(table);
    // On one degree of freedom χ² is the square of a normal deviate.
    const pValue = Math.min(1, 2 * normalTails(Math.sqrt(statistic)).upper);
    return { fields: { testUsed: "pearson", statistic, degreesOfFreedom: 1, pValue, smallestExpectedCount } };
  }
  return {
    fields: { testUsed: "pearson", statistic: null, degreesOfFreedom: 1, pValue: null, smallestExpectedCount },
    reasons: { statistic: "no-variance", pValue: "no-variance" },
  };
}

function prefixed(name: string, reasons: Readonly<Record<string, Reason>>): Record<string, Reason> {
  return Object.fromEntries(Object.entries(reasons).map(([path, reason]) => [`${name}.${path}`, reason]));
}
