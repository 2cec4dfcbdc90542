import type { ClinicalEvent } from "../trial/ClinicalEvent.ts";
import type { Disposition } from "../trial/Disposition.ts";
import type { Dose } from "../trial/Dose.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import { adamEnds } from "./adamDispositions.ts";
import type { AdamDataset, AdslMapping } from "./AdamMapping.ts";
import { type AdamContext, type AdamReader, chosenRows, findColumn, needColumn } from "./adamReader.ts";
import { isFullDate, readTimeIfPossible, toDate } from "./adamTime.ts";

export interface AdamParticipants {
  readonly participants: readonly Participant[];
  readonly doses: readonly Dose[];
  /** Deaths with a date. */
  readonly clinicalEvents: readonly ClinicalEvent[];
  /** Randomisation, the end of the study, and deaths without a date. */
  readonly dispositions: readonly Disposition[];
}

/** The participants of ADSL: arm, baseline date, covariates and flags, how their time in the trial ended, and who died. */
export function adamParticipants(context: AdamContext, dataset: AdamDataset, mapping: AdslMapping): AdamParticipants {
  const armColumn = needColumn("adsl", dataset, mapping.arm, "TRT01P");
  const dateColumn = findColumn("adsl", dataset, mapping.baselineDate, "TRTSDT");
  const columnsOf = (columns: { readonly [covariate: string]: string | undefined }) =>
    keysOf(columns).flatMap((key) => (columns[key] === undefined ? [] : [{ key: String(key), column: needColumn("adsl", dataset, columns[key], "") }]));
  const [covariates, flags] = [columnsOf(mapping.covariates ?? {}), columnsOf(mapping.flags ?? {})];
  const arms = new Map(Object.entries(mapping.arms));
  const endsOf = adamEnds(dataset, mapping);
  const dosesOf = firstAndLastDose(dataset, mapping.doses);

  const people = chosenRows(context, "adsl", dataset, mapping.where).flatMap((row) => {
    const [id, treatment] = [row.participant, row.text(armColumn)];
    const arm = treatment === undefined ? undefined : arms.get(treatment);
    if (id === null || context.participants.has(id)) {
      row.leaveOut(id === null ? "no-participant" : "duplicate-participant", context.id);
      return [];
    }
    if (arm === undefined) {
      row.leaveOut(treatment === undefined ? "no-arm" : "arm-not-mapped", armColumn);
      return [];
    }
    const dateText = row.text(dateColumn);
    const date = dateText === undefined ? null : toDate(dateText);
    const baselineDate = date !== null && isFullDate(date) ? date : undefined;
    if (dateText !== undefined && baselineDate === undefined) row.note("not-a-date", dateColumn ?? "");
    const values = covariates.map(({ key, column }) => [key, row.text(column)] as const);
    const flagged = flags.map(({ key, column }) => {
      const flag = row.text(column) ?? "N";
      if (flag === "Y" || flag === "N") return [key, flag] as const;
      row.note("not-mapped", column);
      return [key, undefined] as const;
    });
    const known = [...values, ...flagged].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    const dated = baselineDate === undefined ? {} : { baselineDate };
    context.participants.set(id, { arm, ...dated });
    const participant: Participant = { id, arm, ...dated, ...(known.length > 0 && { covariates: Object.fromEntries(known) }) };
    return [{ participant, doses: dosesOf(row, id, baselineDate), ...endsOf(row, id, baselineDate) }];
  });
  return {
    participants: people.map(({ participant }) => participant),
    doses: people.flatMap(({ doses }) => doses),
    clinicalEvents: people.flatMap(({ clinicalEvents }) => clinicalEvents),
    dispositions: people.flatMap(({ dispositions }) => dispositions),
  };
}

/** The doses on the first and the last day of treatment: one where those are the same. */
function firstAndLastDose(dataset: AdamDataset, doses: AdslMapping["doses"]): (row: AdamReader, participant: string, baselineDate: string | undefined) => Dose[] {
  if (doses === undefined) return () => [];
  const columns = [needColumn("adsl", dataset, doses.first, ""), ...(doses.last === undefined ? [] : [needColumn("adsl", dataset, doses.last, "")])];
  return (row, participant, baselineDate) => {
    const days = columns.map((date) => readTimeIfPossible(row, baselineDate, { date, day: undefined }));
    // Without the first day, what the last is counted from is unknown: it may be the first.
    if (!days[0]) return [];
    const different = days.filter((at, index) => at && (index === 0 || at.date !== days[0]?.date));
    return different.flatMap((at, index) => (at ? [{ participant, number: index + 1, at }] : []));
  };
}
