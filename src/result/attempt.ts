import { isTrialwiseError } from "./isTrialwiseError.ts";
import type { Issue } from "./Issue.ts";

export type Attempt<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly issue: Issue };

/**
 * Runs a calculation and returns its failure as data instead of throwing.
 *
 * Use it where some groups may be too small to estimate and the others should stand. Only a `TrialwiseError` is turned
 * into data; a caller's mistake (`RangeError`, `TypeError`) and any other error are thrown on, since no data can mend them.
 *
 * @example
 * ```ts
 * import { attempt, studentTTest } from "trialwise";
 *
 * const result = attempt(() => studentTTest({ treatment: [4.1], control: [3.2] }));
 * result.ok; // => false
 * result.ok ? result.value.pValue : result.issue.code; // => "too-few-values"
 * ```
 */
export function attempt<Value>(calculation: () => Value): Attempt<Value> {
  try {
    return { ok: true, value: calculation() };
  } catch (error) {
    if (!isTrialwiseError(error)) throw error;
    const { code, message, required, observed, issues } = error;
    return { ok: false, issue: { code, message, required, observed, issues } };
  }
}
