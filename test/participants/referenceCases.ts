import { readFileSync } from "node:fs";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { ClinicalEvent, Disposition, DispositionStatus, KeysOf, TrialData } from "trialwise/trial";

/** n, mean, standard deviation, median, quartiles of types 7 and 2, minimum and maximum; nothing but 0 without values. */
export type Described = readonly (number | null)[];
/** Of the three arms and of all. */
export type Counts = readonly number[];

export interface ReferenceCase {
  readonly participants: readonly (readonly [
    number,
    number | null,
    number | null,
    number | null,
    readonly (number | null)[],
    DispositionStatus | "not-recorded",
    number | null,
    number | null,
    number,
    readonly (readonly [number, number | null])[],
  ])[];
  readonly age: readonly Described[];
  readonly score: readonly Described[];
  readonly sex: readonly Counts[];
  readonly onset: readonly Counts[];
  readonly ageDifference: number | null;
  readonly sexDifference: number | null;
  readonly onsetDifference: number | null;
  readonly ageTests: { readonly welch: number; readonly student: number; readonly rankSum: number } | null;
  readonly sexTests: CategoryTests | null;
  readonly onsetTests: CategoryTests | null;
  readonly outcomes: { readonly [outcome in "completed" | "withdrew" | "lost" | "stopped" | "died" | "none"]: Counts };
  readonly withdrewFor: readonly Counts[];
  readonly everDied: Counts;
  readonly dosed: Counts;
  readonly inTrial: readonly Counts[];
  readonly diedBy: readonly Counts[];
  readonly observed: readonly Counts[];
  readonly analysed: Counts;
  readonly notDosed: Counts;
  readonly notObserved: Counts;
  readonly doses: readonly Described[];
  readonly time: readonly Described[];
  readonly total: readonly Described[];
  readonly incomplete: Counts;
  readonly intervals: readonly (readonly Described[])[];
  readonly atLeast: readonly Counts[];
}

interface CategoryTests {
  readonly pearson: number;
  readonly fisher: number;
  readonly autoTest: "pearson" | "fisher";
  readonly auto: number;
}

/** Made up, by test/reference/participants/trials.R. */
export const { cases } = JSON.parse(readFileSync(new URL("../reference/participants/trials.json", import.meta.url), "utf8")) as { readonly cases: readonly ReferenceCase[] };

export const arms = ["msc", "control", "open"] as const;
export const levels = { sex: ["female", "male"], onset: ["limb", "bulbar", "respiratory"] } as const;
export const visits = ["V1", "V5", "V9", "V10"] as const;

export const trial = defineTrial({
  id: "reference",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" }, open: { label: "Open", role: "observational" } },
  visits: { V1: { at: { days: -90 } }, V5: { at: { days: 0 }, baseline: true }, V9: { at: { days: 120 } }, V10: { at: { days: 180 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    sex: { kind: "category", label: "Sex", levels: levels.sex },
    onset: { kind: "category", label: "Site of onset", levels: levels.onset },
  },
  populations: {
    full: { label: "Full analysis set", rule: { kind: "all-of", rules: [{ kind: "dosed" }, { kind: "observed-after-baseline", measure: "score" }] } },
  },
});

export function dataOf({ participants }: ReferenceCase): TrialData<KeysOf<typeof trial>> {
  const id = (index: number) => `P${index}`;
  return readTrialData(trial, {
    participants: participants.map(([arm, age, sex, onset], index) => ({
      id: id(index),
      arm: arms[arm - 1]!,
      covariates: { ...(age !== null && { age }), ...(sex !== null && { sex: levels.sex[sex - 1]! }), ...(onset !== null && { onset: levels.onset[onset - 1]! }) },
    })),
    observations: participants.flatMap(([, , , , scores], index) =>
      scores.flatMap((value, visit) => (value === null ? [] : [{ participant: id(index), visit: visits[visit]!, measure: "score" as const, value }])),
    ),
    dispositions: participants.flatMap(([, , , , , outcome, day, , reason], index): Disposition[] =>
      outcome === "not-recorded" || outcome === "died" || day === null ? [] : [{ participant: id(index), status: outcome, at: { days: day }, reason: `reason ${reason}` }],
    ),
    clinicalEvents: participants.flatMap(([, , , , , , , death], index): ClinicalEvent[] => (death === null ? [] : [{ participant: id(index), kind: "death", at: { days: death } }])),
    doses: participants.flatMap(([, , , , , , , , , doses], index) =>
      doses.map(([day, value], number) => ({ participant: id(index), number: number + 1, at: { days: day }, ...(value !== null && { amount: { value, unit: "1e6 cells" } }) })),
    ),
  });
}
