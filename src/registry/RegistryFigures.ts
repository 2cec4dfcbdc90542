/** The numbers of text fields, by field: those that hold exactly one number. The text stays beside them. */
export type RegistryFigures<Field extends string> = { readonly [F in Field]?: number };

/** A number of participants with an event and of those who could have had it: what {@link compareProportions} takes. */
export interface RegistryProportion {
  readonly events: number;
  readonly n: number;
}

/** A group's mean with its standard error: what {@link compareEstimates} takes. */
export interface RegistryEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

/** Something in the record that stands in the result as text alone, or not at all, and why. */
export interface RegistryNotRead {
  /** Where it is in the record: `["resultsSection", "outcomeMeasuresModule", …]`. */
  readonly path: readonly (string | number)[];
  readonly reason: RegistryNotReadReason;
  /** The text in question, where there is one. */
  readonly text?: string;
  /** A sentence that a person understands. */
  readonly message: string;
}

/**
 * Why something could not be turned.
 *
 * - `not-a-number`: the text is no single exact number (`"NA"`, `"NR"`, `"<0.1"`, `"3-7"`).
 * - `not-a-count`: the number is not whole, or negative.
 * - `no-denominator`: a number of participants without the number they are out of.
 * - `more-than-denominator`: more participants with an event than there are.
 * - `unknown-dispersion`: the measure of dispersion has no name that is known here.
 * - `time-frame`: the text is not among the plain ones that {@link readTimeFrame} reads.
 * - `arm-role`: the record does not say whether the arm is experimental or a control.
 * - `no-arms`: a trial's definition needs at least one arm.
 * - `no-periods`: which treatments follow each other in a crossover arm stands in prose only.
 * - `no-direction`: a measure needs the direction that is better, which no field of the record states.
 * - `no-results`: the record says that it has results and has none.
 */
export type RegistryNotReadReason =
  | "not-a-number"
  | "not-a-count"
  | "no-denominator"
  | "more-than-denominator"
  | "unknown-dispersion"
  | "time-frame"
  | "arm-role"
  | "no-arms"
  | "no-periods"
  | "no-direction"
  | "no-results";
