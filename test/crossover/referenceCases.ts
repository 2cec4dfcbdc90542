import { readFileSync } from "node:fs";
import type { CrossoverColumns } from "trialwise/crossover";

export type Pair = readonly [number | null, number | null];

interface TEffect {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

interface RankEffect {
  readonly estimate: number;
  readonly statistic: number;
  readonly pValue: number;
}

export interface TwoPeriodCase {
  readonly treatmentFirst: readonly Pair[];
  readonly controlFirst: readonly Pair[];
  readonly binaryTreatmentFirst: readonly Pair[];
  readonly binaryControlFirst: readonly Pair[];
  readonly student: TEffect & { readonly statistic: number; readonly lower: number; readonly upper: number };
  readonly welch: TEffect;
  readonly less: number;
  readonly period: TEffect;
  readonly carryOver: TEffect;
  readonly firstPeriod: TEffect;
  readonly rank: RankEffect;
  readonly rankPeriod: RankEffect;
  readonly rankCarryOver: RankEffect;
  readonly rankFirstPeriod: RankEffect;
  readonly binary: {
    readonly estimate: number;
    readonly standardError: number;
    readonly prescott?: { readonly statistic: number; readonly exact: number; readonly greater: number; readonly normal: number };
    readonly period?: { readonly estimate: number; readonly prescott: number };
    readonly mainlandGart?: { readonly exact: number; readonly greater: number; readonly normal: number };
    readonly mcNemar?: { readonly exact: number; readonly normal: number };
  };
}

export interface MixedCase {
  readonly sequences: "fixed" | "omitted";
  readonly rows: readonly (readonly [number, string, number, string, number])[];
  readonly effects: { readonly [term: string]: { readonly estimate: number; readonly standardError: number; readonly degreesOfFreedom: number } };
  readonly participant: number;
  readonly residual: number;
  readonly logLikelihood: number;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../reference/crossover/${name}`, import.meta.url), "utf8")) as { readonly cases: readonly unknown[] };

export const twoPeriodCases = () => read("twoPeriods.json").cases as readonly TwoPeriodCase[];
export const mixedCases = () => read("mixedModels.json").cases as readonly MixedCase[];

/** Columns of participants in the sequences AB and BA; a period without a response has no row. */
export function columnsOf(treatmentFirst: readonly Pair[], controlFirst: readonly Pair[]): CrossoverColumns<string> {
  const rowsOf = (sequence: string, pairs: readonly Pair[]) =>
    pairs.flatMap((pair, person) =>
      pair.flatMap((response, index) => (response === null ? [] : [{ participant: `${sequence}${person}`, sequence, period: index + 1, treatment: sequence[index]!, response }])),
    );
  return columnsOfRows([...rowsOf("AB", treatmentFirst), ...rowsOf("BA", controlFirst)]);
}

export interface Row {
  readonly participant: string;
  readonly sequence: string;
  readonly period: number;
  readonly treatment: string;
  readonly response: number;
}

export function columnsOfRows(rows: readonly Row[]): CrossoverColumns<string> {
  return {
    participant: rows.map(({ participant }) => participant),
    sequence: rows.map(({ sequence }) => sequence),
    period: rows.map(({ period }) => period),
    treatment: rows.map(({ treatment }) => treatment),
    response: rows.map(({ response }) => response),
  };
}

/** Peak expiratory flow of 13 children (l/min): Senn 2002, chapter 3, as printed in the documentation of SAS's PROC TTEST. */
export const sennChildren = {
  formoterolFirst: [[310, 270], [310, 260], [370, 300], [410, 390], [250, 210], [380, 350], [330, 365]],
  salbutamolFirst: [[370, 385], [310, 400], [380, 410], [290, 320], [260, 340], [90, 220]],
} as const;
