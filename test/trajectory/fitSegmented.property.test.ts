import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attempt } from "trialwise/result";
import { fitPiecewiseLinear, fitSegmented } from "trialwise/trajectory";
import type { TimedValues } from "trialwise/result";

const breakpoints = fc.constantFrom<1 | 2>(1, 2);
const quarters = (min: number, max: number) => fc.integer({ min: 4 * min, max: 4 * max }).map((quarter) => quarter / 4);

/** A course with a fit that leaves error over. */
const segmented = fc
  .record({
    points: fc.array(fc.tuple(quarters(-6, 10), fc.integer({ min: 0, max: 48_000 }).map((thousandth) => thousandth / 1000)), { minLength: 5, maxLength: 16 }),
    breakpoints,
  })
  .map(({ points, ...options }) => {
    const columns = { time: points.map(([time]) => time), value: points.map(([, value]) => value) };
    const fit = attempt(() => fitSegmented(columns, options));
    return fit.ok && (fit.value.residualStandardDeviation ?? 0) > 0.01 ? { columns, options, fit: fit.value } : null;
  })
  .filter((generated) => generated !== null);

/** The residual sum of squares of joined lines with known knots, as an amount that a search has to reach. */
function sumOfSquares({ time, value }: TimedValues, knots: readonly number[]): number {
  const outcome = attempt(() => fitPiecewiseLinear({ time, value }, { knots }));
  return outcome.ok ? outcome.value.observations.reduce((total, { residual }) => total + residual ** 2, 0) : Infinity;
}

describe("fitSegmented, for any course", () => {
  it("no knots fit better, and with its own breakpoints known the lines are the same", () => {
    fc.assert(
      fc.property(segmented, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }), ({ columns, fit }, places) => {
        const times = [...new Set(columns.time)].sort((a, b) => a - b);
        const knots = fit.breakpoints.map((_, index) => times[1]! + places[index]! * (times.at(-2)! - times[1]!)).sort((a, b) => a - b);
        const bounds = [-Infinity, ...knots, Infinity];
        const isAllowed = bounds.slice(1).every((to, index) => times.filter((time) => time > bounds[index]! && time < to).length >= 2);
        if (isAllowed) expect(fit.residualSumOfSquares).toBeLessThanOrEqual(sumOfSquares(columns, knots) * (1 + 1e-9));
        const known = fitPiecewiseLinear(columns, { knots: fit.breakpoints.map(({ estimate }) => estimate) });
        fit.slopes.forEach(({ estimate, standardError }, index) => {
          const slope = known.slopes[index]!;
          expect(Math.abs(estimate - slope.estimate)).toBeLessThanOrEqual(1e-9 * (Math.abs(estimate) + standardError!));
          // Not to know the breakpoint costs precision, apart from the degrees of freedom.
          const perError = standardError! / fit.residualStandardDeviation!;
          expect(perError).toBeGreaterThanOrEqual((slope.standardError! / known.residualStandardDeviation!) * (1 - 1e-9));
        });
        expect(fit.degreesOfFreedom).toBe(known.degreesOfFreedom - fit.breakpoints.length);
      }),
    );
  });

  it("shifts, scales, lines and order move what they should, and time turned round leaves the same sum of squares", () => {
    fc.assert(
      fc.property(segmented, quarters(-20, 20), fc.constantFrom(7, 30.4375, -1), ({ columns, options, fit }, shift, scale) => {
        const { time, value } = columns;
        const changed = (columnsChanged: TimedValues, back: (at: number) => number, factor = 1) => {
          const outcome = attempt(() => fitSegmented(columnsChanged, options));
          // Only where two places fit equally well can another be found, at the edge even.
          if (!outcome.ok) return;
          expect(outcome.value.residualSumOfSquares / factor).toBeCloseTo(fit.residualSumOfSquares, 7);
          const knots = outcome.value.breakpoints.map(({ estimate }) => back(estimate)).sort((a, b) => a - b);
          expect(sumOfSquares(columns, knots)).toBeCloseTo(fit.residualSumOfSquares, 7);
        };
        changed({ time: time.map((t) => t + shift), value }, (at) => at - shift);
        changed({ time: time.map((t) => t * scale), value }, (at) => at / scale);
        changed({ time, value: value.map((v) => v * scale + shift) }, (at) => at, scale ** 2);
        changed({ time, value: value.map((v, row) => v + 3 * time[row]!) }, (at) => at);
        changed({ time: [...time].reverse(), value: [...value].reverse() }, (at) => at);
      }),
    );
  });

  it("a second breakpoint fits no worse than the first alone", () => {
    fc.assert(
      fc.property(segmented, ({ columns, fit }) => {
        const other = attempt(() => fitSegmented(columns, { breakpoints: fit.breakpoints.length === 1 ? 2 : 1 }));
        if (!other.ok) return;
        const [one, two] = fit.breakpoints.length === 1 ? [fit, other.value] : [other.value, fit];
        expect(two.residualSumOfSquares).toBeLessThan(one.residualSumOfSquares);
      }),
    );
  });

  it("intervals hold the estimate, and a higher level makes them wider", () => {
    fc.assert(
      fc.property(segmented, fc.constantFrom("delta", "profile"), ({ columns, options, fit }, intervalMethod) => {
        const [narrow, wide] = [0.5, 0.99].map((level) => fitSegmented(columns, { ...options, intervalMethod, level }).breakpoints);
        fit.breakpoints.forEach(({ estimate }, index) => {
          const [inner, outer] = [narrow![index]!.interval, wide![index]!.interval];
          expect(inner.lower ?? -Infinity).toBeLessThanOrEqual(estimate);
          expect(inner.upper ?? Infinity).toBeGreaterThanOrEqual(estimate);
          // A limit is not estimable where the times accepted end at a step that two times to each segment force; at a higher level it may be again, further out.
          if (inner.lower !== null) expect(outer.lower ?? -Infinity).toBeLessThanOrEqual(inner.lower);
          if (inner.upper !== null) expect(outer.upper ?? Infinity).toBeGreaterThanOrEqual(inner.upper);
        });
      }),
    );
  });

  it("points on two lines give back where they meet", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 9 }), quarters(-3, 3), quarters(1, 4), (before, tenths, slope, change) => {
        const time = Array.from({ length: before + 4 }, (_, index) => index);
        const at = before - 1 + tenths / 10;
        const fit = fitSegmented({ time, value: time.map((t) => 20 + slope * t + change * Math.max(t - at, 0)) }, { breakpoints: 1 });
        expect(fit.breakpoints[0]!.estimate).toBeCloseTo(at, 9);
        expect(fit.slopes.map(({ estimate }) => estimate)).toEqual([expect.closeTo(slope, 9), expect.closeTo(slope + change, 9)]);
      }),
    );
  });

  it("any numbers give a result that survives JSON, or a coded error", () => {
    const wild = fc.double({ noNaN: true, noDefaultInfinity: true });
    const column = fc.array(fc.oneof(wild, fc.constantFrom(0, -0, 1, 1 + 1e-6, 1 + 1e-9, 2, 3, 100, 1e150, 1e-300, 0.1 + 0.2, 0.3)), { maxLength: 12 });
    fc.assert(
      fc.property(column, column, breakpoints, fc.constantFrom("delta", "profile"), (time, value, count, intervalMethod) => {
        const rows = Math.min(time.length, value.length);
        try {
          const fit = fitSegmented({ time: time.slice(0, rows), value: value.slice(0, rows) }, { breakpoints: count, intervalMethod });
          expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
        } catch (error) {
          expect(["RangeError", "TrialwiseError"]).toContain((error as Error).name);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
