import { Measure } from "trialwise/trial";
import * as instruments from "trialwise/instruments";
import { describe, expect, it } from "vitest";

/** Range and direction as the sources give them: Oh 2018 (doi 10.1002/ana.25302) for ALSFRS-R and AALS. */
const expected = {
  alsfrsR: { better: "higher", range: { from: 0, to: 48 }, step: 1 },
  aals: { better: "lower", range: { from: 30, to: 164 }, step: 1 },
  fvc: { better: "higher", range: { from: 0 } },
  sf36: { better: "higher", range: { from: 0, to: 100 } },
};

describe("instruments", () => {
  it.each(Object.entries(instruments))("%s is a measure", (_, measure) => {
    expect(Measure.parse(measure)).toStrictEqual(measure);
  });

  it.each(Object.entries(expected))("%s has the range and direction of its source", (name, facts) => {
    expect(Object.entries(instruments).find(([key]) => key === name)?.[1]).toMatchObject(facts);
  });
});
