import fc from "fast-check";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { BiomarkerSample, ClinicalEvent, Disposition, Dose, KeysOf, Observation, TrialData } from "trialwise/trial";

export const trial = defineTrial({
  id: "random",
  arms: {
    cells: { label: "Cells", role: "experimental" },
    sham: { label: "Sham", role: "control" },
    // Nobody is ever allocated to it: it must keep its column.
    open: { label: "Open", role: "observational" },
  },
  treatments: { a: { label: "A" }, b: { label: "B" } },
  visits: { V1: { at: { days: -90 } }, V5: { at: { days: 0 }, baseline: true }, V6: { at: { days: 28 }, from: "dose:1" }, V9: { at: { days: 120 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL" } },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    onset: { kind: "category", label: "Site of onset", levels: ["limb", "bulbar", "respiratory"] },
  },
  populations: {
    everyone: { label: "Everyone", rule: { kind: "everyone" } },
    full: {
      label: "Full",
      rule: { kind: "all-of", rules: [{ kind: "not", rule: { kind: "disposition", status: "excluded" } }, { kind: "all-of", rules: [{ kind: "dosed" }, { kind: "observed", measure: "score", visit: "V9" }] }] },
    },
  },
});

export type RandomKeys = KeysOf<typeof trial>;
export type RandomData = TrialData<RandomKeys>;

const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 4 });
const score = fc.option(fc.integer({ min: 0, max: 48 }), { nil: "not-done" as const, freq: 5 });

const participant = fc.record({
  arm: fc.constantFrom("cells", "sham"),
  age: maybe(fc.integer({ min: 30, max: 80 })),
  onset: maybe(fc.constantFrom("limb", "bulbar", "respiratory")),
  scores: fc.tuple(maybe(score), maybe(score), maybe(score), maybe(score)),
  sample: maybe(fc.oneof(fc.record({ value: fc.integer({ min: 1, max: 99 }) }), fc.record({ below: fc.constantFrom(5, 8) }), fc.record({ above: fc.constant(200) }))),
  // Days, or a partial date for the last of them.
  doses: fc.array(fc.record({ gap: fc.integer({ min: 0, max: 60 }), treatment: fc.constantFrom("a", "b", undefined), amount: maybe(fc.record({ value: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom("mg", "g") })) }), { maxLength: 4 }),
  lastIsPartial: fc.boolean(),
  screened: fc.boolean(),
  left: fc.array(
    fc.record({
      status: fc.constantFrom("completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"),
      day: maybe(fc.integer({ min: -100, max: 200 })),
      reason: maybe(fc.constantFrom("Travel", "__proto__", "constructor")),
    }),
    { maxLength: 2 },
  ),
  death: maybe(fc.record({ day: maybe(fc.integer({ min: -100, max: 250 })), reason: maybe(fc.constantFrom("Respiratory failure", "toString")) })),
});

export type RandomParticipant = typeof participant extends fc.Arbitrary<infer Person> ? Person : never;

const people = fc.array(participant, { minLength: 1, maxLength: 9 });

/** The people of a small trial, each with an id that stays the same when they are reordered. */
export const randomPeople = people.map((list) => list.map((person, index) => ({ id: `P${index}`, ...person })));

export type Person = RandomParticipant & { readonly id: string };

const day = (days: number) => ({ days });
const text = (epochDay: number) => new Date(epochDay * 86_400_000).toISOString();
const baseline = 15_706;

export function dataOf(list: readonly Person[]): RandomData {
  const observations: Observation<RandomKeys>[] = [];
  const samples: BiomarkerSample<RandomKeys>[] = [];
  const doses: Dose[] = [];
  const dispositions: Disposition[] = [];
  const clinicalEvents: ClinicalEvent[] = [];
  for (const person of list) {
    const { id, death } = person;
    let last = -10;
    person.doses.forEach(({ gap, treatment, amount }, index) => {
      last += gap;
      const isPartial = person.lastIsPartial && index > 0 && index === person.doses.length - 1;
      // A month that cannot end before the dose before it began.
      const at = isPartial ? { date: text(baseline + last + 31).slice(0, 7) } : day(last);
      doses.push({ participant: id, number: index + 1, at, ...(treatment && { treatment }), ...(amount && { amount }) });
    });
    const first = person.doses[0] === undefined ? null : person.doses[0].gap - 10;
    const planned = { V1: -90, V5: 0, V6: first === null ? null : first + 28, V9: 120 } as const;
    const alive = (visitDay: number | null) => death?.day === undefined || (visitDay !== null && visitDay < death.day);
    (["V1", "V5", "V6", "V9"] as const).forEach((visit, index) => {
      const value = person.scores[index];
      if (value === undefined || !alive(planned[visit])) return;
      observations.push({ participant: id, visit, measure: "score", ...(value === "not-done" ? { missing: value } : { value }) });
    });
    if (person.sample !== undefined && alive(0)) samples.push({ participant: id, visit: "V5", biomarker: "nfl", unit: "pg/mL", ...person.sample });
    if (person.screened) dispositions.push({ participant: id, status: "screened" });
    for (const { status, day: at, reason } of person.left) dispositions.push({ participant: id, status, ...(at !== undefined && { at: day(at) }), ...(reason !== undefined && { reason }) });
    if (death?.day !== undefined) clinicalEvents.push({ participant: id, kind: "death", at: day(death.day), ...(death.reason !== undefined && { description: death.reason }) });
    else if (death !== undefined) dispositions.push({ participant: id, status: "died", ...(death.reason !== undefined && { reason: death.reason }) });
  }
  return readTrialData(trial, {
    participants: list.map(({ id, arm, age, onset }) => ({
      id,
      arm,
      baselineDate: text(baseline).slice(0, 10),
      covariates: { ...(age !== undefined && { age }), ...(onset !== undefined && { onset }) },
    })),
    observations,
    biomarkerSamples: samples,
    doses,
    dispositions,
    clinicalEvents,
  });
}
