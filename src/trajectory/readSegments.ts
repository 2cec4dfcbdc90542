import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { type Segments, timeTolerance } from "../numeric/segments.ts";
import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** Refuses knots that do not ascend: which of two equal or reversed knots comes first cannot be known. */
export function readSegments(caller: string, knots: readonly number[], time: ArrayLike<number>): Segments {
  if (!Array.isArray(knots)) throw new TypeError(`${caller}: knots must be an array of numbers; received ${show(knots)}`);
  const tolerance = timeTolerance(largestMagnitude(time));
  for (let index = 0; index < knots.length; index++) {
    checkFinite(caller, `knots[${index}]`, knots[index]!);
    if (index === 0 || knots[index]! - knots[index - 1]! > tolerance) continue;
    throw new RangeError(`${caller}: knots must ascend; received ${show(knots[index - 1])} before ${show(knots[index])}`);
  }
  return { knots: knots.map(withoutNegativeZero), tolerance };
}
