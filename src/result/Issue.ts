import type { ErrorCode } from "./TrialwiseError.ts";

/** Why nothing could be estimated, as plain data: what {@link attempt} returns instead of throwing. */
export interface Issue {
  readonly code: ErrorCode;
  readonly message: string;
  readonly required: string;
  readonly observed: string | number;
  readonly issues: readonly DataIssue[];
}

/** One problem in a trial definition or in records. */
export interface DataIssue {
  /** Where it is: `["observations", 17, "value"]`. */
  readonly path: readonly (string | number)[];
  readonly code: DataIssueCode;
  /** What was received, as JSON-safe data or as text where JSON has no form for it (`"NaN"`). */
  readonly received: string | number | boolean | null;
  /** A sentence that a person understands. */
  readonly message: string;
}

/** The kinds of problem that a definition or a record can have. */
export type DataIssueCode =
  | "invalid-type"
  | "invalid-value"
  | "missing-field"
  | "unknown-field"
  | "unknown-key"
  | "forbidden-key"
  | "not-finite"
  | "out-of-range"
  | "off-step"
  | "duplicate"
  | "conflict"
  | "invalid-date"
  | "impossible-order"
  | "after-death"
  | "not-tabular";
