import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { parsePrinted } from "./readPrinted.ts";

/**
 * How the printed figure was rounded.
 *
 * - `any`: either neighbour of a tie counts, since papers do not say
 * - `half-up`: ties away from zero
 * - `half-even`: ties to the even digit, as R and NumPy
 * - `truncated`: digits cut off
 */
export type PrintedRounding = "any" | "half-up" | "half-even" | "truncated";

export function checkRounding(caller: string, rounding: PrintedRounding): void {
  checkChoice(caller, "rounding", rounding, ["any", "half-up", "half-even", "truncated"]);
}

/** A printed figure that is not negative, as a whole number of its last digits. */
export interface PrintedDigits {
  readonly digits: number;
  readonly decimals: number;
}

/** Reads a figure whose last digits can be counted exactly in double precision, whatever whole number it is multiplied by later. */
export function readDigits(caller: string, name: string, text: string): PrintedDigits {
  const { value, decimals, bound } = parsePrinted(`${caller}: ${name}`, text);
  if (bound !== undefined) throw new RangeError(`${caller}: ${name} must be a number, not a bound; received ${show(text)}`);
  if (value < 0) throw new RangeError(`${caller}: ${name} must not be negative; received ${show(text)}`);
  const digits = Math.round(value * Number(`1e${decimals}`));
  if (decimals > 6 || digits > 1e9) throw new RangeError(`${caller}: ${name} must have at most 6 decimals and 9 digits; received ${show(text)}`);
  return { digits, decimals };
}

/** The whole numbers k with scale · k / n printed as the figure: `scale` is 100 for a percentage, a step for a mean. */
export function multiplesPrintedAs({ digits, decimals }: PrintedDigits, n: number, scale: number, rounding: PrintedRounding): number[] {
  const unit = Number(`1e${decimals}`);
  const from = Math.max(0, Math.floor(((digits - 1) * n) / (scale * unit)) - 1);
  const to = Math.ceil(((digits + 1) * n) / (scale * unit)) + 1;
  const found: number[] = [];
  for (let k = from; k <= to; k++) {
    // Twice the distance in last digits, times n: whole numbers, so that ties are exact.
    const twice = 2 * (k * scale * unit - digits * n);
    if (isPrinted(twice, n, digits, rounding)) found.push(k);
  }
  return found;
}

function isPrinted(twice: number, n: number, digits: number, rounding: PrintedRounding): boolean {
  if (rounding === "truncated") return twice >= 0 && twice < 2 * n;
  if (Math.abs(twice) !== n) return Math.abs(twice) < n;
  if (rounding === "any") return true;
  return rounding === "half-up" ? twice < 0 : digits % 2 === 0;
}
