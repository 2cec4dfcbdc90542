import { defineTrial, readTrialData, type TrialData } from "trialwise";
import type { ArmSummary } from "trialwise/change";
import { errorOf } from "../inference/closeness.ts";
import { isoDate } from "./exampleTrial.ts";
import { readCases } from "./fixtures.ts";

/** A simulated trial with what R makes of it, as test/reference/change/trials.R writes it. */
export interface TrialCase {
  readonly better: "higher" | "lower";
  readonly range: readonly [number, number];
  readonly arm: readonly (1 | 2 | 3)[];
  readonly scores: readonly { readonly [visit: string]: number | null }[];
  readonly days: readonly { readonly [visit: string]: number }[];
  readonly onset: readonly (number | null)[];
  readonly change: Column;
  readonly percentChange: Column;
  readonly leadTwo: Column;
  readonly followTwo: Column;
  readonly leadLine: Column;
  readonly followLine: Column;
  readonly actualTwo: Column;
  readonly actualLine: Column;
  readonly percentTwo: Column;
  readonly percentLine: Column;
  readonly rates: Column;
  readonly described: readonly { readonly change: Description; readonly slopeChange: Description }[];
  readonly alternative: "two-sided" | "greater" | "less";
  readonly level: number;
  readonly compared: { readonly change: ComparedByR | null; readonly slopeChange: ComparedByR | null };
}

/** One value for each participant. */
export type Column = readonly (number | null)[];

export interface Description {
  readonly n: number;
  readonly mean?: number;
  readonly standardDeviation?: number | null;
  readonly median?: number;
  readonly type7?: readonly [number, number];
  readonly type2?: readonly [number, number];
  readonly minimum?: number;
  readonly maximum?: number;
}

export type ComparedByR = {
  readonly [Test in "student" | "welch"]: {
    readonly estimate: number;
    readonly standardError: number;
    readonly degreesOfFreedom: number;
    readonly statistic: number;
    readonly pValue: number;
    readonly lower: number | "-Infinity";
    readonly upper: number | "Infinity";
  };
};

export const trialCases = readCases<TrialCase>("trials");
export const months = [-3, -1, 0, 1, 4, 6];
export const arms = ["a", "b", "c"] as const;

/** The same trial in the library's terms; participants are numbered from 1. */
export function readCase({ better, range: [from, to], arm, scores, days, onset }: Pick<TrialCase, "better" | "range" | "arm" | "scores" | "days" | "onset">) {
  const trial = defineTrial({
    id: "simulated",
    arms: { a: { label: "A", role: "experimental" }, b: { label: "B", role: "control" }, c: { label: "C", role: "control" } },
    visits: {
      V1: { at: { months: -3 } },
      V3: { at: { months: -1 } },
      V5: { at: { months: 0 }, baseline: true },
      V6: { at: { months: 1 } },
      V9: { at: { months: 4 } },
      V10: { at: { months: 6 } },
    },
    measures: { score: { label: "Score", unit: "points", better, range: { from, to }, step: 1 } },
    covariates: { onset: { kind: "number", label: "Onset" } },
  });
  return readTrialData(trial, {
    participants: arm.map((number, index) => ({
      id: String(index + 1),
      arm: arms[number - 1]!,
      baselineDate: isoDate(0),
      ...(onset[index] !== null && { covariates: { onset: onset[index]! } }),
    })),
    observations: scores.flatMap((row, index) =>
      Object.entries(row).flatMap(([visit, value]) =>
        value === null ? [] : [{ participant: String(index + 1), visit, measure: "score", value, date: isoDate(days[index]![visit]!) }],
      ),
    ),
  });
}

/** A quantity of a result's rows as a column, `null` for participants without a row. */
export function columnOf<Quantity extends string>(
  data: TrialData,
  rows: readonly ({ readonly participant: string } & { readonly [Q in Quantity]: number | null })[],
  quantity: Quantity,
): Column {
  const byParticipant = new Map(rows.map((row) => [row.participant, row[quantity]]));
  return data.participants.map(({ id }) => byParticipant.get(id) ?? null);
}

/** How far the description of an arm is from R's. */
export function summaryErrors(summary: ArmSummary, expected: Description, quartiles: readonly [number, number] | undefined) {
  const { mean, standardDeviation, median, minimum, maximum } = expected;
  return {
    n: summary.n === expected.n ? 0 : 1,
    mean: errorOf(summary.mean, mean ?? null, 10),
    standardDeviation: errorOf(summary.standardDeviation, standardDeviation ?? null, 10),
    median: errorOf(summary.median, median ?? null, 10),
    lower: errorOf(summary.quartiles.lower, quartiles?.[0] ?? null, 10),
    upper: errorOf(summary.quartiles.upper, quartiles?.[1] ?? null, 10),
    minimum: errorOf(summary.minimum, minimum ?? null, 10),
    maximum: errorOf(summary.maximum, maximum ?? null, 10),
  };
}
