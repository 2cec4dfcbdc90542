/** Ends the sentence about text that is no number with what mends a decimal comma; nothing where there is none. */
export function decimalCommaHint(text: string): string {
  return /^[<>]?\s*[+-]?[\d.]*,\d+$/u.test(text) ? ". If its comma is a decimal one, write a point" : "";
}
