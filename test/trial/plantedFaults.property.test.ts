import fc from "fast-check";
import { defineTrial, safeReadTrialData, type TrialRecords } from "trialwise/trial";
import { describe, expect, it } from "vitest";

const trial = defineTrial({
  id: "planted",
  arms: { active: { label: "Active", role: "experimental" }, control: { label: "Control", role: "control" } },
  treatments: { cells: { label: "Cells" } },
  visits: {
    lead: { at: { months: -3 } },
    base: { at: { months: 0 }, baseline: true },
    week8: { at: { weeks: 8 }, window: { before: { days: 7 }, after: { days: 7 } } },
    month6: { at: { months: 6 } },
    cycle2: { at: { days: 10 }, from: "dose:2" },
  },
  measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 }, step: 1 }, grip: { label: "Grip", unit: "kg", better: "higher" } },
  biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL" } },
  covariates: { age: { kind: "number", label: "Age" }, onset: { kind: "category", label: "Onset", levels: ["limb", "bulbar"] } },
});

type Row = Record<string, unknown>;
type Family = keyof TrialRecords;
const families = ["participants", "observations", "biomarkerSamples", "doses", "adverseEvents", "clinicalEvents", "dispositions"] as const;

/** Every kind of record of some participants; the first of every three died on day 300, as an event, a disposition or both say. */
const faultless: fc.Arbitrary<Record<Family, Row[]>> = fc
  .record({ size: fc.integer({ min: 3, max: 6 }), choices: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }) })
  .map(({ size, choices }) => {
    const records: Record<Family, Row[]> = { participants: [], observations: [], biomarkerSamples: [], doses: [], adverseEvents: [], clinicalEvents: [], dispositions: [] };
    let next = 0;
    const choose = <Choice>(...options: readonly Choice[]): Choice => options[choices[next++ % choices.length]! % options.length]!;
    for (let index = 0; index < size; index++) {
      const participant = `P${index}`;
      const isDated = choose(true, false);
      const time = (day: number): Row =>
        choose<Row>({ days: day }, { weeks: day / 7 }, isDated ? { date: new Date(Date.UTC(2012, 1, 29 + day)).toISOString().slice(0, 10) } : { days: day, from: "base" }, { days: day - 7, from: "dose:1" });
      records.participants.push({ id: participant, arm: choose("active", "control"), ...(isDated && { baselineDate: "2012-02-29" }), covariates: { age: choose<unknown>(54, "54"), onset: choose("limb", "bulbar") } });
      records.doses.push({ participant, number: 1, at: { days: 7 }, treatment: "cells" }, { participant, number: 2, at: { days: 28, from: "dose:1" }, amount: { value: 1e6, unit: "cells" } });
      for (const [visit, day] of [["lead", -90], ["base", 0], ["week8", 58], ["month6", 180], ["cycle2", 45]] as const) {
        const when = choose<Row>({}, { day }, isDated ? { date: new Date(Date.UTC(2012, 1, 29 + day)).toISOString().slice(0, 10), day } : {});
        records.observations.push({ participant, visit, measure: "score", value: choose(0, 30, 48), ...when }, { participant, visit, measure: "grip", ...choose<Row>({ value: 20.5 }, { missing: "not-done" }) });
        records.biomarkerSamples.push({ participant, visit, biomarker: "nfl", unit: "pg/mL", ...choose<Row>({ value: 5 }, { below: 2 }, { missing: "unknown" }), ...when });
      }
      records.adverseEvents.push({ participant, systemOrganClass: "Infections", preferredTerm: "Pneumonia", grade: 3, start: time(20), end: time(30) });
      records.clinicalEvents.push({ participant, kind: "relapse", at: time(100) });
      records.dispositions.push({ participant, status: "randomised", at: time(0) });
      if (index % 3 > 0) continue;
      const told = choose("event", "disposition", "both");
      if (told !== "disposition") records.clinicalEvents.push({ participant, kind: "death", at: time(300) });
      if (told !== "event") records.dispositions.push({ participant, status: "died", at: time(300) });
    }
    return records;
  });

/** A field that is wrong, where it stands, and what must be said of it. */
interface Fault {
  readonly family: Family;
  readonly field: string;
  readonly to: unknown;
  readonly code: string;
  readonly at?: string;
  readonly where?: (row: Row) => boolean;
}

const hasValue = ({ measure, value }: Row) => measure === "score" && value !== undefined;
const faults: readonly Fault[] = [
  { family: "participants", field: "arm", to: "placebo", code: "unknown-key" },
  { family: "participants", field: "arm", to: 5, code: "invalid-type" },
  { family: "participants", field: "covariates", to: { agee: 5 }, at: "covariates.agee", code: "unknown-key" },
  { family: "participants", field: "covariates", to: { onset: "limbs" }, at: "covariates.onset", code: "unknown-key" },
  { family: "participants", field: "covariates", to: { age: null }, at: "covariates.age", code: "invalid-value" },
  { family: "participants", field: "baselineDate", to: "2011-02-29", code: "invalid-date" },
  { family: "participants", field: "baselinedate", to: "2011-02-28", code: "unknown-field" },
  { family: "observations", field: "participant", to: "nobody", code: "unknown-key" },
  { family: "observations", field: "visit", to: "week9", code: "unknown-key" },
  { family: "observations", field: "measure", to: "Score", code: "unknown-key" },
  { family: "observations", field: "value", to: 49, code: "out-of-range", where: hasValue },
  { family: "observations", field: "value", to: 35.5, code: "off-step", where: hasValue },
  { family: "observations", field: "value", to: "35", code: "invalid-type", where: hasValue },
  { family: "observations", field: "missing", to: "died", at: "", code: "invalid-value", where: hasValue },
  { family: "observations", field: "date", to: "2012-02-30", code: "invalid-date" },
  { family: "observations", field: "dat", to: "2012-03-30", code: "unknown-field" },
  { family: "observations", field: "day", to: -5, code: "impossible-order", where: ({ visit, date }) => visit === "month6" && date === undefined },
  { family: "observations", field: "day", to: 301, at: "", code: "after-death", where: ({ visit, date, participant, value }) => visit === "month6" && date === undefined && participant === "P0" && value !== undefined },
  { family: "biomarkerSamples", field: "unit", to: "ng/L", code: "conflict" },
  { family: "biomarkerSamples", field: "biomarker", to: "nf", code: "unknown-key" },
  { family: "biomarkerSamples", field: "value", to: -1, code: "out-of-range", where: ({ value }) => value !== undefined },
  { family: "biomarkerSamples", field: "above", to: 5, at: "", code: "invalid-value" },
  { family: "doses", field: "number", to: 1.5, code: "invalid-type" },
  { family: "doses", field: "at", to: "2012-03-05", code: "invalid-value" },
  { family: "doses", field: "at", to: { date: "2012-02-30" }, at: "at.date", code: "invalid-date" },
  { family: "doses", field: "treatment", to: "cell", code: "unknown-key" },
  { family: "doses", field: "at", to: { days: 0 }, code: "impossible-order", where: ({ number }) => number === 2 },
  { family: "adverseEvents", field: "grade", to: 6, code: "invalid-value" },
  { family: "adverseEvents", field: "participant", to: "nobody", code: "unknown-key" },
  { family: "adverseEvents", field: "end", to: { days: 19 }, code: "impossible-order" },
  { family: "adverseEvents", field: "start", to: { days: 1, from: "dose:3" }, at: "start.from", code: "unknown-key" },
  { family: "clinicalEvents", field: "kind", to: "deth", code: "invalid-value" },
  { family: "clinicalEvents", field: "at", to: { days: Number.NaN }, at: "at.days", code: "not-finite" },
  { family: "clinicalEvents", field: "description", to: 5, code: "invalid-type" },
  { family: "dispositions", field: "status", to: "gone", code: "invalid-value" },
  { family: "dispositions", field: "at", to: { date: "2012-13" }, at: "at.date", code: "invalid-date" },
];

/** Up to four faults, each in a row of a participant of its own, so that none hides another. */
const planted = fc.uniqueArray(fc.tuple(fc.constantFrom(...faults), fc.nat(), fc.nat()), { minLength: 1, maxLength: 4, selector: ([fault]) => fault });

function plant(records: Record<Family, Row[]>, plans: readonly (readonly [Fault, number, number])[]): { readonly row: Row; readonly problem: string; readonly family: Family }[] {
  const free = new Set(records.participants.map(({ id }) => String(id)));
  return plans.flatMap(([{ family, field, to, code, at = field, where }, who, which]) => {
    const owners = [...free];
    const rows = records[family].filter((row) => String(row["participant"] ?? row["id"]) === owners[who % owners.length] && where?.(row) !== false);
    const row = rows[which % rows.length];
    if (row === undefined) return [];
    free.delete(String(row["participant"] ?? row["id"]));
    row[field] = to;
    return [{ row, family, problem: `${at} ${code}` }];
  });
}

function read(records: Record<Family, Row[]>) {
  const untyped: TrialRecords = Object.assign(JSON.parse("{}"), records);
  return safeReadTrialData(trial, untyped);
}

describe("records of every kind", () => {
  it("are read whole where they have no fault, to the same data in any order", () => {
    fc.assert(
      fc.property(faultless, fc.infiniteStream(fc.nat()), (records, numbers) => {
        const turned = Object.fromEntries(families.map((family) => [family, records[family].map((row) => ({ row, place: numbers.next().value })).sort((left, right) => left.place - right.place).map(({ row }) => row)]));
        const [one, other] = [read(records), read(Object.assign({ ...records }, turned))];
        expect([one.ok ? [] : one.issues, other.ok ? [] : other.issues]).toEqual([[], []]);
        if (!one.ok || !other.ok) return;
        for (const family of families) {
          const [left, right] = [one.data[family], other.data[family]].map((rows) => rows.map((row) => JSON.stringify(row)).sort());
          expect(left).toEqual(right);
          expect(left).toHaveLength(records[family].length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("have every fault reported once, at its place, in any order, and nothing else", () => {
    fc.assert(
      fc.property(faultless, planted, (records, plans) => {
        const expected = plant(records, plans);
        for (const given of [records, Object.fromEntries(families.map((family) => [family, [...records[family]].reverse()]))]) {
          const rowsOf = (family: Family): Row[] => Object.assign({ ...records }, given)[family];
          const result = read(Object.assign({ ...records }, given));
          const places = expected.map(({ row, family, problem }) => `${family}.${rowsOf(family).indexOf(row)}.${problem}`.replace(". ", " "));
          expect((result.ok ? [] : result.issues).map(({ path, code }) => `${path.join(".")} ${code}`).sort()).toEqual(places.sort());
        }
      }),
      { numRuns: 400 },
    );
  });
});
