import { decimalText } from "../numeric/decimalText.ts";
import { checkFinite } from "../result/checkOption.ts";
import { checkDecimals } from "./checkDecimals.ts";

/**
 * Rounds half away from zero in decimal arithmetic and returns the text to print.
 *
 * Use it for every printed figure: it rounds the number a reader sees. `1.005` is a double slightly below 1.005, so that
 * `toFixed(2)` prints 1.00; here it prints 1.01, and 2.5 and 3.5 print 3 and 4 (R's `round`, and any other half-even rule,
 * would print 2 and 4; SAS's `ROUND` rounds halves away from zero too). A result that rounds to zero carries no sign.
 *
 * Round once, at the end: a value that was rounded before is rounded twice.
 *
 * @param value any finite number
 * @param decimals digits after the decimal point, 0 to 100
 * @throws RangeError when the value is not finite or the number of decimals is not a whole number from 0 to 100
 *
 * @example
 * ```ts
 * import { roundDecimal } from "trialwise";
 *
 * roundDecimal(1.005, 2); // => "1.01"
 * roundDecimal(-2.5, 0); // => "-3"
 * roundDecimal(-0.004, 2); // => "0.00"
 * roundDecimal(1.5e-7, 7); // => "0.0000002"
 * ```
 */
export function roundDecimal(value: number, decimals: number): string {
  checkFinite("roundDecimal", "value", value);
  checkDecimals("roundDecimal", decimals);
  return decimalText(value, decimals);
}
