import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { formatNumber } from "./formatNumber.ts";

export interface FormatIntervalOptions {
  /** Digits after the decimal point. */
  readonly decimals: number;
  /** Between the limits. Default " to ", which stays readable between negative limits. */
  readonly separator?: string;
  /** What stands for a limit that does not exist or lies at infinity. Default "–". */
  readonly missing?: string;
}

/**
 * The limits of an interval as text. The level is not part of it: it belongs in a column heading or a footnote.
 *
 * @throws RangeError when a limit is not finite or an option is out of range
 * @throws TypeError when a limit is missing or no number, or an option is misspelt
 *
 * @example
 * ```ts
 * import { formatInterval } from "trialwise";
 *
 * formatInterval({ lower: -5.5736, upper: 4.5136, level: 0.95 }, { decimals: 2 }); // => "-5.57 to 4.51"
 * ```
 */
export function formatInterval(interval: Interval, options: FormatIntervalOptions): string {
  checkOptionKeys("formatInterval", options, ["decimals", "separator", "missing"]);
  checkParts("formatInterval", "the interval", interval, ["lower", "upper"]);
  const { decimals, separator = " to ", missing = "–" } = options;
  checkDecimals("formatInterval", decimals);
  if (interval.lower !== null) checkFinite("formatInterval", "lower", interval.lower);
  if (interval.upper !== null) checkFinite("formatInterval", "upper", interval.upper);
  return formatNumber(interval.lower, { decimals, missing }) + separator + formatNumber(interval.upper, { decimals, missing });
}
