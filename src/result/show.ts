/** A received value as short text for a message: strings quoted, long ones cut, anything else as JavaScript prints it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  if (Object.is(value, -0)) return "-0";
  return String(value);
}
