import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import type { PrintedRounding } from "./wholeNumbers.ts";
import { checkRounding, multiplesPrintedAs, readDigits } from "./wholeNumbers.ts";

export interface RecoverCountsInput {
  /** As printed: `"56"`, `"33.3%"`. All are of one number of participants. */
  readonly percentages: readonly string[];
  /** Participants, if known, or the range in which their number lies, to at most 1 000 000. */
  readonly n: number | { readonly from: number; readonly to: number };
}

export interface RecoverCountsOptions {
  /** Default `"any"`. */
  readonly rounding?: PrintedRounding;
  /** Whether the percentages are of classes of which every participant is in one, so that counts add up to n. Default false. */
  readonly complete?: boolean;
}

export interface RecoverCountsResult {
  /** Every number of participants for which there are such counts, rising; empty where the percentages cannot be right. */
  readonly solutions: readonly {
    readonly n: number;
    /** For each percentage, in the order given, every count behind it. */
    readonly counts: readonly (readonly number[])[];
  }[];
  /** Whether there is one n and one count for each percentage. */
  readonly unique: boolean;
  readonly counts: { readonly percentages: number; readonly tried: number; readonly possible: number };
  readonly method: Method<"recover-counts", { readonly n: { readonly from: number; readonly to: number }; readonly rounding: PrintedRounding; readonly complete: boolean }>;
}

const caller = "recoverCounts";

/**
 * Every whole number of participants that a printed percentage can stand for, and every denominator where that is unknown.
 *
 * Use it to turn a published "31 % of 32" into counts for `compareProportions` or `fisherExactTest`, to find the denominator that a
 * paper leaves out, and to see percentages that no count gives. All solutions are returned, none is chosen: "33 %" of 100 to 200
 * participants is nearly every n. Several percentages of the same participants narrow it down, `complete` classes further still.
 * The arithmetic is in whole numbers, so that ties are exact.
 *
 * @throws RangeError, TypeError for a percentage that is no printed figure, above 100 or with a bound, more than 6 decimals,
 *   participants that are no whole number from 1 to 1 000 000, a reversed range or one with more than 10 000 000 counts, an unknown
 *   option
 *
 * Source: the arithmetic of Brown & Heathers 2017 (https://doi.org/10.1177/1948550616673876) for counts.
 *
 * @example Oh 2018 (https://doi.org/10.1002/ana.25302), Table 3: 31 % of 32 poor responders, and 82 % of 27, which no count gives
 * ```ts
 * import { recoverCounts } from "trialwise";
 *
 * recoverCounts({ percentages: ["31"], n: 32 }).solutions; // => [{ "n": 32, "counts": [[10]] }]
 * recoverCounts({ percentages: ["82"], n: 27 }).solutions; // => []
 * recoverCounts({ percentages: ["42.9", "57.1"], n: { from: 2, to: 20 } }, { complete: true }).solutions.map(({ n }) => n); // => [7, 14]
 * ```
 */
export function recoverCounts(input: RecoverCountsInput, options: RecoverCountsOptions = {}): RecoverCountsResult {
  checkOptionKeys(caller, options, ["rounding", "complete"]);
  const { rounding = "any", complete = false } = options;
  checkRounding(caller, rounding);
  if (typeof complete !== "boolean") throw new TypeError(`${caller}: complete must be true or false; received ${show(complete)}`);
  checkFields(caller, "the input", input, ["percentages", "n"]);
  const range = readRange(input.n);
  const percentages = readPercentages(input.percentages);
  const solutions: { readonly n: number; readonly counts: readonly (readonly number[])[] }[] = [];
  let listed = 0;
  for (let n = range.from; n <= range.to; n++) {
    const possible = percentages.map((percentage) => multiplesPrintedAs(percentage, n, 100, rounding).filter((count) => count <= n));
    const counts = complete ? addingUpTo(n, possible) : possible;
    if (counts.some((each) => each.length === 0)) continue;
    solutions.push({ n, counts });
    listed += counts.reduce((total, each) => total + each.length, 0);
    if (listed > 1e7) throw new RangeError(`${caller}: n must be a range with fewer solutions: up to ${n} participants there are more than 10000000 counts`);
  }
  return {
    solutions,
    unique: solutions.length === 1 && solutions[0]!.counts.every((each) => each.length === 1),
    counts: { percentages: percentages.length, tried: range.to - range.from + 1, possible: solutions.length },
    method: { name: "recover-counts", options: { n: range, rounding, complete }, reference: "Brown & Heathers 2017, doi:10.1177/1948550616673876" },
  };
}

/** Of the counts for each class, those that some choice of the others completes to n. Counts have no gaps, so neither have their sums. */
function addingUpTo(n: number, possible: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const ends = possible.map((counts) => ({ least: counts[0] ?? Infinity, most: counts.at(-1) ?? -Infinity }));
  return possible.map((counts, index) => {
    const others = ends.filter((_, other) => other !== index);
    const [least, most] = [others.reduce((total, end) => total + end.least, 0), others.reduce((total, end) => total + end.most, 0)];
    return counts.filter((count) => least <= n - count && n - count <= most);
  });
}

function readPercentages(percentages: readonly string[]) {
  if (!Array.isArray(percentages) || percentages.length === 0) throw new TypeError(`${caller}: percentages must be a list of printed percentages; received ${show(percentages)}`);
  return Array.from(percentages, (text: string, index) => {
    const name = `percentages[${index}]`;
    const printed = readDigits(caller, name, text);
    if (printed.digits <= Number(`1e${printed.decimals + 2}`)) return printed;
    throw new RangeError(`${caller}: ${name} must be at most 100; received ${show(text)}`);
  });
}

function readRange(n: RecoverCountsInput["n"]): { readonly from: number; readonly to: number } {
  const { from, to } = typeof n === "number" ? { from: n, to: n } : n;
  checkCount(caller, typeof n === "number" ? "n" : "n.from", from, 1);
  checkCount(caller, typeof n === "number" ? "n" : "n.to", to, 1);
  if (to > 1e6) throw new RangeError(`${caller}: n must be at most 1000000; received ${show(to)}`);
  if (to < from) throw new RangeError(`${caller}: n.to must not be below n.from, which is ${from}; received ${show(to)}`);
  return { from, to };
}
