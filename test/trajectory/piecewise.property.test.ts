import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attempt } from "trialwise/result";
import { fitPiecewiseLinear, fitPiecewiseLinearByParticipant, predictPiecewiseLinear } from "trialwise/trajectory";
import type { TimedValues } from "trialwise/result";
import type { Continuity, FitPiecewiseLinearOptions, FitPiecewiseLinearResult } from "trialwise/trajectory";
import { readTrialData } from "trialwise/trial";
import { trial } from "./exampleTrial.ts";

const continuity = fc.constantFrom<Continuity>("continuous", "separate");
const quarters = (min: number, max: number) => fc.integer({ min: 4 * min, max: 4 * max }).map((quarter) => quarter / 4);
const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

/** A course that can be fitted, with error left over. */
const fitted = fc
  .record({
    points: fc.array(fc.tuple(quarters(-6, 10), fc.integer({ min: 0, max: 480 }).map((tenth) => tenth / 10)), { minLength: 3, maxLength: 16 }),
    knots: fc.array(fc.integer({ min: -4, max: 8 }), { maxLength: 3 }).map(ascending),
    continuity,
  })
  .map(({ points, ...options }) => {
    const columns = { time: points.map(([time]) => time), value: points.map(([, value]) => value) };
    const fit = attempt(() => fitPiecewiseLinear(columns, options));
    return fit.ok && fit.value.residualStandardDeviation !== null && fit.value.residualStandardDeviation > 0.01 ? { columns, options, fit: fit.value } : null;
  })
  .filter((generated) => generated !== null);

/** Every estimate of a fit with its error, as numbers: slopes, changes, jumps and the intercept. */
function numbersOf(fit: FitPiecewiseLinearResult): { readonly slopes: readonly number[]; readonly values: readonly number[] } {
  const numbers = ({ estimate, standardError, interval }: FitPiecewiseLinearResult["intercept"]) => [estimate, standardError!, interval.lower!, interval.upper!];
  return { slopes: [...fit.slopes, ...fit.slopeChanges].flatMap(numbers), values: [fit.intercept, ...(fit.jumps ?? [])].flatMap(numbers) };
}

/**
 * Relative to the largest number among those expected: differences of cancelling slopes are as rounded as the slopes. Values up
 * to 48 may differ by 0.01 alone, which leaves ten of the fourteen digits that a fit keeps.
 */
function expectClose(received: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  const scale = Math.max(...expected.map(Math.abs), 1e-300);
  expect(received).toHaveLength(expected.length);
  received.forEach((value, index) => expect(Math.abs(value - expected[index]!) / scale).toBeLessThan(tolerance));
}

function refit(columns: TimedValues, options: FitPiecewiseLinearOptions) {
  return numbersOf(fitPiecewiseLinear(columns, options));
}

describe("fitPiecewiseLinear, for any course", () => {
  it("a longer unit of time makes steeper slopes, and shifts, scales and lines move what they should", () => {
    fc.assert(
      fc.property(fitted, quarters(-20, 20), fc.constantFrom(7, 30.4375, 1e-6, -1), ({ columns, options, fit }, shift, scale) => {
        const { time, value } = columns;
        const before = numbersOf(fit);
        if (scale > 0) {
          const inUnits = refit({ time: Array.from(time, (t) => t / scale), value }, { ...options, knots: options.knots.map((knot) => knot / scale) });
          expectClose(inUnits.slopes, before.slopes.map((slope) => slope * scale));
          expectClose(inUnits.values, before.values);
        }
        const later = refit({ time: Array.from(time, (t) => t + shift), value }, { ...options, knots: options.knots.map((knot) => knot + shift) });
        expectClose(later.slopes, before.slopes);
        const higher = fitPiecewiseLinear({ time, value: Array.from(value, (v) => v + shift) }, options);
        expectClose(numbersOf(higher).slopes, before.slopes);
        expect(higher.intercept.estimate).toBeCloseTo(fit.intercept.estimate + shift, 9);
        const wider = fitPiecewiseLinear({ time, value: Array.from(value, (v) => v * scale) }, options);
        expectClose([scale, ...wider.slopes.map(({ estimate }) => estimate)], [scale, ...fit.slopes.map(({ estimate }) => estimate * scale)]);
        expectClose(wider.slopes.map(({ pValue }) => pValue!), fit.slopes.map(({ pValue }) => pValue!), 1e-7);
        const tilted = fitPiecewiseLinear({ time, value: Array.from(value, (v, row) => v + 3 * time[row]!) }, options);
        expectClose([1, ...tilted.slopes.map(({ estimate }) => estimate)], [1, ...fit.slopes.map(({ estimate }) => estimate + 3)]);
        expectClose([1, ...tilted.slopeChanges.map(({ estimate }) => estimate)], [1, ...fit.slopeChanges.map(({ estimate }) => estimate)]);
        expectClose(tilted.observations.map(({ residual }) => residual), fit.observations.map(({ residual }) => residual));
      }),
    );
  });

  it("order plays no part, and fitted values and residuals add up to what was observed", () => {
    fc.assert(
      fc.property(fitted, fc.integer(), ({ columns, options, fit }, seed) => {
        const order = [...columns.time.keys()].sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
        const shuffled = fitPiecewiseLinear({ time: order.map((row) => columns.time[row]!), value: order.map((row) => columns.value[row]!) }, options);
        expectClose([...numbersOf(shuffled).slopes, ...numbersOf(shuffled).values], [...numbersOf(fit).slopes, ...numbersOf(fit).values]);
        fit.observations.forEach(({ value, fitted: mean, residual }) => expect(mean + residual).toBeCloseTo(value, 10));
        expect(shuffled.counts).toEqual(fit.counts);
        expect(fit.counts.segments.reduce((total, count) => total + count, 0)).toBe(columns.time.length);
      }),
    );
  });

  it("residuals are at right angles to the lines, and the changes, jumps and errors agree with the slopes and the covariance", () => {
    fc.assert(
      fc.property(fitted, ({ fit }) => {
        const scale = fit.residualStandardDeviation! * fit.counts.observations * 10;
        const against = (column: (row: (typeof fit.observations)[number]) => number) =>
          fit.observations.reduce((total, row) => total + row.residual * column(row), 0) / scale;
        expect(against(() => 1)).toBeCloseTo(0, 11);
        expect(against(({ time }) => time)).toBeCloseTo(0, 10);
        for (const { knot } of fit.slopeChanges) expect(against(({ time }) => Math.max(time - knot, 0))).toBeCloseTo(0, 10);
        const { parameters, matrix } = fit.covariance!;
        fit.slopeChanges.forEach((change, index) => {
          expect(change.estimate).toBeCloseTo(fit.slopes[index + 1]!.estimate - fit.slopes[index]!.estimate, 9);
          const [before, after] = [parameters.indexOf(`slopes.${index}`), parameters.indexOf(`slopes.${index + 1}`)];
          const variance = matrix[before]![before]! + matrix[after]![after]! - 2 * matrix[before]![after]!;
          expect(Math.sqrt(variance) / change.standardError!).toBeCloseTo(1, 9);
        });
        expect(Math.sqrt(matrix[0]![0]!) / fit.intercept.standardError!).toBeCloseTo(1, 9);
        const unexplained = fit.observations.reduce((total, { residual }) => total + residual ** 2, 0);
        expect(Math.sqrt(unexplained / fit.degreesOfFreedom) / fit.residualStandardDeviation!).toBeCloseTo(1, 9);
      }),
    );
  });

  it("without knots both kinds are the regression on time", () => {
    fc.assert(
      fc.property(fitted, ({ columns }) => {
        const line = fitPiecewiseLinear(columns, { knots: [] });
        const { jumps, method: _, ...separate } = fitPiecewiseLinear(columns, { knots: [], continuity: "separate" });
        expect(jumps).toEqual([]);
        expect({ ...separate, method: line.method }).toEqual(line);
        const n = columns.time.length;
        const [meanTime, meanValue] = [columns.time, columns.value].map((values) => Array.from(values).reduce((sum, next) => sum + next, 0) / n);
        const deviations = Array.from(columns.time, (time) => time - meanTime!);
        const squares = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
        const slope = deviations.reduce((sum, deviation, row) => sum + deviation * (columns.value[row]! - meanValue!), 0) / squares;
        expect(line.slopes[0]?.estimate).toBeCloseTo(slope, 9);
        expect(line.intercept.estimate).toBeCloseTo(meanValue! - slope * meanTime!, 9);
      }),
    );
  });

  it("separate lines without a jump are the hinge, and a hinge fits no closer than separate lines", () => {
    fc.assert(
      fc.property(fitted, ({ columns, options }) => {
        const lines = attempt(() => fitPiecewiseLinear(columns, { ...options, continuity: "separate" }));
        if (!lines.ok) return;
        const sumOfSquares = (fit: FitPiecewiseLinearResult) => fit.observations.reduce((total, { residual }) => total + residual ** 2, 0);
        const hinge = attempt(() => fitPiecewiseLinear(columns, { ...options, continuity: "continuous" }));
        if (!hinge.ok) return;
        expect(sumOfSquares(hinge.value)).toBeGreaterThanOrEqual(sumOfSquares(lines.value) * (1 - 1e-9) - 1e-12);
        // Residuals of the separate lines around the hinge: neither fit sees anything but the hinge in them.
        const joined = Array.from(columns.value, (_, row) => hinge.value.observations[row]!.fitted + lines.value.observations[row]!.residual);
        const [ofLines, ofHinge] = (["separate", "continuous"] as const).map((kind) => fitPiecewiseLinear({ ...columns, value: joined }, { ...options, continuity: kind }));
        ofLines!.jumps!.forEach(({ estimate }) => expect(estimate).toBeCloseTo(0, 8));
        expectClose([1, ...ofLines!.slopes.map(({ estimate }) => estimate)], [1, ...ofHinge!.slopes.map(({ estimate }) => estimate)], 1e-8);
      }),
    );
  });

  it("a knot where nothing bends changes no fitted value of points on a line", () => {
    fc.assert(
      fc.property(fitted, quarters(-3, 3), ({ columns, options }, slope) => {
        const value = Array.from(columns.time, (time) => 20 + slope * time);
        const fit = fitPiecewiseLinear({ ...columns, value }, options);
        fit.slopes.forEach(({ estimate }) => expect(estimate).toBeCloseTo(slope, 10));
        fit.slopeChanges.forEach(({ estimate }) => expect(estimate).toBeCloseTo(0, 10));
        expect(fit.residualStandardDeviation).toBe(0);
      }),
    );
  });

  it("a wider level makes a wider interval round the same estimate", () => {
    fc.assert(
      fc.property(fitted, ({ columns, options }) => {
        const [narrow, wide] = [0.5, 0.999].map((level) => fitPiecewiseLinear(columns, { ...options, level }).slopes[0]!);
        expect(wide!.estimate).toBe(narrow!.estimate);
        expect(wide!.interval.lower!).toBeLessThan(narrow!.interval.lower!);
        expect(wide!.interval.upper!).toBeGreaterThan(narrow!.interval.upper!);
      }),
    );
  });

  it("any numbers give a result that survives JSON, or a coded error", () => {
    const wild = fc.double({ noNaN: true, noDefaultInfinity: true });
    const column = fc.array(fc.oneof(wild, fc.constantFrom(0, -0, 1, 1 + 1e-6, 1 + 1e-9, 2, 3, 100, 1e150, 1e-300, 0.1 + 0.2, 0.3)), { maxLength: 12 });
    fc.assert(
      fc.property(column, column, fc.array(fc.oneof(wild, fc.constantFrom(0, 1, 2, 50)), { maxLength: 2 }), continuity, (time, value, knots, kind) => {
        const rows = Math.min(time.length, value.length);
        try {
          const fit = fitPiecewiseLinear({ time: time.slice(0, rows), value: value.slice(0, rows) }, { knots: ascending(knots), continuity: kind });
          expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
        } catch (error) {
          expect(["RangeError", "TrialwiseError"]).toContain((error as Error).name);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("predictPiecewiseLinear, for any fit", () => {
  it("gives back the fitted values, follows the slopes, and does not move with the origin of time", () => {
    fc.assert(
      fc.property(fitted, fc.integer({ min: -50000, max: 50000 }), ({ columns, options, fit }, shift) => {
        const { predictions } = predictPiecewiseLinear(fit, columns.time);
        predictions.forEach(({ estimate, segment }, row) => {
          expect(estimate).toBeCloseTo(fit.observations[row]!.fitted, 9);
          expect(segment).toBe(fit.observations[row]!.segment);
        });
        const beyond = predictPiecewiseLinear(fit, [100, 101, 0]).predictions.map(({ estimate }) => estimate);
        expect(beyond[1]! - beyond[0]!).toBeCloseTo(fit.slopes.at(-1)!.estimate, 8);
        expect(beyond[2]).toBeCloseTo(fit.intercept.estimate, 9);
        const moved = fitPiecewiseLinear({ ...columns, time: Array.from(columns.time, (t) => t + shift) }, { ...options, knots: options.knots.map((k) => k + shift) });
        const there = predictPiecewiseLinear(moved, Array.from(columns.time, (t) => t + shift)).predictions;
        expectClose(there.flatMap(({ estimate, standardError }) => [estimate, standardError!]), predictions.flatMap(({ estimate, standardError }) => [estimate, standardError!]));
      }),
    );
  });
});

describe("fitPiecewiseLinearByParticipant, for any participants", () => {
  const visits = ["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10"] as const;
  const participant = fc.record({ arm: fc.constantFrom("msc", "control"), scores: fc.array(fc.option(fc.integer({ min: 0, max: 48 })), { minLength: 10, maxLength: 10 }) });
  type Generated = { readonly arm: string; readonly scores: readonly (number | null)[] };

  const dataOf = (participants: readonly Generated[], flip = false) =>
    readTrialData(trial, {
      participants: participants.map(({ arm }, index) => ({ id: `p${index}`, arm })),
      observations: participants.flatMap(({ scores }, index) =>
        scores.flatMap((value, place) => (value === null ? [] : [{ participant: `p${index}`, visit: visits[place]!, measure: flip ? "aals" : "alsfrsR", value: flip ? 90 - value : value }])),
      ),
    });

  it("each is fitted alone, everyone is accounted for, and turning the scale round turns the change and not the improvement", () => {
    fc.assert(
      fc.property(fc.array(participant, { maxLength: 8 }), continuity, (participants, kind) => {
        const options = { knots: ["V5"], continuity: kind } as const;
        const fits = fitPiecewiseLinearByParticipant(dataOf(participants), { measure: "alsfrsR", ...options });
        expect([...fits.rows, ...fits.excluded].map((row) => row.participant).sort()).toEqual(participants.map((_, index) => `p${index}`).sort());
        expect(fits.counts).toEqual({ participants: participants.length, analysed: fits.rows.length, excluded: fits.excluded.length });
        for (const row of fits.rows) {
          const alone = fitPiecewiseLinearByParticipant(dataOf([participants[Number(row.participant.slice(1))]!]), { measure: "alsfrsR", ...options });
          expect(alone.rows[0]).toEqual({ ...row, participant: "p0" });
        }
        const flipped = fitPiecewiseLinearByParticipant(dataOf(participants, true), { measure: "aals", ...options });
        flipped.rows.forEach(({ change, improvement }, index) => {
          expect(change).toBeCloseTo(-fits.rows[index]!.change, 9);
          expect(improvement).toBeCloseTo(fits.rows[index]!.improvement, 9);
        });
        for (const arm of ["msc", "control"] as const) {
          const own = fits.rows.filter((row) => row.arm === arm);
          expect(fits.byArm[arm].n).toBe(own.length);
          if (own.length > 0) expect(fits.byArm[arm].change.mean).toBeCloseTo(own.reduce((sum, row) => sum + row.change, 0) / own.length, 9);
        }
      }),
    );
  });
});
