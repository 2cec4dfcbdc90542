/**
 * One entry for each declared key, as {@link keysOf} lists them.
 *
 * The single place where a record is built key by key: TypeScript cannot see that a loop over all keys fills the record,
 * and a trial's keys were checked to be no names of an object's own machinery.
 */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  valueOf: (key: Key) => Value,
): { readonly [K in Key]: Value } {
  const entries: Partial<Record<Key, Value>> = {};
  for (const key of keys) entries[key] = valueOf(key);
  return entries as Record<Key, Value>;
}

/**
 * The keys of a family of a trial, in the order declared, with their literal types: what a loop over arms or visits needs.
 *
 * Keys that look like whole numbers (`"1"`) come first and ascending, as in every JavaScript object.
 *
 * @example
 * ```ts
 * import { keysOf } from "trialwise";
 *
 * keysOf({ msc: { label: "BM-MSC" }, control: { label: "Riluzole" } }); // => ["msc", "control"]
 * ```
 */
export function keysOf<Family extends object>(family: Family): Extract<keyof Family, string>[] {
  const keys: Extract<keyof Family, string>[] = [];
  for (const key in family) if (Object.hasOwn(family, key)) keys.push(key);
  return keys;
}
