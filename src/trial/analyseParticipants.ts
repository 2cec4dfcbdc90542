import { membershipTest } from "./evaluatePopulation.ts";
import type { Exclusion } from "./Exclusion.ts";
import { exclusionOf, type Lack, lack } from "./Lack.ts";
import type { Participant } from "./Participant.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

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
    const row = isMember(participant) ? read(participant) : lack<Keys>("not-in-population");
    if (isLack(row)) excluded.push(exclusionOf(participant, row));
    else rows.push(row);
  }
  return { rows, counts: { participants: data.participants.length, analysed: rows.length, excluded: excluded.length }, excluded };
}

function isLack<Keys extends TrialKeys>(row: object): row is Lack<Keys> {
  return "found" in row;
}
