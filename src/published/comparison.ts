import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Derivation, PrintedQuantity, Recomputed } from "./Derivation.ts";
import type { InputRange } from "./InputRange.ts";
import { cornersOf } from "./InputRange.ts";
import type { PrintedComparison } from "./PublishedTable.ts";

/** What every comparison gives, whichever test it comes from. */
interface Comparison {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly pValue: number;
}

/** The figures of a comparison. Both limits are printed, so the interval is two-sided whatever the p-value's alternative. */
export function comparisonFigures(test: (alternative: Alternative) => Comparison, alternative: Alternative): Recomputed {
  const twoSided = test("two-sided");
  return {
    difference: twoSided.estimate,
    standardError: twoSided.standardError,
    "interval.lower": twoSided.interval.lower,
    "interval.upper": twoSided.interval.upper,
    pValue: (alternative === "two-sided" ? twoSided : test(alternative)).pValue,
  };
}

/** An estimate and its standard deviation or standard error. */
export type EstimateRange = readonly [estimate: InputRange, spread: InputRange];

/**
 * The box of a comparison, and where its figures take their extremes: at corners, since each rises or falls with each input,
 * except that a two-sided p-value is largest where the two estimates are equal.
 */
export function comparisonBox(treatment: EstimateRange, control: EstimateRange): Pick<Derivation, "box" | "extremes"> {
  const box = [...treatment, ...control];
  const from = Math.max(treatment[0].lower, control[0].lower);
  const meet = from <= Math.min(treatment[0].upper, control[0].upper);
  const common = { value: from, lower: from, upper: from };
  return { box, extremes: [...cornersOf(box), ...(meet ? cornersOf([common, treatment[1], common, control[1]]) : [])] };
}

export function printedComparison({ difference, standardError, interval, pValue }: PrintedComparison): readonly PrintedQuantity[] {
  return printedOnly([
    ["difference", difference],
    ["standardError", standardError],
    ["interval.lower", interval?.lower],
    ["interval.upper", interval?.upper],
    ["pValue", pValue],
  ]);
}

/** Leaves out what the table does not print. */
export function printedOnly(figures: readonly (readonly [PrintedQuantity["quantity"], string | undefined])[]): readonly PrintedQuantity[] {
  return figures.flatMap(([quantity, text]) => (text === undefined ? [] : [{ quantity, text }]));
}
