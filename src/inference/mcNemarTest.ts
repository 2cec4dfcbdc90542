import { betaQuantile } from "../numeric/beta.ts";
import { binomialDensity, binomialTails } from "../numeric/binomial.ts";
import { normalTails } from "../numeric/normal.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { TwoByTwoCounts } from "./contingencyTable.ts";
import { readTwoByTwo } from "./contingencyTable.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

export interface McNemarTestOptions extends TestOptions {
  /**
   * - `exact`: binomial, conservative
   * - `mid-p`: the exact one, counting half of the probability of what is as far from ½ as the observed: nearer to its level
   * - `normal`: McNemar's χ²
   * - `auto`: exact below 25 changes, χ² otherwise
   *
   * Default `"auto"`.
   */
  readonly pValueMethod?: "exact" | "mid-p" | "normal" | "auto";
  /** Edwards's, of the statistic and its p-value. Default false. */
  readonly continuityCorrection?: boolean;
}

type ResolvedMcNemarTestOptions = ResolvedTestOptions & Required<Pick<McNemarTestOptions, "pValueMethod" | "continuityCorrection">>;

export interface McNemarTestResult {
  /** The conditional odds ratio: changes into the first category / changes out of it. */
  readonly estimate: number | null;
  /** χ² with 1 degree of freedom; `null` without changes. */
  readonly statistic: number | null;
  readonly pValue: number;
  /** Which of the methods gave the p-value. */
  readonly pValueMethodUsed: "exact" | "mid-p" | "normal";
  /** Exact, of the odds ratio, from Clopper and Pearson's limits. Its open side, when one-sided, ends at 0 or is `null`. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** `into` and `outOf` the first category from before to after. */
  readonly counts: { readonly pairs: number; readonly into: number; readonly outOf: number };
  readonly method: Method<"mcnemar-test", ResolvedMcNemarTestOptions>;
  readonly reasons?: Reasons<"estimate" | "statistic" | "interval.upper">;
}

/**
 * McNemar's test of a change of a yes-or-no outcome within participants or matched pairs.
 *
 * Use it for the same participants before and after. `counts` has before in its rows and after in its columns:
 * `[[stayed yes, yes to no], [no to yes, stayed no]]`. Only those who changed count; a participant who lacks one of the two is
 * left out before. `"greater"`: more changes into the first category than out of it. Without a change p is 1 and estimate and
 * statistic are `null` (`"not-defined"`); without a change out of the category the odds ratio is `null` (`"unbounded"`).
 *
 * R: `mcnemar.test(correct = FALSE)`, whose own default is to correct; exact: `binom.test()` of the changes; SAS: PROC FREQ with
 * AGREE and EXACT MCNEM.
 *
 * @throws TrialwiseError `empty-table` when every count is zero
 * @throws RangeError, TypeError for anything but two rows of two whole counts, a level outside (0, 1), an unknown option
 *
 * Source: McNemar 1947 (https://doi.org/10.1007/BF02295996); Edwards 1948 (https://doi.org/10.1007/BF02289261); mid-p: Fagerland,
 * Lydersen & Laake 2013 (https://doi.org/10.1186/1471-2288-13-91).
 *
 * @example Approval of a president in two surveys of the same people: Agresti 1990, page 350, as in R's help page of mcnemar.test
 * ```ts
 * import { mcNemarTest } from "trialwise";
 *
 * const result = mcNemarTest([[794, 150], [86, 570]], { continuityCorrection: true });
 * result.statistic; // => 16.82
 * result.pValue; // => 0.00004115
 * result.estimate; // => 0.5733
 * ```
 */
export function mcNemarTest(counts: TwoByTwoCounts, options: McNemarTestOptions = {}): McNemarTestResult {
  const testOptions = resolveTestOptions("mcNemarTest", options, ["pValueMethod", "continuityCorrection"]);
  const { pValueMethod = "auto", continuityCorrection = false } = options;
  const resolved = { pValueMethod, continuityCorrection, ...testOptions };
  checkChoice("mcNemarTest", "pValueMethod", pValueMethod, ["exact", "mid-p", "normal", "auto"]);
  if (typeof continuityCorrection !== "boolean") {
    throw new TypeError(`mcNemarTest: continuityCorrection must be true or false; received ${show(continuityCorrection)}`);
  }
  const [[stayedIn, outOf], [into, stayedOut]] = readTwoByTwo("mcNemarTest", "counts", counts);
  const pairs = stayedIn + outOf + into + stayedOut;
  if (pairs === 0) throw new TrialwiseError({ code: "empty-table", message: "mcNemarTest: every count is zero", required: "a count above zero", observed: 0 });
  const changes = { into, outOf };
  const used = pValueMethod !== "auto" ? pValueMethod : changes.into + changes.outOf < 25 ? "exact" : "normal";
  const statistic = chiSquare(changes, continuityCorrection);
  return {
    statistic,
    pValue: pValue(changes, used, resolved),
    pValueMethodUsed: used,
    ...conditionalOddsRatio(changes, resolved),
    alternative: resolved.alternative,
    counts: { pairs, ...changes },
    method: {
      name: "mcnemar-test",
      options: resolved,
      reference: used === "mid-p" ? "Fagerland, Lydersen & Laake 2013, doi:10.1186/1471-2288-13-91" : "McNemar 1947, doi:10.1007/BF02295996",
    },
  };
}

interface Changes {
  readonly into: number;
  readonly outOf: number;
}

function chiSquare({ into, outOf }: Changes, continuityCorrection: boolean): number | null {
  if (into + outOf === 0) return null;
  return Math.max(0, Math.abs(into - outOf) - (continuityCorrection ? 1 : 0)) ** 2 / (into + outOf);
}

function pValue({ into, outOf }: Changes, used: "exact" | "mid-p" | "normal", { alternative, continuityCorrection }: ResolvedMcNemarTestOptions): number {
  const n = into + outOf;
  if (n === 0) return 1;
  if (used === "normal") {
    const difference = into - outOf;
    const direction = alternative === "two-sided" ? Math.sign(difference) : alternative === "greater" ? 1 : -1;
    return pValueOf(normalTails((difference - (continuityCorrection ? direction : 0)) / Math.sqrt(n)), alternative);
  }
  const tails = binomialTails(into, n, 0.5);
  if (used === "exact") return pValueOf(tails, alternative);
  const half = binomialDensity(into, n, 0.5) / 2;
  // As many into as out of the category: the middle of the distribution is in both tails, and counts once.
  if (alternative === "two-sided" && into === outOf) return 1 - half;
  return pValueOf({ lower: tails.lower - half, upper: tails.upper - half }, alternative);
}

function conditionalOddsRatio({ into, outOf }: Changes, { level, alternative }: ResolvedTestOptions): Pick<McNemarTestResult, "estimate" | "interval" | "reasons"> {
  const tail = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  // The limits of p as odds p/(1 − p), each of the two to full precision.
  const odds = (a: number, b: number, side: "lower" | "upper") => betaQuantile(tail, a, b, side) / betaQuantile(tail, b, a, side === "lower" ? "upper" : "lower");
  const lower = alternative === "less" || into === 0 ? 0 : odds(into, outOf + 1, "lower");
  const upper = alternative === "greater" || outOf === 0 ? null : odds(into + 1, outOf, "upper");
  const estimate = outOf === 0 ? null : into / outOf;
  const undefinedAs: Reason = into === 0 ? "not-defined" : "unbounded";
  const reasons = {
    ...(estimate === null && { estimate: undefinedAs }),
    ...(into + outOf === 0 && { statistic: "not-defined" } as const),
    ...(upper === null && { "interval.upper": "unbounded" } as const),
  };
  return { estimate, interval: { lower, upper, level }, ...(upper === null && { reasons }) };
}
