import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nullResponderRate } from "trialwise/response";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveNullRate } from "../naive/nullResponders.ts";

interface ExactCase {
  readonly kind: "exact";
  readonly method: "two-visit" | "least-squares";
  readonly leadIn: readonly number[];
  readonly followUp: readonly number[];
  readonly mean: number;
  readonly between: number;
  readonly within: number;
  readonly percent: number;
  readonly limit: number | null;
  readonly estimate: number;
  readonly declining: number;
  readonly correlation: number;
}

interface SimulatedCase {
  readonly kind: "simulated";
  readonly mean: number;
  readonly between: number;
  readonly within: number;
  readonly step: number;
  readonly percent: number;
  readonly limit: number | null;
  readonly selected: number;
  readonly estimate: number;
  readonly declining: number;
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/response/nullResponderRates.json", import.meta.url), "utf8")) as { readonly cases: readonly (ExactCase | SimulatedCase)[] };
const exact = cases.filter((each) => each.kind === "exact");
const simulated = cases.filter((each) => each.kind === "simulated");

const inputOf = ({ leadIn, followUp, mean, between, within, percent }: Omit<ExactCase, "method" | "limit" | "estimate" | "declining" | "correlation" | "kind">) => ({
  slope: { mean, standardDeviation: between },
  residualStandardDeviation: within,
  leadIn,
  followUp,
  rule: { atLeast: percent },
});
const limitOf = (limit: number | null) => (limit === null ? {} : { leadInSlopeAtMost: limit });
const design = { slope: { mean: -1, standardDeviation: 0.7 }, residualStandardDeviation: 1.5, leadIn: [-3, 0], followUp: [0, 4], rule: { atLeast: 50 } };

describe("nullResponderRate", () => {
  it("is by hand an angle where slopes are 0: 3/8, 0.3238 and 1/4 of the circle, and 1/3 with a shared visit", () => {
    const noise = { slope: { mean: 0, standardDeviation: 0 }, residualStandardDeviation: 1, leadIn: [-2, -1], followUp: [0, 1] };
    const rateAt = (percent: number) => nullResponderRate({ ...noise, rule: { atLeast: percent } }).estimate;
    // L < 0 and F ≥ (1 − c)L: from 90° to 180° + atan(1 − c).
    expect(rateAt(0)).toBeCloseTo(0.375, 14);
    expect(rateAt(50)).toBeCloseTo((90 + (Math.atan(0.5) * 180) / Math.PI) / 360, 14);
    expect(rateAt(100)).toBeCloseTo(0.25, 14);
    // The visit at 0 counts in both slopes: correlation −½, and 1/4 + asin(½)/2π.
    expect(nullResponderRate({ ...noise, leadIn: [-1, 0], rule: { atLeast: 100 } }).estimate).toBeCloseTo(1 / 3, 14);
  });

  it("has the covariance of two-visit slopes: τ² − σ²/(Δ₁Δ₂)", () => {
    const { slopes } = nullResponderRate(design);
    expect(slopes!.leadIn).toBeCloseTo(Math.sqrt(0.49 + (2 * 2.25) / 9), 14);
    expect(slopes!.correlation * slopes!.leadIn * slopes!.followUp).toBeCloseTo(0.49 - 2.25 / 12, 14);
  });

  it("agrees with R's integrals over 220 random designs, selected by lead-in or not", () => {
    for (const each of exact) {
      const { estimate, declining, slopes } = nullResponderRate(inputOf(each), { method: each.method, ...limitOf(each.limit) });
      // Integrals are good to about 1e-13, and the probability to 1e-15, before they are divided by the share selected.
      expect(Math.abs(estimate - each.estimate)).toBeLessThan(1e-11);
      expect(Math.abs(declining - each.declining)).toBeLessThan(1e-11);
      expect(Math.abs(slopes!.correlation - each.correlation)).toBeLessThan(1e-11);
    }
    expect(exact.length).toBe(220);
  });

  it("agrees with a second implementation that conditions the other way round", () => {
    const twoVisit = exact.filter(({ method, limit }) => method === "two-visit" && limit === null);
    for (const each of twoVisit.slice(0, 6)) expect(Math.abs(nullResponderRate(inputOf(each)).estimate - naiveNullRate(each))).toBeLessThan(1e-9);
    expect(twoVisit.length).toBeGreaterThan(25);
  });

  it("simulated on a scale agrees with R's simulation within its error", () => {
    simulated.forEach(({ mean, between, within, step, percent, limit, selected, estimate, declining }, index) => {
      const scale = { range: { from: 0, to: 48 }, step, atZero: { mean: 36, standardDeviation: 4 } };
      const input = { slope: { mean, standardDeviation: between }, residualStandardDeviation: within, leadIn: [-3, 0], followUp: [0, 4], rule: { atLeast: percent } };
      const result = nullResponderRate(input, { scale, seed: index, participants: 40_000, ...limitOf(limit) });
      const error = Math.hypot(result.standardError!, Math.sqrt((estimate * (1 - estimate)) / selected));
      expect(Math.abs(result.estimate - estimate)).toBeLessThan(4 * error);
      expect(Math.abs(result.declining - declining)).toBeLessThan(4 * Math.sqrt((declining * (1 - declining)) / result.counts!.selected + 1e-6));
      expect(result.counts!.simulated).toBe(40_000);
    });
    expect(simulated.length).toBe(4);
  });

  it("a fine scale comes to the exact rate, a coarse one does not, and a seed repeats itself", () => {
    const onScale = (step: number, seed: string) =>
      nullResponderRate(design, { scale: { range: { from: -1000, to: 1000 }, step, atZero: { mean: 36, standardDeviation: 4 } }, seed, participants: 20_000 });
    const fine = onScale(1e-6, "a");
    expect(Math.abs(fine.estimate - nullResponderRate(design).estimate)).toBeLessThan(4 * fine.standardError!);
    expect(onScale(1e-6, "a")).toEqual(fine);
    expect(onScale(1e-6, "b").estimate).not.toBe(fine.estimate);
  });

  it("without noise nobody improves, unless no improvement is asked for", () => {
    const still = { ...design, residualStandardDeviation: 0 };
    expect(nullResponderRate(still).estimate).toBe(0);
    expect(nullResponderRate({ ...still, rule: { atLeast: 0 } }).estimate).toBeCloseTo(nullResponderRate(still).declining, 12);
    expect(nullResponderRate({ ...still, rule: { moreThan: 0 } }).estimate).toBe(0);
  });

  it("is plain data, and refuses what is no design", () => {
    for (const options of [{}, { scale: { range: { from: 0, to: 48 }, step: 1, atZero: { mean: 36, standardDeviation: 4 } }, seed: 7, participants: 100 }]) {
      const result = nullResponderRate(deepFreeze(design), deepFreeze(options));
      expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    }
    const negativeZeros = nullResponderRate({ ...design, rule: { moreThan: -0 } }, { leadInSlopeAtMost: -0 });
    expect(JSON.parse(JSON.stringify(negativeZeros))).toStrictEqual(negativeZeros);
    expect(() => nullResponderRate({ ...design, leadIn: [0, -3] })).toThrow("leadIn must be at least two rising times; received 0, -3");
    expect(() => nullResponderRate({ ...design, residualStandardDeviation: -1 })).toThrow("residualStandardDeviation must not be negative");
    expect(() => nullResponderRate({ ...design, slope: { mean: -1, standardDeviation: 0 }, residualStandardDeviation: 0 })).toThrow("neither slopes nor values vary");
    expect(() => nullResponderRate(design, { seed: 1 })).toThrow("without it the rate is exact");
    expect(() => nullResponderRate(design, { scale: { range: { from: 0, to: 48 }, step: 1, atZero: { mean: 36, standardDeviation: 4 } } })).toThrow("seed must be a text or a whole number");
    // @ts-expect-error: a rule has one bound
    expect(() => nullResponderRate({ ...design, rule: { atLeast: 50, moreThan: 25 } })).toThrow("either atLeast or moreThan");
    // @ts-expect-error: not an option
    expect(() => nullResponderRate(design, { percent: 50 })).toThrow(TypeError);
  });
});
