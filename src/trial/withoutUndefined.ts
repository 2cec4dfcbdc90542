/**
 * Plain data without the fields that are `undefined`: `{ date: row.date || undefined }` has no date. Anything but plain
 * objects and arrays is left as it is, for the schema to refuse; so that it can, text stands where a value contains itself or has no end.
 */
export function withoutUndefined(value: unknown, containers: readonly unknown[] = []): unknown {
  if (containers.includes(value)) return "[itself]";
  if (containers.length > 100) return "[nested too deeply]";
  const inside = [...containers, value];
  if (Array.isArray(value)) return value.map((item) => withoutUndefined(item, inside));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const present = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(present.map(([key, field]) => [key, withoutUndefined(field, inside)]));
}
