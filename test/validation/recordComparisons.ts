import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, expect } from "vitest";
import { repositoryRoot } from "../architecture/repository.ts";
import { comparisonsFolder, type TestComparisons } from "./Comparisons.ts";

// A setup file: the matchers that bound an error also note it, test by test. What they accept does not change.

const tests: TestComparisons[] = [];
let errors: { readonly error: number; readonly tolerance: number }[] = [];

/** A bound this small bounds an error; a larger one is some other claim about a number. */
const largestTolerance = 1e-2;

function noteBound(error: unknown, tolerance: number, isNot: boolean): void {
  if (!isNot && typeof error === "number" && tolerance > 0 && tolerance <= largestTolerance) errors.push({ error: Math.abs(error), tolerance });
}

expect.extend({
  toBeLessThan(received: number, bound: number) {
    noteBound(received, bound, this.isNot);
    return { pass: received < bound, message: () => `expected ${received} to be less than ${bound}` };
  },
  toBeLessThanOrEqual(received: number, bound: number) {
    noteBound(received, bound, this.isNot);
    return { pass: received <= bound, message: () => `expected ${received} to be less than or equal to ${bound}` };
  },
  toBeCloseTo(received: number, expected: number, digits = 2) {
    const [error, tolerance] = [Math.abs(received - expected), 10 ** -digits / 2];
    noteBound(error, tolerance, this.isNot);
    return { pass: received === expected || error < tolerance, message: () => `expected ${received} to be close to ${expected} to ${digits} decimals` };
  },
});

afterEach(({ task }) => {
  const file = task.file.filepath.slice(repositoryRoot.length);
  tests.push({ file, test: task.name, errors });
  errors = [];
});

afterAll(() => {
  mkdirSync(comparisonsFolder, { recursive: true });
  const name = (tests[0]?.file ?? "none").replaceAll(/\W/g, "-");
  writeFileSync(`${comparisonsFolder}/${name}.json`, JSON.stringify(tests));
});
