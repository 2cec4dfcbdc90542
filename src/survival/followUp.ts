import { daysPerMonth, offsetIn } from "../trial/Offset.ts";
import type { Participant } from "../trial/Participant.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { dayNumber } from "./dayNumber.ts";
import { dayOf } from "./timeAnchors.ts";
import type { CensoringReason, FollowUpEnd, TimeToEventMethodOptions } from "./TimeToEventResult.ts";

/** The end of a participant's observation if no event came before, in days from baseline. */
export interface EndOfFollowUp {
  readonly day: number;
  readonly censoring: CensoringReason;
  readonly imputed: boolean;
}

/** The last disposition that ends follow-up; the last record where none with a date does. Absent where there is no record. */
export function followUpEnds<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  { followUpEnds: statuses, partialDates }: Pick<TimeToEventMethodOptions<Keys>, "followUpEnds" | "partialDates">,
): ReadonlyMap<string, EndOfFollowUp> {
  const ends = new Map<string, EndOfFollowUp>();
  for (const { participant, status, at } of data.dispositions) {
    const censoring = statuses.find((each): each is FollowUpEnd => each === status);
    if (censoring === undefined || at === undefined) continue;
    const day = dayOf(at, partialDates);
    if (day > (ends.get(participant)?.day ?? -Infinity)) ends.set(participant, { day, censoring, imputed: at.earliest !== at.latest });
  }
  for (const [participant, day] of lastContacts(data)) if (!ends.has(participant)) ends.set(participant, { day, censoring: "last-contact", imputed: false });
  return ends;
}

/** The day on which each participant was certainly seen last. What has no date counts at its visit's planned day. */
export function lastContacts<Keys extends TrialKeys>(data: TrialData<Keys>): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  const see = (participant: string, day: number | null | undefined) => {
    if (day !== null && day !== undefined && day > (days.get(participant) ?? -Infinity)) days.set(participant, day);
  };
  const plannedDay = plannedDaysOf(data);
  for (const { participant, visit, value, day } of data.observations) if (value !== undefined) see(participant, day ?? plannedDay(participant, visit));
  for (const sample of data.biomarkerSamples) if (!("missing" in sample)) see(sample.participant, sample.day ?? plannedDay(sample.participant, sample.visit));
  for (const { participant, at } of data.doses) see(participant, at.earliest);
  for (const { participant, at } of data.clinicalEvents) see(participant, at.earliest);
  for (const { participant, at } of data.dispositions) see(participant, at?.earliest);
  for (const { participant, start, end } of data.adverseEvents) [start, end].forEach((at) => see(participant, at?.earliest));
  return days;
}

/** The day on which a participant's data are cut off; `undefined` where their own calendar is unknown. */
export function cutOffDay(cutOff: TimeToEventMethodOptions["cutOff"], originDay: number, { baselineDate }: Pick<Participant, "baselineDate">): number | undefined {
  if (cutOff === undefined) return Infinity;
  if (!("date" in cutOff)) return originDay + offsetIn(cutOff, "day", daysPerMonth);
  return baselineDate === undefined ? undefined : dayNumber(cutOff.date) - dayNumber(baselineDate);
}
