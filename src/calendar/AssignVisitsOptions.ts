import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkPositive } from "../result/checkOption.ts";
import { daysPerMonth as julianMonth, type Offset, offsetInDays } from "../trial/Offset.ts";

export interface AssignVisitsOptions {
  /**
   * Which days belong to a visit.
   *
   * - `declared`: the window that the trial declares for it, both ends included; without one, the day it was planned for
   * - `midpoint`: contiguous windows, which meet midway between planned days. The first visit's reaches back, and the last one's on, as far
   *   as its declared window does; without one, without end
   * - `closest`: the days at most `within` from the planned day
   *
   * Of several visits that could take a day, the one whose planned day is nearest does. A visit planned for after baseline takes no day
   * before it, nor the other way round, since reading refuses such a date.
   */
  readonly windows: "declared" | "midpoint" | "closest";
  /** How far from the planned day a value may lie; for `closest` alone, which needs it. */
  readonly within?: Offset;
  /** Of two planned days as near to the day, and of two days as near to the planned one: which. Default `"later"`. */
  readonly ties?: "earlier" | "later";
  /**
   * Which of several values of one measure stands for a visit: the one closest to the planned day (default), the first or the last. A mean
   * is not offered: nobody measured it.
   */
  readonly several?: "closest" | "first" | "last";
  /**
   * - `window` (default): the baseline visit is assigned to as any other
   * - `last-before-treatment`: its value is the last that was measured on or before the day of the first dose (number 1; of a partial date
   *   the first day that it may mean), however long before; day 0 in a participant whose first dose is not on record
   */
  readonly baseline?: "window" | "last-before-treatment";
  /**
   * - `ignore` (default): the day alone decides
   * - `keep`: an assessment whose `visit` is one of the trial's stays there, and no other takes its place. Two of one measure recorded at
   *   one visit both stay, for `readTrialData` to name
   */
  readonly recordedVisits?: "ignore" | "keep";
  /** Days in a month; 30.4375 if left out. */
  readonly daysPerMonth?: number;
}

/** Every option after defaults were applied; `within` in days. */
export interface ResolvedAssignVisitsOptions extends Required<Omit<AssignVisitsOptions, "within">> {
  readonly within?: number;
}

export function resolveAssignVisits(caller: string, options: AssignVisitsOptions): ResolvedAssignVisitsOptions {
  checkOptionKeys(caller, options, ["windows", "within", "ties", "several", "baseline", "recordedVisits", "daysPerMonth"]);
  const { windows, within, ties = "later", several = "closest", baseline = "window", recordedVisits = "ignore", daysPerMonth = julianMonth } = options;
  checkChoice(caller, "windows", windows, ["declared", "midpoint", "closest"]);
  checkChoice(caller, "ties", ties, ["earlier", "later"]);
  checkChoice(caller, "several", several, ["closest", "first", "last"]);
  checkChoice(caller, "baseline", baseline, ["window", "last-before-treatment"]);
  checkChoice(caller, "recordedVisits", recordedVisits, ["ignore", "keep"]);
  checkPositive(caller, "daysPerMonth", daysPerMonth);
  if ((windows === "closest") !== (within !== undefined)) {
    throw new TypeError(`${caller}: within must be given with windows: "closest", and with no other; received windows: "${windows}"`);
  }
  return { windows, ...(within !== undefined && { within: resolveWithin(caller, within, daysPerMonth) }), ties, several, baseline, recordedVisits, daysPerMonth };
}

function resolveWithin(caller: string, within: Offset, daysPerMonth: number): number {
  checkKnownKeys(caller, "within", within, ["months", "weeks", "days"]);
  if (Object.keys(within).length !== 1) throw new TypeError(`${caller}: within must be { months }, { weeks } or { days }, one of them`);
  const days = offsetInDays(within, daysPerMonth);
  checkFinite(caller, "within", days);
  if (days < 0) throw new RangeError(`${caller}: within must not be negative; received ${days} days`);
  return days;
}
