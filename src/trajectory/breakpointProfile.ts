import type { BreakpointCell, TimePoint } from "./breakpointCells.ts";
import { breakpointCells } from "./breakpointCells.ts";
import type { LineJoint } from "./lineJoint.ts";
import { crossings, jointAt, jointGiven, meetingPoint, riseAt } from "./lineJoint.ts";

/** A time for one breakpoint, with the least residual sum of squares that leaves, whatever the other breakpoint. */
interface Accepted {
  readonly time: number;
  readonly residualSquares: number;
}

/**
 * The earliest and the latest time of a breakpoint at which the residual sum of squares, least over the other breakpoint, is at most
 * `allowed`; `null` where it still is below that at the edge of the times that leave two to each segment.
 */
export function breakpointProfile(
  points: readonly TimePoint[],
  count: 1 | 2,
  index: number,
  allowed: number,
): { readonly lower: number | null; readonly upper: number | null } {
  let [lowest, highest]: [Accepted | undefined, Accepted | undefined] = [undefined, undefined];
  for (const cell of breakpointCells(points, count)) {
    if (cell.residualSquares > allowed) continue;
    for (const next of acceptedIn(cell, index, allowed)) {
      if (isBeyond(lowest, next, lowest && lowest.time - next.time)) lowest = next;
      if (isBeyond(highest, next, highest && next.time - highest.time)) highest = next;
    }
  }
  const limit = (extreme: Accepted | undefined) =>
    extreme === undefined || extreme.residualSquares < allowed * (1 - 1e-9) ? null : extreme.time;
  return { lower: limit(lowest), upper: limit(highest) };
}

function isBeyond(extreme: Accepted | undefined, next: Accepted, further = 0): boolean {
  return extreme === undefined || further > 0 || (further === 0 && next.residualSquares < extreme.residualSquares);
}

/** The ends of the stretches of a gap that are accepted, with some times between. */
function acceptedIn(cell: BreakpointCell, index: number, allowed: number): Accepted[] {
  const own = jointAt(cell, index);
  const { from, to } = cell.gaps[index]!;
  const timeAt = (u: number) => (u === own.length ? to : from + u);
  const spare = allowed - cell.residualSquares;
  const places = (joint: LineJoint, rise: number, isPossible: (u: number) => boolean = () => true): Accepted[] => [
    ...[0, joint.length]
      .filter(isPossible)
      .map((u) => ({ time: timeAt(u), residualSquares: cell.residualSquares + rise + riseAt(joint, u) }))
      .filter(({ residualSquares }) => residualSquares <= allowed),
    ...crossings(joint, spare - rise).filter(isPossible).map((u) => ({ time: timeAt(u), residualSquares: allowed })),
  ];
  if (cell.gaps.length === 1) return places(own, 0);
  const other = jointAt(cell, 1 - index);
  return [
    // The other breakpoint where its lines meet of themselves, if that is within its gap, or at an end of its gap.
    ...places(own, 0, (u) => meetingPoint(jointGiven(cell, 1 - index, own, u)) !== undefined),
    ...[0, other.length].flatMap((otherU) => {
      const rise = riseAt(other, otherU);
      return rise <= spare ? places(jointGiven(cell, index, other, otherU), rise) : [];
    }),
  ];
}
