import type { Reason } from "../result/Reason.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";

/**
 * A result whose arms can be compared: rows of participants with some quantities, and for each quantity which way is better.
 * Results of `changeFromBaseline`, `slopes`, `slopeChange` and `progressionRates` are such.
 */
export interface ComparableResult {
  readonly byArm: object;
  /** The quantities of a row, which are numbers or `null`. The first is compared unless another is asked for. */
  readonly better: { readonly [quantity: string]: "higher" | "lower" };
  readonly rows: readonly ComparableRow[];
  readonly excluded: readonly ComparisonExclusion[];
}

/** A participant with some quantities; one that is `null` has its reason. */
export interface ComparableRow {
  readonly participant: string;
  readonly arm: string;
  readonly reasons?: { readonly [quantity: string]: Reason };
}

/** A participant of one of the arms who is not in the comparison, and why. */
export interface ComparisonExclusion<Arm extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  readonly reason: ExclusionReason | Reason;
  /** Where the result had excluded the participant: the visit at which the lack was found. */
  readonly visit?: string;
}

/**
 * The arms of a result: of several results, those that all of them have. Signatures write it out, since an editor shows this name
 * with its whole argument instead of the arms.
 */
export type ArmOf<Result extends ComparableResult> = keyof Result["byArm"] & string;

/** The quantities of a result: of several results, those that all of them have. */
export type QuantityOf<Result extends ComparableResult> = Extract<keyof Result["better"], string>;
