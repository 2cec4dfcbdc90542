import { checkCount } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

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

/** Refuses a table whose rows do not have one cell for each column. */
export function checkTable(caller: string, table: Table): void {
  const expected = table.columns.length;
  if (expected === 0) throw new RangeError(`${caller}: a table needs at least one column`);
  for (const [groupIndex, group] of table.groups.entries()) {
    for (const [rowIndex, row] of group.rows.entries()) {
      const where = `groups[${groupIndex}].rows[${rowIndex}]`;
      checkCount(caller, `${where}.indent`, row.indent ?? 0);
      if (row.cells.length !== expected) {
        throw new RangeError(`${caller}: ${where} must have ${expected} cells, one for each column; received ${row.cells.length}`);
      }
      const strange = row.cells.find((cell) => typeof cell !== "string");
      if (strange !== undefined) throw new TypeError(`${caller}: ${where} must hold text only; received ${show(strange)}`);
    }
  }
}
