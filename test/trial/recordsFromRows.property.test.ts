import fc from "fast-check";
import { slopes } from "trialwise/change";
import { type MissingReason, type Observation, readTrialData, recordsFromRows, type Row } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { trial } from "./exampleTrial.ts";

const ids = ["001", "2", "1e3", "__proto__", "constructor"];
const visitDays = { V1: [-120, -60], V5: [0, 0], V9: [100, 150], V10: [170, 200] } as const;
const visits = ["V1", "V5", "V9", "V10"] as const;
const participants = ids.map((id, index) => ({ id, arm: index % 2 === 0 ? "msc" : "control", baselineDate: `2012-0${index + 1}-28` }));
const reasons: readonly MissingReason[] = ["withdrew", "not-done", "not-applicable", "unknown"];

const outcome = fc.oneof(
  fc.integer({ min: 0, max: 48 }).map((value) => ({ value })),
  fc.constantFrom(...reasons).map((missing) => ({ missing })),
);

/** Each participant at each visit, in some order, on a day or on none. */
const observations: fc.Arbitrary<readonly Observation[]> = fc
  .shuffledSubarray(ids.flatMap((participant) => visits.map((visit) => ({ participant, visit }))))
  .chain((places) =>
    fc.tuple(
      ...places.map(({ participant, visit }) => {
        const [min, max] = visitDays[visit];
        const day = fc.option(fc.integer({ min, max }), { nil: undefined });
        return fc.tuple(day, outcome).map(([on, score]): Observation => ({ participant, visit, measure: "alsfrsR", ...(on !== undefined && { day: on }), ...score }));
      }),
    ),
  );

const words: Readonly<Record<string, MissingReason>> = { W: "withdrew", ND: "not-done", NAP: "not-applicable", UNK: "unknown" };
const cellOf = ({ value, missing }: Observation) => (missing === undefined ? String(value) : Object.keys(words).find((word) => words[word] === missing)!);

function mapped(tables: NonNullable<Parameters<typeof recordsFromRows>[0]["observations"]>): readonly Observation[] {
  const rows = participants.map(({ id, arm }) => ({ ID: id, ARM: arm }));
  return recordsFromRows(deepFreeze({ participants: { rows, id: "ID", arm: "ARM" }, observations: tables, missingReasons: words })).observations ?? [];
}

describe("recordsFromRows", () => {
  it("reads back records that were written as long rows, with reasons in the cell or in a column", () => {
    const columns = { shape: "long", participant: "ID", visit: "V", measure: { constant: "alsfrsR" }, value: "X", day: "DAY" } as const;
    fc.assert(
      fc.property(observations, (given) => {
        const inCell = given.map((one): Row => ({ ID: one.participant, V: one.visit, X: cellOf(one), DAY: one.day }));
        const apart = given.map((one): Row => ({ ID: ` ${one.participant} `, V: one.visit, X: one.value ?? null, DAY: one.day ?? ".", WHY: one.missing ?? "" }));
        fc.pre(given.length > 0);
        expect(mapped([{ ...columns, rows: inCell }])).toStrictEqual(given);
        expect(mapped([{ ...columns, rows: apart, reason: "WHY" }])).toStrictEqual(given);
      }),
    );
  });

  it("reads back records that were written as wide rows", () => {
    const columns = visits.map((visit) => ({ column: `X_${visit}`, measure: "alsfrsR", visit, day: `DAY_${visit}` }));
    fc.assert(
      fc.property(observations, (given) => {
        const rows = ids.map((id): Row => {
          const own = given.filter(({ participant }) => participant === id);
          const at = (visit: string) => own.find((one) => one.visit === visit);
          return Object.fromEntries([["ID", id], ...visits.flatMap((visit) => [[`X_${visit}`, at(visit) && cellOf(at(visit)!)], [`DAY_${visit}`, at(visit)?.day]])]);
        });
        const asWide = ids.flatMap((participant) =>
          visits.map((visit) => given.find((one) => one.participant === participant && one.visit === visit) ?? { participant, visit, measure: "alsfrsR", missing: "unknown" }),
        );
        expect(mapped([{ shape: "wide", participant: "ID", columns, rows }])).toStrictEqual(asWide);
      }),
    );
  });
});

describe("days in place of dates", () => {
  const dateOf = (participant: string, day: number) => {
    const { baselineDate } = participants.find(({ id }) => id === participant)!;
    return new Date(Date.parse(baselineDate) + day * 86_400_000).toISOString().slice(0, 10);
  };

  it("give what dates give, also in analyses on actual times, and what was read is read again", () => {
    fc.assert(
      fc.property(observations, (counted) => {
        const dated = counted.map(({ day, ...one }): Observation => (day === undefined ? one : { ...one, date: dateOf(one.participant, day) }));
        const [byDay, byDate] = [counted, dated].map((rows) => readTrialData(trial, deepFreeze({ participants, observations: rows })));
        expect(byDate!.observations.map(({ day }) => day)).toEqual(byDay!.observations.map(({ day }) => day));
        const endpoint = { measure: "alsfrsR", from: "V5", to: "V9", method: "two-visit", time: "actual" } as const;
        expect(slopes(byDate!, endpoint)).toStrictEqual(slopes(byDay!, endpoint));
        for (const data of [byDay!, byDate!]) {
          const again: typeof data.observations = JSON.parse(JSON.stringify(data.observations));
          expect(readTrialData(trial, { participants: data.participants, observations: again })).toStrictEqual(data);
        }
      }),
    );
  });
});
