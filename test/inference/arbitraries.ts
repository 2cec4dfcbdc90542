import fc from "fast-check";
import type { EventCount } from "trialwise/inference";

/** Values as trials have them: to three decimals, between −1000 and 1000. */
export const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000);

/** A sample with some spread. */
export const sample = fc.array(value, { minLength: 2, maxLength: 25 }).filter((values) => new Set(values).size > 1);

export const level = fc.integer({ min: 1, max: 999 }).map((thousandths) => thousandths / 1000);

export const alternative = fc.constantFrom("two-sided", "greater", "less");

export const eventCount: fc.Arbitrary<EventCount> = fc.integer({ min: 1, max: 60 }).chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

/** A table with these dimensions, nothing of which is empty. */
export const table = (rows: fc.Arbitrary<number>, columns: fc.Arbitrary<number>, largest: number) =>
  fc
    .tuple(rows, columns)
    .chain(([height, width]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: largest }), { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    )
    .filter((counts) => counts.every((row) => row.some((count) => count > 0)) && counts[0]!.every((_, j) => counts.some((row) => row[j]! > 0)));
