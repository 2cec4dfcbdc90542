import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

/** Refuses an end of the comparison that is not after its beginning. */
export function checkHorizon(caller: string, horizon: number): void {
  checkFinite(caller, "horizon", horizon);
  if (horizon <= 0) throw new RangeError(`${caller}: horizon must be above 0; received ${show(horizon)}`);
}
