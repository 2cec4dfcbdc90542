import type { DataIssue } from "./Issue.ts";

/**
 * What went wrong, as a code that programs can act on.
 *
 * - `too-few-values`, `no-variance`, `empty-table`, `singular-design`, `no-events`: nothing can be estimated from this input.
 * - `beyond-follow-up`: a time at which the survival curve is unknown, since observation ended before it.
 * - `beyond-limits`: values beyond the limits of quantification, and no rule for what becomes of them.
 * - `monotone-likelihood`: the likelihood rises without end as a coefficient grows, so its estimate is infinite.
 * - `no-solution`: the equation for the quantity left out has no solution within its range, or the best fit lies at the edge of what the
 *   data can tell.
 * - `no-convergence`: an iteration ended without reaching its tolerance.
 * - `too-much-work`: an exact calculation would take more steps than its bound; the message names another method.
 * - `invalid-definition`, `invalid-records`, `invalid-rows`: input that came from outside; `issues` lists every problem.
 */
export type ErrorCode =
  | "too-few-values"
  | "no-variance"
  | "empty-table"
  | "singular-design"
  | "no-events"
  | "beyond-follow-up"
  | "beyond-limits"
  | "monotone-likelihood"
  | "no-solution"
  | "no-convergence"
  | "too-much-work"
  | "invalid-definition"
  | "invalid-records"
  | "invalid-rows";

export interface TrialwiseErrorDetails {
  readonly code: ErrorCode;
  readonly message: string;
  /** What the method needs, in words. */
  readonly required: string;
  /** What it was given, in words or as a number. */
  readonly observed: string | number;
  readonly issues?: readonly DataIssue[];
}

/**
 * Thrown where nothing can be estimated, and by the readers for input that does not hold up. A caller's mistake
 * (an option out of range, an unknown key) is a `RangeError` or `TypeError` instead.
 */
export class TrialwiseError extends Error {
  override readonly name = "TrialwiseError";
  readonly code: ErrorCode;
  readonly required: string;
  readonly observed: string | number;
  /** Every problem found, where the error reports on data; empty otherwise. */
  readonly issues: readonly DataIssue[];

  constructor(details: TrialwiseErrorDetails) {
    super(details.message);
    this.code = details.code;
    this.required = details.required;
    this.observed = details.observed;
    this.issues = details.issues ?? [];
  }
}
