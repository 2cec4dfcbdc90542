import { log } from "./elementary/log.ts";

/**
 * x log(x/m) − (x − m), for x > 0 and m > 0: how far x is from its expectation m, as Loader (2000) measures it in "Fast
 * and accurate computation of binomial probabilities". Densities built from it have no large logarithms that cancel.
 *
 * With u = m/x − 1 it is x(u − log(1 + u)), whose parts cancel near u = 0: there, with r = u/(2 + u), log(1 + u) is 2 artanh r
 * and u is 2r/(1 − r), which leaves r(u − 2r²(1/3 + r²/5 + …)) (DLMF 4.6.4, https://dlmf.nist.gov/4.6).
 *
 * @param difference x − m, which the caller knows more precisely than by subtracting.
 */
export function deviance(x: number, m: number, difference: number): number {
  const u = -difference / x;
  if (u < -0.7 || u > 1.5) return x * (u - log(m / x));
  const r = u / (2 + u);
  const square = r * r;
  let series = 0;
  let power = 1;
  for (let k = 3; power > 1e-17; k += 2) {
    series += power / k;
    power *= square;
  }
  return x * (r * (u - 2 * square * series));
}
