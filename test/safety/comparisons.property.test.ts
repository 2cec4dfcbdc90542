import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonAdverseEvents, compareAdverseEvents, incidenceRate, tallyAdverseEvents } from "trialwise/safety";
import { categories, type RandomTrial, randomTrial, windows } from "./randomTrial.ts";

const tallyOf = ({ data }: RandomTrial) => tallyAdverseEvents(data, { population: "everyone", windows, categories });

describe("incidenceRate", () => {
  const events = fc.nat(10_000);
  const time = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });

  it("the interval holds the estimate, widens with the level, and moves with the unit of time", () => {
    fc.assert(
      fc.property(events, time, level, (count, duration, confidence) => {
        const { estimate, interval } = incidenceRate({ events: count, time: duration }, { level: confidence });
        expect(interval.lower <= estimate && estimate <= interval.upper).toBe(true);
        const wider = incidenceRate({ events: count, time: duration }, { level: (1 + confidence) / 2 }).interval;
        expect(wider.lower <= interval.lower && interval.upper <= wider.upper).toBe(true);
        const inMonths = incidenceRate({ events: count, time: duration * 16 }, { level: confidence }).interval;
        expect([inMonths.lower * 16, inMonths.upper * 16]).toEqual([interval.lower, interval.upper]);
        expect(incidenceRate({ events: count + 1, time: duration }, { level: confidence }).interval.lower).toBeGreaterThan(interval.lower);
      }),
    );
  });
});

describe("compareAdverseEvents", () => {
  it("swapping the arms turns differences and limits around, and leaves p-values", () => {
    fc.assert(
      fc.property(randomTrial, fc.constantFrom("newcombe", "miettinen-nurminen", "wald"), (random, intervalMethod) => {
        const tally = tallyOf(random);
        const forth = compareAdverseEvents(tally, { treatment: "cells", control: "sham", intervalMethod });
        const back = compareAdverseEvents(tally, { treatment: "sham", control: "cells", intervalMethod });
        for (const window of Object.keys(windows) as (keyof typeof windows)[]) {
          const rows = back.windows[window].categories.all.systemOrganClasses;
          forth.windows[window].categories.all.systemOrganClasses.forEach(({ riskDifference, pValue }, index) => {
            const turned = rows[index]!;
            if (riskDifference.estimate === null) return expect(turned.riskDifference.estimate).toBeNull();
            expect(turned.pValue).toBeCloseTo(pValue!, 12);
            expect(turned.riskDifference.estimate).toBeCloseTo(-riskDifference.estimate, 12);
            expect(turned.riskDifference.interval.lower).toBeCloseTo(-riskDifference.interval.upper!, 12);
            expect(riskDifference.interval.lower! <= riskDifference.estimate && riskDifference.estimate <= riskDifference.interval.upper!).toBe(true);
          });
        }
      }),
    );
  });
});

describe("commonAdverseEvents", () => {
  it("terms come in falling order, with the participants that the rows have", () => {
    fc.assert(
      fc.property(randomTrial, (random) => {
        const tally = tallyOf(random);
        const common = commonAdverseEvents(tally, { window: "enrolled", category: "all", arm: "sham" });
        const rows = tally.windows.enrolled.categories.all.systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms);
        common.forEach(({ preferredTerm, participants, participantIds, events, proportion }, index) => {
          const ids = rows.filter((row) => row.preferredTerm === preferredTerm).flatMap(({ byArm }) => byArm.sham.participantIds);
          expect(new Set(participantIds)).toEqual(new Set(ids));
          expect([participants, proportion]).toEqual([new Set(ids).size, new Set(ids).size / tally.denominators.sham]);
          const next = common[index + 1];
          if (next !== undefined) expect(participants > next.participants || (participants === next.participants && events >= next.events)).toBe(true);
        });
        expect(common.reduce((sum, { events }) => sum + events, 0)).toBe(tally.windows.enrolled.categories.all.overall.byArm.sham.events);
      }),
    );
  });
});
