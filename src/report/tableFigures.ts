import { decimalText } from "../numeric/decimalText.ts";
import { pValueText } from "../numeric/pValueText.ts";
import { show } from "../result/show.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import { checkDecimals } from "./checkDecimals.ts";
import type { TableText } from "./Table.ts";
import type { TableNotes } from "./tableNotes.ts";

/** Digits after the decimal point: the same in every row, or by the label of the row. */
export type TableDecimals = number | ((label: string) => number);

/** What stands for the `null` fields of a result. */
type ReasonsByPath = { readonly [path: string]: Reason | undefined } | undefined;

/** Writes the figures of one result; a `null` is a dash whose footnote says why. */
export interface FigureWriter {
  readonly number: (value: number | null, path: string, decimals: number) => TableText;
  /** `2.50 (1.20)`; the path is that of the second figure. */
  readonly pair: (first: Figure, second: Figure, decimals: number) => TableText;
  /** `-2.50 (-3.90 to -1.10)` */
  readonly withInterval: (estimate: Figure, interval: Interval, path: string, decimals: number) => TableText;
  /** `49.0 to 60.0` */
  readonly range: (lower: Figure, upper: Figure, decimals: number) => TableText;
  readonly pValue: (value: number | null, path: string) => TableText;
}

interface Figure {
  readonly value: number | null;
  readonly path: string;
}

/** `powerOfTen`: by how many places the point of every number but a p-value moves, such as 2 for percentage points. */
export function figureWriter(notes: TableNotes, reasons: ReasonsByPath, powerOfTen = 0): FigureWriter {
  const text = (value: number | null, decimals: number): string => (value === null ? "–" : decimalText(shifted(value, powerOfTen), decimals));
  const why = (figures: readonly Figure[]): (Reason | undefined)[] => figures.flatMap(({ value, path }) => (value === null ? [reasons?.[path]] : []));
  return {
    number: (value, path, decimals) => (value === null ? notes.missing(reasons?.[path]) : text(value, decimals)),
    pair(first, second, decimals) {
      if (first.value === null) return notes.missing(reasons?.[first.path]);
      return notes.explained(`${text(first.value, decimals)} (${text(second.value, decimals)})`, why([second]));
    },
    withInterval(estimate, interval, path, decimals) {
      if (estimate.value === null) return notes.missing(reasons?.[estimate.path]);
      const limits = [{ value: interval.lower, path: `${path}.lower` }, { value: interval.upper, path: `${path}.upper` }] as const;
      const written = limits.map(({ value }) => text(value, decimals)).join(" to ");
      return notes.explained(`${text(estimate.value, decimals)} (${written})`, why(limits));
    },
    range(lower, upper, decimals) {
      if (lower.value === null) return notes.missing(reasons?.[lower.path]);
      return notes.explained(`${text(lower.value, decimals)} to ${text(upper.value, decimals)}`, why([upper]));
    },
    pValue: (value, path) => (value === null ? notes.missing(reasons?.[path]) : pValueText(value, 3, "unrounded")),
  };
}

/**
 * Moves the point of what a reader sees: 100 × 0.575 is 57.49999999999999 in floating point, and 23/80 − 8/80 is not 0.1875. What a
 * subtraction of proportions loses lies far beyond their 13th decimal.
 */
function shifted(value: number, places: number): number {
  if (places === 0) return value;
  const [mantissa, exponent] = Number(value.toFixed(13)).toExponential().split("e");
  return Number(`${mantissa}e${Number(exponent) + places}`);
}

/** `12 (37.5)`; in an arm of nobody, the count and a dash. */
export function countText(notes: TableNotes, events: number, n: number, decimals: number): TableText {
  return n === 0 ? notes.explained(`${events} (–)`, ["zero-denominator"]) : `${events} (${decimalText((100 * events) / n, decimals)})`;
}

/** `1 event`, `3 events` */
export function eventsText(count: number): string {
  return `${count} ${count === 1 ? "event" : "events"}`;
}

/** `MSC (N = 32)` */
export function armHeading(label: string, n: number): string {
  return `${label} (N = ${n})`;
}

/** `95%` */
export function levelText(level: number): string {
  return `${Number((100 * level).toPrecision(12))}%`;
}

export function decimalsFor(caller: string, label: string, decimals: TableDecimals): number {
  const digits = typeof decimals === "function" ? decimals(label) : decimals;
  checkDecimals(caller, digits);
  return digits;
}

/** The one level of some intervals: a table has it in its heading. */
export function commonLevel(caller: string, levels: readonly number[]): number {
  const [first = 0.95, ...others] = levels;
  const other = others.find((level) => level !== first);
  if (other === undefined) return first;
  throw new RangeError(`${caller}: all intervals of a table must have one level; received ${show(first)} and ${show(other)}`);
}
