import { checkKnownKeys } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";

/** Refuses an unknown event, and one that is neither true nor false. */
export function checkEvents(caller: string, events: object, keys: readonly string[]): void {
  checkKnownKeys(caller, "events", events, keys);
  for (const [key, value] of Object.entries(events)) {
    if (typeof value !== "boolean") throw new TypeError(`${caller}: ${key} must be true or false; received ${show(value)}`);
  }
}
