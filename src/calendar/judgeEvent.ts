import { dayOf, daysAfter, isoDateOf } from "./calendarDay.ts";
import type { EmergenceVerdict, TreatmentEmergenceOptions } from "./treatmentEmergence.ts";

/**
 * What decides about an event in one reading of its dates.
 *
 * - Emergent: `onset-in-window`, `worsened-in-window`
 * - Not emergent: `never-treated`, `onset-before-window` (and no worse in the window), `ended-before-window`, `onset-after-window`,
 *   `worsened-outside-window`
 * - Open: `grade-unknown` (a pre-existing event without both grades)
 */
export type EmergenceGround =
  | "onset-in-window"
  | "worsened-in-window"
  | "never-treated"
  | "onset-before-window"
  | "ended-before-window"
  | "onset-after-window"
  | "worsened-outside-window"
  | "grade-unknown";

const grounds: readonly EmergenceGround[] = [
  "never-treated",
  "ended-before-window",
  "onset-before-window",
  "worsened-outside-window",
  "grade-unknown",
  "worsened-in-window",
  "onset-in-window",
  "onset-after-window",
];

/** An event with every day that its dates may mean, as full ISO dates in order; `null` where the day is unknown. */
export interface ReadEvent {
  readonly onset: readonly string[] | null;
  /** The last day on which it can have been there. */
  readonly lastDay: string | null;
  readonly firstDose: string | null;
  readonly lastDose: string | null;
  readonly grade: number | null;
  readonly priorGrade: number | null;
  readonly worsenedAt: readonly string[] | null;
}

/** The grounds of every reading that the record leaves possible, each once. */
export function judgeEvent(event: ReadEvent, options: TreatmentEmergenceOptions): readonly EmergenceGround[] {
  const { firstDose, lastDay } = event;
  if (firstDose === null) return ["never-treated"];
  if (lastDay !== null && lastDay < firstDose) return ["ended-before-window"];
  const found = new Set<EmergenceGround>();
  const before = event.onset?.find((onset) => onset < firstDose);
  // Of an onset before the first dose the day does not matter: one stands for all.
  const onsets = event.onset && [...(before === undefined ? [] : [before]), ...event.onset.filter((onset) => onset >= firstDose)];
  for (const end of possibleEnds(event, options)) {
    for (const onset of onsets ?? [shift(firstDose, -1), firstDose, ...(end === null ? [] : [shift(end, 1)])]) {
      if (lastDay !== null && onset > lastDay) continue;
      for (const ground of readingsOf(event, onset, firstDose, end, options)) found.add(ground);
    }
  }
  return grounds.filter((ground) => found.has(ground));
}

export function verdictOf(found: readonly EmergenceGround[]): EmergenceVerdict {
  const verdicts = new Set(found.map((ground) => (ground === "grade-unknown" ? "undecidable" : ground === "onset-in-window" || ground === "worsened-in-window" ? "emergent" : "not-emergent")));
  const [only, another] = verdicts;
  return only === undefined || another !== undefined ? "undecidable" : only;
}

/** The last days that the window may have; `null` is without end. */
function possibleEnds({ firstDose, lastDose }: ReadEvent, { daysAfterLastDose }: TreatmentEmergenceOptions): readonly (string | null)[] {
  if (daysAfterLastDose === null) return [null];
  if (lastDose !== null) return [shift(lastDose, daysAfterLastDose)];
  // The last dose was the first, or so late that nothing came after.
  return [shift(firstDose!, daysAfterLastDose), null];
}

function readingsOf(event: ReadEvent, onset: string, firstDose: string, end: string | null, { preexisting }: TreatmentEmergenceOptions): readonly EmergenceGround[] {
  if (onset >= firstDose) return [end !== null && onset > end ? "onset-after-window" : "onset-in-window"];
  const { lastDay, grade, priorGrade, worsenedAt } = event;
  if (preexisting === "never") return ["onset-before-window"];
  if (grade === null || priorGrade === null) return ["grade-unknown"];
  if (grade <= priorGrade) return ["onset-before-window"];
  const isIn = (day: string) => day >= firstDose && (end === null || day <= end);
  // priorGrade stood until the first dose, so the rise came after it, and while the event was there.
  const possible = worsenedAt ?? (end === null || (lastDay !== null && lastDay <= end) ? [firstDose] : [firstDose, shift(end, 1)]);
  const later = possible.filter((day) => day >= firstDose);
  return (later.length > 0 ? later : possible).map((day) => (isIn(day) ? "worsened-in-window" : "worsened-outside-window"));
}

/** A day so many days later. Beyond the year 9999 text no longer sorts as time does, and nothing is recorded there. */
function shift(date: string, days: number): string {
  return isoDateOf(daysAfter(dayOf(date)!, days)) ?? (days < 0 ? "0000-01-01" : "9999-12-31");
}
