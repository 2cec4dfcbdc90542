import type { Reasons } from "../result/Reason.ts";
import type { ArmSummary } from "../summary/ArmSummary.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Characteristic } from "./baselineOptions.ts";
import type { BaselineTest } from "./baselineTest.ts";
import type { StandardisedDifference } from "./standardisedDifference.ts";

/** One characteristic, by arm and over all arms. */
export type BaselineRow<Keys extends TrialKeys = TrialKeys> = NumericBaselineRow<Keys> | CategoricalBaselineRow<Keys>;

interface RowOf<Keys extends TrialKeys> {
  readonly characteristic: Characteristic<Keys>;
  readonly label: string;
  /** Participants of the population without a value, and why. */
  readonly missing: readonly Exclusion<Keys>[];
  /** Of `compare`'s two arms. */
  readonly standardisedDifference?: StandardisedDifference;
  /** Of `compare`'s two arms; only where tests were asked for. */
  readonly test?: BaselineTest;
}

export interface NumericBaselineRow<Keys extends TrialKeys = TrialKeys> extends RowOf<Keys> {
  readonly kind: "number";
  readonly unit?: string;
  readonly byArm: { readonly [A in Keys["arm"]]: NumericBaseline };
  readonly overall: NumericBaseline;
}

/** Numbers described; `n` and `missing` add up to the participants. */
export interface NumericBaseline extends ArmSummary {
  readonly missing: number;
  /** Of a biomarker: how many values lie beyond a limit of quantification. They count in `n`. */
  readonly beyondLimits?: number;
}

export interface CategoricalBaselineRow<Keys extends TrialKeys = TrialKeys> extends RowOf<Keys> {
  readonly kind: "category";
  readonly byArm: { readonly [A in Keys["arm"]]: CategoricalBaseline };
  readonly overall: CategoricalBaseline;
  /** Every declared level, in the order declared, also one that nobody has. */
  readonly levels: readonly BaselineLevel<Keys["arm"]>[];
}

/** `n` have a level, and with `missing` they add up to the participants. */
export interface CategoricalBaseline {
  readonly n: number;
  readonly missing: number;
}

export interface BaselineLevel<Arm extends string = string> {
  readonly level: string;
  readonly byArm: { readonly [A in Arm]: LevelCount };
  readonly overall: LevelCount;
}

export interface LevelCount {
  readonly participants: number;
  /** Of those with a level, between 0 and 1; `null` where nobody has one. */
  readonly proportion: number | null;
  readonly reasons?: Reasons<"proportion">;
}
