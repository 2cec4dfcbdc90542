import type { BreakpointCell, TimePoint } from "./breakpointCells.ts";
import { breakpointCells } from "./breakpointCells.ts";
import { jointAt, jointGiven, type LineJoint, meetingPoint, riseAt } from "./lineJoint.ts";

/** Breakpoints with the residual sum of squares of the lines that meet there. */
interface Candidate {
  readonly breakpoints: readonly number[];
  readonly residualSquares: number;
}

/**
 * The breakpoints of the least residual sum of squares: the least of all, not of a neighbourhood. Of equal ones the earliest.
 *
 * As Hudson (1966) showed, within a cell the least lies where separate lines meet of themselves or at the end of a gap, which is
 * a time in the data; with one of two breakpoints held there, the same holds for the other. So a cell has finitely many
 * candidates, each in closed form, and a cell whose separate lines do no better than the best so far has none.
 */
export function findBreakpoints(points: readonly TimePoint[], count: 1 | 2): readonly number[] {
  let best: Candidate = { breakpoints: [], residualSquares: Infinity };
  for (const cell of breakpointCells(points, count)) {
    if (cell.residualSquares >= best.residualSquares) continue;
    for (const candidate of candidatesIn(cell)) if (candidate.residualSquares < best.residualSquares) best = candidate;
  }
  return best.breakpoints;
}

function candidatesIn(cell: BreakpointCell): Candidate[] {
  const joints = cell.gaps.map((_, index) => jointAt(cell, index));
  const meeting = joints.map(meetingPoint);
  if (meeting.every((u) => u !== undefined)) return [candidateAt(cell, meeting, 0)];
  const [first, second] = joints;
  if (second === undefined) return ends(first!).map((u) => candidateAt(cell, [u], riseAt(first!, u)));
  return [
    ...ends(first!).flatMap((u) => leastGiven(cell, 1, first!, u).map(([other, rise]) => candidateAt(cell, [u, other], rise))),
    ...ends(second).flatMap((u) => leastGiven(cell, 0, second, u).map(([other, rise]) => candidateAt(cell, [other, u], rise))),
  ];
}

/** Where one breakpoint may do best while the other is held, with the rise of both. */
function leastGiven(cell: BreakpointCell, index: number, held: LineJoint, heldU: number): (readonly [number, number])[] {
  const joint = jointGiven(cell, index, held, heldU);
  const rise = riseAt(held, heldU);
  const meeting = meetingPoint(joint);
  return meeting === undefined ? ends(joint).map((u) => [u, rise + riseAt(joint, u)] as const) : [[meeting, rise]];
}

function candidateAt({ gaps, residualSquares }: BreakpointCell, places: readonly number[], rise: number): Candidate {
  const breakpoints = places.map((u, index) => {
    const { from, to } = gaps[index]!;
    return u === to - from ? to : from + u;
  });
  return { breakpoints, residualSquares: residualSquares + rise };
}

function ends({ length }: LineJoint): readonly number[] {
  return [0, length];
}
