import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineCharacteristics, exposure, participantFlow } from "trialwise/participants";
import type { ArmCells } from "trialwise/participants";
import { toRows } from "trialwise/report";
import { expectPlain } from "../change/plain.ts";
import { dataOf, type Person, randomPeople } from "./randomTrial.ts";

const arms = ["cells", "sham", "open"] as const;
const swap = { cells: "sham", sham: "cells" } as const;
const swapped = (people: readonly Person[]) => people.map((person) => ({ ...person, arm: swap[person.arm] }));
const shuffled = randomPeople.chain((people) => fc.record({ people: fc.constant(people), other: fc.shuffledSubarray(people, { minLength: people.length }) }));
const runs = { numRuns: 100 };

/** Numbers of a list of cells, by arm and over all. */
const added = (cells: readonly ArmCells<(typeof arms)[number]>[]) =>
  [...arms.map((arm) => cells.map(({ byArm }) => byArm[arm])), cells.map(({ overall }) => overall)].map((own) => own.reduce((total, { participants }) => total + participants, 0));

/** A result with every list of ids in one order. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.every((item) => typeof item === "string")
      ? [...value].sort()
      : value.map(sorted)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]))
      : value;

describe("baselineCharacteristics", () => {
  const compare = { treatment: "cells", control: "sham", tests: { numeric: "student" } } as const;

  it("swapping the arms turns the differences of numbers and keeps distances and p-values", () => {
    fc.assert(
      fc.property(randomPeople, (people) => {
        const [here, there] = [dataOf(people), dataOf(swapped(people))].map((data) => baselineCharacteristics(data, { limits: "limit", compare }));
        here!.rows.forEach((row, index) => {
          const other = there!.rows[index]!;
          const [mine, theirs] = [row.standardisedDifference!.estimate, other.standardisedDifference!.estimate];
          if (mine === null) expect(theirs).toBe(null);
          else expect(theirs).toBeCloseTo(row.kind === "number" ? -mine : mine, 10);
          expect(other.test!.test).toBe(row.test!.test);
          if (row.test!.pValue !== null) expect(other.test!.pValue).toBeCloseTo(row.test!.pValue, 10);
          expect(other.byArm.sham).toEqual(row.byArm.cells);
          expect(other.overall).toEqual(row.overall);
        });
      }),
      runs,
    );
  });

  it("counts, missing and levels add up, whoever comes first, and every statistic has a row", () => {
    fc.assert(
      fc.property(shuffled, ({ people, other }) => {
        const result = baselineCharacteristics(dataOf(people), { compare });
        expectPlain(result);
        const again = baselineCharacteristics(dataOf(other), { compare });
        const byParticipant = <Row extends { readonly missing: readonly { readonly participant: string }[] }>(rows: readonly Row[]) =>
          rows.map((row) => ({ ...row, missing: [...row.missing].sort((left, right) => (left.participant < right.participant ? -1 : 1)) }));
        expect(byParticipant(again.rows)).toEqual(byParticipant(result.rows));
        for (const row of result.rows) {
          for (const arm of arms) {
            expect(row.byArm[arm].n + row.byArm[arm].missing).toBe(result.byArm[arm].participants);
            expect(row.missing.filter((exclusion) => exclusion.arm === arm)).toHaveLength(row.byArm[arm].missing);
          }
          expect(arms.reduce((total, arm) => total + row.byArm[arm].n, 0)).toBe(row.overall.n);
          if (row.kind === "category") for (const arm of arms) expect(row.levels.reduce((total, { byArm }) => total + byArm[arm].participants, 0)).toBe(row.byArm[arm].n);
        }
        expect(toRows(result).filter(({ value, reason }) => value === null && reason === undefined)).toEqual([]);
      }),
      runs,
    );
  });

  it("another unit of a number changes neither its standardised difference nor its p-value", () => {
    fc.assert(
      fc.property(randomPeople, fc.constantFrom(0.25, 8, 1024), (people, factor) => {
        const scaled = people.map(({ age, ...person }) => ({ ...person, age: age === undefined ? undefined : age * factor }));
        const [here, there] = [people, scaled].map((list) => baselineCharacteristics(dataOf(list), { characteristics: [{ covariate: "age" }], compare }).rows[0]!);
        const [mine, theirs] = [here!.standardisedDifference!.estimate, there!.standardisedDifference!.estimate];
        if (mine === null) expect(theirs).toBe(null);
        else expect(theirs).toBeCloseTo(mine, 10);
        if (here!.test!.pValue !== null) expect(there!.test!.pValue).toBeCloseTo(here!.test!.pValue, 10);
      }),
      runs,
    );
  });
});

describe("participantFlow", () => {
  it("adds up: outcomes, reasons, places at each visit, populations, arms", () => {
    fc.assert(
      fc.property(randomPeople, (people) => {
        const flow = participantFlow(dataOf(people));
        const assigned = added([flow.assigned]);
        expect(assigned.slice(0, 3).reduce((total, count) => total + count, 0)).toBe(assigned[3]);
        expect(added(Object.values(flow.outcomes))).toEqual(assigned);
        for (const outcome of Object.values(flow.outcomes)) expect(added(outcome.byReason)).toEqual(added([outcome]));
        expect(added([flow.discontinued, flow.outcomes.completed, flow.outcomes["not-recorded"]])).toEqual(assigned);
        for (const { inTrial, discontinued, died, notScheduled, observed } of Object.values(flow.visits)) {
          expect(added([inTrial, discontinued, died, notScheduled])).toEqual(assigned);
          const present = new Set(inTrial.overall.participantIds);
          expect(observed.overall.participantIds.filter((id) => !present.has(id))).toEqual([]);
        }
        for (const { analysed, notAnalysed } of Object.values(flow.populations)) expect(added([analysed, ...notAnalysed])).toEqual(assigned);
        const dead = new Set(flow.died.overall.participantIds);
        expect(flow.outcomes.died.overall.participantIds.filter((id) => !dead.has(id))).toEqual([]);
      }),
      runs,
    );
  });

  it("swapping the arms swaps the columns, and the order of participants does not matter", () => {
    fc.assert(
      fc.property(shuffled, ({ people, other }) => {
        const flow = participantFlow(dataOf(people));
        const turned = participantFlow(dataOf(swapped(people)));
        const again = participantFlow(dataOf(other));
        for (const visit of ["V1", "V5", "V6", "V9"] as const) {
          expect(turned.visits[visit].inTrial.byArm.sham).toEqual(flow.visits[visit].inTrial.byArm.cells);
          expect(sorted(again.visits[visit])).toEqual(sorted(flow.visits[visit]));
        }
        expect(turned.outcomes.withdrew.byArm.cells).toEqual(flow.outcomes.withdrew.byArm.sham);
        expect(sorted(again.populations)).toEqual(sorted(flow.populations));
        expect(sorted(again.died)).toEqual(sorted(flow.died));
      }),
      runs,
    );
  });
});

describe("exposure", () => {
  it("has at least k + 1 doses in nobody who has not k, and as many doses as the records", () => {
    fc.assert(
      fc.property(shuffled, ({ people, other }) => {
        const data = dataOf(people);
        const result = exposure(data);
        expect(result.rows.reduce((total, { doses }) => total + doses, 0)).toBe(data.doses.length);
        expect(result.atLeast.reduce((total, { overall }) => total + overall.participants, 0)).toBe(data.doses.length);
        result.atLeast.forEach(({ overall, byArm }, index) => {
          const before = result.atLeast[index - 1]?.overall.participantIds ?? data.participants.map(({ id }) => id);
          expect(overall.participantIds.filter((id) => !before.includes(id))).toEqual([]);
          expect(arms.reduce((total, arm) => total + byArm[arm].participants, 0)).toBe(overall.participants);
        });
        const again = exposure(dataOf(other));
        expect(sorted(again.atLeast)).toEqual(sorted(result.atLeast));
        expect(again.overall.doses).toEqual(result.overall.doses);
        expect(exposure(dataOf(swapped(people))).byArm.cells).toEqual(result.byArm.sham);
      }),
      runs,
    );
  });

  it("intervals add up to the time on treatment, less the first day", () => {
    fc.assert(
      fc.property(randomPeople, (people) => {
        for (const { timeOnTreatment, intervals } of exposure(dataOf(people)).rows) {
          if (timeOnTreatment === null || intervals.some(({ days }) => days === null)) continue;
          expect(intervals.reduce((total, { days }) => total + days!, 0)).toBe(timeOnTreatment - 1);
        }
      }),
      runs,
    );
  });
});
