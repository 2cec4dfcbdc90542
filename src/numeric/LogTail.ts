import type { Tail, Tails } from "./Tails.ts";

/**
 * One tail of the distribution of X > 0, as its logarithm would be written: `exp(logDensity) * ratio`. Neither factor
 * underflows where the tail does, so that a quantile can be looked for anywhere.
 */
export interface LogTail {
  readonly side: Tail;
  /** Logarithm of the density of log X. */
  readonly logDensity: number;
  /** The tail divided by the density of log X: the inverse of its (reversed) hazard. */
  readonly ratio: number;
  /** Derivative of `logDensity` with respect to log X. */
  readonly slope: number;
}

export function tailsOf({ side, logDensity, ratio }: LogTail): Tails {
  const tail = Math.exp(logDensity) * ratio;
  return side === "lower" ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
}

/**
 * The value with tail probability `p`, 0 < p < 1, from any positive `start`.
 *
 * For the families used here (beta, gamma) the density of log X is log-concave, and so are both tails, so that Newton's
 * method on the logarithm of the tail converges from everywhere. Its second derivative comes free: Cauchy's third-order
 * step solves the parabola instead of the tangent. The step is taken in log X, so the value keeps its relative precision.
 */
export function quantileOf(evaluate: (value: number) => LogTail, p: number, tail: Tail, start: number): number {
  if (p > 0.5) return quantileOf(evaluate, 1 - p, tail === "lower" ? "upper" : "lower", start);
  const sign = tail === "lower" ? 1 : -1;
  const target = Math.log(p);
  let value = start;
  for (let iteration = 0; iteration < 200 && value > 0 && value < Infinity; iteration++) {
    const { side, logDensity, ratio, slope } = evaluate(value);
    const far = side === tail;
    const complement = far ? 0 : 1 - Math.exp(logDensity) * ratio;
    const logTail = far ? logDensity + Math.log(ratio) : Math.log(complement);
    const hazard = sign / (far ? ratio : complement / Math.exp(logDensity));
    const excess = logTail - target;
    const newton = -excess / hazard;
    const discriminant = 1 + 2 * newton * (slope - hazard);
    value *= Math.exp((2 * newton) / (1 + Math.sqrt(Math.max(discriminant, 0))));
    // The step is of third order: what is left is of the order of the cube.
    if (!(Math.abs(excess) > 1e-6)) break;
  }
  return value;
}
