import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventCell, AdverseEventTable } from "trialwise/safety";
import { filterParticipants } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { categories, type RandomTrial, randomTrial, windows } from "./randomTrial.ts";

type Arm = "cells" | "sham" | "open";
const arms: readonly Arm[] = ["cells", "sham", "open"];

const tallyOf = ({ data }: Pick<RandomTrial, "data">, order: "frequency" | "alphabetical" = "frequency") =>
  tallyAdverseEvents(data, { population: "safety", windows, categories, order, grading: "CTCAE 5.0", exposure: {} });

const tables = (tally: ReturnType<typeof tallyOf>) => Object.values(tally.windows).flatMap((window) => Object.values(window.categories));

/** Every cell of a table with the row it stands in. */
function cellsOf({ overall, systemOrganClasses }: AdverseEventTable<Arm>): (readonly [string, AdverseEventCell])[] {
  const rows = [
    { name: "", byArm: overall.byArm },
    ...systemOrganClasses.flatMap(({ systemOrganClass, byArm, preferredTerms }) => [
      { name: systemOrganClass, byArm },
      ...preferredTerms.map((row) => ({ name: `${systemOrganClass}\n${row.preferredTerm}`, byArm: row.byArm })),
    ]),
  ];
  return rows.flatMap(({ name, byArm }) => arms.map((arm) => [`${name}\n${arm}`, byArm[arm]] as const));
}

describe("tallyAdverseEvents", () => {
  it("participants never outnumber events or the arm, and classes and terms add up as they must", () => {
    fc.assert(
      fc.property(randomTrial, ({ data }) => {
        const tally = tallyOf({ data });
        for (const table of tables(tally)) {
          for (const [name, cell] of cellsOf(table)) {
            const arm = name.split("\n").at(-1) as Arm;
            expect(cell.participants).toBeLessThanOrEqual(Math.min(cell.events, tally.denominators[arm]));
            expect(new Set(cell.participantIds).size).toBe(cell.participants);
            expect(cell.proportion).toBe(tally.denominators[arm] === 0 ? null : cell.participants / tally.denominators[arm]);
            const grades = Object.values(cell.byGrade!);
            expect(grades.reduce((sum, grade) => sum + grade.events, 0)).toBe(cell.events);
            expect(grades.flatMap((grade) => grade.participantIds).sort()).toEqual([...cell.participantIds].sort());
          }
          for (const arm of arms) {
            const parts = (rows: readonly { readonly byArm: { readonly [A in Arm]: AdverseEventCell } }[], whole: AdverseEventCell) => {
              expect(rows.reduce((sum, { byArm }) => sum + byArm[arm].events, 0)).toBe(whole.events);
              expect(rows.reduce((sum, { byArm }) => sum + byArm[arm].participants, 0)).toBeGreaterThanOrEqual(whole.participants);
              expect(new Set(rows.flatMap(({ byArm }) => byArm[arm].participantIds))).toEqual(new Set(whole.participantIds));
            };
            parts(table.systemOrganClasses, table.overall.byArm[arm]);
            for (const row of table.systemOrganClasses) parts(row.preferredTerms, row.byArm[arm]);
          }
        }
      }),
    );
  });

  it("every event of every window is tallied or listed with its reason, and denominators are the population's", () => {
    fc.assert(
      fc.property(randomTrial, ({ data, members }) => {
        const tally = tallyOf({ data });
        for (const { counts, notTallied, categories: inWindow } of Object.values(tally.windows)) {
          expect(counts.tallied + notTallied.length).toBe(data.adverseEvents.length);
          for (const [reason, count] of Object.entries(counts.notTallied)) expect(notTallied.filter((event) => event.reason === reason).length).toBe(count);
          expect(arms.reduce((sum, arm) => sum + inWindow.all.overall.byArm[arm].events, 0)).toBe(counts.tallied);
          expect(notTallied.filter(({ participant }) => !members.has(participant)).every(({ reason }) => reason === "not-in-population")).toBe(true);
        }
        const { events, tallied, outsideEveryWindow, outsidePopulation } = tally.counts;
        expect(tallied + outsideEveryWindow + outsidePopulation).toBe(events);
        expect(arms.reduce((sum, arm) => sum + tally.denominators[arm], 0)).toBe(members.size);
        expect(tally.excluded.map(({ participant }) => participant).concat([...members]).sort()).toEqual(data.participants.map(({ id }) => id).sort());
      }),
    );
  });

  it("does not depend on the order of the events", () => {
    const tabled = (tally: ReturnType<typeof tallyOf>) => tables(tally).map((table) => JSON.stringify(table));
    fc.assert(
      fc.property(randomTrial, fc.infiniteStream(fc.nat()), ({ data }, random) => {
        const adverseEvents = data.adverseEvents
          .map((event) => ({ event, key: random.next().value! }))
          .sort((left, right) => left.key - right.key)
          .map(({ event }) => event);
        expect(tabled(tallyOf({ data: { ...data, adverseEvents } }))).toEqual(tabled(tallyOf({ data })));
      }),
    );
  });

  it("one event more never lowers a count, and changes no denominator", () => {
    fc.assert(
      fc.property(randomTrial, ({ data }) => {
        // A fatal event says when its participant died, which may show that another, undated, came before the window.
        const added = data.adverseEvents.find(({ outcome, grade }) => outcome !== "fatal" && grade !== 5);
        fc.pre(added !== undefined);
        const [more, less] = [tallyOf({ data }), tallyOf({ data: { ...data, adverseEvents: data.adverseEvents.filter((event) => event !== added) } })];
        expect(more.denominators).toEqual(less.denominators);
        tables(more).forEach((table, index) => {
          const before = new Map(cellsOf(tables(less)[index]!));
          for (const [name, cell] of cellsOf(table)) {
            expect(cell.events - (before.get(name)?.events ?? 0)).toBeOneOf([0, 1]);
            expect(cell.participants - (before.get(name)?.participants ?? 0)).toBeOneOf([0, 1]);
          }
        });
      }),
    );
  });

  it("the same data twice over has every event twice, no participant more, and the copies are found", () => {
    fc.assert(
      fc.property(randomTrial, ({ data }) => {
        const once = tallyOf({ data });
        const twice = tallyOf({ data: { ...data, adverseEvents: [...data.adverseEvents, ...data.adverseEvents] } });
        tables(once).forEach((table, index) => {
          const doubled = cellsOf(tables(twice)[index]!);
          expect(doubled).toEqual(
            cellsOf(table).map(([name, cell], at) => [
              name,
              { ...cell, events: 2 * cell.events, byGrade: doubled[at]![1].byGrade },
            ]),
          );
        });
        const inPopulation = once.counts.events - once.counts.outsidePopulation;
        expect(twice.counts.exactDuplicates).toBe(inPopulation + once.counts.exactDuplicates);
        expect(twice.duplicates.every(({ event, duplicateOf }) => duplicateOf < event)).toBe(true);
      }),
    );
  });

  it("a wider window holds what a narrower one holds", () => {
    fc.assert(
      fc.property(randomTrial, fc.integer({ min: -100, max: 100 }), fc.nat(100), fc.nat(100), ({ data }, from, length, more) => {
        const tally = tallyAdverseEvents(data, {
          population: "everyone",
          windows: { narrow: { start: { days: from }, end: { days: from + length } }, wide: { start: { days: from }, end: { days: from + length + more } } },
          categories: { all: {} },
        });
        const wide = new Map(cellsOf(tally.windows.wide.categories.all));
        for (const [name, cell] of cellsOf(tally.windows.narrow.categories.all)) expect(wide.get(name)!.events).toBeGreaterThanOrEqual(cell.events);
      }),
    );
  });

  it("rows are the same in every window and stand in the order declared", () => {
    fc.assert(
      fc.property(randomTrial, ({ data }) => {
        for (const order of ["frequency", "alphabetical"] as const) {
          const tally = tallyOf({ data }, order);
          for (const category of Object.keys(categories) as (keyof typeof categories)[]) {
            const names = Object.values(tally.windows).map((window) => cellsOf(window.categories[category]).map(([name]) => name));
            expect(new Set(names.map(String)).size).toBe(1);
            const classes = tally.windows.follow.categories[category].systemOrganClasses.map((row) => row.systemOrganClass);
            if (order === "alphabetical") expect(classes).toEqual([...classes].sort());
          }
        }
      }),
    );
  });

  it("arms are counted apart: a tally of one arm's participants has that arm's cells", () => {
    fc.assert(
      fc.property(randomTrial, ({ data }) => {
        const alone = tallyOf({ data: filterParticipants(data, ({ arm }) => arm === "cells") });
        const together = tallyOf({ data });
        tables(alone).forEach((table, index) => {
          const whole = new Map(cellsOf(tables(together)[index]!));
          for (const [name, cell] of cellsOf(table)) if (name.endsWith("\ncells")) expect(cell).toEqual(whole.get(name));
        });
      }),
    );
  });

  it("leaves its input alone, and its result survives JSON unchanged", () => {
    fc.assert(
      fc.property(randomTrial, ({ data }) => {
        const tally = tallyOf({ data: deepFreeze(data) });
        expect(JSON.parse(JSON.stringify(tally))).toStrictEqual(tally);
      }),
    );
  });

  it("every null stands beside a reason, and every reason beside a null", () => {
    const check = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const { reasons = {}, ...fields } = value as { readonly reasons?: Readonly<Record<string, string>> };
      if ("estimate" in fields || "proportion" in fields || "withoutEndOfFollowUp" in fields) {
        const nulls = Object.entries(fields).flatMap(([key, field]) =>
          field === null ? [key] : key === "interval" ? Object.entries(field as object).flatMap(([end, limit]) => (limit === null ? [`interval.${end}`] : [])) : [],
        );
        expect(nulls.sort()).toEqual(Object.keys(reasons).sort());
      }
      for (const field of Object.values(fields)) check(field);
    };
    fc.assert(fc.property(randomTrial, ({ data }) => check(tallyOf({ data }))));
  });
});
