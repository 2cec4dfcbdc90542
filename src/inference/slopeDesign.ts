import type { PerArm } from "./solvePower.ts";

/** The variances of a fitted linear mixed model: what `fitLinearMixedModel` returns has them. */
export interface FittedVariances {
  readonly randomEffects: {
    readonly covariance: { readonly parameters: readonly string[]; readonly matrix: readonly (readonly number[])[] };
  };
  readonly residualVariance: number;
}

/** Proportion of each arm still observed at each planned visit: never rising, from at most 1. */
export type ObservedProportions = readonly number[] | { readonly [Arm in keyof PerArm]: readonly number[] };

interface Visits {
  /** Planned times, ascending, in the unit of time of the slopes. */
  readonly times: readonly number[];
  /** Who is still seen, in the order of `times`; everybody at every visit if left out. */
  readonly observed?: ObservedProportions;
  /**
   * Whether the arms have a mean at time 0 of their own in the analysis, or share one.
   *
   * - `by-arm`: as in `intercept + arm + time + arm × time`
   * - `common`: as in a randomised trial whose first visit is at time 0
   *
   * Default `"by-arm"`.
   */
  readonly intercepts?: "by-arm" | "common";
}

/** Each arm is one line in time. */
export interface TwoSlopesDesign extends Visits {
  readonly model: "two-slopes";
  /** Stated, or those of a fit: then `intercept` and `slope` name its random columns, and a slope that was not random is left out. */
  readonly variances:
    | {
        /** Variance of the participants' own values at time 0. */
        readonly intercept: number;
        /** Variance of the participants' own slopes. */
        readonly slope: number;
        /** Between the two. Default 0. */
        readonly correlation?: number;
        /** Variance about a participant's own line. */
        readonly residual: number;
        readonly fit?: never;
      }
    | { readonly fit: FittedVariances; readonly intercept: string; readonly slope?: string };
}

/** Each arm is two lines that meet at time 0: the lead-in at times below 0, the follow-up above. */
export interface LeadInHingeDesign extends Visits {
  readonly model: "lead-in-hinge";
  /** Stated, or those of a fit: then the names are those of its random columns. */
  readonly variances:
    | {
        readonly intercept: number;
        /** Variances of the participants' own slopes before and after time 0. */
        readonly leadIn: number;
        readonly followUp: number;
        /** Each is 0 if left out. */
        readonly correlations?: { readonly interceptLeadIn?: number; readonly interceptFollowUp?: number; readonly leadInFollowUp?: number };
        readonly residual: number;
        readonly fit?: never;
      }
    | { readonly fit: FittedVariances; readonly intercept: string; readonly leadIn: string; readonly followUp: string };
  /**
   * Whether the arms have mean lead-in slopes of their own in the analysis. `common` is right where treatment is allocated at random
   * and starts at time 0, and uses the lead-in best. Default `"by-arm"`.
   */
  readonly leadInSlopes?: "by-arm" | "common";
  /**
   * What is compared between the arms. With common lead-in slopes both are the same.
   *
   * - `slope-change`: follow-up slope − lead-in slope
   * - `follow-up-slope`: the follow-up slope
   *
   * Default `"slope-change"`.
   */
  readonly effect?: "slope-change" | "follow-up-slope";
}

/** The analysis that is planned for, its visits and its variances. */
export type SlopeDesign = TwoSlopesDesign | LeadInHingeDesign;
