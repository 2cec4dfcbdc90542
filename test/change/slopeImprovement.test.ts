import { describe, expect, it } from "vitest";
import { slopeImprovement } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naivePercentImprovement } from "../naive/change.ts";
import { readCases } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface Case {
  readonly better: "higher" | "lower";
  readonly leadIn: number;
  readonly followUp: number;
  readonly change: number;
  readonly improvement: number;
  readonly decline: number;
  readonly percent: number | null;
}

const cases = readCases<{ readonly improvement: Case }>("numbers").map(({ improvement }) => improvement);

describe("slopeImprovement", () => {
  it("turns the slope changes of Oh 2018, Table 3, as its text reads them: AALS −1.51 is an improvement of +1.51", () => {
    // A mean lead-in slope of 4.21 AALS points a month, and a follow-up slope 1.51 lower: fewer points a month are less impairment.
    const aals = slopeImprovement({ leadIn: 4.21, followUp: 4.21 - 1.51 }, { better: "lower", range: 134 });
    expect(aals.change).toBeCloseTo(-1.51, 12);
    expect(aals.improvement).toBeCloseTo(1.51, 12);
    const alsfrsR = slopeImprovement({ leadIn: -1.55, followUp: -1.55 + 1.13 }, { better: "higher", range: 48 });
    expect(alsfrsR.change).toBeCloseTo(1.13, 12);
    expect(alsfrsR.improvement).toBeCloseTo(1.13, 12);
  });

  it("subtracts the lead-in from the follow-up: Oh 2018's footnote, the other way round, would make its own +1.13 negative", () => {
    const slopes = { leadIn: -1.55, followUp: -0.42 };
    const footnote = slopes.leadIn - slopes.followUp;
    expect(footnote).toBeCloseTo(-1.13, 12);
    expect(slopeImprovement(slopes, { better: "higher" }).change).toBeCloseTo(1.13, 12);
  });

  it("agrees with R on 240 random pairs of slopes", () => {
    const worst = new WorstErrors();
    cases.forEach(({ better, leadIn, followUp, ...expected }, at) => {
      const result = slopeImprovement({ leadIn, followUp }, { better, range: better === "higher" ? 48 : 134 });
      worst.add(at, {
        change: errorOf(result.change, expected.change),
        improvement: errorOf(result.improvement, expected.improvement),
        decline: errorOf(result.decline, expected.decline),
        percent: errorOf(result.percentImprovement, expected.percent),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-15);
  });

  it("agrees with a second implementation that looks at what is left of the decline", () => {
    const worst = new WorstErrors();
    cases.forEach(({ better, leadIn, followUp }, at) => {
      const result = slopeImprovement({ leadIn, followUp }, { better });
      // 100 − 100 F/L cancels where little improved.
      worst.add(at, { percent: errorOf(result.percentImprovement, naivePercentImprovement(leadIn, followUp, better), 100 + Math.abs(result.percentImprovement ?? 0)) });
    });
    worst.expectBelow(1e-14);
  });

  it.each([
    { leadIn: 0.4, followUp: -0.2, why: "the score rose in the lead-in, and worsening would be called 150 % improvement" },
    { leadIn: 0, followUp: 0.5, why: "the score stood still" },
    { leadIn: -4e-8, followUp: 0.5, why: "the decline is below 1e-9 of the range" },
    { leadIn: 0, followUp: 0, why: "nothing moved at all" },
  ])("has no percentage without a lead-in decline: $why", ({ leadIn, followUp }) => {
    const result = slopeImprovement({ leadIn, followUp }, { better: "higher", range: 48 });
    expect(result.percentImprovement).toBeNull();
    expect(result.reasons).toEqual({ percentImprovement: "no-lead-in-decline" });
    expectPlain(result);
  });

  it("takes a decline of more than 1e-9 of the range as one", () => {
    expect(slopeImprovement({ leadIn: -5e-8, followUp: 0 }, { better: "higher", range: 48 }).percentImprovement).toBe(100);
    expect(slopeImprovement({ leadIn: -5e-8, followUp: 0 }, { better: "higher" }).percentImprovement).toBe(100);
    expect(slopeImprovement({ leadIn: -5e-8, followUp: 100 }, { better: "higher" }).percentImprovement).toBeNull();
  });

  it("is not capped: above 100 where the score rose, negative where it fell faster", () => {
    expect(slopeImprovement({ leadIn: -1, followUp: 0.5 }, { better: "higher" }).percentImprovement).toBe(150);
    expect(slopeImprovement({ leadIn: -1, followUp: -3 }, { better: "higher" }).percentImprovement).toBe(-200);
  });

  it("is plain data from frozen input", () => {
    expectPlain(slopeImprovement(deepFreeze({ leadIn: -1, followUp: -1 }), deepFreeze({ better: "lower", range: 48 })));
    expectPlain(slopeImprovement({ leadIn: -1e-300, followUp: 1e150 }, { better: "higher", range: 1e-300 }));
  });

  it("refuses slopes that are no numbers, a direction that is none, and a range without width", () => {
    expect(() => slopeImprovement({ leadIn: Number.NaN, followUp: 0 }, { better: "higher" })).toThrow(/leadIn must be a finite number/);
    // @ts-expect-error the direction is one of two words
    expect(() => slopeImprovement({ leadIn: -1, followUp: 0 }, { better: "heigher" })).toThrow(/Did you mean "higher"/);
    expect(() => slopeImprovement({ leadIn: -1, followUp: 0 }, { better: "higher", range: 0 })).toThrow(/range must be above 0; received 0/);
    // @ts-expect-error both slopes are needed
    expect(() => slopeImprovement({ leadIn: -1 }, { better: "higher" })).toThrow(/followUp is missing/);
  });
});
