import { fisherExactTest } from "../inference/fisherExactTest.ts";
import { mcNemarTest } from "../inference/mcNemarTest.ts";
import { type ScoreDistribution, subsetSumDistribution, tailsAt, twoSidedProbability } from "../inference/scoreDistribution.ts";
import { pValueOf } from "../inference/testOfEstimate.ts";
import { type ResolvedTestOptions, resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { CrossoverColumns, TwoTreatments } from "./readCrossover.ts";
import { type MissingPeriod, readTwoPeriods, type ResponsePair } from "./readTwoPeriods.ts";

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
 * sequences' own variances: for large trials, and it may disagree with the test. There is no test of carry-over.
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
  const scores: Scores = { treatmentFirst: treatmentFirst.map(preference), controlFirst: controlFirst.map(preference) };
  // In the second period less the first, preference for a period turns round with the sequence.
  const periodScores: Scores = { treatmentFirst: scores.treatmentFirst.map(opposite), controlFirst: scores.controlFirst };
  const { oddsRatio, ...tested } = testScores(scores, resolved);
  const difference = riskDifference(scores, resolved);
  const reasons = { ...difference.reasons, ...oddsRatioReasons(oddsRatio), ...(tested.statistic === null && { statistic: "not-defined" as const }) };
  return {
    estimate: difference.estimate,
    standardError: difference.standardError,
    interval: difference.interval,
    oddsRatio: oddsRatio === null ? null : { estimate: oddsRatio.estimate, interval: oddsRatio.interval },
    ...tested,
    alternative: resolved.alternative,
    periodEffect: {
      estimate: riskDifference(periodScores, resolved).estimate,
      pValue: testScores(periodScores, { ...resolved, alternative: "two-sided" }).pValue,
    },
    sequences: { treatmentFirst: preferencesOf(sequences.treatmentFirst, treatmentFirst), controlFirst: preferencesOf(sequences.controlFirst, controlFirst) },
    counts: { treatmentFirst: treatmentFirst.length, controlFirst: controlFirst.length, excluded: excluded.length },
    excluded,
    method: { name: `${resolved.test}-test`, options: resolved, reference: references[resolved.test] },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

/** Preferences of the participants of each sequence: 1 for the first period, −1 for the second, 0 for neither. */
interface Scores {
  readonly treatmentFirst: readonly number[];
  readonly controlFirst: readonly number[];
}

interface OddsRatio {
  readonly estimate: number | null;
  readonly interval: Interval;
  readonly reasons?: { readonly estimate?: Reason; readonly "interval.upper"?: Reason };
}

interface ScoreTest {
  readonly statistic: number | null;
  readonly pValue: number;
  readonly oddsRatio: OddsRatio | null;
}

function resolveOptions(options: CrossoverBinaryTestOptions): ResolvedCrossoverBinaryTestOptions {
  const testOptions = resolveTestOptions(caller, options, ["treatment", "control", "test", "pValueMethod"]);
  const { treatment, control, test = "prescott", pValueMethod = "exact" } = options;
  checkChoice(caller, "test", test, ["prescott", "mainland-gart", "mcnemar"]);
  checkChoice(caller, "pValueMethod", pValueMethod, ["exact", "normal"]);
  return { treatment, control, test, pValueMethod, ...testOptions };
}

function testScores(scores: Scores, options: ResolvedCrossoverBinaryTestOptions): ScoreTest {
  if (options.test === "prescott") return prescott(scores, options);
  return options.test === "mainland-gart" ? mainlandGart(scores, options) : mcNemar(scores, options);
}

/** The sum of scores in those given treatment first, every choice of them out of all being as likely. */
function prescott({ treatmentFirst, controlFirst }: Scores, { pValueMethod, alternative }: ResolvedCrossoverBinaryTestOptions): ScoreTest {
  const all = [...treatmentFirst, ...controlFirst];
  const [m, n] = [treatmentFirst.length, all.length];
  const total = all.reduce((sum, score) => sum + score, 0);
  const squares = all.reduce((sum, score) => sum + score * score, 0) - total ** 2 / n;
  if (squares === 0 || m === n) return { statistic: null, pValue: 1, oddsRatio: null };
  const sum = treatmentFirst.reduce((part, score) => part + score, 0);
  const expected = (m * total) / n;
  const statistic = withoutNegativeZero((sum - expected) / Math.sqrt(((m * (n - m)) / (n * (n - 1))) * squares));
  if (pValueMethod === "normal") return { statistic, pValue: pValueOf(normalTails(statistic), alternative), oddsRatio: null };
  // Scores from 1: what is drawn is then m more than its sum.
  const distribution: ScoreDistribution = subsetSumDistribution(caller, Float64Array.from(all, (score) => score + 2), m);
  const drawn = sum + 2 * m;
  const pValue = alternative === "two-sided" ? twoSidedProbability(distribution, drawn, expected + 2 * m) : pValueOf(tailsAt(distribution, drawn), alternative);
  return { statistic, pValue, oddsRatio: null };
}

function mainlandGart({ treatmentFirst, controlFirst }: Scores, { pValueMethod, alternative, level }: ResolvedCrossoverBinaryTestOptions): ScoreTest {
  const [a, b] = [countOf(treatmentFirst, 1), countOf(treatmentFirst, -1)];
  const [c, d] = [countOf(controlFirst, 1), countOf(controlFirst, -1)];
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  const statistic = margins === 0 ? null : withoutNegativeZero((a * d - b * c) * Math.sqrt((a + b + c + d) / margins));
  if (a + b + c + d === 0) return { statistic, pValue: 1, oddsRatio: undefinedOddsRatio(level) };
  const { estimate = null, interval = { lower: 0, upper: null, level }, pValue, reasons } = fisherExactTest([[a, b], [c, d]], { level, alternative });
  const root = (ratio: number | null) => (ratio === null ? null : Math.sqrt(ratio));
  return {
    statistic,
    pValue: pValueMethod === "exact" || statistic === null ? pValue : pValueOf(normalTails(statistic), alternative),
    oddsRatio: { estimate: root(estimate), interval: { ...interval, lower: root(interval.lower), upper: root(interval.upper) }, ...(reasons && { reasons }) },
  };
}

function mcNemar({ treatmentFirst, controlFirst }: Scores, { pValueMethod, alternative, level }: ResolvedCrossoverBinaryTestOptions): ScoreTest {
  const into = countOf(treatmentFirst, 1) + countOf(controlFirst, -1);
  const outOf = countOf(treatmentFirst, -1) + countOf(controlFirst, 1);
  const without = treatmentFirst.length + controlFirst.length - into - outOf;
  const { pValue, estimate, interval, reasons } = mcNemarTest([[without, outOf], [into, 0]], { pValueMethod, alternative, level });
  const { statistic: _, ...open } = reasons ?? {};
  return {
    statistic: into + outOf === 0 ? null : withoutNegativeZero((into - outOf) / Math.sqrt(into + outOf)),
    pValue,
    oddsRatio: { estimate, interval, reasons: open },
  };
}

function undefinedOddsRatio(level: number): OddsRatio {
  return { estimate: null, interval: { lower: 0, upper: null, level }, reasons: { estimate: "not-defined", "interval.upper": "unbounded" } };
}

function oddsRatioReasons(oddsRatio: OddsRatio | null): NonNullable<CrossoverBinaryTestResult["reasons"]> {
  if (oddsRatio === null) return { oddsRatio: "not-defined" };
  const { estimate, "interval.upper": upper } = oddsRatio.reasons ?? {};
  return { ...(estimate !== undefined && { "oddsRatio.estimate": estimate }), ...(upper !== undefined && { "oddsRatio.interval.upper": upper }) };
}

function riskDifference({ treatmentFirst, controlFirst }: Scores, { level, alternative }: ResolvedTestOptions) {
  const estimate = withoutNegativeZero((meanOf(treatmentFirst) - meanOf(controlFirst)) / 2);
  if (Math.min(treatmentFirst.length, controlFirst.length) < 2) {
    const reason = "too-few-values" as const;
    return { estimate, standardError: null, interval: { lower: null, upper: null, level }, reasons: { standardError: reason, "interval.lower": reason, "interval.upper": reason } };
  }
  const standardError = Math.sqrt(varianceOfMean(treatmentFirst) + varianceOfMean(controlFirst)) / 2;
  const margin = normalQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, "upper") * standardError;
  return {
    estimate,
    standardError,
    interval: { lower: alternative === "less" ? null : withoutNegativeZero(estimate - margin), upper: alternative === "greater" ? null : withoutNegativeZero(estimate + margin), level },
    reasons: { ...(alternative === "less" && { "interval.lower": "unbounded" as const }), ...(alternative === "greater" && { "interval.upper": "unbounded" as const }) },
  };
}

function meanOf(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function varianceOfMean(scores: readonly number[]): number {
  const mean = meanOf(scores);
  return scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1) / scores.length;
}

function preference({ first, second }: ResponsePair): number {
  return first - second;
}

function opposite(score: number): number {
  return withoutNegativeZero(-score);
}

function countOf(scores: readonly number[], score: number): number {
  return scores.filter((other) => other === score).length;
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
  for (const [name, pairs] of Object.entries({ treatmentFirst, controlFirst })) {
    if (pairs.length > 0) continue;
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: nobody with ${name === "treatmentFirst" ? "treatment" : "control"} first has both periods`, required: "a participant with both periods in each sequence", observed: 0 });
  }
}
