import { defineTrial, isTrialwiseError, type DataIssue, type TrialRecords } from "trialwise";
import { deriveMeasures } from "trialwise/expressions";

const measure = { label: "Simulated", unit: "s", better: "lower" } as const;

/** A trial with two measures, one of which the protocol derives, and covariates of both kinds. */
export const trial = defineTrial({
  id: "expressions",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { t25fw: measure, edss: { ...measure, unit: "", range: { from: 0, to: 10 } }, declared: measure },
  covariates: { age: { kind: "number", label: "Age" }, sex: { kind: "category", label: "Sex", levels: ["f", "m"] }, edss_baseline: { kind: "number", label: "EDSS" } },
});

export const isWorse = { label: "Derived", unit: "", better: "lower" } as const;

/** The value of an expression on one participant's t25fw, edss and age, at baseline. */
export function valueOf(expression: string, { t25fw = 6, edss = 4, age = 50 }: { readonly t25fw?: number; readonly edss?: number; readonly age?: number } = {}) {
  const records: TrialRecords = {
    participants: [{ id: "001", arm: "msc", covariates: { age } }],
    observations: [{ participant: "001", visit: "V5", measure: "t25fw", value: t25fw }, { participant: "001", visit: "V5", measure: "edss", value: edss }],
  };
  const result = deriveMeasures(trial, records, { measures: { derived: { ...isWorse, expression } } });
  return result.underived[0]?.reason ?? result.records.observations!.at(-1)!.value!;
}

/** The problems of an expression as they are reported; none if it is taken. */
export function issuesOf(calculate: () => unknown): readonly DataIssue[] {
  try {
    calculate();
  } catch (error) {
    if (isTrialwiseError(error)) return error.issues;
    throw error;
  }
  return [];
}
