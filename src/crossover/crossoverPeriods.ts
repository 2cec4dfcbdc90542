import { show } from "../result/show.ts";
import { checkRange } from "../trial/checkMeasureEndpoint.ts";
import { refuseFaults } from "../trial/Fault.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { VisitRange } from "../trial/MeasureEndpoint.ts";
import { daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { TimePoint } from "../trial/TimePoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { nominalDay, plannedTimeBetween } from "../trial/visitTime.ts";

/** Treatment of an arm in each of its first periods, of which there must be as many as asked for. */
export type PeriodTreatments<Keys extends TrialKeys> = (arm: Keys["arm"]) => readonly Keys["treatment"][];

/** Reads off the arms what was given in the first so many periods. */
export function periodTreatments<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, count: number, option: string): PeriodTreatments<Keys> {
  if (!Number.isInteger(count) || count < 2) throw new RangeError(`${caller}: ${option} must be a list of at least 2; received ${count}`);
  for (const arm of keysOf(trial.arms)) {
    const planned = trial.arms[arm].periods?.length ?? 0;
    if (planned < count) throw new RangeError(`${caller}: every arm must have ${count} periods; ${show(arm)} has ${planned}`);
  }
  return (arm) => (trial.arms[arm].periods ?? []).slice(0, count).map(({ treatment }) => treatment);
}

/** Refuses visits out of order, and visits outside their period where periods say when they start. */
export function checkPeriodVisits<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, ranges: readonly VisitRange<Keys["visit"]>[]): void {
  ranges.forEach((range, index) => {
    refuseFaults(`${caller}: in period ${index + 1}`, checkRange(trial, range, []));
    for (const arm of keysOf(trial.arms)) {
      const periods = trial.arms[arm].periods ?? [];
      const [start, end] = [startDay(periods[index]?.start), startDay(periods[index + 1]?.start)];
      const [from, to] = [nominalDay(trial, range.from), nominalDay(trial, range.to)];
      const early = index > 0 && start !== null && from !== null && from < start;
      const late = end !== null && to !== null && to > end;
      if (early || late) throw new RangeError(`${caller}: ${show(early ? range.from : range.to)} is not in period ${index + 1} of arm ${show(arm)}`);
    }
    checkFollows(caller, trial, ranges, index);
  });
}

/** Periods out of order would give each treatment the values of the other. */
function checkFollows<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, ranges: readonly VisitRange<Keys["visit"]>[], index: number): void {
  const [before, range] = [ranges[index - 1], ranges[index]!];
  if (before === undefined) return;
  const days = plannedTimeBetween(trial, before.to, range.from, "day");
  if (days === null || days >= 0) return;
  throw new RangeError(`${caller}: period ${index + 1} must not begin before the end of period ${index}: ${show(range.from)} is earlier than ${show(before.to)}`);
}

/** The day from baseline that a period begins on; `null` where it hangs on something else. */
function startDay(start: TimePoint | undefined): number | null {
  if (start === undefined || start.date !== undefined || (start.from !== undefined && start.from !== "baseline")) return null;
  return offsetInDays(start, daysPerMonth);
}
