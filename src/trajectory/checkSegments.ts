import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Continuity, Segments } from "../numeric/segments.ts";
import { boundsOf, segmentOf } from "../numeric/segments.ts";

/**
 * Refuses times that do not determine every slope, naming the segments that lack them: the shortest run of segments with
 * fewer distinct times than it needs.
 *
 * A separate line needs two. Joined lines are spanned by hats, one standing on each knot and one at either open end. A run of
 * segments holds the hats on the knots within it, and an end's where it reaches that end; the slopes are determined if and
 * only if every run has at least as many times strictly inside as hats (Schoenberg & Whitney 1953, Trans. Amer. Math. Soc. 74,
 * 246–259, for splines of degree one). So a segment between two knots may be empty: its line joins the two beside it.
 */
export function checkSegments(caller: string, segments: Segments, continuity: Continuity, time: Float64Array): void {
  const { knots, tolerance } = segments;
  const isJoined = continuity === "continuous";
  const distinct = distinctTimes(time, tolerance);
  for (let between = 0; between <= (isJoined ? knots.length : 0); between++) {
    for (let first = 0; first + between <= knots.length; first++) {
      const last = first + between;
      const { from } = boundsOf(segments, first);
      const { to } = boundsOf(segments, last);
      const isInside = (t: number) => (isJoined ? t - from > tolerance && to - t > tolerance : segmentOf(segments, t) === first);
      const required = isJoined ? between + Number(first === 0) + Number(last === knots.length) : 2;
      const observed = distinct.filter(isInside).length;
      if (observed >= required) continue;
      const where = `${isJoined ? "strictly inside" : "in"} ${describe(from, to, between)}`;
      throw new TrialwiseError({
        code: time.length < (isJoined ? knots.length + 2 : 2 * knots.length + 2) ? "too-few-values" : "singular-design",
        message: `${caller}: not every slope can be estimated. Distinct times ${where}: needed ${required}, found ${observed}`,
        required: `${required} distinct times ${where}`,
        observed,
      });
    }
  }
}

function distinctTimes(time: Float64Array, tolerance: number): readonly number[] {
  const distinct: number[] = [];
  for (const next of time.slice().sort()) if (!(next - distinct.at(-1)! <= tolerance)) distinct.push(next);
  return distinct;
}

/** `the segment up to 0`, `the segments from -3 up to 4`, `the segment from 4 on` */
function describe(from: number, to: number, knotsBetween: number): string {
  const start = from > -Infinity ? ` from ${from}` : "";
  const end = to < Infinity ? ` up to ${to}` : start && " on";
  return end ? `the segment${knotsBetween > 0 ? "s" : ""}${start}${end}` : "the whole line";
}
