import { ln2Head, ln2Tail } from "./ln2.ts";
import { mantissaOf } from "./mantissaOf.ts";

/**
 * ln x: error below 1 ulp.
 *
 * With x = (1 + f) · 2^k and s = f/(2 + f), ln(1 + f) is 2 artanh s = 2s + sR, R = 2s²/3 + 2s⁴/5 + … (Abramowitz & Stegun 4.1.27), the
 * first term left out below 1e-18. Since 2s = f − f²/2 + sf²/2, only f − f²/2 is large, and f is exact.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x > 0 ? x : x === 0 ? -Infinity : Number.NaN;
  const { m, k } = mantissaOf(x);
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const rest = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + (z * 2) / 21)))))))));
  const half = (f * f) / 2;
  return k * ln2Head + (f - (half - (s * (half + rest) + k * ln2Tail)));
}
