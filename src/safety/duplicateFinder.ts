import { adverseEventOutcomes, type Answer, type PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import type { PlacedTime } from "../trial/TimePoint.ts";

/** Looks for an event's earlier exact copy in the same participant: its position, or −1. `term` numbers the preferred term. */
export interface DuplicateFinder {
  readonly find: (event: PlacedAdverseEvent, index: number, term: number) => number;
  /** Forgets the events of the participant before. */
  readonly startParticipant: () => void;
}

/**
 * Finds events recorded twice: same terms, grades, judgements, outcome and times as placed.
 *
 * Most events differ from the participant's others in a number that is cheap to make; only those that share it are compared
 * in full, by a text, so that neither many events nor many near copies take more than linear time.
 */
export function duplicateFinder(events: readonly PlacedAdverseEvent[]): DuplicateFinder {
  const first = new Map<number, number>();
  const byText = new Map<string, number>();
  return {
    startParticipant() {
      first.clear();
      byText.clear();
    },
    find(event, index, term) {
      const number = signature(event, term);
      const before = first.get(number);
      if (before === undefined) {
        first.set(number, index);
        return -1;
      }
      const earlier = events[before]!;
      const earlierText = fullText(earlier, number);
      if (!byText.has(earlierText)) byText.set(earlierText, before);
      const text = fullText(event, number);
      const copied = byText.get(text);
      if (copied === undefined) byText.set(text, index);
      return copied ?? -1;
    },
  };
}

function signature({ grade, priorGrade, serious, related, outcome, start }: PlacedAdverseEvent, term: number): number {
  let code = term;
  code = code * 6 + (grade ?? 0);
  code = code * 6 + (priorGrade ?? 0);
  code = code * 3 + (serious === undefined ? 0 : serious ? 1 : 2);
  code = code * 4 + answerCode(related?.product);
  code = code * 4 + answerCode(related?.procedure);
  code = code * 7 + (outcome === undefined ? 0 : adverseEventOutcomes.indexOf(outcome) + 1);
  // The start day need not be exact here: it only spreads events over the map.
  return code * 1024 + (start === undefined ? 1023 : Math.abs(Math.trunc(start.earliest)) % 1023);
}

function answerCode(answer: Answer | undefined): number {
  if (answer === undefined) return 0;
  return answer === "yes" ? 1 : answer === "no" ? 2 : 3;
}

function fullText({ start, end, worsenedAt }: PlacedAdverseEvent, number: number): string {
  return [number, timeText(start), timeText(end), timeText(worsenedAt)].join("|");
}

function timeText(time: PlacedTime | undefined): string {
  return time === undefined ? "" : `${time.earliest},${time.latest}`;
}
