/**
 * A table for print: text in columns, rows in groups, footnotes. It is plain data that holds no numbers; figures are formatted
 * before they enter it, and every cell is shown as the text it is.
 */
export interface Table {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly groups: readonly TableRowGroup[];
  /** One that a text refers to gets a mark (a, b, c … in this order); the others are notes on the whole table. */
  readonly footnotes: readonly string[];
}

/** A text, or one that footnotes speak of: `notes` are their positions in the table's `footnotes`. */
export type TableText = string | { readonly text: string; readonly notes: readonly number[] };

export interface TableColumn {
  readonly label: TableText;
  readonly align: "left" | "right" | "center";
  /** A heading over this and the neighbouring columns with the same one: an arm over its participants and its events. */
  readonly spanner?: string;
}

/** Rows under a common heading; without a label they stand alone. */
export interface TableRowGroup {
  readonly label?: TableText;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** One text for each column. */
  readonly cells: readonly TableText[];
  /** How deep the first cell is set in below its group: 1 for a preferred term below its system organ class. Default 0. */
  readonly indent?: number;
}
