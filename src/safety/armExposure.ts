import { daysIncluding } from "../trial/daysIncluding.ts";
import { daysPerMonth } from "../trial/Offset.ts";
import type { AdverseEventIncidence, ArmExposure } from "./AdverseEventTally.ts";
import type { CellCounts } from "./countEvents.ts";
import { exactPoissonInterval } from "./incidenceRate.ts";
import type { TalliedParticipant } from "./judgeWindow.ts";

const daysPerYear = 12 * daysPerMonth;

/** The follow-up of a population in one window. */
export interface WindowExposure {
  /** By participant: the first day of the window, and the days followed; NaN where nothing ends them. */
  readonly starts: readonly number[];
  readonly days: readonly number[];
  /** By arm. */
  readonly arms: readonly ArmExposure[];
}

/** Counts the days followed in one window: to its end or to that of follow-up, both days included. */
export function windowExposure(participants: readonly TalliedParticipant[], window: number, arms: number): WindowExposure {
  const totals = Array.from({ length: arms }, () => ({ participants: 0, days: 0, withoutEndOfFollowUp: 0 }));
  const days = participants.map(({ arm, spans, followUpEnd }) => {
    const [total, span] = [totals[arm]!, spans[window]];
    if (!span) return 0;
    if (followUpEnd === Infinity) total.withoutEndOfFollowUp += 1;
    const end = Math.min(span.end, followUpEnd);
    const followed = end === Infinity ? NaN : daysIncluding(span.start, end);
    if (followed !== 0) total.participants += 1;
    total.days += followed;
    return followed;
  });
  return { starts: participants.map(({ spans }) => spans[window]?.start ?? 0), days, arms: totals.map(armExposure) };
}

function armExposure({ participants, days, withoutEndOfFollowUp }: { readonly participants: number; readonly days: number; readonly withoutEndOfFollowUp: number }): ArmExposure {
  if (!Number.isNaN(days)) return { participants, days, years: days / daysPerYear, withoutEndOfFollowUp };
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
    events += 1;
    atRisk += daysIncluding(starts[participant]!, counts.firstDays[index]!) - days[participant]!;
  });
  return { ...rateOf(events, atRisk, level), prevalent: [...prevalent].filter((participant) => days[participant] !== 0).length };
}

function rateOf(events: number, days: number, level: number): Omit<AdverseEventIncidence, "prevalent"> {
  const years = days / daysPerYear;
  if (days > 0) return { estimate: events / years, interval: exactPoissonInterval(events, years, level), events, days, years };
  const isUnknown = Number.isNaN(days);
  const reason = isUnknown ? "no-end-of-follow-up" : "zero-denominator";
  return {
    estimate: null,
    interval: { lower: null, upper: null, level },
    events,
    ...(isUnknown ? { days: null, years: null } : { days, years }),
    reasons: { estimate: reason, "interval.lower": reason, "interval.upper": reason, ...(isUnknown && { days: reason, years: reason }) },
  };
}
