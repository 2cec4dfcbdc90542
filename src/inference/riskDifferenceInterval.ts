import { findRoot } from "../numeric/findRoot.ts";
import { normalQuantile } from "../numeric/normal.ts";
import type { EventCount } from "./eventCount.ts";
import type { BoundedInterval } from "./proportionInterval.ts";
import { wilsonInterval } from "./proportionInterval.ts";

export type RiskDifferenceIntervalMethod = "newcombe" | "miettinen-nurminen" | "wald";

export const riskDifferenceIntervalMethods: readonly RiskDifferenceIntervalMethod[] = ["newcombe", "miettinen-nurminen", "wald"];

export const riskDifferenceReferences: Readonly<Record<RiskDifferenceIntervalMethod, string>> = {
  newcombe: "Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
  "miettinen-nurminen": "Miettinen & Nurminen 1985, doi:10.1002/sim.4780040211",
  wald: "Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
};

export interface TwoEventCounts {
  readonly treatment: EventCount;
  readonly control: EventCount;
}

/** √(p₁(1 − p₁)/n₁ + p₀(1 − p₀)/n₀), with each group's own proportion. */
export function riskDifferenceStandardError({ treatment, control }: TwoEventCounts): number {
  return Math.sqrt(varianceOf(treatment.events / treatment.n, treatment.n) + varianceOf(control.events / control.n, control.n));
}

export function riskDifferenceInterval(groups: TwoEventCounts, method: RiskDifferenceIntervalMethod, level: number): BoundedInterval {
  const difference = groups.treatment.events / groups.treatment.n - groups.control.events / groups.control.n;
  const z = normalQuantile((1 - level) / 2, "upper");
  switch (method) {
    case "newcombe":
      return newcombeInterval(groups, difference, level);
    case "miettinen-nurminen":
      return miettinenNurminenInterval(groups, difference, z, level);
    case "wald": {
      const margin = z * riskDifferenceStandardError(groups);
      return { lower: Math.max(-1, difference - margin), upper: Math.min(1, difference + margin), level };
    }
  }
}

/** The hybrid score interval, method 10 of the paper: the distances to Wilson's limits of the two groups, squared and added. */
function newcombeInterval({ treatment, control }: TwoEventCounts, difference: number, level: number): BoundedInterval {
  const [treated, controls] = [wilsonInterval(treatment, level), wilsonInterval(control, level)];
  const [p1, p0] = [treatment.events / treatment.n, control.events / control.n];
  return {
    lower: difference - Math.sqrt((p1 - treated.lower) ** 2 + (controls.upper - p0) ** 2),
    upper: difference + Math.sqrt((treated.upper - p1) ** 2 + (p0 - controls.lower) ** 2),
    level,
  };
}

/** The differences Δ that the score test does not reject: (p̂₁ − p̂₀ − Δ)² ≤ z² Var(Δ). */
function miettinenNurminenInterval(groups: TwoEventCounts, difference: number, z: number, level: number): BoundedInterval {
  return scoreInterval(difference, z, (delta) => constrainedVariance(groups, delta), level);
}

/** The differences from an estimate that a score test does not reject, whose variance depends on the difference assumed. */
export function scoreInterval(estimate: number, z: number, varianceAt: (delta: number) => number, level: number): BoundedInterval {
  const excess = (delta: number) => {
    // At the estimate itself both sides may be zero; nearby it is not rejected.
    if (delta === estimate) return -1;
    return (estimate - delta) ** 2 - z * z * varianceAt(delta);
  };
  const limit = (bound: -1 | 1) => (estimate === bound ? bound : findRoot(excess, { from: bound, to: estimate, tolerance: 1e-16 }));
  return { lower: limit(-1), upper: limit(1), level };
}

/** The variance of the difference if it were delta, with the factor N/(N − 1) of the paper. */
export function constrainedVariance(groups: TwoEventCounts, delta: number): number {
  const { treatment, control } = groups;
  const n = treatment.n + control.n;
  const p0 = constrainedControlProportion(groups, delta);
  return (varianceOf(p0 + delta, treatment.n) + varianceOf(p0, control.n)) * (n / (n - 1));
}

/** The proportion of controls that maximises the likelihood when that of the treated is larger by delta. */
function constrainedControlProportion({ treatment, control }: TwoEventCounts, delta: number): number {
  const lowest = Math.max(0, -delta);
  const highest = Math.min(1, 1 - delta);
  const slope = (p: number) =>
    ratio(treatment.events, p + delta) -
    ratio(treatment.n - treatment.events, 1 - delta - p) +
    ratio(control.events, p) -
    ratio(control.n - control.events, 1 - p);
  if (!(lowest < highest) || slope(lowest) <= 0) return lowest;
  return slope(highest) >= 0 ? highest : findRoot(slope, { from: lowest, to: highest });
}

/** A count / probability in the derivative of the log-likelihood: nothing for no count, infinite where it is impossible. */
function ratio(count: number, probability: number): number {
  return count === 0 ? 0 : count / Math.max(0, probability);
}

function varianceOf(proportion: number, n: number): number {
  return Math.max(0, proportion * (1 - proportion)) / n;
}
