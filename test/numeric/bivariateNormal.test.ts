import { describe, expect, it } from "vitest";
import { bivariateNormalProbability } from "../../src/numeric/bivariateNormal.ts";
import { normalTails } from "../../src/numeric/normal.ts";
import { readFixture, relativeError } from "./accuracy.ts";

interface Fixture {
  readonly rows: readonly (readonly [h: number, k: number, r: number, probability: number])[];
}

const { rows } = readFixture<Fixture>("bivariateNormal");

describe("bivariateNormalProbability", () => {
  // Absolute: the method adds terms of either sign, and a likelihood needs no more of a probability near 0.
  it("has an absolute error below 1e-15 at 400 points, from mpmath at 40 digits", () => {
    const wrong = rows.map(([h, k, r, expected]) => ({ h, k, r, error: Math.abs(bivariateNormalProbability(h, k, r) - expected) }));
    const worst = wrong.reduce((a, b) => (a.error > b.error ? a : b));
    if (process.env["SHOW_ERRORS"] !== undefined) console.log(worst);
    expect(rows.length).toBe(400);
    expect(worst.error).toBeLessThan(1e-15);
  });

  it("has a relative error below 1e-12, that of the quadrature, wherever the correlation is positive and moderate, and the probability above 1e-20", () => {
    const positive = rows.filter(([, , r, expected]) => r >= 0 && r < 0.92 && expected > 1e-20);
    const worst = Math.max(...positive.map(([h, k, r, expected]) => relativeError(bivariateNormalProbability(h, k, r), expected)));
    if (process.env["SHOW_ERRORS"] !== undefined) console.log(positive.length, worst);
    expect(positive.length).toBeGreaterThan(50);
    expect(worst).toBeLessThan(1e-12);
  });

  it("is right at the centre, where it is 1/4 + arcsin(r)/2π", () => {
    for (const r of [-1, -0.99, -0.925, -0.5, 0, 0.3, 0.9, 0.93, 1]) {
      expect(bivariateNormalProbability(0, 0, r)).toBeCloseTo(0.25 + Math.asin(r) / (2 * Math.PI), 15);
    }
  });

  it("is a product without correlation, and one tail or none with a correlation of ±1", () => {
    expect(bivariateNormalProbability(-1.3, 0.4, 0)).toBeCloseTo(normalTails(-1.3).lower * normalTails(0.4).lower, 16);
    expect(bivariateNormalProbability(-1.3, 0.4, 1)).toBeCloseTo(normalTails(-1.3).lower, 16);
    expect(bivariateNormalProbability(-1.3, 0.4, -1)).toBe(0);
    expect(bivariateNormalProbability(1.3, 0.4, -1)).toBeCloseTo(normalTails(0.4).lower - normalTails(1.3).upper, 15);
  });

  it("goes to a margin as the other limit goes to infinity, and the four quadrants add up to 1", () => {
    expect(bivariateNormalProbability(0.7, 40, -0.6)).toBeCloseTo(normalTails(0.7).lower, 15);
    expect(bivariateNormalProbability(-40, 0.7, 0.96)).toBe(0);
    for (const r of [-0.99, -0.4, 0.2, 0.95]) {
      const total = bivariateNormalProbability(0.3, -1.1, r) + bivariateNormalProbability(-0.3, 1.1, r) + bivariateNormalProbability(0.3, 1.1, -r) + bivariateNormalProbability(-0.3, -1.1, -r);
      expect(total).toBeCloseTo(1, 14);
    }
  });
});
