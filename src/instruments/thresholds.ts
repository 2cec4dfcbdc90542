import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

/** Which way a value differs from a reference by at least the threshold; neither where it differs by less. */
export type ThresholdSide = "progression" | "improvement" | "neither";

/** Refuses what is no EDSS score: 0, or 1 to 10 in steps of 0.5. */
export function checkEdss(caller: string, name: string, value: number): void {
  checkFinite(caller, name, value);
  if (value >= 0 && value <= 10 && Number.isInteger(2 * value) && value !== 0.5) return;
  throw new RangeError(`${caller}: ${name} must be an EDSS score (0, 1, 1.5, … 10); received ${show(value)}`);
}

export function checkHalfPointFrom(caller: string, halfPointFrom: number): void {
  checkEdss(caller, "halfPointFrom", halfPointFrom);
  if (halfPointFrom < 1) throw new RangeError(`${caller}: halfPointFrom must be at least 1; received ${halfPointFrom}`);
}

export function checkPercent(caller: string, percent: number): void {
  checkFinite(caller, "percent", percent);
  if (percent > 0 && percent < 100) return;
  throw new RangeError(`${caller}: percent must be between 0 and 100 (20 for a fifth); received ${percent}`);
}

export function checkSeconds(caller: string, name: string, value: number): void {
  checkFinite(caller, name, value);
  if (value <= 0) throw new RangeError(`${caller}: ${name} must be a time above 0; received ${show(value)}`);
}

/** EDSS steps that count as worse from this score. */
export function edssWorsening(reference: number, halfPointFrom: number): number {
  return reference === 0 ? 1.5 : reference < halfPointFrom ? 1 : 0.5;
}

/** EDSS steps that count as better from this score. */
export function edssImprovement(reference: number, halfPointFrom: number): number {
  return reference < halfPointFrom ? 1 : 0.5;
}

/** EDSS scores are halves, which are exact. */
export function edssSide(reference: number, value: number, halfPointFrom: number): ThresholdSide {
  if (value - reference >= edssWorsening(reference, halfPointFrom)) return "progression";
  return reference - value >= edssImprovement(reference, halfPointFrom) ? "improvement" : "neither";
}

/** A time that rose or fell by exactly the percentage counts, whatever subtraction leaves of it. */
export function percentSide(reference: number, value: number, percent: number): ThresholdSide {
  const risen = (100 * (value - reference)) / reference;
  if (risen >= percent - 1e-9) return "progression";
  return -risen >= percent - 1e-9 ? "improvement" : "neither";
}
