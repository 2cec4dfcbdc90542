import fc from "fast-check";
import { expect, it } from "vitest";
import type { VisitCovarianceStructure } from "trialwise/mmrm";
import { compareMmrmFits, fitMmrm } from "trialwise/mmrm";
import { naiveRepeatedAt } from "../naive/mmrm.ts";

/** Complete trials of three visits. */
const trials = fc.record({ participants: fc.integer({ min: 9, max: 12 }), seed: fc.integer({ min: 1, max: 1e9 }), level: fc.constantFrom(0, 2) }).map(({ participants, seed, level }) => {
  let state = seed;
  const uniform = () => (state = (1103515245 * state + 12345) % 2147483648) / 2147483648;
  const draw = () => uniform() + uniform() + uniform() - 1.5;
  const rows = Array.from({ length: participants }, (_, participant) => {
    const own = level * draw();
    return [1, 2, 3].map((visit) => ({ participant, visit, response: 10 - visit + own + draw() }));
  }).flat();
  const at = (number: number) => rows.map(({ visit }) => (visit === number ? 1 : 0));
  return { response: rows.map(({ response }) => response), fixed: { v1: at(1), v2: at(2), v3: at(3) }, visit: rows.map(({ visit }) => visit), participant: rows.map(({ participant }) => participant) };
});

const chains = fc.constantFrom<readonly [VisitCovarianceStructure, VisitCovarianceStructure, VisitCovarianceStructure]>(
  ["diagonal", "heterogeneous-ar1", "unstructured"],
  ["ar1", "toeplitz", "heterogeneous-toeplitz"],
  ["compound-symmetry", "heterogeneous-compound-symmetry", "unstructured"],
  ["ar1", "ante-dependence", "heterogeneous-ante-dependence"],
);

it("tests nested structures as dense matrices do", () => {
  fc.assert(
    fc.property(trials, chains, fc.constantFrom("reml" as const, "ml" as const), (input, [first, , last], estimator) => {
      const fits = { restricted: fitMmrm(input, { covarianceStructure: first, estimator }), full: fitMmrm(input, { covarianceStructure: last, estimator }) };
      const model = { ...input, fixed: Object.values(input.fixed) };
      const [restricted, full] = ([[fits.restricted, first], [fits.full, last]] as const).map(([fit, structure]) => naiveRepeatedAt(model, fit.visitCovariance.matrix, structure, estimator).logLikelihood);
      expect(Math.abs(compareMmrmFits(fits).statistic - 2 * (full! - restricted!))).toBeLessThan(1e-8);
    }),
    { numRuns: 12, seed: 1938 },
  );
});

it("steps between structures add up", () => {
  fc.assert(
    fc.property(trials, chains, (input, structures) => {
      const [first, second, third] = structures.map((covarianceStructure) => fitMmrm(input, { covarianceStructure }));
      const [lower, upper, whole] = [[first!, second!], [second!, third!], [first!, third!]].map(([restricted, full]) => compareMmrmFits({ restricted: restricted!, full: full! }));
      expect(lower!.statistic + upper!.statistic).toBeCloseTo(whole!.statistic, 8);
      expect(lower!.degreesOfFreedom + upper!.degreesOfFreedom).toBe(whole!.degreesOfFreedom);
      expect(() => compareMmrmFits({ restricted: third!, full: first! })).toThrow(RangeError);
    }),
    { numRuns: 40, seed: 1986 },
  );
});
