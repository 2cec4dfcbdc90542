export interface FindRootOptions {
  /** The ends of an interval in which the function changes sign, in either order. */
  readonly from: number;
  readonly to: number;
  /** Largest distance of the result from the root. Default 0: as near as doubles allow. */
  readonly tolerance?: number;
}

/**
 * The point of an interval where a continuous function is zero: inverse quadratic interpolation where it is safe and
 * bisection elsewhere (Chandrupatla 1997, https://doi.org/10.1016/s0965-9978(96)00051-8), a simpler form of Brent's method.
 */
export function findRoot(f: (x: number) => number, { from, to, tolerance = 0 }: FindRootOptions): number {
  let a = from;
  let b = to;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa < 0 !== fb < 0)) throw new RangeError(`findRoot: no change of sign between ${from} and ${to}`);
  let fraction = 0.5;
  for (let iteration = 0; iteration < 1100; iteration++) {
    const x = a + fraction * (b - a);
    const fx = f(x);
    // [a, b] brackets the root with a the newest point; c is the point that was dropped.
    let c: number;
    let fc: number;
    if (fx < 0 === fa < 0) {
      c = a;
      fc = fa;
    } else {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    if (fx === 0) return x;
    const margin = Math.max(tolerance, 2 * Number.EPSILON * Math.abs(best)) / Math.abs(b - a);
    if (!(margin <= 0.5)) return best;
    const position = (a - b) / (c - b);
    const level = (fa - fb) / (fc - fb);
    const interpolate = level * level < position && (1 - level) * (1 - level) < 1 - position;
    fraction = interpolate ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb)) : 0.5;
    fraction = Math.min(Math.max(fraction, margin), 1 - margin);
  }
  return a;
}
