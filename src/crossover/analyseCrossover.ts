import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import type { CarryOverCaution } from "./CrossoverEffect.ts";
import { crossoverMixedModel } from "./crossoverMixedModel.ts";
import { crossoverRankTest } from "./crossoverRankTest.ts";
import { crossoverTTest } from "./crossoverTTest.ts";
import type { CrossoverColumns } from "./readCrossover.ts";

/** An effect beside that of treatment, two-sided. The rank test has neither standard errors nor degrees of freedom. */
export interface ComparedEffect {
  readonly estimate: number;
  readonly standardError?: number;
  readonly degreesOfFreedom?: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/** What an analysis says, in the shape that all of them share. */
export interface CrossoverEstimates {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly periodEffect: ComparedEffect | null;
  readonly carryOver: (ComparedEffect & CarryOverCaution) | null;
  readonly counts: { readonly participants: number; readonly observations: number };
  readonly pValueMethodUsed?: "exact" | "normal";
  readonly reasons: Reasons<(typeof paths)[number]>;
}

interface Analysis {
  readonly treatment: string;
  readonly control: string;
  readonly analysis: "t-test" | "rank-test" | "mixed-model" | "first-period";
  readonly test: "student" | "welch";
  readonly level: number;
  readonly alternative: Alternative;
}

const paths = ["estimate", "standardError", "degreesOfFreedom", "statistic", "pValue", "interval.lower", "interval.upper", "favours", "periodEffect", "carryOver"] as const;

/** Runs the analysis asked for. */
export function analyseCrossover(columns: CrossoverColumns<string>, { treatment, control, analysis, test, level, alternative }: Analysis): CrossoverEstimates {
  const pair = { treatment, control };
  if (analysis === "mixed-model") {
    const { periodEffects, counts, reasons, ...effect } = crossoverMixedModel(columns, { ...pair, level });
    const [second] = periodEffects;
    return {
      ...estimatesOf(effect),
      periodEffect: second === undefined ? null : effectOf(second),
      carryOver: null,
      counts: { participants: counts.participants, observations: counts.observations },
      reasons: { ...reasons, ...(second === undefined && { periodEffect: "not-estimable" as const }), carryOver: "not-estimable" },
    };
  }
  if (analysis === "rank-test") {
    const { periodEffect, carryOver, counts, reasons, ...effect } = crossoverRankTest(columns, { ...pair, level, alternative });
    const participants = counts.treatmentFirst + counts.controlFirst;
    return {
      ...estimatesOf(effect),
      periodEffect: periodEffect && effectOf(periodEffect),
      carryOver: carryOver && { ...effectOf(carryOver), caution: carryOver.caution },
      counts: { participants, observations: 2 * participants },
      pValueMethodUsed: effect.pValueMethodUsed,
      reasons: { ...reasons, standardError: "not-defined", degreesOfFreedom: "not-defined" },
    };
  }
  const periods = analysis === "first-period" ? "first" : "both";
  const result = crossoverTTest(columns, { ...pair, test, periods, level, alternative });
  const participants = result.counts.treatmentFirst + result.counts.controlFirst;
  return {
    ...estimatesOf(result),
    periodEffect: result.periodEffect,
    carryOver: result.carryOver,
    counts: { participants, observations: periods === "first" ? participants : 2 * participants },
    reasons: result.reasons ?? {},
  };
}

interface Tested {
  readonly estimate: number;
  readonly standardError?: number;
  readonly degreesOfFreedom?: number | null;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly reasons?: Reasons;
}

function estimatesOf({ estimate, standardError, degreesOfFreedom, statistic, pValue, interval }: Tested) {
  return { estimate, standardError: standardError ?? null, degreesOfFreedom: degreesOfFreedom ?? null, statistic, pValue, interval };
}

function effectOf({ estimate, standardError, degreesOfFreedom, statistic, pValue, interval, reasons }: Tested): ComparedEffect {
  return {
    estimate,
    ...(standardError !== undefined && { standardError }),
    ...(degreesOfFreedom !== undefined && degreesOfFreedom !== null && { degreesOfFreedom }),
    statistic,
    pValue,
    interval,
    ...(reasons && { reasons }),
  };
}

/** Nothing, for one reason. */
export function nothingToEstimate(reason: Reason, level: number): CrossoverEstimates {
  return {
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    statistic: null,
    pValue: null,
    interval: { lower: null, upper: null, level },
    periodEffect: null,
    carryOver: null,
    counts: { participants: 0, observations: 0 },
    reasons: Object.fromEntries(paths.map((path) => [path, reason])),
  };
}
