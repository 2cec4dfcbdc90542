import { decimalText } from "./decimalText.ts";

/**
 * When a p-value is printed as a bound (`<0.001` for three decimals).
 *
 * - `unrounded`: when the p-value itself is below it; 0.0009 prints `<0.001`.
 * - `paper`: only when it would otherwise print as zero; 0.0009 prints `0.001`, as many journals' tables do.
 */
export type PValueStyle = "unrounded" | "paper";

export const pValueStyles: readonly PValueStyle[] = ["unrounded", "paper"];

/** A p-value with a fixed number of decimals, or the bound that stands for a smaller one. */
export function pValueText(pValue: number, decimals: number, style: PValueStyle): string {
  const rounded = decimalText(pValue, decimals);
  const smallest = Number(`1e-${decimals}`);
  const asBound = style === "unrounded" ? pValue < smallest : Number(rounded) === 0;
  return asBound ? `<${decimalText(smallest, decimals)}` : rounded;
}
