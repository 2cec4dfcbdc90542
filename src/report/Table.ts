/**
 * A table for print: text in columns, rows in groups, footnotes. It is plain data that holds no numbers; figures are formatted
 * before they enter it, and every cell is shown as the text it is.
 */
export interface Table {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly groups: readonly TableRowGroup[];
  readonly footnotes: readonly string[];
}

export interface TableColumn {
  readonly label: string;
  readonly align: "left" | "right" | "center";
}

/** Rows under a common heading; without a label they stand alone. */
export interface TableRowGroup {
  readonly label?: string;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** One text for each column. */
  readonly cells: readonly string[];
  /** How deep the first cell is set in below its group: 1 for a preferred term below its system organ class. Default 0. */
  readonly indent?: number;
}
