import { defineTrial, Measure, readTrialData, safeReadTrialData } from "trialwise/trial";
import * as instruments from "trialwise/instruments";
import { simulateTrial } from "trialwise/simulation";
import { describe, expect, it } from "vitest";

/**
 * Range and direction as the sources give them: Oh 2018 (doi 10.1002/ana.25302) for ALSFRS-R and AALS; Kurtzke 1983 for the EDSS,
 * whose steps are 0, 1.0, 1.5 … 10.
 */
const expected = {
  alsfrsR: { better: "higher", range: { from: 0, to: 48 }, step: 1 },
  aals: { better: "lower", range: { from: 30, to: 164 }, step: 1 },
  fvc: { better: "higher", range: { from: 0 } },
  svc: { better: "higher", range: { from: 0 }, unit: "% predicted" },
  sf36: { better: "higher", range: { from: 0, to: 100 } },
  edss: { better: "lower", range: { from: 0, to: 10 }, step: 0.5, gaps: [0.5] },
  t25fw: { better: "lower", range: { from: 0, to: 180 }, unit: "s" },
  nineHolePegDominant: { better: "lower", range: { from: 0, to: 300 }, unit: "s" },
  nineHolePegNonDominant: { better: "lower", range: { from: 0, to: 300 }, unit: "s" },
  sixMinuteWalk: { better: "higher", range: { from: 0 }, unit: "m" },
};

const { alsfrsRItemMeasures, ...others } = instruments;
const measures = Object.entries(others).filter(([, each]) => typeof each === "object");

describe("instruments", () => {
  it.each(measures)("%s is a measure", (_, measure) => {
    expect(Measure.parse(measure)).toStrictEqual(measure);
  });

  it.each(Object.entries(expected))("%s has the range and direction of its source", (name, facts) => {
    expect(measures.find(([key]) => key === name)?.[1]).toMatchObject(facts);
  });

  it("none is without its facts here", () => {
    expect(measures.map(([name]) => name).sort()).toEqual(Object.keys(expected).sort());
  });

  it("the items of the ALSFRS-R are measures from 0 to 4, numbered as in Cedarbaum 1999, by the keys that scores and stages take", () => {
    const items = Object.entries(alsfrsRItemMeasures);
    for (const [, measure] of items) {
      expect(Measure.parse(measure)).toStrictEqual(measure);
      expect(measure).toMatchObject({ better: "higher", range: { from: 0, to: 4 }, step: 1 });
    }
    expect(items.map(([, { label }]) => label.replace("ALSFRS-R item ", ""))).toEqual(["1", "2", "3", "4", "5a", "5b", "6", "7", "8", "9", "10", "11", "12"]);
    const rated = Object.fromEntries(items.filter(([key]) => key !== "cuttingWithGastrostomy").map(([key]) => [key, 4]));
    expect(instruments.scoreAlsfrsR(rated).total).toBe(48);
  });

  it("the EDSS takes its twenty steps and no others from records: 0.5 is none", () => {
    const trial = defineTrial({
      id: "edss",
      arms: { one: { label: "One", role: "experimental" } },
      visits: { V0: { at: { months: 0 }, baseline: true } },
      measures: { edss: instruments.edss },
    });
    const codesOf = (value: number) => {
      const read = safeReadTrialData(trial, { participants: [{ id: "001", arm: "one" }], observations: [{ participant: "001", visit: "V0", measure: "edss", value }] });
      return "issues" in read ? read.issues.map(({ code }) => code) : [];
    };
    const steps = [0, ...Array.from({ length: 19 }, (_, index) => 1 + index / 2)];
    expect(steps).toHaveLength(20);
    for (const step of steps) expect(codesOf(step)).toEqual([]);
    for (const value of [0.5, 0.25, 1.25, 9.75]) expect(codesOf(value)).toEqual(["off-step"]);
    for (const value of [-0.5, 10.5]) expect(codesOf(value)).toEqual(["out-of-range"]);
  });

  it("a simulated EDSS is on its steps too", () => {
    const trial = defineTrial({
      id: "edss",
      arms: { one: { label: "One", role: "experimental" } },
      visits: { V0: { at: { months: 0 }, baseline: true }, V1: { at: { months: 12 } } },
      measures: { edss: instruments.edss },
    });
    const { records } = simulateTrial(trial, {
      seed: 3,
      participants: { one: 200 },
      measures: {
        edss: {
          knots: [],
          byArm: { one: { baseline: 0.7, slopes: [0] } },
          randomEffects: { standardDeviations: { baseline: 0.1, slopes: [0] }, correlations: [[1, 0], [0, 1]] },
          residualStandardDeviation: 0.5,
        },
      },
    });
    const values = readTrialData(trial, records).observations.flatMap(({ value }) => value ?? []);
    expect(values).toHaveLength(400);
    expect([...new Set(values)].filter((value) => value <= 1).sort()).toEqual([0, 1]);
  });
});
