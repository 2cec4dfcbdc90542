import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { PartialDateRule, TimeAnchor } from "./timeToEventOptions.ts";
import type { TimeToEventMethodOptions } from "./TimeToEventResult.ts";

/** The day of an anchor in a participant, from baseline; `undefined` where it is not on record. */
export type AnchorDays = (participant: string) => number | undefined;

/** Of a span of days, the one it stands for. */
export function dayOf({ earliest, latest }: { readonly earliest: number; readonly latest: number }, rule: PartialDateRule): number {
  return rule === "midpoint" ? earliest + (latest - earliest) / 2 : rule === "earliest" ? earliest : latest;
}

export function anchorDays<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  anchor: TimeAnchor<Keys>,
  { partialDates, visitDays }: Pick<TimeToEventMethodOptions<Keys>, "partialDates" | "visitDays">,
): AnchorDays {
  const days = new Map<string, number>();
  if (anchor === "baseline") return () => 0;
  if (anchor === "randomisation") {
    for (const { participant, status, at } of data.dispositions) if (status === "randomised" && at !== undefined) days.set(participant, dayOf(at, partialDates));
  } else if (anchor === "first-dose") {
    for (const { participant, number, at } of data.doses) if (number === 1) days.set(participant, dayOf(at, partialDates));
  } else {
    const { visit } = anchor;
    if (visitDays === "nominal") {
      const plannedDay = plannedDaysOf(data);
      return (participant) => plannedDay(participant, visit) ?? undefined;
    }
    for (const record of [...data.observations, ...data.biomarkerSamples]) {
      if (record.visit !== visit || record.day === undefined) continue;
      days.set(record.participant, Math.min(record.day, days.get(record.participant) ?? Infinity));
    }
  }
  return (participant) => days.get(participant);
}

/**
 * When a participant's arm began: at randomisation, otherwise at the first dose or the start of treatment on record, otherwise at
 * baseline.
 */
export function armStartDays<Keys extends TrialKeys>(data: TrialData<Keys>, options: Pick<TimeToEventMethodOptions<Keys>, "partialDates" | "visitDays">): AnchorDays {
  const [randomised, dosed] = [anchorDays(data, "randomisation", options), anchorDays(data, "first-dose", options)];
  const started = new Map<string, number>();
  for (const { participant, status, at } of data.dispositions) {
    if (status === "started-treatment" && at !== undefined) started.set(participant, dayOf(at, options.partialDates));
  }
  return (participant) => randomised(participant) ?? dosed(participant) ?? started.get(participant) ?? 0;
}
