import { type QuantileType, quantileTypes } from "../inference/quantile.ts";
import { show } from "../result/show.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { exclusionOf, type Lack } from "./Lack.ts";

/** What every calculator on change takes besides its endpoint. */
export interface ChangeAnalysisOptions<Keys extends TrialKeys = TrialKeys> {
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken: 7 as in R (default), 2 as in SAS. */
  readonly quantileType?: QuantileType;
}

/** Participants of a result: everyone in the data was either analysed or excluded. */
export interface ParticipantCounts {
  readonly participants: number;
  readonly analysed: number;
  readonly excluded: number;
}

/** Rows of the participants who could be analysed, and why the others could not. */
export interface AnalysedRows<Keys extends TrialKeys, Row> {
  readonly rows: readonly Row[];
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
}

/** Reads a row off each participant of the population. */
export function analyseParticipants<Keys extends TrialKeys, Row extends object>(
  caller: string,
  data: TrialData<Keys>,
  population: Keys["population"] | undefined,
  read: (participant: Participant<Keys>) => Row | Lack<Keys>,
): AnalysedRows<Keys, Row> {
  const isMember = membershipTest(caller, data, population);
  const rows: Row[] = [];
  const excluded: Exclusion<Keys>[] = [];
  for (const participant of data.participants) {
    const { id, arm } = participant;
    if (!isMember(participant)) {
      excluded.push({ participant: id, arm, reason: "not-in-population" });
      continue;
    }
    const row = read(participant);
    if (isLack(row)) excluded.push(exclusionOf(participant, row));
    else rows.push(row);
  }
  return { rows, counts: { participants: data.participants.length, analysed: rows.length, excluded: excluded.length }, excluded };
}

/** Options after defaults were applied, without `population` where everyone is analysed. */
export function resolveAnalysisOptions<Keys extends TrialKeys>(
  caller: string,
  { population, quantileType = 7 }: ChangeAnalysisOptions<Keys>,
): { readonly population?: Keys["population"]; readonly quantileType: QuantileType } {
  if (!quantileTypes.includes(quantileType)) throw new RangeError(`${caller}: quantileType must be 7 or 2; received ${show(quantileType)}`);
  return { ...(population !== undefined && { population }), quantileType };
}

function isLack<Keys extends TrialKeys>(row: object): row is Lack<Keys> {
  return "found" in row && row.found === false;
}
