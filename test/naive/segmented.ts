/**
 * Segmented fits by another route: Hudson's enumeration over the plain basis 1, t, (t − k)₊. Each breakpoint is in turn held at each time
 * in the data or left to a gap, where lines may jump; the normal equations are solved for every choice, and where the lines happen to
 * meet within the gap, the sum of squares is taken of the joined lines through that point.
 */
export interface NaiveSegmented {
  readonly breakpoints: readonly number[];
  readonly residualSquares: number;
  readonly standardErrors: readonly number[];
}

type Place = { readonly held: number } | { readonly from: number; readonly to: number };

/** `undefined` where the best fit leaves fewer than two times strictly inside a segment. */
export function naiveSegmented(time: readonly number[], value: readonly number[], count: number): NaiveSegmented | undefined {
  const times = [...new Set(time)].sort((a, b) => a - b);
  const places: Place[] = times.slice(1, -1).flatMap((at, index) => {
    const next = times[index + 2]!;
    return next === times.at(-1) ? [{ held: at }] : [{ held: at }, { from: at, to: next }];
  });
  const choices = count === 1 ? places.map((place) => [place]) : places.flatMap((a, index) => places.slice(index + 1).map((b) => [a, b]));
  let best: { readonly breakpoints: readonly number[]; readonly residualSquares: number } | undefined;
  for (const choice of choices) {
    if (betweenPlaces(times, choice) < 2) continue;
    const breakpoints = meetingPoints(time, value, choice);
    if (breakpoints === undefined) continue;
    const residualSquares = naiveResidualSquares(time, value, breakpoints);
    if (best === undefined || residualSquares < best.residualSquares * (1 - 1e-12)) best = { breakpoints, residualSquares };
  }
  if (best === undefined) return undefined;
  const bounds = [-Infinity, ...best.breakpoints, Infinity];
  const isInside = (t: number, index: number) => t > bounds[index]! + 1e-9 && t < bounds[index + 1]! - 1e-9;
  if (bounds.slice(1).some((_, index) => times.filter((t) => isInside(t, index)).length < 2)) return undefined;
  return { ...best, standardErrors: standardErrors(time, value, best.breakpoints, best.residualSquares) };
}

export function naiveResidualSquares(time: readonly number[], value: readonly number[], breakpoints: readonly number[]): number {
  const columns = hinges(time, breakpoints);
  const coefficients = solve(crossProducts(columns, columns), crossProducts(columns, [value]))?.map((row) => row[0]!);
  if (coefficients === undefined) return Infinity;
  return value.reduce((total, y, row) => total + (y - columns.reduce((fitted, column, index) => fitted + coefficients[index]! * column[row]!, 0)) ** 2, 0);
}

/** Times between two places. One at which a breakpoint is held counts, since that may lie just beyond, unless nothing but the edge does. */
function betweenPlaces(times: readonly number[], [a, b]: readonly Place[]): number {
  if (a === undefined || b === undefined) return 2;
  const isAfter = (t: number) => ("held" in a && a.held !== times[1] ? t >= a.held : t > ("held" in a ? a.held : a.from));
  const isBefore = (t: number) => ("held" in b ? (b.held === times.at(-2) ? t < b.held : t <= b.held) : t <= b.from);
  return times.filter((t) => isAfter(t) && isBefore(t)).length;
}

function meetingPoints(time: readonly number[], value: readonly number[], choice: readonly Place[]): readonly number[] | undefined {
  const columns = [time.map(() => 1), [...time]];
  const starts = choice.map((place) => {
    const at = "held" in place ? place.held : place.from;
    columns.push(time.map((t) => Math.max(t - at, 0)));
    if (!("held" in place)) columns.push(time.map((t) => (t > at ? 1 : 0)));
    return columns.length - 1;
  });
  const coefficients = solve(crossProducts(columns, columns), crossProducts(columns, [value]))?.map((row) => row[0]!);
  if (coefficients === undefined) return undefined;
  const breakpoints = choice.map((place, index) => {
    if ("held" in place) return place.held;
    const [change, jump] = [coefficients[starts[index]! - 1]!, coefficients[starts[index]!]!];
    return place.from - jump / change;
  });
  const isWithin = choice.every((place, index) => "held" in place || (breakpoints[index]! > place.from && breakpoints[index]! < place.to));
  return isWithin ? breakpoints : undefined;
}

function standardErrors(time: readonly number[], value: readonly number[], breakpoints: readonly number[], residualSquares: number): readonly number[] {
  const columns = hinges(time, breakpoints);
  const coefficients = solve(crossProducts(columns, columns), crossProducts(columns, [value]))!.map((row) => row[0]!);
  const derivatives = breakpoints.map((breakpoint, index) => time.map((t) => (t > breakpoint + 1e-9 ? -coefficients[index + 2]! : 0)));
  const all = [...columns, ...derivatives];
  const inverse = solve(crossProducts(all, all), all.map((_, i) => all.map((__, j) => (i === j ? 1 : 0))));
  const variance = residualSquares / (time.length - all.length);
  return breakpoints.map((_, index) => Math.sqrt(variance * inverse![columns.length + index]![columns.length + index]!));
}

function hinges(time: readonly number[], breakpoints: readonly number[]): number[][] {
  return [time.map(() => 1), [...time], ...breakpoints.map((breakpoint) => time.map((t) => Math.max(t - breakpoint, 0)))];
}

function crossProducts(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((left) => b.map((right) => left.reduce((total, entry, row) => total + entry * right[row]!, 0)));
}

/** Gauss–Jordan with pivots; `undefined` for a matrix that is singular but for rounding. */
function solve(matrix: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const work = matrix.map((row, index) => [...row, ...right[index]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column; row < size; row++) if (Math.abs(work[row]![column]!) > Math.abs(work[pivot]![column]!)) pivot = row;
    if (Math.abs(work[pivot]![column]!) < 1e-9) return undefined;
    [work[column], work[pivot]] = [work[pivot]!, work[column]!];
    const lead = work[column]![column]!;
    work[column] = work[column]!.map((entry) => entry / lead);
    work.forEach((entries, row) => {
      const factor = entries[column]!;
      if (row !== column) work[row] = entries.map((entry, index) => entry - factor * work[column]![index]!);
    });
  }
  return work.map((row) => row.slice(size));
}
