import { chiSquareTails } from "../numeric/chiSquare.ts";
import { sum } from "../numeric/sum.ts";
import type { Reason } from "../result/Reason.ts";
import type { Stratum } from "./stratum.ts";

interface HomogeneityTest {
  readonly statistic: number | null;
  readonly pValue: number | null;
}

export interface BreslowDayTest {
  /** Strata − 1, of those that are informative. */
  readonly degreesOfFreedom: number;
  /** As it was published: a little too large, since the odds ratio is not the maximum likelihood one. */
  readonly breslowDay: HomogeneityTest;
  /** With Tarone's correction. */
  readonly tarone: HomogeneityTest;
}

interface ReasonedTest {
  readonly homogeneity: BreslowDayTest;
  readonly reasons: { readonly [path in `homogeneity.${"breslowDay" | "tarone"}.${"statistic" | "pValue"}`]?: Reason };
}

/** Σ(a − A)²/V with the count A that the common odds ratio expects given the margins, and V = 1/(1/A + 1/B + 1/C + 1/D). */
export function breslowDayTest(strata: readonly Stratum[], oddsRatio: number | null): ReasonedTest {
  const degreesOfFreedom = strata.length - 1;
  if (degreesOfFreedom === 0 || oddsRatio === null || oddsRatio === 0) {
    const none = { statistic: null, pValue: null };
    const reason = degreesOfFreedom === 0 ? "too-few-values" : "zero-cell";
    return {
      homogeneity: { degreesOfFreedom, breslowDay: none, tarone: none },
      reasons: {
        "homogeneity.breslowDay.statistic": reason,
        "homogeneity.breslowDay.pValue": reason,
        "homogeneity.tarone.statistic": reason,
        "homogeneity.tarone.pValue": reason,
      },
    };
  }
  const fitted = strata.map((stratum) => ({ a: stratum.a, ...expectedCount(stratum, oddsRatio) }));
  const statistic = sum(fitted.map(({ a, expected, variance }) => (a - expected) ** 2 / variance));
  const left = sum(fitted.map(({ a, expected }) => a - expected));
  const corrected = Math.max(0, statistic - left ** 2 / sum(fitted.map(({ variance }) => variance)));
  const withPValue = (value: number) => ({ statistic: value, pValue: chiSquareTails(value, degreesOfFreedom).upper });
  return { homogeneity: { degreesOfFreedom, breslowDay: withPValue(statistic), tarone: withPValue(corrected) }, reasons: {} };
}

/** The A between its bounds with A(N − R − K + A) = ψ(R − A)(K − A), for row total R, column total K and odds ratio ψ. */
function expectedCount({ a, b, c, n }: Stratum, oddsRatio: number): { readonly expected: number; readonly variance: number } {
  const [row, column] = [a + b, a + c];
  // (1 − ψ)A² + (N − R − K + ψ(R + K))A − ψRK = 0, by the form of its root that does not cancel where ψ is near 1.
  const linear = n - row - column + oddsRatio * (row + column);
  const root = Math.sqrt(linear ** 2 + 4 * (1 - oddsRatio) * oddsRatio * row * column);
  const expected = (2 * oddsRatio * row * column) / (linear + root);
  const variance = 1 / (1 / expected + 1 / (row - expected) + 1 / (column - expected) + 1 / (n - row - column + expected));
  return { expected, variance };
}
