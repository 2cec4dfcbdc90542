import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { powerPairedTTest, powerProportions, powerSurvival } from "trialwise/inference";
import { attempt } from "trialwise/result";

const power = fc.double({ min: 0.5, max: 0.99, noNaN: true });
const significanceLevel = fc.double({ min: 0.001, max: 0.2, noNaN: true });
const ratio = fc.integer({ min: 1, max: 3 });
const near = (actual: number, expected: number) => expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-9);

describe("powerPairedTTest", () => {
  it("a solved number of pairs has the power asked for, and one pair less has not", () => {
    fc.assert(
      fc.property(power, significanceLevel, fc.double({ min: 0.2, max: 1, noNaN: true }), (power, significanceLevel, difference) => {
        const solved = attempt(() => powerPairedTTest({ difference, standardDeviation: 1, power, significanceLevel }));
        fc.pre(solved.ok && solved.value.n > 3);
        if (!solved.ok) return;
        const powerOf = (n: number) => powerPairedTTest({ n, difference, standardDeviation: 1, significanceLevel }).power;
        near(powerOf(solved.value.n), power);
        expect(powerOf(solved.value.n - 1)).toBeLessThan(power);
        near(powerPairedTTest({ n: solved.value.n, difference, power, significanceLevel }).standardDeviation, 1);
      }),
    );
  });
});

describe("powerProportions", () => {
  const formula = fc.constantFrom("pooled", "unpooled", "continuity-corrected", "arcsine");
  const proportion = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  const different = fc.tuple(proportion, proportion).filter(([treatment, control]) => Math.abs(treatment - control) > 0.02);

  it("a solved group size has the power asked for, and responders and non-responders are alike", () => {
    fc.assert(
      fc.property(different, power, significanceLevel, formula, ratio, ([treatment, control], power, significanceLevel, formula, ratio) => {
        const options = { formula, allocation: { treatment: ratio, control: 1 } };
        const { n } = powerProportions({ treatment, control, power, significanceLevel }, options);
        near(n.treatment, ratio * n.control);
        near(powerProportions({ treatment: 1 - treatment, control: 1 - control, power, significanceLevel }, options).n.control, n.control);
        fc.pre(n.control > 2);
        near(powerProportions({ n, treatment, control, significanceLevel }, { formula }).power, power);
        near(powerProportions({ n, treatment, control, power }, { formula }).significanceLevel, significanceLevel);
        const more = powerProportions({ n: { treatment: 2 * n.treatment, control: 2 * n.control }, treatment, control, significanceLevel }, { formula });
        expect(more.power).toBeGreaterThan(power);
      }),
    );
  });

  it("a continuity correction asks for more participants, about 1 / difference per group and arm", () => {
    fc.assert(
      fc.property(different, power, ([treatment, control], power) => {
        const plain = powerProportions({ treatment, control, power }).n.control;
        const corrected = powerProportions({ treatment, control, power }, { formula: "continuity-corrected" }).n.control;
        expect(corrected).toBeGreaterThan(plain);
        expect(corrected - plain).toBeLessThan(2 / Math.abs(treatment - control) + 1e-9);
      }),
    );
  });
});

describe("powerSurvival", () => {
  const logRatio = fc.double({ min: 0.05, max: 2, noNaN: true });

  it("solved events have the power asked for; exchanging the groups turns the hazard ratio over", () => {
    fc.assert(
      fc.property(logRatio, power, significanceLevel, fc.constantFrom("schoenfeld", "freedman"), ratio, (logRatio, power, significanceLevel, formula, ratio) => {
        const hazardRatio = Math.exp(-logRatio);
        const options = { formula, allocation: { treatment: ratio, control: 1 } };
        const { events } = powerSurvival({ hazardRatio, power, significanceLevel }, options);
        near(powerSurvival({ events, hazardRatio, significanceLevel }, options).power, power);
        near(powerSurvival({ events, hazardRatio, power }, options).significanceLevel, significanceLevel);
        near(powerSurvival({ events, power, significanceLevel }, options).hazardRatio, hazardRatio);
        const exchanged = powerSurvival({ hazardRatio: 1 / hazardRatio, power, significanceLevel }, { formula, allocation: { treatment: 1, control: ratio } });
        near(exchanged.events, events);
      }),
    );
  });
});
