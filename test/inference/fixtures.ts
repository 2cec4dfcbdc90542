import { readFileSync } from "node:fs";

export interface Fixture<Case> {
  readonly generator: { readonly script: string; readonly version: string; readonly seed: number | string };
  readonly cases: readonly Case[];
}

/** Reads what a script in test/reference/inference wrote. The type of its cases is what the script says. */
export function readFixture<Case>(name: string): Fixture<Case> {
  return JSON.parse(readFileSync(new URL(`../reference/inference/${name}.json`, import.meta.url), "utf8"));
}

/** Two-sided, greater, less: as the fixtures and the options write them. */
export type FixtureAlternative = "two-sided" | "greater" | "less";
