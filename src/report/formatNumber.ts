import { decimalText } from "../numeric/decimalText.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { checkDecimals } from "./checkDecimals.ts";

export interface FormatNumberOptions {
  /** Digits after the decimal point. */
  readonly decimals: number;
  /** `negative` (default): a sign only below zero. `always`: a plus too, as for differences; zero has no sign. */
  readonly sign?: "negative" | "always";
  /** What stands for `null`. Default "–". */
  readonly missing?: string;
}

/**
 * A number, or the `null` of something that could not be estimated, as text for a table. Rounds as {@link roundDecimal} does.
 *
 * @throws RangeError when the value is not finite or an option is out of range
 * @throws TypeError when the value is no number, or an option is misspelt
 *
 * @example
 * ```ts
 * import { formatNumber } from "trialwise";
 *
 * formatNumber(2.975, { decimals: 2 }); // => "2.98"
 * formatNumber(2.975, { decimals: 2, sign: "always" }); // => "+2.98"
 * formatNumber(null, { decimals: 2 }); // => "–"
 * ```
 */
export function formatNumber(value: number | null, options: FormatNumberOptions): string {
  checkOptionKeys("formatNumber", options, ["decimals", "sign", "missing"]);
  const { decimals, sign = "negative", missing = "–" } = options;
  checkDecimals("formatNumber", decimals);
  checkChoice("formatNumber", "sign", sign, ["negative", "always"]);
  if (value === null) return missing;
  checkFinite("formatNumber", "value", value);
  const text = decimalText(value, decimals);
  return sign === "always" && Number(text) > 0 ? `+${text}` : text;
}
