import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { designColumns, fitLinearModel, leastSquaresMeans, linearRegression, oneWayAnova, termTests } from "trialwise/model";
import { naiveArmMeans, naiveLeastSquares, naiveTypeThree } from "../naive/model.ts";

const terms = ["arm", "visit", "baseline", ["arm", "visit"]] as const;

/** Two arms or three by two visits or three, every cell with one observation at least, whole numbers. */
const trials = fc
  .record({ arms: fc.integer({ min: 2, max: 3 }), visits: fc.integer({ min: 2, max: 3 }), seed: fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(30), fc.nat(40)), { minLength: 9, maxLength: 16 }) })
  .map(({ arms, visits, seed }) => {
    const cells = Array.from({ length: arms * visits }, (_, cell) => [cell % arms, Math.floor(cell / arms)] as const);
    const rows = [
      ...cells.map(([arm, visit], index) => ({ arm, visit, baseline: 30 + ((7 * index) % 5), value: (5 * index) % 7 })),
      ...seed.map(([arm, visit, baseline, value]) => ({ arm: arm % arms, visit: visit % visits, baseline, value })),
    ];
    return {
      response: rows.map(({ value }) => value),
      arm: rows.map(({ arm }) => "abc"[arm]!),
      visit: rows.map(({ visit }) => "xyz"[visit]!),
      baseline: rows.map(({ baseline }) => baseline),
    };
  })
  .filter(({ arm, visit, baseline, response }) => {
    // What is left of the baseline and of the response within cells must vary.
    const spread = (values: readonly number[]) => arm.some((one, i) => arm.some((other, j) => one === other && visit[i] === visit[j] && values[i] !== values[j]));
    return spread(baseline) && spread(response);
  });

const fitOf = ({ response, ...data }: { readonly response: readonly number[]; readonly arm: readonly string[]; readonly visit: readonly string[]; readonly baseline: readonly number[] }) =>
  fitLinearModel({ response, terms, data });

const near = (received: number | null, expected: number, scale = 0, tolerance = 1e-8) =>
  expect(Math.abs(received! - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), scale));

/** Skips what the library refuses for having nothing left to estimate an error from. */
function attemptFit(trial: Parameters<typeof fitOf>[0]): ReturnType<typeof fitOf> | undefined {
  try {
    return fitOf(trial);
  } catch (error) {
    expect(error).toMatchObject({ code: "no-variance" });
    return undefined;
  }
}

describe("linear models", () => {
  test("agree with normal equations in fractions: regression with and without intercept", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: -99, max: 99 })), { minLength: 6, maxLength: 14 });
    fc.assert(
      fc.property(rows, fc.boolean(), (table, intercept) => {
        const [first, second, response] = [0, 1, 2].map((place) => table.map((row) => row[place]!));
        const columns = intercept ? [first!.map(() => 1), first!, second!] : [first!, second!];
        const naive = naiveLeastSquares(columns, response!);
        fc.pre(naive.kept.length === columns.length && naive.residualSumOfSquares > 1e-6);
        const fit = linearRegression({ response: response!, predictors: { first: first!, second: second! } }, { intercept });
        const variance = naive.residualSumOfSquares / naive.degreesOfFreedom;
        near(fit.residualVariance, variance);
        fit.covariance.parameters.forEach((name, index) => {
          const standardError = Math.sqrt(naive.inverse[index]![index]! * variance);
          near(fit.coefficients[name].estimate, naive.coefficients[index]!, standardError);
          near(fit.coefficients[name].standardError, standardError);
        });
      }),
    );
  });

  test("name the same columns as aliased as elimination in fractions, and predict the same", () => {
    const rows = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("x", "y", "z"), fc.nat(20)), { minLength: 12, maxLength: 20 });
    fc.assert(
      fc.property(rows, (table) => {
        const data = { arm: table.map(([arm]) => arm), visit: table.map(([, visit]) => visit) };
        fc.pre(new Set(data.arm).size > 1 && new Set(data.visit).size > 1);
        const { columns, design } = designColumns({ terms: ["arm", "visit", ["arm", "visit"]], data, aliased: "leave-out" });
        const columnOf = (name: string) => columns[name] ?? data.arm.map(() => 0);
        // Every column again, from its parts.
        const all = design.columns.map(({ parts }) =>
          table.map((_, row) => Number(parts.every((part) => "factor" in part && data[part.factor][row] === part.level))),
        );
        const { kept } = naiveLeastSquares(all, table.map(([, , value]) => value));
        expect(Object.keys(columns)).toEqual(kept.map((index) => design.columns[index]!.name));
        design.aliased.forEach(({ name, combination }) => {
          const own = all[design.columns.findIndex((column) => column.name === name)]!;
          own.forEach((value, row) => near(combination.reduce((sum, { name: other, weight }) => sum + weight * columnOf(other)[row]!, 0), value, 1));
        });
      }),
    );
  });

  test("have adjusted means as averages of predictions, in fractions", () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const fit = attemptFit(trial);
        if (fit === undefined) return;
        for (const weights of ["equal", "counterfactual"] as const) {
          const { means } = leastSquaresMeans(fit, { of: ["arm"], weights });
          naiveArmMeans(trial, weights).forEach(({ arm, estimate, standardError }, index) => {
            expect(means[index]!.levels.arm).toBe(arm);
            near(means[index]!.estimate, estimate, standardError);
            near(means[index]!.standardError, standardError);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test("have tests of type III as models with and without sum-to-zero columns, in fractions", () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const fit = attemptFit(trial);
        if (fit === undefined) return;
        const naive = naiveTypeThree(trial);
        for (const { name, statistic, degreesOfFreedom } of termTests(fit).tests) {
          expect(degreesOfFreedom.numerator).toBe(naive[name]!.numerator);
          near(statistic, naive[name]!.statistic, 1e-3);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("do not depend on the reference levels: fitted values, adjusted means and tests are the same", () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const fit = attemptFit(trial);
        if (fit === undefined) return;
        const { response, ...data } = trial;
        const other = fitLinearModel({ response, terms, data, factors: { arm: { reference: "b" }, visit: { reference: "y" } } });
        fit.fitted.forEach((value, row) => near(other.fitted[row]!, value, 10));
        for (const weights of ["equal", "proportional", "counterfactual"] as const) {
          const [ours, theirs] = [fit, other].map((one) => leastSquaresMeans(one, { of: ["arm", "visit"], weights, differences: { of: "arm" } }));
          ours!.means.forEach(({ estimate, standardError }, index) => {
            near(theirs!.means[index]!.estimate, estimate!, 10);
            near(theirs!.means[index]!.standardError, standardError!);
          });
          ours!.differences.forEach(({ estimate }, index) => near(theirs!.differences[index]!.estimate, estimate!, 10));
        }
        for (const type of ["I", "II", "III"] as const) {
          const [ours, theirs] = [fit, other].map((one) => termTests(one, { type }).tests);
          ours!.forEach(({ statistic }, index) => near(theirs![index]!.statistic, statistic!, 1e-3, 1e-7));
        }
      }),
    );
  });

  test("follow the response when it is shifted and scaled, and the covariate when it is", () => {
    fc.assert(
      fc.property(trials, fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 50 }), (trial, shift, scale) => {
        const fit = attemptFit(trial);
        if (fit === undefined) return;
        const moved = fitOf({ ...trial, response: trial.response.map((value) => scale * value + shift), baseline: trial.baseline.map((value) => 10 * value - 3) });
        near(moved.rSquared, fit.rSquared);
        near(moved.coefficients["baseline"]!.estimate, (fit.coefficients["baseline"]!.estimate * scale) / 10, (fit.coefficients["baseline"]!.standardError * scale) / 10);
        const [ours, theirs] = [fit, moved].map((one) => leastSquaresMeans(one, { of: ["visit"], differences: { of: "visit", versus: "x" } }));
        ours!.means.forEach(({ estimate, standardError }, index) => near(theirs!.means[index]!.estimate, scale * estimate! + shift, 10 * scale * standardError! + Math.abs(shift)));
        ours!.differences.forEach(({ pValue }, index) => near(theirs!.differences[index]!.pValue, pValue!));
      }),
    );
  });

  test("give equal and proportional weights the same means in balanced data, and the tests one type", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 12, maxLength: 12 }), (response) => {
        fc.pre([0, 2, 4, 6, 8, 10].some((place) => response[place] !== response[place + 1]));
        const data = { arm: response.map((_, row) => "ab"[Math.floor(row / 6)]!), visit: response.map((_, row) => "xyz"[Math.floor(row / 2) % 3]!) };
        const fit = fitLinearModel({ response, terms: ["arm", "visit", ["arm", "visit"]], data });
        const [equal, proportional, counterfactual] = (["equal", "proportional", "counterfactual"] as const).map((weights) => leastSquaresMeans(fit, { of: ["arm"], weights }).means);
        equal!.forEach(({ estimate, levels }, index) => {
          const own = response.filter((_, row) => data.arm[row] === levels.arm);
          near(estimate, own.reduce((sum, value) => sum + value, 0) / 6, 10);
          near(proportional![index]!.estimate, estimate!, 10);
          near(counterfactual![index]!.estimate, estimate!, 10);
        });
        const [first, second, third] = (["I", "II", "III"] as const).map((type) => termTests(fit, { type }).tests);
        first!.forEach(({ sumOfSquares, name }, index) => {
          near(second![index]!.sumOfSquares!, sumOfSquares!, 1);
          near(third![index]!.sumOfSquares!, sumOfSquares!, 1);
          expect(third![index]!.name).toBe(name);
        });
      }),
    );
  });

  test("of one factor: analysis of variance as two models in fractions, whatever the unit and the order of groups", () => {
    const group = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(group, group, group, fc.integer({ min: -1000, max: 1000 }), (a, b, c, shift) => {
        fc.pre([a, b, c].every((values) => new Set(values).size > 1));
        const response = [...a, ...b, ...c];
        const columns = [a, b, c].map((own, place) => [a, b, c].flatMap((values, index) => values.map(() => Number(index === place && own === values))));
        const [full, one] = [naiveLeastSquares(columns, response), naiveLeastSquares([response.map(() => 1)], response)];
        const { statistic, degreesOfFreedom, sumsOfSquares } = oneWayAnova({ groups: { a, b, c } }, { variances: "equal" });
        const between = one.residualSumOfSquares - full.residualSumOfSquares;
        near(sumsOfSquares!.between, between, 1);
        near(sumsOfSquares!.within, full.residualSumOfSquares);
        near(statistic, between / 2 / (full.residualSumOfSquares / full.degreesOfFreedom), 1e-3);
        expect(degreesOfFreedom.denominator).toBe(full.degreesOfFreedom);
        const moved = (values: readonly number[]) => values.map((value) => value / 8 + shift);
        for (const variances of ["equal", "unequal"] as const) {
          const [ours, theirs] = [oneWayAnova({ groups: { a, b, c } }, { variances }), oneWayAnova({ groups: { c: moved(c), a: moved(a), b: moved(b) } }, { variances })];
          near(theirs.statistic, ours.statistic, 1e-3);
          near(theirs.pValue, ours.pValue);
        }
      }),
    );
  });
});
