import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** Which way a quantity is better. */
export type Direction = "higher" | "lower";

/** A change turned so that positive is benefit. */
export function improvementOf(better: Direction, change: number): number {
  return withoutNegativeZero(better === "higher" ? change : -change);
}
