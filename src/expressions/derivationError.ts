import type { DataIssue } from "../result/Issue.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/** Every problem of one call, as one error. */
export function derivationError(code: "invalid-definition" | "invalid-records", required: string, issues: readonly DataIssue[]): TrialwiseError {
  const observed = `${issues.length} problem${issues.length === 1 ? "" : "s"}`;
  const first = issues.slice(0, 5).map(({ message }) => message);
  return new TrialwiseError({ code, message: `deriveMeasures: ${observed}: ${first.join("; ")}${issues.length > 5 ? "; …" : ""}`, required, observed, issues });
}
