/**
 * log(1 + u) − u, for u > −1, without the cancellation of the two near u = 0.
 *
 * With r = u/(2 + u), log(1 + u) = 2 artanh r and u = 2r/(1 − r), so the difference is r(2r²(1/3 + r²/5 + …) − u)
 * (DLMF 4.6.4, https://dlmf.nist.gov/4.6). It is the deviance of one cell: x log(x/m) − (x − m) = −m·… with u = (x − m)/m.
 */
export function log1pMinus(u: number): number {
  if (!(u > -0.7 && u < 1.5)) return Math.log1p(u) - u;
  const r = u / (2 + u);
  const square = r * r;
  let series = 0;
  let power = 1;
  for (let k = 3; power > 1e-17; k += 2) {
    series += power / k;
    power *= square;
  }
  return r * (2 * square * series - u);
}
