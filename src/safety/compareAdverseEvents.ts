import { adjustPValues, type PValueAdjustment, pValueAdjustments } from "../inference/adjustPValues.ts";
import { contingencyTable } from "../inference/contingencyTable.ts";
import { fisherPValue } from "../inference/fisherTwoByTwo.ts";
import {
  riskDifferenceInterval,
  type RiskDifferenceIntervalMethod,
  riskDifferenceIntervalMethods,
  riskDifferenceReferences,
} from "../inference/riskDifferenceInterval.ts";
import { checkFields, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { AdverseEventRow, AdverseEventTable, AdverseEventTally } from "./AdverseEventTally.ts";

export interface CompareAdverseEventsOptions<Arm extends string = string> {
  readonly treatment: Arm;
  readonly control: Arm;
  /** The interval of the risk difference; see `compareProportions`. Default `"newcombe"`. */
  readonly intervalMethod?: RiskDifferenceIntervalMethod;
  /** Coverage of the two-sided intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /**
   * How p-values are adjusted for their number: in each table the preferred terms are one family and the system organ classes another,
   * as many tests as rows. Intervals are not adjusted. Default: not at all.
   */
  readonly adjust?: PValueAdjustment;
}

type Settings<Arm extends string> = Required<Omit<CompareAdverseEventsOptions<Arm>, "adjust">> & Pick<CompareAdverseEventsOptions<Arm>, "adjust">;

/** The rows of a tally, in its order, each with the difference between two arms. */
export interface AdverseEventComparison<Keys extends TrialKeys = TrialKeys, Window extends string = string, Category extends string = string> {
  readonly windows: { readonly [W in Window]: { readonly categories: { readonly [C in Category]: AdverseEventComparisonTable } } };
  readonly method: Method<"adverse-event-comparison", Settings<Keys["arm"]>>;
}

export interface AdverseEventComparisonTable {
  readonly overall: AdverseEventComparisonRow;
  readonly systemOrganClasses: readonly (AdverseEventComparisonRow & {
    readonly systemOrganClass: string;
    readonly preferredTerms: readonly (AdverseEventComparisonRow & { readonly preferredTerm: string })[];
  })[];
}

export interface AdverseEventComparisonRow {
  /** Proportion of treatment − proportion of control; `null` where an arm has nobody in the population. */
  readonly riskDifference: { readonly estimate: number | null; readonly interval: Interval };
  /** Fisher's exact test, two-sided, not adjusted for the number of rows. */
  readonly pValue: number | null;
  /** With `adjust`, in rows of system organ classes and preferred terms. */
  readonly adjustedPValue?: number | null;
  readonly counts: {
    readonly treatment: { readonly participants: number; readonly n: number };
    readonly control: { readonly participants: number; readonly n: number };
  };
  readonly reasons?: Reasons<`riskDifference.${"estimate" | "interval.lower" | "interval.upper"}` | "pValue" | "adjustedPValue">;
}

/**
 * Compares two arms of an adverse-event tally: risk difference with its interval and Fisher's exact test, row by row.
 *
 * Use it with care, which is why no tally does it unasked: the rows are many, each has few participants, and the p-values are
 * not adjusted unless `adjust` says how; a small one is a hint, and a large one no proof of safety. What is compared are participants with at least
 * one event out of the arm's denominator, whatever the number of events.
 *
 * Where an arm has nobody in the population, the fields of every row are `null` with the reason `"zero-denominator"`.
 *
 * @throws RangeError, TypeError for what is no tally, an arm that it does not have, an arm compared with itself, a level outside (0, 1)
 *
 * Source: Newcombe 1998 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I); Fisher 1935
 * (https://doi.org/10.2307/2342435).
 *
 * @example
 * ```ts
 * import { compareAdverseEvents, defineTrial, readTrialData, tallyAdverseEvents } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   populations: { safety: { label: "Safety set", rule: { kind: "everyone" } } },
 * });
 * const headache = { systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } };
 * const data = readTrialData(trial, {
 *   participants: [
 *     ...["001", "002", "003"].map((id) => ({ id, arm: "msc" })),
 *     ...["004", "005", "006"].map((id) => ({ id, arm: "control" })),
 *   ],
 *   adverseEvents: [{ participant: "001", ...headache }, { participant: "002", ...headache }, { participant: "003", ...headache }],
 * });
 * const tally = tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } });
 * const { overall } = compareAdverseEvents(tally, { treatment: "msc", control: "control" }).windows.months6.categories.all;
 *
 * overall.riskDifference.estimate; // => 1
 * overall.pValue; // => 0.1
 * ```
 */
export function compareAdverseEvents<Keys extends TrialKeys, Window extends string, Category extends string>(
  tally: AdverseEventTally<Keys, Window, Category>,
  options: CompareAdverseEventsOptions<NoInfer<Keys["arm"]>>,
): AdverseEventComparison<Keys, Window, Category> {
  checkParts("compareAdverseEvents", "the tally", tally, ["denominators", "windows"]);
  const resolved = resolve(tally.denominators, options);
  const compared = rowComparer(tally.denominators, resolved);
  const compareTable = (table: AdverseEventTable<Keys["arm"]>): AdverseEventComparisonTable => {
    const classes = adjustRows(table.systemOrganClasses.map(compared), resolved.adjust);
    const terms = adjustRows(table.systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms.map(compared)), resolved.adjust)[Symbol.iterator]();
    return {
      overall: compared(table.overall),
      systemOrganClasses: table.systemOrganClasses.map(({ systemOrganClass, preferredTerms }, index) => ({
        systemOrganClass,
        preferredTerms: preferredTerms.map(({ preferredTerm }) => ({ preferredTerm, ...terms.next().value! })),
        ...classes[index]!,
      })),
    };
  };
  return {
    windows: recordOf<Window, { categories: { [C in Category]: AdverseEventComparisonTable } }>(keysOf(tally.windows), (window) => {
      const { categories } = tally.windows[window];
      return { categories: recordOf<Category, AdverseEventComparisonTable>(keysOf(categories), (category) => compareTable(categories[category])) };
    }),
    method: {
      name: "adverse-event-comparison",
      options: resolved,
      reference: `${riskDifferenceReferences[resolved.intervalMethod]}; Fisher 1935, doi:10.2307/2342435`,
    },
  };
}

function resolve<Arm extends string>(
  denominators: { readonly [A in Arm]: number },
  options: CompareAdverseEventsOptions<Arm>,
): Settings<Arm> {
  checkFields("compareAdverseEvents", "options", options, ["treatment", "control"], ["intervalMethod", "level", "adjust"]);
  const { treatment, control, intervalMethod = "newcombe", level = 0.95, adjust } = options;
  checkKey("compareAdverseEvents", denominators, treatment, "arm");
  checkKey("compareAdverseEvents", denominators, control, "arm");
  if (treatment === control) throw new RangeError(`compareAdverseEvents: treatment and control must be different arms; received "${treatment}" for both`);
  checkChoice("compareAdverseEvents", "intervalMethod", intervalMethod, riskDifferenceIntervalMethods);
  checkLevel("compareAdverseEvents", level);
  if (adjust !== undefined) checkChoice("compareAdverseEvents", "adjust", adjust, pValueAdjustments);
  return { treatment, control, intervalMethod, level, ...(adjust !== undefined && { adjust }) };
}

function rowComparer<Arm extends string>(
  denominators: { readonly [A in Arm]: number },
  { treatment, control, intervalMethod, level }: Settings<Arm>,
): (row: AdverseEventRow<Arm>) => AdverseEventComparisonRow {
  return ({ byArm }) => {
    const treated = { events: byArm[treatment].participants, n: denominators[treatment] };
    const controls = { events: byArm[control].participants, n: denominators[control] };
    const counts = {
      treatment: { participants: treated.events, n: treated.n },
      control: { participants: controls.events, n: controls.n },
    };
    if (treated.n === 0 || controls.n === 0) return { riskDifference: { estimate: null, interval: { lower: null, upper: null, level } }, pValue: null, counts, reasons: emptyArm };
    const { lower, upper } = riskDifferenceInterval({ treatment: treated, control: controls }, intervalMethod, level);
    const interval = { lower: withoutNegativeZero(lower), upper: withoutNegativeZero(upper), level };
    const estimate = withoutNegativeZero(treated.events / treated.n - controls.events / controls.n);
    const table = contingencyTable([treated, controls].map(({ events, n }) => [events, n - events]));
    return { riskDifference: { estimate, interval }, pValue: fisherPValue("compareAdverseEvents", table), counts };
  };
}

/** The rows of one family with adjusted p-values, where an adjustment is asked for. */
function adjustRows(rows: readonly AdverseEventComparisonRow[], adjust: PValueAdjustment | undefined): readonly AdverseEventComparisonRow[] {
  if (adjust === undefined) return rows;
  const pValues = rows.flatMap(({ pValue }) => (pValue === null ? [] : [pValue]));
  // An empty arm leaves either every row without a p-value or none.
  const adjusted = adjustPValues(pValues, adjust);
  return rows.map((row, index) =>
    row.pValue === null
      ? { ...row, adjustedPValue: null, reasons: { ...row.reasons, adjustedPValue: "zero-denominator" as const } }
      : { ...row, adjustedPValue: adjusted[index]! },
  );
}

const emptyArm = {
  "riskDifference.estimate": "zero-denominator",
  "riskDifference.interval.lower": "zero-denominator",
  "riskDifference.interval.upper": "zero-denominator",
  pValue: "zero-denominator",
} as const;
