import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonAdverseEvents, compareAdverseEvents, incidenceRate, tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventCell, TallyAdverseEventsOptions } from "trialwise/safety";
import { naiveFisherTwoByTwo, naiveNewcombe } from "../naive/inference.ts";
import { naiveCell, naiveDuplicates, naiveFilter, naiveGround, naivePoissonInterval } from "../naive/safety.ts";
import { categories, type RandomKeys, randomTrial, windows } from "./randomTrial.ts";

const arms = ["cells", "sham", "open"] as const;
const seed = 20180618;

const optionsOf = (partialDates: "earliest" | "latest") =>
  ({ population: "safety", windows, categories, grading: "CTCAE 5.0", exposure: { partialDates }, timeZero: "V1" }) as const satisfies TallyAdverseEventsOptions<
    RandomKeys,
    keyof typeof windows,
    keyof typeof categories
  >;

describe("against a second implementation", () => {
  it("every cell of 250 random data sets is what asking every event anew gives", () => {
    let withEvents = 0;
    fc.assert(
      fc.property(randomTrial, fc.constantFrom("earliest", "latest"), ({ data, members }, partialDates) => {
        const options = optionsOf(partialDates);
        const tally = tallyAdverseEvents(data, options);
        for (const window of Object.keys(windows) as (keyof typeof windows)[]) {
          for (const category of Object.keys(categories) as (keyof typeof categories)[]) {
            const { overall, systemOrganClasses } = tally.windows[window].categories[category];
            const rows: { readonly systemOrganClass?: string; readonly preferredTerm?: string; readonly byArm: { readonly [A in (typeof arms)[number]]: AdverseEventCell } }[] = [
              overall,
              ...systemOrganClasses.flatMap(({ systemOrganClass, byArm, preferredTerms }) => [
                { systemOrganClass, byArm },
                ...preferredTerms.map((row) => ({ systemOrganClass, preferredTerm: row.preferredTerm, byArm: row.byArm })),
              ]),
            ];
            for (const { byArm, ...terms } of rows) {
              for (const arm of arms) {
                const { events, participantIds, byGrade, incidence } = byArm[arm];
                const expected = naiveCell(data, options, members, { window: windows[window], category: categories[category], arm, ...terms });
                expect({
                  events,
                  participantIds,
                  highest: (["ungraded", 1, 2, 3, 4, 5] as const).map((grade) => byGrade![grade].participants),
                  firstEvents: incidence!.events,
                  days: incidence!.days,
                  prevalent: incidence!.prevalent,
                }).toEqual(expected);
                withEvents += events > 0 ? 1 : 0;
              }
            }
          }
        }
      }),
      { numRuns: 250, seed },
    );
    expect(withEvents).toBeGreaterThan(5000);
  });

  it("events are counted on the grounds that judging each anew gives, what cannot be judged and what is recorded twice as well", () => {
    const found = { worsened: 0, missingOnset: 0, uncertainOnset: 0, certain: 0, unstated: 0, duplicates: 0 };
    fc.assert(
      fc.property(randomTrial, fc.array(fc.nat(), { maxLength: 6 }), ({ data: once, members }, copied) => {
        const { adverseEvents } = once;
        const copies = adverseEvents.length === 0 ? [] : copied.map((number) => adverseEvents[number % adverseEvents.length]!);
        const data = { ...once, adverseEvents: [...adverseEvents, ...copies] };
        const tally = tallyAdverseEvents(data, optionsOf("earliest"));
        const ofMembers = data.adverseEvents.filter(({ participant }) => members.has(participant));
        for (const window of Object.keys(windows) as (keyof typeof windows)[]) {
          const grounds = ofMembers.map((event) => naiveGround(data, windows[window], "V1", event));
          const having = (ground: string) => grounds.filter((own) => own === ground).length;
          const { counts, categories: tables } = tally.windows[window];
          for (const ground of ["worsened", "missingOnset", "uncertainOnset"] as const) {
            expect(counts[ground]).toBe(having(ground));
            found[ground] += having(ground);
          }
          expect(counts.tallied).toBe(grounds.filter((ground) => ground !== null).length);
          found.certain += having("certain");
          for (const category of Object.keys(categories) as (keyof typeof categories)[]) {
            const unstated = ofMembers.filter((event, index) => grounds[index] !== null && naiveFilter(categories[category], event) === undefined).length;
            expect(tables[category].counts.unstated).toBe(unstated);
            found.unstated += unstated;
          }
        }
        expect(tally.duplicates.map(({ event, duplicateOf }) => [event, duplicateOf] as const).sort(([one], [other]) => one - other)).toEqual(naiveDuplicates(data, members));
        found.duplicates += tally.duplicates.length;
      }),
      { numRuns: 250, seed },
    );
    expect(Math.min(...Object.values(found))).toBeGreaterThan(50);
  });

  it("exact Poisson limits are where the Poisson probabilities add up to the tail", () => {
    let worst = 0;
    fc.assert(
      fc.property(fc.nat(150), fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.constantFrom(0.9, 0.95, 0.99), (events, time, level) => {
        const { interval } = incidenceRate({ events, time }, { level });
        const [lower, upper] = naivePoissonInterval(events, time, level);
        worst = Math.max(worst, events === 0 ? interval.lower : Math.abs(interval.lower / lower - 1), Math.abs(interval.upper / upper - 1));
      }),
      { numRuns: 250, seed },
    );
    // Sums of up to 550 terms, each with its rounding.
    expect(worst).toBeLessThan(1e-12);
  });

  it("differences between arms are those of the counts, by integrals and whole numbers", () => {
    let [worst, compared] = [0, 0];
    const known = new Map<string, readonly [number, number, number]>();
    const naive = (a: number, n: number, c: number, m: number, level: number) => {
      const key = [a, n, c, m, level].join();
      const found = known.get(key) ?? [...naiveNewcombe({ events: a, n }, { events: c, n: m }, level), naiveFisherTwoByTwo([[a, n - a], [c, m - c]], level).twoSided];
      known.set(key, [found[0]!, found[1]!, found[2]!]);
      return found;
    };
    fc.assert(
      fc.property(randomTrial, fc.constantFrom(0.9, 0.95), ({ data }, level) => {
        const tally = tallyAdverseEvents(data, { ...optionsOf("earliest"), population: "everyone" });
        const comparison = compareAdverseEvents(tally, { treatment: "cells", control: "sham", level });
        const [n, m] = [tally.denominators.cells, tally.denominators.sham];
        for (const window of Object.keys(windows) as (keyof typeof windows)[]) {
          const rows = tally.windows[window].categories.all.systemOrganClasses;
          comparison.windows[window].categories.all.systemOrganClasses.forEach(({ riskDifference, pValue, systemOrganClass }, index) => {
            expect(systemOrganClass).toBe(rows[index]!.systemOrganClass);
            if (n === 0 || m === 0) return expect([riskDifference.estimate, pValue]).toEqual([null, null]);
            const [a, c] = [rows[index]!.byArm.cells.participants, rows[index]!.byArm.sham.participants];
            const expected = naive(a, n, c, m, level);
            compared += 1;
            [riskDifference.interval.lower, riskDifference.interval.upper, pValue].forEach((found, at) => (worst = Math.max(worst, Math.abs(found! - expected[at]!))));
          });
        }
      }),
      { numRuns: 100, seed },
    );
    expect(compared).toBeGreaterThan(200);
    expect(worst).toBeLessThan(1e-12);
  });

  it("common events are what sets of participants give", () => {
    fc.assert(
      fc.property(randomTrial, fc.integer({ min: 1, max: 3 }), ({ data, members }, atLeast) => {
        const options = optionsOf("earliest");
        const common = commonAdverseEvents(tallyAdverseEvents(data, options), { window: "enrolled", category: "all", arm: "cells", atLeast });
        const terms = [...new Set(data.adverseEvents.map(({ preferredTerm }) => preferredTerm))].map((preferredTerm) => {
          const cell = naiveCell(data, options, members, { window: windows.enrolled, category: {}, arm: "cells", preferredTerm });
          return { preferredTerm, events: cell.events, ids: [...cell.participantIds].sort() };
        });
        const expected = terms
          .filter(({ ids }) => ids.length >= atLeast)
          .sort((left, right) => right.ids.length - left.ids.length || right.events - left.events || (left.preferredTerm < right.preferredTerm ? -1 : 1));
        expect(common.map(({ preferredTerm, events, participantIds }) => ({ preferredTerm, events, ids: [...participantIds].sort() }))).toEqual(expected);
      }),
      { numRuns: 250, seed },
    );
  });
});
