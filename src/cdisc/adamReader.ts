import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { isNumeric } from "../trial/isNumeric.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { AdamDataset, RowFilter } from "./AdamMapping.ts";
import type { AdamRow, ChangedReason, NotPlacedReason } from "./AdamRow.ts";
import type { DatasetRow } from "./Dataset.ts";

/** Who was placed from ADSL, and what became of rows so far. */
export interface AdamContext {
  readonly id: string;
  readonly participants: Map<string, { readonly arm: string; readonly baselineDate?: string }>;
  readonly notPlaced: AdamRow<NotPlacedReason>[];
  readonly changed: AdamRow<ChangedReason>[];
}

/** One row while it is read. */
export interface AdamReader {
  readonly participant: string | null;
  /** Text without blanks at its ends; `undefined` where it is missing or blank, or there is no such column. */
  readonly text: (column: string | undefined) => string | undefined;
  readonly leaveOut: (reason: NotPlacedReason, column: string) => void;
  readonly note: (reason: ChangedReason, column: string) => void;
}

/** Refuses a column that a mapping names and the dataset does not have; finds the standard one where none is named. */
export function findColumn(name: string, { columns }: AdamDataset, named: string | undefined, ...standard: readonly string[]): string | undefined {
  const names = columns.map((column) => column.name);
  if (named === undefined) return standard.find((column) => names.includes(column));
  if (names.includes(named)) return named;
  const nearest = nearestKey(named, names);
  throw new RangeError(`fromAdam: ${name} must have the column ${show(named)}${nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`}`);
}

/** A column that the records cannot be made without. */
export function needColumn(name: string, dataset: AdamDataset, named: string | undefined, standard: string): string {
  return findColumn(name, dataset, named ?? standard) ?? standard;
}

/** The rows that the mapping's `where` chooses; the others are listed. */
export function chosenRows(context: AdamContext, name: string, dataset: AdamDataset, where: RowFilter = {}): AdamReader[] {
  const conditions = keysOf(where).map((column) => {
    findColumn(`${name}, whose rows are chosen by it,`, dataset, column);
    const values = where[column];
    if (!Array.isArray(values)) throw new TypeError(`fromAdam: mapping of ${name}: where.${column} must be a list of values; received ${show(values)}`);
    return { column, values: values.map(String) };
  });
  needColumn(name, dataset, context.id, context.id);
  return dataset.rows.flatMap((row, index) => {
    const reader = readerOf(context, name, row, index);
    const refused = conditions.find(({ column, values }) => !values.includes(reader.text(column) ?? ""));
    if (refused === undefined) return [reader];
    reader.leaveOut("not-chosen", refused.column);
    return [];
  });
}

/** The participant of a row, where ADSL has placed one; the row is listed otherwise. */
export function knownParticipant(context: AdamContext, reader: AdamReader): { readonly id: string; readonly arm: string; readonly baselineDate?: string } | null {
  const known = reader.participant === null ? undefined : context.participants.get(reader.participant);
  if (known !== undefined && reader.participant !== null) return { id: reader.participant, ...known };
  reader.leaveOut(reader.participant === null ? "no-participant" : "unknown-participant", context.id);
  return null;
}

function readerOf(context: AdamContext, dataset: string, row: DatasetRow, index: number): AdamReader {
  const text = (column: string | undefined): string | undefined => {
    const cell = column !== undefined && Object.hasOwn(row, column) ? row[column] : null;
    const value = cell === null || typeof cell === "object" || cell === undefined ? "" : String(cell).trim();
    return value === "" ? undefined : value;
  };
  const participant = text(context.id) ?? null;
  const about = { dataset, row: index, participant };
  return {
    participant,
    text,
    leaveOut: (reason, column) => context.notPlaced.push({ ...about, reason, column }),
    note: (reason, column) => context.changed.push({ ...about, reason, column }),
  };
}

/** A number, also where it stands as decimal text with commas between thousands; `null` where it is none, as `3,5` is none. */
export function toNumber(text: string): number | null {
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(",", "") : text;
  return isNumeric(plain) ? withoutNegativeZero(Number(plain)) : null;
}

/** What a word means. One that is not known is listed. */
export function lookUp<Meaning>(row: AdamReader, column: string | undefined, meanings: { readonly [word: string]: Meaning }): Meaning | undefined {
  const word = row.text(column);
  if (word === undefined || column === undefined) return undefined;
  const meaning = meaningOf(word, meanings);
  if (meaning === undefined) row.note("not-mapped", column);
  return meaning;
}

/** Words are found as they stand, else in capitals. */
export function meaningOf<Meaning>(word: string, meanings: { readonly [word: string]: Meaning }): Meaning | undefined {
  const key = [word, word.toUpperCase()].find((candidate) => Object.hasOwn(meanings, candidate));
  return key === undefined ? undefined : meanings[key];
}
