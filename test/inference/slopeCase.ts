import type { PerArm, PowerSlopeInput, SlopeDesign } from "trialwise/inference";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";

interface Solutions {
  readonly power: number;
  readonly difference: number;
  readonly control: number;
}

/** One design of test/reference/inference/slopePower.json. */
export interface SlopeCase {
  readonly model: SlopeDesign["model"];
  readonly times: readonly number[];
  readonly observed: { readonly treatment: readonly number[]; readonly control: readonly number[] };
  readonly intercepts: "by-arm" | "common";
  readonly leadInSlopes: "by-arm" | "common";
  readonly effect: "slope-change" | "follow-up-slope";
  readonly variances: readonly number[];
  readonly correlations: readonly number[];
  readonly residual: number;
  readonly n: PerArm;
  readonly alternative: FixtureAlternative;
  readonly significanceLevel: number;
  readonly power: number;
  readonly difference: number;
  readonly standardError: number;
  readonly normal: Solutions;
  readonly student: Solutions;
}

export const slopeCases = (): readonly SlopeCase[] => readFixture<SlopeCase>("slopePower").cases;

/** The design as powerSlope takes it. */
export function designOf({ model, times, observed, intercepts, leadInSlopes, effect, variances, correlations, residual }: SlopeCase): SlopeDesign {
  const [intercept, slope, followUp] = variances as [number, number, number];
  const [first, second, third] = correlations as [number, number, number];
  if (model === "two-slopes") return { model, times, observed, intercepts, variances: { intercept, slope, correlation: first, residual } };
  const between = { interceptLeadIn: first, interceptFollowUp: second, leadInFollowUp: third };
  return { model, times, observed, intercepts, leadInSlopes, effect, variances: { intercept, leadIn: slope, followUp, correlations: between, residual } };
}

/** The covariance of the participants' own coefficients. */
export function covarianceOf({ variances, correlations }: SlopeCase): readonly (readonly number[])[] {
  const correlationOf = (i: number, j: number) => (i === j ? 1 : correlations[i + j - 1]!);
  return variances.map((left, i) => variances.map((right, j) => correlationOf(i, j) * Math.sqrt(left * right)));
}

export const inputOf = (given: SlopeCase): PowerSlopeInput => ({ ...designOf(given), n: given.n, difference: given.difference, significanceLevel: given.significanceLevel });
