import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Continuity } from "./fitPiecewiseLinear.ts";
import type { Segments } from "./segments.ts";
import { describeSegments, segmentOf } from "./segments.ts";

/** Refuses times that do not determine every slope, naming the segments that lack them. */
export function checkSegments(caller: string, segments: Segments, continuity: Continuity, time: ArrayLike<number>): void {
  const count = segments.knots.length + 1;
  const parameters = continuity === "continuous" ? count + 1 : 2 * count;
  if (time.length < parameters) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: `${caller}: ${describeModel(count, continuity)} needs at least ${parameters} observations; there ${isOrAre(time.length)}`,
      required: `at least ${parameters} observations`,
      observed: time.length,
    });
  }
  const distinct = distinctTimes(time, segments.tolerance);
  const lack = continuity === "continuous" ? lackOfContinuous(segments, distinct) : lackOfSeparate(segments, distinct);
  if (lack === undefined) return;
  const where = describeSegments(segments, lack.first, lack.last);
  const inside = continuity === "continuous" && count > 1 ? "strictly inside" : "in";
  throw new TrialwiseError({
    code: "singular-design",
    message: `${caller}: ${where} cannot be estimated: ${distinctWords(lack.required)} ${inside} it ${lack.required === 1 ? "is" : "are"} needed, and there ${isOrAre(lack.observed)}`,
    required: `at least ${distinctWords(lack.required)} ${inside} ${where}`,
    observed: lack.observed,
  });
}

interface Lack {
  readonly first: number;
  readonly last: number;
  readonly required: number;
  readonly observed: number;
}

/** Each of the separate lines needs two times of its own. */
function lackOfSeparate(segments: Segments, distinct: readonly number[]): Lack | undefined {
  const counts = Array.from({ length: segments.knots.length + 1 }, () => 0);
  for (const time of distinct) counts[segmentOf(segments, time)]!++;
  const segment = counts.findIndex((observed) => observed < 2);
  return segment === -1 ? undefined : { first: segment, last: segment, required: 2, observed: counts[segment]! };
}

/**
 * Schoenberg and Whitney's condition (1953, Trans. Amer. Math. Soc. 74, 246–259) for splines of degree one.
 * The joined lines are spanned by hats: one standing on each knot, and one at either open end. A run of segments holds the
 * hats on the knots within it, and an end's where it reaches that end; the slopes are determined if and only if every run
 * has at least as many times strictly inside as hats. So a segment between two knots may be empty: its line joins the two
 * beside it. The shortest run that lacks times is the one to name.
 */
function lackOfContinuous(segments: Segments, distinct: readonly number[]): Lack | undefined {
  const { knots, tolerance } = segments;
  const last = knots.length;
  const belowKnot = knots.map((knot) => distinct.filter((time) => time < knot - tolerance).length);
  const upToKnot = knots.map((knot) => distinct.filter((time) => time <= knot + tolerance).length);
  for (let length = 1; length <= last + 1; length++) {
    for (let first = 0; first + length <= last + 1; first++) {
      const end = first + length - 1;
      const required = length - 1 + (first === 0 ? 1 : 0) + (end === last ? 1 : 0);
      const observed = (belowKnot[end] ?? distinct.length) - (upToKnot[first - 1] ?? 0);
      if (observed < required) return { first, last: end, required, observed };
    }
  }
  return undefined;
}

function distinctTimes(time: ArrayLike<number>, tolerance: number): readonly number[] {
  const distinct: number[] = [];
  for (const next of Float64Array.from(time).sort()) {
    const previous = distinct.at(-1);
    if (previous === undefined || next - previous > tolerance) distinct.push(next);
  }
  return distinct;
}

function describeModel(segments: number, continuity: Continuity): string {
  if (segments === 1) return "a straight line";
  return continuity === "continuous" ? `a line with ${segments} joined segments` : `a model of ${segments} separate lines`;
}

function distinctWords(count: number): string {
  return count === 1 ? "1 time" : `${count} distinct times`;
}

function isOrAre(count: number): string {
  if (count === 0) return "are none";
  return count === 1 ? "is 1" : `are ${count}`;
}
