import { type ResolvedTestOptions, resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkTwoTreatments, type CrossoverColumns, type TwoTreatments } from "./readCrossover.ts";
import { preferenceDifference } from "./preferenceDifference.ts";
import { type PreferenceOddsRatio, type PreferenceScores, preferenceTest } from "./preferenceTest.ts";
import { checkSequences, type MissingPeriod, readTwoPeriods, type ResponsePair } from "./readTwoPeriods.ts";

export interface CrossoverBinaryTestOptions extends TwoTreatments, TestOptions {
  /**
   * - `prescott`: everybody, those without a preference too; allows for a difference between periods
   * - `mainland-gart`: those who responded in one period only, by sequence; allows for a difference between periods
   * - `mcnemar`: those who responded to one treatment only, whatever the period: for trials without a period effect
   *
   * Default `"prescott"`.
   */
  readonly test?: "prescott" | "mainland-gart" | "mcnemar";
  /** `exact` (default), or `normal`: without continuity correction. */
  readonly pValueMethod?: "exact" | "normal";
}

export type ResolvedCrossoverBinaryTestOptions = TwoTreatments & ResolvedTestOptions & Required<Pick<CrossoverBinaryTestOptions, "test" | "pValueMethod">>;

/** Participants of a sequence by the periods that they responded in. */
export interface PeriodPreferences {
  readonly sequence: string;
  readonly n: number;
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly both: number;
  readonly neither: number;
}

export interface CrossoverBinaryTestResult<Id extends string | number = string | number> {
  /** Risk difference, treatment − control, as the mean over the two periods. */
  readonly estimate: number;
  /** `null` where a sequence has one participant. */
  readonly standardError: number | null;
  readonly interval: Interval;
  /** Odds ratio of treatment against control within a participant, of the tests that estimate one: not of Prescott's. */
  readonly oddsRatio: { readonly estimate: number | null; readonly interval: Interval } | null;
  /** Standard normal, positive if treatment is better; `null` without anyone who responded in one period only. */
  readonly statistic: number | null;
  readonly pValue: number;
  readonly alternative: Alternative;
  /** Period 2 − period 1: the mean risk difference, and the p-value of the same test, two-sided. */
  readonly periodEffect: { readonly estimate: number; readonly pValue: number };
  readonly sequences: { readonly treatmentFirst: PeriodPreferences; readonly controlFirst: PeriodPreferences };
  readonly counts: { readonly treatmentFirst: number; readonly controlFirst: number; readonly excluded: number };
  readonly excluded: readonly MissingPeriod<Id>[];
  readonly method: Method<"prescott-test" | "mainland-gart-test" | "mcnemar-test", ResolvedCrossoverBinaryTestOptions>;
  readonly reasons?: Reasons<"standardError" | "interval.lower" | "interval.upper" | "oddsRatio" | "oddsRatio.estimate" | "oddsRatio.interval.upper" | "statistic">;
}

const caller = "crossoverBinaryTest";

const references = {
  prescott: "Prescott 1981, Appl Stat 30, 9-15",
  "mainland-gart": "Gart 1969, doi:10.1093/biomet/56.1.75",
  mcnemar: "McNemar 1947, doi:10.1007/BF02295996",
} as const;

/**
 * A yes-or-no response to two treatments compared within participants in a crossover trial of two periods.
 *
 * Use it for responders. Responses are 1 and 0. What tells about treatment are participants who responded in one period only, and
 * whether it was the first or the second depends on their sequence:
 *
 * - `prescott` (default): scores 1 (first period only), 0 (both or neither) and −1 (second only), their sum in those given treatment first,
 *   in its permutation distribution: a trend test of the 2 × 3 table, more powerful than the next
 * - `mainland-gart`: Fisher's exact test of sequence by preferred period, those without a preference left out. `oddsRatio` is the square root
 *   of the table's conditional odds ratio: in Gart's logistic model the table has the effect of treatment twice
 * - `mcnemar`: treatment against control within participants, wrong where periods differ
 *
 * `pValueMethod: "normal"` is the same without the exact distribution: Prescott's with the permutation variance, Pearson's χ² and McNemar's
 * χ², all as signed normal deviates, without continuity correction. `"greater"`: more response to treatment. `estimate` is the risk
 * difference, half the difference between the sequences of their mean period difference, with Wald's interval from the two
 * sequences' own variances: for large trials, where it may disagree with the test and pass ±1; it is `null` (`no-variance`) where all of a
 * sequence prefer alike, and all of the other. There is no test of carry-over.
 * A participant needs both periods.
 *
 * R: `coin::independence_test(score ~ sequence, distribution = "exact")`, `fisher.test()`, `mcnemar.test()`; SAS: PROC FREQ with TREND, FISHER, AGREE.
 *
 * @throws TrialwiseError `too-few-values` when a sequence has nobody with both periods
 * @throws RangeError, TypeError for a response other than 0 and 1, and as `crossoverTTest`
 *
 * Source: Prescott 1981, Appl Stat 30, 9–15; Mainland 1963, Elementary Medical Statistics, 2nd ed.; Gart 1969
 * (https://doi.org/10.1093/biomet/56.1.75); Jones & Kenward 2014, Design and Analysis of Cross-Over Trials, 3rd ed., section 2.13.
 *
 * @example Preferences of 24 participants between formoterol and salbutamol: Senn 2002 (https://doi.org/10.1002/0470854596), chapter 4
 * ```ts
 * import { crossoverBinaryTest } from "trialwise";
 *
 * // Good responses in periods 1 and 2; nobody's preference is lost by calling those without one bad in both.
 * const groups = [["for/sal", 9, [1, 0]], ["for/sal", 3, [0, 0]], ["sal/for", 1, [1, 0]], ["sal/for", 5, [0, 0]], ["sal/for", 6, [0, 1]]] as const;
 * const people = groups.flatMap(([sequence, count, responses]) => Array.from({ length: count }, () => ({ sequence, responses })));
 * const rows = people.flatMap(({ sequence, responses }, person) => responses.map((response, index) => ({ person, sequence, response, period: index + 1 })));
 * const columns = {
 *   participant: rows.map(({ person }) => person),
 *   sequence: rows.map(({ sequence }) => sequence),
 *   period: rows.map(({ period }) => period),
 *   treatment: rows.map(({ sequence, period }) => sequence.split("/")[period - 1]!),
 *   response: rows.map(({ response }) => response),
 * };
 * crossoverBinaryTest(columns, { treatment: "for", control: "sal", pValueMethod: "normal" }).statistic; // => 3.5
 * crossoverBinaryTest(columns, { treatment: "for", control: "sal", test: "mainland-gart" }).pValue; // => 0.000874
 * crossoverBinaryTest(columns, { treatment: "for", control: "sal" }).estimate; // => 0.58333
 * ```
 */
export function crossoverBinaryTest<Id extends string | number>(columns: CrossoverColumns<Id>, options: CrossoverBinaryTestOptions): CrossoverBinaryTestResult<Id> {
  const resolved = resolveOptions(options);
  const { treatmentFirst, controlFirst, excluded, sequences } = readTwoPeriods(caller, columns, resolved);
  checkResponses(treatmentFirst, controlFirst);
  const scores: PreferenceScores = { treatmentFirst: treatmentFirst.map(preference), controlFirst: controlFirst.map(preference) };
  checkSequences(caller, { treatment: scores.treatmentFirst, control: scores.controlFirst }, 1);
  // In the second period less the first, preference for a period turns round with the sequence.
  const periodScores: PreferenceScores = { treatmentFirst: scores.treatmentFirst.map(opposite), controlFirst: scores.controlFirst };
  const { oddsRatio, ...tested } = preferenceTest(caller, scores, resolved);
  const difference = preferenceDifference(scores, resolved);
  const reasons = { ...difference.reasons, ...oddsRatioReasons(oddsRatio), ...(tested.statistic === null && { statistic: "not-defined" as const }) };
  return {
    estimate: difference.estimate,
    standardError: difference.standardError,
    interval: difference.interval,
    oddsRatio: oddsRatio === null ? null : { estimate: oddsRatio.estimate, interval: oddsRatio.interval },
    ...tested,
    alternative: resolved.alternative,
    periodEffect: {
      estimate: preferenceDifference(periodScores, resolved).estimate,
      pValue: preferenceTest(caller, periodScores, { ...resolved, alternative: "two-sided" }).pValue,
    },
    sequences: { treatmentFirst: preferencesOf(sequences.treatmentFirst, treatmentFirst), controlFirst: preferencesOf(sequences.controlFirst, controlFirst) },
    counts: { treatmentFirst: treatmentFirst.length, controlFirst: controlFirst.length, excluded: excluded.length },
    excluded,
    method: { name: `${resolved.test}-test`, options: resolved, reference: references[resolved.test] },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

function resolveOptions(options: CrossoverBinaryTestOptions): ResolvedCrossoverBinaryTestOptions {
  const testOptions = resolveTestOptions(caller, options, ["treatment", "control", "test", "pValueMethod"]);
  checkTwoTreatments(caller, options);
  const { treatment, control, test = "prescott", pValueMethod = "exact" } = options;
  checkChoice(caller, "test", test, ["prescott", "mainland-gart", "mcnemar"]);
  checkChoice(caller, "pValueMethod", pValueMethod, ["exact", "normal"]);
  return { treatment, control, test, pValueMethod, ...testOptions };
}

function oddsRatioReasons(oddsRatio: PreferenceOddsRatio | null): NonNullable<CrossoverBinaryTestResult["reasons"]> {
  if (oddsRatio === null) return { oddsRatio: "not-defined" };
  const { estimate, "interval.upper": upper } = oddsRatio.reasons ?? {};
  return { ...(estimate !== undefined && { "oddsRatio.estimate": estimate }), ...(upper !== undefined && { "oddsRatio.interval.upper": upper }) };
}

function preference({ first, second }: ResponsePair): number {
  return first - second;
}

function opposite(score: number): number {
  return withoutNegativeZero(-score);
}

function preferencesOf(sequence: string | null, pairs: readonly ResponsePair[]): PeriodPreferences {
  const count = (first: number, second: number) => pairs.filter((pair) => pair.first === first && pair.second === second).length;
  // A sequence with participants has a name.
  return { sequence: sequence!, n: pairs.length, firstOnly: count(1, 0), secondOnly: count(0, 1), both: count(1, 1), neither: count(0, 0) };
}

function checkResponses(treatmentFirst: readonly ResponsePair[], controlFirst: readonly ResponsePair[]): void {
  for (const response of [...treatmentFirst, ...controlFirst].flatMap(({ first, second }) => [first, second])) {
    if (response !== 0 && response !== 1) throw new RangeError(`${caller}: a response must be 1 or 0; received ${show(response)}`);
  }
}
