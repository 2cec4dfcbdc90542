import fc from "fast-check";
import { confirmedProgression } from "trialwise/instruments";
import { stagesByVisit, timeToProgression } from "trialwise/progression";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { plannedDays, readPeople, readStages } from "./fixtures.ts";

const step = fc.constantFrom(0, ...Array.from({ length: 19 }, (_, index) => 1 + index / 2));
const seconds = fc.integer({ min: 30, max: 1800 }).map((tenths) => tenths / 10);
const seven = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 7, maxLength: 7 });
const withGaps = (value: fc.Arbitrary<number>) => fc.oneof({ weight: 7, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
const weeks = fc.constantFrom(12, 24);
const reference = fc.constantFrom("fixed", "roving" as const);
const unconfirmed = fc.constantFrom("censored-at-last-visit", "censored-at-onset", "event" as const);
const relapseDays = fc.uniqueArray(fc.integer({ min: 1, max: 520 }), { maxLength: 3 });
const after = fc.constantFrom("new-reference", "censored", "same-reference" as const);
const edssOnly = { edss: "edss" } as const;

describe("timeToProgression", () => {
  it("on one component without relapses it is confirmedProgression, whatever the reference", () => {
    fc.assert(
      fc.property(seven(step), weeks, reference, (edss, confirmedAt, rule) => {
        const [row] = timeToProgression(readPeople([{ values: { edss } }]), { components: edssOnly, weeks: confirmedAt, reference: rule, unit: "day" }).rows;
        const { onset, confirmation } = confirmedProgression({ time: plannedDays, value: edss }, { rule: { kind: "edss" }, weeks: confirmedAt, reference: rule });
        expect([row!.event, row!.progression?.onset.day ?? null, row!.progression?.confirmation?.day ?? null]).toEqual([onset !== null, onset?.time ?? null, confirmation?.time ?? null]);
        expect(row!.time).toBe(onset?.time ?? 504);
      }),
    );
  });

  it("everyone is analysed or excluded, each time lies within follow-up, and more weeks never bring an event forward", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ edss: seven(withGaps(step)), t25fw: seven(withGaps(seconds)), relapses: relapseDays }), { minLength: 1, maxLength: 5 }), unconfirmed, after, fc.boolean(), (people, rule, effect, withRelapses) => {
        const data = readPeople(people.map(({ edss, t25fw, relapses }) => ({ values: { edss, t25fw }, relapses })));
        const at = (confirmedAt: number) => timeToProgression(data, { components: { edss: "edss", t25fw: "t25fw" }, weeks: confirmedAt, unconfirmed: rule, unit: "day", ...(withRelapses && { relapses: { after: effect } }) });
        const [short, long] = [at(12), at(24)];
        expectPlain(short);
        expect(short.counts.analysed + short.counts.excluded).toBe(people.length);
        expect(short.byArm.a.n + short.byArm.b.n).toBe(short.counts.analysed);
        short.rows.forEach((row, index) => {
          expect(row.time).toBeGreaterThanOrEqual(0);
          expect(row.time).toBeLessThanOrEqual(504);
          expect(row.event).toBe(row.censoring === undefined);
          const later = long.rows[index]!;
          if (rule !== "event" && later.event) expect(row.event && row.time <= later.time).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("with a last visit, neither values nor relapses after it play a part", () => {
    fc.assert(
      fc.property(seven(withGaps(step)), relapseDays, after, unconfirmed, (edss, relapses, effect, rule) => {
        const rowsOf = (values: typeof edss, days: readonly number[]) =>
          timeToProgression(readPeople([{ values: { edss: values }, relapses: days }]), { components: edssOnly, weeks: 12, to: "d252", unconfirmed: rule, relapses: { after: effect } });
        const before = rowsOf(edss.slice(0, 4), relapses.filter((day) => day <= 252));
        expect(rowsOf(edss, relapses)).toEqual(before);
      }),
    );
  });

  it("a relapse never adds an event where it ends observation, and a component added never takes one away", () => {
    fc.assert(
      fc.property(seven(step), seven(seconds), relapseDays, (edss, t25fw, relapses) => {
        const read = (days: readonly number[]) => readPeople([{ values: { edss, t25fw }, relapses: days }]);
        const one = timeToProgression(read(relapses), { components: edssOnly, weeks: 12, relapses: { after: "censored" } }).rows[0]!;
        const without = timeToProgression(read([]), { components: edssOnly, weeks: 12 }).rows[0]!;
        if (one.event) expect(without.event).toBe(true);
        const two = timeToProgression(read([]), { components: { edss: "edss", t25fw: "t25fw" }, weeks: 12 }).rows[0]!;
        if (without.event) expect(two.event && two.time <= without.time).toBe(true);
      }),
    );
  });
});

describe("stagesByVisit", () => {
  const items = fc.array(withGaps(fc.integer({ min: 0, max: 4 })), { minLength: 12, maxLength: 12 });
  const none = { dead: null, tube: null, vent: null };

  it("a worse item never gives a lower stage at its visit, and changes no other visit", () => {
    fc.assert(
      fc.property(items, items, fc.nat(11), fc.constantFrom("kings", "mitos" as const), (first, second, place, system) => {
        const at = (ratings: typeof first) => stagesByVisit(readStages([{ ...none, visits: [{ items: ratings, form: "5a" }, { items: second, form: "5a" }] }]), { system, visits: ["d0", "d120"] });
        const worse = first.map((item, index) => (index === place && item !== null ? Math.max(0, item - 1) : item));
        const [before, later] = [at(first), at(worse)];
        expectPlain(before);
        expect(later.rows[1]).toEqual(before.rows[1]);
        const [from, to] = [before.rows[0]?.possible, later.rows[0]?.possible];
        if (from !== undefined && to !== undefined) expect([to.from >= from.from, to.to >= from.to]).toEqual([true, true]);
      }),
    );
  });
});
