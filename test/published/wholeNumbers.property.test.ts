import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recoverCounts, recoverTotals } from "trialwise/published";
import type { PrintedRounding } from "trialwise/published";
import { naivePrinted } from "../naive/wholeNumbers.ts";

const rounding = fc.constantFrom<PrintedRounding>("any", "half-up", "half-even", "truncated");
const decimals = fc.integer({ min: 0, max: 3 });

describe("recoverCounts", () => {
  it("finds every count that was printed, and under `any` whatever rounding to the nearest finds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), decimals, rounding, (n, share, decimals, rounding) => {
        const count = Math.floor(share * n);
        for (const text of naivePrinted(100 * count, n, decimals, rounding)) {
          const found = recoverCounts({ percentages: [text], n }, { rounding }).solutions[0]!.counts[0]!;
          expect(found).toContain(count);
          if (rounding !== "truncated") expect(recoverCounts({ percentages: [text], n }).solutions[0]!.counts[0]).toEqual(expect.arrayContaining([...found]));
          // More decimals leave fewer counts, at most one when a count is more than a printed unit.
          if (100 / n > 10 ** -decimals && rounding !== "any") expect(found).toEqual([count]);
        }
      }),
    );
  });
});

describe("recoverTotals", () => {
  it("finds every total that was printed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 5000 }), decimals, rounding, (n, total, decimals, rounding) => {
        for (const mean of naivePrinted(total, n, decimals, rounding)) {
          const { totals, conclusive } = recoverTotals({ mean, n }, { rounding });
          expect(totals).toContain(total);
          expect(conclusive).toBe(n < 10 ** decimals);
          if (conclusive && rounding !== "any") expect(totals).toEqual([total]);
        }
      }),
    );
  });
});
