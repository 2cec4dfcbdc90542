import type { RankTestOptions, ResolvedRankTestOptions } from "../inference/rankTest.ts";
import { resolveRankTestOptions } from "../inference/rankTest.ts";
import { rankSumTest, type RankSumTestResult } from "../inference/rankSumTest.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { type CarryOverCaution, carryOverCaution, effectOrReason, sequenceContrasts, tiesEqual } from "./CrossoverEffect.ts";
import { checkTwoTreatments, type CrossoverColumns, type TwoTreatments } from "./readCrossover.ts";
import { checkSequences, type MissingPeriod, readTwoPeriods } from "./readTwoPeriods.ts";

export interface CrossoverRankTestOptions extends TwoTreatments, RankTestOptions {
  /** `both`: within participants (default). `first`: the first period alone, as a trial of parallel groups. */
  readonly periods?: "both" | "first";
}

export type ResolvedCrossoverRankTestOptions = TwoTreatments & ResolvedRankTestOptions & Required<Pick<CrossoverRankTestOptions, "periods">>;

/** An effect other than that of treatment, by its own rank sum test, two-sided. */
export type CrossoverRankEffect = Pick<RankSumTestResult, "estimate" | "statistic" | "pValue" | "pValueMethodUsed" | "interval" | "reasons">;

export interface CrossoverRankTestResult<Id extends string | number = string | number> extends Omit<CrossoverRankEffect, "reasons"> {
  readonly alternative: RankSumTestResult["alternative"];
  /** Period 2 − period 1. `null` with `periods: "first"`. */
  readonly periodEffect: CrossoverRankEffect | null;
  /** Of sums over both periods, treatment first − control first. `null` with `periods: "first"`. */
  readonly carryOver: (CrossoverRankEffect & CarryOverCaution) | null;
  /** Participants analysed, by what they were given first; `tied`: how many share their rank with another. */
  readonly counts: { readonly treatmentFirst: number; readonly controlFirst: number; readonly excluded: number; readonly tied: number };
  readonly excluded: readonly MissingPeriod<Id>[];
  readonly method: Method<"crossover-rank-test" | "first-period-rank-test", ResolvedCrossoverRankTestOptions>;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper" | "periodEffect" | "carryOver">;
}

const caller = "crossoverRankTest";

/**
 * Two treatments compared within participants in a crossover trial of two periods by ranks: the rank sum test of the differences between
 * periods in the two sequences.
 *
 * Use it as `crossoverTTest`, for responses that are skewed, ordinal or have outliers. The estimate is Hodges and Lehmann's shift of
 * half the period differences, treatment − control in the units of the response; `statistic` is Mann and Whitney's W of those
 * given treatment first. Exact up to 100 participants, with ties too (differences within 1e-12 of the largest response are equal).
 * `periods: "first"` is the rank sum test of the first period alone, where responses so close are equal.
 *
 * The signed rank test of treatment against control does not allow for a difference between the periods; this does. What `crossoverTTest`
 * says of carry-over, its `caution` and missing periods holds here.
 *
 * R: `coin::wilcox_test(difference ~ sequence, distribution = "exact", conf.int = TRUE)`; SAS: PROC NPAR1WAY on the differences.
 *
 * @throws TrialwiseError `too-few-values` when a sequence has nobody with both periods; `no-variance` when all period differences are equal
 * @throws RangeError, TypeError as `crossoverTTest`
 *
 * Source: Koch 1972, Biometrics 28, 577–584; Hills & Armitage 1979, Br J Clin Pharmacol 8, 7–20.
 *
 * @example
 * ```ts
 * import { crossoverRankTest } from "trialwise";
 *
 * const result = crossoverRankTest(
 *   {
 *     participant: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
 *     sequence: ["AB", "AB", "AB", "AB", "AB", "AB", "BA", "BA", "BA", "BA", "BA", "BA"],
 *     period: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
 *     treatment: ["A", "B", "A", "B", "A", "B", "B", "A", "B", "A", "B", "A"],
 *     response: [14, 10, 12, 11, 17, 11, 9, 10, 8, 13, 10, 13],
 *   },
 *   { treatment: "A", control: "B" },
 * );
 * result.estimate; // => 3.5
 * result.statistic; // => 9
 * result.pValue; // => 0.1
 * ```
 */
export function crossoverRankTest<Id extends string | number>(columns: CrossoverColumns<Id>, options: CrossoverRankTestOptions): CrossoverRankTestResult<Id> {
  const { treatment, control, periods, ...testOptions } = resolveOptions(options);
  const resolved = { treatment, control, periods, ...testOptions };
  const { treatmentFirst, controlFirst, firstPeriod, excluded } = readTwoPeriods(caller, columns, resolved);
  const isFirst = periods === "first";
  const contrasts = sequenceContrasts(treatmentFirst, controlFirst);
  const groups = isFirst ? tiesEqual(firstPeriod) : contrasts.treatmentEffect;
  checkSequences(caller, groups, 1, isFirst ? "a first period" : "both periods");
  const { reasons: open, counts, alternative, ...tested } = rankSumTest(groups, testOptions);
  const other = (contrast: typeof groups) => effectOrReason(() => effectOf(rankSumTest(contrast, { ...testOptions, alternative: "two-sided" })));
  const none = { effect: null, reason: "not-estimable" } as const;
  const period = isFirst ? none : other(contrasts.periodEffect);
  const carryOver = isFirst ? none : other(contrasts.carryOver);
  const without = isFirst ? excluded.filter((row) => row.period === 1) : excluded;
  const reasons = {
    ...open,
    ...(period.effect === null && { periodEffect: period.reason }),
    ...(carryOver.effect === null && { carryOver: carryOver.reason }),
  };
  return {
    ...effectOf(tested),
    alternative,
    periodEffect: period.effect,
    carryOver: carryOver.effect === null ? null : { ...carryOver.effect, ...carryOverCaution },
    counts: { treatmentFirst: counts.treatment, controlFirst: counts.control, excluded: without.length, tied: counts.tied },
    excluded: without,
    method: { name: isFirst ? "first-period-rank-test" : "crossover-rank-test", options: resolved, reference: isFirst ? tested.method.reference : "Koch 1972, Biometrics 28, 577-584" },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

function resolveOptions(options: CrossoverRankTestOptions): ResolvedCrossoverRankTestOptions {
  const testOptions = resolveRankTestOptions(caller, options, ["treatment", "control", "periods"]);
  checkTwoTreatments(caller, options);
  const { treatment, control, periods = "both" } = options;
  checkChoice(caller, "periods", periods, ["both", "first"]);
  return { treatment, control, periods, ...testOptions };
}

function effectOf({ estimate, statistic, pValue, pValueMethodUsed, interval, reasons }: CrossoverRankEffect): CrossoverRankEffect {
  return { estimate, statistic, pValue, pValueMethodUsed, interval, ...(reasons && { reasons }) };
}
