import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { attempt } from "trialwise/result";
import { fitPiecewiseLinear, fitSegmented } from "trialwise/trajectory";
import type { FitSegmentedOptions } from "trialwise/trajectory";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveResidualSquares, naiveSegmented } from "../naive/segmented.ts";
import { randomNumbers } from "./randomNumbers.ts";

interface ReferenceCase {
  readonly breakpoints: 1 | 2;
  readonly level: number;
  readonly time: readonly number[];
  readonly value: readonly number[];
  /** The least sum of squares leaves fewer than two times to a segment. */
  readonly refused?: true;
  readonly residualSumOfSquares: number;
  readonly degreesOfFreedom: number;
  /** Value at 0, slopes, changes of slope, breakpoints. */
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly profiles: readonly (readonly [number | null, number | null])[];
  /** Standard error and limits by segmented(), where it ends at this optimum. */
  readonly segmented?: readonly (readonly [number, number, number])[];
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/trajectory/segmented.json", import.meta.url), "utf8")) as { readonly cases: readonly ReferenceCase[] };
const fitted = cases.filter(({ refused }) => refused === undefined);
const onset = deepFreeze({ time: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], value: [46, 47, 46, 46, 45, 43, 42, 39, 38, 36] });

function worst(errors: readonly number[]): number {
  return errors.reduce((largest, error) => (error <= largest ? largest : error), 0);
}

describe("fitSegmented", () => {
  it("an onset of decline, worked by hand", () => {
    // Times 0 to 3: mean 46.25 at 1.5, slope −0.5/5 = −1/10, residual sum of squares 0.75 − 0.05 = 0.7. Times 4 to 9: mean 40.5 at 6.5, slope
    // −31.5/17.5 = −9/5, residual sum of squares 57.5 − 56.7 = 0.8. The lines 46.4 − t/10 and 52.2 − 9t/5 meet at 5.8/1.7 = 58/17, between 3 and 4.
    const fit = fitSegmented(onset, { breakpoints: 1 });
    expect(fit.breakpoints[0]?.estimate).toBeCloseTo(58 / 17, 13);
    expect(fit.slopes.map(({ estimate }) => estimate)).toEqual([expect.closeTo(-0.1, 13), expect.closeTo(-1.8, 13)]);
    expect(fit.slopes.map(({ from, to }) => [from, to])).toEqual([[null, expect.closeTo(58 / 17, 13)], [expect.closeTo(58 / 17, 13), null]]);
    expect(fit.intercept.estimate).toBeCloseTo(46.4, 12);
    expect(fit.residualSumOfSquares).toBeCloseTo(1.5, 12);
    expect(fit.degreesOfFreedom).toBe(6);
    expect(fit.residualStandardDeviation).toBeCloseTo(0.5, 13);
    expect(fit.rSquared).toBeCloseTo(1 - 1.5 / 137.6, 13);
    // Slopes have the variances of separate lines, σ²/5 and σ²/17.5; the breakpoint that of the difference of the lines there over the squared change.
    expect(fit.slopes.map(({ standardError }) => standardError)).toEqual([expect.closeTo(0.5 / Math.sqrt(5), 13), expect.closeTo(0.5 / Math.sqrt(17.5), 13)]);
    const variance = 0.25 * (1 / 4 + (58 / 17 - 1.5) ** 2 / 5 + 1 / 6 + (58 / 17 - 6.5) ** 2 / 17.5);
    expect(fit.breakpoints[0]?.standardError).toBeCloseTo(Math.sqrt(variance) / 1.7, 13);
    expect(fit.slopeChanges[0]?.estimate).toBeCloseTo(-1.7, 13);
    expect(fit.slopeChanges[0]?.standardError).toBeCloseTo(0.5 * Math.sqrt(1 / 5 + 1 / 17.5), 13);
    expect(fit.slopeChanges[0]).not.toHaveProperty("pValue");
    expect(fit.counts).toEqual({ observations: 10, segments: [4, 6] });
    expect(fit.covariance?.parameters).toEqual(["intercept", "slopes.0", "slopes.1", "breakpoints.0"]);
    expect(Math.sqrt(fit.covariance!.matrix[3]![3]!)).toBeCloseTo(fit.breakpoints[0]!.standardError!, 13);
  });

  it("210 random cases agree with a brute-force search in R to 1e-8, refusals and profile limits included", () => {
    // Of the standard error. The fixture has 12 digits, and limits near 50 have standard errors of 0.01; estimates and errors are within 2e-11.
    expect(cases).toHaveLength(210);
    const errors = cases.flatMap((reference) => {
      const { breakpoints, level } = reference;
      const outcome = attempt(() => fitSegmented(reference, { breakpoints, level, intervalMethod: "profile" }));
      expect(outcome.ok, JSON.stringify(reference)).toBe(reference.refused === undefined);
      if (!outcome.ok) {
        expect(outcome.issue.code).toBe("no-solution");
        return [];
      }
      const fit = outcome.value;
      expect(fit.degreesOfFreedom).toBe(reference.degreesOfFreedom);
      const all = [fit.intercept, ...fit.slopes, ...fit.slopeChanges, ...fit.breakpoints];
      expect(all).toHaveLength(reference.estimates.length);
      return [
        fit.residualSumOfSquares / reference.residualSumOfSquares - 1,
        ...all.map(({ estimate }, index) => (estimate - reference.estimates[index]!) / reference.standardErrors[index]!),
        ...all.map(({ standardError }, index) => standardError! / reference.standardErrors[index]! - 1),
        ...fit.breakpoints.flatMap(({ interval, standardError, reasons }, index) =>
          (["lower", "upper"] as const).map((side, place) => {
            const expected = reference.profiles[index]![place]!;
            expect(reasons?.[`interval.${side}`]).toBe(expected === null ? "not-estimable" : undefined);
            return interval[side] === null && expected === null ? 0 : (interval[side]! - expected!) / standardError!;
          }),
        ),
      ].map(Math.abs);
    });
    expect(worst(errors)).toBeLessThan(1e-8);
    expect(errors.every(Number.isFinite)).toBe(true);
  });

  it("standard errors and limits agree with segmented() wherever it ends at the same optimum, to 1e-8", () => {
    const compared = fitted.filter(({ segmented }) => segmented !== undefined);
    expect(compared.length).toBeGreaterThan(100);
    const errors = compared.flatMap((reference) =>
      fitSegmented(reference, { breakpoints: reference.breakpoints, level: reference.level }).breakpoints.flatMap(({ standardError, interval }, index) => {
        const [error, lower, upper] = reference.segmented![index]!;
        return [standardError! / error - 1, (interval.lower! - lower) / error, (interval.upper! - upper) / error].map(Math.abs);
      }),
    );
    expect(worst(errors)).toBeLessThan(1e-8);
  });

  it("200 random courses agree with an enumeration in the plain basis", () => {
    const random = randomNumbers(23);
    let [found, refused, profiles] = [0, 0, 0];
    for (let round = 0; round < 200; round++) {
      const count = random() < 0.6 ? 1 : 2;
      const time = Array.from({ length: 4 + 4 * count + Math.floor(random() * 6) }, () => Math.floor(random() * 20) - 5);
      if (new Set(time).size < 2 * count + 2) continue;
      const onsetAt = Math.floor(random() * 10);
      const value = time.map((t) => 40 + 3 * Math.max(t - onsetAt, 0) - 5 * Math.max(t - onsetAt - 4.3, 0) + 8 * random());
      const naive = naiveSegmented(time, value, count);
      const outcome = attempt(() => fitSegmented({ time, value }, { breakpoints: count }));
      expect(outcome.ok, JSON.stringify({ time, value, count })).toBe(naive !== undefined);
      if (!outcome.ok || naive === undefined) {
        refused++;
        continue;
      }
      found++;
      const fit = outcome.value;
      expect(Math.abs(fit.residualSumOfSquares / naive.residualSquares - 1)).toBeLessThan(1e-9);
      if (fit.residualStandardDeviation === null) continue;
      fit.breakpoints.forEach(({ estimate, standardError }, index) => {
        expect(Math.abs(estimate - naive.breakpoints[index]!)).toBeLessThan(1e-8);
        expect(Math.abs(standardError! / naive.standardErrors[index]! - 1)).toBeLessThan(1e-7);
      });
      if (count === 2) continue;
      // A profile limit is where the F statistic of that breakpoint reaches the quantile: the square of Student's t in the interval by delta.
      const [byDelta, byProfile] = [fit.breakpoints[0]!, fitSegmented({ time, value }, { breakpoints: 1, intervalMethod: "profile" }).breakpoints[0]!];
      const quantile = (byDelta.interval.upper! - byDelta.estimate) / byDelta.standardError!;
      for (const limit of [byProfile.interval.lower, byProfile.interval.upper]) {
        if (limit === null) continue;
        profiles++;
        const rise = naiveResidualSquares(time, value, [limit]) - naive.residualSquares;
        expect(rise / (naive.residualSquares / fit.degreesOfFreedom) / quantile ** 2).toBeCloseTo(1, 7);
      }
    }
    expect(found).toBeGreaterThan(80);
    expect(refused).toBeGreaterThan(20);
    expect(profiles).toBeGreaterThan(40);
  });

  it("a breakpoint on a time in the data: that time belongs to the segment before", () => {
    const reference = fitted.find(({ breakpoints, estimates, time }) => breakpoints === 1 && time.includes(estimates.at(-1)!))!;
    const fit = fitSegmented(reference, { breakpoints: 1 });
    const at = fit.breakpoints[0]!.estimate;
    expect(reference.time).toContain(at);
    expect(fit.counts.segments[0]).toBe(reference.time.filter((t) => t <= at).length);
    const known = fitPiecewiseLinear(reference, { knots: [at] });
    fit.slopes.forEach(({ estimate }, index) => expect(estimate).toBeCloseTo(known.slopes[index]!.estimate, 12));
  });

  it("the least of all sums of squares, where an iteration from the middle stays in another valley", () => {
    // Of these two valleys, at 2.6 and at 7.4, the second is deeper by a little.
    const course = { time: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], value: [9.05, 4, 0, 0.4, 1, 1.5, 1, 0.4, 0, 4, 9] };
    const [fit] = [fitSegmented(course, { breakpoints: 1 })];
    const grid = Array.from({ length: 799 }, (_, index) => 1.01 + index / 100);
    const least = Math.min(...grid.map((at) => naiveResidualSquares(course.time, course.value, [at])));
    expect(fit.residualSumOfSquares).toBeLessThanOrEqual(least);
    expect(least - fit.residualSumOfSquares).toBeLessThan(0.01);
  });

  it("points on two lines have no error, and four points on two lines none that is known", () => {
    const exact = fitSegmented({ time: [0, 1, 2, 4, 6, 7], value: [10, 9, 8, 5, 1, -1] }, { breakpoints: 1, intervalMethod: "profile" });
    expect(exact.breakpoints[0]).toEqual({ estimate: expect.closeTo(3, 12), standardError: 0, interval: { lower: expect.closeTo(3, 12), upper: expect.closeTo(3, 12), level: 0.95 } });
    expect(exact.residualSumOfSquares).toBe(0);
    expect(exact.slopes[0]?.reasons).toEqual({ from: "unbounded", statistic: "perfect-correlation", pValue: "perfect-correlation" });
    const four = fitSegmented({ time: [0, 1, 3, 4], value: [10, 9, 6, 4] }, { breakpoints: 1, intervalMethod: "profile" });
    const reason = "no-residual-degrees-of-freedom";
    expect(four.breakpoints[0]).toEqual({
      estimate: expect.closeTo(2, 12),
      standardError: null,
      interval: { lower: null, upper: null, level: 0.95 },
      reasons: { standardError: reason, "interval.lower": reason, "interval.upper": reason },
    });
    expect(four.reasons).toEqual({ covariance: reason, residualStandardDeviation: reason });
  });

  it("says how it was computed, with every option", () => {
    expect(fitSegmented(onset, { breakpoints: 1 }).method).toEqual({
      name: "segmented-fit",
      options: { breakpoints: 1, intervalMethod: "delta", level: 0.95 },
      reference: "Muggeo 2003, doi:10.1002/sim.1545; Hudson 1966, doi:10.1080/01621459.1966.10482198",
    });
  });

  it("a frozen input works, and the result survives JSON", () => {
    for (const breakpoints of [1, 2] as const) {
      for (const intervalMethod of ["delta", "profile"] as const) {
        const options = deepFreeze({ breakpoints, intervalMethod, level: 0.9 });
        const fit = attempt(() => fitSegmented(deepFreeze({ time: Float64Array.from(onset.time), value: [...onset.value] }), options));
        expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
      }
    }
  });
});

describe("fitSegmented refuses", () => {
  const refusal = (time: readonly number[], value: readonly number[], breakpoints: 1 | 2 = 1) => {
    const outcome = attempt(() => fitSegmented({ time, value }, { breakpoints }));
    return outcome.ok ? undefined : outcome.issue;
  };

  it("too few distinct times", () => {
    expect(refusal([], [])).toMatchObject({ code: "too-few-values", observed: 0 });
    expect(refusal([0, 1, 2, 2, 2], [1, 2, 3, 4, 5])).toMatchObject({ code: "too-few-values", required: "4 distinct times", observed: 3 });
    expect(refusal([0, 1, 2, 3, 4], [1, 2, 4, 3, 5], 2)).toMatchObject({ code: "too-few-values", required: "6 distinct times", observed: 5 });
  });

  it("values on a straight line, one level, or lines with fewer breakpoints", () => {
    expect(refusal([0, 1, 2, 3, 4, 5], [4, 4.1, 4.2, 4.3, 4.4, 4.5])).toMatchObject({ code: "no-solution", message: "fitSegmented: a breakpoint does not fit the values any better than a straight line does" });
    expect(refusal([0, 1, 2, 3, 4], [7, 7, 7, 7, 7])?.code).toBe("no-solution");
    // Means on a line: the errors around them are no reason for a breakpoint.
    expect(refusal([0, 0, 1, 1, 2, 2, 3, 3], [1, 3, 2, 4, 3, 5, 4, 6])?.code).toBe("no-solution");
    expect(refusal([0, 1, 2, 3, 4, 5, 6, 7], [9, 9, 9, 9, 8, 7, 6, 5], 2)?.message).toMatch(/two breakpoints do not fit the values any better than lines with one breakpoint do/);
  });

  it("a first value off the line of all others, which does not meet it between two times: the breakpoint would lie at the edge", () => {
    expect(refusal([0, 1, 2, 3, 4, 5, 6], [30, 8.9, 8, 7.1, 6, 4.9, 4])).toMatchObject({ code: "no-solution", message: expect.stringMatching(/segment 1 of 2/) });
  });

  it("two breakpoints in too many times", () => {
    const time = Array.from({ length: 2001 }, (_, index) => index);
    expect(refusal(time, time.map((t) => Math.sin(t)), 2)?.code).toBe("too-much-work");
  });

  it("a caller's mistakes", () => {
    const untyped = (options: object) => () => fitSegmented(onset, options as FitSegmentedOptions);
    expect(untyped({})).toThrow(TypeError);
    expect(untyped({ breakpoints: 3 })).toThrow(new RangeError("fitSegmented: breakpoints must be 1 or 2; received 3"));
    expect(untyped({ breakpoints: "1" })).toThrow(RangeError);
    expect(untyped({ breakpoints: 1, level: 95 })).toThrow(RangeError);
    expect(untyped({ breakpoints: 1, intervalMethod: "profil" })).toThrow(/Did you mean "profile"/);
    expect(untyped({ breakpoints: 1, knots: [0] })).toThrow(TypeError);
    expect(() => fitSegmented({ time: [1, 2], value: [1] }, { breakpoints: 1 })).toThrow(RangeError);
    expect(() => fitSegmented({ time: [1, Number.NaN], value: [1, 2] }, { breakpoints: 1 })).toThrow(RangeError);
  });
});
