import type { QuantileType } from "../inference/quantile.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Method } from "../result/Method.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { CensoredChangeInGroup } from "./censoredChangeInGroup.ts";
import type { CensoredValue } from "./CensoredValue.ts";
import type { ChangeInGroup } from "./changeInGroup.ts";
import type { LimitRule, SubstitutionRule } from "./limitRule.ts";
import type { ClassMembership } from "./ResponderGrouping.ts";

/**
 * - `raw`: after − before, in the biomarker's unit
 * - `log`: the natural logarithm of after − that of before
 * - `fold`: as `log`, and each result also back-transformed: after / before, and its geometric mean
 */
export type BiomarkerScale = "raw" | "log" | "fold";

/** Changes of a biomarker between two visits, by participant, by arm and by responder class. */
export interface BiomarkerChangeResult<Keys extends TrialKeys = TrialKeys> extends ChangeFrame<Keys> {
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantBiomarkerChange<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: ChangeInGroup };
  /** With `classes`: every class in every arm. */
  readonly byClass?: readonly (ClassMembership<Keys["arm"]> & ChangeInGroup)[];
  readonly method: Method<"biomarker-change", BiomarkerChangeMethodOptions<Keys, SubstitutionRule>>;
}

/** One that says which way is better, so that `compareArms` can compare the arms. */
export interface ComparableBiomarkerChangeResult<Keys extends TrialKeys = TrialKeys> extends BiomarkerChangeResult<Keys> {
  readonly better: { readonly change: "higher" | "lower" };
}

/** Changes of the logarithms by a censored bivariate normal distribution. */
export interface CensoredBiomarkerChangeResult<Keys extends TrialKeys = TrialKeys> extends ChangeFrame<Keys> {
  /** One for each participant analysed, with what the laboratory reported. */
  readonly rows: readonly ParticipantCensoredValues<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: CensoredChangeInGroup };
  readonly byClass?: readonly (ClassMembership<Keys["arm"]> & CensoredChangeInGroup)[];
  readonly method: Method<"censored-biomarker-change", BiomarkerChangeMethodOptions<Keys, "tobit">>;
}

interface ChangeFrame<Keys extends TrialKeys> {
  readonly kind: "biomarker-change";
  readonly unit: string;
  readonly scale: BiomarkerScale;
  /** With `classes`: participants analysed who are in none. */
  readonly unclassified?: readonly string[];
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
}

/** Which result the options lead to. */
export type BiomarkerChangeOf<Keys extends TrialKeys, Rule extends LimitRule, Better extends "higher" | "lower"> = Rule extends "tobit"
  ? CensoredBiomarkerChangeResult<Keys>
  : [Better] extends [never]
    ? BiomarkerChangeResult<Keys>
    : ComparableBiomarkerChangeResult<Keys>;

export interface ParticipantBiomarkerChange<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** In the declared unit; where the value lay beyond a limit, what stands for it. */
  readonly before: number;
  readonly after: number;
  /** After − before, on the scale. */
  readonly change: number;
  /** After / before, on the scale `fold`. */
  readonly foldChange?: number;
  /** Which values lay beyond a limit; absent where both were quantified. */
  readonly beyond?: { readonly before?: "below" | "above"; readonly after?: "below" | "above" };
}

export interface ParticipantCensoredValues<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly before: CensoredValue;
  readonly after: CensoredValue;
}

export interface BiomarkerChangeMethodOptions<Keys extends TrialKeys = TrialKeys, Rule extends LimitRule = LimitRule> {
  readonly biomarker: Keys["biomarker"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  readonly scale: BiomarkerScale;
  /** Absent where none was given, and then none was needed. */
  readonly limits?: Rule;
  readonly better?: "higher" | "lower";
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
  readonly level: number;
  readonly alternative: Alternative;
}
