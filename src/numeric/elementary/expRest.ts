/**
 * e^r − 1 − `head` for r = `head` − `tail`, |r| ≤ ln 2/2, the tail so small that its square is nothing.
 *
 * With c = r + 2 − r coth(r/2), e^r − 1 is r + rc/(2 − c), of which only the first term is large. The hyperbolic cotangent is its
 * own series, 2 + Σ 2B₂ₙ r²ⁿ/(2n)! with Bernoulli's numbers (Abramowitz & Stegun 4.5.67): the first term left out is below 2e-17 r².
 */
export function expRest(head: number, tail: number): number {
  const r = head - tail;
  const z = r * r;
  const c = r - z * (1 / 6 - z * (1 / 360 - z * (1 / 15120 - z * (1 / 604800 - z * (1 / 23950080 - (z * 691) / 653837184000)))));
  return (r * c) / (2 - c) - tail;
}
