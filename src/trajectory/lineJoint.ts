import type { BreakpointCell, FittedLine } from "./breakpointCells.ts";

/**
 * What it costs to make separate lines meet. Lines meet at ψ if their difference there, d, is 0; least squares under that
 * condition has d²/v more residual sum of squares, where v is the variance of d in units of the residual variance (Seber & Lee
 * 2003, section 3.8). Within a gap d is linear in ψ and v quadratic. Here ψ = from + u, so that no digits are lost to the
 * distance from 0.
 */
export interface LineJoint {
  /** The length of the gap: u runs from 0 to here. */
  readonly length: number;
  /** d = d₀ + d₁u */
  readonly difference: readonly [number, number];
  /** v = v₀ + v₁u + v₂u² */
  readonly variance: readonly [number, number, number];
}

/** The joint of two lines at one breakpoint of a cell, whatever becomes of the other. */
export function jointAt({ gaps, lines }: BreakpointCell, index: number): LineJoint {
  const { from, to } = gaps[index]!;
  const [before, after] = [lines[index]!, lines[index + 1]!];
  const [b, a] = [from - before.meanTime, from - after.meanTime];
  return {
    length: to - from,
    difference: [after.meanValue + after.slope * a - (before.meanValue + before.slope * b), after.slope - before.slope],
    variance: [
      1 / before.count + (b * b) / before.timeSquares + 1 / after.count + (a * a) / after.timeSquares,
      2 * (b / before.timeSquares + a / after.timeSquares),
      1 / before.timeSquares + 1 / after.timeSquares,
    ],
  };
}

/** The same when the other of two breakpoints is held at its own u: d and v given that the lines meet there. */
export function jointGiven(cell: BreakpointCell, index: number, other: LineJoint, otherU: number): LineJoint {
  const { length, difference, variance } = jointAt(cell, index);
  const [c0, c1] = covariance(cell.lines[1]!, cell.gaps[1 - index]!.from + otherU, cell.gaps[index]!.from);
  const v = varianceAt(other, otherU);
  const pull = differenceAt(other, otherU) / v;
  return {
    length,
    difference: [difference[0] - c0 * pull, difference[1] - c1 * pull],
    variance: [variance[0] - (c0 * c0) / v, variance[1] - (2 * c0 * c1) / v, variance[2] - (c1 * c1) / v],
  };
}

/** The rise in the residual sum of squares when the lines are made to meet at u. */
export function riseAt(joint: LineJoint, u: number): number {
  return differenceAt(joint, u) ** 2 / varianceAt(joint, u);
}

/** Where within the gap the lines meet of themselves, which costs nothing; `undefined` where they do not. */
export function meetingPoint({ length, difference: [d0, d1] }: LineJoint): number | undefined {
  const u = -d0 / d1;
  return u > 0 && u < length ? u : undefined;
}

/** The ends of the stretches of a gap in which the rise is at most `allowed`, where they lie within the gap: d² = allowed · v. */
export function crossings({ length, difference: [d0, d1], variance: [v0, v1, v2] }: LineJoint, allowed: number): number[] {
  const [constant, half, square] = [d0 * d0 - allowed * v0, d0 * d1 - (allowed * v1) / 2, d1 * d1 - allowed * v2];
  const discriminant = half * half - square * constant;
  if (!(discriminant >= 0)) return [];
  // Of the two roots the larger in size, so that nothing cancels; the other by their product.
  const far = -(half + (half < 0 ? -1 : 1) * Math.sqrt(discriminant));
  return [far / square, constant / far].filter((u) => u >= 0 && u <= length);
}

function differenceAt({ difference: [d0, d1] }: LineJoint, u: number): number {
  return d0 + d1 * u;
}

function varianceAt({ variance: [v0, v1, v2] }: LineJoint, u: number): number {
  return v0 + u * (v1 + u * v2);
}

/** Of the differences at two breakpoints, which share the line between them: at one time, and at another time + u. */
function covariance({ count, meanTime, timeSquares }: FittedLine, at: number, from: number): readonly [number, number] {
  const scaled = (at - meanTime) / timeSquares;
  return [-(1 / count + scaled * (from - meanTime)), -scaled];
}
