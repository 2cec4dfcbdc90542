import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSurvival, coxRegression, cumulativeIncidence, cumulativeIncidenceByArm, grayTest, kaplanMeier, logRankTest, predictSurvival, survivalByArm, timeToEvent } from "trialwise/survival";
import type { TimeToEventResult } from "trialwise/survival";
import { attempt, isTrialwiseError } from "trialwise/result";
import { deepFreeze } from "../deepFreeze.ts";
import { manyRows, modelOf, type Row, rows, shuffled } from "./arbitraries.ts";
import { expectPlain } from "./plain.ts";
import { idOf, readPeople, type TrialPerson } from "./trialCase.ts";

const causeOf = ({ event, group }: Row) => (event ? ["death", "gastrostomy", "tracheostomy"][group]! : null);
const competingOf = (some: readonly Row[]) => ({ time: some.map(({ time }) => time), cause: some.map(causeOf) });

const personArbitrary: fc.Arbitrary<TrialPerson> = fc
  .record({ arm: fc.constantFrom<0 | 1>(0, 1), site: fc.constantFrom(1, 2), day: fc.integer({ min: 0, max: 20 }), end: fc.constantFrom("death", "tracheostomy", "gastrostomy", "left") })
  .map(({ arm, site, day, end }) => ({ arm, site, ...(end === "left" ? { left: day, status: "completed" as const } : { [end]: day }) }));

const arms = { treatment: "msc", control: "control" } as const;
const inArm = ({ rows: all }: Pick<TimeToEventResult, "rows">, arm: string) => all.filter((row) => row.arm === arm);
const columns = (all: TimeToEventResult["rows"]) => ({ time: all.map(({ time }) => time), event: all.map(({ outcome }) => outcome === "event"), entry: all.map(({ entry }) => entry) });

describe("timeToEvent", () => {
  it("accounts for everyone once, in any order and any unit, and adds up by arm", () => {
    fc.assert(
      fc.property(fc.array(personArbitrary, { maxLength: 12 }), fc.boolean(), (some, competes) => {
        const endpoint = { events: ["death", "tracheostomy"] } as const;
        const options = competes ? ({ competing: ["gastrostomy"] } as const) : {};
        const times = timeToEvent(deepFreeze(readPeople(some)), endpoint, options);
        expect([...times.rows, ...times.excluded].map(({ participant }) => participant).sort()).toEqual(some.map((_, index) => idOf(index)).sort());
        expectPlain((data) => timeToEvent(data, endpoint, options), readPeople(some));
        const inDays = timeToEvent(readPeople(some), endpoint, { ...options, unit: "day" });
        times.rows.forEach(({ time, outcome }, index) => {
          expect(inDays.rows[index]!.time).toBeCloseTo(time * 30.4375, 9);
          expect(inDays.rows[index]!.outcome).toBe(outcome);
        });
        const backwards = timeToEvent(readPeople([...some].reverse()), endpoint, options);
        expect(backwards.byArm).toEqual(times.byArm);
        for (const { n, events, competing, censored, byEvent, byCensoring } of Object.values(times.byArm)) {
          expect(events + competing + censored).toBe(n);
          const total = (counts: object) => Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);
          expect([total(byEvent), total(byCensoring)]).toEqual([events + competing, censored]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("with later entry or an earlier cut-off nobody has more time or more events", () => {
    fc.assert(
      fc.property(fc.array(personArbitrary, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (some, days) => {
        const data = readPeople(some);
        const [whole, cut] = [timeToEvent(data, "survival"), timeToEvent(data, "survival", { cutOff: { days } })];
        cut.rows.forEach((row, index) => {
          expect(row.time).toBeLessThanOrEqual(whole.rows[index]!.time);
          if (row.outcome === "event") expect(whole.rows[index]).toEqual(row);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("survival by arm", () => {
  it("is kaplanMeier of each arm, whatever the order of participants, and counts everyone", () => {
    fc.assert(
      fc.property(fc.array(personArbitrary, { maxLength: 14 }), (some) => {
        const times = timeToEvent(readPeople(some), "survival");
        const { byArm } = survivalByArm(times, { intervalMethod: "plain" });
        for (const arm of ["msc", "control"] as const) {
          const rows = inArm(times, arm);
          expect(byArm[arm].n).toBe(rows.length);
          expect(byArm[arm].survival).toEqual(rows.length === 0 ? null : kaplanMeier(columns(rows), { intervalMethod: "plain" }));
        }
        const backwards = survivalByArm(timeToEvent(readPeople([...some].reverse()), "survival"), { intervalMethod: "plain" });
        expect(backwards.byArm).toEqual(byArm);
        expectPlain((input) => survivalByArm(input, { horizon: 5, times: [1, 100] }), times);
      }),
      { numRuns: 60 },
    );
  });

  it("is logRankTest and coxRegression of the two arms, and swapping the arms inverts the hazard ratio", () => {
    fc.assert(
      fc.property(fc.array(personArbitrary, { minLength: 8, maxLength: 20 }), (some) => {
        const times = timeToEvent(readPeople(some), "survival");
        const comparison = compareSurvival(times, { ...arms, strata: ["site"] });
        const swapped = compareSurvival(times, { treatment: "control", control: "msc", strata: ["site"] });
        expect(swapped.reasons).toEqual(comparison.reasons);
        const input = { ...columns(times.rows), stratum: times.rows.map(({ covariates }) => covariates!.site!) };
        if (comparison.logRank !== null) expect(comparison.logRank.statistic).toBeCloseTo(logRankTest({ ...input, group: times.rows.map(({ arm }) => arm) }).statistic, 10);
        if (comparison.regression === null) return;
        expect(comparison.regression.coefficients.treatment.estimate).toBeCloseTo(-swapped.regression!.coefficients.treatment.estimate, 7);
        const treated = times.rows.map(({ arm }) => (arm === "msc" ? 1 : 0));
        expect(comparison.regression.coefficients.treatment).toEqual(coxRegression({ ...input, covariates: { treated } }).coefficients.treated);
      }),
      { numRuns: 60 },
    );
  });

  it("adds up in every arm, in any order, and is plain data from frozen input", () => {
    fc.assert(
      fc.property(fc.array(personArbitrary, { maxLength: 12 }), (some) => {
        const times = timeToEvent(readPeople(some), { events: ["gastrostomy"] }, { competing: ["death", "tracheostomy"] });
        const { byArm } = cumulativeIncidenceByArm(times);
        for (const arm of ["msc", "control"] as const) {
          const { incidence } = byArm[arm];
          if (incidence === null) continue;
          const total = incidence.causes.reduce((sum, { steps }) => sum + (steps.at(-1)?.estimate ?? 0), incidence.steps.at(-1)!.eventFree);
          expect(total).toBeCloseTo(1, 12);
        }
        const backwards = timeToEvent(readPeople([...some].reverse()), { events: ["gastrostomy"] }, { competing: ["death", "tracheostomy"] });
        expect(cumulativeIncidenceByArm(backwards).byArm).toEqual(byArm);
        expectPlain((input) => cumulativeIncidenceByArm(input, { times: [0, 1], causes: "kind" }), deepFreeze(times));
      }),
      { numRuns: 60 },
    );
  });
});

describe("cumulativeIncidence", () => {
  it("adds up to 1 with the event-free probability, rises, and is the share who had it without censoring", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const { causes, steps, counts } = cumulativeIncidence(competingOf(some));
        const total = causes.reduce((sum, { steps: own }) => sum + (own.at(-1)?.estimate ?? 0), 0);
        expect(total + steps.at(-1)!.eventFree).toBeCloseTo(1, 12);
        for (const { steps: own } of causes) own.slice(1).forEach((step, index) => expect(step.estimate).toBeGreaterThanOrEqual(own[index]!.estimate));
        for (const { steps: own } of causes) {
          for (const { estimate, interval } of own) if (interval.lower !== null) expect([interval.lower <= estimate, estimate <= interval.upper!]).toEqual([true, true]);
        }
        expect(counts.participants).toBe(some.length);
        const complete = some.map((row) => ({ ...row, event: true }));
        for (const { steps: own, events } of cumulativeIncidence(competingOf(complete)).causes) {
          const share = events / some.length;
          expect(own.at(-1)!.estimate).toBeCloseTo(share, 12);
          expect(own.at(-1)!.standardError).toBeCloseTo(Math.sqrt((share * (1 - share)) / some.length), 10);
        }
      }),
    );
  });

  it("with one cause is 1 − the Kaplan–Meier estimate, with its error", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const time = some.map((row) => row.time);
        const entry = some.map((row) => (row.group === 0 ? row.time / 4 : 0));
        const [own] = cumulativeIncidence({ time, entry, cause: some.map(({ event }) => (event ? 1 : null)) }).causes;
        const curve = kaplanMeier({ time, entry, event: some.map(({ event }) => event) }).steps;
        for (const step of own?.steps ?? []) {
          const same = curve.find((each) => each.time === step.time)!;
          expect(step.estimate).toBeCloseTo(1 - same.estimate, 12);
          if (same.standardError !== null) expect(step.standardError).toBeCloseTo(same.standardError, 12);
        }
      }),
    );
  });

  it("the order of participants and the names of causes do not matter, and censoring deaths would overstate", () => {
    fc.assert(
      fc.property(shuffled(rows), ([some, others]) => {
        const one = cumulativeIncidence(competingOf(some));
        expect(cumulativeIncidence(competingOf(others))).toEqual(one);
        const renamed = cumulativeIncidence({ ...competingOf(some), cause: some.map((row) => ({ death: 1, gastrostomy: 2, tracheostomy: 3 })[causeOf(row) ?? ""] ?? null) });
        expect(renamed.causes.map(({ steps }) => steps)).toEqual(one.causes.map(({ steps }) => steps));
        const gastrostomies = one.causes.find(({ cause }) => cause === "gastrostomy")?.steps.at(-1);
        const naive = kaplanMeier({ time: some.map(({ time }) => time), event: some.map((row) => causeOf(row) === "gastrostomy") }).steps.at(-1)!;
        expect(1 - naive.estimate).toBeGreaterThanOrEqual((gastrostomies?.estimate ?? 0) - 1e-12);
      }),
    );
  });
});

describe("grayTest", () => {
  it("without competing events the scores are those of the log-rank test, and order does not matter", () => {
    fc.assert(
      fc.property(shuffled(manyRows), ([some, others]) => {
        const inputOf = (all: readonly Row[]) => ({ time: all.map(({ time }) => time), group: all.map(({ group }) => group), stratum: all.map(({ stratum }) => stratum) });
        const single = { ...inputOf(some), cause: some.map(({ event }) => (event ? 1 : null)) };
        try {
          const gray = grayTest(single, { of: 1 });
          const logRank = logRankTest({ ...inputOf(some), event: some.map(({ event }) => event) });
          gray.groups.forEach(({ score }, index) => expect(score).toBeCloseTo(logRank.groups[index]!.observed - logRank.groups[index]!.expected, 10));
        } catch (error) {
          expect(isTrialwiseError(error)).toBe(true);
        }
        const competing = (all: readonly Row[]) => ({ ...inputOf(all), cause: all.map(({ event, x }) => (event ? (x > 0 ? 1 : 2) : null)) });
        const [one, other] = [attempt(() => grayTest(competing(some), { of: 1 })), attempt(() => grayTest(competing(others), { of: 1 }))];
        expect(other.ok).toBe(one.ok);
        if (!one.ok || !other.ok) return;
        expect(other.value.statistic).toBeCloseTo(one.value.statistic, 8);
        expect(one.value.groups.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(0, 10);
      }),
      { numRuns: 80 },
    );
  });
});

describe("predictSurvival", () => {
  it("falls with time, lies higher for lower hazards, and does not depend on order or on the origin of covariates", () => {
    fc.assert(
      fc.property(shuffled(manyRows), ([some, others]) => {
        try {
          coxRegression(modelOf(some));
        } catch {
          return;
        }
        const at = [{ x: 0, y: 0 }, { x: 3, y: -1 }];
        const { curves } = predictSurvival(modelOf(some), { at });
        for (const { steps } of curves) steps.slice(1).forEach(({ estimate }, index) => expect(estimate).toBeLessThanOrEqual(steps[index]!.estimate));
        const reordered = predictSurvival(modelOf(others), { at });
        const model = modelOf(some);
        const moved = predictSurvival({ ...model, covariates: { x: model.covariates.x.map((x) => x + 100), y: model.covariates.y } }, { at: at.map(({ x, y }) => ({ x: x + 100, y })) });
        curves.forEach(({ steps, stratum }, index) => {
          for (const same of [reordered.curves[index]!, moved.curves[index]!]) {
            expect(same.stratum).toBe(stratum);
            same.steps.forEach(({ estimate, standardError }, place) => {
              expect(estimate).toBeCloseTo(steps[place]!.estimate, 6);
              if (standardError !== null && steps[place]!.standardError !== null) expect(standardError).toBeCloseTo(steps[place]!.standardError!, 5);
            });
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
