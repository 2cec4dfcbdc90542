import { checkSample } from "../result/checkOption.ts";

/** A slope as a weighted sum of the values at some times. */
export type SlopeWeights = readonly { readonly time: number; readonly weight: number }[];

/** The weights of a slope between the first and the last time, or of the least-squares line through all. */
export function slopeWeights(caller: string, name: string, times: readonly number[], method: "two-visit" | "least-squares"): SlopeWeights {
  checkSample(caller, name, times);
  if (times.length < 2 || times.some((time, index) => index > 0 && time <= times[index - 1]!)) {
    throw new RangeError(`${caller}: ${name} must be at least two rising times; received ${times.join(", ")}`);
  }
  if (method === "two-visit") {
    const [first, last] = [times[0]!, times.at(-1)!];
    return [{ time: first, weight: -1 / (last - first) }, { time: last, weight: 1 / (last - first) }];
  }
  const middle = times.reduce((total, time) => total + time, 0) / times.length;
  const squares = times.reduce((total, time) => total + (time - middle) ** 2, 0);
  return times.map((time) => ({ time, weight: (time - middle) / squares }));
}
