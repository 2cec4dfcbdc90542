import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { LinearMixedModelFit } from "./LinearMixedModelFit.ts";
import type { CourseRow } from "./piecewiseDesign.ts";
import type { PredictedSlope, ParticipantSlopes, PiecewiseArm } from "./PiecewiseMixedModel.ts";
import { type PiecewiseTerm, slopeTerms } from "./piecewiseRandomPart.ts";

/** Each participant's slopes: the arm's and what the participant's random effects add to them. */
export function participantSlopes<Arm extends string>(
  rows: readonly CourseRow<Arm>[],
  byArm: { readonly [A in Arm]: Pick<PiecewiseArm, "slopes"> },
  { randomEffects }: LinearMixedModelFit<string, PiecewiseTerm, string>,
): ParticipantSlopes<Arm>[] {
  const terms = randomEffects.covariance.parameters;
  return rows.map(({ participant, arm }, index) => {
    const { observations, effects } = randomEffects.byParticipant[index]!;
    const slopes = byArm[arm].slopes.map(({ segment, estimate, reasons = {} }): PredictedSlope => {
      const own = slopeTerms(terms, segment);
      const [only, ...others] = own;
      const spread = only !== undefined && others.length === 0 ? effects[only]!.conditionalStandardDeviation : null;
      const missing: NonNullable<PredictedSlope["reasons"]> = {
        ...(estimate === null && { estimate: reasons.estimate ?? "not-defined" }),
        ...(spread === null && { conditionalStandardDeviation: own.length === 0 ? "no-variance" : "not-defined" }),
      };
      return {
        estimate: estimate === null ? null : withoutNegativeZero(own.reduce((total, term) => total + effects[term]!.estimate, estimate)),
        conditionalStandardDeviation: spread,
        ...(Object.keys(missing).length > 0 && { reasons: missing }),
      };
    });
    const slopeChanges = slopes.slice(1).map((after, knot) => {
      const before = slopes[knot]!.estimate;
      return after.estimate === null || before === null ? null : withoutNegativeZero(after.estimate - before);
    });
    const reason = slopes.find(({ estimate }) => estimate === null)?.reasons?.estimate;
    return { participant, arm, visits: observations, slopes, slopeChanges, ...(reason !== undefined && { reasons: { slopeChanges: reason } }) };
  });
}
