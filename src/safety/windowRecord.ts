import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { dayTolerance } from "../trial/daysIncluding.ts";
import type { AdverseEventTally, AdverseEventWindowTally, NotTalliedReason } from "./AdverseEventTally.ts";
import { type EventVerdict, verdictAt, type VerdictCodes } from "./eventVerdict.ts";
import type { Span } from "./windowSpans.ts";

/** What became of every event in one window: how many were tallied on what ground, and which were not, and why. */
export function windowRecord(
  events: readonly PlacedAdverseEvent[],
  verdicts: VerdictCodes,
  spanOf: (participant: string) => Span | null,
): Pick<AdverseEventWindowTally, "counts" | "notTallied"> {
  const reasons = { "not-in-population": 0, "before-window": 0, "after-window": 0, "window-not-open": 0 };
  const counts = { tallied: 0, missingOnset: 0, uncertainOnset: 0, worsened: 0 };
  const notTallied: { participant: string; event: number; reason: NotTalliedReason }[] = [];
  for (let event = 0; event < events.length; event++) {
    const verdict = verdictAt(verdicts, event);
    const { participant, start } = events[event]!;
    if (isTallied(verdict)) {
      counts.tallied += 1;
      if (verdict === "worsened") counts.worsened += 1;
      else if (start === undefined) counts.missingOnset += 1;
      else if (start.earliest !== start.latest && isUncertain(start, spanOf(participant)!)) counts.uncertainOnset += 1;
    } else {
      const reason = verdict === undefined ? "not-in-population" : verdict === "ongoing" ? "before-window" : verdict;
      reasons[reason] += 1;
      notTallied.push({ participant, event, reason });
    }
  }
  return { counts: { ...counts, notTallied: reasons }, notTallied };
}

/** The counts over all windows. */
export function overallCounts(events: number, verdicts: readonly VerdictCodes[], exactDuplicates: number): AdverseEventTally["counts"] {
  let [tallied, outsidePopulation] = [0, 0];
  for (let event = 0; event < events; event++) {
    if (verdicts[0]![event] === 0) outsidePopulation += 1;
    else if (verdicts.some((window) => isTallied(verdictAt(window, event)))) tallied += 1;
  }
  return { events, tallied, outsideEveryWindow: events - tallied - outsidePopulation, outsidePopulation, exactDuplicates };
}

function isTallied(verdict: EventVerdict | undefined): verdict is "counted" | "worsened" {
  return verdict === "counted" || verdict === "worsened";
}

function isUncertain(start: { readonly earliest: number; readonly latest: number }, span: Span): boolean {
  return start.earliest < span.start - dayTolerance || start.latest > span.end + dayTolerance;
}
