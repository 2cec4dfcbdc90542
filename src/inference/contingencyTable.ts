import { checkCount } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/** Counts by row and column: `[[events, others], [events, others]]` for two groups in the rows. */
export type Counts = readonly (readonly number[])[];

/** A table with two rows and two columns. */
export type TwoByTwoCounts = readonly [readonly [number, number], readonly [number, number]];

export interface ContingencyTable {
  readonly counts: Counts;
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
}

/** Reads a table of at least 2 × 2 whole counts with something in it. */
export function readContingencyTable(caller: string, counts: Counts): ContingencyTable {
  if (!Array.isArray(counts) || counts.length < 2) {
    throw new TypeError(`${caller}: counts must be a list of at least two rows; received ${show(counts)}`);
  }
  const rows = Array.from(counts, (row: readonly number[], index) => readRow(caller, `counts[${index}]`, row));
  const width = rows[0]!.length;
  const uneven = rows.findIndex((row) => row.length !== width);
  if (uneven >= 0) {
    throw new RangeError(`${caller}: rows of counts must have the same length; received ${width} and, in counts[${uneven}], ${rows[uneven]!.length}`);
  }
  const table = contingencyTable(rows);
  checkCount(caller, "the total of counts", table.total);
  if (table.total > 0) return table;
  throw new TrialwiseError({ code: "empty-table", message: `${caller}: every count is zero`, required: "a count above zero", observed: 0 });
}

/** Reads a table of two rows and two columns, which may be empty. */
export function readTwoByTwo(caller: string, name: string, counts: TwoByTwoCounts): TwoByTwoCounts {
  if (!Array.isArray(counts) || counts.length !== 2) throw new TypeError(`${caller}: ${name} must be a list of two rows; received ${show(counts)}`);
  const [first, second] = [readRow(caller, `${name}[0]`, counts[0]), readRow(caller, `${name}[1]`, counts[1])];
  const wide = [first, second].findIndex((row) => row.length !== 2);
  if (wide >= 0) throw new RangeError(`${caller}: ${name}[${wide}] must have two counts; received ${counts[wide].length}`);
  checkCount(caller, `the total of ${name}`, total([...first, ...second]));
  return [
    [first[0]!, first[1]!],
    [second[0]!, second[1]!],
  ];
}

/** A table whose counts are known to be whole and not negative. */
export function contingencyTable(counts: Counts): ContingencyTable {
  const rowTotals = counts.map(total);
  return { counts, rowTotals, columnTotals: counts[0]!.map((_, column) => total(counts.map((row) => row[column]!))), total: total(rowTotals) };
}

/** Counts expected if rows and columns were independent. */
export function expectedCounts({ rowTotals, columnTotals, total }: ContingencyTable): number[][] {
  return rowTotals.map((row) => columnTotals.map((column) => (row * column) / total));
}

export function smallestOf(table: Counts): number {
  return table.reduce((smallest, row) => row.reduce((least, value) => Math.min(least, value), smallest), Infinity);
}

function readRow(caller: string, name: string, row: readonly number[]): number[] {
  if (!Array.isArray(row) || row.length < 2) {
    throw new TypeError(`${caller}: ${name} must be a list of at least two counts; received ${show(row)}`);
  }
  return Array.from(row, (count: number, column) => {
    checkCount(caller, `${name}[${column}]`, count);
    return count === 0 ? 0 : count;
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
