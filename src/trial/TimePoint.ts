import * as z from "zod";
import { CalendarDate } from "./CalendarDate.ts";
import type { Offset } from "./Offset.ts";
import { timeAmount } from "./timeAmount.ts";

/**
 * When something happened: a calendar date (`2012-03-05`, or as much of it as is known: `2012-03`, `2012`), or a time
 * counted from an anchor: baseline, unless `from` names a visit or a dose (`dose:1` is the first).
 */
export type TimePoint =
  | { readonly date: string; readonly months?: never; readonly weeks?: never; readonly days?: never; readonly from?: never }
  | (Offset & { readonly from?: string; readonly date?: never });

export const TimePoint: z.ZodType<TimePoint> = /* @__PURE__ */ (() => {
  const from = z.string().exactOptional();
  return z.union(
    [
      z.strictObject({ date: CalendarDate }).readonly(),
      z.strictObject({ months: timeAmount, from }).readonly(),
      z.strictObject({ weeks: timeAmount, from }).readonly(),
      z.strictObject({ days: timeAmount, from }).readonly(),
    ],
    { error: "a time is { date }, { months }, { weeks } or { days }, the last three optionally with { from }" },
  );
})();

/**
 * A time placed on the participant's own axis: days from baseline, day 0. A partial date covers several days, so the
 * time lies somewhere in `earliest` to `latest`; otherwise both are the same.
 */
export interface PlacedTime {
  readonly earliest: number;
  readonly latest: number;
  /** As it was recorded. */
  readonly recorded: TimePoint;
}
