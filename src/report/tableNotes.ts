import type { Reason } from "../result/Reason.ts";
import { reasonText } from "./reasonText.ts";
import type { TableText } from "./Table.ts";

/** Collects the footnotes of a table while its cells are written; each text stands once. */
export interface TableNotes {
  /** A text that a footnote speaks of, beside those that speak of it already. */
  readonly mark: (text: TableText, footnote: string) => TableText;
  /** What stands for a figure that does not exist: a dash, and why in a footnote. */
  readonly missing: (reason: Reason | undefined) => TableText;
  /** A text with a footnote for each of its figures that does not exist. */
  readonly explained: (text: string, reasons: readonly (Reason | undefined)[]) => TableText;
  /** The notes on the whole table, then those that a text refers to. */
  readonly footnotes: () => readonly string[];
}

export function tableNotes(onTheTable: readonly string[]): TableNotes {
  const footnotes = [...onTheTable];
  const noteOf = (footnote: string): number => {
    const known = footnotes.indexOf(footnote, onTheTable.length);
    return known === -1 ? footnotes.push(footnote) - 1 : known;
  };
  const because = (reason: Reason | undefined): number => noteOf(`– ${reason === undefined ? "Not available" : capitalised(reasonText(reason))}.`);
  return {
    mark: (text, footnote) => (typeof text === "string" ? { text, notes: [noteOf(footnote)] } : { text: text.text, notes: [...text.notes, noteOf(footnote)] }),
    missing: (reason) => ({ text: "–", notes: [because(reason)] }),
    explained: (text, reasons) => (reasons.length === 0 ? text : { text, notes: [...new Set(reasons.map(because))] }),
    footnotes: () => footnotes,
  };
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
