import type { Attempt } from "../result/attempt.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";
import { recordOf } from "../trial/keysOf.ts";

type TestFields<Field extends string> = { readonly [F in Field]: number | null } & { readonly interval: Interval; readonly reasons?: Reasons };

/** What a group's result keeps of a test: its numbers and their interval; where the test could not be made, `null` for each of them, and why. */
export function testFields<Field extends string>(
  tested: Attempt<TestFields<Field>>,
  fields: readonly Field[],
  why: (code: ErrorCode) => Reason,
  level: number,
): TestFields<Field> {
  if (tested.ok) {
    const { interval, reasons } = tested.value;
    return { ...recordOf<Field, number | null>(fields, (field) => tested.value[field]), interval, ...(reasons !== undefined && { reasons }) };
  }
  const reasons = reasonForAll([...fields, "interval.lower", "interval.upper"], why(tested.issue.code));
  return { ...recordOf<Field, null>(fields, () => null), interval: { lower: null, upper: null, level }, reasons };
}

/** One reason for several paths. */
export function reasonForAll(paths: readonly string[], reason: Reason): Reasons {
  return recordOf<string, Reason>(paths, () => reason);
}
