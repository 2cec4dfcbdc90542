import { describe, expectTypeOf, it } from "vitest";
import { correlation, fisherExactTest, pairedTTest, powerTTest, studentTTest, summarise } from "trialwise/inference";
import type { CompareProportionsResult, StudentTTestResult, SummariseResult } from "trialwise/inference";
import type { Interval, Summary } from "trialwise/result";

describe("types of inference", () => {
  it("a summary and the groups of a result go wherever a Summary does", () => {
    expectTypeOf<SummariseResult>().toExtend<Summary>();
    expectTypeOf<StudentTTestResult["groups"]["treatment"]>().toExtend<Summary>();
    expectTypeOf(studentTTest).toBeCallableWith({ treatment: summarise([1, 2]), control: [1, 2, 3] });
    expectTypeOf(studentTTest).toBeCallableWith({ treatment: new Float64Array(3), control: { n: 3, mean: 1, standardDeviation: 2 } });
  });

  it("a 2 × 2 table has an odds ratio, a table of unknown size may have one", () => {
    expectTypeOf(fisherExactTest([[1, 2], [3, 4]]).estimate).toEqualTypeOf<number | null>();
    expectTypeOf(fisherExactTest([[1, 2], [3, 4]]).interval).toEqualTypeOf<Interval>();
    const counts: number[][] = [[1, 2, 3], [4, 5, 6]];
    expectTypeOf(fisherExactTest(counts).interval).toEqualTypeOf<Interval | undefined>();
  });

  it("an estimate that always exists is a number, one that may not is nullable", () => {
    expectTypeOf<StudentTTestResult["estimate"]>().toEqualTypeOf<number>();
    expectTypeOf<CompareProportionsResult["riskDifference"]["estimate"]>().toEqualTypeOf<number>();
    expectTypeOf<CompareProportionsResult["riskRatio"]["estimate"]>().toEqualTypeOf<number | null>();
  });

  it("inputs come in one form or the other", () => {
    expectTypeOf(pairedTTest).toBeCallableWith({ differences: [1, 2] });
    expectTypeOf(correlation).toBeCallableWith({ r: 0.5, n: 12 });
    // @ts-expect-error: before without after
    pairedTTest({ before: [1, 2] });
    // @ts-expect-error: r without n
    correlation({ r: 0.5 });
  });

  it("a design leaves exactly one quantity out", () => {
    expectTypeOf(powerTTest).toBeCallableWith({ difference: 1, standardDeviation: 2, power: 0.8 });
    expectTypeOf(powerTTest).toBeCallableWith({ nPerGroup: 20, difference: 1, standardDeviation: 2, power: 0.8 });
    expectTypeOf(powerTTest).toBeCallableWith({ n: { treatment: 20, control: 10 }, difference: 1, standardDeviation: 2 });
    // @ts-expect-error: two are left out
    powerTTest({ difference: 1, power: 0.8 });
    // @ts-expect-error: none is left out
    powerTTest({ nPerGroup: 20, difference: 1, standardDeviation: 2, power: 0.8, significanceLevel: 0.05 });
    // @ts-expect-error: the size twice
    powerTTest({ nPerGroup: 20, n: { treatment: 20, control: 20 }, difference: 1, standardDeviation: 2 });
  });

  it("results are readonly", () => {
    const result = studentTTest({ treatment: [1, 2], control: [2, 4] });
    // @ts-expect-error: a result is not written to
    result.estimate = 3;
  });
});
