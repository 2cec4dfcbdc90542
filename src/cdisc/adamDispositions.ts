import type { ClinicalEvent } from "../trial/ClinicalEvent.ts";
import type { Disposition, DispositionStatus } from "../trial/Disposition.ts";
import type { AdamDataset, AdslMapping, EndOfStudy } from "./AdamMapping.ts";
import { type AdamReader, findColumn, lookUp, meaningOf } from "./adamReader.ts";
import { readTimeIfPossible, type TimeColumns } from "./adamTime.ts";

/** CDISC's words for reasons that say no more than the disposition does. */
export const plainEndReasons: { readonly [word: string]: EndOfStudy } = {
  "ADVERSE EVENT": "stopped-for-adverse-event",
  DEATH: "died",
  "LOST TO FOLLOW-UP": "lost-to-follow-up",
  "WITHDRAWAL BY SUBJECT": "withdrew",
  EXCLUDED: "excluded",
};

/** Those and others, which stay as the disposition's reason. */
const standardEndReasons: { readonly [word: string]: EndOfStudy } = {
  ...plainEndReasons,
  "PROTOCOL VIOLATION": "excluded",
  "PROTOCOL DEVIATION": "excluded",
  "FAILURE TO MEET RANDOMIZATION CRITERIA": "excluded",
  "I/E NOT MET": "excluded",
};

const standardEndStatuses: { readonly [word: string]: "completed" | "discontinued" | "ongoing" } = { COMPLETED: "completed", DISCONTINUED: "discontinued", ONGOING: "ongoing" };

export interface Ends {
  readonly dispositions: readonly Disposition[];
  readonly clinicalEvents: readonly ClinicalEvent[];
}

/** Reads from a participant's row of ADSL the randomisation, the start of treatment, the end of the study and a death. */
export function adamEnds(dataset: AdamDataset, mapping: AdslMapping): (row: AdamReader, id: string, baselineDate: string | undefined) => Ends {
  const { endReasons = standardEndReasons } = mapping;
  const find = (named: string | undefined, ...standard: readonly string[]) => findColumn("adsl", dataset, named, ...standard);
  // A column that is named stands for itself; the partial date in SDTM's text goes with ADaM's own.
  const timeColumns = (date: string | undefined, day: string | undefined, standard: string, standardDay: string): TimeColumns => ({
    date: find(date, standard),
    day: find(day, standardDay),
    text: date === undefined ? find(undefined, `${standard}C`) : undefined,
  });
  const randomisation = timeColumns(mapping.randomisationDate, mapping.randomisationDay, "RANDDT", "RANDDY");
  const { treatmentStartDate } = mapping;
  const startText = treatmentStartDate === undefined ? undefined : find(undefined, `${treatmentStartDate}C`);
  const start = { date: find(treatmentStartDate), day: find(mapping.treatmentStartDay), text: startText };
  const endOfStudy = find(undefined, "EOSDT", "EOSDTC") === undefined ? "RFENDT" : "EOSDT";
  const end = timeColumns(mapping.endDate, mapping.endDay, endOfStudy, "EOSDY");
  const death = timeColumns(mapping.deathDate, mapping.deathDay, "DTHDT", "DTHADY");
  const [statusColumn, reasonColumn, textColumn] = [find(mapping.endStatus, "EOSSTT"), find(mapping.endReason, "DCSREAS"), find(mapping.endReasonText, "DCSREASP")];
  const [flagColumn, causeColumn] = [find(mapping.deathFlag, "DTHFL"), find(mapping.deathCause, "DTHCAUS")];

  const readEnd = (row: AdamReader): { readonly status: DispositionStatus; readonly reason?: string } | undefined => {
    const status = lookUp(row, statusColumn, standardEndStatuses);
    if (status !== "discontinued") return status === "completed" ? { status } : undefined;
    const [word, text] = [row.text(reasonColumn), row.text(textColumn)];
    const isPlain = word === undefined || meaningOf(word, plainEndReasons) !== undefined;
    const reason = text ?? (isPlain ? undefined : word);
    return { status: (word === undefined ? undefined : meaningOf(word, endReasons)) ?? "withdrew", ...(reason !== undefined && { reason }) };
  };

  return (row, participant, baselineDate) => {
    const dispositions: Disposition[] = [];
    const randomisedAt = readTimeIfPossible(row, baselineDate, randomisation);
    if (randomisedAt) dispositions.push({ participant, status: "randomised", at: randomisedAt });
    const startedAt = readTimeIfPossible(row, baselineDate, start);
    if (startedAt) dispositions.push({ participant, status: "started-treatment", at: startedAt });
    const ended = readEnd(row);
    if (ended !== undefined) {
      const at = readTimeIfPossible(row, baselineDate, end);
      dispositions.push({ participant, status: ended.status, ...(at && { at }), ...(ended.reason !== undefined && { reason: ended.reason }) });
    }
    const cause = row.text(causeColumn);
    const diedAt = readTimeIfPossible(row, baselineDate, death);
    const clinicalEvents: ClinicalEvent[] = diedAt ? [{ participant, kind: "death", at: diedAt, ...(cause !== undefined && { description: cause }) }] : [];
    const isFlagged = lookUp(row, flagColumn, { Y: true, N: false }) === true;
    // A date that cannot be placed says all the same that the participant died.
    const isToldOnce = diedAt !== undefined && diedAt !== null ? true : ended?.status === "died";
    if (!isToldOnce && (isFlagged || diedAt === null)) dispositions.push({ participant, status: "died", ...(cause !== undefined && { reason: cause }) });
    return { dispositions, clinicalEvents };
  };
}
