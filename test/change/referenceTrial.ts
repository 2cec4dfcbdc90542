import { defineTrial, readTrialData, type TrialData } from "trialwise";
import type { ArmSummary, ChangeAnalysisOptions } from "trialwise/change";
import { errorOf } from "../inference/closeness.ts";
import { isoDate } from "./exampleTrial.ts";
import { readCases } from "./fixtures.ts";

/** The records of a simulated trial, as test/reference/change/records.R writes them. */
export interface TrialRecordsOfCase {
  readonly better: "higher" | "lower";
  readonly range: readonly [number | null, number | null];
  /** One letter for each participant. */
  readonly arm: string;
  /** By participant and visit: a score, the reason on record, or nothing. */
  readonly scores: readonly (readonly (number | Missing | null)[])[];
  readonly death: readonly (number | null)[];
  readonly onset: readonly (number | null)[];
  /** Days from baseline; without them, no value has a date. */
  readonly days?: readonly (readonly (number | null)[])[];
  readonly population: "all" | "armA" | "seenAtBaseline" | "either";
  readonly quantileType: NonNullable<ChangeAnalysisOptions["quantileType"]>;
}

type Missing = "died" | "withdrew" | "not-done" | "not-applicable" | "unknown";

/** Participant, reason, and the visit where it was found. */
export type ExcludedByR = readonly [participant: number, reason: string, visit?: VisitKey];

/** n, mean, standard deviation, median, quartiles, minimum, maximum; n alone where it is 0. */
export type Description = readonly (number | null)[];

export interface ComparedByR {
  readonly treatment: Arm;
  readonly control: Arm;
  readonly of: string;
  readonly test: "student" | "welch";
  readonly alternative: "two-sided" | "greater" | "less";
  readonly level: number;
  /** Estimate, standard error, degrees of freedom, statistic, p-value and limits; or the estimate alone, and why. */
  readonly numbers: readonly [number, number, number, number, number, number | "-Infinity", number | "Infinity"] | readonly [number | null, "no-values" | "too-few-values" | "no-variance"];
  readonly favours: "treatment" | "control" | "neither" | null;
  readonly counts: readonly [number, number];
  /** Participants of the two arms without the quantity. */
  readonly without: readonly number[];
}

export type VisitKey = (typeof visits)[number];
export type Arm = (typeof arms)[number];

/** One value for each participant. */
export type Column = readonly (number | null)[];

export interface TrialCase extends TrialRecordsOfCase {
  readonly from: VisitKey;
  readonly to: VisitKey;
  readonly change: {
    /** Participants analysed. */
    readonly rows: readonly number[];
    readonly change: Column;
    readonly percentChange: Column;
    readonly excluded: readonly ExcludedByR[];
    readonly of: "change" | "improvement" | "percentChange" | "percentImprovement";
    readonly byArm: readonly Description[];
  };
  readonly rate: { readonly rows: readonly number[]; readonly rate: Column; readonly excluded: readonly ExcludedByR[]; readonly byArm: readonly Description[] };
  readonly compared: ComparedByR;
}

interface SlopeOptionsOfCase {
  readonly method: "two-visit" | "least-squares";
  readonly time: "nominal" | "actual";
  readonly per: "month" | "week" | "day";
  readonly daysPerMonth: number;
}

export interface SlopeCase extends TrialRecordsOfCase {
  readonly options: SlopeOptionsOfCase;
  readonly from: VisitKey;
  readonly to: VisitKey;
  readonly rows: readonly number[];
  readonly slope: Column;
  readonly visits: readonly number[];
  readonly excluded: readonly ExcludedByR[];
  readonly of: "slope" | "improvement";
  readonly byArm: readonly Description[];
  readonly compared: ComparedByR;
}

export interface SlopeChangeCase extends TrialRecordsOfCase {
  readonly options: SlopeOptionsOfCase;
  readonly leadIn: readonly [VisitKey, VisitKey];
  readonly followUp: readonly [VisitKey, VisitKey];
  readonly rows: readonly number[];
  readonly leadInSlope: Column;
  readonly followUpSlope: Column;
  readonly percent: Column;
  readonly leadInVisits: readonly number[];
  readonly followUpVisits: readonly number[];
  readonly excluded: readonly ExcludedByR[];
  readonly of: "change" | "improvement" | "leadInSlope" | "followUpSlope" | "percentImprovement";
  readonly byArm: readonly Description[];
  readonly compared: ComparedByR;
}

export const trialCases = readCases<TrialCase>("trials");
export const slopeCases = readCases<SlopeCase>("slopes");
export const slopeChangeCases = readCases<SlopeChangeCase>("slopeChanges");
export const months = [-3, -1, 0, 1, 4, 6];
export const arms = ["a", "b", "c"] as const;
const visits = ["V1", "V3", "V5", "V6", "V9", "V10"] as const;

/** The same trial in the library's terms; participants are numbered from 1. */
export function readCase({ better, range: [from, to], arm, scores, death, onset, days }: TrialRecordsOfCase) {
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
    measures: { score: { label: "Score", unit: "points", better, range: { ...(from !== null && { from }), ...(to !== null && { to }) } } },
    covariates: { onset: { kind: "number", label: "Onset" } },
    populations: {
      armA: { label: "Arm A", rule: { kind: "arm", arms: ["a"] } },
      seenAtBaseline: { label: "Seen at baseline", rule: { kind: "observed", measure: "score", visit: "V5" } },
      either: {
        label: "At most 30 months since onset or in arm B, and seen after baseline",
        rule: {
          kind: "all-of",
          rules: [
            { kind: "any-of", rules: [{ kind: "within", covariate: "onset", to: 30 }, { kind: "arm", arms: ["b"] }] },
            { kind: "observed-after-baseline", measure: "score" },
          ],
        },
      },
    },
  });
  return readTrialData(trial, {
    participants: [...arm].map((letter, index) => ({
      id: String(index + 1),
      arm: letter as Arm,
      baselineDate: isoDate(0),
      ...(onset[index] !== null && { covariates: { onset: onset[index]! } }),
    })),
    observations: scores.flatMap((row, index) =>
      row.flatMap((cell, place) => {
        const day = days?.[index]![place] ?? null;
        const where = { participant: String(index + 1), visit: visits[place]!, measure: "score" };
        if (cell === null) return [];
        return [{ ...where, ...(typeof cell === "number" ? { value: cell, ...(day !== null && { date: isoDate(day) }) } : { missing: cell }) }];
      }),
    ),
    clinicalEvents: death.flatMap((day, index) => (day === null ? [] : [{ participant: String(index + 1), kind: "death" as const, at: { days: day } }])),
  });
}

/** What a case asks of every analysis. */
export function analysisOptionsOf({ population, quantileType }: TrialRecordsOfCase) {
  return { quantileType, ...(population !== "all" && { population }) };
}

/** The scores alone, `null` where there is none. */
export function scoreTable({ scores }: TrialRecordsOfCase) {
  return { months, scores: scores.map((row) => row.map((cell) => (typeof cell === "number" ? cell : null))) };
}

/** What R says of those it leaves out, as `excluded` has it. */
export function exclusionsOf({ arm }: TrialRecordsOfCase, excluded: readonly ExcludedByR[]) {
  return excluded.map(([participant, reason, visit]) => ({ participant: String(participant), arm: arm[participant - 1], reason, ...(visit !== undefined && { visit }) }));
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

/** How far the description of an arm is from R's, by the larger of 10 and its largest value: quartiles and means may vanish. */
export function summaryErrors({ n, mean, standardDeviation, standardError, median, quartiles, minimum, maximum }: ArmSummary, expected: Description) {
  const [count, ...numbers] = expected;
  const scale = Math.max(10, ...numbers.map((number) => Math.abs(number ?? 0)));
  const found = { mean, standardDeviation, median, lower: quartiles.lower, upper: quartiles.upper, minimum, maximum };
  const deviation = numbers[1] ?? null;
  return {
    n: n === count ? 0 : 1,
    standardError: errorOf(standardError, deviation === null ? null : deviation / Math.sqrt(n), scale),
    ...Object.fromEntries(Object.entries(found).map(([name, number], index) => [name, errorOf(number, numbers[index] ?? null, scale)])),
  };
}
