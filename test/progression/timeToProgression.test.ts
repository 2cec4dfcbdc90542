import { describe, expect, it } from "vitest";
import { attempt, coxRegression, defineTrial, kaplanMeier, logRankTest, readTrialData } from "trialwise";
import { timeToProgression } from "trialwise/progression";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveTimeToProgression } from "../naive/progression.ts";
import { arms, dataOf, optionsOf, plannedDays, progressionCases, progressionTrial, readPeople } from "./fixtures.ts";

const edssAt12 = { components: { edss: "edss" }, weeks: 12, unit: "week" } as const;
const four = { edss: "edss", t25fw: "t25fw", nineHolePegDominant: "nineHolePegDominant", nineHolePegNonDominant: "nineHolePegNonDominant" } as const;

/** Participants of one EDSS each, at weeks 0, 12, 24 … (simulated). */
const timesOf = (people: readonly { readonly edss: readonly (number | null)[]; readonly relapses?: readonly number[]; readonly days?: readonly number[] }[], options: object = {}) => {
  const data = readPeople(people.map(({ edss, ...others }) => ({ ...others, values: { edss } })));
  return timeToProgression(data, { ...edssAt12, ...options }).rows.map(({ time, event, censoring }) => [time, event ? "event" : censoring]);
};

describe("timeToProgression", () => {
  it("is right by hand: confirmed, not sustained, waiting, missed visits, and baselines of 0, 5.5 and 6", () => {
    expect(
      timesOf([
        { edss: [4, 5, 5, 5] }, // a point more at week 12, confirmed at 24
        { edss: [4, 5, 4, 5] }, // not sustained, and again at the last visit, without a later one
        { edss: [4, 4.5, 4.5, 4.5] }, // half a point from 4
        { edss: [6, 6.5, 6.5] }, // half a point from 6
        { edss: [5.5, 6, 6] }, // half a point from 5.5
        { edss: [0, 1, 1] }, // a point from 0
        { edss: [0, 1.5, 1.5] }, // 1.5 from 0
        { edss: [4, 5, null, 5] }, // a missed visit neither breaks nor confirms
        { edss: [4, null, null, 5] }, // seen worse once, at the last visit
        { edss: [4] }, // nothing after baseline
        { edss: [4, 3, 3, 4] }, // back to baseline
      ]),
    ).toEqual([
      [12, "event"],
      [36, "unconfirmed"],
      [36, "last-visit"],
      [12, "event"],
      [24, "last-visit"],
      [24, "last-visit"],
      [12, "event"],
      [12, "event"],
      [36, "unconfirmed"],
      [0, "no-later-visit"],
      [36, "last-visit"],
    ]);
  });

  it("does by hand what each rule says of onset, confirmation, missing confirmations, the cut and the reference", () => {
    const waiting = [{ edss: [4, 4, 5, 5] }];
    expect(timesOf(waiting, { weeks: 24 })).toEqual([[36, "unconfirmed"]]);
    expect(timesOf(waiting, { weeks: 24, unconfirmed: "censored-at-onset" })).toEqual([[24, "unconfirmed"]]);
    expect(timesOf(waiting, { weeks: 24, unconfirmed: "event" })).toEqual([[24, "event"]]);
    expect(timesOf(waiting, { weeks: 24, unconfirmed: "event", eventAt: "confirmation" })).toEqual([[36, "event"]]);
    expect(timesOf(waiting, { eventAt: "confirmation" })).toEqual([[36, "event"]]);
    expect(timesOf([{ edss: [5.5, 6, 6] }], { halfPointFrom: 5.5 })).toEqual([[12, "event"]]);
    expect(timesOf([{ edss: [4, 3, 3, 4, 4] }], { reference: "roving" })).toEqual([[36, "event"]]);
    const early = [{ edss: [4, 5, 5, 4], days: [0, 84, 165, 250] }];
    expect(timesOf(early)).toEqual([[12, "event"]]);
    expect(timesOf(early, { visitDays: "actual", unit: "day" })).toEqual([[250, "last-visit"]]);
    expect(timesOf(early, { visitDays: "actual", unit: "day", toleranceDays: 3 })).toEqual([[84, "event"]]);
    expect(timesOf(waiting, { to: "d168" })).toEqual([[24, "unconfirmed"]]);
    expect(timesOf(waiting, { to: "d84" })).toEqual([[12, "last-visit"]]);
    expect(timesOf(early, { unit: "month" })[0]![0]).toBeCloseTo(84 / 30.4375, 12);
  });

  it("by hand tells progression with relapses from progression without", () => {
    // Days of visits: 0, 84, 168, 252, 336. A relapse on day 70; worse from day 84 on.
    const one = [{ edss: [4, 5, 5, 5, 5], relapses: [70] }];
    expect(timesOf(one)).toEqual([[12, "event"]]);
    // Day 84 is 14 days after it; day 168 counts, and so does 252.
    expect(timesOf(one, { relapses: { after: "same-reference" } })).toEqual([[24, "event"]]);
    // The reference is the 5 of day 168.
    expect(timesOf(one, { relapses: { after: "new-reference" } })).toEqual([[48, "last-visit"]]);
    // Before the relapse only baseline counts.
    expect(timesOf(one, { relapses: { after: "censored" } })).toEqual([[0, "relapse"]]);
    // With a new reference of 5 on day 168, worse again from day 252.
    expect(timesOf([{ edss: [4, 5, 5, 6, 6], relapses: [70] }], { relapses: { after: "new-reference" } })).toEqual([[36, "event"]]);
    // A relapse between onset (84) and confirmation (168): not independent of it.
    expect(timesOf([{ edss: [4, 5, 5, 5, 5], relapses: [120] }], { relapses: { after: "new-reference" } })).toEqual([[48, "last-visit"]]);
    expect(timesOf([{ edss: [4, 5, 5, 5, 5], relapses: [120] }], { relapses: { after: "censored" } })).toEqual([[12, "relapse"]]);
    // Confirmed before the relapse.
    expect(timesOf([{ edss: [4, 5, 5, 4, 4], relapses: [200] }], { relapses: { after: "new-reference" } })).toEqual([[12, "event"]]);
    // 30 days after counts as near, 31 does not; and so before.
    expect(timesOf([{ edss: [4, 5, 5], relapses: [54] }], { relapses: { after: "same-reference" } })).toEqual([[24, "unconfirmed"]]);
    expect(timesOf([{ edss: [4, 5, 5], relapses: [53] }], { relapses: { after: "same-reference" } })).toEqual([[12, "event"]]);
    expect(timesOf([{ edss: [4, 5, 5], relapses: [114] }], { relapses: { after: "same-reference", daysBefore: 30 } })).toEqual([[24, "unconfirmed"]]);
    expect(timesOf([{ edss: [4, 5, 5], relapses: [115] }], { relapses: { after: "same-reference", daysBefore: 30 } })).toEqual([[12, "event"]]);
    // A relapse 20 days before baseline: the reference is the first visit that counts.
    expect(timesOf([{ edss: [6, 4, 5, 5], relapses: [-20] }], { relapses: { after: "censored" } })).toEqual([[24, "event"]]);
  });

  it("takes no notice of a relapse after the last visit that is looked at, but for visits near it", () => {
    // Waiting at day 168, which is the last visit looked at; a relapse on day 400 belongs to what comes later.
    const later = [{ edss: [4, 4, 5, 5, 4, 4, 4], relapses: [400] }];
    for (const after of ["censored", "new-reference", "same-reference"] as const) {
      expect(timesOf(later, { to: "d168", relapses: { after } })).toEqual([[24, "unconfirmed"]]);
      expect(timesOf(later, { to: "d168", relapses: { after }, unconfirmed: "event" })).toEqual([[24, "event"]]);
      expect(timesOf([{ edss: [4, 4, 4, 4, 4], relapses: [400] }], { to: "d168", relapses: { after } })).toEqual([[24, "last-visit"]]);
      expect(timesOf([{ edss: [4, 5, 5, 4, 4], relapses: [178] }], { to: "d168", relapses: { after, daysBefore: 30 } })).toEqual([[12, "unconfirmed"]]);
    }
    // Up to that day it counts, by recorded days up to the day of the visit.
    expect(timesOf(later.map((person) => ({ ...person, relapses: [168] })), { to: "d168", relapses: { after: "censored", daysAfter: 0 } })).toEqual([[12, "relapse"]]);
    const late = [{ edss: [4, 4, 5], relapses: [172], days: [0, 84, 175] }];
    expect(timesOf(late, { to: "d168", visitDays: "actual", unit: "day", relapses: { after: "censored", daysAfter: 0 } })).toEqual([[84, "relapse"]]);
  });

  it("takes relapses from adverse events by their terms, counts all days a partial date may mean, and excludes where none is known", () => {
    const people = [{ values: { edss: [4, 5, 5] } }, { values: { edss: [4, 5, 5] } }, { values: { edss: [4, 5, 5] } }];
    const event = (participant: string, start?: { readonly days: number } | { readonly date: string }) => ({ participant, systemOrganClass: "Nervous system disorders", preferredTerm: "Multiple sclerosis relapse", ...(start && { start }) });
    const data = readPeople(people, { adverseEvents: [event("0", { days: 120 }), event("1")], clinicalEvents: [{ participant: "2", kind: "relapse", at: { date: "2015-03" } }] });
    const relapses = { after: "new-reference", adverseEvents: ["Multiple sclerosis relapse"] } as const;
    const found = timeToProgression(data, { ...edssAt12, relapses });
    // March 2015 is day 59 to 89, so that day 84 does not count.
    expect(found.rows.map(({ participant, time, event: isEvent }) => [participant, time, isEvent])).toEqual([["0", 24, false], ["2", 24, false]]);
    expect(found.excluded).toEqual([{ participant: "1", arm: "b", reason: "no-date" }]);
    expect(timeToProgression(data, edssAt12).rows.map(({ event: isEvent }) => isEvent)).toEqual([true, true, true]);
  });

  it("EDSS-Plus by hand: the first component confirmed by itself, and components that were not measured", () => {
    const data = readPeople([
      { values: { edss: [6, 6, 6.5, 6.5], t25fw: [10, 12, 12, 12], nineHolePegDominant: [30, 30, 30, 30], nineHolePegNonDominant: [35, 35, 35, 35] } }, // 20 % in the walk, at the bound
      { values: { edss: [6, 6.5, 6, 6], t25fw: [10, 11, 12, 11], nineHolePegDominant: [30, 30, 30, 36], nineHolePegNonDominant: [35, 35, 35, 35] } }, // each worse once: nothing is confirmed between components
      { values: { edss: [null, 6.5, 6.5, 6.5], t25fw: [10, 10, 10, 10], nineHolePegDominant: [30, 30, 36, 37], nineHolePegNonDominant: [35, 35, 42, 42] } }, // no EDSS at baseline; both hands from week 24
      { values: { edss: [null, 6], t25fw: [null, 10] } }, // nothing at baseline
      { values: { edss: [4, 4], t25fw: [180, 180], nineHolePegDominant: [300, 300], nineHolePegNonDominant: [40, 40] } }, // cannot get worse than unable
    ]);
    const plus = { components: four, weeks: 12, unit: "week" } as const;
    const { rows, byArm, excluded } = timeToProgression(data, plus);
    expect(rows.map(({ time, event, progression, censoring }) => [time, event, progression?.component ?? censoring])).toEqual([
      [12, true, "t25fw"],
      [36, false, "unconfirmed"],
      [24, true, "nineHolePegDominant"],
      [12, false, "last-visit"],
    ]);
    expect(rows[2]!.lacking).toEqual([{ component: "edss", reason: "no-observation", visit: "d0" }]);
    expect(rows[1]!.unconfirmed.map(({ component, day, reason }) => [component, day, reason])).toEqual([["edss", 84, "not-sustained"], ["t25fw", 168, "not-sustained"], ["nineHolePegDominant", 252, "no-later-visit"]]);
    expect(excluded).toEqual([{ participant: "3", arm: "b", reason: "no-observation", visit: "d0" }]);
    expect(byArm.a).toEqual({ n: 3, events: 2, censored: 1, totalTime: 48, byComponent: { t25fw: 1, nineHolePegDominant: 1 }, byCensoring: { "last-visit": 1 } });
    expect(timeToProgression(data, { ...plus, missingComponents: "exclude-participant" }).excluded.map(({ participant }) => participant)).toEqual(["2", "3"]);
  });

  it("agrees with R, which tries every pair of visits, in 200 random trials", () => {
    const seen = new Set<string>();
    for (const each of progressionCases) {
      const { rows, excluded, counts } = timeToProgression(dataOf(each), optionsOf(each));
      const byId = new Map(rows.map((row) => [row.participant, row]));
      each.people.forEach(({ found }, index) => {
        const row = byId.get(`${index}`);
        seen.add(found.excluded === true ? "excluded" : (found.censoring ?? "event"));
        if (found.excluded === true) return expect(row).toBeUndefined();
        expect([row?.time, row?.event, row?.censoring]).toEqual([found.time, found.event, found.censoring]);
        expect([row?.progression?.component, row?.progression?.onset.day, row?.progression?.confirmation?.day ?? null]).toEqual([found.component, found.onset, found.confirmation ?? null]);
      });
      expect(counts).toEqual({ participants: each.people.length, analysed: rows.length, excluded: excluded.length });
    }
    expect(seen).toEqual(new Set(["excluded", "event", "last-visit", "no-later-visit", "relapse", "unconfirmed"]));
  });

  it("agrees with a second implementation that walks along visits and relapses once", () => {
    for (const each of progressionCases) {
      const { rows } = timeToProgression(dataOf(each), optionsOf(each));
      const byId = new Map(rows.map((row) => [row.participant, row]));
      each.people.forEach((person, index) => {
        const row = byId.get(`${index}`);
        const days = each.options.actual ? person.days : plannedDays;
        expect(row === undefined ? "excluded" : { time: row.time, event: row.event }).toEqual(naiveTimeToProgression({ ...person, days }, each.options));
      });
    }
  });

  it("feeds the survival functions, and is plain data from frozen input", () => {
    const found = progressionCases.filter(({ options }) => !options.exclude).slice(0, 12);
    for (const each of found) expectPlain(timeToProgression(deepFreeze(dataOf(each)), deepFreeze(optionsOf(each))));
    const { rows } = timeToProgression(dataOf(found[0]!), optionsOf(found[0]!));
    const columns = { time: rows.map(({ time }) => time), event: rows.map(({ event }) => event) };
    expect(kaplanMeier(columns).counts.events).toBe(rows.filter(({ event }) => event).length);
    expect(logRankTest({ ...columns, group: rows.map(({ arm }) => arm) }).statistic).toBeGreaterThanOrEqual(0);
    expect(attempt(() => coxRegression({ ...columns, covariates: { treated: rows.map(({ arm }) => (arm === "a" ? 1 : 0)) } })).ok).toBeTypeOf("boolean");
  });

  it("excludes what has no date or no order on actual days, and a time of 0, and keeps to a population", () => {
    const data = readPeople([
      { values: { edss: [4, 5, 5] } },
      { days: [0, 84, 84], values: { edss: [4, 5, 5] } },
      { days: [90, 84, 168], values: { edss: [4, 5, 5] } },
      { days: [0, 84, 168], values: { edss: [4, 5, 5] } },
    ]);
    const { excluded, rows } = timeToProgression(data, { ...edssAt12, visitDays: "actual" });
    expect(excluded.map(({ participant, reason, visit }) => [participant, reason, visit])).toEqual([["0", "no-date", "d0"], ["1", "same-day", "d168"], ["2", "out-of-order", "d0"]]);
    expect(rows.map(({ participant }) => participant)).toEqual(["3"]);
    expect(timeToProgression(readPeople([{ values: { t25fw: [10, 0, 12] } }]), { components: { t25fw: "t25fw" }, weeks: 12 }).excluded[0]).toEqual({ participant: "0", arm: "a", reason: "zero-reference", visit: "d84" });
    const inB = timeToProgression(data, { ...edssAt12, population: "second" });
    expect([inB.rows.length, inB.byArm.a.n, inB.excluded[0]?.reason]).toEqual([2, 0, "not-in-population"]);
  });

  it("refuses a trial without visits, measures that are not declared or better when higher, and options that are none", () => {
    const data = readPeople([]);
    const untyped = (options: object) => () => timeToProgression(data, { ...edssAt12, ...options });
    expect(untyped({ components: {} })).toThrow(/components must name at least one measure/);
    expect(untyped({ components: { edss: "edsss" } })).toThrow(/measure "edsss" is not declared.*Did you mean "edss"/);
    expect(untyped({ components: { eddss: "edss" } })).toThrow(/must not have "eddss"/);
    expect(untyped({ weeks: 0 })).toThrow(/weeks must be above 0/);
    expect(untyped({ toleranceDays: 84 })).toThrow(/toleranceDays must be at least 0 and below 84/);
    expect(untyped({ unconfirmed: "censored" })).toThrow(/unconfirmed must be one of/);
    expect(untyped({ relapses: {} })).toThrow(/after is missing/);
    expect(untyped({ relapses: { after: "censored", daysAfter: -1 } })).toThrow(/relapses.daysAfter must not be negative/);
    expect(untyped({ relapses: { after: "censored", adverseEvents: "relapse" } })).toThrow(/list of preferred terms/);
    expect(untyped({ confirmed: 12 })).toThrow(TypeError);
    expect(untyped({ to: "d85" })).toThrow(/visit "d85" is not declared.*Did you mean "d84"/);
    expect(untyped({ to: "screening" })).toThrow(/to must be a visit after baseline; received "screening"/);
    expect(untyped({ to: "d0" })).toThrow(RangeError);
    expect(untyped({ population: "third" })).toThrow(/population "third" is not declared/);
    // @ts-expect-error weeks are needed
    expect(() => timeToProgression(data, { components: { edss: "edss" } })).toThrow(/weeks is missing/);
    const bare = readTrialData(defineTrial({ id: "bare", arms, measures: { edss: progressionTrial.measures.edss, score: { label: "Score", unit: "points", better: "higher" } } }), { participants: [] });
    expect(() => timeToProgression(bare, edssAt12)).toThrow(/the trial declares no visit/);
    expect(() => timeToProgression(bare, { ...edssAt12, components: { edss: "score" } })).toThrow(/lower is better; in "score" higher is/);
  });
});
