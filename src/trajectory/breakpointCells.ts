import { mean } from "../numeric/sum.ts";

/** A least-squares line through some points, and what is needed to say how sure it is at any time. */
export interface FittedLine {
  readonly count: number;
  readonly meanTime: number;
  readonly meanValue: number;
  readonly slope: number;
  /** Σ(t − t̄)² */
  readonly timeSquares: number;
  readonly residualSquares: number;
}

/** Two neighbouring times, between which a breakpoint lies. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** One choice of the gaps that breakpoints lie in, with the separate lines through the points they part. */
export interface BreakpointCell {
  readonly gaps: readonly Gap[];
  readonly lines: readonly FittedLine[];
  /** Residual sum of squares of the separate lines: no joined lines of this cell have less. */
  readonly residualSquares: number;
}

/** The observations at one time. */
export interface TimePoint {
  readonly time: number;
  readonly values: readonly number[];
}

/** Observations by distinct time, ascending; times no further apart than `tolerance` are one. */
export function timePoints(time: Float64Array, value: Float64Array, tolerance: number): TimePoint[] {
  const points: { readonly time: number; readonly values: number[] }[] = [];
  for (const row of [...time.keys()].sort((a, b) => time[a]! - time[b]!)) {
    const last = points.at(-1);
    if (last !== undefined && time[row]! - last.time <= tolerance) last.values.push(value[row]!);
    else points.push({ time: time[row]!, values: [value[row]!] });
  }
  return points;
}

/** Every choice of gaps that leaves two distinct times or more to each segment, the earliest first. */
export function* breakpointCells(points: readonly TimePoint[], breakpoints: 1 | 2): Generator<BreakpointCell> {
  const moments = points.map(momentsOf);
  const before = runningLines(moments);
  const after = runningLines([...moments].reverse()).reverse();
  const gapAfter = (index: number): Gap => ({ from: points[index]!.time, to: points[index + 1]!.time });
  for (let first = 1; first <= points.length - 3; first++) {
    if (breakpoints === 1) {
      yield cellOf([gapAfter(first)], [before[first]!, after[first + 1]!]);
      continue;
    }
    let between = moments[first + 1]!;
    for (let second = first + 2; second <= points.length - 3; second++) {
      between = merge(between, moments[second]!);
      yield cellOf([gapAfter(first), gapAfter(second)], [before[first]!, lineThrough(between), after[second + 1]!]);
    }
  }
}

function cellOf(gaps: readonly Gap[], lines: readonly FittedLine[]): BreakpointCell {
  return { gaps, lines, residualSquares: lines.reduce((total, line) => total + line.residualSquares, 0) };
}

/** Count, means and centred sums of squares and products of some points. */
interface Moments {
  readonly count: number;
  readonly meanTime: number;
  readonly meanValue: number;
  readonly timeSquares: number;
  readonly products: number;
  readonly valueSquares: number;
}

function momentsOf({ time, values }: TimePoint): Moments {
  const meanValue = mean(values);
  const valueSquares = values.reduce((total, value) => total + (value - meanValue) ** 2, 0);
  return { count: values.length, meanTime: time, meanValue, timeSquares: 0, products: 0, valueSquares };
}

/** Moments of two sets together (Chan, Golub & LeVeque 1983, https://doi.org/10.1080/00031305.1983.10483115): nothing cancels. */
function merge(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const [time, value] = [b.meanTime - a.meanTime, b.meanValue - a.meanValue];
  const weight = (a.count * b.count) / count;
  return {
    count,
    meanTime: a.meanTime + (time * b.count) / count,
    meanValue: a.meanValue + (value * b.count) / count,
    timeSquares: a.timeSquares + b.timeSquares + weight * time * time,
    products: a.products + b.products + weight * time * value,
    valueSquares: a.valueSquares + b.valueSquares + weight * value * value,
  };
}

/** At index i the line through the first i + 1 of the points. */
function runningLines(moments: readonly Moments[]): FittedLine[] {
  let all: Moments | undefined;
  return moments.map((next) => lineThrough((all = all === undefined ? next : merge(all, next))));
}

function lineThrough({ count, meanTime, meanValue, timeSquares, products, valueSquares }: Moments): FittedLine {
  const slope = timeSquares === 0 ? 0 : products / timeSquares;
  return { count, meanTime, meanValue, slope, timeSquares, residualSquares: Math.max(0, valueSquares - slope * products) };
}
