import { correlation } from "../inference/correlation.ts";
import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { linearRegression } from "../model/linearRegression.ts";
import { attempt } from "../result/attempt.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";
import { reasonForAll, testFields } from "./testFields.ts";

export type CorrelationMethod = "pearson" | "spearman" | "kendall";

/** How two quantities go together in a group of participants. */
export interface RelationInGroup {
  /** Participants with both. */
  readonly n: number;
  readonly correlation: GroupCorrelation;
  /** y = intercept + slope × x, by least squares: y changes by the slope where x is greater by one unit. */
  readonly regression: GroupRegression;
}

export interface GroupCorrelation {
  readonly estimate: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons;
}

export interface GroupRegression {
  readonly slope: GroupCoefficient;
  readonly intercept: GroupCoefficient;
  readonly rSquared: number | null;
  readonly residualStandardDeviation: number | null;
  readonly reasons?: Reasons;
}

/** Two-sided, with n − 2 degrees of freedom. */
export interface GroupCoefficient {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export function relationInGroup(rows: readonly Point[], method: CorrelationMethod, options: ResolvedTestOptions): RelationInGroup {
  const [x, y] = [rows.map((row) => row.x), rows.map((row) => row.y)];
  return { n: rows.length, correlation: correlationOf({ x, y }, method, options), regression: regressionOf({ x, y }, options.level) };
}

interface Columns {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function correlationOf(columns: Columns, method: CorrelationMethod, options: ResolvedTestOptions): GroupCorrelation {
  const found = attempt(() => correlation(columns, { method, ...options }));
  return testFields(found, ["estimate", "statistic", "pValue"], (code) => reasonOf(code, columns.x.length), options.level);
}

function regressionOf({ x, y }: Columns, level: number): GroupRegression {
  const found = attempt(() => linearRegression({ response: y, predictors: { slope: x } }, { level }));
  if (found.ok) {
    const { coefficients, rSquared, residualVariance } = found.value;
    const residualStandardDeviation = Math.sqrt(residualVariance);
    return { slope: coefficientOf(coefficients.slope), intercept: coefficientOf(coefficients.intercept), rSquared, residualStandardDeviation };
  }
  const none = { estimate: null, standardError: null, statistic: null, pValue: null, interval: { lower: null, upper: null, level } };
  const fields = ["estimate", "standardError", "statistic", "pValue", "interval.lower", "interval.upper"];
  const paths = [...["slope", "intercept"].flatMap((name) => fields.map((field) => `${name}.${field}`)), "rSquared", "residualStandardDeviation"];
  return {
    slope: none,
    intercept: none,
    rSquared: null,
    residualStandardDeviation: null,
    reasons: reasonForAll(paths, reasonOf(found.issue.code, x.length)),
  };
}

function coefficientOf({ estimate, standardError, statistic, pValue, interval }: GroupCoefficient): GroupCoefficient {
  return { estimate, standardError, statistic, pValue, interval };
}

function reasonOf(code: ErrorCode, n: number): Reason {
  if (n === 0) return "no-values";
  if (code === "too-few-values") return "too-few-values";
  // One value of x for everyone is a combination of the constant.
  return code === "no-variance" || code === "singular-design" ? "no-variance" : "not-defined";
}
