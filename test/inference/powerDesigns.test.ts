import { describe, expect, it } from "vitest";
import { powerPairedTTest, powerProportions, powerSurvival } from "trialwise/inference";
import type { PerArm, ProportionFormula, ResolvedFollowUp, SurvivalFormula } from "trialwise/inference";
import { naiveEventProbability, naivePairedPower, naiveProportionPower, naiveSurvivalPower } from "../naive/powerDesigns.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface Given {
  readonly alternative: FixtureAlternative;
  readonly significanceLevel: number;
  readonly power: number;
}

interface PairedCase extends Given {
  readonly kind: "paired";
  readonly difference: number;
  readonly standardDeviation: number;
  readonly n: number;
  readonly solvedN: number;
  readonly solvedPower: number;
  readonly solvedDifference: number;
}

interface ProportionsCase extends Given {
  readonly kind: "proportions";
  readonly formula: ProportionFormula;
  readonly treatment: number;
  readonly control: number;
  readonly allocation: PerArm;
  readonly n: PerArm;
  readonly solvedN: number;
  readonly solvedPower: number;
  readonly solvedTreatment: number | null;
}

interface SurvivalCase extends Given {
  readonly kind: "survival";
  readonly formula: SurvivalFormula;
  readonly hazardRatio: number;
  readonly allocation: PerArm;
  readonly followUp: ResolvedFollowUp;
  readonly probability: PerArm;
  readonly events: number;
  readonly n: PerArm;
  readonly given: number;
  readonly solvedPower: number;
  readonly solvedRatio: number | null;
}

const { cases } = readFixture<PairedCase | ProportionsCase | SurvivalCase>("powerDesigns");
const paired = cases.filter((each) => each.kind === "paired");
const proportions = cases.filter((each) => each.kind === "proportions");
const survival = cases.filter((each) => each.kind === "survival");
const tailOf = ({ alternative, significanceLevel }: Given) => (alternative === "two-sided" ? significanceLevel / 2 : significanceLevel);

describe("powerPairedTTest", () => {
  const design = { difference: 1, standardDeviation: 1, power: 0.9 };

  it("is right by hand for the normal formula, and repeats R's example for the t test", () => {
    // n = (z₀.₉₇₅ + z₀.₉)² / d² = (1.959964 + 1.281552)² = 10.507 for d = 1.
    expect(powerPairedTTest(design, { formula: "normal" }).n).toBeCloseTo((1.959963985 + 1.281551566) ** 2, 7);
    // Help page of R's power.t.test: power.t.test(power = .90, delta = 1) takes 22 per group; with type = "paired" 12.585.
    expect(powerPairedTTest(design).n).toBeCloseTo(12.58546, 4);
    expect(powerPairedTTest(design).nAnalysed).toBe(13);
    expect(powerPairedTTest(design, { dropout: 0.2 }).nEnrolled).toBe(17);
  });

  it("agrees with R on 220 random designs", () => {
    const worst = new WorstErrors();
    paired.forEach((each, at) => {
      const { alternative, significanceLevel, power, difference, standardDeviation, n } = each;
      worst.add(at, {
        n: errorOf(powerPairedTTest({ difference, standardDeviation, power, significanceLevel }, { alternative }).n, each.solvedN),
        power: errorOf(powerPairedTTest({ n, difference, standardDeviation, significanceLevel }, { alternative }).power, each.solvedPower),
        difference: errorOf(powerPairedTTest({ n, standardDeviation, power, significanceLevel }, { alternative }).difference, each.solvedDifference),
      });
    });
    expect(paired.length).toBe(220);
    // R's noncentral t is good to about 1e-12 absolutely, and its power is the flatter the larger n is.
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that averages over the estimated deviation", () => {
    const worst = new WorstErrors();
    paired.slice(0, 10).forEach((each, at) => {
      const { alternative, significanceLevel, difference, standardDeviation, n } = each;
      const { power } = powerPairedTTest({ n, difference, standardDeviation, significanceLevel }, { alternative });
      worst.add(at, { power: errorOf(power, naivePairedPower(n, Math.abs(difference) / standardDeviation, tailOf(each))) });
    });
    worst.expectBelow(1e-11);
  });

  it("is plain data, and refuses what has no answer", () => {
    expectPlain(powerPairedTTest, design);
    expectPlain((input) => powerPairedTTest(input, { alternative: "less", formula: "normal" }), { n: 20, standardDeviation: 2, power: 0.8 });
    expect(codeOf(() => powerPairedTTest({ ...design, power: 0.01 }))).toBe("no-solution");
    expect(() => powerPairedTTest({ n: 1, difference: 1, standardDeviation: 1 })).toThrow("powerPairedTTest: n must be at least 2; received 1");
    expect(() => powerPairedTTest({ ...design, difference: -1 }, { alternative: "greater" })).toThrow("difference must be above 0");
    // @ts-expect-error: two quantities are left out
    expect(() => powerPairedTTest({ n: 20, power: 0.8 })).toThrow("left out are difference, standardDeviation");
  });
});

describe("powerProportions", () => {
  const design = { treatment: 0.75, control: 0.5, power: 0.9 };

  it("repeats the examples of R's power.prop.test, and by hand with continuity correction and angles", () => {
    // Help page of power.prop.test: n = 50 has 0.740; power 0.90 needs 76.7; with n = 50 the other proportion is 0.8026.
    expect(powerProportions({ nPerGroup: 50, treatment: 0.75, control: 0.5 }).power).toBeCloseTo(0.7401659, 7);
    expect(powerProportions(design).n.control).toBeCloseTo(76.7, 1);
    expect(powerProportions({ nPerGroup: 50, control: 0.5, power: 0.9 }).treatment).toBeCloseTo(0.8026, 4);
    // Fleiss, Tytun & Ury 1980 for equal groups: n′/4 (1 + √(1 + 4/(n′ d)))², n′ = 76.7069, d = 0.25.
    expect(powerProportions(design, { formula: "continuity-corrected" }).n.treatment).toBeCloseTo((76.70693 / 4) * (1 + Math.sqrt(1 + 4 / (76.70693 * 0.25))) ** 2, 4);
    // Cohen 1988: h = 2 asin √0.75 − 2 asin √0.5 = π/6, n = 2 (1.959964 + 1.281552)² / h².
    expect(powerProportions(design, { formula: "arcsine" }).n.treatment).toBeCloseTo((2 * (1.959963985 + 1.281551566) ** 2) / (Math.PI / 6) ** 2, 6);
  });

  it("agrees with R on 220 random designs of four formulas", () => {
    const worst = new WorstErrors();
    proportions.forEach((each, at) => {
      const { formula, alternative, significanceLevel, power, treatment, control, allocation, n } = each;
      const options = { formula, alternative };
      worst.add(at, {
        [`${formula} n`]: errorOf(powerProportions({ treatment, control, power, significanceLevel }, { ...options, allocation }).n.control, each.solvedN),
        [`${formula} power`]: errorOf(powerProportions({ n, treatment, control, significanceLevel }, options).power, each.solvedPower),
      });
      const solve = () => powerProportions({ n, control, power, significanceLevel }, options);
      if (each.solvedTreatment === null) expect(codeOf(solve)).toBe("no-solution");
      else worst.add(at, { [`${formula} treatment`]: errorOf(solve().treatment, each.solvedTreatment) });
    });
    expect(proportions.length).toBe(220);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by integrals", () => {
    const worst = new WorstErrors();
    proportions.slice(0, 40).forEach((each, at) => {
      const { formula, alternative, significanceLevel, treatment, control, n } = each;
      const { power } = powerProportions({ n, treatment, control, significanceLevel }, { formula, alternative });
      worst.add(at, { power: errorOf(power, naiveProportionPower(formula, { treatment, control }, n, tailOf(each))) });
    });
    worst.expectBelow(1e-10);
  });

  it("has little power in the wrong direction", () => {
    const wrong = powerProportions({ nPerGroup: 40, treatment: 0.3, control: 0.5 }, { alternative: "greater" });
    expect(wrong.power).toBeLessThan(0.001);
    expect(wrong.difference).toBeCloseTo(-0.2, 15);
  });

  it("is plain data, and refuses what has no answer", () => {
    expectPlain(powerProportions, design);
    expectPlain((input) => powerProportions(input, { alternative: "less", allocation: { treatment: 3, control: 1 } }), { treatment: 0.2, control: 0.5, power: 0.8 });
    expect(codeOf(() => powerProportions({ nPerGroup: 10, control: 0.9, power: 0.9 }))).toBe("no-solution");
    expect(codeOf(() => powerProportions({ ...design, power: 0.02 }))).toBe("no-solution");
    expect(() => powerProportions({ ...design, treatment: 75 })).toThrow("powerProportions: treatment must be a proportion between 0 and 1 (0.5 for 50 %); received 75");
    expect(() => powerProportions({ ...design, treatment: 0.5 })).toThrow("treatment and control must differ");
    expect(() => powerProportions(design, { alternative: "less" })).toThrow('treatment must be below control for alternative "less"');
    expect(() => powerProportions(design, { formula: "poled" as never })).toThrow('Did you mean "pooled"?');
    expect(() => powerProportions({ ...design, nPerGroup: 50, significanceLevel: 0.05 } as never)).toThrow("received all of them");
    // @ts-expect-error: two quantities are left out
    expect(() => powerProportions({ control: 0.5, power: 0.9 })).toThrow("left out are nPerGroup, treatment");
  });
});

describe("powerSurvival", () => {
  const design = { hazardRatio: 0.5, power: 0.8 };

  it("is right by hand for both formulas, and repeats a published example", () => {
    // Schoenfeld: 4 (1.959964 + 0.841621)² / (log 0.5)² = 65.35. Freedman: (1.959964 + 0.841621)² (1.5 / 0.5)² = 70.64.
    const z = 1.959963985 + 0.841621234;
    expect(powerSurvival(design).events).toBeCloseTo((4 * z ** 2) / Math.LN2 ** 2, 6);
    expect(powerSurvival(design, { formula: "freedman" }).events).toBeCloseTo(9 * z ** 2, 6);
    // MRC Cognition and Brain Sciences Unit, worked example of Schoenfeld 1983: survival 0.75 against 0.37, power 0.8: 20.39 events
    // (with z rounded to two places), 47 participants.
    const example = powerSurvival({ hazardRatio: Math.log(0.75) / Math.log(0.37), power: 0.8, eventProbability: { treatment: 0.25, control: 0.63 } });
    expect(example.events).toBeCloseTo(20.4, 1);
    expect(example.participants!.n.treatment + example.participants!.n.control).toBeCloseTo(46.4, 1);
  });

  it("finds the hazard ratio nearest to 1 where, with fewer events the smaller it is, the smallest ones have less power", () => {
    const few = { nPerGroup: 7.8, followUp: { controlHazard: 10, followUp: 1 } };
    const options = { formula: "freedman" } as const;
    expect(powerSurvival({ ...few, hazardRatio: 1e-9 }, options).power).toBeLessThan(0.8);
    const { hazardRatio } = powerSurvival({ ...few, power: 0.8 }, options);
    expect(powerSurvival({ ...few, hazardRatio }, options).power).toBeCloseTo(0.8, 10);
    expect(powerSurvival({ ...few, hazardRatio: hazardRatio * 1.01 }, options).power).toBeLessThan(0.8);
  });

  it("counts events by hand: everyone enters at once, or over a time", () => {
    const probabilityOf = (followUp: { accrual?: number; followUp: number; lossHazard?: number }) =>
      powerSurvival({ ...design, followUp: { controlHazard: 0.1, ...followUp } }).participants!.eventProbability.control;
    expect(probabilityOf({ followUp: 10 })).toBeCloseTo(1 - Math.exp(-1), 14);
    expect(probabilityOf({ followUp: 10, lossHazard: 0.1 })).toBeCloseTo(0.5 * (1 - Math.exp(-2)), 14);
    expect(probabilityOf({ followUp: 0, accrual: 10 })).toBeCloseTo(Math.exp(-1), 14);
    const byMedian = powerSurvival({ ...design, followUp: { controlMedian: 12, followUp: 12 } });
    expect(byMedian.participants!.eventProbability.control).toBeCloseTo(0.5, 14);
  });

  it("agrees with R on 220 random designs of both formulas", () => {
    const worst = new WorstErrors();
    survival.forEach((each, at) => {
      const { formula, alternative, significanceLevel, power, hazardRatio, allocation, followUp, given } = each;
      const options = { formula, alternative, allocation };
      const solved = powerSurvival({ hazardRatio, power, significanceLevel, followUp }, options);
      const { n, eventProbability } = solved.participants!;
      const back = powerSurvival({ n, power, significanceLevel, followUp }, { formula, alternative: hazardRatio > 1 ? "greater" : alternative });
      worst.add(at, {
        events: errorOf(solved.events, each.events),
        treatmentProbability: errorOf(eventProbability.treatment, each.probability.treatment),
        controlProbability: errorOf(eventProbability.control, each.probability.control),
        n: errorOf(n.treatment, each.n.treatment),
        power: errorOf(powerSurvival({ events: given, hazardRatio, significanceLevel }, options).power, each.solvedPower),
        ...(!(alternative === "two-sided" && hazardRatio > 1) && { back: errorOf(back.hazardRatio, hazardRatio) }),
      });
      const solve = () => powerSurvival({ events: given, power, significanceLevel }, options);
      if (each.solvedRatio === null) expect(codeOf(solve)).toBe("no-solution");
      else worst.add(at, { hazardRatio: errorOf(solve().hazardRatio, each.solvedRatio) });
    });
    expect(survival.length).toBe(220);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that adds up events over time", () => {
    const worst = new WorstErrors();
    survival.slice(0, 12).forEach((each, at) => {
      const { formula, alternative, significanceLevel, hazardRatio, allocation, followUp, given } = each;
      const { power, participants } = powerSurvival({ events: given, hazardRatio, significanceLevel, followUp }, { formula, alternative, allocation });
      worst.add(at, {
        power: errorOf(power, naiveSurvivalPower(formula, hazardRatio, allocation, given, tailOf(each))),
        probability: errorOf(participants!.eventProbability.treatment, naiveEventProbability(hazardRatio * followUp.controlHazard, followUp)),
      });
    });
    worst.expectBelow(1e-10);
  });

  it("is plain data, and refuses what has no answer", () => {
    expectPlain(powerSurvival, design);
    expectPlain((input) => powerSurvival(input, { dropout: 0.1 }), { ...design, followUp: { controlMedian: 20, accrual: 12, followUp: 18 } });
    expectPlain(powerSurvival, { nPerGroup: 60, power: 0.8, eventProbability: { treatment: 0.3, control: 0.5 } });
    expect(codeOf(() => powerSurvival({ events: 2, power: 0.99 }, { formula: "freedman", alternative: "greater" }))).toBe("no-solution");
    expect(codeOf(() => powerSurvival({ ...design, power: 0.01 }))).toBe("no-solution");
    expect(() => powerSurvival({ ...design, hazardRatio: 1 })).toThrow("hazardRatio must differ from 1; received 1");
    expect(() => powerSurvival({ ...design, hazardRatio: 2 }, { alternative: "less" })).toThrow('hazardRatio must be below 1 for alternative "less"; received 2');
    expect(() => powerSurvival({ hazardRatio: 0.5, nPerGroup: 50 } as never)).toThrow("with participants given, eventProbability or followUp must say how many events they have");
    expect(() => powerSurvival({ ...design, followUp: { followUp: 12 } })).toThrow("followUp must have controlHazard or controlMedian, and not both");
    expect(() => powerSurvival({ ...design, followUp: { controlMedian: 12, followUp: 0 } })).toThrow("must not both be 0");
    expect(() => powerSurvival({ ...design, eventProbability: { treatment: 30, control: 0.5 } })).toThrow("eventProbability.treatment must be above 0 and at most 1; received 30");
    // @ts-expect-error: both
    expect(() => powerSurvival({ ...design, eventProbability: { treatment: 0.3, control: 0.5 }, followUp: { controlMedian: 12, followUp: 12 } })).toThrow("give eventProbability or followUp, not both");
    // @ts-expect-error: both
    expect(() => powerSurvival({ events: 50, nPerGroup: 50, hazardRatio: 0.5 })).toThrow("give events or participants, not both");
  });
});
