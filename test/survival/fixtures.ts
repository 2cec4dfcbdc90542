import { readFileSync } from "node:fs";

interface Fixture<Case> {
  readonly generator: { readonly script: string; readonly version: string; readonly seed: number };
  readonly cases: readonly Case[];
}

/** Reads what a script in test/reference/survival wrote. The type of its cases is what the script says. */
export function readFixture<Case>(name: string): Fixture<Case> {
  return JSON.parse(readFileSync(new URL(`../reference/survival/${name}.json`, import.meta.url), "utf8"));
}

/** Columns as the fixtures have them: what was not used is null. */
export interface FixtureTimes {
  readonly time: readonly number[];
  readonly event: readonly number[];
  readonly entry?: readonly number[] | null;
  readonly stratum?: readonly number[] | null;
}

/** The columns that are there, as the functions take them. */
export function columnsOf({ time, event, entry, stratum }: FixtureTimes) {
  return {
    time,
    event,
    ...(entry !== null && entry !== undefined && { entry }),
    ...(stratum !== null && stratum !== undefined && { stratum }),
  };
}

/** R's NA of a limit beyond what is known. */
export type Known = number | null;

/** Zero where both are at rounding error: a sum of differences that cancel has no digits. */
export function floored(value: number, floor: number): number {
  return Math.max(Math.abs(value), floor);
}
