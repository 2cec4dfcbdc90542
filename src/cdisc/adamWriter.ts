import type { PlacedTime } from "../trial/TimePoint.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import { studyDayOf } from "./adamTime.ts";
import type { Dataset, DatasetColumn, DatasetRow } from "./Dataset.ts";

/** What a dataset does not say of a record, or says in another form. */
export interface AdamLoss {
  /** Which list of the trial's data, and which of its records. */
  readonly records: keyof TrialRecords;
  readonly index: number;
  readonly participant: string;
  /** `null` where it is the whole record. */
  readonly field: string | null;
  /**
   * - `not-written`: no dataset has a place for it
   * - `reads-otherwise`: it is written, and {@link fromAdam} reads it in another form
   */
  readonly kind: "not-written" | "reads-otherwise";
}

/** What all datasets have in common, and the losses found so far. */
export interface AdamWriter {
  readonly created: string;
  readonly study: string;
  readonly lost: AdamLoss[];
}

/** Writes the fields of one record into cells. */
export interface RecordWriter {
  readonly lose: (field: string | null, kind: AdamLoss["kind"]) => void;
  readonly text: (field: string, value: string | undefined) => string;
  readonly time: (field: string, at: PlacedTime | undefined) => TimeCells;
}

/** A time in the forms that ADaM has for it, of which some are missing. */
export interface TimeCells {
  readonly date: string | null;
  readonly day: number | null;
  /** A date that is known in part. */
  readonly text: string;
}

/** Name, label and kind of a column, and its place among the keys. A date known in part is text, others become numbers. */
export type AdamColumn = readonly [name: string, label: string, kind: "string" | "integer" | "float" | "date" | "partial-date", keySequence?: number];

export function recordWriter(writer: AdamWriter, records: AdamLoss["records"], index: number, participant: string): RecordWriter {
  const lose = (field: string | null, kind: AdamLoss["kind"]) => writer.lost.push({ records, index, participant, field, kind });
  return {
    lose,
    text: (field, value) => {
      if (value !== undefined && (value === "" || value !== value.trim())) lose(field, "reads-otherwise");
      return value ?? "";
    },
    time: (field, at) => {
      if (at === undefined) return noTime;
      const { recorded, earliest, latest } = at;
      if (recorded.date !== undefined) {
        return earliest === latest && recorded.date.length === 10
          ? { date: recorded.date, day: studyDayOf(earliest), text: "" }
          : { ...noTime, text: recorded.date };
      }
      const day = Math.round(earliest);
      if (!Number.isSafeInteger(studyDayOf(day))) {
        lose(field, "not-written");
        return noTime;
      }
      const isPlain = recorded.days !== undefined && recorded.from === undefined && recorded.days === day;
      if (!isPlain) lose(field, "reads-otherwise");
      return { ...noTime, day: studyDayOf(day) };
    },
  };
}

export const noTime: TimeCells = { date: null, day: null, text: "" };

/** A dataset with the columns that identify its rows, those that are needed, and those of the others in which some row has a value. */
export function adamDataset(
  writer: AdamWriter,
  { name, label, columns, needed }: { readonly name: string; readonly label: string; readonly columns: readonly AdamColumn[]; readonly needed: readonly string[] },
  rows: readonly DatasetRow[],
): Dataset {
  const all: readonly AdamColumn[] = [["STUDYID", "Study Identifier", "string", 1], ["USUBJID", "Unique Subject Identifier", "string", 2], ...columns];
  const used = all.filter(([column, , , key]) => key !== undefined || needed.includes(column) || rows.some((row) => (row[column] ?? "") !== ""));
  return {
    datasetJSONCreationDateTime: writer.created,
    datasetJSONVersion: "1.1.0",
    studyOID: writer.study,
    itemGroupOID: `IG.${name}`,
    name,
    label,
    columns: used.map((column) => columnOf(name, column)),
    rows: rows.map((row) => Object.fromEntries(used.map(([column]) => [column, column === "STUDYID" ? writer.study : (row[column] ?? null)]))),
  };
}

function columnOf(dataset: string, [name, label, kind, keySequence]: AdamColumn): DatasetColumn {
  return {
    itemOID: `IT.${dataset}.${name}`,
    name,
    label,
    dataType: kind === "partial-date" ? "date" : kind,
    ...(kind === "date" && { targetDataType: "integer" as const, displayFormat: "DATE9." }),
    ...(keySequence !== undefined && { keySequence }),
  };
}
