import { printable } from "./displayText.ts";
import type { Table, TableColumn, TableText } from "./Table.ts";

/** The mark of each footnote that a text refers to, in the order of the footnotes; `undefined` for notes on the whole table. */
export function footnoteMarks({ columns, groups, footnotes }: Table): readonly (string | undefined)[] {
  const used = new Set<number>();
  const use = (text: TableText | undefined): void => {
    if (typeof text === "object") for (const note of text.notes) used.add(note);
  };
  for (const { label } of columns) use(label);
  for (const { label, rows } of groups) {
    use(label);
    for (const { cells } of rows) for (const cell of cells) use(cell);
  }
  let next = 0;
  return footnotes.map((_, index) => (used.has(index) ? letters(next++) : undefined));
}

/** The marks that a text carries, in the order of the footnotes. */
export function marksOf(text: TableText, marks: readonly (string | undefined)[]): readonly string[] {
  if (typeof text === "string") return [];
  return [...new Set(text.notes)].sort((left, right) => left - right).map((note) => marks[note]!);
}

export function plainText(text: TableText): string {
  return typeof text === "string" ? text : text.text;
}

/** A text with its marks in brackets, for formats without superscripts. */
export function bracketed(text: TableText, marks: readonly (string | undefined)[]): string {
  const own = marksOf(text, marks).map((mark) => `[${mark}]`).join("");
  return own === "" ? plainText(text) : printable(plainText(text)) + own;
}

/** A footnote behind its mark. */
export function bracketedFootnote(footnote: string, mark: string | undefined): string {
  return mark === undefined ? footnote : `[${mark}] ${footnote}`;
}

/** A column's heading with that over it, for formats in which no heading spans columns. */
export function fullLabel({ label, spanner }: TableColumn): TableText {
  if (spanner === undefined) return label;
  const text = plainText(label) === "" ? spanner : `${spanner}: ${plainText(label)}`;
  return typeof label === "string" ? text : { ...label, text };
}

/** a, b, … z, aa, ab, … */
function letters(index: number): string {
  const last = String.fromCodePoint("a".codePointAt(0)! + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
