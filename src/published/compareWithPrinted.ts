import { decimalText } from "../numeric/decimalText.ts";
import type { PValueStyle } from "../numeric/pValueText.ts";
import { pValueText } from "../numeric/pValueText.ts";
import type { Quantity } from "./Derivation.ts";
import type { Envelope } from "./envelope.ts";
import type { PrintedFigure } from "./readPrinted.ts";

/**
 * How a recomputed figure agrees with the printed one.
 *
 * - `at-printed-inputs`: recomputed from the inputs as printed, it prints as the figure does.
 * - `within-input-rounding`: not so, but some inputs that round to those printed give a value that does.
 * - `none`: no such inputs do.
 */
export type Agreement = "at-printed-inputs" | "within-input-rounding" | "none";

export function agreementOf(value: number, { lower, upper }: Envelope, printed: PrintedFigure, pValueStyle: PValueStyle): Agreement {
  if (printed.bound === undefined) {
    // Rounding keeps the order, so the figures that can be printed are all those between the rounded ends of the envelope.
    const rounded = (figure: number): number => Number(decimalText(withoutDust(figure), printed.decimals));
    if (rounded(value) === printed.value) return "at-printed-inputs";
    return rounded(lower) <= printed.value && printed.value <= rounded(upper) ? "within-input-rounding" : "none";
  }
  if (meetsBound(value, printed, pValueStyle)) return "at-printed-inputs";
  return meetsBound(lower, printed, pValueStyle) || meetsBound(upper, printed, pValueStyle) ? "within-input-rounding" : "none";
}

/** The value of an envelope that is nearest to a printed figure outside it. */
export function nearestTo({ value, bound }: PrintedFigure, { lower, upper }: Envelope): number {
  if (bound === undefined) return value > upper ? upper : lower;
  return bound === "<" || bound === "≤" ? lower : upper;
}

/** The recomputed figure in the form of the printed one. */
export function printedLike(value: number, quantity: Quantity, { decimals }: PrintedFigure, pValueStyle: PValueStyle): string {
  const figure = withoutDust(value);
  return quantity === "pValue" && decimals > 0 ? pValueText(figure, decimals, pValueStyle) : decimalText(figure, decimals);
}

function meetsBound(figure: number, { bound, value, decimals }: PrintedFigure, pValueStyle: PValueStyle): boolean {
  const smallestPrintable = value === Number(`1e-${decimals}`);
  switch (bound) {
    case "<":
      return pValueStyle === "paper" && smallestPrintable ? Number(decimalText(figure, decimals)) === 0 : figure < value;
    case "≤":
      return figure <= value;
    case ">":
      return figure > value;
    default:
      return figure >= value;
  }
}

/** Subtraction leaves dust in the last digits (0.35 − 0.1 is 0.24999999999999997), which must not decide how a tie is rounded. */
function withoutDust(figure: number): number {
  return Number(figure.toPrecision(12));
}
