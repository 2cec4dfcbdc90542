import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import { log1p } from "./elementary/log1p.ts";
import type { Tail, Tails } from "./Tails.ts";

/**
 * One tail of a positive variable X, `exp(logDensity) * ratio`. Its factors stay within range where the tail itself
 * underflows, so that a quantile can be approached from anywhere.
 */
export interface LogTail {
  readonly side: Tail;
  /** Logarithm of the density of log X. */
  readonly logDensity: number;
  /** The tail divided by the density of log X. */
  readonly ratio: number;
  /** Derivative of `logDensity` with respect to log X. */
  readonly slope: number;
}

export function tailsOf({ side, logDensity, ratio }: LogTail): Tails {
  const tail = exp(logDensity) * ratio;
  return side === "lower" ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
}

/**
 * The value of X with probability `p` in one tail, 0 < p < 1. Beyond the range of normal doubles: Infinity, or 0 or a value
 * with the few digits that doubles have there.
 *
 * h = log tail − log p, as a function of log X, is concave for the odds of a beta variable and for a gamma variable, since
 * their logarithms have log-concave densities; it bends between a straight line and an exponential. Each step goes to the
 * root of the exponential α + βe^(κ log X) that shares h, h′ and h″ (which costs nothing) with it: of third order like
 * Halley's, and good from afar. Steps multiply X, whose relative precision is therefore kept however small it is.
 *
 * @param largest The largest x that `logTailAt` can be asked for.
 */
export function quantileOf(logTailAt: (x: number) => LogTail, p: number, tail: Tail, start: number, largest = Number.MAX_VALUE): number {
  if (p > 0.5) return quantileOf(logTailAt, 1 - p, tail === "lower" ? "upper" : "lower", start, largest);
  const logP = log(p);
  let x = start;
  for (let iteration = 0; iteration < 100; iteration++) {
    const { side, logDensity, ratio, slope } = logTailAt(x);
    const density = exp(logDensity);
    const complement = 1 - density * ratio;
    const excess = (side === tail ? logDensity + log(ratio) : log(complement)) - logP;
    const hazard = (tail === "lower" ? 1 : -1) / (side === tail ? ratio : complement / density);
    const newton = -excess / hazard;
    const bend = Math.max((slope - hazard) * newton, -0.9);
    x *= exp(bend === 0 ? newton : (newton * log1p(bend)) / bend);
    if (x > largest) return Infinity;
    // The error left is of the order of the cube of this one.
    if (!(Math.abs(excess) > 1e-6 && x > smallestNormal)) break;
  }
  return x;
}

/** Below it, doubles have fewer digits than a step could improve. */
const smallestNormal = 2.3e-308;
