import fc from "fast-check";
import type { AdverseEventFilter, AdverseEventWindow } from "trialwise/safety";
import { adverseEventOutcomes, defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent, ClinicalEvent, Disposition, Dose, KeysOf, TimePoint, TrialData } from "trialwise/trial";

export const trial = defineTrial({
  id: "random",
  arms: {
    cells: { label: "Cells", role: "experimental" },
    sham: { label: "Sham", role: "control" },
    // Nobody is ever allocated to it: it must keep its column.
    open: { label: "Open", role: "observational" },
  },
  visits: {
    V1: { at: { months: -3 } },
    V5: { at: { months: 0 }, baseline: true },
    V6: { at: { weeks: 4 }, from: "dose:1" },
    V9: { at: { months: 4 } },
  },
  populations: {
    safety: { label: "Randomised", rule: { kind: "disposition", status: "randomised" } },
    everyone: { label: "Everyone", rule: { kind: "everyone" } },
  },
});

export type RandomKeys = KeysOf<typeof trial>;

export const windows = {
  follow: { start: { days: 0 }, end: { months: 4 } },
  enrolled: { start: { days: 0, from: "V1" }, end: { months: 6 } },
  first: { start: { days: 0, from: "dose:1" }, end: [{ days: -1, from: "dose:2" }, { weeks: 9, from: "V6" }, { days: 150 }] },
  later: { start: { weeks: 1, from: "V6" }, end: "end-of-follow-up" },
} as const satisfies Readonly<Record<string, AdverseEventWindow<RandomKeys>>>;

export const categories = {
  all: {},
  serious: { serious: true },
  notSerious: { serious: false },
  product: { relatedTo: "product" },
  procedure: { relatedTo: "procedure", unstated: "count" },
  severe: { grade: { from: 3 } },
  mild: { grade: { from: 1, to: 2 }, serious: false },
  fatal: { fatal: true },
  over: { outcomes: ["recovered", "recovered-with-sequelae"] },
} as const satisfies Readonly<Record<string, AdverseEventFilter>>;

/** Classes and terms that would do harm as keys of an object, and two that differ by a space. */
const classNames = ["__proto__", "Nervous system disorders", "constructor"];
const termNames = ["Headache", "Headache ", "toString", "Ärger"];

const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 4 });

const day = fc.integer({ min: -160, max: 260 });

/** A time in days, or a calendar date around it, full or partial. */
const timePoint: fc.Arbitrary<(baseline: number) => TimePoint> = fc.tuple(day, fc.constantFrom("days", 10, 10, 7, 4)).map(([days, kind]) => (baseline) => {
  if (kind === "days") return { days };
  return { date: new Date((baseline + days) * 86_400_000).toISOString().slice(0, Number(kind)) };
});

const answer = maybe(fc.constantFrom("yes", "no", "unstated" as const));

const event = fc.record({
  participant: fc.nat(),
  systemOrganClass: fc.constantFrom(...classNames),
  preferredTerm: fc.constantFrom(...termNames),
  grade: maybe(fc.constantFrom(1, 2, 3, 4, 5)),
  priorGrade: maybe(fc.constantFrom(1, 2, 3)),
  worsenedAt: maybe(timePoint),
  serious: maybe(fc.boolean()),
  product: answer,
  procedure: answer,
  outcome: maybe(fc.constantFrom(...adverseEventOutcomes)),
  start: maybe(timePoint),
  end: maybe(timePoint),
});

const participant = fc.record({
  arm: fc.constantFrom("cells", "sham"),
  member: fc.boolean(),
  baseline: fc.integer({ min: 15_300, max: 16_000 }),
  doses: fc.constantFrom([], [], [3], [0, 30], [10, 200]),
  death: maybe(day),
  deathKnownFrom: fc.constantFrom("clinical-event", "disposition"),
  left: fc.array(fc.record({ status: fc.constantFrom("completed", "withdrew", "stopped-for-adverse-event"), at: maybe(timePoint) }), { maxLength: 2 }),
});

export interface RandomTrial {
  readonly data: TrialData<RandomKeys>;
  readonly members: ReadonlySet<string>;
}

/** A small trial with adverse events of every kind; what a reader would refuse is mended by leaving the time out. */
export const randomTrial: fc.Arbitrary<RandomTrial> = fc
  .record({ participants: fc.array(participant, { minLength: 1, maxLength: 7 }), events: fc.array(event, { maxLength: 14 }) })
  .map(({ participants, events }) => {
    const id = (index: number) => `P${index}`;
    const dispositions: Disposition[] = [];
    const clinicalEvents: ClinicalEvent[] = [];
    const doses: Dose[] = [];
    participants.forEach((person, index) => {
      if (person.member) dispositions.push({ participant: id(index), status: "randomised" });
      for (const { status, at } of person.left) dispositions.push({ participant: id(index), status, ...(at && { at: at(person.baseline) }) });
      person.doses.forEach((days, number) => doses.push({ participant: id(index), number: number + 1, at: { days } }));
      if (person.death === undefined) return;
      if (person.deathKnownFrom === "disposition") dispositions.push({ participant: id(index), status: "died", at: { days: person.death } });
      else clinicalEvents.push({ participant: id(index), kind: "death", at: { days: person.death }, description: "Respiratory failure" });
    });
    const adverseEvents = events.map(({ participant: number, product, procedure, start, end, worsenedAt, ...rest }): AdverseEvent => {
      const index = number % participants.length;
      const { baseline, death, deathKnownFrom } = participants[index]!;
      const starts = start?.(baseline);
      const allowed = starts === undefined || death === undefined || deathKnownFrom === "disposition" || firstDay(starts, baseline) <= death;
      const times = allowed && starts !== undefined ? { start: starts } : {};
      const after = (time: TimePoint | undefined) => time !== undefined && (times.start === undefined || lastDay(time, baseline) >= firstDay(times.start, baseline));
      const [ends, worse] = [end?.(baseline), worsenedAt?.(baseline)];
      return defined({
        ...rest,
        participant: id(index),
        related: defined({ product, procedure }),
        ...times,
        ...(after(ends) && { end: ends }),
        ...(after(worse) && { worsenedAt: worse }),
      });
    });
    const rows = participants.map(({ arm, baseline }, index) => ({ id: id(index), arm, baselineDate: new Date(baseline * 86_400_000).toISOString().slice(0, 10) }));
    const data = readTrialData(trial, { participants: rows, dispositions, clinicalEvents, doses, adverseEvents });
    return { data, members: new Set(participants.flatMap(({ member }, index) => (member ? [id(index)] : []))) };
  });

function firstDay(time: TimePoint, baseline: number): number {
  if (!("date" in time)) return "days" in time ? time.days : NaN;
  return Date.parse(time.date.padEnd(7, "-01").padEnd(10, "-01")) / 86_400_000 - baseline;
}

function lastDay(time: TimePoint, baseline: number): number {
  if (!("date" in time)) return "days" in time ? time.days : NaN;
  const [year, month, date] = time.date.split("-").map(Number);
  const end = month === undefined ? Date.UTC(year! + 1, 0, 0) : date === undefined ? Date.UTC(year!, month, 0) : Date.parse(time.date);
  return end / 86_400_000 - baseline;
}

type Defined<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** Without the fields that have no value. */
function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}
