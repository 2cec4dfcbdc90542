import { compareEstimates } from "../inference/compareEstimates.ts";
import { chiSquareTails } from "../numeric/chiSquare.ts";
import { sum } from "../numeric/sum.ts";
import { attempt } from "../result/attempt.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** Whether the effect differs between groups: the only test that speaks for or against a subgroup. */
export type SubgroupInteraction = DifferenceOfEffects | HeterogeneityOfEffects;

/** Two groups: the effect in the first − that in the second. */
export interface DifferenceOfEffects {
  readonly test: "difference-of-effects";
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly statistic: number | null;
  /** Absent with the normal distribution. */
  readonly degreesOfFreedom?: number;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "standardError" | "statistic" | "pValue" | "interval.lower" | "interval.upper">;
}

/** More than two groups: Cochran's Q against χ². */
export interface HeterogeneityOfEffects {
  readonly test: "heterogeneity";
  readonly statistic: number | null;
  /** Groups with an estimate − 1. */
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  /** Groups without an estimate or its error, which the test leaves out. */
  readonly leftOut: readonly string[];
  readonly reasons?: Reasons<"statistic" | "degreesOfFreedom" | "pValue">;
}

export type InteractionDistribution = "normal" | "satterthwaite";

export interface GroupEffect {
  readonly group: string;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom?: number | null;
}

interface KnownEffect {
  readonly estimate: number;
  readonly standardError: number;
}

export function testInteraction(caller: string, effects: readonly GroupEffect[], distribution: InteractionDistribution, level: number): SubgroupInteraction {
  return effects.length === 2 ? differenceOfEffects(caller, effects[0]!, effects[1]!, distribution, level) : heterogeneityOfEffects(effects);
}

function differenceOfEffects(caller: string, first: GroupEffect, second: GroupEffect, distribution: InteractionDistribution, level: number): DifferenceOfEffects {
  const [treatment, control] = [knownEffect(first), knownEffect(second)];
  if (treatment === null || control === null) return undefinedDifference(level, "not-estimable");
  if (treatment.standardError === 0 && control.standardError === 0) return undefinedDifference(level, "no-variance");
  const degreesOfFreedom = distribution === "normal" ? undefined : satterthwaite(caller, first, second);
  const compared = attempt(() => compareEstimates({ treatment, control }, { level, ...(degreesOfFreedom !== undefined && { degreesOfFreedom }) }));
  if (!compared.ok) return undefinedDifference(level, "no-variance");
  const { estimate, standardError, statistic, pValue, interval } = compared.value;
  return { test: "difference-of-effects", estimate, standardError, statistic, ...(degreesOfFreedom !== undefined && { degreesOfFreedom }), pValue, interval };
}

/** (v₁ + v₂)² / (v₁²/d₁ + v₂²/d₂), Satterthwaite 1946; relative to the larger, so that no square is too small for a number. */
function satterthwaite(caller: string, first: GroupEffect, second: GroupEffect): number {
  const largest = Math.max(first.standardError!, second.standardError!);
  const parts = [first, second].map(({ group, standardError, degreesOfFreedom }) => {
    if (typeof degreesOfFreedom === "number" && degreesOfFreedom > 0) return { variance: (standardError! / largest) ** 2, degreesOfFreedom };
    throw new TypeError(`${caller}: distribution "satterthwaite" needs the degrees of freedom of the analysis; received ${show(degreesOfFreedom)} in group ${show(group)}`);
  });
  const total = sum(parts.map(({ variance }) => variance));
  return 1 / sum(parts.map((part) => (part.variance / total) ** 2 / part.degreesOfFreedom));
}

/** Q = Σ wᵢ(θᵢ − θ̄)², w = 1/SE², Cochran 1954. */
function heterogeneityOfEffects(effects: readonly GroupEffect[]): HeterogeneityOfEffects {
  const known = effects.map(knownEffect).filter((effect) => effect !== null);
  const leftOut = effects.filter((effect) => knownEffect(effect) === null).map(({ group }) => group);
  if (known.length < 2) return undefinedHeterogeneity(leftOut, "not-estimable");
  if (known.some(({ standardError }) => standardError === 0)) return undefinedHeterogeneity(leftOut, "no-variance");
  // Relative to the largest: an error near 1e-200 would overflow when squared.
  const smallest = Math.min(...known.map(({ standardError }) => standardError));
  const weights = known.map(({ standardError }) => (smallest / standardError) ** 2);
  const centre = sum(known.map(({ estimate }, index) => weights[index]! * estimate)) / sum(weights);
  const statistic = sum(known.map(({ estimate, standardError }) => ((estimate - centre) / standardError) ** 2));
  // Errors that are nothing beside the effects.
  if (!Number.isFinite(statistic)) return undefinedHeterogeneity(leftOut, "no-variance");
  const degreesOfFreedom = known.length - 1;
  return {
    test: "heterogeneity",
    statistic: withoutNegativeZero(statistic),
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    leftOut,
  };
}

function knownEffect({ estimate, standardError }: GroupEffect): KnownEffect | null {
  return estimate === null || standardError === null ? null : { estimate, standardError };
}

function undefinedDifference(level: number, reason: Reason): DifferenceOfEffects {
  return {
    test: "difference-of-effects",
    estimate: null,
    standardError: null,
    statistic: null,
    pValue: null,
    interval: { lower: null, upper: null, level },
    reasons: { estimate: reason, standardError: reason, statistic: reason, pValue: reason, "interval.lower": reason, "interval.upper": reason },
  };
}

function undefinedHeterogeneity(leftOut: readonly string[], reason: Reason): HeterogeneityOfEffects {
  return {
    test: "heterogeneity",
    statistic: null,
    degreesOfFreedom: null,
    pValue: null,
    leftOut,
    reasons: { statistic: reason, degreesOfFreedom: reason, pValue: reason },
  };
}
