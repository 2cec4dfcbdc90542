import { pValueStyles, pValueText } from "../numeric/pValueText.ts";
import type { PValueStyle } from "../numeric/pValueText.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { checkDecimals } from "./checkDecimals.ts";

export type { PValueStyle };

export interface FormatPValueOptions {
  /** Digits after the decimal point, at least 1. Default 3. */
  readonly decimals?: number;
  /** When a bound is printed instead of the number. Default `unrounded`. */
  readonly style?: PValueStyle;
  /** What stands for `null`. Default "–". */
  readonly missing?: string;
}

/**
 * A p-value as text: rounded half away from zero, or `<0.001` where it is smaller than three decimals can say.
 *
 * By default the unrounded p-value decides about the bound; the style `paper` prints the bound only where the number would
 * print as 0.000 (Oh et al. 2018, doi 10.1002/ana.25302, print 0.00068 as 0.001).
 *
 * @throws RangeError when the p-value is not between 0 and 1, or an option is out of range
 * @throws TypeError when the p-value is no number, or an option is misspelt
 *
 * @example
 * ```ts
 * import { formatPValue } from "trialwise";
 *
 * formatPValue(0.0178); // => "0.018"
 * formatPValue(0.00068); // => "<0.001"
 * formatPValue(0.00068, { style: "paper" }); // => "0.001"
 * formatPValue(0.00049, { style: "paper" }); // => "<0.001"
 * ```
 */
export function formatPValue(pValue: number | null, options: FormatPValueOptions = {}): string {
  checkOptionKeys("formatPValue", options, ["decimals", "style", "missing"]);
  const { decimals = 3, style = "unrounded", missing = "–" } = options;
  checkDecimals("formatPValue", decimals, 1);
  checkChoice("formatPValue", "style", style, pValueStyles);
  if (pValue === null) return missing;
  checkFinite("formatPValue", "the p-value", pValue);
  if (pValue < 0 || pValue > 1) throw new RangeError(`formatPValue: a p-value is between 0 and 1; received ${show(pValue)}`);
  return pValueText(pValue, decimals, style);
}
