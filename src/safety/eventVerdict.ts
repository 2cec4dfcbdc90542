import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { dayTolerance } from "../trial/daysIncluding.ts";
import type { Span } from "./windowSpans.ts";

/**
 * What an event is to a window.
 *
 * - `counted`: it may have started in the window
 * - `worsened`: it started before, and its grade rose in the window; counted too
 * - `ongoing`: it started before and was there, no worse, when the window opened
 * - `before-window`, `after-window`: it started before and was over, or started after
 * - `window-not-open`: the window never opened in this participant
 */
export type EventVerdict = (typeof eventVerdicts)[number];

const eventVerdicts = ["counted", "worsened", "ongoing", "before-window", "after-window", "window-not-open"] as const;

/** Verdicts of a million events by position: a byte for each, 0 where there is none. */
export type VerdictCodes = Uint8Array;

export function verdictCode(verdict: EventVerdict): number {
  return eventVerdicts.indexOf(verdict) + 1;
}

export function verdictAt(codes: VerdictCodes, index: number): EventVerdict | undefined {
  return eventVerdicts[codes[index]! - 1];
}

/**
 * Judges an event by what its record can prove. Nothing that lacks a date is left out for it: only an event that must have
 * started before the window, or must have started after it, is outside.
 */
export function eventVerdict(event: PlacedAdverseEvent, span: Span | null, deathDay: number): EventVerdict {
  if (span === null) return "window-not-open";
  const { start } = event;
  const lastDay = lastPossibleDay(event, deathDay);
  const latestOnset = start !== undefined && start.latest < lastDay ? start.latest : lastDay;
  if (latestOnset < span.start - dayTolerance) {
    if (lastDay < span.start - dayTolerance) return "before-window";
    return mayWorsenIn(event, span) ? "worsened" : "ongoing";
  }
  return start !== undefined && start.earliest > span.end + dayTolerance ? "after-window" : "counted";
}

/** The last day on which an event can have been there: it ended, or its participant died. */
export function lastPossibleDay({ end }: PlacedAdverseEvent, deathDay: number): number {
  return end !== undefined && end.latest < deathDay ? end.latest : deathDay;
}

/** Whether the grade rose above the one before the window, at a time that may lie in it; anywhere in it if none was recorded. */
function mayWorsenIn({ grade, priorGrade, worsenedAt }: PlacedAdverseEvent, span: Span): boolean {
  if (grade === undefined || priorGrade === undefined || grade <= priorGrade) return false;
  return worsenedAt === undefined || (worsenedAt.latest >= span.start - dayTolerance && worsenedAt.earliest <= span.end + dayTolerance);
}
