import { readFileSync } from "node:fs";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { KeysOf, TrialData } from "trialwise/trial";

export interface ReferenceEffect {
  readonly counts: { readonly treatment: number; readonly control: number };
  readonly estimate?: number;
  readonly standardError?: number;
  readonly degreesOfFreedom?: number;
  readonly lower?: number;
  readonly upper?: number;
}

export interface ReferenceModel {
  readonly groups: number;
  readonly statistic: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly pValue: number;
}

export interface ReferenceCase {
  readonly participants: readonly (readonly [number, number | null, number | null, number | null, number | null])[];
  readonly overall: ReferenceEffect;
  readonly sexes: readonly ReferenceEffect[];
  readonly regions: readonly ReferenceEffect[];
  readonly ages: readonly ReferenceEffect[];
  readonly difference: { readonly [field in "estimate" | "standardError" | "statistic" | "pValue" | "lower" | "degreesOfFreedom" | "tPValue"]: number } | null;
  readonly heterogeneity: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly sexModel: ReferenceModel | null;
  readonly regionModel: ReferenceModel | null;
}

/** Made up, by test/reference/subgroup/trials.R. */
export const { cases } = JSON.parse(readFileSync(new URL("../reference/subgroup/trials.json", import.meta.url), "utf8")) as { readonly cases: readonly ReferenceCase[] };

export const levels = { sex: ["female", "male"], region: ["north", "middle", "south"] } as const;

export const trial = defineTrial({
  id: "reference",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    sex: { kind: "category", label: "Sex", levels: levels.sex },
    region: { kind: "category", label: "Region", levels: levels.region },
  },
  populations: { older: { label: "Older", rule: { kind: "within", covariate: "age", from: 55 } } },
});

export function dataOf(participants: ReferenceCase["participants"]): TrialData<KeysOf<typeof trial>> {
  const id = (index: number) => `P${index}`;
  return readTrialData(trial, {
    participants: participants.map(([arm, sex, region, age], index) => ({
      id: id(index),
      arm: arm === 1 ? "msc" : "control",
      covariates: { ...(age !== null && { age }), ...(sex !== null && { sex: levels.sex[sex - 1]! }), ...(region !== null && { region: levels.region[region - 1]! }) },
    })),
    observations: participants.flatMap(([, , , , change], index) =>
      change === null
        ? []
        : [
            { participant: id(index), visit: "V5" as const, measure: "score" as const, value: 0 },
            { participant: id(index), visit: "V9" as const, measure: "score" as const, value: change },
          ],
    ),
  });
}
