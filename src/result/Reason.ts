/**
 * Why a field of a result is `null`. The list is closed, so that a `switch` over it is checked by the compiler.
 *
 * - `unbounded`: the limit lies at infinity (a one-sided interval, an odds ratio with a zero cell above it).
 * - `too-few-values`: fewer values than the quantity needs (a standard deviation of one value).
 * - `no-values`: nothing was left to analyse.
 * - `no-variance`: every value is the same, so a standardised quantity has no scale.
 * - `no-residual-degrees-of-freedom`: the line passes through every point, so its error cannot be estimated.
 * - `zero-cell`: a count of zero makes a ratio or the variance of its logarithm undefined.
 * - `zero-denominator`: a ratio whose denominator is zero.
 * - `no-lead-in-decline`: percent improvement is relative to a decline, and there was none.
 * - `interval-crosses-zero`: the interval passes from benefit through infinity to harm, so this limit has no finite value.
 * - `perfect-correlation`: the values lie on one line, so a test against zero has no error to use.
 * - `no-end-of-follow-up`: a participant's end of follow-up is not recorded, so the time at risk is unknown.
 * - `partial-date`: a date is not known to the day, so a number of days cannot be counted.
 * - `beyond-limits`: values beyond the limits of quantification, and no rule for what stands for them.
 * - `not-reached`: the survival curve stays above the height asked for, so the time at which it gets there is unknown.
 * - `beyond-follow-up`: observation ended before this time, so the survival curve is unknown there.
 * - `not-estimable`: the design cannot tell the quantity: it needs a cell without observations, or a column that was left out.
 * - `missing-item`: an item of a scale was not rated, and what it could be changes the answer.
 * - `not-defined`: the quantity does not exist for this input; the field's documentation says when.
 */
export type Reason =
  | "unbounded"
  | "too-few-values"
  | "no-values"
  | "no-variance"
  | "no-residual-degrees-of-freedom"
  | "zero-cell"
  | "zero-denominator"
  | "no-lead-in-decline"
  | "interval-crosses-zero"
  | "perfect-correlation"
  | "no-end-of-follow-up"
  | "partial-date"
  | "beyond-limits"
  | "not-reached"
  | "beyond-follow-up"
  | "not-estimable"
  | "missing-item"
  | "not-defined";

/** Reasons for the `null` fields of a result, keyed by the field's path: `{ "interval.upper": "unbounded" }`. */
export type Reasons<Path extends string = string> = { readonly [path in Path]?: Reason };
