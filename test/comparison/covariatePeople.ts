import { alsfrsR, defineTrial, readTrialData } from "trialwise";

const trial = defineTrial({
  id: "example",
  arms: { low: { label: "Low dose", role: "experimental" }, high: { label: "High dose", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { alsfrsR },
  covariates: { age: { kind: "number", label: "Age", unit: "years" }, sex: { kind: "category", label: "Sex", levels: ["female", "male"] } },
});

/** A participant in one line. */
export interface Person {
  readonly arm: "low" | "high" | "control";
  readonly before: number | null;
  readonly after: number | null;
  readonly age?: number | null;
  readonly sex?: string;
}

/** Their data, numbered from 001. */
export function readPeople(people: readonly Person[]) {
  const id = (index: number) => String(index + 1).padStart(3, "0");
  return readTrialData(trial, {
    participants: people.map(({ arm, age, sex }, index) => ({
      id: id(index),
      arm,
      covariates: { ...(typeof age === "number" && { age }), ...(sex !== undefined && { sex }) },
    })),
    observations: people.flatMap(({ before, after }, index) => [
      { participant: id(index), visit: "V5", measure: "alsfrsR", ...(before === null ? { missing: "not-done" as const } : { value: before }) },
      { participant: id(index), visit: "V9", measure: "alsfrsR", ...(after === null ? { missing: "withdrew" as const } : { value: after }) },
    ]),
  });
}
