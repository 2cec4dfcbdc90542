import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { attempt } from "trialwise/result";
import { fitPiecewiseLinear } from "trialwise/trajectory";
import type { Continuity, PiecewiseEstimate } from "trialwise/trajectory";
import { deepFreeze } from "../deepFreeze.ts";
import { naivePiecewise, naiveTwoSidedP } from "../naive/trajectory.ts";
import { randomNumbers } from "./randomNumbers.ts";

interface ReferenceCase {
  readonly name?: string;
  readonly continuity: Continuity;
  readonly knots: readonly number[];
  readonly level: number;
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly degreesOfFreedom: number;
  readonly residualStandardDeviation: number;
  readonly rSquared: number;
  readonly residuals?: readonly number[];
  /** Estimate, standard error, p-value, upper limit. */
  readonly slopes: readonly ReferenceEstimate[];
  readonly slopeChanges: readonly ReferenceEstimate[];
  readonly jumps: readonly ReferenceEstimate[];
  readonly intercept: ReferenceEstimate;
  readonly covariance?: readonly (readonly number[])[];
}

type ReferenceEstimate = readonly [estimate: number, standardError: number, pValue: number, upper: number];

function readCases(name: string): readonly ReferenceCase[] {
  const fixture: { readonly cases: readonly ReferenceCase[] } = JSON.parse(
    readFileSync(new URL(`../reference/trajectory/${name}.json`, import.meta.url), "utf8"),
  );
  return fixture.cases;
}

function relativeError(received: number | null | undefined, expected: number): number {
  if (typeof received !== "number") return Infinity;
  return expected === 0 ? Math.abs(received) : Math.abs(received / expected - 1);
}

/** The worst error of an estimate and all that goes with it; of the estimate itself relative to its own size or its standard error. */
function errorOf(received: PiecewiseEstimate | undefined, [estimate, standardError, pValue, upper]: ReferenceEstimate): number {
  if (received === undefined) return Infinity;
  return Math.max(
    Math.abs(received.estimate - estimate) / Math.max(Math.abs(estimate), standardError),
    relativeError(received.standardError, standardError),
    relativeError(received.pValue, pValue),
    Math.abs((received.interval.upper ?? Infinity) - upper) / Math.max(Math.abs(upper), standardError),
    Math.abs((received.interval.lower ?? Infinity) - (2 * estimate - upper)) / Math.max(Math.abs(upper), Math.abs(estimate), standardError),
    relativeError(received.statistic, estimate / standardError),
  );
}

function worstError(reference: ReferenceCase): number {
  const { continuity, knots, level } = reference;
  const fit = fitPiecewiseLinear(reference, { knots, continuity, level });
  expect(fit.slopes).toHaveLength(reference.slopes.length);
  expect(fit.slopeChanges.map(({ knot }) => knot)).toEqual(knots);
  expect(fit.jumps?.map(({ knot }) => knot)).toEqual(continuity === "separate" ? knots : undefined);
  expect(fit.degreesOfFreedom).toBe(reference.degreesOfFreedom);
  const { covariance = [] } = reference;
  return Math.max(
    errorOf(fit.intercept, reference.intercept),
    ...reference.slopes.map((expected, index) => errorOf(fit.slopes[index], expected)),
    ...reference.slopeChanges.map((expected, index) => errorOf(fit.slopeChanges[index], expected)),
    ...reference.jumps.map((expected, index) => errorOf(fit.jumps?.[index], expected)),
    relativeError(fit.residualStandardDeviation, reference.residualStandardDeviation),
    Math.abs((fit.rSquared ?? Infinity) - reference.rSquared),
    ...(reference.residuals ?? []).map((residual, row) => Math.abs(fit.observations[row]!.residual - residual) / reference.residualStandardDeviation),
    ...covariance.flatMap((row, i) =>
      row.map((expected, j) => Math.abs(fit.covariance!.matrix[i]![j]! - expected) / Math.sqrt(row[i]! * covariance[j]![j]!)),
    ),
  );
}

const course = deepFreeze({ time: [-2, -1, 0, 1, 2], value: [10, 8, 7, 7, 5] });

describe("fitPiecewiseLinear", () => {
  it("a hinge through five visits, worked by hand", () => {
    // With m = min(t, 0) and p = max(t, 0) the normal equations for (value at 0, slope before, slope after) are
    //    5a − 3b + 3c =  37        a =  50/7
    //   −3a + 5b      = −28        b = −46/35
    //    3a      + 5c =  17        c = −31/35,   residual sum of squares 287 − 37a + 28b − 17c = 34/35 on 2 degrees of freedom.
    // The inverse of the matrix is [25 15 −15; 15 16 −9; −15 −9 16] / 35. With 2 degrees of freedom P(|T| > t) = 1 − t/√(2 + t²).
    const fit = fitPiecewiseLinear(course, { knots: [0] });
    const quantile = 0.95 * Math.sqrt(2 / (4 * 0.975 * 0.025));
    expect(fit.intercept.estimate).toBeCloseTo(50 / 7, 14);
    expect(fit.slopes.map((slope) => slope.estimate)).toEqual([expect.closeTo(-46 / 35, 14), expect.closeTo(-31 / 35, 14)]);
    expect(fit.residualStandardDeviation).toBeCloseTo(Math.sqrt(17 / 35), 14);
    expect(fit.rSquared).toBeCloseTo(1 - 34 / 35 / (287 - 37 ** 2 / 5), 14);
    const [change] = fit.slopeChanges;
    expect(change?.knot).toBe(0);
    expect(change?.estimate).toBeCloseTo(3 / 7, 14);
    expect(change?.standardError).toBeCloseTo(Math.sqrt(34) / 7, 14);
    expect(change?.degreesOfFreedom).toBe(2);
    expect(change?.statistic).toBeCloseTo(3 / Math.sqrt(34), 14);
    expect(change?.pValue).toBeCloseTo(1 - 3 / Math.sqrt(77), 14);
    expect(change?.interval.lower).toBeCloseTo(3 / 7 - (quantile * Math.sqrt(34)) / 7, 13);
    expect(change?.interval.upper).toBeCloseTo(3 / 7 + (quantile * Math.sqrt(34)) / 7, 13);
    expect(fit.covariance?.parameters).toEqual(["intercept", "slopes.0", "slopes.1"]);
    const unscaled = [[25, 15, -15], [15, 16, -9], [-15, -9, 16]];
    expect(fit.covariance?.matrix).toEqual(unscaled.map((row) => row.map((entry) => expect.closeTo((entry / 35) * (17 / 35), 14))));
    expect(fit.counts).toEqual({ observations: 5, segments: [3, 2] });
    expect(fit.observations[0]).toEqual({ time: -2, value: 10, fitted: expect.closeTo(342 / 35, 13), residual: expect.closeTo(8 / 35, 14), segment: 0 });
    expect(fit).not.toHaveProperty("jumps");
  });

  it("separate lines through the same visits, worked by hand: the change has the other sign", () => {
    // Lead-in (−2, 10), (−1, 8), (0, 7): mean 25/3 at −1, slope −3/2, residuals 1/6, −1/3, 1/6. Follow-up (1, 7), (2, 5): slope −2
    // through both. Residual sum of squares 1/6 on 1 degree of freedom, where P(|T| > t) = 1 − 2 arctan(t)/π.
    const fit = fitPiecewiseLinear(course, { knots: [0], continuity: "separate" });
    expect(fit.slopes.map((slope) => slope.estimate)).toEqual([expect.closeTo(-3 / 2, 14), expect.closeTo(-2, 14)]);
    expect(fit.slopes.map((slope) => slope.standardError)).toEqual([expect.closeTo(Math.sqrt(1 / 12), 14), expect.closeTo(Math.sqrt(1 / 3), 14)]);
    expect(fit.intercept.estimate).toBeCloseTo(41 / 6, 14);
    expect(fit.intercept.standardError).toBeCloseTo(Math.sqrt(5) / 6, 14);
    const [change] = fit.slopeChanges;
    expect(change?.estimate).toBeCloseTo(-1 / 2, 14);
    expect(change?.standardError).toBeCloseTo(Math.sqrt(5 / 12), 14);
    expect(change?.pValue).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(0.5 / Math.sqrt(5 / 12)), 14);
    const [jump] = fit.jumps;
    expect(jump?.estimate).toBeCloseTo(13 / 6, 14);
    expect(jump?.standardError).toBeCloseTo(Math.sqrt(35) / 6, 14);
    expect(fit.covariance?.parameters).toEqual(["intercept", "slopes.0", "slopes.1", "jumps.0"]);
    expect(fit.covariance?.matrix[3]?.[3]).toBeCloseTo(35 / 36, 14);
    expect(fit.counts).toEqual({ observations: 5, segments: [3, 2] });
  });

  it("204 random fits agree with R's lm to 2e-12 of the value or its standard error", () => {
    // The fixture carries 13 digits. Among the cases are days near 44197 and values of 1e-12.
    const cases = readCases("piecewiseLinear");
    expect(cases).toHaveLength(204);
    expect(Math.max(...cases.map(worstError))).toBeLessThan(2e-12);
  });

  it.each(readCases("illConditioned").map((reference) => [reference.name, reference.continuity, reference] as const))(
    "%s (%s): agrees with exact arithmetic to 1e-13",
    (_name, _continuity, reference) => {
      expect(worstError(reference)).toBeLessThan(1e-13);
    },
  );

  it("sums of raw products lose every digit where the fit keeps fourteen", () => {
    const { time, value, slopes } = readCases("illConditioned").find(({ name }) => name === "no knot, times and values near 1e9")!;
    const sum = (values: readonly number[]) => values.reduce((total, next) => total + next, 0);
    const products = sum(time.map((t, row) => t * value[row]!)) - (sum(time) * sum(value)) / time.length;
    const squares = sum(time.map((t) => t * t)) - sum(time) ** 2 / time.length;
    expect(relativeError(products / squares, slopes[0]![0])).toBeGreaterThan(0.01);
    expect(relativeError(fitPiecewiseLinear({ time, value }, { knots: [] }).slopes[0]?.estimate, slopes[0]![0])).toBeLessThan(1e-14);
  });

  it("400 random fits agree with exact fractions in the plain basis, which also say what cannot be fitted", () => {
    const random = randomNumbers(7);
    let refused = 0;
    for (let round = 0; round < 400; round++) {
      const continuity = random() < 0.5 ? "continuous" : "separate";
      const knots = [...new Set(Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 12) - 4))].sort((a, b) => a - b);
      const count = 1 + Math.floor(random() * 14);
      const time = Array.from({ length: count }, () => Math.floor(random() * 15) - 5);
      const value = Array.from({ length: count }, () => Math.floor(random() * 49));
      const naive = naivePiecewise(time, value, knots, continuity);
      const outcome = attempt(() => fitPiecewiseLinear({ time, value }, { knots, continuity }));
      expect(outcome.ok, JSON.stringify({ time, knots, continuity, outcome })).toBe(naive !== undefined);
      if (!outcome.ok || naive === undefined) {
        refused++;
        continue;
      }
      const fit = outcome.value;
      const scale = Math.sqrt(naive.totalSumOfSquares) || 1;
      const pairs = [
        ...fit.slopes.map((slope, index) => [slope, naive.slopes[index]!] as const),
        ...fit.slopeChanges.map((change, index) => [change, naive.slopeChanges[index]!] as const),
        ...(fit.jumps ?? []).map((jump, index) => [jump, naive.jumps[index]!] as const),
        [fit.intercept, naive.valueAt(0, knots.filter((knot) => knot < 0).length)] as const,
      ];
      for (const [received, expected] of pairs) {
        expect(Math.abs(received.estimate - expected.estimate) / scale).toBeLessThan(1e-13);
        if (received.standardError === null || received.standardError === 0) {
          expect(naive.residualSumOfSquares === 0 || naive.degreesOfFreedom === 0).toBe(true);
          expect([received.statistic, received.pValue]).toEqual([null, null]);
          continue;
        }
        expect(relativeError(received.standardError, expected.standardError)).toBeLessThan(1e-12);
        expect(Math.abs(received.pValue! - naiveTwoSidedP(expected.estimate / expected.standardError, naive.degreesOfFreedom))).toBeLessThan(1e-12);
        const margin = (received.interval.upper! - received.interval.lower!) / 2;
        expect(naiveTwoSidedP(margin / expected.standardError, naive.degreesOfFreedom)).toBeCloseTo(0.05, 11);
      }
      expect(fit.degreesOfFreedom).toBe(naive.degreesOfFreedom);
      expect(fit.rSquared === null).toBe(naive.totalSumOfSquares === 0);
      if (fit.rSquared !== null) expect(fit.rSquared).toBeCloseTo(1 - naive.residualSumOfSquares / naive.totalSumOfSquares, 12);
      fit.observations.forEach(({ residual }, row) => expect(Math.abs(residual - naive.residuals[row]!) / scale).toBeLessThan(1e-13));
    }
    expect(refused).toBeGreaterThan(80);
    expect(refused).toBeLessThan(320);
  });

  it("one model cannot put the visit at the knot in both lines: three methods, three changes", () => {
    const hinge = fitPiecewiseLinear(course, { knots: [0] }).slopeChanges[0]?.estimate;
    const lines = fitPiecewiseLinear(course, { knots: [0], continuity: "separate" }).slopeChanges[0]?.estimate;
    const line = (time: number[], value: number[]) => fitPiecewiseLinear({ time, value }, { knots: [] }).slopes[0]!.estimate;
    const twoFits = line([0, 1, 2], [7, 7, 5]) - line([-2, -1, 0], [10, 8, 7]);
    expect([hinge, lines, twoFits]).toEqual([expect.closeTo(3 / 7, 13), expect.closeTo(-1 / 2, 13), expect.closeTo(1 / 2, 13)]);
  });

  it("segments say where they begin and end, and why the outer ends are open", () => {
    const fit = fitPiecewiseLinear({ time: [0, 1, 2, 3, 4, 5, 6, 7], value: [9, 8, 8, 6, 5, 5, 3, 2] }, { knots: [2, 5] });
    expect(fit.slopes.map(({ from, to, reasons }) => ({ from, to, reasons }))).toEqual([
      { from: null, to: 2, reasons: { from: "unbounded" } },
      { from: 2, to: 5, reasons: undefined },
      { from: 5, to: null, reasons: { to: "unbounded" } },
    ]);
    expect(fit.slopes[1]).not.toHaveProperty("reasons");
    expect(fit.counts.segments).toEqual([3, 3, 2]);
  });

  it("says how it was computed, with every option", () => {
    expect(fitPiecewiseLinear(course, { knots: [-0] }).method).toEqual({
      name: "continuous-piecewise-linear-fit",
      options: { knots: [0], continuity: "continuous", level: 0.95 },
      reference: "Seber & Lee 2003, doi:10.1002/9780471722199",
    });
    expect(fitPiecewiseLinear(course, { knots: [0], continuity: "separate", level: 0.9 }).method).toMatchObject({
      name: "separate-lines-fit",
      options: { knots: [0], continuity: "separate", level: 0.9 },
    });
  });

  it("a frozen input works, and the result survives JSON", () => {
    const inputs = [
      { columns: course, options: { knots: [0] } },
      { columns: course, options: { knots: [0], continuity: "separate" } },
      { columns: { time: [-1, 0, 1], value: [1, 0, 0] }, options: { knots: [0] } },
      { columns: { time: [-1, 0, 1, 2], value: [0, 0, 0, 0] }, options: { knots: [-0] } },
      { columns: { time: Float64Array.of(-1, -0, 1, 2, 3), value: Float64Array.of(1, 2, 3, 5, -0) }, options: { knots: [] } },
    ] as const;
    for (const { columns, options } of inputs) {
      const fit = fitPiecewiseLinear(deepFreeze(columns), deepFreeze(options));
      expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
    }
  });
});

describe("fitPiecewiseLinear without error to estimate", () => {
  it("three visits leave nothing over for the error of a hinge", () => {
    const fit = fitPiecewiseLinear({ time: [-3, 0, 4], value: [40, 37, 35] }, { knots: [0] });
    expect(fit.slopes.map((slope) => slope.estimate)).toEqual([expect.closeTo(-1, 14), expect.closeTo(-0.5, 14)]);
    const reason = "no-residual-degrees-of-freedom";
    expect(fit.slopeChanges[0]).toEqual({
      knot: 0,
      estimate: expect.closeTo(0.5, 14),
      standardError: null,
      degreesOfFreedom: 0,
      statistic: null,
      pValue: null,
      interval: { lower: null, upper: null, level: 0.95 },
      alternative: "two-sided",
      reasons: { standardError: reason, statistic: reason, pValue: reason, "interval.lower": reason, "interval.upper": reason },
    });
    expect(fit.slopes[0]?.reasons).toEqual({ from: "unbounded", ...fit.slopeChanges[0]?.reasons });
    expect(fit.residualStandardDeviation).toBeNull();
    expect(fit.covariance).toBeNull();
    expect(fit.reasons).toEqual({ covariance: reason, residualStandardDeviation: reason });
    expect(fit.rSquared).toBe(1);
    expect(fit.observations.map(({ fitted, residual }) => [fitted, residual])).toEqual([[40, 0], [37, 0], [35, 0]]);
  });

  it("values on the lines up to the rounding of their digits have an error of 0 and no test", () => {
    const time = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3];
    const value = time.map((t) => 40.1 + 0.7 * Math.min(t, 0) - 1.3 * Math.max(t, 0));
    for (const continuity of ["continuous", "separate"] as const) {
      const fit = fitPiecewiseLinear({ time, value }, { knots: [0], continuity });
      const [change] = fit.slopeChanges;
      expect(change?.estimate).toBeCloseTo(-2, 12);
      expect(change).toMatchObject({ standardError: 0, statistic: null, pValue: null, reasons: { statistic: "perfect-correlation", pValue: "perfect-correlation" } });
      expect(change?.interval).toEqual({ lower: change?.estimate, upper: change?.estimate, level: 0.95 });
      expect(fit.residualStandardDeviation).toBe(0);
      expect(fit.rSquared).toBe(1);
      expect(fit.covariance?.matrix.flat().every((entry) => entry === 0)).toBe(true);
    }
  });

  it("equal values have a slope of 0 and no R²", () => {
    const fit = fitPiecewiseLinear({ time: [-2, -1, 0, 1, 2], value: [0.1, 0.1, 0.1, 0.1, 0.1] }, { knots: [0] });
    expect(fit.slopes.map((slope) => slope.estimate)).toEqual([0, 0]);
    expect(fit.intercept.estimate).toBe(0.1);
    expect(fit.rSquared).toBeNull();
    expect(fit.reasons).toEqual({ rSquared: "no-variance" });
  });
});

describe("fitPiecewiseLinear where times and knots are awkward", () => {
  it("a segment between knots may be empty: its line joins its neighbours", () => {
    const fit = fitPiecewiseLinear({ time: [-3, -2, -1, 5, 6, 7], value: [9, 8, 7, 1, 3, 5] }, { knots: [0, 3] });
    // The outer lines pass through all their values: 6 at 0 and −3 at 3.
    expect(fit.slopes.map((slope) => slope.estimate)).toEqual([expect.closeTo(-1, 13), expect.closeTo(-3, 13), expect.closeTo(2, 13)]);
    expect(fit.counts.segments).toEqual([3, 0, 3]);
  });

  it("0.1 + 0.2 is at a knot of 0.3, so it belongs to the lead-in", () => {
    const fit = fitPiecewiseLinear({ time: [0.1, 0.2, 0.1 + 0.2, 0.4, 0.5], value: [5, 4, 4, 2, 2] }, { knots: [0.3], continuity: "separate" });
    expect(fit.counts.segments).toEqual([3, 2]);
    expect(fit.slopes[1]?.estimate).toBeCloseTo(0, 13);
  });

  it.each([
    ["a knot before all data", [1, 2, 3, 4], [0], "continuous", "strictly inside the segment up to 0: needed 1, found 0", 0],
    ["a knot at the first time", [0, 1, 2, 3], [0], "continuous", "strictly inside the segment up to 0: needed 1, found 0", 0],
    ["a knot after all data", [1, 2, 3, 4], [4.5], "continuous", "strictly inside the segment from 4.5 on: needed 1, found 0", 0],
    ["times that fall on two knots", [0, 0, 1, 1, 2, 2], [0, 2], "continuous", "strictly inside the segment up to 0: needed 1, found 0", 0],
    ["one time for a knot and the end", [-3, -2, -1, 11], [0, 10], "continuous", "strictly inside the segments from 0 on: needed 2, found 1", 1],
    ["two times, visited twice", [-1, -1, 1, 1], [0], "continuous", "strictly inside the whole line: needed 3, found 2", 2],
    ["one time for a line", [-1, 0, 1, 1], [0], "separate", "in the segment from 0 on: needed 2, found 1", 1],
    ["an empty segment between knots", [-2, -1, -1, 0, 5, 6], [0, 4], "separate", "in the segment from 0 up to 4: needed 2, found 0", 0],
    ["a single time", [1, 1, 1], [], "continuous", "strictly inside the whole line: needed 2, found 1", 1],
    ["a time after the knot by rounding alone", [0.1, 0.2, 0.1 + 0.2], [0.3], "continuous", "strictly inside the segment from 0.3 on: needed 1, found 0", 0],
    ["a time before the knot by rounding alone", [0.3, 0.4, 0.5], [0.1 + 0.2], "continuous", "strictly inside the segment up to 0.30000000000000004: needed 1, found 0", 0],
    ["times that differ by rounding alone", [0.3, 0.1 + 0.2], [], "continuous", "strictly inside the whole line: needed 2, found 1", 1],
  ] as const)("%s: the error names the segment", (_, time, knots, continuity, message, observed) => {
    const outcome = attempt(() => fitPiecewiseLinear({ time, value: time.map((t) => t ** 2) }, { knots, continuity }));
    expect(outcome).toMatchObject({ ok: false, issue: { code: "singular-design", observed, message: expect.stringContaining(message) } });
  });

  it.each([
    [[], [0], "continuous", "strictly inside the segment up to 0: needed 1, found 0", 0],
    [[-1, 1], [0], "continuous", "strictly inside the whole line: needed 3, found 2", 2],
    [[-1, 0, 1], [0], "separate", "in the segment from 0 on: needed 2, found 1", 1],
    [[1], [], "continuous", "strictly inside the whole line: needed 2, found 1", 1],
  ] as const)("times %j with knots %j, %s: too few values", (time, knots, continuity, where, observed) => {
    const outcome = attempt(() => fitPiecewiseLinear({ time, value: time }, { knots, continuity }));
    const message = `fitPiecewiseLinear: not every slope can be estimated. Distinct times ${where}`;
    expect(outcome).toMatchObject({ ok: false, issue: { code: "too-few-values", observed, message } });
  });

  it("times too close together, beside the others, to tell a slope from", () => {
    const outcome = attempt(() => fitPiecewiseLinear({ time: [0, 1e-6, 200], value: [1, 2, 3] }, { knots: [100] }));
    expect(outcome).toMatchObject({ ok: false, issue: { code: "singular-design", message: expect.stringContaining("lie too close together") } });
  });

  it.each([
    ["times of 1e-150", [0, 1e-150, 2e-150], [0, 1, 3]],
    ["times of 1e150", [0, 1e150, 2e150], [0, 1, 3]],
    ["values of 1e100", [0, 1, 2], [1e100, -1e100, 0]],
    ["values of 1e-100", [0, 1, 2], [1e-100, -1e-100, 0]],
    ["values whose sum is no number", [0, 1, 2], [1e308, 1e308, 1e308]],
  ])("%s, whose squares no number can hold, are refused", (_, time, value) => {
    const outcome = attempt(() => fitPiecewiseLinear({ time, value }, { knots: [] }));
    expect(outcome).toMatchObject({ ok: false, issue: { code: "singular-design", message: expect.stringContaining("or too far apart, to tell a slope") } });
  });
});

describe("fitPiecewiseLinear refuses a caller's mistake", () => {
  const fit = (columns: object, options: object) => () => fitPiecewiseLinear(columns as never, options as never);
  it.each([
    [{ knots: [1, 0] }, RangeError, "fitPiecewiseLinear: knots must ascend; received 1 before 0"],
    [{ knots: [0, 0] }, RangeError, "knots must ascend; received 0 before 0"],
    [{ knots: [0.3, 0.1 + 0.2] }, RangeError, "knots must ascend"],
    [{ knots: [Number.NaN] }, RangeError, "knots[0] must be a finite number; received NaN"],
    [{ knots: ["0"] }, TypeError, 'knots[0] must be a finite number; received "0"'],
    [{ knots: 0 }, TypeError, "knots must be an array of numbers; received 0"],
    [{}, TypeError, "knots must be an array of numbers; received undefined"],
    [{ knots: [0], continuity: "seperate" }, RangeError, 'Did you mean "separate"?'],
    [{ knots: [0], level: 95 }, RangeError, "level must be between 0 and 1"],
    [{ knots: [0], knot: 1 }, TypeError, '"knot". Did you mean "knots"?'],
  ] as const)("options %j", (options, kind, message) => {
    expect(fit(course, options)).toThrow(kind);
    expect(fit(course, options)).toThrow(message);
  });

  it.each([
    [{ time: [1, 2], value: [1] }, RangeError, "time and value must have the same length; received 2 and 1"],
    [{ times: [1, 2], value: [1, 2] }, TypeError, 'time is missing. Is it "times"?'],
    [{ time: [1, Number.NaN, 3], value: [1, 2, 3] }, RangeError, "time[1] must be a finite number; received NaN"],
    [{ time: [1, 2, 3], value: [1, null, 3] }, TypeError, "value[1] must be a finite number; received null"],
    // oxlint-disable-next-line no-sparse-arrays
    [{ time: [1, , 3], value: [1, 2, 3] }, TypeError, "time[1] must be a finite number; received undefined"],
    [[], TypeError, "the input must be an object"],
  ] as const)("columns %j", (columns, kind, message) => {
    expect(fit(columns, { knots: [] })).toThrow(kind);
    expect(fit(columns, { knots: [] })).toThrow(message);
  });
});
