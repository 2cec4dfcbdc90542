import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

/** Refuses an end of the comparison that is not after its beginning. */
export function checkHorizon(caller: string, name: string, horizon: number): void {
  checkFinite(caller, name, horizon);
  if (horizon <= 0) throw new RangeError(`${caller}: ${name} must be above 0; received ${show(horizon)}`);
}

/** Refuses a least difference that decides if it is below none at all. */
export function checkThreshold(caller: string, name: string, threshold: number): void {
  checkFinite(caller, name, threshold);
  if (threshold < 0) throw new RangeError(`${caller}: ${name} must not be negative; received ${show(threshold)}`);
}
