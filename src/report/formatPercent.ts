import { decimalText } from "../numeric/decimalText.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { checkDecimals } from "./checkDecimals.ts";

export interface FormatPercentOptions {
  /** Digits after the decimal point. Default 0. */
  readonly decimals?: number;
  /** What follows the number: `""` for tables whose heading says percent. Default "%". */
  readonly symbol?: string;
  /** What stands for a percentage of nobody (`n` of 0). Default "–". */
  readonly missing?: string;
}

/**
 * A percentage from its counts, rounded half away from zero.
 *
 * It takes counts and not a proportion, since a proportion that was computed or rounded before moves the last digit:
 * `100 * (23 / 40)` is 57.49999999999999 in floating point.
 *
 * @throws RangeError when a count is not a whole number, or there are more events than participants
 * @throws TypeError when a count is missing or no number, or an option is misspelt
 *
 * @example
 * ```ts
 * import { formatPercent } from "trialwise";
 *
 * formatPercent({ events: 12, n: 32 }); // => "38%"
 * formatPercent({ events: 23, n: 40 }); // => "58%"
 * formatPercent({ events: 22, n: 27 }, { decimals: 1, symbol: "" }); // => "81.5"
 * ```
 */
export function formatPercent(counts: { readonly events: number; readonly n: number }, options: FormatPercentOptions = {}): string {
  checkOptionKeys("formatPercent", options, ["decimals", "symbol", "missing"]);
  checkParts("formatPercent", "the input", counts, ["events", "n"]);
  const { decimals = 0, symbol = "%", missing = "–" } = options;
  checkDecimals("formatPercent", decimals);
  checkCount("formatPercent", "events", counts.events);
  checkCount("formatPercent", "n", counts.n);
  if (counts.events > counts.n) {
    throw new RangeError(`formatPercent: events must be at most n; received ${show(counts.events)} of ${show(counts.n)}`);
  }
  return counts.n === 0 ? missing : decimalText((100 * counts.events) / counts.n, decimals) + symbol;
}
