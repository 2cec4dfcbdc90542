import { daysIncluding } from "../trial/daysIncluding.ts";
import { daysPerMonth } from "../trial/Offset.ts";
import type { AdverseEventIncidence, ArmExposure } from "./AdverseEventTally.ts";
import type { CellCounts } from "./countEvents.ts";
import { exactPoissonInterval } from "./incidenceRate.ts";
import type { Span } from "./windowSpans.ts";

const daysPerYear = 12 * daysPerMonth;

/** The follow-up of a population in one window. */
export interface WindowExposure {
  /** By participant: the first day of the window, and the days followed; NaN where nothing ends them. */
  readonly starts: readonly number[];
  readonly days: readonly number[];
  /** By arm. */
  readonly arms: readonly ArmExposure[];
}

export interface Followed {
  readonly arm: number;
  readonly span: Span | null;
  readonly followUpEnd: number | undefined;
}

/** Counts the days followed in one window: to its end or to that of follow-up, both days included. */
export function windowExposure(participants: readonly Followed[], arms: number): WindowExposure {
  const totals = Array.from({ length: arms }, () => ({ participants: 0, days: 0, withoutEndOfFollowUp: 0, unknown: false }));
  const days = participants.map(({ arm, span, followUpEnd }) => {
    const total = totals[arm]!;
    if (span === null) return 0;
    if (followUpEnd === undefined) total.withoutEndOfFollowUp += 1;
    const end = Math.min(span.end, followUpEnd ?? Infinity);
    if (end === Infinity) {
      total.unknown = true;
      total.participants += 1;
      return NaN;
    }
    const followed = daysIncluding(span.start, end);
    if (followed > 0) total.participants += 1;
    total.days += followed;
    return followed;
  });
  return { starts: participants.map(({ span }) => span?.start ?? 0), days, arms: totals.map(armExposure) };
}

function armExposure(total: { readonly participants: number; readonly days: number; readonly withoutEndOfFollowUp: number; readonly unknown: boolean }): ArmExposure {
  const { participants, days, withoutEndOfFollowUp, unknown } = total;
  if (!unknown) return { participants, days, years: days / daysPerYear, withoutEndOfFollowUp };
  const reason = "no-end-of-follow-up";
  return { participants, days: null, years: null, withoutEndOfFollowUp, reasons: { days: reason, years: reason } };
}

/**
 * A cell's incidence in its arm: the arm's follow-up, less that of prevalent cases, less what followed the first event in
 * the others who had one.
 */
export function armIncidence(counts: CellCounts | undefined, { starts, days, arms }: WindowExposure, arm: number, level: number): AdverseEventIncidence {
  const prevalent = new Set(counts?.prevalent);
  let events = 0;
  let atRisk = arms[arm]!.days ?? NaN;
  for (const participant of prevalent) atRisk -= days[participant]!;
  counts?.participants.forEach((participant, index) => {
    if (prevalent.has(participant)) return;
    const onset = counts.firstDays[index]!;
    events += 1;
    // Without an onset or an end the latest day has no bound but the end of follow-up.
    if (onset < Infinity) atRisk += daysIncluding(starts[participant]!, onset) - days[participant]!;
  });
  return { ...rateOf(events, atRisk, level), prevalent: [...prevalent].filter((participant) => days[participant] !== 0).length };
}

function rateOf(events: number, days: number, level: number) {
  const none = { estimate: null, interval: { lower: null, upper: null, level }, events };
  if (Number.isNaN(days)) {
    const reason = "no-end-of-follow-up" as const;
    const reasons = { estimate: reason, "interval.lower": reason, "interval.upper": reason, days: reason, years: reason };
    return { ...none, days: null, years: null, reasons };
  }
  const years = days / daysPerYear;
  if (days === 0) {
    const reason = "zero-denominator" as const;
    return { ...none, days, years, reasons: { estimate: reason, "interval.lower": reason, "interval.upper": reason } };
  }
  return { estimate: events / years, interval: exactPoissonInterval(events, years, level), events, days, years };
}
