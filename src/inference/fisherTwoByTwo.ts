import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import { findRoot } from "../numeric/findRoot.ts";
import type { NoncentralHypergeometric } from "../numeric/noncentralHypergeometric.ts";
import { noncentralHypergeometric } from "../numeric/noncentralHypergeometric.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ContingencyTable } from "./contingencyTable.ts";
import { likelihoodTolerance } from "./likelihoodTolerance.ts";
import type { ResolvedTestOptions } from "./testOptions.ts";

export interface FisherTwoByTwo {
  /** The conditional maximum likelihood estimate of the odds ratio. */
  readonly estimate: number | null;
  readonly pValue: number;
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "interval.upper">;
}

/** Fisher's exact test of a 2 × 2 table: all tables with the same margins are told apart by their first count. */
export function fisherTwoByTwo(caller: string, table: ContingencyTable, options: ResolvedTestOptions): FisherTwoByTwo {
  const given = conditionalDistribution(caller, table);
  const independent = given(0);
  return {
    ...oddsRatio(table, independent, given, options),
    pValue: pValue(table.counts[0]![0]!, independent, options.alternative),
  };
}

/** The two-sided p-value alone. */
export function fisherPValue(caller: string, table: ContingencyTable): number {
  return pValue(table.counts[0]![0]!, conditionalDistribution(caller, table)(0), "two-sided");
}

type GivenLogOddsRatio = (logOddsRatio: number) => NoncentralHypergeometric;

const largestSupport = 1e6;

function conditionalDistribution(caller: string, { rowTotals, columnTotals }: ContingencyTable): GivenLogOddsRatio {
  const [draws, others] = [rowTotals[0]!, rowTotals[1]!];
  const [successes, failures] = [columnTotals[0]!, columnTotals[1]!];
  const support = Math.min(draws, others, successes, failures) + 1;
  if (support > largestSupport) {
    throw new TrialwiseError({
      code: "too-much-work",
      message: `${caller}: the margins allow ${support} tables, more than are enumerated; use Pearson's χ² test`,
      required: `margins that allow at most ${largestSupport} tables`,
      observed: support,
    });
  }
  return (logOddsRatio) => noncentralHypergeometric({ successes, failures, draws, oddsRatio: exp(logOddsRatio) });
}

function pValue(x: number, { density, from, to, tails }: NoncentralHypergeometric, alternative: Alternative): number {
  // Where every table counts the probabilities add up to 1 but for rounding.
  if (alternative === "greater") return x === from ? 1 : tails(x).upper;
  if (alternative === "less") return x === to ? 1 : tails(x).lower;
  const bound = density[x - from]! * (1 + likelihoodTolerance);
  if (density.every((probability) => probability <= bound)) return 1;
  return Math.min(
    1,
    density.reduce((total, probability) => (probability <= bound ? total + probability : total), 0),
  );
}

function oddsRatio(
  { counts }: ContingencyTable,
  { from, to }: NoncentralHypergeometric,
  given: GivenLogOddsRatio,
  { level, alternative }: ResolvedTestOptions,
): Omit<FisherTwoByTwo, "pValue"> {
  const [a, b] = [counts[0]![0]!, counts[0]![1]!];
  const [c, d] = [counts[1]![0]!, counts[1]![1]!];
  const start = log(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5)));
  const solve = (rising: (distribution: NoncentralHypergeometric) => number) =>
    exp(rootOfRising((logOddsRatio) => rising(given(logOddsRatio)), start));
  const tail = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  const hasLower = alternative !== "less" && a > from;
  const hasUpper = alternative !== "greater" && a < to;
  const lower = hasLower ? solve(({ tails }) => log(tails(a).upper / tail)) : 0;
  const upper = hasUpper ? solve(({ tails }) => -log(tails(a).lower / tail)) : null;
  const unbounded = upper === null && ({ "interval.upper": "unbounded" } as const);
  if (from === to) return { estimate: null, interval: { lower, upper, level }, reasons: { estimate: "not-defined", ...unbounded } };
  if (a === to) return { estimate: null, interval: { lower, upper, level }, reasons: { estimate: "unbounded", ...unbounded } };
  const estimate = a === from ? 0 : solve(({ mean }) => mean - a);
  return { estimate, interval: { lower, upper, level }, ...(unbounded && { reasons: unbounded }) };
}

/** The root of a rising function of a log odds ratio, searched for outwards from a start. */
function rootOfRising(f: (logOddsRatio: number) => number, start: number): number {
  let [from, to] = [start - 1, start + 1];
  for (let step = 2; f(from) > 0; step *= 2) from -= step;
  for (let step = 2; f(to) < 0; step *= 2) to += step;
  return findRoot(f, { from, to });
}
