import { readFileSync } from "node:fs";
import { expect } from "vitest";

export interface ModelCase {
  readonly kind: "plain" | "empty" | "collinear";
  readonly terms: readonly (readonly string[])[];
  readonly levels: Readonly<Record<string, readonly string[]>>;
  readonly references: Readonly<Record<string, string>>;
  /** Factors as texts of one letter for each observation. */
  readonly data: Readonly<Record<string, string | readonly number[]>>;
}

/** A case as `fitLinearModel` takes it. */
export function inputOf({ terms, levels, references, data, kind }: ModelCase) {
  const { y, ...variables } = data;
  return {
    response: y as readonly number[],
    terms,
    data: Object.fromEntries(Object.entries(variables).map(([name, column]) => [name, typeof column === "string" ? column.split("") : column])),
    factors: Object.fromEntries(Object.entries(levels).map(([name, all]) => [name, { levels: all, reference: references[name]! }])),
    ...(kind !== "plain" && { aliased: "leave-out" as const }),
  };
}

export function readCases<Case>(name: string): readonly Case[] {
  return (JSON.parse(readFileSync(new URL(`../reference/model/${name}.json`, import.meta.url), "utf8")) as { readonly cases: readonly Case[] }).cases;
}

/** Relative to the expected value, or to `scale` where that is larger. */
export function expectClose(received: number | null | undefined, expected: number, tolerance: number, scale = 0, message?: string): void {
  const error = received === expected ? 0 : Math.abs(received! - expected) / Math.max(Math.abs(expected), scale);
  expect(error, message).toBeLessThanOrEqual(tolerance);
}
