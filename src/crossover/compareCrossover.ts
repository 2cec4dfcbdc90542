import { resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { tieTolerance } from "../inference/withTiesEqual.ts";
import type { Alternative } from "../result/Alternative.ts";
import { attempt } from "../result/attempt.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import { analyseCrossover, type ComparedEffect, type CrossoverEstimates, nothingToEstimate } from "./analyseCrossover.ts";
import type { CarryOverCaution } from "./CrossoverEffect.ts";
import type { CrossoverColumns } from "./readCrossover.ts";

/** A result whose treatments can be compared within participants: rows of participants in periods. `crossoverChange` gives one. */
export interface ComparableCrossover {
  readonly byTreatment: object;
  readonly better: { readonly [quantity: string]: "higher" | "lower" };
  readonly rows: readonly {
    readonly participant: string;
    readonly arm: string;
    readonly period: number;
    readonly treatment: string;
    readonly reasons?: { readonly [quantity: string]: Reason };
  }[];
  readonly excluded: readonly CrossoverComparisonExclusion[];
}

/** A period of a participant that is not in the comparison, and why. */
export interface CrossoverComparisonExclusion {
  readonly participant: string;
  readonly arm: string;
  readonly reason: ExclusionReason | Reason;
  readonly visit?: string;
  readonly period?: number;
}

export interface CompareCrossoverOptions<Treatment extends string = string, Quantity extends string = string> extends TestOptions {
  readonly treatment: Treatment;
  readonly control: Treatment;
  /**
   * - `t-test` (default): `crossoverTTest`, of participants with both periods
   * - `rank-test`: `crossoverRankTest`, of the same, exact up to 100 participants
   * - `mixed-model`: `crossoverMixedModel`, of everybody with a period, without effects of sequence and with Satterthwaite's degrees
   *   of freedom; two-sided only
   * - `first-period`: the t test of the first period alone, between participants
   */
  readonly analysis?: "t-test" | "rank-test" | "mixed-model" | "first-period";
  /** Of the t tests: `student` (default) or `welch`. */
  readonly test?: "student" | "welch";
  /** What is compared; the first quantity of the result's `better` if left out. */
  readonly of?: Quantity;
}

export interface CompareCrossoverResult<Treatment extends string = string, Quantity extends string = string> {
  /** Treatment − control within participants; between them with `first-period`. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** The treatment that the estimate is better for; it says nothing about chance. */
  readonly favours: "treatment" | "control" | "neither" | null;
  /** Period 2 − period 1. */
  readonly periodEffect: ComparedEffect | null;
  readonly carryOver: (ComparedEffect & CarryOverCaution) | null;
  /** Participants and observations in the comparison. */
  readonly counts: { readonly participants: number; readonly observations: number };
  /** Of the rank test. */
  readonly pValueMethodUsed?: "exact" | "normal";
  /** Periods that are not in the comparison. A participant who lacks one is in none of those that need both. */
  readonly excluded: readonly CrossoverComparisonExclusion[];
  readonly method: Method<"crossover-t-test" | "crossover-rank-test" | "crossover-mixed-model" | "first-period-t-test", ResolvedCompareCrossoverOptions<Treatment, Quantity>>;
  readonly reasons?: CrossoverEstimates["reasons"];
}

export type ResolvedCompareCrossoverOptions<Treatment extends string = string, Quantity extends string = string> = Required<CompareCrossoverOptions<Treatment, Quantity>>;

export type CrossoverTreatmentOf<Result extends ComparableCrossover> = keyof Result["byTreatment"] & string;
export type CrossoverQuantityOf<Result extends ComparableCrossover> = Extract<keyof Result["better"], string>;

const caller = "compareCrossover";

/**
 * Compares two treatments of a crossover trial within participants, on what `crossoverChange` gives.
 *
 * Use it for the treatment effect of a crossover trial, `treatment − control` in the units of the quantity; `favours` says which of them it
 * is better for. `analysis` names the method: the t test of period differences, its rank version, the mixed model that keeps participants
 * with one period, or the first period alone, as trials do whose second period was added for compassion. Decide on it before the
 * data are seen: `carryOver` is there to be reported, and its `caution` says that it is no guide to the choice. `of` names another quantity
 * of the rows, such as `improvement` or `percentImprovement`.
 *
 * What cannot be estimated is `null` with the reason: everything where a sequence has too few participants or the mixed model has no optimum
 * that can be confirmed (`not-estimable`), `standardError` and
 * `degreesOfFreedom` of the rank test (`not-defined`), `periodEffect` and `carryOver` of the first period, `carryOver` of the mixed model
 * (`not-estimable`). The mixed model's `periodEffect` is that of period 2 where there are more.
 *
 * @throws RangeError, TypeError for a treatment or a quantity that the result does not have, a treatment compared with itself, more than
 *   two periods or treatments where the analysis is for two, a one-sided mixed model, an unknown option
 *
 * Source: Hills & Armitage 1979, Br J Clin Pharmacol 8, 7–20; Koch 1972, Biometrics 28, 577–584; Freeman 1989, Stat Med 8, 1421–1432.
 *
 * @example
 * ```ts
 * import { compareCrossover, crossoverChange, defineTrial, readTrialData, sixMinuteWalk } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   treatments: { cells: { label: "Cells" }, saline: { label: "Saline" } },
 *   arms: {
 *     cellsFirst: { label: "Cells, then saline", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 15 } }] },
 *     salineFirst: { label: "Saline, then cells", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 15 } }] },
 *   },
 *   visits: { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 12 } }, start2: { at: { months: 15 } }, end2: { at: { months: 27 } } },
 *   measures: { walk: sixMinuteWalk },
 * });
 * const metres = {
 *   "01": ["cellsFirst", 300, 310, 305, 280], "02": ["cellsFirst", 250, 245, 250, 240], "03": ["cellsFirst", 410, 430, 420, 400],
 *   "04": ["salineFirst", 320, 300, 300, 310], "05": ["salineFirst", 280, 260, 265, 260], "06": ["salineFirst", 390, 380, 385, 400],
 * } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.entries(metres).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(metres).flatMap(([participant, [, ...values]]) =>
 *     (["start1", "end1", "start2", "end2"] as const).map((visit, index) => ({ participant, visit, measure: "walk" as const, value: values[index]! })),
 *   ),
 * });
 * const change = crossoverChange(data, { measure: "walk", periods: [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }] });
 * const comparison = compareCrossover(change, { treatment: "cells", control: "saline" });
 *
 * comparison.estimate; // => 25
 * comparison.standardError; // => 5.892557
 * comparison.favours; // => "treatment"
 * compareCrossover(change, { treatment: "cells", control: "saline", analysis: "first-period" }).degreesOfFreedom; // => 4
 * ```
 */
export function compareCrossover<Result extends ComparableCrossover>(
  result: Result,
  options: CompareCrossoverOptions<CrossoverTreatmentOf<Result>, CrossoverQuantityOf<Result>>,
): CompareCrossoverResult<CrossoverTreatmentOf<Result>, CrossoverQuantityOf<Result>> {
  const resolved = resolveOptions(result, options);
  const { of, analysis, level, alternative } = resolved;
  const quantity = (row: ComparableCrossover["rows"][number]): number | null => Reflect.get(row, of);
  const known = result.rows.filter((row) => quantity(row) !== null && (analysis !== "first-period" || row.period === 1));
  const tested = attempt(() => analyseCrossover(columnsOf(known, quantity), resolved));
  const { estimate, reasons, ...others } = tested.ok ? tested.value : nothingToEstimate(whyNothing[tested.issue.code] ?? "too-few-values", level);
  const lacks = [
    ...result.excluded,
    ...result.rows.filter((row) => quantity(row) === null).map(({ participant, arm, period, reasons: why }) => ({ participant, arm, reason: why?.[of] ?? ("not-defined" as const), period })),
  ];
  return {
    estimate,
    ...others,
    alternative,
    favours: favoured(estimate, Math.max(0, ...known.map((row) => Math.abs(quantity(row)!))), result.better[of]!),
    excluded: lacks.filter(({ period }) => analysis !== "first-period" || period === undefined || period === 1),
    method: { name: methods[analysis].name, options: resolved, reference: methods[analysis].reference },
    ...(keysOf(reasons).length > 0 && { reasons }),
  };
}

const methods = {
  "t-test": { name: "crossover-t-test", reference: "Hills & Armitage 1979, Br J Clin Pharmacol 8, 7-20" },
  "rank-test": { name: "crossover-rank-test", reference: "Koch 1972, Biometrics 28, 577-584" },
  "mixed-model": { name: "crossover-mixed-model", reference: "Laird & Ware 1982, doi:10.2307/2529876" },
  "first-period": { name: "first-period-t-test", reference: "Freeman 1989, Stat Med 8, 1421-1432" },
} as const;

const whyNothing: { readonly [code: string]: Reason } = { "no-variance": "no-variance", "singular-design": "not-estimable", "no-convergence": "not-estimable" };

function resolveOptions<Result extends ComparableCrossover>(
  result: Result,
  options: CompareCrossoverOptions<CrossoverTreatmentOf<Result>, CrossoverQuantityOf<Result>>,
): ResolvedCompareCrossoverOptions<CrossoverTreatmentOf<Result>, CrossoverQuantityOf<Result>> {
  checkParts(caller, "the result", result, ["byTreatment", "better", "rows", "excluded"]);
  checkParts(caller, "the options", options, ["treatment", "control"]);
  checkOptionKeys(caller, options, ["treatment", "control", "analysis", "test", "of", "level", "alternative"]);
  const { treatment, control, analysis = "t-test", test = "student", of = keysOf<Result["better"]>(result.better)[0]!, ...testOptions } = options;
  checkKey(caller, result.byTreatment, treatment, "treatment");
  checkKey(caller, result.byTreatment, control, "treatment");
  if (treatment === control) throw new RangeError(`${caller}: treatment and control must be two treatments; received ${show(treatment)} for both`);
  checkChoice(caller, "analysis", analysis, ["t-test", "rank-test", "mixed-model", "first-period"]);
  checkChoice(caller, "test", test, ["student", "welch"]);
  checkKey(caller, result.better, of, "quantity");
  const resolved = { treatment, control, analysis, test, of, ...resolveTestOptions(caller, testOptions) };
  if (analysis !== "mixed-model" || resolved.alternative === "two-sided") return resolved;
  throw new RangeError(`${caller}: analysis "mixed-model" has no one-sided test; received alternative ${show(resolved.alternative)}`);
}

function columnsOf(rows: ComparableCrossover["rows"], quantity: (row: ComparableCrossover["rows"][number]) => number | null): CrossoverColumns<string> {
  return {
    participant: rows.map(({ participant }) => participant),
    sequence: rows.map(({ arm }) => arm),
    period: rows.map(({ period }) => period),
    treatment: rows.map(({ treatment }) => treatment),
    response: rows.map((row) => quantity(row)!),
  };
}

/** Estimates that differ from zero by rounding alone, as those of changes of decimals do, favour neither treatment. */
function favoured(estimate: number | null, largest: number, better: "higher" | "lower"): CompareCrossoverResult["favours"] {
  if (estimate === null) return null;
  if (Math.abs(estimate) <= tieTolerance * largest) return "neither";
  return estimate > 0 === (better === "higher") ? "treatment" : "control";
}
