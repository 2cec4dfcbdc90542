import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitPiecewiseLinear, predictPiecewiseLinear } from "trialwise/trajectory";
import type { Continuity, FitPiecewiseLinearResult, PredictedMean } from "trialwise/trajectory";
import { deepFreeze } from "../deepFreeze.ts";
import { naivePiecewise } from "../naive/trajectory.ts";
import { randomNumbers } from "./randomNumbers.ts";

interface ReferenceCase {
  readonly name?: string;
  readonly continuity: Continuity;
  readonly knots: readonly number[];
  readonly level: number;
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly grid: readonly number[];
  /** Estimate, standard error, upper limit. */
  readonly predictions: readonly (readonly [estimate: number, standardError: number, upper: number])[];
}

function readCases(name: string): readonly ReferenceCase[] {
  const fixture: { readonly cases: readonly ReferenceCase[] } = JSON.parse(
    readFileSync(new URL(`../reference/trajectory/${name}.json`, import.meta.url), "utf8"),
  );
  return fixture.cases;
}

function worstError({ continuity, knots, level, time, value, grid, predictions }: ReferenceCase): number {
  const fit = fitPiecewiseLinear({ time, value }, { knots, continuity, level });
  const predicted = predictPiecewiseLinear(fit, grid, { level }).predictions;
  const errors = predictions.map(([estimate, standardError, upper], index) => {
    const received = predicted[index]!;
    return Math.max(
      Math.abs(received.estimate - estimate) / Math.max(Math.abs(estimate), standardError),
      Math.abs(received.standardError! / standardError - 1),
      Math.abs(received.interval.upper! - upper) / Math.max(Math.abs(upper), standardError),
    );
  });
  return Math.max(...errors);
}

const course = { time: [-2, -1, 0, 1, 2], value: [10, 8, 7, 7, 5] };

function predictOne(fit: FitPiecewiseLinearResult, time: number, atKnot: "before" | "after" = "before"): PredictedMean {
  return predictPiecewiseLinear(fit, [time], { atKnot }).predictions[0]!;
}

describe("predictPiecewiseLinear", () => {
  it("the mean two months after a hinge, worked by hand", () => {
    // The hinge of fitPiecewiseLinear's own example: value 50/7 at 0, slope −31/35 after it, residual variance 17/35 on 2 degrees of
    // freedom, inverse [25 15 −15; 15 16 −9; −15 −9 16] / 35. At time 2: (25 − 2·2·15 + 4·16)/35 = 29/35 of the residual variance.
    const quantile = 0.95 * Math.sqrt(2 / (4 * 0.975 * 0.025));
    const standardError = Math.sqrt((29 / 35) * (17 / 35));
    const { predictions, degreesOfFreedom, method } = predictPiecewiseLinear(fitPiecewiseLinear(course, { knots: [0] }), [2]);
    expect(degreesOfFreedom).toBe(2);
    expect(predictions).toEqual([
      {
        time: 2,
        segment: 1,
        estimate: expect.closeTo(50 / 7 - 62 / 35, 13),
        standardError: expect.closeTo(standardError, 14),
        interval: {
          lower: expect.closeTo(50 / 7 - 62 / 35 - quantile * standardError, 12),
          upper: expect.closeTo(50 / 7 - 62 / 35 + quantile * standardError, 12),
          level: 0.95,
        },
      },
    ]);
    expect(method).toMatchObject({ name: "piecewise-linear-prediction", options: { level: 0.95, atKnot: "before" } });
  });

  it("means of 204 fits on a grid agree with R's lm to 2e-12 of the value or its standard error", () => {
    expect(Math.max(...readCases("piecewiseLinear").map(worstError))).toBeLessThan(2e-12);
  });

  it.each(readCases("illConditioned").map((reference) => [reference.name, reference.continuity, reference] as const))(
    "%s (%s): agrees with exact arithmetic to 1e-13",
    (_name, _continuity, reference) => {
      expect(worstError(reference)).toBeLessThan(1e-13);
    },
  );

  it("200 random fits agree with exact fractions, on both sides of a knot", () => {
    const random = randomNumbers(11);
    let compared = 0;
    while (compared < 200) {
      const continuity = random() < 0.5 ? "continuous" : "separate";
      const knots = [-1, 3].slice(0, 1 + Math.floor(random() * 2));
      const time = Array.from({ length: 6 + Math.floor(random() * 8) }, () => Math.floor(random() * 15) - 5);
      const value = time.map(() => Math.floor(random() * 49));
      const naive = naivePiecewise(time, value, knots, continuity);
      if (naive === undefined || naive.degreesOfFreedom === 0 || naive.residualSumOfSquares === 0) continue;
      compared++;
      const fit = fitPiecewiseLinear({ time, value }, { knots, continuity });
      for (const at of [-9.5, -1, 0.25, 3, 8]) {
        for (const atKnot of ["before", "after"] as const) {
          const received = predictOne(fit, at, atKnot);
          const segment = knots.filter((knot) => (atKnot === "before" ? knot < at : knot <= at)).length;
          const expected = naive.valueAt(at, segment);
          expect(received.segment).toBe(segment);
          expect(Math.abs(received.estimate - expected.estimate)).toBeLessThan(1e-11);
          expect(Math.abs(received.standardError! / expected.standardError - 1)).toBeLessThan(1e-12);
        }
      }
    }
  });

  it("a time is at a knot within rounding: 0.3 at one of 0.1 + 0.2, from either side", () => {
    for (const [at, knot] of [[0.3, 0.1 + 0.2], [0.1 + 0.2, 0.3]] as const) {
      const lines = fitPiecewiseLinear({ time: [-1, 0, 1, 2], value: [4, 3, 6, 8] }, { knots: [knot], continuity: "separate" });
      expect([predictOne(lines, at).segment, predictOne(lines, at, "after").segment]).toEqual([0, 1]);
    }
  });

  it("separate lines give two values at a knot, and a hinge one", () => {
    const lines = fitPiecewiseLinear(course, { knots: [0], continuity: "separate" });
    expect(predictOne(lines, 0).estimate).toBeCloseTo(41 / 6, 13);
    expect(predictOne(lines, 0, "after").estimate).toBeCloseTo(9, 13);
    expect(predictOne(lines, 0, "after").segment).toBe(1);
    const hinge = fitPiecewiseLinear(course, { knots: [0] });
    expect(predictOne(hinge, 0, "after")).toEqual({ ...predictOne(hinge, 0), segment: 1 });
  });

  it("without residual degrees of freedom the mean stands and its error is null, with the reason", () => {
    const fit = fitPiecewiseLinear({ time: [-3, 0, 4], value: [40, 37, 35] }, { knots: [0] });
    const reason = "no-residual-degrees-of-freedom";
    expect(predictOne(fit, 2)).toEqual({
      time: 2,
      segment: 1,
      estimate: expect.closeTo(36, 13),
      standardError: null,
      interval: { lower: null, upper: null, level: 0.95 },
      reasons: { standardError: reason, "interval.lower": reason, "interval.upper": reason },
    });
  });

  it("a frozen fit back from JSON gives the same, and the result survives JSON", () => {
    for (const continuity of ["continuous", "separate"] as const) {
      const fit = fitPiecewiseLinear(course, { knots: [0], continuity });
      const times = deepFreeze([-0, 1.5, -8]);
      const result = predictPiecewiseLinear(deepFreeze(JSON.parse(JSON.stringify(fit))), times, { level: 0.8 });
      expect(result).toStrictEqual(predictPiecewiseLinear(fit, Float64Array.from(times), { level: 0.8 }));
      expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    }
  });

  it.each([
    [[Number.NaN], {}, RangeError, "times[0] must be a finite number; received NaN"],
    [3, {}, TypeError, "times must be an array of numbers"],
    [[3], { level: 95 }, RangeError, "level must be between 0 and 1"],
    [[3], { atKnot: "behind" }, RangeError, 'atKnot must be one of "before", "after"'],
    [[3], { side: "after" }, TypeError, '"side"'],
    [[1e308, -1e308], {}, RangeError, "the value at times[0]"],
  ] as const)("times %j, options %j", (times, options, kind, message) => {
    const steep = fitPiecewiseLinear({ time: [1, 2, 3], value: [0, 1e20, 1e10] }, { knots: [] });
    const predict = () => predictPiecewiseLinear(steep, times as never, options as never);
    expect(predict).toThrow(kind);
    expect(predict).toThrow(message);
  });

  it("what is no fit is refused", () => {
    expect(() => predictPiecewiseLinear({} as never, [1])).toThrow("fit must have observations and method");
  });
});
