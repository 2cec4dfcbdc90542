import type { InputFigure } from "./PublishedTable.ts";
import { checkFinite } from "../result/checkOption.ts";
import { parsePrinted } from "./readPrinted.ts";

/** An input as printed, and the closed range of numbers that are printed so. */
export interface InputRange {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Half a unit of the last printed decimal to either side; an exact number is its own range. */
export function inputRange(name: string, input: InputFigure): InputRange {
  if (typeof input === "number") {
    checkFinite("auditTable", name, input);
    return { value: input, lower: input, upper: input };
  }
  const { value, decimals, bound } = parsePrinted(`auditTable: ${name}`, input);
  if (bound !== undefined) throw new RangeError(`auditTable: ${name} must be a number, not a bound; received "${input}"`);
  const half = 0.5 * Number(`1e-${decimals}`);
  return { value, lower: value - half, upper: value + half };
}

/** The range of a standard deviation or standard error. Zero leaves nothing to test, so the range ends just short of it. */
export function spreadRange(name: string, input: InputFigure): InputRange {
  const range = inputRange(name, input);
  if (range.value < 0) throw new RangeError(`auditTable: ${name} must not be negative; received ${input}`);
  return { ...range, lower: Math.max(range.lower, 1e-9 * range.upper) };
}

/** Every corner of the box that the ranges span. */
export function cornersOf(ranges: readonly InputRange[]): readonly (readonly number[])[] {
  return ranges.reduce<readonly (readonly number[])[]>(
    (corners, { lower, upper }) => (lower === upper ? [lower] : [lower, upper]).flatMap((end) => corners.map((corner) => [...corner, end])),
    [[]],
  );
}
