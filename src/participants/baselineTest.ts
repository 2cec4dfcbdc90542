import { fisherExactTest } from "../inference/fisherExactTest.ts";
import { pearsonChiSquareTest } from "../inference/pearsonChiSquareTest.ts";
import { rankSumTest } from "../inference/rankSumTest.ts";
import { studentTTest } from "../inference/studentTTest.ts";
import { welchTTest } from "../inference/welchTTest.ts";
import { attempt } from "../result/attempt.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";

/** A test of a baseline difference that randomisation makes a matter of chance. */
export interface BaselineTest {
  readonly test: "welch-t-test" | "student-t-test" | "rank-sum-test" | "pearson-chi-square-test" | "fisher-exact-test";
  readonly pValue: number | null;
  readonly reasons?: Reasons<"pValue">;
}

export type NumericBaselineTest = "welch" | "student" | "rank-sum";

export type CategoricalBaselineTest = "pearson" | "fisher" | "auto";

interface TwoSets {
  readonly treatment: readonly number[];
  readonly control: readonly number[];
}

const numericTests = { welch: welchTTest, student: studentTTest, "rank-sum": rankSumTest } as const;

/** `isOpen`: some values are only known to lie beyond a limit. */
export function testValues(samples: TwoSets, test: NumericBaselineTest, isOpen: boolean): BaselineTest {
  const name = test === "rank-sum" ? "rank-sum-test" : (`${test}-t-test` as const);
  if (isOpen) return untested(name, "beyond-limits");
  if (samples.treatment.length === 0 || samples.control.length === 0) return untested(name, "no-values");
  const tested = attempt(() => numericTests[test](samples));
  return tested.ok ? { test: name, pValue: tested.value.pValue } : untested(name, reasonOf(tested.issue.code));
}

/** Levels that neither arm has are left out. `auto` is Pearson's test unless an expected count is below 5, then Fisher's. */
export function testCounts({ treatment, control }: TwoSets, test: CategoricalBaselineTest): BaselineTest {
  const present = treatment.flatMap((count, level) => (count + control[level]! > 0 ? [level] : []));
  const counts = [treatment, control].map((row) => present.map((level) => row[level]!));
  const fallback = test === "fisher" ? "fisher-exact-test" : "pearson-chi-square-test";
  if (counts.some((row) => row.every((count) => count === 0))) return untested(fallback, "no-values");
  if (present.length < 2) return untested(fallback, "no-variance");
  const pearson = pearsonChiSquareTest(counts);
  const isFisher = test === "fisher" || (test === "auto" && pearson.smallestExpectedCount < 5);
  if (!isFisher) return { test: "pearson-chi-square-test", pValue: pearson.pValue };
  const exact = attempt(() => fisherExactTest(counts));
  return exact.ok ? { test: "fisher-exact-test", pValue: exact.value.pValue } : untested("fisher-exact-test", reasonOf(exact.issue.code));
}

function untested(test: BaselineTest["test"], reason: Reason): BaselineTest {
  return { test, pValue: null, reasons: { pValue: reason } };
}

function reasonOf(code: ErrorCode): Reason {
  return code === "too-few-values" || code === "no-variance" ? code : "not-defined";
}
