import { wrapLines } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow } from "./ChartSpec.ts";

/** A line of a chart that is a list: its name, and where it stands. */
export interface ListRow {
  readonly label: readonly string[];
  /** From the top, in lines of text: the middle of the row. */
  readonly line: number;
}

export interface RowList {
  readonly rows: readonly ListRow[];
  /** Lines of text in all. */
  readonly lines: number;
}

const fontSize = 12;
/** Pixels of a line of text. */
export const lineHeight = 15;
const labelWidth = 210;

/** Names of rows, wrapped, one below the other with room between them. */
export function listRows(labels: readonly { readonly text: string; readonly indent: boolean }[]): RowList {
  let line = 0.3;
  const rows = labels.map(({ text, indent }): ListRow => {
    const label = wrapLines(text, labelWidth - (indent ? indentWidth : 0), fontSize);
    const row = { label, line: line + label.length / 2 };
    line += label.length + 0.5;
    return row;
  });
  return { rows, lines: line };
}

const indentWidth = 14;

/** Pixels that the names take to the left of the plot. */
export function labelRoom({ rows }: RowList): number {
  const longest = rows.reduce((most, { label }) => label.reduce((length, line) => Math.max(length, Array.from(line).length), most), 0);
  return Math.min(labelWidth, longest * fontSize * 0.56) + 20;
}

/** The vertical place of rows. */
export function lineChannel({ lines }: RowList): ChartFieldPosition {
  return { field: "line", type: "quantitative", scale: { domain: [0, lines], nice: false, zero: false, reverse: true }, axis: null };
}

/** The names as text to the left of the plot, some set in. */
export function labelLayers(list: RowList, isIndented: (index: number) => boolean): ChartLayer[] {
  const left = -labelRoom(list);
  const y = lineChannel(list);
  return [false, true].map((indent): ChartLayer => {
    const values = list.rows.flatMap(({ label, line }, index): ChartRow[] => (isIndented(index) === indent ? [{ label: [...label], line: line - (label.length - 1) / 2 }] : []));
    return {
      data: { values },
      mark: { type: "text", align: "left", baseline: "middle", fontSize, lineHeight, color: "#222222" },
      encoding: { x: { value: left + (indent ? indentWidth : 0) }, y, text: { field: "label", type: "nominal" } },
    };
  });
}
