import { logFactorial } from "../numeric/logGamma.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ContingencyTable, Counts } from "./contingencyTable.ts";
import { likelihoodTolerance } from "./fisherTwoByTwo.ts";

/**
 * The p-value of Fisher's exact test for any table: the probability, given the margins, of all tables that are no more
 * likely than the observed one.
 *
 * The network of Mehta & Patel 1983 (https://doi.org/10.1080/01621459.1983.10477989): a stage for each column, a node for
 * each set of row totals that the columns left over must fill, and a path for each way to get there. A path is followed
 * only while the longest and the shortest way to the end disagree about its tables.
 */
export function fisherLargerTable(caller: string, { counts, rowTotals, columnTotals }: ContingencyTable): number {
  const [table, rows, columns] =
    rowTotals.length <= columnTotals.length ? [counts, rowTotals, columnTotals] : [transpose(counts), columnTotals, rowTotals];
  const network = createNetwork(caller, columns);
  const bound = logLikelihood(table.flat()) + Math.log1p(likelihoodTolerance);
  let stage: Stage = new Map([[keyOf(sorted(rows)), { rows: sorted(rows), paths: new Map([[0, { length: 0, probability: 1 }]]) }]]);
  let pValue = 0;
  for (let column = 0; column < columns.length; column++) {
    const next: Stage = new Map();
    for (const { rows, paths } of stage.values()) {
      const { longest, shortest } = network.bounds(rows, column);
      const undecided: Path[] = [];
      for (const path of paths.values()) {
        if (path.length + longest <= bound) pValue += path.probability;
        else if (path.length + shortest <= bound) undecided.push(path);
      }
      if (undecided.length > 0) extend(next, undecided, network.steps(rows, column), network.countWork);
    }
    stage = next;
  }
  return Math.min(1, pValue);
}

/** A way through the first columns, or several of equal length: its length is Σ −log x! of their counts. */
interface Path {
  readonly length: number;
  /** The probability of these columns given the margins. */
  probability: number;
}

type Stage = Map<string, { readonly rows: readonly number[]; readonly paths: Map<number, Path> }>;

/** One way to fill a column. */
interface Step {
  readonly key: string;
  readonly rowsLeft: readonly number[];
  readonly length: number;
  readonly probability: number;
}

interface Bounds {
  readonly longest: number;
  readonly shortest: number;
}

interface Network {
  readonly steps: (rows: readonly number[], column: number) => readonly Step[];
  readonly bounds: (rows: readonly number[], column: number) => Bounds;
  readonly countWork: (amount: number) => void;
}

/** About two seconds. */
const largestWork = 1e7;

function createNetwork(caller: string, columns: readonly number[]): Network {
  let work = 0;
  const countWork = (amount: number) => {(globalThis as any).W=((globalThis as any).W??0)+amount;
    work += amount;
    if (work <= largestWork) return;
    throw new TrialwiseError({
      code: "too-much-work",
      message: `${caller}: too many tables have these margins to be enumerated; use pearsonChiSquareTest, or merge rows or columns`,
      required: `at most ${largestWork} steps`,
      observed: `more than ${largestWork} steps`,
    });
  };
  const known = new Map<string, Bounds>();
  const steps = (rows: readonly number[], column: number) => stepsOf(rows, columns[column]!, countWork);
  const bounds = (rows: readonly number[], column: number): Bounds => {
    if (column === columns.length - 1) return { longest: logLikelihood(rows), shortest: logLikelihood(rows) };
    const key = `${column}:${keyOf(rows)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let [longest, shortest] = [-Infinity, Infinity];
    for (const { rowsLeft, length } of steps(rows, column)) {
      const rest = bounds(rowsLeft, column + 1);
      longest = Math.max(longest, length + rest.longest);
      shortest = Math.min(shortest, length + rest.shortest);
    }
    known.set(key, { longest, shortest });
    return { longest, shortest };
  };
  return { steps, bounds, countWork };
}

/** Every way to fill a column of this total from rows that have so much left. */
function stepsOf(rows: readonly number[], columnTotal: number, countWork: (amount: number) => void): Step[] {
  const total = rows.reduce((sum, row) => sum + row, 0);
  const constant = logFactorial(columnTotal) + logFactorial(total - columnTotal) - logFactorial(total) - logLikelihood(rows);
  const steps: Step[] = [];
  const column: number[] = [];
  const fill = (row: number, left: number, capacity: number) => {
    if (row === rows.length) {
      countWork(1);
      const rowsLeft = sorted(rows.map((total, index) => total - column[index]!));
      const length = logLikelihood(column);
      const probability = Math.exp(constant + length + logLikelihood(rowsLeft));
      steps.push({ key: keyOf(rowsLeft), rowsLeft, length, probability });
      return;
    }
    const capacityBelow = capacity - rows[row]!;
    for (let count = Math.max(0, left - capacityBelow); count <= Math.min(left, rows[row]!); count++) {
      column[row] = count;
      fill(row + 1, left - count, capacityBelow);
    }
  };
  fill(0, columnTotal, total);
  return steps;
}

function extend(next: Stage, paths: readonly Path[], steps: readonly Step[], countWork: (amount: number) => void): void {
  countWork(paths.length * steps.length);
  for (const { key, rowsLeft, length, probability } of steps) {
    const node = next.get(key) ?? { rows: rowsLeft, paths: new Map<number, Path>() };
    next.set(key, node);
    for (const path of paths) {
      const extended = { length: path.length + length, probability: path.probability * probability };
      // Lengths that differ by rounding alone are one path; the tolerance of the comparison is a hundred times wider.
      const lengthKey = Math.round(extended.length * 1e9);
      const same = node.paths.get(lengthKey);
      if (same === undefined) node.paths.set(lengthKey, extended);
      else same.probability += extended.probability;
    }
  }
}

/** Σ −log x!: tables with the same margins differ in likelihood by this alone. */
function logLikelihood(counts: readonly number[]): number {
  return -counts.reduce((sum, count) => sum + logFactorial(count), 0);
}

function transpose(counts: Counts): number[][] {
  return counts[0]!.map((_, column) => counts.map((row) => row[column]!));
}

/** Rows in any order have the same tables below them. */
function sorted(rows: readonly number[]): number[] {
  return rows.slice().sort((a, b) => a - b);
}

function keyOf(rows: readonly number[]): string {
  return rows.join();
}
