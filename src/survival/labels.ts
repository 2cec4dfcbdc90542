import { show } from "../result/show.ts";
import { checkLength } from "./survivalTimes.ts";

/** Which of some groups or strata each participant belongs to. */
export interface Labelled<Label extends string | number> {
  /** Numbers before text, each ascending, so that the order of participants plays no part. */
  readonly labels: readonly Label[];
  /** Index into `labels` of each participant. */
  readonly indexOfRow: Int32Array;
}

/** Reads a column of groups or strata. `1` and `"1"` are two. */
export function readLabels<Label extends string | number>(caller: string, name: string, column: readonly Label[], size: number): Labelled<Label> {
  if (!Array.isArray(column)) throw new TypeError(`${caller}: ${name} must be an array of strings or numbers; received ${show(column)}`);
  checkLength(caller, name, column.length, size);
  const found = new Map<Label, number>();
  const indexOfRow = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const label = column[row]!;
    let index = found.get(label);
    if (index === undefined) {
      if (typeof label !== "string" && !Number.isFinite(label)) {
        throw new TypeError(`${caller}: ${name}[${row}] must be a string or a finite number; received ${show(label)}`);
      }
      index = found.size;
      found.set(label, index);
    }
    indexOfRow[row] = index;
  }
  const labels = [...found.keys()].sort(inOrder);
  const places = new Int32Array(labels.length);
  labels.forEach((label, place) => (places[found.get(label)!] = place));
  for (let row = 0; row < size; row++) indexOfRow[row] = places[indexOfRow[row]!]!;
  return { labels, indexOfRow };
}

/** Everyone in one stratum, where no column of strata is given. */
export function readStrata(caller: string, column: readonly (string | number)[] | undefined, size: number): Labelled<string | number> {
  return column === undefined ? { labels: [0], indexOfRow: new Int32Array(size) } : readLabels(caller, "stratum", column, size);
}

/** Numbers before text, each ascending. */
export function inOrder(one: string | number, other: string | number): number {
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  return one < other ? -1 : 1;
}
