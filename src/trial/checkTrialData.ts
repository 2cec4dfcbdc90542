import { show } from "../result/show.ts";
import type { TrialData } from "./TrialData.ts";

/** Refuses records that were not read, and what `safeReadTrialData` wraps them in: neither has the trial. Notebooks are not type-checked. */
export function checkTrialData(caller: string, data: Pick<TrialData, "trial">): void {
  if (data?.trial) return;
  throw new TypeError(`${caller}: data must come from readTrialData; received ${show(data)}`);
}
