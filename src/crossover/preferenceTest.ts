import { fisherExactTest } from "../inference/fisherExactTest.ts";
import { mcNemarTest } from "../inference/mcNemarTest.ts";
import { type ScoreDistribution, subsetSumDistribution, tailsAt, twoSidedProbability } from "../inference/scoreDistribution.ts";
import { pValueOf } from "../inference/testOfEstimate.ts";
import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { normalTails } from "../numeric/normal.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** Preferences of the participants of each sequence: 1 for the first period, −1 for the second, 0 for neither. */
export interface PreferenceScores {
  readonly treatmentFirst: readonly number[];
  readonly controlFirst: readonly number[];
}

/** Of treatment against control within a participant. */
export interface PreferenceOddsRatio {
  readonly estimate: number | null;
  readonly interval: Interval;
  readonly reasons?: { readonly estimate?: Reason; readonly "interval.upper"?: Reason };
}

export interface PreferenceTest {
  readonly statistic: number | null;
  readonly pValue: number;
  readonly oddsRatio: PreferenceOddsRatio | null;
}

interface PreferenceTestOptions extends ResolvedTestOptions {
  readonly test: "prescott" | "mainland-gart" | "mcnemar";
  readonly pValueMethod: "exact" | "normal";
}

/** Tests by its name whether those given treatment first prefer the first period more than the others do. */
export function preferenceTest(caller: string, scores: PreferenceScores, options: PreferenceTestOptions): PreferenceTest {
  if (options.test === "prescott") return prescott(caller, scores, options);
  return options.test === "mainland-gart" ? mainlandGart(scores, options) : mcNemar(scores, options);
}

/** The sum of scores in those given treatment first, every choice of them out of all being as likely. */
function prescott(caller: string, { treatmentFirst, controlFirst }: PreferenceScores, { pValueMethod, alternative }: PreferenceTestOptions): PreferenceTest {
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

function mainlandGart({ treatmentFirst, controlFirst }: PreferenceScores, { pValueMethod, alternative, level }: PreferenceTestOptions): PreferenceTest {
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

function mcNemar({ treatmentFirst, controlFirst }: PreferenceScores, { pValueMethod, alternative, level }: PreferenceTestOptions): PreferenceTest {
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

function undefinedOddsRatio(level: number): PreferenceOddsRatio {
  return { estimate: null, interval: { lower: 0, upper: null, level }, reasons: { estimate: "not-defined", "interval.upper": "unbounded" } };
}

function countOf(scores: readonly number[], score: number): number {
  return scores.filter((other) => other === score).length;
}
