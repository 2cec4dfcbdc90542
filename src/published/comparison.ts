import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { PrintedQuantity, Recomputed } from "./Derivation.ts";
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

/**
 * Where the figures of a comparison take their extremes: at corners of the box, since each rises or falls with each input,
 * except that a two-sided p-value is largest where the two estimates are equal.
 *
 * @param box treatment's estimate and its spread, then control's
 */
export function comparisonExtremes(box: readonly InputRange[]): readonly (readonly number[])[] {
  const [treatment, treatmentSpread, control, controlSpread] = box as readonly [InputRange, InputRange, InputRange, InputRange];
  const from = Math.max(treatment.lower, control.lower);
  const common = { value: from, lower: from, upper: from };
  const meet = from <= Math.min(treatment.upper, control.upper);
  return [...cornersOf(box), ...(meet ? cornersOf([common, treatmentSpread, common, controlSpread]) : [])];
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
