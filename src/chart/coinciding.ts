import type { ChartSizeChannel } from "./ChartSpec.ts";

/** How many of the keys are like each: what has the same key is drawn in the same place, one on top of another. */
export function countAlike(keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map((key) => counts.get(key)!);
}

/** Numbers as a key, those that are equal but for rounding alike. */
export function keyOf(...numbers: readonly number[]): string {
  return numbers.map((value) => String(Number(value.toPrecision(9)))).join(" ");
}

/** A symbol that stands for several has so many times the area of one; where there are many, all of them are smaller. */
export function areaChannel(field: string, most: number, ofOne: number): ChartSizeChannel {
  return { field, type: "quantitative", scale: { type: "linear", domain: [0, most], range: [0, Math.min(most, largest) * ofOne] }, legend: null };
}

/** Times the usual area: what lies beside the symbol is still seen. */
const largest = 7;

/** A line that stands for several grows as the diameter of a symbol does. */
export function widthChannel(field: string, most: number, ofOne: number): ChartSizeChannel {
  return { field, type: "quantitative", scale: { type: "sqrt", domain: [0, most], range: [0, Math.sqrt(Math.min(most, largest)) * ofOne] }, legend: null };
}
