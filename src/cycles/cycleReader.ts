import { fitCentred, slopeBetween } from "../change/line.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import { convertTime, offsetInDays } from "../trial/Offset.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type CourseOfDoses, coursesOfDoses, type PlacedValue } from "./courseOfDoses.ts";
import type { ResolvedCycleOptions } from "./cycleOptions.ts";

/** A slope over a period of a participant's course. */
export interface PeriodSlope {
  readonly found: true;
  readonly slope: number;
  /** The values that it was taken from. */
  readonly values: readonly number[];
  /** From the first of them to the last. */
  readonly length: number;
  /** Whether the participant died before the end, without a value that stands there. */
  readonly died: boolean;
}

/** Reads the slopes of a participant before the first dose, from each dose to the next, and from the first dose to the end. */
export interface CycleReader<Keys extends TrialKeys> {
  /** The largest number of a dose. */
  readonly doses: (participant: string) => number;
  /** Time from a dose to the one numbered next; `null` where either is not on record or has no day. */
  readonly interval: (participant: string, dose: number) => number | null;
  readonly leadIn: (participant: string) => PeriodSlope | Lack<Keys>;
  readonly cycle: (participant: string, dose: number) => PeriodSlope | Lack<Keys>;
  readonly treatment: (participant: string) => PeriodSlope | Lack<Keys>;
}

/** A period, in days from baseline, and the values that stand at its two ends. */
interface Period<Visit extends string> {
  /** What its first value is, by two visits: the one at the dose, or the first within the lead-in. */
  readonly opens: "at-dose" | "first-value";
  readonly start: number;
  readonly end: number;
  readonly opening?: PlacedValue<Visit> | undefined;
  readonly closing?: PlacedValue<Visit> | undefined;
  /** Whether a dose at the end shows that the participant lived. */
  readonly endsWithDose: boolean;
}

export function cycleReader<Keys extends TrialKeys>(data: TrialData<Keys>, options: ResolvedCycleOptions<Keys>): CycleReader<Keys> {
  type Visit = Keys["visit"];
  const { method, atDose, closing, longestLeadIn, neverDosed, per, daysPerMonth } = options;
  const inDays = (length: ResolvedCycleOptions["lastCycle"]) => offsetInDays(length, daysPerMonth);
  const inUnits = (days: number) => convertTime(days, "day", per, daysPerMonth);
  const window = { before: inDays(options.window.before), after: inDays(options.window.after) };
  const read = coursesOfDoses(data, options.measure, options);
  const courses = new Map(data.participants.map(({ id }) => [id, withStandingValues(read(id))]));
  const courseOf = (participant: string) => courses.get(participant)!;

  /** Adds which value stands at each dose and at the end of the last cycle. */
  function withStandingValues(course: CourseOfDoses<Keys>) {
    const last = course.doseDays.get(course.doses);
    const end = last === undefined || last === null ? null : last + inDays(options.lastCycle);
    const known = [...course.doseDays.values(), end].filter((day) => day !== null);
    const days = [...new Set(known)].sort((left, right) => left - right);
    const standing = new Map<number, PlacedValue<Visit>>();
    let latest = -Infinity;
    for (const [index, day] of days.entries()) {
      // A value from before the dose before, or after the one that follows, cannot stand here; nor can one stand twice.
      const between = course.values.filter((value) => value.day > latest && value.day < (days[index + 1] ?? Infinity));
      const value = standingAt(day, between);
      if (value !== undefined) standing.set(day, value);
      latest = Math.max(day, value?.day ?? day);
    }
    return { ...course, end, standing };
  }

  function standingAt(day: number, values: readonly PlacedValue<Visit>[]): PlacedValue<Visit> | undefined {
    const before = values.filter((value) => value.day <= day && value.day >= day - window.before).at(-1);
    const after = values.find((value) => value.day > day && value.day <= day + window.after);
    if (before === undefined || after === undefined || atDose === "last-before") return before ?? after;
    return after.day - day <= day - before.day ? after : before;
  }

  type Course = ReturnType<typeof withStandingValues>;

  /** A death may have come before the end if no dose was given there. */
  function diedBy({ death }: Course, end: number): boolean {
    return death !== undefined && death.earliest <= end;
  }

  function slopeOver(course: Course, period: Period<Visit>): PeriodSlope | Lack<Keys> {
    const { start, end, opening } = period;
    // A value without a date must not drop out of the slope without a word.
    const undated = course.undated.find(({ planned }) => planned === null || (planned >= start - window.before && planned <= end + window.after));
    if (undated !== undefined) return lack("no-date", undated.visit);
    const within = course.values.filter(({ day }) => day >= (opening?.day ?? start) && day <= (period.closing?.day ?? end));
    if (within.every((value) => value === opening)) return absence(course, end, !period.endsWithDose);
    const used = method === "least-squares" ? within : endsOf(course, period, within);
    if ("found" in used) return used;
    const [first, last] = [used[0]!, used.at(-1)!];
    if (used.length < 2) return lack("too-few-visits", first.visit);
    if (first.day === last.day) return lack("same-day", last.visit);
    const times = used.map(({ day }) => inUnits(day - first.day));
    const values = used.map(({ value }) => value);
    const length = inUnits(last.day - first.day);
    const slope = method === "least-squares" ? fitCentred(times, values).slope : slopeBetween([0, length], [first.value, last.value]);
    return { found: true, slope: withoutNegativeZero(slope), values, length, died: period.closing === undefined && !period.endsWithDose && diedBy(course, end) };
  }

  /** The two values of a slope by two visits, or one where both are the same. */
  function endsOf(course: Course, { opens, start, end, opening, closing: standing, endsWithDose }: Period<Visit>, within: readonly PlacedValue<Visit>[]) {
    const first = opens === "at-dose" ? opening : within[0];
    if (first === undefined) return absence(course, start, false);
    const last = standing ?? (closing === "last-value" || end === Infinity ? within.at(-1) : undefined);
    if (last === undefined) return absence(course, end, !endsWithDose);
    return first === last ? [first] : [first, last];
  }

  /** Why no value stands at a day: death, the reason recorded at the visit that was planned there, or nothing is known. */
  function absence(course: Course, day: number, mayHaveDied: boolean): Lack<Keys> {
    if (mayHaveDied && diedBy(course, day)) return lack("died");
    const near = course.absent.filter(
      ({ planned, reason }) => planned !== null && planned >= day - window.before && planned <= day + window.after && (mayHaveDied || reason !== "died"),
    );
    const found = near.filter(({ reason }) => reason !== "no-observation").at(-1) ?? near.at(-1);
    return found === undefined ? lack("no-observation") : lack(found.reason, found.visit);
  }

  /** The day of a dose, or of the end after the last. One that is not on record before a later one was given on a day that is not known. */
  function dayOf({ doseDays, doses, end }: Course, dose: number): number | Lack<Keys> {
    return (dose > doses ? end : doseDays.get(dose)) ?? lack("no-date");
  }

  function between(participant: string, dose: number, next: (course: Course) => number): PeriodSlope | Lack<Keys> {
    const course = courseOf(participant);
    if (dose > course.doses) return lack("no-dose");
    const [start, end] = [dayOf(course, dose), dayOf(course, next(course))];
    if (typeof start !== "number") return start;
    if (typeof end !== "number") return end;
    if (start === end) return lack("same-day");
    const { standing, doses } = course;
    return slopeOver(course, { opens: "at-dose", start, end, opening: standing.get(start), closing: standing.get(end), endsWithDose: next(course) <= doses });
  }

  return {
    doses: (participant) => courseOf(participant).doses,
    interval: (participant, dose) => {
      const { doseDays } = courseOf(participant);
      const [from, to] = [doseDays.get(dose) ?? null, doseDays.get(dose + 1) ?? null];
      return from === null || to === null ? null : inUnits(to - from);
    },
    leadIn: (participant) => {
      const course = courseOf(participant);
      if (course.doses === 0) {
        if (neverDosed === "excluded") return lack("no-dose");
        return slopeOver(course, { opens: "first-value", start: -Infinity, end: Infinity, endsWithDose: false });
      }
      const end = dayOf(course, 1);
      if (typeof end !== "number") return end;
      const start = longestLeadIn === undefined ? -Infinity : end - inDays(longestLeadIn);
      return slopeOver(course, { opens: "first-value", start, end, closing: course.standing.get(end), endsWithDose: true });
    },
    cycle: (participant, dose) => between(participant, dose, () => dose + 1),
    treatment: (participant) => between(participant, 1, ({ doses }) => doses + 1),
  };
}
