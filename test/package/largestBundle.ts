const kilobyte = 1024;

/** Calculators that hold many methods by their nature, with what each may cost and why. */
const exceptions = new Map([
  // Tries every test that a printed table may have used.
  ["auditTable", 13 * kilobyte],
]);

/** The most that an app may carry for one calculator, minified and gzipped. */
export function largestBundle(name: string): number {
  return exceptions.get(name) ?? 5 * kilobyte;
}
