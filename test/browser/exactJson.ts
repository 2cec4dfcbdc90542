/** JSON that tells −0 from 0, and NaN and infinities from null. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "number" && (!Number.isFinite(part) || Object.is(part, -0)) ? `the number ${Object.is(part, -0) ? "-0" : String(part)}` : part)) ?? "undefined";
}
