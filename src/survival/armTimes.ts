import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { SurvivalTimes } from "./survivalTimes.ts";
import type { TimeToEventResult, TimeToEventRow } from "./TimeToEventResult.ts";

/** Refuses anything but a result of `timeToEvent`: notebooks are not type-checked. */
export function checkTimeToEvent(caller: string, result: TimeToEventResult): void {
  checkParts(caller, "the result of timeToEvent", result, ["kind", "rows", "byArm", "method"]);
  if (result.kind === "time-to-event") return;
  throw new TypeError(`${caller}: needs a result of timeToEvent; received one of kind ${show(result.kind)}`);
}

/** Refuses competing events where censoring at them would estimate what nobody can observe. */
export function refuseCompeting<Keys extends TrialKeys>(caller: string, { method }: TimeToEventResult<Keys>): void {
  const { competing } = method.options;
  if (competing.length === 0) return;
  throw new RangeError(`${caller}: ${competing.join(" and ")} compete${competing.length === 1 ? "s" : ""} with the endpoint, and to censor there overstates it; use cumulativeIncidenceByArm`);
}

/** Rows as columns. Competing events are censorings here: of the cause-specific hazard. */
export function timesOfRows(rows: readonly TimeToEventRow[]): SurvivalTimes {
  return {
    time: rows.map(({ time }) => time),
    event: rows.map(({ outcome }) => outcome === "event"),
    entry: rows.map(({ entry }) => entry),
  };
}
