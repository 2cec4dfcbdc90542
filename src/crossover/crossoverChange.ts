import { type ChangeAnalysisOptions, resolveAnalysisOptions } from "../change/analysis.ts";
import { type ChangeNumbers, changeReader } from "../change/changeReader.ts";
import type { Direction } from "../change/direction.ts";
import type { QuantileType } from "../inference/quantile.ts";
import { checkFields } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { exclusionOf } from "../trial/Lack.ts";
import type { VisitRange } from "../trial/MeasureEndpoint.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkPeriodVisits, periodTreatments } from "./crossoverPeriods.ts";

export interface CrossoverChangeOptions<Keys extends TrialKeys = TrialKeys> extends ChangeAnalysisOptions<Keys> {
  readonly measure: Keys["measure"];
  /** The visits of each period, in order: its own baseline and its end. */
  readonly periods: readonly VisitRange<Keys["visit"]>[];
}

/** Changes within the periods of a crossover trial, by participant and period, by treatment, by period and by arm. */
export interface CrossoverChangeResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "crossover-change";
  /** One for each participant and period with a change, in the order of the data. */
  readonly rows: readonly CrossoverChangeRow<Keys>[];
  readonly byTreatment: { readonly [T in Keys["treatment"]]: CrossoverChangeSummary };
  readonly byPeriod: readonly ({ readonly period: number } & CrossoverChangeSummary)[];
  /** By sequence and period. */
  readonly byArm: { readonly [A in Keys["arm"]]: readonly ({ readonly period: number; readonly treatment: Keys["treatment"] } & CrossoverChangeSummary)[] };
  /** What can be compared, and which way each is better; the first is compared unless another is asked for. */
  readonly better: {
    readonly change: Direction;
    readonly improvement: "higher";
    readonly percentChange: Direction;
    readonly percentImprovement: "higher";
    readonly value: Direction;
  };
  /** `complete`: participants with a change in every period; `partial`: in some; `without`: in none, or outside the population. */
  readonly counts: { readonly participants: number; readonly complete: number; readonly partial: number; readonly without: number };
  /** One entry for each period without a change; without `period` for a participant outside the population. */
  readonly excluded: readonly CrossoverExclusion<Keys>[];
  readonly method: Method<"crossover-change", CrossoverChangeMethodOptions<Keys>>;
}

/** A participant's change in one period. */
export interface CrossoverChangeRow<Keys extends TrialKeys = TrialKeys> extends ChangeNumbers {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** From 1. */
  readonly period: number;
  readonly treatment: Keys["treatment"];
  /** At the end of the period, as it is. */
  readonly value: number;
  readonly reasons?: Reasons<"percentChange" | "percentImprovement">;
}

export interface CrossoverChangeSummary {
  readonly n: number;
  readonly change: ArmSummary;
  readonly improvement: ArmSummary;
  /** Of the participants who have a percentage. */
  readonly percentChange: ArmSummary;
  readonly percentImprovement: ArmSummary;
  readonly value: ArmSummary;
}

export interface CrossoverExclusion<Keys extends TrialKeys = TrialKeys> extends Exclusion<Keys> {
  readonly period?: number;
}

export interface CrossoverChangeMethodOptions<Keys extends TrialKeys = TrialKeys> {
  readonly measure: Keys["measure"];
  readonly periods: readonly VisitRange<Keys["visit"]>[];
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
}

const caller = "crossoverChange";
const quantities = ["change", "improvement", "percentChange", "percentImprovement", "value"] as const;

/**
 * Change of a measure within each period of a crossover trial, from the period's own baseline to its end: for each participant and
 * period, and described by treatment, by period and by arm.
 *
 * Use it where an arm is a sequence of treatments, one in each of its `periods`; `compareCrossover` compares the treatments within
 * participants. `periods` names the visits of each period in order. `change` is later − earlier, `improvement` is turned so that positive is
 * benefit, the percentages are of the period's own baseline (`null` where that is not above 0), and `value` is what was measured at the end.
 * `byTreatment` mixes the periods and `byPeriod` the treatments: they describe, and their differences are no estimates where
 * participants or periods are missing.
 *
 * A period needs a value at both its visits; nothing is carried forward. A participant with one period stays in with that one, and
 * `excluded` names the other with the reason recorded at the visit. Where a period says when it starts (from baseline), a visit before it
 * or after the start of the next is refused, and so is a period that begins before the end of the one before: it would give each
 * treatment the values of the other.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, arms with fewer periods than asked for, visits out of order or outside
 *   their period, an unknown option
 *
 * Source: Senn 2002, Cross-over Trials in Clinical Research, 2nd ed. (https://doi.org/10.1002/0470854596), chapter 3.
 *
 * @example
 * ```ts
 * import { crossoverChange, defineTrial, readTrialData, t25fw } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   treatments: { cells: { label: "Cells" }, saline: { label: "Saline" } },
 *   arms: {
 *     cellsFirst: { label: "Cells, then saline", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 15 } }] },
 *     salineFirst: { label: "Saline, then cells", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 15 } }] },
 *   },
 *   visits: { "month 0": { at: { months: 0 }, baseline: true }, "month 12": { at: { months: 12 } }, "month 15": { at: { months: 15 } }, "month 27": { at: { months: 27 } } },
 *   measures: { t25fw },
 * });
 * const seconds = { "01": ["cellsFirst", 8, 7, 7.5, 9], "02": ["salineFirst", 10, 12, 12, 11] } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.entries(seconds).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(seconds).flatMap(([participant, [, ...values]]) =>
 *     (["month 0", "month 12", "month 15", "month 27"] as const).map((visit, index) => ({ participant, visit, measure: "t25fw" as const, value: values[index]! })),
 *   ),
 * });
 * const change = crossoverChange(data, { measure: "t25fw", periods: [{ from: "month 0", to: "month 12" }, { from: "month 15", to: "month 27" }] });
 *
 * change.byTreatment.cells.change.mean; // => -1
 * change.byTreatment.saline.change.mean; // => 1.75
 * change.byPeriod[1]?.change.mean; // => 0.25
 * ```
 */
export function crossoverChange<Keys extends TrialKeys>(data: TrialData<Keys>, options: CrossoverChangeOptions<NoInfer<Keys>>): CrossoverChangeResult<Keys> {
  checkTrialData(caller, data);
  const { trial } = data;
  checkFields(caller, "the options", options, ["measure", "periods"], ["population", "quantileType"]);
  const { measure, periods, ...rest } = options;
  const resolved = resolveAnalysisOptions(caller, rest);
  checkKey(caller, trial.measures, measure, "measure");
  checkRanges(periods);
  const treatmentsOf = periodTreatments(caller, trial, periods.length, "periods");
  checkPeriodVisits(caller, trial, periods);
  const isMember = membershipTest(caller, data, options.population);
  const readers = periods.map(({ from }) => changeReader(data, measure, from));
  const rows: CrossoverChangeRow<Keys>[] = [];
  const excluded: CrossoverExclusion<Keys>[] = [];
  const counts = { participants: data.participants.length, complete: 0, partial: 0, without: 0 };
  for (const participant of data.participants) {
    const { id, arm } = participant;
    if (!isMember(participant)) {
      excluded.push({ participant: id, arm, reason: "not-in-population" });
      counts.without++;
      continue;
    }
    const treatments = treatmentsOf(arm);
    const before = rows.length;
    periods.forEach(({ to }, index) => {
      const reading = readers[index]!(id, to);
      if (reading.found) rows.push({ participant: id, arm, period: index + 1, treatment: treatments[index]!, ...reading.numbers, value: reading.numbers.values.to, ...withoutPercentage(reading.numbers) });
      else excluded.push({ ...exclusionOf(participant, reading), period: index + 1 });
    });
    const found = rows.length - before;
    counts[found === periods.length ? "complete" : found === 0 ? "without" : "partial"]++;
  }
  const summarise = (some: readonly CrossoverChangeRow<Keys>[]): CrossoverChangeSummary =>
    summariseByArm({ all: null }, some.map((row) => ({ ...row, arm: "all" as const })), quantities, resolved.quantileType).all;
  const { better } = trial.measures[measure];
  return {
    kind: "crossover-change",
    rows,
    byTreatment: recordOf<Keys["treatment"], CrossoverChangeSummary>(keysOf(trial.treatments), (treatment) => summarise(rows.filter((row) => row.treatment === treatment))),
    byPeriod: periods.map((_, index) => ({ period: index + 1, ...summarise(rows.filter(({ period }) => period === index + 1)) })),
    byArm: recordOf<Keys["arm"], CrossoverChangeResult<Keys>["byArm"][Keys["arm"]]>(keysOf(trial.arms), (arm) =>
      treatmentsOf(arm).map((treatment, index) => ({ period: index + 1, treatment, ...summarise(rows.filter((row) => row.arm === arm && row.period === index + 1)) })),
    ),
    better: { change: better, improvement: "higher", percentChange: better, percentImprovement: "higher", value: better },
    counts,
    excluded,
    method: { name: "crossover-change", options: { measure, periods, ...resolved }, reference: "Senn 2002, doi:10.1002/0470854596" },
  };
}

function checkRanges(periods: readonly VisitRange[]): void {
  if (!Array.isArray(periods)) throw new TypeError(`${caller}: periods must be a list of the visits of each period; received ${show(periods)}`);
  periods.forEach((range, index) => checkFields(caller, `periods[${index}]`, range, ["from", "to"]));
}

function withoutPercentage({ percentChange }: ChangeNumbers): Pick<CrossoverChangeRow, "reasons"> {
  return percentChange === null ? { reasons: { percentChange: "zero-denominator", percentImprovement: "zero-denominator" } } : {};
}
