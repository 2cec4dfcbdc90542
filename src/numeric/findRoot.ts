export interface FindRootOptions {
  /** The ends of an interval in which the function changes sign, in either order. */
  readonly from: number;
  readonly to: number;
  /** How far the result may be from the change of sign. Default 0: as near as doubles allow. */
  readonly tolerance?: number;
}

/**
 * Where a function changes sign in an interval; NaN if it is NaN on the way.
 *
 * Inverse quadratic interpolation where the last three points show that it will do, bisection elsewhere: Chandrupatla's
 * method (1997, https://doi.org/10.1016/S0965-9978(96)00051-8), as fast as Brent's with a simpler rule. At most as many
 * steps as bisection takes from the largest double to the smallest.
 */
export function findRoot(f: (x: number) => number, { from, to, tolerance = 0 }: FindRootOptions): number {
  // The change of sign is between a, the newest point, and b; c is the point given up last.
  let a = from;
  let b = to;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa < 0 === fb < 0) throw new RangeError(`findRoot: no change of sign between ${from} (${fa}) and ${to} (${fb})`);
  let fraction = 0.5;
  for (let step = 0; step < 2200; step++) {
    const x = a + fraction * (b - a);
    const fx = f(x);
    if (fx === 0 || Number.isNaN(fx)) return fx === 0 ? x : fx;
    let c = a;
    let fc = fa;
    if (fx < 0 !== fa < 0) [c, fc, b, fb] = [b, fb, a, fa];
    a = x;
    fa = fx;
    const nearest = Math.abs(fa) < Math.abs(fb) ? a : b;
    const margin = Math.max(tolerance, 2 ** -52 * Math.abs(nearest)) / Math.abs(b - a);
    if (margin > 0.5) return nearest;
    // Chandrupatla's ξ and Φ: the interpolation is monotone, hence safe, between these two parabolas.
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const isSafe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    const interpolated = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    fraction = isSafe ? Math.min(Math.max(interpolated, margin), 1 - margin) : 0.5;
  }
  return a;
}
