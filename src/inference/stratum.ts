import { show } from "../result/show.ts";
import type { TwoByTwoCounts } from "./contingencyTable.ts";
import { readTwoByTwo } from "./contingencyTable.ts";

/** One 2 × 2 table [[a, b], [c, d]] of n participants. */
export interface Stratum {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly n: number;
}

/** Reads a list of 2 × 2 tables; a table may be empty. */
export function readStrata(caller: string, counts: readonly TwoByTwoCounts[]): Stratum[] {
  if (!Array.isArray(counts) || counts.length === 0) {
    throw new TypeError(`${caller}: counts must be a list of 2 × 2 tables; received ${show(counts)}`);
  }
  return Array.from(counts, (table: TwoByTwoCounts, index) => {
    const [[a, b], [c, d]] = readTwoByTwo(caller, `counts[${index}]`, table);
    return { a, b, c, d, n: a + b + c + d };
  });
}
