import * as z from "zod";

/** An object of entries by key. A key `__proto__` is refused, which a record of zod's own passes over without a word. */
export function entriesByKey<Entry>(entry: z.ZodType<Entry>): z.ZodType<Readonly<Record<string, Entry>>> {
  return z
    .custom<Record<string, unknown>>((value) => !Object.hasOwn(Object(value), "__proto__"), { error: 'no entry can be called "__proto__"' })
    .pipe(z.record(z.string(), entry).readonly());
}
