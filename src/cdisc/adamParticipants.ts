import type { ClinicalEvent } from "../trial/ClinicalEvent.ts";
import type { Disposition } from "../trial/Disposition.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import type { AdamDataset, AdslMapping } from "./AdamMapping.ts";
import { type AdamContext, type AdamReader, chosenRows, findColumn, isFullDate, needColumn, toDate } from "./adamReader.ts";

export interface AdamParticipants {
  readonly participants: Participant[];
  /** Deaths with a date. */
  readonly clinicalEvents: ClinicalEvent[];
  /** Deaths without one. */
  readonly dispositions: Disposition[];
}

/** The participants of ADSL: arm, baseline date, covariates and flags, and who died. */
export function adamParticipants(context: AdamContext, dataset: AdamDataset, mapping: AdslMapping): AdamParticipants {
  const armColumn = needColumn("adsl", dataset, mapping.arm, "TRT01P");
  const dateColumn = findColumn("adsl", dataset, mapping.baselineDate, "TRTSDT");
  const deathColumns = { date: findColumn("adsl", dataset, mapping.deathDate, "DTHDT"), flag: findColumn("adsl", dataset, mapping.deathFlag, "DTHFL") };
  const [clinicalEvents, dispositions]: [ClinicalEvent[], Disposition[]] = [[], []];
  const columnsOf = (columns: { readonly [covariate: string]: string }) =>
    keysOf(columns).map((key) => ({ key: String(key), column: needColumn("adsl", dataset, columns[key], "") }));
  const [covariates, flags] = [columnsOf(mapping.covariates ?? {}), columnsOf(mapping.flags ?? {})];
  const arms = new Map(Object.entries(mapping.arms));

  const participants = chosenRows(context, "adsl", dataset, mapping.where).flatMap((row): Participant[] => {
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
    const death = readDeath(row, baselineDate, deathColumns);
    if (typeof death === "string") clinicalEvents.push({ participant: id, kind: "death", at: { date: death } });
    else if (death) dispositions.push({ participant: id, status: "died" });
    const values = covariates.map(({ key, column }) => [key, row.text(column)] as const);
    const flagged = flags.map(({ key, column }) => {
      const flag = row.text(column) ?? "N";
      if (flag === "Y" || flag === "N") return [key, flag] as const;
      row.note("not-mapped", column);
      return [key, undefined] as const;
    });
    const known = [...values, ...flagged].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    context.participants.set(id, { arm, ...(baselineDate !== undefined && { baselineDate }) });
    return [
      {
        id,
        arm,
        ...(baselineDate !== undefined && { baselineDate }),
        ...(covariates.length + flags.length > 0 && { covariates: Object.fromEntries(known) }),
      },
    ];
  });
  return { participants, clinicalEvents, dispositions };
}

/** The date of a death; `true` where there was one without a date that can be placed. */
function readDeath(
  row: AdamReader,
  baselineDate: string | undefined,
  columns: { readonly date: string | undefined; readonly flag: string | undefined },
): string | boolean {
  const [dateText, flag] = [row.text(columns.date), row.text(columns.flag)];
  if (flag !== undefined && flag !== "Y" && flag !== "N") row.note("not-mapped", columns.flag ?? "");
  if (dateText === undefined) return flag === "Y";
  const date = toDate(dateText);
  if (date !== null && baselineDate !== undefined) return date;
  row.note(date === null ? "not-a-date" : "no-baseline-date", columns.date ?? "");
  return true;
}
