import type { InputRange } from "./InputRange.ts";

/** What a printed figure is. */
export type Quantity =
  | "difference"
  | "standardError"
  | "interval.lower"
  | "interval.upper"
  | "pValue"
  | "treatment.percent"
  | "control.percent"
  | "slopeChange"
  | "total"
  | "value";

/**
 * A way in which a printed figure could have come about.
 *
 * - `student`, `welch`: t tests; `wald-t`, `wald-normal`: an estimate over its standard error
 * - `pearson`, `yates`, `fisher`: tests of a 2×2 table; `pearson-correlation`: t test of a correlation
 * - `events-over-n`, `sum`, `follow-up-minus-lead-in`, `lead-in-minus-follow-up`: arithmetic
 * - `as-given`: recomputed by the caller
 */
export type CandidateMethod =
  | "student"
  | "welch"
  | "wald-t"
  | "wald-normal"
  | "pearson"
  | "yates"
  | "fisher"
  | "pearson-correlation"
  | "events-over-n"
  | "sum"
  | "follow-up-minus-lead-in"
  | "lead-in-minus-follow-up"
  | "as-given";

/** How a row's printed figures follow from its printed inputs. */
export interface Derivation {
  /** The inputs in the order in which `recompute` takes them. */
  readonly box: readonly InputRange[];
  /** Points of the box at which every figure takes its extremes, unless the candidate says that a search is needed. */
  readonly extremes: readonly (readonly number[])[];
  /** The stated method first. */
  readonly candidates: readonly CandidateDerivation[];
  readonly printed: readonly PrintedQuantity[];
}

export interface CandidateDerivation {
  readonly method: CandidateMethod;
  /** Throws a `TrialwiseError` where nothing can be estimated; `null` is what does not exist, such as an open limit. */
  readonly recompute: (inputs: readonly number[]) => Recomputed;
  /** The inputs in which some figure may turn within the box, so that its corners may miss an extreme. */
  readonly turnsIn?: readonly number[];
}

export type Recomputed = { readonly [quantity in Quantity]?: number | null };

export interface PrintedQuantity {
  readonly quantity: Quantity;
  readonly text: string;
}
