import type { GridWeights } from "../model/gridWeights.ts";
import type { ModelDesign } from "../model/ModelDesign.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { Exclusion, ExclusionReason } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { GroupedMmrmFit, MmrmFit, MmrmMethod, MmrmSettings } from "./MmrmFit.ts";

/** What is modelled: change from the baseline visit, or the value itself. */
export type TrialMmrmOutcome = "change" | "value";

/** Whether the value at baseline is a covariate, and whether its effect may differ from visit to visit. */
export type BaselineCovariate = "by-visit" | "common" | "none";

/** A mean or a difference of means, tested against zero; `null` where the arm's visits do not determine it. */
export interface TrialMmrmEffect {
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** `null` (`"unbounded"`) with `asymptotic`. */
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: "two-sided";
  readonly reasons?: Reasons<TrialMmrmPath>;
}

export type TrialMmrmPath =
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

/** The adjusted mean of an arm at a visit. */
export interface TrialMmrmMean extends TrialMmrmEffect {
  /** Participants analysed who have a value at this visit. */
  readonly observed: number;
  /** Participants analysed who have none, by the reason recorded. */
  readonly missing: readonly { readonly reason: ExclusionReason; readonly participants: number }[];
}

/** Treatment − control at a visit. */
export interface TrialMmrmDifference extends TrialMmrmEffect {
  /** The estimate and its interval, turned so that positive is benefit. */
  readonly improvement: { readonly estimate: number | null; readonly interval: Interval };
}

export interface TrialMmrmArm<Visit extends string> {
  readonly byVisit: { readonly [V in Visit]: TrialMmrmMean };
  /** Participants analysed. */
  readonly participants: number;
}

export interface TrialMmrmComparison<Arm extends string, Visit extends string> {
  readonly treatment: Arm;
  readonly control: Arm;
  readonly byVisit: { readonly [V in Visit]: TrialMmrmDifference };
}

export interface TrialMmrmSettings<Keys extends TrialKeys, Arm extends string, Visit extends string> extends Omit<MmrmSettings, "visitOrder"> {
  readonly measure: Keys["measure"];
  readonly outcome: TrialMmrmOutcome;
  /** In time order. */
  readonly visits: readonly Visit[];
  readonly arms: readonly Arm[];
  readonly compare: readonly { readonly treatment: Arm; readonly control: Arm }[];
  readonly baseline: BaselineCovariate;
  readonly covariates: readonly Keys["covariate"][];
  readonly covarianceBy: "all" | "arm";
  readonly weights: GridWeights;
  readonly population?: Keys["population"];
}

export interface TrialMmrmMethod<Keys extends TrialKeys, Arm extends string, Visit extends string>
  extends Method<"trial-mmrm", TrialMmrmSettings<Keys, Arm, Visit>>,
    Pick<MmrmMethod, "covarianceStructure" | "failedStructures"> {}

/** A mixed model for repeated measures of a trial. */
export interface TrialMmrmResult<Keys extends TrialKeys = TrialKeys, Arm extends Keys["arm"] = Keys["arm"], Visit extends Keys["visit"] = Keys["visit"]> {
  readonly kind: "trial-mmrm";
  readonly byArm: { readonly [A in Arm]: TrialMmrmArm<Visit> };
  readonly differences: readonly TrialMmrmComparison<Arm, Visit>[];
  /** The fit with its design: what `contrast`, `leastSquaresMeans` and `termTests` take. */
  readonly fit: (MmrmFit<string, Visit> | GroupedMmrmFit<string, Visit, Arm>) & { readonly design: ModelDesign };
  readonly counts: ParticipantCounts & { readonly observations: number };
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: TrialMmrmMethod<Keys, Arm, Visit>;
}
