import { type PrintedFigure, parsePrinted } from "../published/readPrinted.ts";

/**
 * A posted figure as `auditTable` takes it, without the commas between thousands and without an equals sign before it
 * (`"1,234"`, `"=0.020"`); `undefined` where the text is not one figure. The registry is in English: a comma is no decimal point.
 */
export function printedFigure(text: string | undefined): PrintedFigure | undefined {
  // "NA" is common, and an error for each would be slow.
  if (text === undefined || !/\d/.test(text)) return undefined;
  const plain = text.trim().replace(/^=\s*/, "");
  const figure = /^[-−–+<≤>≥\s]*\d{1,3}(,\d{3})+(?!\d|,)/.test(plain) ? plain.replaceAll(",", "") : plain;
  try {
    return parsePrinted("readRegistryRecord", figure);
  } catch {
    return undefined;
  }
}

/** The number, where the text is one: no bound, and no percentage, which among counts would pass for one. */
export function exactNumber(text: string | undefined): number | undefined {
  const figure = printedFigure(text);
  return figure === undefined || figure.bound !== undefined || figure.text.includes("%") ? undefined : figure.value;
}

export function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
