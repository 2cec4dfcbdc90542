import type { Reason } from "../result/Reason.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";

/**
 * A result whose arms can be compared: rows of participants with some quantities, and for each quantity which way is better.
 * Results of `changeFromBaseline`, `slopes`, `slopeChange` and `progressionRates` are such.
 */
export interface ComparableResult<Arm extends string = string, Quantity extends string = string> {
  readonly byArm: { readonly [A in Arm]: unknown };
  /** The first quantity is compared unless another is asked for. */
  readonly better: { readonly [Q in Quantity]: "higher" | "lower" };
  readonly rows: readonly ComparableRow<NoInfer<Arm>, NoInfer<Quantity>>[];
  readonly excluded: readonly ComparisonExclusion<NoInfer<Arm>>[];
}

/** A participant's quantities; one that is `null` has its reason. */
export type ComparableRow<Arm extends string = string, Quantity extends string = string> = {
  readonly participant: string;
  readonly arm: Arm;
  readonly reasons?: { readonly [Q in Quantity]?: Reason };
} & { readonly [Q in Quantity]: number | null };

/** A participant of one of the arms who is not in the comparison, and why. */
export interface ComparisonExclusion<Arm extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  readonly reason: ExclusionReason | Reason;
}
