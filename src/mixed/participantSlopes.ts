import type { Reason } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { LinearMixedModelFit } from "./LinearMixedModelFit.ts";
import type { CourseRow } from "./piecewiseDesign.ts";
import type { PredictedSlope, ParticipantSlopes, PiecewiseArm } from "./PiecewiseMixedModel.ts";
import { type PiecewiseTerm, slopeTerms } from "./piecewiseRandomPart.ts";

type Fit = LinearMixedModelFit<string, PiecewiseTerm, string>;

/** Each participant's slopes and their changes: the arm's and what the participant's random effects add to them. */
export function participantSlopes<Arm extends string>(
  rows: readonly CourseRow<Arm>[],
  byArm: { readonly [A in Arm]: Pick<PiecewiseArm, "slopes" | "slopeChanges"> },
  { randomEffects }: Fit,
): ParticipantSlopes<Arm>[] {
  const terms = randomEffects.covariance.parameters;
  const weightsOf = (segment: number) => {
    const own = slopeTerms(terms, segment);
    return terms.map((term) => (own.includes(term) ? 1 : 0));
  };
  return rows.map(({ participant, arm }, index) => {
    const own = randomEffects.byParticipant[index]!;
    const { slopes, slopeChanges } = byArm[arm];
    return {
      participant,
      arm,
      visits: own.observations,
      slopes: slopes.map((slope) => predicted(slope, terms, weightsOf(slope.segment), own)),
      slopeChanges: slopeChanges.map((change, knot) => {
        const before = weightsOf(knot);
        return predicted(change, terms, weightsOf(knot + 1).map((weight, place) => weight - before[place]!), own);
      }),
    };
  });
}

/** Of weights w of the random effects b: the arm's + wᵀb, and √(wᵀCw) with C the conditional covariance of b. */
function predicted(
  { estimate, reasons = {} }: { readonly estimate: number | null; readonly reasons?: { readonly estimate?: Reason } },
  terms: readonly PiecewiseTerm[],
  weights: readonly number[],
  { effects, conditionalCovariance }: Fit["randomEffects"]["byParticipant"][number],
): PredictedSlope {
  const varies = weights.some((weight) => weight !== 0);
  const missing: NonNullable<PredictedSlope["reasons"]> = {
    ...(estimate === null && { estimate: reasons.estimate ?? "not-defined" }),
    ...(!varies && { conditionalStandardDeviation: "no-variance" }),
  };
  const variance = conditionalCovariance.reduce((total, row, i) => total + weights[i]! * row.reduce((part, value, j) => part + weights[j]! * value, 0), 0);
  return {
    estimate: estimate === null ? null : withoutNegativeZero(weights.reduce((total, weight, place) => total + weight * effects[terms[place]!]!.estimate, estimate)),
    // What rounding may leave below zero is zero.
    conditionalStandardDeviation: varies ? Math.sqrt(Math.max(0, variance)) : null,
    ...(Object.keys(missing).length > 0 && { reasons: missing }),
  };
}
