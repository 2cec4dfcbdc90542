import { nearestKey } from "../result/nearestKey.ts";
import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { daysBetween } from "../trial/calendar.ts";
import { keysOf } from "../trial/keysOf.ts";
import { problem } from "../trial/problem.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { unknownKeySentence } from "../trial/unknownKey.ts";
import type { Assessment } from "./Assessment.ts";
import { dayOf, readDay } from "./calendarDay.ts";
import { daysFromReference } from "./studyDay.ts";

/** An assessment with its day, or with what it lacks for one. */
export interface TimedAssessment<Keys extends TrialKeys> {
  readonly index: number;
  readonly participant: string;
  readonly measure: Keys["measure"];
  readonly day: number | null;
  /** Why there is no day. */
  readonly lack: "no-time" | "no-baseline-date" | null;
  readonly isMissing: boolean;
  /** The visit named in the assessment, where it is one of the trial's. */
  readonly recordedVisit: Keys["visit"] | null;
}

/** To look for what was meant takes a comparison with every participant: not for each row of a table whose participants are all written otherwise. */
const mostHints = 100;

/** The assessments on their participants' axes of days; every problem is added to the issues. */
export function readAssessments<Keys extends TrialKeys>(
  issues: DataIssue[],
  data: TrialData<Keys>,
  assessments: readonly Assessment<Keys>[],
): TimedAssessment<Keys>[] {
  const baselineDays = new Map(data.participants.map(({ id, baselineDate }) => [id, baselineDate === undefined ? null : dayOf(baselineDate)]));
  const visits = new Map<string, Keys["visit"]>(keysOf(data.trial.visits).map((visit) => [visit, visit]));
  const timed: TimedAssessment<Keys>[] = [];
  for (let index = 0; index < assessments.length; index++) {
    const assessment = assessments[index];
    const path = ["assessments", index] as const;
    if (typeof assessment !== "object" || assessment === null) {
      issues.push(problem(path, "invalid-type", assessment, `assessments[${index}] must be an object; received ${show(assessment)}`));
      continue;
    }
    const { participant, measure, visit, value, missing } = assessment;
    if (!baselineDays.has(participant)) {
      const nearest = typeof participant === "string" && baselineDays.size <= 1000 && issues.length < mostHints ? nearestKey(participant, [...baselineDays.keys()]) : undefined;
      const hint = nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`;
      issues.push(problem([...path, "participant"], "unknown-key", participant, `participant ${show(participant)} is not among the participants${hint}`));
    }
    if (!Object.hasOwn(data.trial.measures, measure)) {
      issues.push(problem([...path, "measure"], "unknown-key", measure, unknownKeySentence(String(measure), "measure", data.trial.measures)));
    }
    if ((value === undefined) === (missing === undefined)) {
      issues.push(problem([...path, "value"], value === undefined ? "missing-field" : "conflict", value, `assessments[${index}] must have either a value or a reason why it is missing`));
    }
    const day = readTime(issues, index, assessment, baselineDays.get(participant) ?? null);
    timed.push({
      index,
      participant,
      measure,
      day: typeof day === "number" ? day : null,
      lack: typeof day === "number" ? null : day,
      isMissing: missing !== undefined,
      recordedVisit: (visit === undefined ? undefined : visits.get(visit)) ?? null,
    });
  }
  return timed;
}

function readTime(issues: DataIssue[], index: number, assessment: Assessment, baseline: Date | null): number | "no-time" | "no-baseline-date" {
  const { date, day, studyDay } = assessment;
  const given = keysOf({ date, day, studyDay }).filter((key) => assessment[key] !== undefined);
  if (given.length > 1 && studyDay !== undefined) {
    issues.push(problem(["assessments", index], "conflict", given.join(", "), `assessments[${index}] has ${given.join(" and ")}: give one of them`));
  }
  if (studyDay !== undefined) {
    if (studyDay !== 0) return daysFromReference(readNumber(issues, index, "studyDay", studyDay));
    issues.push(problem(["assessments", index, "studyDay"], "out-of-range", 0, `assessments[${index}].studyDay must not be 0: the day before day 1 is day -1`));
    return "no-time";
  }
  const counted = day === undefined ? "no-time" : readNumber(issues, index, "day", day);
  if (date === undefined) return counted;
  const placed = readDay(issues, ["assessments", index, "date"], date);
  if (placed === null) return "no-time";
  const dated = baseline === null ? "no-baseline-date" : daysBetween(baseline, placed);
  if (counted === "no-time" || dated === "no-baseline-date") return dated;
  if (dated !== counted) {
    issues.push(problem(["assessments", index, "day"], "conflict", counted, `assessments[${index}].day is ${counted}, and its date day ${dated} from baseline`));
  }
  return counted;
}

function readNumber(issues: DataIssue[], index: number, field: string, received: number): number {
  if (Number.isSafeInteger(received)) return received === 0 ? 0 : received;
  const code = typeof received !== "number" ? "invalid-type" : Number.isFinite(received) ? "off-step" : "not-finite";
  issues.push(problem(["assessments", index, field], code, received, `assessments[${index}].${field} must be a whole number; received ${show(received)}`));
  return 0;
}
