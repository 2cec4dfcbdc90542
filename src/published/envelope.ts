import type { InputRange } from "./InputRange.ts";

/** The values that a recomputed figure can take while every input stays within its rounding. */
export interface Envelope {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The extremes of `figure` over the box: at the given points, and from the best of them on by a search along each of the inputs
 * in which the figure may turn. The search is a refinement, not a proof: an extreme away from every line searched is missed.
 */
export function envelopeOf(
  figure: (inputs: readonly number[]) => number,
  box: readonly InputRange[],
  points: readonly (readonly number[])[],
  turnsIn: readonly number[],
): Envelope {
  const lowest = (sign: 1 | -1): number => {
    let best: Point = { inputs: [], value: Infinity };
    for (const inputs of points) best = lower(best, { inputs, value: sign * figure(inputs) });
    // Two rounds: the second sees the other inputs where the first has moved them.
    for (const input of [...turnsIn, ...turnsIn]) best = searchAlong(input, (inputs) => sign * figure(inputs), box[input]!, best);
    return sign * best.value;
  };
  return { lower: lowest(1), upper: lowest(-1) };
}

interface Point {
  readonly inputs: readonly number[];
  readonly value: number;
}

function lower(first: Point, second: Point): Point {
  return second.value < first.value ? second : first;
}

/** Sections one input's range around the best point seen, ever finer, until two sections in a row find nothing lower. */
function searchAlong(input: number, figure: (inputs: readonly number[]) => number, range: InputRange, start: Point): Point {
  let best = start;
  let from = range.lower;
  let to = range.upper;
  for (let fruitless = 0; fruitless < 2 && to > from; ) {
    const before = best;
    const step = (to - from) / 8;
    for (let index = 0; index <= 8; index++) {
      const value = Math.min(range.upper, from + index * step);
      const inputs = best.inputs.map((other, position) => (position === input ? value : other));
      best = lower(best, { inputs, value: figure(inputs) });
    }
    fruitless = best === before ? fruitless + 1 : 0;
    from = Math.max(range.lower, best.inputs[input]! - step);
    to = Math.min(range.upper, best.inputs[input]! + step);
  }
  return best;
}
