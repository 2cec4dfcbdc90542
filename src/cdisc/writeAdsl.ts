import { show } from "../result/show.ts";
import type { Disposition, PlacedDisposition } from "../trial/Disposition.ts";
import { evaluatePopulation } from "../trial/evaluatePopulation.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { plainEndReasons } from "./adamDispositions.ts";
import { wordsOf } from "./adamNames.ts";
import { type AdamColumn, adamDataset, type AdamWriter, noTime, type RecordWriter, recordWriter } from "./adamWriter.ts";
import type { Dataset, DatasetRow } from "./Dataset.ts";

const before: readonly AdamColumn[] = [
  ["TRT01P", "Planned Treatment for Period 01", "string"],
  ["TRT01PN", "Planned Treatment for Period 01 (N)", "integer"],
  ["RFSTDT", "Subject Reference Start Date", "date"],
  ["TRTSDT", "Date of First Exposure to Treatment", "date"],
  ["TRTSDTC", "Date of First Exposure to Treatment, in Part", "partial-date"],
  ["TRTSDY", "Day of First Exposure to Treatment", "integer"],
];

const after: readonly AdamColumn[] = [
  ["RANDDT", "Date of Randomization", "date"],
  ["RANDDTC", "Date of Randomization, in Part", "partial-date"],
  ["RANDDY", "Day of Randomization", "integer"],
  ["EOSSTT", "End of Study Status", "string"],
  ["EOSDT", "End of Study Date", "date"],
  ["EOSDTC", "End of Study Date, in Part", "partial-date"],
  ["EOSDY", "End of Study Relative Day", "integer"],
  ["DCSREAS", "Reason for Discontinuation from Study", "string"],
  ["DCSREASP", "Reason Spec for Discont from Study", "string"],
  ["DTHFL", "Subject Death Flag", "string"],
  ["DTHDT", "Date of Death", "date"],
  ["DTHDTC", "Date of Death, in Part", "partial-date"],
  ["DTHADY", "Relative Day of Death", "integer"],
  ["DTHCAUS", "Cause of Death", "string"],
];

/** Names in ADSL that a covariate or flag cannot have. */
export function adslNames(): readonly string[] {
  return ["STUDYID", "USUBJID", ...before.map(([name]) => name), ...after.map(([name]) => name)];
}

export interface WrittenAdsl {
  readonly dataset: Dataset;
  /** The word of each arm. */
  readonly arms: ReadonlyMap<string, string>;
}

/** Participants with their covariates, population flags, dispositions and deaths as ADSL. */
export function writeAdsl<Keys extends TrialKeys>(
  writer: AdamWriter,
  data: TrialData<Keys>,
  covariateColumns: ReadonlyMap<string, string>,
  flagColumns: ReadonlyMap<string, Keys["population"]>,
): WrittenAdsl {
  const { trial } = data;
  const arms = wordsOf(trial.arms, "Arm");
  const order: readonly Keys["arm"][] = keysOf(trial.arms);
  const covariates = keysOf(trial.covariates).map((key) => ({ key, name: covariateColumns.get(key) ?? "", covariate: trial.covariates[key] }));
  const flags = [...flagColumns].map(([name, population]) => ({ name, label: trial.populations[population].label, members: new Set(evaluatePopulation(data, population).members) }));
  const endOf = endsOf(writer, data);
  const rows = data.participants.map(({ id, arm, baselineDate, covariates: values }, index) => {
    const record = recordWriter(writer, "participants", index, id);
    record.text("id", id);
    const written = covariates.map(({ key, name }) => {
      const value = values?.[key];
      return [name, typeof value === "number" ? value : record.text(`covariates.${key}`, value)] as const;
    });
    return {
      USUBJID: id,
      TRT01P: arms.get(arm) ?? "",
      TRT01PN: order.indexOf(arm) + 1,
      RFSTDT: baselineDate ?? null,
      ...Object.fromEntries(written.map(([name, value]) => [name, value === "" ? null : value])),
      ...Object.fromEntries(flags.map(({ name, members }) => [name, members.has(id) ? "Y" : "N"])),
      ...endOf(id),
    };
  });
  const columns: readonly AdamColumn[] = [
    ...before,
    ...covariates.map(({ name, covariate }): AdamColumn => [name, covariate.label, covariate.kind === "number" ? "float" : "string"]),
    ...flags.map(({ name, label }): AdamColumn => [name, `${label} Flag`, "string"]),
    ...after,
  ];
  return { dataset: adamDataset(writer, { name: "ADSL", label: "Subject-Level Analysis Dataset", columns, needed: ["TRT01P"] }, rows), arms };
}

/** Refuses ids that a reader, who leaves out the blanks at the ends of text, could not tell apart. */
export function checkIds({ participants }: TrialData): void {
  const seen = new Set<string>();
  for (const { id } of participants) {
    const trimmed = id.trim();
    if (trimmed === "" || seen.has(trimmed)) throw new RangeError(`toAdam: participants must be told apart without the blanks at the ends of their ids; received ${show(id)}`);
    seen.add(trimmed);
  }
}

interface Indexed<Row> {
  readonly row: Row;
  readonly record: RecordWriter;
}

/** The columns of a participant's start of treatment, randomisation, end of study and death. */
function endsOf(writer: AdamWriter, data: TrialData): (participant: string) => DatasetRow {
  const grouped = <Row extends { readonly participant: string }>(records: "dispositions" | "clinicalEvents" | "doses", rows: readonly Row[]) => {
    const byParticipant = new Map<string, Indexed<Row>[]>();
    rows.forEach((row, index) => {
      const earlier = byParticipant.get(row.participant) ?? [];
      byParticipant.set(row.participant, [...earlier, { row, record: recordWriter(writer, records, index, row.participant) }]);
    });
    return (participant: string) => byParticipant.get(participant) ?? [];
  };
  const [dispositionsOf, eventsOf, dosesOf] = [grouped("dispositions", data.dispositions), grouped("clinicalEvents", data.clinicalEvents), grouped("doses", data.doses)];
  const hasStarts = data.dispositions.some(({ status }) => status === "started-treatment");

  return (participant) => {
    const dispositions = dispositionsOf(participant);
    const first = (status: Disposition["status"]) => dispositions.find(({ row }) => row.status === status);
    const [randomised, started, died] = [first("randomised"), first("started-treatment"), first("died")];
    const left = dispositions.find(({ row }) => wordOfEnd(row.status) !== undefined && row.status !== "died");
    const end = left ?? died;
    const death = eventsOf(participant).find(({ row }) => row.kind === "death");
    // A death that comes on top of another end of study has no place of its own, but that of the event.
    const diedToo = left !== undefined && death === undefined ? died : undefined;
    for (const each of dispositions) if (each !== randomised && each !== started && each !== end && each !== diedToo) each.record.lose(null, "not-written");
    for (const each of eventsOf(participant)) if (each !== death) each.record.lose(null, "not-written");
    for (const each of [randomised, started]) {
      if (each === undefined) continue;
      if (each.row.at === undefined) each.record.lose(null, "not-written");
      else if (each.row.reason !== undefined) each.record.lose("reason", "not-written");
    }
    if (end?.row.status === "completed" && end.row.reason !== undefined) end.record.lose("reason", "not-written");
    if (diedToo?.row.at !== undefined) diedToo.record.lose(null, "reads-otherwise");
    const dose = hasStarts ? undefined : dosesOf(participant).find(({ row }) => row.number === 1);
    const timeOf = (each: Indexed<Pick<PlacedDisposition, "at">> | undefined) => each?.record.time("at", each.row.at) ?? noTime;
    const [start, randomisation, ending, dying] = [timeOf(started), timeOf(randomised), timeOf(end), timeOf(death ?? diedToo)];
    const cause = death?.record.text("description", death.row.description) ?? diedToo?.record.text("reason", diedToo.row.reason) ?? "";
    const firstDate = dose?.row.at.recorded.date;
    return {
      TRTSDT: start.date ?? (firstDate?.length === 10 ? firstDate : null),
      TRTSDTC: start.text,
      TRTSDY: start.day,
      RANDDT: randomisation.date,
      RANDDTC: randomisation.text,
      RANDDY: randomisation.day,
      EOSSTT: end === undefined ? "" : end.row.status === "completed" ? "COMPLETED" : "DISCONTINUED",
      EOSDT: ending.date,
      EOSDTC: ending.text,
      EOSDY: ending.day,
      DCSREAS: end === undefined ? "" : (wordOfEnd(end.row.status) ?? ""),
      DCSREASP: end === undefined || end.row.status === "completed" ? "" : end.record.text("reason", end.row.reason),
      DTHFL: death === undefined && died === undefined ? "" : "Y",
      DTHDT: dying.date,
      DTHDTC: dying.text,
      DTHADY: dying.day,
      DTHCAUS: cause,
    };
  };
}

/** CDISC's word for what ended a participant's time in the trial; blank where it was completed. */
function wordOfEnd(status: Disposition["status"]): string | undefined {
  return status === "completed" ? "" : Object.entries(plainEndReasons).find(([, meaning]) => meaning === status)?.[0];
}
