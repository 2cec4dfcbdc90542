import { normalTails } from "../numeric/normal.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { concordanceDistribution, concordanceBalance } from "./concordance.ts";
import type { Coefficient, PairedColumns } from "./correlationCoefficient.ts";
import { correlationInterval, sampleCoefficient, studentTest } from "./correlationCoefficient.ts";
import type { Midranks } from "./midranks.ts";
import { midranks, roundingErrorOf, tiedValues } from "./midranks.ts";
import { rankProductDistribution } from "./rankProductDistribution.ts";
import { tailsAt } from "./scoreDistribution.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions } from "./testOptions.ts";

export interface RankCorrelationResult {
  /** Spearman's ρ or Kendall's τ (τ-b where there are ties), between −1 and 1. */
  readonly estimate: number;
  /** Exact: Spearman's Σd², or Kendall's number of concordant pairs. Otherwise Student's t with pairs − 2 degrees of freedom, or z. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Spearman: exact to 10 pairs without ties, else Student's t. Kendall: exact to 100 pairs without ties, else normal. */
  readonly pValueMethodUsed: "exact" | "student-t" | "normal";
  /** By the normal distribution of artanh of the coefficient. Its open side, when one-sided, ends at −1 or 1. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** `tiedX`, `tiedY`: how many values of each share their rank with another. */
  readonly counts: { readonly pairs: number; readonly tiedX: number; readonly tiedY: number };
  readonly method: Method<
    "spearman-correlation" | "kendall-correlation",
    ResolvedTestOptions & { readonly method: "spearman" | "kendall"; readonly intervalMethod: "bonett-wright" | "fieller" }
  >;
  readonly reasons?: Reasons<"statistic" | "pValue" | "interval.lower" | "interval.upper">;
}

type Tested = Pick<RankCorrelationResult, "estimate" | "statistic" | "pValue" | "pValueMethodUsed">;

export function rankCorrelation({ x, y }: PairedColumns, method: "spearman" | "kendall", options: ResolvedTestOptions): RankCorrelationResult {
  const [xRanked, yRanked] = [midranks(x, roundingErrorOf(x)), midranks(y, roundingErrorOf(y))];
  const pairs = x.length;
  // It refuses columns without variance, which have no Kendall's coefficient either.
  const coefficient = sampleCoefficient({ x: xRanked.ranks, y: yRanked.ranks });
  const isSpearman = method === "spearman";
  const tested = isSpearman ? spearman(xRanked, yRanked, coefficient, options) : kendall(xRanked, yRanked, options);
  const { estimate, statistic } = tested;
  return {
    ...tested,
    ...correlationInterval(
      { oneMinus: 1 - estimate, onePlus: 1 + estimate },
      isSpearman ? [1 + estimate ** 2 / 2, pairs - 3] : [0.437, pairs - 4],
      statistic !== null,
      options,
    ),
    alternative: options.alternative,
    counts: { pairs, tiedX: tiedValues(xRanked.tieSizes), tiedY: tiedValues(yRanked.tieSizes) },
    method: {
      name: `${method}-correlation`,
      options: { method, intervalMethod: isSpearman ? "bonett-wright" : "fieller", ...options },
      reference: isSpearman
        ? "Spearman 1904, doi:10.2307/1412159; Bonett & Wright 2000, doi:10.1007/BF02294183"
        : "Kendall 1938, doi:10.1093/biomet/30.1-2.81; Fieller, Hartley & Pearson 1957, doi:10.1093/biomet/44.3-4.470",
    },
  };
}

function spearman(x: Midranks, y: Midranks, coefficient: Coefficient, { alternative }: ResolvedTestOptions): Tested {
  const { r: estimate, n } = coefficient;
  if (n <= 10 && x.tieSizes.length + y.tieSizes.length === 0) {
    const products = x.ranks.reduce((total, rank, index) => total + rank * y.ranks[index]!, 0);
    const pValue = exactPValue(rankProductDistribution(n), products, alternative);
    const statistic = (n * (n + 1) * (2 * n + 1)) / 3 - 2 * products;
    return { estimate, statistic, pValue, pValueMethodUsed: "exact" };
  }
  const { statistic, pValue } = studentTest(coefficient, alternative);
  return { estimate, statistic, pValue, pValueMethodUsed: "student-t" };
}

function kendall(x: Midranks, y: Midranks, { alternative }: ResolvedTestOptions): Tested {
  const n = x.ranks.length;
  const balance = concordanceBalance(x.ranks, y.ranks);
  const [xPairs, yPairs] = [untiedPairs(x, n), untiedPairs(y, n)];
  const estimate = withoutNegativeZero(balance / Math.sqrt(xPairs * yPairs));
  if (n <= 100 && x.tieSizes.length + y.tieSizes.length === 0) {
    const concordant = (xPairs + balance) / 2;
    const pValue = exactPValue(concordanceDistribution(n), concordant, alternative);
    return { estimate, statistic: concordant, pValue, pValueMethodUsed: "exact" };
  }
  const statistic = withoutNegativeZero(balance / Math.sqrt(balanceVariance([x.tieSizes, y.tieSizes], n)));
  const pValue = pValueOf(normalTails(statistic), alternative);
  return { estimate, statistic, pValue, pValueMethodUsed: "normal" };
}

function exactPValue(probabilities: Float64Array, statistic: number, alternative: Alternative): number {
  return pValueOf(tailsAt({ smallest: 0, step: 1, probabilities }, statistic), alternative);
}

function untiedPairs({ tieSizes }: Midranks, n: number): number {
  return tieSizes.reduce((total, size) => total - (size * (size - 1)) / 2, (n * (n - 1)) / 2);
}

/** Of concordant − discordant pairs under independence, given the ties (Kendall 1970, Rank Correlation Methods, chapter 4). */
function balanceVariance(ties: readonly (readonly number[])[], n: number): number {
  const two = (size: number) => size * (size - 1);
  const three = (size: number) => two(size) * (size - 2);
  const spread = (size: number) => two(size) * (2 * size + 5);
  const over = (term: (size: number) => number) => ties.map((sizes) => sizes.reduce((total, size) => total + term(size), 0));
  const [[x2, y2], [x3, y3], [xSpread, ySpread]] = [over(two), over(three), over(spread)];
  return (spread(n) - xSpread! - ySpread!) / 18 + (x2! * y2!) / two(n) / 2 + (x3! * y3!) / three(n) / 9;
}
