import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulatedQuantity, SimulationDesign } from "trialwise/simulation";
import { simulateTrial } from "trialwise/simulation";
import type { KeysOf } from "trialwise/trial";
import { defineTrial, safeReadTrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "properties",
  treatments: { cells: { label: "Cells" } },
  arms: { a: { label: "A", role: "experimental" }, b: { label: "B", role: "control" } },
  visits: {
    early: { at: { weeks: -9 } },
    zero: { at: { months: 0 }, baseline: true, window: { before: { days: 2 }, after: { days: 2 } } },
    late: { at: { months: 4 }, window: { before: { weeks: 2 }, after: { weeks: 2 } } },
    dosed: { at: { days: 10 }, from: "dose:2" },
  },
  measures: {
    score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 }, step: 1 },
    tenths: { label: "Tenths", unit: "s", better: "lower", range: { from: 0.1, to: 9.95 }, step: 0.1 },
    free: { label: "Free", unit: "-", better: "higher" },
  },
  biomarkers: { marker: { label: "Marker", matrix: "CSF", unit: "pg/mL", lowerLimit: 3, upperLimit: 300 } },
});
type Keys = KeysOf<typeof trial>;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const rate = fc.oneof(number(0, 2), fc.record({ a: number(0, 2), b: number(0, 2) }));

function quantity(scale: "linear" | "log"): fc.Arbitrary<SimulatedQuantity<Keys>> {
  return fc
    .record({ knots: fc.subarray([-30, 0, 45, 46] as const), spread: number(0, 10), per: fc.constantFrom("month" as const, "week" as const, "day" as const), baseline: number(0.01, 60), other: number(0.01, 60), slope: number(-3, 3), visits: fc.subarray(["early", "zero", "late", "dosed"] as const) })
    .map(({ knots, spread, per, baseline, other, slope, visits }) => {
      const slopes = (value: number) => [...knots.map(() => -value), value];
      return {
        scale,
        per,
        knots: knots.map((days) => ({ days })),
        byArm: { a: { baseline, slopes: slopes(slope) }, b: { baseline: other, slopes: slopes(0) } },
        randomEffects: { standardDeviations: { baseline: spread, slopes: slopes(0).map(() => spread / 5) } },
        residualStandardDeviation: spread / 3,
        visits,
      };
    });
}

const design: fc.Arbitrary<SimulationDesign<Keys>> = fc.record(
  {
    seed: fc.maxSafeInteger(),
    participants: fc.record({ a: fc.nat(6), b: fc.nat(6) }),
    measures: fc.record({ score: quantity("linear"), tenths: quantity("log"), free: quantity("log") }, { requiredKeys: ["score"] }),
    biomarkers: fc.record({ marker: quantity("log") }),
    missedVisits: number(0, 1),
    dropout: fc.record({ perMonth: rate, afterValue: fc.record({ measure: fc.constant("score" as const), intercept: number(-5, 5), perUnit: number(-1, 1) }) }, { requiredKeys: [] }),
    deaths: fc.record({ perMonth: rate, byValue: fc.record({ measure: fc.constant("score" as const), reference: number(0, 48), hazardRatioPerUnit: number(0.5, 2) }) }, { requiredKeys: ["perMonth"] }),
    followUp: fc.constantFrom({ months: 1 }, { months: 30 }),
    adverseEvents: fc.constantFrom(
      [],
      [
        { systemOrganClass: "S", preferredTerm: "one", perMonth: 3, grades: [1, 2, 0, 1] as const, serious: 0.5, meanDays: 20 },
        { systemOrganClass: "S", preferredTerm: "two", perMonth: { a: 0, b: 1 }, from: { weeks: -20 } },
      ],
    ),
    doses: fc.constantFrom({ a: [{ at: { days: 0 } }, { at: { months: 1 }, treatment: "cells" as const, amount: { value: 2, unit: "cells" } }] }, {}),
  },
  { requiredKeys: ["seed", "participants", "measures"] },
);

describe("simulateTrial", () => {
  it("makes records that read without an issue, whatever the design, and plain results", () => {
    fc.assert(
      fc.property(design, (one) => {
        const simulated = simulateTrial(trial, one);
        const read = safeReadTrialData(trial, simulated.records);
        expect(read.ok ? [] : read.issues).toEqual([]);
        expect(JSON.parse(JSON.stringify(simulated))).toStrictEqual(simulated);
      }),
      { numRuns: 120 },
    );
  });

  it("gives everybody one row for each visit and measure that the arm has, and one disposition", () => {
    fc.assert(
      fc.property(design, (one) => {
        const { records, counts } = simulateTrial(trial, one);
        for (const { id, arm } of records.participants) {
          const hasSecondDose = (one.doses?.[arm as "a" | "b"]?.length ?? 0) > 1;
          const expected = Object.values(one.measures ?? {}).flatMap(({ visits = [] }) => visits.filter((visit) => visit !== "dosed" || hasSecondDose));
          expect(records.observations?.filter(({ participant }) => participant === id)).toHaveLength(expected.length);
        }
        expect(records.dispositions?.map(({ participant }) => participant)).toEqual(records.participants.map(({ id }) => id));
        expect(counts.byArm.a.participants + counts.byArm.b.participants).toBe(counts.participants);
      }),
    );
  });

  it("who is not changed by a design is not changed by it: the other arm's course, size and rates", () => {
    fc.assert(
      fc.property(design, fc.nat(5), (one, more) => {
        const before = simulateTrial(trial, one).records;
        const after = simulateTrial(trial, { ...one, participants: { ...one.participants, b: one.participants.b + more } }).records;
        const ofA = <Row extends { readonly participant: string }>(rows: readonly Row[] | undefined) => rows?.filter(({ participant }) => participant.startsWith("SIM-a-"));
        expect(ofA(after.observations)).toEqual(ofA(before.observations));
        expect(ofA(after.adverseEvents)).toEqual(ofA(before.adverseEvents));
        expect(ofA(after.clinicalEvents)).toEqual(ofA(before.clinicalEvents));
      }),
    );
  });
});
