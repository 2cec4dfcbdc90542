/** Decimal notation only: `0x10` and `1e400` are slips in a table of scores, not numbers. */
export function isNumeric(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text));
}
