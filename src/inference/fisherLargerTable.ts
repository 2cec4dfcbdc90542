import { exp } from "../numeric/elementary/exp.ts";
import { log1p } from "../numeric/elementary/log1p.ts";
import { logFactorial } from "../numeric/logGamma.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ContingencyTable } from "./contingencyTable.ts";
import { likelihoodTolerance } from "./likelihoodTolerance.ts";

/**
 * The p-value of Fisher's exact test for any table: the probability, given the margins, of all tables that are no more
 * likely than the observed one.
 *
 * The network of Mehta & Patel 1983 (https://doi.org/10.1080/01621459.1983.10477989): a stage for each column, a node for
 * each set of row totals that the columns left over must fill, and a path for each way to get there. A path is followed
 * only while the longest and the shortest way to the end disagree about its tables.
 */
export function fisherLargerTable(caller: string, { counts, rowTotals, columnTotals, total }: ContingencyTable): number {
  const [rows, columns] = rowTotals.length <= columnTotals.length ? [rowTotals, columnTotals] : [columnTotals, rowTotals];
  if (counts.flat().length > largestTable) throw tooMuchWork(caller, `at most ${largestTable} cells`, counts.flat().length);
  const network = createNetwork(caller, columns, total);
  const bound = network.lengthOf(counts.flat()) + log1p(likelihoodTolerance);
  let stage: Stage = new Map([[keyOf(rows), { rows, paths: new Map([[0, { length: 0, probability: 1 }]]) }]]);
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
      if (undecided.length > 0) network.visitSteps(rows, column, (step) => network.countWork(extend(next, undecided, step)));
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

/** The nodes that a column starts from, by what their rows have left. */
type Stage = Map<string, { readonly rows: readonly number[]; readonly paths: Map<number, Path> }>;

/** One way to fill a column. */
interface Step {
  readonly rowsLeft: readonly number[];
  readonly length: number;
  readonly probability: number;
}

interface Bounds {
  readonly longest: number;
  readonly shortest: number;
}

interface Network {
  /** Visits every way to fill a column from rows that have so much left. */
  readonly visitSteps: (rows: readonly number[], column: number, visit: (step: Step) => void) => void;
  /** Of the ways to fill this column and all that follow. */
  readonly bounds: (rows: readonly number[], column: number) => Bounds;
  /** Tables with the same margins differ in likelihood by their length alone: exp(length) is proportional to it. */
  readonly lengthOf: (counts: readonly number[]) => number;
  readonly countWork: (amount: number) => void;
}

/** A few seconds. */
const largestWork = 5e6;
/** The search goes as deep as the table has cells. */
const largestTable = 400;

function createNetwork(caller: string, columns: readonly number[], total: number): Network {
  let work = 0;
  const countWork = (amount: number) => {
    work += amount;
    if (work > largestWork) throw tooMuchWork(caller, `at most ${largestWork} steps`, `more than ${largestWork} steps`);
  };
  const small = Float64Array.from({ length: Math.min(total, 10_000) + 1 }, (_, n) => logFactorial(n));
  const lengthOf = (counts: readonly number[]) => {
    let length = 0;
    for (const count of counts) length -= small[count] ?? logFactorial(count);
    return length;
  };

  const visitSteps: Network["visitSteps"] = (rows, column, visit) => {
    const left = rows.reduce((sum, row) => sum + row, 0);
    const columnTotal = columns[column]!;
    const constant = lengthOf([left]) - lengthOf([columnTotal, left - columnTotal]) - lengthOf(rows);
    const counts = rows.map(() => 0);
    const fill = (row: number, toPlace: number, capacity: number) => {
      if (row === rows.length) {
        countWork(1);
        const rowsLeft = ascending(rows.map((total, index) => total - counts[index]!));
        const length = lengthOf(counts);
        visit({ rowsLeft, length, probability: exp(constant + length + lengthOf(rowsLeft)) });
        return;
      }
      const capacityBelow = capacity - rows[row]!;
      for (let count = Math.max(0, toPlace - capacityBelow); count <= Math.min(toPlace, rows[row]!); count++) {
        counts[row] = count;
        fill(row + 1, toPlace - count, capacityBelow);
      }
    };
    fill(0, columnTotal, left);
  };

  const known = columns.map(() => new Map<string, Bounds>());
  const bounds: Network["bounds"] = (rows, column) => {
    if (column === columns.length - 1) return { longest: lengthOf(rows), shortest: lengthOf(rows) };
    const key = keyOf(rows);
    const before = known[column]!.get(key);
    if (before !== undefined) return before;
    let [longest, shortest] = [-Infinity, Infinity];
    visitSteps(rows, column, ({ rowsLeft, length }) => {
      const rest = bounds(rowsLeft, column + 1);
      longest = Math.max(longest, length + rest.longest);
      shortest = Math.min(shortest, length + rest.shortest);
    });
    known[column]!.set(key, { longest, shortest });
    return { longest, shortest };
  };
  return { visitSteps, bounds, lengthOf, countWork };
}

function tooMuchWork(caller: string, required: string, observed: string | number): TrialwiseError {
  return new TrialwiseError({
    code: "too-much-work",
    message: `${caller}: too many tables have these margins to be enumerated; use Pearson's χ² test, or merge rows or columns`,
    required,
    observed,
  });
}

/** Takes every path one step further, and says how many there were. */
function extend(next: Stage, paths: readonly Path[], { rowsLeft, length, probability }: Step): number {
  const key = keyOf(rowsLeft);
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
  return paths.length;
}

/** Rows in any order have the same tables below them. */
function ascending(rows: number[]): number[] {
  return rows.sort((a, b) => a - b);
}

function keyOf(rows: readonly number[]): string {
  return rows.join();
}
