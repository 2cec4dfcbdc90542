import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { dayTolerance } from "../trial/daysIncluding.ts";
import type { AdverseEventWindowTally, NotTalliedReason } from "./AdverseEventTally.ts";
import type { PlacedDeath } from "./deaths.ts";
import type { EventColumns } from "./eventColumns.ts";
import { onsetDay } from "./exposure.ts";
import type { Span } from "./windowSpans.ts";

/**
 * What an event is to a window.
 *
 * - `notOpen`: the window never opened in this participant
 * - `before`, `after`: it started before and was over, or started after
 * - `ongoing`: it started before and was there, no worse, when the window opened
 * - `worsened`: it started before, and its grade rose in the window; tallied
 * - `counted`: it may have started in the window; tallied
 */
export const verdict = { outsidePopulation: 0, notOpen: 1, before: 2, after: 3, ongoing: 4, worsened: 5, counted: 6 } as const;

const reasons: readonly NotTalliedReason[] = ["not-in-population", "window-not-open", "before-window", "after-window", "before-window"];

export function isTallied(code: number): boolean {
  return code > verdict.ongoing;
}

/** A participant of the population. Arms and windows go by number. */
export interface TalliedParticipant {
  readonly id: string;
  readonly arm: number;
  readonly death: PlacedDeath<string> | undefined;
  /** Infinity where none is on record, or nothing asks for it. */
  readonly followUpEnd: number;
  readonly spans: readonly (Span | null)[];
}

/** All events in one window. */
export interface JudgedWindow {
  /** By position of the event; a byte for each. */
  readonly verdicts: Uint8Array;
  /** The day that a tallied event stands for, where days are counted. */
  readonly onsetDays: Float64Array | undefined;
  /** How many were tallied on what ground, and which were not, and why. */
  readonly record: Pick<AdverseEventWindowTally, "counts" | "notTallied">;
}

/**
 * Judges the events by what their records can prove. Nothing that lacks a date is left out for it: only an event that must have
 * started before the window, or must have started after it, is outside.
 */
export function judgeWindow(
  events: readonly PlacedAdverseEvent[],
  { participant }: EventColumns,
  participants: readonly TalliedParticipant[],
  window: number,
  partialDates: "earliest" | "latest" | undefined,
): JudgedWindow {
  const opening = Float64Array.from(participants, ({ spans }) => (spans[window]?.start ?? NaN) - dayTolerance);
  const closing = Float64Array.from(participants, ({ spans }) => (spans[window]?.end ?? NaN) + dayTolerance);
  const deathDays = Float64Array.from(participants, ({ death }) => death?.death.day?.latest ?? Infinity);
  const verdicts = new Uint8Array(events.length);
  const onsetDays = partialDates && new Float64Array(events.length);
  const counts = { tallied: 0, missingOnset: 0, uncertainOnset: 0, worsened: 0 };
  const notTallied: { participant: string; event: number; reason: NotTalliedReason }[] = [];
  const reasonCounts = { "not-in-population": 0, "before-window": 0, "after-window": 0, "window-not-open": 0 };
  for (let index = 0; index < events.length; index++) {
    const [event, number] = [events[index]!, participant[index]!];
    const { start, end } = event;
    const [opens, closes] = [opening[number]!, closing[number]!];
    // It was there until it ended, or its participant died, at the latest.
    const lastDay = Math.min(end === undefined ? Infinity : end.latest, deathDays[number]!);
    const earliest = start === undefined ? -Infinity : start.earliest;
    const latest = start === undefined ? lastDay : Math.min(start.latest, lastDay);
    const code = number < 0 ? verdict.outsidePopulation : judge(event, earliest, latest, lastDay, opens, closes);
    verdicts[index] = code;
    if (!isTallied(code)) {
      const reason = reasons[code]!;
      reasonCounts[reason] += 1;
      notTallied.push({ participant: event.participant, event: index, reason });
      continue;
    }
    counts.tallied += 1;
    if (code === verdict.worsened) counts.worsened += 1;
    else if (start === undefined) counts.missingOnset += 1;
    else if (earliest < opens || latest > closes) counts.uncertainOnset += 1;
    if (!onsetDays) continue;
    const { spans, followUpEnd } = participants[number]!;
    onsetDays[index] = onsetDay(earliest, latest, spans[window]!, followUpEnd, partialDates);
  }
  return { verdicts, onsetDays, record: { counts: { ...counts, notTallied: reasonCounts }, notTallied } };
}

function judge(event: PlacedAdverseEvent, earliestOnset: number, latestOnset: number, lastDay: number, opens: number, closes: number): number {
  if (Number.isNaN(opens)) return verdict.notOpen;
  if (latestOnset >= opens) return earliestOnset > closes ? verdict.after : verdict.counted;
  if (lastDay < opens) return verdict.before;
  return mayWorsen(event, opens, closes) ? verdict.worsened : verdict.ongoing;
}

/** Whether the grade rose above the one before the window, at a time that may lie in it; anywhere in it if none was recorded. */
function mayWorsen({ grade, priorGrade, worsenedAt }: PlacedAdverseEvent, opens: number, closes: number): boolean {
  if (grade === undefined || priorGrade === undefined || grade <= priorGrade) return false;
  return worsenedAt === undefined || (worsenedAt.latest >= opens && worsenedAt.earliest <= closes);
}
