import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { SimulationDesign } from "trialwise/simulation";
import { simulateTrial } from "trialwise/simulation";
import type { Trial, TrialDefinition, TrialKeys } from "trialwise/trial";
import { defineTrial, readTrial, readTrialData, safeReadTrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveValue } from "../naive/simulation.ts";
import { berry, berryDesign, harris, harrisDesign, oh, ohDesign, petrou, petrouDesign } from "./seedTrials.ts";

const small = defineTrial({
  id: "small",
  arms: { active: { label: "Active", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { lead: { at: { months: -2 } }, start: { at: { months: 0 }, baseline: true }, m3: { at: { months: 3 } }, m6: { at: { months: 6 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
});

const still = { standardDeviations: { baseline: 0, slopes: [0, 0] } };
const smallDesign: SimulationDesign<{ arm: "active" | "control"; treatment: never; visit: "lead" | "start" | "m3" | "m6"; measure: "score"; biomarker: never; covariate: never; endpoint: never; population: never }> = {
  seed: 7,
  participants: { active: 3, control: 2 },
  measures: {
    score: {
      knots: [{ months: 0 }],
      byArm: { active: { baseline: 40, slopes: [-1, 0.5] }, control: { baseline: 40, slopes: [-1, -2] } },
      randomEffects: still,
      residualStandardDeviation: 0,
    },
  },
};

interface ReferenceDesign {
  readonly visits: TrialDefinition["visits"];
  readonly step: number;
  readonly design: SimulationDesign;
}

interface ReferencePeople {
  readonly people: readonly {
    readonly id: string;
    readonly truth: { readonly [measure: string]: { readonly baseline: number; readonly slopes: readonly number[] } };
    /** At each visit, in the order of their times, the score and the walk: a value, or why there is none. */
    readonly observations: readonly (number | string)[];
    readonly events: readonly (readonly [start: number, grade: number, serious: boolean, end: number | null])[];
    readonly death: number | null;
    readonly status: string;
  }[];
}

const casesIn = <Case>(name: string): readonly Case[] => JSON.parse(readFileSync(new URL(`../reference/simulation/${name}.json`, import.meta.url), "utf8")).cases;

/** The trial of a design in simulatedTrials.py. */
const referenceTrial = ({ visits, step }: ReferenceDesign) =>
  readTrial({
    id: "case",
    arms: { active: { label: "Active", role: "experimental" }, control: { label: "Control", role: "control" } },
    visits,
    measures: {
      score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 }, step },
      walk: { label: "Walk", unit: "s", better: "lower", range: { from: 0, to: 180 } },
    },
  });

describe("simulateTrial", () => {
  it("follows the mean courses exactly where nothing varies, worked by hand", () => {
    const { records, truth } = simulateTrial(small, smallDesign);
    const values = (id: string) => records.observations?.filter(({ participant }) => participant === id).map(({ value }) => value);
    // 40 at baseline, 1 point a month lost before it; then +0.5 and −2 points a month.
    expect(values("SIM-active-003")).toEqual([42, 40, 41.5, 43]);
    expect(values("SIM-control-001")).toEqual([42, 40, 34, 28]);
    expect(truth[4]).toEqual({ participant: "SIM-control-002", arm: "control", measures: { score: { baseline: 40, slopes: [-1, -2] } }, biomarkers: {} });
  });

  it("agrees with a second program in Python on 200 random designs, participant by participant", () => {
    const designs = casesIn<ReferenceDesign>("simulationDesigns");
    const trials = casesIn<ReferencePeople>("simulatedTrials");
    let worst = 0;
    const near = (actual: number, expected: number) => (worst = Math.max(worst, Math.abs(actual - expected) / Math.max(1e-6, Math.abs(expected))));
    trials.forEach(({ people }, place) => {
      const reference = designs[place]!;
      const { records, truth } = simulateTrial(referenceTrial(reference), reference.design);
      expect(truth.map(({ participant }) => participant)).toEqual(people.map(({ id }) => id));
      people.forEach((person, index) => {
        const own = <Row extends { readonly participant: string }>(rows: readonly Row[] | undefined) => (rows ?? []).filter(({ participant }) => participant === person.id);
        for (const [measure, { baseline, slopes }] of Object.entries(person.truth)) {
          near(truth[index]!.measures[measure]!.baseline, baseline);
          slopes.forEach((slope, piece) => near(truth[index]!.measures[measure]!.slopes[piece]!, slope));
        }
        const observations = own(records.observations);
        const measures = ["score", "walk"];
        expect(observations.map(({ measure, missing }) => [measure, missing ?? "value"])).toEqual(
          person.observations.map((result, row) => [measures[row % 2], typeof result === "string" ? result : "value"]),
        );
        expect(new Set(observations.map(({ visit }) => visit)).size).toBe(person.observations.length / 2);
        observations.forEach(({ value }, row) => value !== undefined && near(value, person.observations[row] as number));
        expect(own(records.adverseEvents).map(({ start, grade, serious, end }) => [start?.days, grade, serious, end?.days ?? null])).toEqual(person.events);
        expect(own(records.clinicalEvents).map(({ at }) => at.days)).toEqual(person.death === null ? [] : [person.death]);
        expect(own(records.dispositions).map(({ status }) => status)).toEqual([person.status]);
      });
    });
    expect(trials.length).toBe(200);
    // Both round to twelve digits; what lies between two roundings may come out one unit of the twelfth digit apart.
    expect(worst).toBeLessThan(1e-11);
  });

  it("agrees with a second implementation on whole numbers of any size", () => {
    const residual = 1.5;
    const score = { ...smallDesign.measures!.score!, randomEffects: { standardDeviations: { baseline: 4, slopes: [0, 0] } }, residualStandardDeviation: residual };
    const { records } = simulateTrial(small, { ...smallDesign, measures: { score } });
    const days = { lead: -2 * 30.4375, start: 0, m3: 3 * 30.4375, m6: 6 * 30.4375 };
    for (const { participant, visit, measure, value } of records.observations ?? []) {
      const [, arm, number] = participant.split("-") as [string, "active" | "control", string];
      const [before, after] = score.byArm[arm].slopes as [number, number];
      const course = { baseline: 40, slopeOn: (day: number) => (day < 0 ? before : after) / 30.4375 };
      const expected = naiveValue([7, arm, Number(number)], measure, visit, days[visit as keyof typeof days], course, { baseline: 4, residual });
      // The naive quantile comes from 400 steps of Simpson's rule.
      expect(value).toBeCloseTo(expected, 6);
    }
    expect(records.observations).toHaveLength(20);
  });

  it("shapes the trials of Oh 2018, Berry 2019, Petrou 2021 and Harris 2024, which read without an issue and are plain data", () => {
    expectClean(oh, ohDesign);
    expectClean(berry, berryDesign);
    expectClean(petrou, petrouDesign);
    expectClean(harris, harrisDesign);
  });

  it("counts what became of everybody", () => {
    const { counts, records, truth } = simulateTrial(oh, ohDesign);
    for (const arm of ["msc", "control"] as const) {
      const { participants, completed, lostToFollowUp, withdrew, died, diedLater } = counts.byArm[arm];
      expect(completed + lostToFollowUp + withdrew + died).toBe(participants);
      const ids = new Set(truth.filter((row) => row.arm === arm).map(({ participant }) => participant));
      expect(records.clinicalEvents?.filter(({ participant }) => ids.has(participant))).toHaveLength(died + diedLater);
      expect(records.dispositions?.filter(({ participant, status }) => ids.has(participant) && status === "died")).toHaveLength(died);
    }
    expect(counts.values + counts.missing).toBe(records.observations!.length + records.biomarkerSamples!.length);
    expect(records.biomarkerSamples!.some((sample) => "below" in sample && sample.below === 15.4)).toBe(true);
  });

  it("sees the later deaths of who completed, whenever they would have left, and none of who left", () => {
    const deaths = { perMonth: 0.05 };
    const { records, counts } = simulateTrial(small, { ...smallDesign, participants: { active: 400, control: 400 }, dropout: { perMonth: 0.2 }, deaths, followUp: { months: 600 } });
    for (const arm of ["active", "control"] as const) expect(counts.byArm[arm].diedLater).toBe(counts.byArm[arm].completed);
    const dead = new Set(records.clinicalEvents?.map(({ participant }) => participant));
    const left = records.dispositions?.filter(({ status }) => status === "lost-to-follow-up") ?? [];
    expect(left.length).toBeGreaterThan(100);
    expect(left.filter(({ participant }) => dead.has(participant))).toEqual([]);
  });

  it("lets participants leave, die and miss visits at the rates that were asked for", () => {
    const n = 2000;
    const design = { ...smallDesign, participants: { active: n, control: 0 } };
    const within = (share: number, expected: number) => expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n));
    // From the first visit to the last there are 8 months, 243.5 days.
    within(simulateTrial(small, { ...design, dropout: { perMonth: 0.05 } }).counts.byArm.active.completed / n, Math.exp((-0.05 * 243) / 30.4375));
    within(simulateTrial(small, { ...design, deaths: { perMonth: 0.1 } }).counts.byArm.active.died / n, 1 - Math.exp((-0.1 * 243) / 30.4375));
    // A value of 40, 10 units above the reference: 0.1 × 0.9¹⁰ a month; the course is flat.
    const flat = { score: { ...design.measures!.score!, byArm: { active: { baseline: 40, slopes: [0, 0] }, control: { baseline: 40, slopes: [0, 0] } } } };
    const byValue = { measure: "score" as const, reference: 30, hazardRatioPerUnit: 0.9 };
    within(simulateTrial(small, { ...design, measures: flat, deaths: { perMonth: 0.1, byValue } }).counts.byArm.active.died / n, 1 - Math.exp((-0.1 * 0.9 ** 10 * 243) / 30.4375));
    // Log odds −6 + 0.1 × 40 after each of three visits.
    const stays = 1 - 1 / (1 + Math.exp(2));
    within(simulateTrial(small, { ...design, measures: flat, dropout: { afterValue: { measure: "score", intercept: -6, perUnit: 0.1 } } }).counts.byArm.active.completed / n, stays ** 3);
    const { counts } = simulateTrial(small, { ...design, missedVisits: 0.2 });
    within(counts.missing / (3 * n), 0.2);
    const events = simulateTrial(small, { ...design, adverseEvents: [{ systemOrganClass: "s", preferredTerm: "p", perMonth: 0.5, grades: [5, 3, 2, 0], serious: 0.25, meanDays: 10 }] }).records.adverseEvents!;
    expect(Math.abs(events.length / n - 3)).toBeLessThan(4 * Math.sqrt(3 / n));
    within(events.filter(({ grade }) => grade === 2).length / events.length, 0.3);
    within(events.filter(({ serious }) => serious).length / events.length, 0.25);
  });

  it("ties a measure's courses to those of another, with the correlation asked for", () => {
    const n = 2000;
    const two = defineTrial({ ...small, measures: { score: small.measures.score, other: { label: "Other", unit: "s", better: "lower" } } });
    const varied = { ...smallDesign.measures!.score!, randomEffects: { standardDeviations: { baseline: 3, slopes: [0.5, 1] }, correlations: [[1, 0.3, 0], [0.3, 1, 0.5], [0, 0.5, 1]] } };
    const { truth } = simulateTrial(two, { seed: 5, participants: { active: n, control: 0 }, measures: { score: varied, other: { ...varied, scale: "log", follows: { measure: "score", correlation: -0.6 } } } });
    const column = (of: (row: (typeof truth)[number]) => number) => truth.map(of);
    const correlationOf = (x: readonly number[], y: readonly number[]) => {
      const [a, b] = [x, y].map((values) => values.map((value) => value - values.reduce((sum, each) => sum + each, 0) / n)) as [number[], number[]];
      const sumOf = (left: number[], right: number[]) => left.reduce((sum, value, index) => sum + value * right[index]!, 0);
      return sumOf(a, b) / Math.sqrt(sumOf(a, a) * sumOf(b, b));
    };
    const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan((4 * (1 - expected ** 2)) / Math.sqrt(n));
    near(correlationOf(column(({ measures }) => measures.score!.baseline), column(({ measures }) => Math.log(measures.other!.baseline))), -0.6);
    near(correlationOf(column(({ measures }) => measures.score!.slopes[1]!), column(({ measures }) => measures.other!.slopes[1]!)), -0.6);
    near(correlationOf(column(({ measures }) => measures.score!.slopes[0]!), column(({ measures }) => measures.score!.slopes[1]!)), 0.5);
  });

  it("counts visits from doses, and holds none that hangs on a dose which is not planned", () => {
    const { records } = simulateTrial(petrou, petrouDesign);
    const visits = new Set(records.observations?.map(({ visit }) => visit));
    expect([...visits]).toEqual(["runIn", "first", "afterFirst", "afterSecond", "afterFourth"]);
    expect(records.doses?.filter(({ participant }) => participant === "SIM-msc-001").map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it("the same seed gives the same JSON, another seed another", () => {
    expect(JSON.stringify(simulateTrial(oh, ohDesign))).toBe(JSON.stringify(simulateTrial(oh, ohDesign)));
    expect(simulateTrial(oh, { ...ohDesign, seed: 1 }).records.observations).not.toEqual(simulateTrial(oh, ohDesign).records.observations);
  });

  it("another arm, participant, visit or measure, and another order of them, changes nobody else", () => {
    const before = simulateTrial(oh, ohDesign);
    const more = simulateTrial(oh, { ...ohDesign, participants: { msc: 40, control: 35 }, adverseEvents: [], doses: {} });
    const kept = new Set(before.records.participants.map(({ id }) => id));
    expect(more.records.observations?.filter(({ participant }) => kept.has(participant))).toEqual(before.records.observations);
    const { control, msc } = oh.arms;
    const { V1, V3, V5, V6, V9, V10 } = oh.visits;
    const turned = { ...oh, arms: { third: { label: "Third", role: "control" as const }, control, msc }, visits: { V10, V9, V5, V6, V1, V3 }, measures: { fvc: oh.measures.fvc, alsfrsR: oh.measures.alsfrsR } };
    const byArm = <Value>(record: { readonly msc: Value; readonly control: Value }) => ({ ...record, third: record.control });
    const { alsfrsR, fvc } = ohDesign.measures!;
    const others = simulateTrial(turned, {
      seed: ohDesign.seed,
      participants: byArm(ohDesign.participants),
      measures: { fvc: { ...fvc!, byArm: byArm(fvc!.byArm) }, alsfrsR: { ...alsfrsR!, byArm: byArm(alsfrsR!.byArm) } },
      missedVisits: 0.03,
      dropout: { perMonth: 0.005, afterValue: { measure: "alsfrsR", intercept: -2, perUnit: -0.08 } },
      deaths: { perMonth: 0.015, byValue: { measure: "alsfrsR", reference: 30, hazardRatioPerUnit: 0.94 } },
      followUp: { months: 75 },
    });
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(others.records.observations!.filter(({ participant }) => kept.has(participant)))).toEqual(sorted(before.records.observations!));
  });

  it("leaves frozen input alone", () => {
    const frozen = deepFreeze(structuredClone(ohDesign));
    expect(simulateTrial(deepFreeze(structuredClone(oh)), frozen).records).toEqual(simulateTrial(oh, ohDesign).records);
  });

  it("says with which generator, seed and options it was made", () => {
    const { seed, generator, method } = simulateTrial(small, smallDesign);
    expect([seed, generator, method.name]).toEqual([7, "xoshiro128**", "simulated-trial"]);
    expect(method.options).toMatchObject({ seed: 7, missedVisits: 0, dropout: { perMonth: 0 }, biomarkers: {}, adverseEvents: [], doses: {} });
    expect(method.options.measures.score).toMatchObject({ per: "month", scale: "linear", visits: ["lead", "start", "m3", "m6"], randomEffects: { correlations: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] } });
  });

  it("keeps to the range and the step of the measure", () => {
    const wild = { ...harrisDesign, measures: { edss: { ...harrisDesign.measures!.edss!, residualStandardDeviation: 30 }, t25fw: { ...harrisDesign.measures!.t25fw!, residualStandardDeviation: 40 } } };
    const { records } = simulateTrial(harris, wild);
    const edss = records.observations!.flatMap(({ measure, value }) => (measure === "edss" && value !== undefined ? [value] : []));
    expect([Math.min(...edss), Math.max(...edss)]).toEqual([0, 10]);
    expect(edss.every((value) => Number.isInteger(value * 2))).toBe(true);
    expect(readTrialData(harris, records).observations.length).toBe(records.observations!.length);
  });

  it("refuses designs that the trial does not know, naming the nearest key", () => {
    const simulate = (change: object) => () => simulateTrial(small, { ...smallDesign, ...change } as never);
    const score = (change: object) => simulate({ measures: { score: { ...smallDesign.measures!.score, ...change } } });
    expect(simulate({ seed: 1.5 })).toThrow("simulateTrial: seed must be a whole number; received 1.5");
    expect(simulate({ participants: { active: 3, contrl: 3 } })).toThrow('control is missing. Is it "contrl"?');
    expect(simulate({ participants: { active: 3, control: -1 } })).toThrow("at least 0");
    expect(simulate({ measure: {} })).toThrow('Did you mean "measures"?');
    expect(simulate({ measures: { scores: smallDesign.measures!.score } })).toThrow('received "scores". Did you mean "score"?');
    expect(simulate({ missedVisits: 5 })).toThrow("missedVisits must be between 0 and 1");
    expect(simulate({ dropout: { perMonth: -1 } })).toThrow("at least 0 and at most 1000 a month");
    expect(simulate({ dropout: { perMonth: { active: 1 } } })).toThrow("control is missing");
    expect(simulate({ dropout: { afterValue: { measure: "scor", intercept: 0, perUnit: 0 } } })).toThrow('Did you mean "score"?');
    expect(simulate({ deaths: { perMonth: 0.1, byValue: { measure: "score", reference: 0, hazardRatioPerUnit: 0 } } })).toThrow("hazardRatioPerUnit must be above 0");
    expect(simulate({ adverseEvents: [{ systemOrganClass: "a", preferredTerm: "b", perMonth: 1, grades: [0, 0, 0, 0] }] })).toThrow("the sum of adverseEvents[0].grades must be above 0");
    expect(simulate({ doses: { actve: [] } })).toThrow('Did you mean "active"?');
    expect(simulate({ doses: { active: [{ at: { days: 3 } }, { at: { days: 1 } }] } })).toThrow("not before the dose before it");
    expect(simulate({ doses: { active: [{ at: { days: 3 }, treatment: "cells" }] } })).toThrow("a treatment of the trial");
    expect(score({ knots: [] })).toThrow("slopes must be 1, one more than there are knots; received 2");
    expect(score({ knots: [{ months: 1 }, { weeks: 1 }] })).toThrow("after the knot before it");
    expect(score({ residualStandardDeviation: -1 })).toThrow("at least 0");
    expect(score({ scale: "logarithmic" })).toThrow("scale must be one of");
    expect(score({ scale: "log", byArm: { active: { baseline: 0, slopes: [0, 0] }, control: { baseline: 1, slopes: [0, 0] } } })).toThrow("above 0 on the log scale");
    expect(score({ visits: ["m4"] })).toThrow('received "m4". Did you mean "m3"?');
    expect(score({ randomEffects: { ...still, correlations: [[1, 0], [0, 1]] } })).toThrow("a correlation matrix of baseline and 2 slopes");
    expect(score({ randomEffects: { ...still, correlations: [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]] } })).toThrow("a correlation matrix");
    expect(score({ randomEffects: { standardDeviations: { baseline: 1, slopes: [-1, 0] } } })).toThrow("at least 0");
    expect(score({ follows: { measure: "score", correlation: 0.5 } })).toThrow("must follow a measure that follows none");
    expect(simulate({ participants: undefined })).toThrow(TypeError);
    for (const design of [null, undefined, 3, "design", [], {}]) expect(() => simulateTrial(small, design as never)).toThrow(/^simulateTrial: the design must/);
    expect(simulate({ seed: "1" })).toThrow(TypeError);
    const event = { systemOrganClass: "a", preferredTerm: "b", perMonth: 1 };
    expect(simulate({ adverseEvents: event })).toThrow("simulateTrial: adverseEvents must be a list; received an object");
    expect(simulate({ adverseEvents: [{ ...event, grades: [1, 1, 1, 1, 1] }] })).toThrow("grades must be 4 frequencies");
    expect(simulate({ adverseEvents: [{ ...event, grades: "1111" }] })).toThrow("grades must be a list");
    expect(simulate({ adverseEvents: [event, { ...event, preferredTerm: "c" }, { ...event, perMonth: 2 }] })).toThrow("adverseEvents[2] must be of other terms than those before it");
    expect(simulate({ dropout: { afterValue: { measure: "score", intercept: 0, perUnit: 0, perunit: 1 } } })).toThrow('dropout.afterValue must not have "perunit"');
    expect(simulate({ deaths: { perMonth: 0.1, byValue: { measure: "score", reference: 0, hazardRatioPerUnit: 1, scale: 2 } } })).toThrow('deaths.byValue must not have "scale"');
    expect(simulate({ doses: { active: { at: { days: 0 } } } })).toThrow("doses.active must be a list");
    expect(simulate({ doses: { active: [{ at: { days: 0 }, route: "i.v." }] } })).toThrow('Did you mean "routes"?');
    expect(simulate({ doses: { active: [{ at: { days: 0 }, participant: "1" }] } })).toThrow('must not have "participant"');
    expect(simulate({ doses: { active: [{ at: { days: 0 }, amount: { value: NaN, unit: "cells" } }] } })).toThrow("doses.active[0].amount.value must be a finite number");
    expect(simulate({ followUp: { months: 24, days: 3 } })).toThrow("followUp must be { months }, { weeks } or { days }");
    expect(simulate({ followUp: 24 })).toThrow("followUp must be an object; received 24");
    expect(score({ visits: "m3" })).toThrow('visits must be a list; received "m3"');
    expect(score({ byArm: { active: { baseline: 1, slopes: [0, 0], slope: 1 }, control: { baseline: 1, slopes: [0, 0] } } })).toThrow('measures.score.byArm.active must not have "slope"');
    expect(score({ follows: { measure: "score", correlation: 0.5, lag: 1 } })).toThrow('follows must not have "lag"');
    expect(simulate({ seed: 2 ** 60 })).toThrow("a whole number");
    expect(simulate({ measures: { score: null } })).toThrow("measures.score must be an object; received null");
    expect(simulate({ followUp: { years: 1 } })).toThrow("followUp must be a finite number");
    expect(simulate({ followUp: { months: Infinity } })).toThrow(RangeError);
    expect(score({ byArm: { active: { baseline: NaN, slopes: [0, 0] }, control: { baseline: 1, slopes: [0, 0] } } })).toThrow("baseline must be a finite number");
    expect(score({ byArm: { active: { baseline: 1, slopes: "00" }, control: { baseline: 1, slopes: [0, 0] } } })).toThrow("slopes must be an array of numbers");
    expect(score({ residualStandardDeviation: undefined })).toThrow("must be a finite number");
  });
});

function expectClean<Keys extends TrialKeys>(trial: Trial<Keys>, design: SimulationDesign<NoInfer<Keys>>): void {
  const simulated = simulateTrial(trial, design);
  const read = safeReadTrialData(trial, simulated.records);
  expect(read.ok ? [] : read.issues).toEqual([]);
  expect(JSON.parse(JSON.stringify(simulated))).toStrictEqual(simulated);
  expect(simulated.simulated).toBe(true);
  expect(simulated.records.participants.every(({ id }) => id.startsWith("SIM-"))).toBe(true);
}
