/**
 * Plain data without the fields that are `undefined`: `{ date: row.date || undefined }` has no date. Anything but plain
 * objects and arrays is left as it is, for the schema to refuse.
 */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const present = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(present.map(([key, field]) => [key, withoutUndefined(field)]));
}
