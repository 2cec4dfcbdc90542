import { contrast, type ContrastableFit } from "../model/contrast.ts";
import { isEstimable } from "../numeric/linearDependencies.ts";
import type { Segments } from "../numeric/segments.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import { armColumn } from "./piecewiseDesign.ts";
import type { CurvePoint, PiecewiseEffect, PiecewiseEffects } from "./PiecewiseMixedModel.ts";
import { type PiecewiseLines, type PiecewiseTerm, termAt } from "./piecewiseRandomPart.ts";

/** A fit of lines by arm, and what is needed to speak of them. */
export interface FittedLines<Arm extends string = string> {
  readonly fit: ContrastableFit<string>;
  readonly lines: PiecewiseLines;
  readonly segments: Segments;
  readonly dependencies: ReadonlyMap<Arm, readonly Float64Array[]>;
  /** Arms that have values at all. */
  readonly armsWithValues: ReadonlySet<Arm>;
  readonly better: "higher" | "lower";
  readonly level: number;
}

/** Arms and what they count for: 1 for an arm alone, 1 and −1 for a difference. */
export type ArmShares<Arm extends string = string> = readonly (readonly [arm: Arm, share: number])[];

type TermWeights = { readonly [Term in PiecewiseTerm]?: number };

/** Slopes, slope changes and jumps of an arm, or of one arm less another. */
export function piecewiseEffects<Arm extends string>(fitted: FittedLines<Arm>, shares: ArmShares<Arm>): PiecewiseEffects {
  const { lines, segments } = fitted;
  const { knots } = segments;
  const effectOf = (weights: TermWeights) => effect(fitted, shares, weights);
  const slope = (segment: number, weight: number): TermWeights => ({ [`slope${segment + 1}`]: weight });
  return {
    slopes: [0, ...knots].map((_, segment) => ({ segment, ...effectOf(slope(segment, 1)) })),
    slopeChanges: knots.map((knot, index) => ({ knot, ...effectOf({ ...slope(index + 1, 1), ...slope(index, -1) }) })),
    ...(lines.continuity === "separate" && {
      jumps: knots.map((knot, index) => {
        const before = { [`intercept${index + 1}`]: -1, ...slope(index, (knots[index - 1] ?? knot) - knot) };
        return { knot, ...effectOf({ [`intercept${index + 2}`]: 1, ...before }) };
      }),
    }),
  };
}

/** The mean of an arm at a time. */
export function curvePoint<Arm extends string>(fitted: FittedLines<Arm>, arm: Arm, time: number): CurvePoint {
  const { lines, segments } = fitted;
  const weights = recordOf(lines.terms, (term) => termAt(term, lines.continuity, segments, time));
  const { estimate, standardError, degreesOfFreedom, interval, reasons = {} } = effect(fitted, [[arm, 1]], weights);
  const paths = ["estimate", "standardError", "degreesOfFreedom", "interval.lower", "interval.upper"] as const;
  const own = paths.filter((path) => reasons[path] !== undefined);
  return { time, estimate, standardError, degreesOfFreedom, interval, ...(own.length > 0 && { reasons: recordOf(own, (path) => reasons[path]!) }) };
}

function effect<Arm extends string>(fitted: FittedLines<Arm>, shares: ArmShares<Arm>, weights: TermWeights): PiecewiseEffect {
  const { fit, lines, dependencies, armsWithValues, better, level } = fitted;
  const own = lines.terms.map((term) => weights[term] ?? 0);
  const lacking = shares.find(([arm]) => !isEstimable(own, dependencies.get(arm)!));
  if (lacking !== undefined) return notEstimable(armsWithValues.has(lacking[0]) ? "too-few-values" : "no-values", level);
  const { parameters } = fit.covariance;
  const byColumn = shares.flatMap(([arm, share]) => lines.terms.map((term, index) => [armColumn(arm, term), share * own[index]!] as const));
  const used = new Map(byColumn.filter(([column, weight]) => weight !== 0 && parameters.includes(column)));
  const result = contrast(fit, recordOf([...used.keys()], (column) => used.get(column)!), { level });
  const { estimate, standardError, degreesOfFreedom, statistic, pValue, interval, alternative, reasons } = result;
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue,
    interval,
    alternative,
    improvement: better === "higher" ? { estimate, interval } : { estimate: withoutNegativeZero(-estimate), interval: turned(interval) },
    weights: result.weights,
    ...(reasons !== undefined && { reasons }),
  };
}

function turned({ lower, upper, level }: Interval): Interval {
  const negative = (limit: number | null) => (limit === null ? null : withoutNegativeZero(-limit));
  return { lower: negative(upper), upper: negative(lower), level };
}

function notEstimable(reason: Reason, level: number): PiecewiseEffect {
  const interval = { lower: null, upper: null, level };
  const paths = [
    "estimate",
    "standardError",
    "degreesOfFreedom",
    "statistic",
    "pValue",
    "interval.lower",
    "interval.upper",
    "improvement.estimate",
    "improvement.interval.lower",
    "improvement.interval.upper",
  ] as const;
  return {
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    statistic: null,
    pValue: null,
    interval,
    alternative: "two-sided",
    improvement: { estimate: null, interval },
    weights: {},
    reasons: recordOf(paths, () => reason),
  };
}
