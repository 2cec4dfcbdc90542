import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { type Path, problem } from "../trial/problem.ts";
import { isoDateOf, readDay, where } from "./calendarDay.ts";
import { readParts } from "./imputeDates.ts";
import type { ReadEvent } from "./judgeEvent.ts";
import type { DaysIn } from "./partialDate.ts";
import type { EventToJudge } from "./treatmentEmergence.ts";

/** An event with the days that its dates may mean; every problem is added to the issues. */
export function readEvent(issues: DataIssue[], index: number, event: EventToJudge | undefined, daysIn: DaysIn): ReadEvent | null {
  if (typeof event !== "object" || event === null) {
    issues.push(problem(["events", index], "invalid-type", event, `events[${index}] must be an object; received ${show(event)}`));
    return null;
  }
  for (const key of Object.keys(event)) {
    if (!["onset", "end", "firstDose", "lastDose", "grade", "priorGrade", "worsenedAt"].includes(key)) issues.push(problem(["events", index, key], "unknown-field", key, `${show(key)} is no field of events[${index}]`));
  }
  const at = (field: string): Path => ["events", index, field];
  const onset = possibleDays(issues, at("onset"), event.onset, daysIn);
  const ends = possibleDays(issues, at("end"), event.end ?? null, daysIn);
  const lastDay = ends?.at(-1) ?? null;
  if (event.firstDose === undefined) issues.push(problem(at("firstDose"), "missing-field", undefined, `events[${index}].firstDose is missing: give null where there was none`));
  const firstDose = readDose(issues, at("firstDose"), event.firstDose);
  const lastDose = readDose(issues, at("lastDose"), event.lastDose);
  const worsenedAt = possibleDays(issues, at("worsenedAt"), event.worsenedAt ?? null, daysIn);
  const possibleOnset = onset && (lastDay === null ? onset : onset.filter((day) => day <= lastDay));
  if (onset !== null && possibleOnset?.length === 0) {
    issues.push(problem(at("end"), "impossible-order", event.end, `events[${index}] ends, ${event.end}, before it starts, ${event.onset}`));
  }
  const earliest = possibleOnset?.[0] ?? null;
  const possibleRise = worsenedAt && worsenedAt.filter((day) => (earliest === null || day >= earliest) && (lastDay === null || day <= lastDay));
  if (worsenedAt !== null && possibleRise?.length === 0 && possibleOnset?.length !== 0) {
    issues.push(problem(at("worsenedAt"), "impossible-order", event.worsenedAt, `events[${index}] worsens, ${event.worsenedAt}, outside the time in which it was there`));
  }
  if (firstDose !== null && lastDose !== null && lastDose < firstDose) {
    issues.push(problem(at("lastDose"), "impossible-order", lastDose, `events[${index}]: the last dose, ${lastDose}, lies before the first, ${firstDose}`));
  }
  const [grade, priorGrade] = [readGrade(issues, at("grade"), event.grade), readGrade(issues, at("priorGrade"), event.priorGrade)];
  return { onset: possibleOnset, lastDay, firstDose, lastDose, grade, priorGrade, worsenedAt: possibleRise };
}

/** Every day that a date may mean; `null` where its year is unknown. */
function possibleDays(issues: DataIssue[], path: Path, received: string | null, daysIn: DaysIn): readonly string[] | null {
  const parts = readParts(issues, path, received);
  return parts === null || parts.year === null ? null : daysIn(parts, parts.year);
}

function readDose(issues: DataIssue[], path: Path, received: string | null | undefined): string | null {
  if (received === undefined || received === null) return null;
  const day = readDay(issues, path, received);
  return day && isoDateOf(day);
}

function readGrade(issues: DataIssue[], path: Path, received: number | undefined): number | null {
  if (received === undefined || [1, 2, 3, 4, 5].includes(received)) return received ?? null;
  issues.push(problem(path, "invalid-value", received, `${where(path)}: a grade is 1, 2, 3, 4 or 5; received ${show(received)}`));
  return null;
}
