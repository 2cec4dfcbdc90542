import type { ContrastWeights } from "../model/contrast.ts";
import type { NamedMatrix } from "../model/NamedMatrix.ts";
import type { DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import type { Continuity } from "../numeric/segments.ts";
import type { Interval } from "../result/Interval.ts";
import type { Issue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TimeAxis } from "../trial/TimeAxis.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { FactorWeights } from "./covariateColumns.ts";
import type { LinearMixedModelFit, LinearMixedModelSettings, SingularFit } from "./LinearMixedModelFit.ts";
import type { PiecewiseRandomPart, PiecewiseTerm } from "./piecewiseRandomPart.ts";

/** Two arms that are compared: differences are treatment − control. */
export interface ArmPair<Arm extends string = string> {
  readonly treatment: Arm;
  readonly control: Arm;
}

/** A combination of a model's fixed effects, tested against zero; `null` where the arm's visits do not determine it. */
export interface PiecewiseEffect {
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** `null` (`"unbounded"`) with `asymptotic`. */
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: "two-sided";
  /** The estimate and its interval, turned so that positive is benefit. */
  readonly improvement: { readonly estimate: number | null; readonly interval: Interval };
  /** Of the fixed effects of `fit`: what `contrast` takes. */
  readonly weights: ContrastWeights<string>;
  readonly reasons?: Reasons<EffectPath>;
}

export type EffectPath =
  | "estimate"
  | "standardError"
  | "degreesOfFreedom"
  | "statistic"
  | "pValue"
  | "interval.lower"
  | "interval.upper"
  | "improvement.estimate"
  | "improvement.interval.lower"
  | "improvement.interval.upper";

/** Of one segment of time, in order. */
export interface SegmentEffect extends PiecewiseEffect {
  /** Index into `segments`. */
  readonly segment: number;
}

/** At one knot, in order. */
export interface KnotEffect extends PiecewiseEffect {
  /** Where the knot stands, in units of time from baseline. */
  readonly knot: number;
}

/** Slopes in units of the measure per unit of time, one for each segment, and their changes, later − earlier, one for each knot. */
export interface PiecewiseEffects {
  readonly slopes: readonly SegmentEffect[];
  readonly slopeChanges: readonly KnotEffect[];
  /** Only of separate lines, one for each knot: the line after it − the line before it, both at the knot. */
  readonly jumps?: readonly KnotEffect[];
}

/** The mean of an arm at a time, at the mean of the covariates. */
export interface CurvePoint {
  readonly time: number;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "standardError" | "degreesOfFreedom" | "interval.lower" | "interval.upper">;
}

export interface PiecewiseArm extends PiecewiseEffects {
  /** The mean course at the times of the grid. A time at a knot belongs to the segment that ends there. */
  readonly curve: readonly CurvePoint[];
  readonly counts: {
    /** Participants analysed. */
    readonly participants: number;
    readonly observations: number;
    /** Of the participants analysed, those with a single value: they bear on levels more than on slopes. */
    readonly withOneVisit: number;
    /** Of the participants analysed, those known to have died by the last visit that counts. */
    readonly deaths: number;
  };
}

/** Treatment − control. */
export interface PiecewiseDifference<Arm extends string = string> extends ArmPair<Arm>, PiecewiseEffects {}

/** A participant's own slopes: those of their arm and their random effects. */
export interface ParticipantSlopes<Arm extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  /** Values that count. */
  readonly visits: number;
  /** One for each segment. */
  readonly slopes: readonly PredictedSlope[];
  /** One for each knot, later − earlier. */
  readonly slopeChanges: readonly PredictedSlope[];
}

/** A slope, or a change of slopes. */
export interface PredictedSlope {
  /** `null` where the arm has no slope. */
  readonly estimate: number | null;
  /**
   * Of what the random effects add, given the observations, fixed effects and variances taken as known. `null` where the model has
   * no random effect here (`"no-variance"`).
   */
  readonly conditionalStandardDeviation: number | null;
  readonly reasons?: Reasons<"estimate" | "conditionalStandardDeviation">;
}

/** The effect of a covariate: of one more unit, or of a level against the reference level. */
export interface CovariateEffect<Key extends string = string> extends Omit<PiecewiseEffect, "improvement" | "reasons"> {
  readonly covariate: Key;
  readonly level?: string;
  readonly reference?: string;
  readonly reasons?: Reasons<"degreesOfFreedom">;
}

/** One random part that was tried. */
export interface TriedRandomPart {
  readonly random: PiecewiseRandomPart;
  readonly outcome: "regular" | "singular" | "not-estimable";
  /** Why it could not be estimated. */
  readonly issue?: Pick<Issue, "code" | "message">;
}

export interface RandomPartReport {
  readonly asked: PiecewiseRandomPart;
  /** The one that the results are from. */
  readonly used: PiecewiseRandomPart;
  readonly terms: readonly PiecewiseTerm[];
  readonly singular: false | SingularFit<PiecewiseTerm>;
  /** In the order of trying, the last that could be estimated being the one used. */
  readonly tried: readonly TriedRandomPart[];
}

export interface FitPiecewiseMixedModelResult<Keys extends TrialKeys = TrialKeys, Arm extends string = Keys["arm"]> {
  readonly kind: "piecewise-mixed-model";
  /** The stretches of time between knots, in units of time from baseline; `null` where a segment is open. */
  readonly segments: readonly { readonly from: number | null; readonly to: number | null; readonly reasons?: Reasons<"from" | "to"> }[];
  readonly byArm: { readonly [A in Arm]: PiecewiseArm };
  readonly differences: readonly PiecewiseDifference<Arm>[];
  readonly covariates: readonly CovariateEffect<Keys["covariate"]>[];
  /** In the order of the data. */
  readonly participants: readonly ParticipantSlopes<Arm>[];
  readonly randomPart: RandomPartReport;
  readonly varianceComponents: {
    /** Of the random effects, named by term. */
    readonly covariance: NamedMatrix<PiecewiseTerm>;
    readonly correlations: NamedMatrix<PiecewiseTerm, number | null>;
    readonly residualVariance: number;
    readonly reasons?: Reasons<"correlations">;
  };
  /** The linear mixed model: what `contrast` and `compareFits` take. Columns are `arm[msc]:slope2`, `age`, `sex[female]`. */
  readonly fit: LinearMixedModelFit<string, PiecewiseTerm, string>;
  readonly counts: ParticipantCounts & { readonly observations: number };
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"piecewise-linear-mixed-model", PiecewiseMixedModelSettings<Keys, Arm>>;
}

/** The options with every default applied. */
export interface PiecewiseMixedModelSettings<Keys extends TrialKeys = TrialKeys, Arm extends string = Keys["arm"]>
  extends TimeAxis<Keys>,
    Pick<LinearMixedModelSettings, "estimator" | "covarianceStructure" | "informationCriteria" | "level"> {
  readonly measure: Keys["measure"];
  readonly visits: readonly Keys["visit"][];
  readonly arms: readonly Arm[];
  readonly compare: readonly ArmPair<Arm>[];
  readonly continuity: Continuity;
  readonly random: PiecewiseRandomPart;
  readonly fallback: readonly PiecewiseRandomPart[];
  readonly covariates: readonly Keys["covariate"][];
  readonly factorWeights: FactorWeights;
  readonly population?: Keys["population"];
  readonly degreesOfFreedomMethod: DegreesOfFreedomMethod;
  readonly information?: VarianceInformation;
  readonly grid: readonly number[];
}
