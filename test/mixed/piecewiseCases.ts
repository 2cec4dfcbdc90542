import { readFileSync } from "node:fs";
import type { FitPiecewiseMixedModelOptions, PiecewiseRandomPart } from "trialwise/mixed";
import { defineTrial, type KeysOf, readTrialData, type TrialData, type TrialRecords } from "trialwise/trial";

interface Combinations {
  readonly standardErrors: readonly number[];
  readonly degreesOfFreedom: readonly number[];
}

/** One fit of test/reference/mixed/piecewiseMixedModels.json; random effects are those of the first three participants. */
export interface PiecewiseCase {
  readonly name: string;
  readonly knots: readonly number[];
  readonly random: Extract<PiecewiseRandomPart, string>;
  readonly continuity: "continuous" | "separate";
  readonly covariates: readonly ("age" | "sex")[];
  readonly factorWeights: "equal" | "proportional";
  readonly reml: boolean;
  readonly structure: "unstructured" | "diagonal";
  readonly time: "nominal" | "actual";
  readonly grid: readonly number[];
  readonly arms: readonly ArmKey[];
  readonly participants: { readonly arm: readonly ArmKey[]; readonly age: readonly number[]; readonly sex: readonly string[] };
  readonly rows: { readonly participant: readonly number[]; readonly visit: readonly VisitKey[]; readonly day?: readonly number[]; readonly value: readonly number[] };
  readonly reference: {
    /** For each arm slopes, slope changes, jumps of separate lines, and means at the grid; then slopes, changes and jumps of every other arm − control. */
    readonly combinations: Combinations & { readonly estimates: readonly number[] };
    readonly combinationsKenwardRoger?: Combinations;
    readonly lmerTest?: { readonly degreesOfFreedom: readonly number[] };
    readonly covariates: readonly number[];
    readonly effects: readonly { readonly estimates: readonly number[]; readonly standardDeviations: readonly number[] }[];
    readonly G: readonly (readonly number[])[];
    readonly residualVariance: number;
    readonly logLikelihood: number;
    readonly default?: { readonly below: number; readonly variancesOff: number };
    readonly singular: boolean;
  };
}

export const trial = defineTrial({
  id: "piecewise",
  arms: { msc: { label: "MSC", role: "experimental" }, low: { label: "MSC, low dose", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: {
    V1: { at: { months: -3 } },
    V2: { at: { months: -2 } },
    V3: { at: { months: -1 } },
    V5: { at: { months: 0 }, baseline: true },
    V6: { at: { months: 1 } },
    V7: { at: { months: 2 } },
    V8: { at: { months: 3 } },
    V9: { at: { months: 4 } },
    V10: { at: { months: 6 } },
    V11: { at: { months: 8 } },
    V12: { at: { months: 10 } },
  },
  measures: {
    score: { label: "Score", unit: "points", better: "higher" },
    disability: { label: "Disability", unit: "points", better: "lower" },
  },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    sex: { kind: "category", label: "Sex", levels: ["female", "male", "other"] },
  },
  populations: { older: { label: "Aged 50 and above", rule: { kind: "within", covariate: "age", from: 50 } } },
});

export type PiecewiseKeys = KeysOf<typeof trial>;
type ArmKey = PiecewiseKeys["arm"];
type VisitKey = PiecewiseKeys["visit"];

const baseline = "2012-01-01";

/** The records of a case as a trial would have them. */
export function dataOf({ participants, rows }: PiecewiseCase, measure: PiecewiseKeys["measure"] = "score", more: Partial<TrialRecords> = {}): TrialData<PiecewiseKeys> {
  return readTrialData(trial, {
    participants: participants.arm.map((arm, index) => ({ id: `P${index + 1}`, arm, baselineDate: baseline, covariates: { age: participants.age[index]!, sex: participants.sex[index]! } })),
    observations: rows.value.map((value, row) => ({
      participant: `P${rows.participant[row]!}`,
      visit: rows.visit[row]!,
      measure,
      value,
      ...(rows.day !== undefined && { date: dateAfter(rows.day[row]!) }),
    })),
    ...more,
  });
}

export function optionsOf(one: PiecewiseCase): FitPiecewiseMixedModelOptions<PiecewiseKeys> {
  return {
    measure: "score",
    knots: one.knots.map((months) => ({ months })),
    random: one.random,
    continuity: one.continuity,
    covariates: one.covariates,
    factorWeights: one.factorWeights,
    estimator: one.reml ? "reml" : "ml",
    covarianceStructure: one.structure,
    time: one.time,
    grid: one.grid,
    arms: one.arms,
  };
}

function dateAfter(days: number): string {
  return new Date(Date.parse(baseline) + days * 86_400_000).toISOString().slice(0, 10);
}

const reference = JSON.parse(readFileSync(new URL("../reference/mixed/piecewiseMixedModels.json", import.meta.url), "utf8")) as { readonly cases: readonly PiecewiseCase[] };

export const piecewiseCases = reference.cases;

export const piecewiseCase = (name: string): PiecewiseCase => piecewiseCases.find((one) => one.name === name)!;
