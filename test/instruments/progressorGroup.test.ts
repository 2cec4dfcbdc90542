import { type AlsfrsRLoss, type ProgressorCutOff, progressorGroup } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveGroup } from "../naive/instruments.ts";
import { cases } from "./fixtures.ts";

function lossOf(cutOff: ProgressorCutOff, lost: number): AlsfrsRLoss {
  return cutOff === "msc-ntf-2018" ? { lostBeforeTreatment: lost } : { lostPerMonth: lost };
}

/** Kimura, Gordon and Labra as Kjældgaard 2021, Table 4, has them; MSC-NTF: slow is a change of −2 or more. */
const byHand: readonly (readonly [ProgressorCutOff, number, "slow" | "intermediate" | "rapid"])[] = [
  ["kimura-2006", 0, "slow"],
  ["kimura-2006", -0.3, "slow"],
  ["kimura-2006", 0.49, "slow"],
  ["kimura-2006", 0.5, "intermediate"],
  ["kimura-2006", 0.99, "intermediate"],
  ["kimura-2006", 1, "rapid"],
  ["kimura-2006", 4, "rapid"],
  ["kimura-2006-two-groups", 0.66, "slow"],
  ["kimura-2006-two-groups", 0.67, "rapid"],
  ["gordon-2006", 0.49, "slow"],
  ["gordon-2006", 0.5, "rapid"],
  ["labra-2016", 0.46, "slow"],
  ["labra-2016", 0.47, "intermediate"],
  ["labra-2016", 1.1, "intermediate"],
  ["labra-2016", 1.11, "rapid"],
  // In floating point, 3 × 0.37 falls short of 1.11 and 4.4 − 2.4 exceeds 2.
  ["labra-2016", 3 * 0.37, "rapid"],
  ["msc-ntf-2018", -1, "slow"],
  ["msc-ntf-2018", 0, "slow"],
  ["msc-ntf-2018", 1, "slow"],
  ["msc-ntf-2018", 2, "slow"],
  ["msc-ntf-2018", 4.4 - 2.4, "slow"],
  ["msc-ntf-2018", 2.5, "rapid"],
  ["msc-ntf-2018", 3, "rapid"],
];

describe("progressorGroup", () => {
  it("is right by hand at and beside every bound", () => {
    for (const [cutOff, lost, group] of byHand) expect([cutOff, lost, progressorGroup(lossOf(cutOff, lost), { cutOff }).group]).toEqual([cutOff, lost, group]);
    expect(byHand.length).toBeGreaterThanOrEqual(20);
  });

  it("agrees with R's findInterval on 240 random losses, in hundredths of points", () => {
    for (const { progressor: { cutOff, lost, group } } of cases) expect([cutOff, lost, progressorGroup(lossOf(cutOff, lost), { cutOff }).group]).toEqual([cutOff, lost, group]);
  });

  it("agrees with a second implementation that sorts the loss among the bounds", () => {
    for (const { progressor: { cutOff, lost } } of cases) {
      const { group, bounds, atBound } = progressorGroup(lossOf(cutOff, lost), { cutOff });
      expect(group).toBe(naiveGroup(lost, bounds, atBound === "slower"));
    }
  });

  it("is plain data from frozen input", () => {
    for (const { progressor: { cutOff, lost } } of cases.slice(0, 20)) expectPlain(progressorGroup(deepFreeze(lossOf(cutOff, lost)), deepFreeze({ cutOff })));
    expectPlain(progressorGroup({ lostPerMonth: -0 }, { cutOff: "gordon-2006" }));
  });

  it("refuses a loss of the other kind, an unknown cut-off, and what is no number", () => {
    expect(() => progressorGroup({ lostPerMonth: 1 }, { cutOff: "msc-ntf-2018" })).toThrow(/lostBeforeTreatment is missing/);
    expect(() => progressorGroup({ lostBeforeTreatment: 1 }, { cutOff: "kimura-2006" })).toThrow(/lostPerMonth is missing/);
    // @ts-expect-error an unknown cut-off
    expect(() => progressorGroup({ lostPerMonth: 1 }, { cutOff: "kimura-2007" })).toThrow(/Did you mean "kimura-2006"/);
    expect(() => progressorGroup({ lostPerMonth: Number.NaN }, { cutOff: "kimura-2006" })).toThrow(RangeError);
    // @ts-expect-error the cut-off is needed
    expect(() => progressorGroup({ lostPerMonth: 1 }, {})).toThrow(/cutOff is missing/);
  });
});
