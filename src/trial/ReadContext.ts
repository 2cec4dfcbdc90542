import type * as z from "zod";
import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { type CalendarSpan, daysBetween, spanOf } from "./calendar.ts";
import { issuesFromSchema } from "./issuesFromSchema.ts";
import { keysOf } from "./keysOf.ts";
import { daysPerMonth, offsetInDays } from "./Offset.ts";
import { type Path, problem } from "./problem.ts";
import type { PlacedTime, TimePoint } from "./TimePoint.ts";
import type { Trial } from "./Trial.ts";
import { unknownKeySentence } from "./unknownKey.ts";
import { withoutUndefined } from "./withoutUndefined.ts";
import { nominalDay } from "./visitTime.ts";

/**
 * What the readers of the record families share while one set of records is read: the problems found so far, the
 * participants, and the times that others are counted from.
 */
export interface ReadContext {
  readonly trial: Trial;
  readonly issues: DataIssue[];
  readonly participants: Map<string, KnownParticipant>;
  /** By participant and dose number. */
  readonly doses: Map<string, ReadonlyMap<number, PlacedTime>>;
  /** From clinical events. */
  readonly deaths: Map<string, PlacedTime>;
  /** From dispositions that give the day, where no clinical event does. */
  readonly dispositionDeaths: Map<string, PlacedTime>;
  /** A trial's records share few dates, and reading a date is slow. */
  readonly dates: Map<string, CalendarSpan>;
}

export interface KnownParticipant {
  readonly baselineDate?: Date;
  /** The participant's own row is malformed: what follows from that is not reported again for every other row. */
  readonly malformed?: true;
}

export function report(context: ReadContext, path: Path, code: DataIssueCode, value: unknown, message: string): void {
  context.issues.push(problem(path, code, value, message));
}

/** A row with its place. One that is not whole has lost the fields that were refused, and nothing may be concluded from their absence. */
export interface ReadableRow<Row> {
  readonly row: Row;
  readonly path: Path;
  readonly isWhole: boolean;
}

/** The rows of one family that can be read; what is wrong with the others, or with a field that can be left out, is reported. */
export function wellFormed<Row>(
  context: ReadContext,
  family: string,
  rows: readonly unknown[] | undefined,
  schema: z.ZodType<Row>,
): ReadableRow<Row>[] {
  const good: ReadableRow<Row>[] = [];
  // An indexed loop, because a sparse array's holes must be seen and reported, not skipped.
  for (let index = 0; index < (rows?.length ?? 0); index++) {
    const asGiven = schema.safeParse(rows![index]);
    // Only a row that is refused is worth a second look without its undefined fields.
    const parsed = asGiven.success ? asGiven : schema.safeParse(withoutUndefined(rows![index]));
    if (parsed.success) good.push({ row: parsed.data, path: [family, index], isWhole: true });
    else {
      const issues = issuesFromSchema(parsed.error, rows![index]);
      for (const issue of issues) context.issues.push({ ...issue, path: [family, index, ...issue.path], message: `${family}[${index}]: ${issue.message}` });
      const rest = withoutRefused(schema, rows![index], issues);
      if (rest === undefined) checkMalformed(context, rows![index], family, [family, index]);
      else good.push({ row: rest, path: [family, index], isWhole: false });
    }
  }
  return good;
}

/** What is left of a row without the fields that were refused, if it can be read all the same: they must not hide what else is wrong with it. */
function withoutRefused<Row>(schema: z.ZodType<Row>, row: unknown, issues: readonly DataIssue[]): Row | undefined {
  if (typeof row !== "object" || row === null) return undefined;
  const refused = new Set(issues.map(({ path }) => path[0]));
  return schema.safeParse(withoutUndefined(Object.fromEntries(Object.entries(row).filter(([field]) => !refused.has(field))))).data;
}

/** A row of the wrong shape is not read further, but its keys are checked all the same: every problem is told at once. */
function checkMalformed(context: ReadContext, row: unknown, family: string, path: Path): void {
  if (typeof row !== "object" || row === null) return;
  const textAt = (field: string): string | undefined => {
    const value: unknown = Object.hasOwn(row, field) ? Reflect.get(row, field) : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const { arms, treatments, visits, measures, biomarkers } = context.trial;
  const families = { arm: arms, treatment: treatments, visit: visits, measure: measures, biomarker: biomarkers };
  for (const field of keysOf(families)) {
    const key = textAt(field);
    if (key !== undefined) isDeclared(context, families[field], key, field, [...path, field]);
  }
  const [id, participant] = [textAt("id"), textAt("participant")];
  if (family !== "participants") {
    if (participant !== undefined) knownParticipant(context, participant, path);
  } else if (id !== undefined && !context.participants.has(id)) context.participants.set(id, { malformed: true });
}

/** Whether the participant is in the records; reports it if not. */
export function knownParticipant(context: ReadContext, participant: string, path: Path): boolean {
  if (context.participants.has(participant)) return true;
  report(context, [...path, "participant"], "unknown-key", participant, `participant ${show(participant)} is not among the participants`);
  return false;
}

/** Whether a key is declared in a family of the trial; reports it with the nearest declared key if not. */
export function isDeclared<Key extends string>(
  context: ReadContext,
  family: { readonly [K in Key]: unknown },
  key: string,
  what: string,
  path: Path,
): key is Key {
  if (Object.hasOwn(family, key)) return true;
  report(context, path, "unknown-key", key, unknownKeySentence(key, what, family));
  return false;
}

/** A date that the schema found to be real, as days from the participant's baseline; reports a missing baseline. */
export function placeDate(context: ReadContext, participant: string, date: string, path: Path): { readonly earliest: number; readonly latest: number } | null {
  const baseline = baselineDate(context, participant, date, path);
  if (baseline === null) return null;
  const span = context.dates.get(date) ?? spanOf(date);
  context.dates.set(date, span);
  return { earliest: daysBetween(baseline, span.first), latest: daysBetween(baseline, span.last) };
}

/** The day of a row that is dated, or counted from baseline already; reports a row that is both and contradicts itself. */
export function placeDay(
  context: ReadContext,
  { participant, date, day }: { readonly participant: string; readonly date?: string; readonly day?: number },
  path: Path,
): number | null {
  if (date === undefined) return day ?? null;
  const placed = placeDate(context, participant, date, [...path, "date"])?.earliest ?? null;
  if (placed !== null && day !== undefined && day !== placed) {
    report(context, [...path, "day"], "conflict", day, `${show(date)} is day ${placed} from the baseline of participant ${show(participant)}; received ${day}`);
  }
  return placed;
}

/** A time on the participant's axis of days from baseline; reports what keeps it from being placed. */
export function placeTime(context: ReadContext, participant: string, time: TimePoint, path: Path): PlacedTime | null {
  if (time.date !== undefined) {
    const span = placeDate(context, participant, time.date, [...path, "date"]);
    return span && { ...span, recorded: time };
  }
  const anchor = placeAnchor(context, participant, time.from ?? "baseline", [...path, "from"]);
  if (anchor === null) return null;
  const days = offsetInDays(time, daysPerMonth);
  return { earliest: anchor.earliest + days, latest: anchor.latest + days, recorded: time };
}

function baselineDate(context: ReadContext, participant: string, date: string, path: Path): Date | null {
  const known = context.participants.get(participant);
  if (known?.baselineDate !== undefined) return known.baselineDate;
  if (known?.malformed) return null;
  report(context, path, "missing-field", date, `the date ${show(date)} cannot be placed: participant ${show(participant)} has no valid baselineDate`);
  return null;
}

function placeAnchor(
  context: ReadContext,
  participant: string,
  anchor: string,
  path: Path,
): { readonly earliest: number; readonly latest: number } | null {
  if (anchor === "baseline") return { earliest: 0, latest: 0 };
  const dose = /^dose:([1-9]\d*)$/.exec(anchor);
  if (dose !== null) {
    const placed = context.doses.get(participant)?.get(Number(dose[1]));
    if (placed === undefined) report(context, path, "unknown-key", anchor, `participant ${show(participant)} has no record of dose ${dose[1]}`);
    return placed ?? null;
  }
  if (!isDeclared(context, context.trial.visits, anchor, "anchor", path)) return null;
  const day = nominalDay(context.trial, anchor);
  if (day !== null) return { earliest: day, latest: day };
  report(context, path, "conflict", anchor, `the visit ${show(anchor)} is itself counted from a dose; count from that dose instead`);
  return null;
}

/** Reports what cannot have happened: an event that begins after the participant's death. */
export function checkAlive(context: ReadContext, participant: string, earliest: number, what: () => string, path: Path): void {
  checkBefore(context, context.deaths.get(participant), participant, earliest, what, path);
}

/** Reports a value taken after a death, whichever record tells of the death: values enter the analyses. */
export function checkTakenAlive(context: ReadContext, participant: string, day: number, what: () => string, path: Path, hint = ""): void {
  const death = context.deaths.get(participant) ?? context.dispositionDeaths.get(participant);
  checkBefore(context, death, participant, day, what, path, hint);
}

function checkBefore(
  context: ReadContext,
  death: PlacedTime | undefined,
  participant: string,
  earliest: number,
  what: () => string,
  path: Path,
  hint = "",
): void {
  if (death === undefined || earliest <= death.latest) return;
  const sentence = `${what()} on day ${round(earliest)}, after the death of participant ${show(participant)} on day ${round(death.latest)}`;
  report(context, path, "after-death", earliest, `${sentence}${hint}`);
}

function round(days: number): number {
  return Math.round(days * 10) / 10;
}
