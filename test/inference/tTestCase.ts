import type { TestOfEstimate } from "trialwise/inference";
import { errorOf } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";

export interface ExpectedTTest {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number | string;
  readonly upper: number | string;
}

export interface TTestCase {
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly treatment: readonly number[];
  readonly control: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly student: ExpectedTTest;
  readonly welch: ExpectedTTest;
  readonly paired: ExpectedTTest;
  readonly pooledStandardDeviation: number;
}

/** Estimate and limits may be near zero, so they are measured by the standard error; a small t likewise by 1. */
export function tTestErrors(result: TestOfEstimate & { readonly degreesOfFreedom: number }, expected: ExpectedTTest): Record<string, number> {
  const limit = (value: number | string) => (typeof value === "string" ? null : value);
  const [lower, upper] = [limit(expected.lower), limit(expected.upper)];
  const scale = (value: number | null) => Math.max(Math.abs(value ?? 0), expected.standardError);
  return {
    estimate: errorOf(result.estimate, expected.estimate, scale(expected.estimate)),
    standardError: errorOf(result.standardError, expected.standardError),
    degreesOfFreedom: errorOf(result.degreesOfFreedom, expected.degreesOfFreedom),
    statistic: errorOf(result.statistic, expected.statistic, Math.max(Math.abs(expected.statistic), 1)),
    pValue: errorOf(result.pValue, expected.pValue),
    lower: errorOf(result.interval.lower, lower, scale(lower)),
    upper: errorOf(result.interval.upper, upper, scale(upper)),
  };
}
