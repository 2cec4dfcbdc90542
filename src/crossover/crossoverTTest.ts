import { groupMoments, type GroupSummary, groupSummary } from "../inference/groupMoments.ts";
import { studentTTest } from "../inference/studentTTest.ts";
import type { TestOfEstimate } from "../inference/testOfEstimate.ts";
import { type ResolvedTestOptions, resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import type { TwoSamples } from "../inference/twoSamples.ts";
import { welchTTest } from "../inference/welchTTest.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { type CarryOverCaution, carryOverCaution, type CrossoverEffect, effectOrReason, sequenceContrasts, tiesEqual } from "./CrossoverEffect.ts";
import { checkTwoTreatments, type CrossoverColumns, type TwoTreatments } from "./readCrossover.ts";
import { checkSequences, type MissingPeriod, readTwoPeriods, type ResponsePair, type TwoPeriods } from "./readTwoPeriods.ts";

export interface CrossoverTTestOptions extends TwoTreatments, TestOptions {
  /** `student`: one variance in both sequences (default), as the method was published. `welch`: each sequence has its own. */
  readonly test?: "student" | "welch";
  /** `both`: within participants (default). `first`: the first period alone, as a trial of parallel groups. */
  readonly periods?: "both" | "first";
}

export type ResolvedCrossoverTTestOptions = TwoTreatments & ResolvedTestOptions & Required<Pick<CrossoverTTestOptions, "test" | "periods">>;

/** Responses in one period of one sequence, of the participants analysed. */
export interface CrossoverCell extends GroupSummary {
  readonly sequence: string;
  readonly period: number;
  readonly treatment: string;
}

export interface CrossoverTTestResult<Id extends string | number = string | number> extends TestOfEstimate {
  readonly degreesOfFreedom: number;
  /** Period 2 − period 1, on average over the treatments. `null` with `periods: "first"`. */
  readonly periodEffect: CrossoverEffect | null;
  /**
   * Sums over both periods, treatment first − control first: what treatment leaves behind in the second period less what control
   * does, if sequences do not differ otherwise. `null` with `periods: "first"`.
   */
  readonly carryOver: (CrossoverEffect & CarryOverCaution) | null;
  /** By sequence and period. */
  readonly cells: readonly CrossoverCell[];
  /** Participants analysed, by what they were given first. */
  readonly counts: { readonly treatmentFirst: number; readonly controlFirst: number; readonly excluded: number };
  readonly excluded: readonly MissingPeriod<Id>[];
  readonly method: Method<"crossover-t-test" | "first-period-t-test", ResolvedCrossoverTTestOptions>;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper" | "periodEffect" | "carryOver">;
}

const caller = "crossoverTTest";

/**
 * Two treatments compared within participants in a crossover trial of two periods: the treatment effect, free of the effect of the
 * period, with the effects of period and carry-over beside it.
 *
 * Use it where each participant was given both treatments, in one order or the other (AB/BA). The estimate is treatment − control: half
 * the difference between the sequences in their mean difference between periods, and its test is the two-sample t test of
 * half period differences, exactly; a difference between periods that everybody has cancels. (A paired t test of treatment
 * against control does not allow for it.) Degrees of freedom: participants − 2 with Student's test.
 *
 * `carryOver` tests whether sums over both periods differ between the sequences. It compares participants with others and so has
 * little power, it cannot tell carry-over from a sequence effect or from a treatment effect that changes with time, and to
 * choose between both periods and the first alone by it biases the analysis chosen and raises its error rate (Freeman 1989): its
 * `caution` says so. Prevent carry-over by a washout; decide before the trial.
 *
 * `periods: "first"` compares the first period alone, between participants: unbiased by carry-over, and the analysis that a trial
 * with a compassionate crossover may have been planned for. Everyone with a first period counts in it.
 *
 * A participant needs a row for both periods; `excluded` names who lacks one, and `crossoverMixedModel` uses them. Responses
 * must be finite, and may be changes from each period's own baseline. Differences, and in the first period alone responses, no further
 * apart than 1e-12 of the largest response are equal: decimals are rounded. The `alternative` is that of the treatment effect.
 * R: `t.test(difference / 2 ~ sequence, var.equal = TRUE)`; SAS: PROC TTEST with VAR … / CROSSOVER=, whose period effect has period 1 − period 2.
 *
 * @throws TrialwiseError `too-few-values` when a sequence has fewer than two participants with both periods; `no-variance` when all period
 *   differences of a sequence are equal, and those of the other
 * @throws RangeError, TypeError for columns of unequal length, a third treatment or period, a sequence with two treatments in one
 *   period, a participant with two responses in one period, values that are not finite, an unknown option
 *
 * Source: Hills & Armitage 1979, Br J Clin Pharmacol 8, 7–20; Freeman 1989, Stat Med 8, 1421–1432;
 * Jones & Kenward 2014, Design and Analysis of Cross-Over Trials, 3rd ed., chapter 2; Senn 2002, Cross-over
 * Trials in Clinical Research, 2nd ed. (https://doi.org/10.1002/0470854596), chapter 3.
 *
 * @example Peak expiratory flow (l/min) after formoterol and salbutamol in 13 children: Senn 2002, chapter 3
 * ```ts
 * import { crossoverTTest } from "trialwise";
 *
 * const formoterolFirst = [[310, 270], [310, 260], [370, 300], [410, 390], [250, 210], [380, 350], [330, 365]];
 * const salbutamolFirst = [[370, 385], [310, 400], [380, 410], [290, 320], [260, 340], [90, 220]];
 * const children = [...formoterolFirst, ...salbutamolFirst];
 * const rows = children.flatMap((flows, child) => flows.map((flow, index) => ({ child, flow, period: index + 1, sequence: child < 7 ? "for/sal" : "sal/for" })));
 * const result = crossoverTTest(
 *   {
 *     participant: rows.map(({ child }) => child),
 *     sequence: rows.map(({ sequence }) => sequence),
 *     period: rows.map(({ period }) => period),
 *     treatment: rows.map(({ sequence, period }) => sequence.split("/")[period - 1]!),
 *     response: rows.map(({ flow }) => flow),
 *   },
 *   { treatment: "for", control: "sal" },
 * );
 * result.estimate; // => 46.60714
 * result.interval; // => { "lower": 22.8881, "upper": 70.32619, "level": 0.95 }
 * result.pValue; // => 0.001205
 * result.periodEffect?.estimate; // => 15.89286
 * result.carryOver?.pValue; // => 0.8611
 * ```
 */
export function crossoverTTest<Id extends string | number>(columns: CrossoverColumns<Id>, options: CrossoverTTestOptions): CrossoverTTestResult<Id> {
  const resolved = resolveOptions(options);
  const { test, level, alternative } = resolved;
  const read = readTwoPeriods(caller, columns, resolved);
  const testOf = (groups: TwoSamples, side = alternative) => (test === "student" ? studentTTest : welchTTest)(groups, { level, alternative: side });
  if (resolved.periods === "first") {
    checkSequences(caller, read.firstPeriod, 2, "a first period");
    return firstPeriod(read, resolved, testOf(tiesEqual(read.firstPeriod)));
  }
  const { treatmentFirst, controlFirst, excluded } = read;
  const contrasts = sequenceContrasts(treatmentFirst, controlFirst);
  checkSequences(caller, contrasts.treatmentEffect, 2);
  const treatment = testOf(contrasts.treatmentEffect);
  const period = effectOrReason(() => effectOf(testOf(contrasts.periodEffect, "two-sided")));
  const carryOver = effectOrReason(() => ({ ...effectOf(testOf(contrasts.carryOver, "two-sided")), ...carryOverCaution }));
  const reasons = {
    ...treatment.reasons,
    ...(period.effect === null && { periodEffect: period.reason }),
    ...(carryOver.effect === null && { carryOver: carryOver.reason }),
  };
  return {
    ...estimateOf(treatment),
    periodEffect: period.effect,
    carryOver: carryOver.effect,
    cells: cellsOf(read, resolved),
    counts: { treatmentFirst: treatmentFirst.length, controlFirst: controlFirst.length, excluded: excluded.length },
    excluded,
    method: { name: "crossover-t-test", options: resolved, reference: "Hills & Armitage 1979, Br J Clin Pharmacol 8, 7-20; Freeman 1989, Stat Med 8, 1421-1432" },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

type TTest = ReturnType<typeof studentTTest> | ReturnType<typeof welchTTest>;

function resolveOptions(options: CrossoverTTestOptions): ResolvedCrossoverTTestOptions {
  const testOptions = resolveTestOptions(caller, options, ["treatment", "control", "test", "periods"]);
  checkTwoTreatments(caller, options);
  const { treatment, control, test = "student", periods = "both" } = options;
  checkChoice(caller, "test", test, ["student", "welch"]);
  checkChoice(caller, "periods", periods, ["both", "first"]);
  return { treatment, control, test, periods, ...testOptions };
}

function firstPeriod<Id extends string | number>(
  { firstPeriod: groups, excluded, sequences }: TwoPeriods<Id>,
  resolved: ResolvedCrossoverTTestOptions,
  test: TTest,
): CrossoverTTestResult<Id> {
  const without = excluded.filter(({ period }) => period === 1);
  const cell = (sequence: string | null, treatment: string, values: readonly number[]) => ({ sequence: sequence!, period: 1, treatment, ...summaryOf(values) });
  return {
    ...estimateOf(test),
    periodEffect: null,
    carryOver: null,
    cells: [cell(sequences.treatmentFirst, resolved.treatment, groups.treatment), cell(sequences.controlFirst, resolved.control, groups.control)],
    counts: { treatmentFirst: groups.treatment.length, controlFirst: groups.control.length, excluded: without.length },
    excluded: without,
    method: { name: "first-period-t-test", options: resolved, reference: test.method.reference },
    reasons: { ...test.reasons, periodEffect: "not-estimable", carryOver: "not-estimable" },
  };
}

function estimateOf({ estimate, standardError, degreesOfFreedom, statistic, pValue, interval, alternative }: TTest) {
  return { estimate, standardError, degreesOfFreedom, statistic, pValue, interval, alternative };
}

function effectOf(test: TTest): CrossoverEffect {
  const { alternative: _, ...effect } = estimateOf(test);
  return effect;
}

function cellsOf({ treatmentFirst, controlFirst, sequences }: TwoPeriods, { treatment, control }: TwoTreatments): CrossoverCell[] {
  // Both sequences have participants, or there would be no test.
  const inSequence = (sequence: string | null, pairs: readonly ResponsePair[], given: readonly [string, string]) =>
    [pairs.map(({ first }) => first), pairs.map(({ second }) => second)].map((values, index) => ({
      sequence: sequence!,
      period: index + 1,
      treatment: given[index]!,
      ...summaryOf(values),
    }));
  return [...inSequence(sequences.treatmentFirst, treatmentFirst, [treatment, control]), ...inSequence(sequences.controlFirst, controlFirst, [control, treatment])];
}

function summaryOf(values: readonly number[]): GroupSummary {
  return groupSummary(groupMoments(caller, "a sequence", values));
}
