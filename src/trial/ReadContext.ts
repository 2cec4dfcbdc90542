import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { type CalendarSpan, daysBetween, spanOf } from "./calendar.ts";
import { dayTolerance } from "./daysIncluding.ts";
import { keysOf } from "./keysOf.ts";
import { daysPerMonth, offsetInDays } from "./Offset.ts";
import { type Path, problem } from "./problem.ts";
import type { PlacedTime, TimePoint } from "./TimePoint.ts";
import type { Trial } from "./Trial.ts";
import { unknownKeySentence } from "./unknownKey.ts";
import { nominalDay } from "./visitTime.ts";

/**
 * What the readers of the record families share while one set of records is read: the problems found so far, the
 * participants, and the times that others are counted from.
 */
export interface ReadContext {
  readonly trial: Trial;
  readonly issues: DataIssue[];
  readonly participants: Map<string, KnownParticipant>;
  /** The ids of the participants by what is left of them without case, white space and leading zeros; `null` where that is left of several. */
  readonly spellings: Map<string, string | null>;
  readonly refused: RefusedRows;
  /** By participant and dose number; `null` for a dose that is recorded and cannot be placed. */
  readonly doses: Map<string, ReadonlyMap<number, PlacedTime | null>>;
  /** From clinical events. */
  readonly deaths: Map<string, PlacedTime>;
  /** From dispositions that give the day, where no clinical event does. */
  readonly dispositionDeaths: Map<string, PlacedTime>;
  /** A trial's records share few dates, and reading a date is slow. */
  readonly dates: Map<string, CalendarSpan>;
}

/** What was refused already: what only follows from that is not reported again for other rows. */
export interface RefusedRows {
  /** Families that are no list of rows. */
  readonly families: Set<string>;
  /** By participant, the numbers of doses of the wrong shape, as they were received. */
  readonly doses: Map<string, readonly unknown[]>;
  /** Participants with a clinical event that is, or may be, a death of the wrong shape. */
  readonly deaths: Set<string>;
}

export interface KnownParticipant {
  readonly baselineDate?: Date;
  /** The participant's row or baseline date was refused, or there are two: nothing can be dated. */
  readonly isUndatable?: true;
}

export function report(context: ReadContext, path: Path, code: DataIssueCode, value: unknown, message: string): void {
  context.issues.push(problem(path, code, value, message));
}

/** Whether the participant is in the records; reports it if not. */
export function knownParticipant(context: ReadContext, participant: string, path: Path): boolean {
  if (context.participants.has(participant)) return true;
  // Ids are alike by their nature: the nearest may be somebody else, but not the one that differs in how it is written only.
  const meant = context.spellings.get(spelling(participant)) ?? null;
  const hint = meant === null ? "" : `. Did you mean ${show(meant)}?`;
  if (!context.refused.families.has("participants")) {
    report(context, [...path, "participant"], "unknown-key", participant, `participant ${show(participant)} is not among the participants${hint}`);
  }
  return false;
}

/** What is left of an id without case, white space and leading zeros: `01`, ` 1` and `1` are often one. */
export function spelling(id: string): string {
  return id.toLowerCase().replaceAll(/\s/gu, "").replaceAll(/\d+/gu, (digits) => digits.replace(/^0+(?=\d)/u, ""));
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
  const meant = what === "biomarker" ? biomarkersCalled(key, context.trial) : [];
  const sentence = `${what} ${show(key)} is not declared; it is a synonym of ${meant.map(show).join(" or ")}: give it by that key`;
  report(context, path, "unknown-key", key, meant.length > 0 ? sentence : unknownKeySentence(key, what, family));
  return false;
}

/** Several, where one analyte is measured in two fluids. */
function biomarkersCalled(name: string, { biomarkers }: Trial): string[] {
  const isName = (synonym: string) => synonym.toLowerCase() === name.toLowerCase();
  return keysOf(biomarkers).filter((key) => biomarkers[key]?.synonyms?.some(isName));
}

/** A date that the schema found to be real, as days from the participant's baseline; reports a missing baseline. */
export function placeDate(context: ReadContext, participant: string, date: string, path: Path): { readonly earliest: number; readonly latest: number } | null {
  const baseline = baselineDate(context, participant, date, path);
  if (baseline === null) return null;
  const span = context.dates.get(date) ?? spanOf(date);
  context.dates.set(date, span);
  return { earliest: daysBetween(baseline, span.first), latest: daysBetween(baseline, span.last) };
}

/** The day of a row that is dated, or counted from baseline already; reports a row that is both and contradicts itself, which has none. */
export function placeDay(
  context: ReadContext,
  { participant, date, day }: { readonly participant: string; readonly date?: string; readonly day?: number },
  path: Path,
): number | null {
  if (date === undefined) return day ?? null;
  const placed = placeDate(context, participant, date, [...path, "date"])?.earliest ?? null;
  if (placed === null || day === undefined || day === placed) return placed;
  report(context, [...path, "day"], "conflict", day, `${show(date)} is day ${placed} from the baseline of participant ${show(participant)}; received ${day}`);
  return null;
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
  if (known?.isUndatable) return null;
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
    const number = Number(dose[1]);
    const placed = context.doses.get(participant)?.get(number);
    if (placed === undefined && !isRefusedDose(context, participant, number)) {
      report(context, path, "unknown-key", anchor, `participant ${show(participant)} has no record of dose ${dose[1]}`);
    }
    return placed ?? null;
  }
  if (!isDeclared(context, { baseline: null, ...context.trial.visits }, anchor, "anchor", path)) return null;
  const day = nominalDay(context.trial, anchor);
  if (day !== null) return { earliest: day, latest: day };
  report(context, path, "conflict", anchor, `the visit ${show(anchor)} is itself counted from a dose; count from that dose instead`);
  return null;
}

/** Whether a dose of which there is no record may be one of those that were refused. */
function isRefusedDose({ refused }: ReadContext, participant: string, number: number): boolean {
  const numbers = refused.doses.get(participant) ?? [];
  return refused.families.has("doses") || numbers.some((given) => given === number || !(Number.isInteger(given) && Number(given) > 0));
}

/** Reports what cannot have happened: an event that begins after the participant's death. */
export function checkAlive(context: ReadContext, participant: string, earliest: number, what: () => string, path: Path): void {
  checkBefore(context, context.deaths.get(participant), participant, earliest, what, path);
}

/** Reports a value taken after a death, whichever record tells of the death: values enter the analyses. */
export function checkTakenAlive(context: ReadContext, participant: string, day: number, what: () => string, path: Path, hint = ""): void {
  checkBefore(context, earliestDeath(context, participant), participant, day, what, path, hint);
}

/** The death event, narrowed by the disposition; a disposition that contradicts it is passed over, and none counts where the event was refused. */
function earliestDeath({ deaths, dispositionDeaths, refused }: ReadContext, participant: string): PlacedTime | undefined {
  const event = deaths.get(participant);
  if (event === undefined && (refused.deaths.has(participant) || refused.families.has("clinicalEvents"))) return undefined;
  const step = dispositionDeaths.get(participant);
  return event === undefined || (step !== undefined && step.latest < event.latest && step.latest >= event.earliest) ? step : event;
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
  if (death === undefined || earliest <= death.latest + dayTolerance) return;
  const sentence = `${what()} on day ${round(earliest)}, after the death of participant ${show(participant)} on day ${round(death.latest)}`;
  report(context, path, "after-death", earliest, `${sentence}${hint}`);
}

function round(days: number): number {
  return Math.round(days * 10) / 10;
}
