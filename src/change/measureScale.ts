import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import type { Measure } from "../trial/Measure.ts";

/**
 * The width of a measure's range, against which rounding errors are judged. A measure that is open at an end has no width;
 * there it is the largest of the participant's own values, without its sign.
 */
export function measureScale({ range }: Measure, values: readonly number[]): number {
  if (range?.from !== undefined && range.to !== undefined) return range.to - range.from;
  return largestMagnitude(values);
}
