/**
 * Plain data without the fields that are `undefined`: `{ date: row.date || undefined }` has no date. Anything but plain
 * objects and arrays is left as it is, for the schema to refuse; so that it can, text stands where a value contains itself or has no end, and null for bytes.
 */
export function withoutUndefined(value: unknown): unknown {
  return copyOf(value, new Set(), new Map());
}

/** `open` are the containers on the way down to this value; what stands in several places is copied once, else a few dozen lists of two are beyond counting. */
function copyOf(value: unknown, open: Set<unknown>, copies: Map<unknown, unknown>): unknown {
  if (ArrayBuffer.isView(value)) return null;
  if (!isPlain(value)) return value;
  if (open.has(value)) return "[itself]";
  if (open.size > 100) return "[nested too deeply]";
  if (copies.has(value)) return copies.get(value);
  open.add(value);
  const copy = Array.isArray(value) ? value.map((item) => copyOf(item, open, copies)) : fieldsOf(value, (field) => copyOf(field, open, copies));
  open.delete(value);
  copies.set(value, copy);
  return copy;
}

function fieldsOf(value: object, copyField: (field: unknown) => unknown): object {
  const present = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(present.map(([key, field]) => [key, copyField(field)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
