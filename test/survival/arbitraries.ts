import fc from "fast-check";

export interface Row {
  readonly time: number;
  readonly event: boolean;
  readonly group: number;
  readonly stratum: string;
  readonly x: number;
  readonly y: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  // Eighths are exact, so that scaling and shifting are too; few of them, so that there are ties.
  time: fc.integer({ min: 1, max: 40 }).map((eighths) => eighths / 8),
  event: fc.boolean(),
  group: fc.integer({ min: 0, max: 2 }),
  stratum: fc.constantFrom("a", "b"),
  x: fc.integer({ min: -8, max: 8 }),
  y: fc.integer({ min: -4, max: 4 }),
});

export const rows = fc.array(row, { minLength: 1, maxLength: 30 });
export const manyRows = fc.array(row, { minLength: 12, maxLength: 40 });

/** The same rows in another order. */
export const shuffled = (arbitrary: fc.Arbitrary<Row[]>) =>
  arbitrary.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length })));

export const timesOf = (some: readonly Row[]) => ({ time: some.map(({ time }) => time), event: some.map(({ event }) => event) });
export const groupedOf = (some: readonly Row[]) => ({ ...timesOf(some), group: some.map(({ group }) => group), stratum: some.map(({ stratum }) => stratum) });
export const modelOf = (some: readonly Row[]) => ({
  ...timesOf(some),
  covariates: { x: some.map(({ x }) => x), y: some.map(({ y }) => y) },
  stratum: some.map(({ stratum }) => stratum),
});

/** Participants of whom some have a hazard that leaves nothing of the others' beside it, and who enter late, so that it leaves the risk set. */
export const delayedRows = fc.array(
  fc.record({ row, share: fc.double({ min: 0, max: 0.99, noNaN: true }), outlier: fc.constantFrom(1, 1, 1, 1, 10, 100, 1000) }).map(({ row: one, share, outlier }) => ({
    ...one,
    entry: Math.floor(8 * one.time * share) / 8,
    x: one.x * outlier,
  })),
  { minLength: 12, maxLength: 40 },
);
