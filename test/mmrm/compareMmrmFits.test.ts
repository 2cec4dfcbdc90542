import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FitMmrmOptions } from "trialwise/mmrm";
import { compareMmrmFits, fitMmrm } from "trialwise/mmrm";
import { deepFreeze } from "../deepFreeze.ts";
import { columnsOf, groupedInputOf, inputOf, referenceCase } from "./referenceCases.ts";

interface Comparison {
  readonly restricted: string;
  readonly full: string;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

const { comparisons } = JSON.parse(readFileSync(new URL("../reference/mmrm/compareMmrmFits.json", import.meta.url), "utf8")) as { readonly comparisons: readonly Comparison[] };

function fitOf(name: string, options: FitMmrmOptions<number> = {}) {
  const one = referenceCase(name);
  const settings = { estimator: one.reml ? "reml" : "ml", covarianceStructure: one.structure, ...options } as const;
  return one.group === undefined ? fitMmrm(inputOf(one), settings) : fitMmrm(groupedInputOf(one), settings);
}

it("is the likelihood-ratio test of independence of two visits, worked by hand", () => {
  // r² = (28/3)² / (20/3 · 44/3) = 49/55, and the statistic −n log(1 − r²) with n = 4.
  const input = { response: [10, 12, 14, 16, 12, 16, 20, 20], fixed: { before: [1, 1, 1, 1, 0, 0, 0, 0], after: [0, 0, 0, 0, 1, 1, 1, 1] }, visit: [1, 1, 1, 1, 2, 2, 2, 2], participant: [1, 2, 3, 4, 1, 2, 3, 4] };
  const test = compareMmrmFits({ restricted: fitMmrm(input, { covarianceStructure: "diagonal", estimator: "ml" }), full: fitMmrm(input, { estimator: "ml" }) });
  expect(test.statistic).toBeCloseTo(-4 * Math.log(6 / 55), 10);
  expect(test.degreesOfFreedom).toBe(1);
});

it.each(comparisons)("agrees with R: $restricted in $full", ({ restricted, full, statistic, degreesOfFreedom, pValue }) => {
  const fits = deepFreeze({ restricted: fitOf(restricted), full: fitOf(full) });
  const test = compareMmrmFits(fits);
  // A difference of log-likelihoods of some hundreds, each good to 1e-11 or so.
  expect(Math.abs(test.statistic - statistic)).toBeLessThan(1e-9);
  expect(test.degreesOfFreedom).toBe(degreesOfFreedom);
  expect(Math.abs(test.pValue / pValue - 1)).toBeLessThan(1e-9);
  expect(test.aic.full - test.aic.restricted).toBeCloseTo(2 * degreesOfFreedom - statistic, 8);
  expect(JSON.parse(JSON.stringify(test))).toStrictEqual(test);
});

describe("observations", () => {
  // A participant at two visits each; the response rises by participant.
  const rows = ["a", "b", "c", "d", "e", "f"].flatMap((participant, index) => [1, 2].map((visit) => ({ participant, visit, response: [4, 5, 7, 6, 9, 12, 3, 1, 8, 8, 5, 7][2 * index + visit - 1]!, arm: index % 2 })));
  type Row = (typeof rows)[number];
  const fitted = (ordered: readonly Row[], covarianceStructure: "diagonal" | "unstructured", grouped = false) => {
    const input = { response: ordered.map(({ response }) => response), fixed: { v1: ordered.map(({ visit }) => Number(visit === 1)), v2: ordered.map(({ visit }) => Number(visit === 2)) }, visit: ordered.map(({ visit }) => visit), participant: ordered.map(({ participant }) => participant) };
    return grouped ? fitMmrm({ ...input, group: ordered.map(({ arm }) => arm) }, { covarianceStructure }) : fitMmrm(input, { covarianceStructure });
  };
  const full = fitted(rows, "unstructured");

  it("may come in any order: those of a participant at a visit are compared", () => {
    const backwards = [...rows].reverse();
    const test = compareMmrmFits({ restricted: fitted(backwards, "diagonal"), full });
    expect(test.statistic).toBeCloseTo(compareMmrmFits({ restricted: fitted(rows, "diagonal"), full }).statistic, 10);
    expect(full.rows).toEqual({ participant: rows.map(({ participant }) => participant), visit: rows.map(({ visit }) => visit) });
    const grouped = fitted(backwards, "unstructured", true);
    expect(grouped.rows).toEqual({ participant: backwards.map(({ participant }) => participant), visit: backwards.map(({ visit }) => visit), group: backwards.map(({ arm }) => arm) });
    expect(compareMmrmFits({ restricted: full, full: grouped }).degreesOfFreedom).toBe(3);
  });

  it("are others where the same responses are of other participants, or participants of other groups", () => {
    const second = rows.filter(({ visit }) => visit === 2);
    // The second visits change owners: the responses, row by row, are the same.
    const swapped = rows.map((row) => (row.visit === 1 ? row : { ...row, participant: second[(second.indexOf(row) + 1) % second.length]!.participant }));
    expect(swapped.map(({ response }) => response)).toEqual(rows.map(({ response }) => response));
    expect(() => compareMmrmFits({ restricted: fitted(swapped, "diagonal"), full })).toThrow("compareMmrmFits: the fits must be to the same observations");
    const renamed = rows.map((row) => ({ ...row, participant: row.participant.toUpperCase() }));
    expect(() => compareMmrmFits({ restricted: fitted(renamed, "diagonal"), full })).toThrow(/same observations/);
    const regrouped = rows.map((row) => ({ ...row, arm: Number(row.participant > "c") }));
    expect(() => compareMmrmFits({ restricted: fitted(regrouped, "diagonal", true), full: fitted(rows, "unstructured", true) })).toThrow(/or for other groups/);
    expect(compareMmrmFits({ restricted: fitted([...rows].reverse(), "diagonal", true), full: fitted(rows, "unstructured", true) }).degreesOfFreedom).toBe(2);
  });
});

describe("refusals", () => {
  const compared = (restricted: ReturnType<typeof fitOf>, full: ReturnType<typeof fitOf>) => () => compareMmrmFits({ restricted, full });
  const ar1 = fitOf("gaps, ar1");

  it("refuses what is not nested", () => {
    expect(compared(fitOf("gaps, compound-symmetry"), ar1)).toThrow(/"compound-symmetry" is no special case of "ar1"/);
    expect(compared(fitOf("gaps, unstructured"), ar1)).toThrow(RangeError);
    expect(compared(ar1, ar1)).toThrow(/must have more parameters/);
    const grouped = fitMmrm({ ...inputOf(referenceCase("gaps, ar1")), group: columnsOf("gaps")["arm"]! }, { covarianceStructure: "ar1" });
    expect(compareMmrmFits({ restricted: ar1, full: grouped }).degreesOfFreedom).toBe(2);
    expect(compared(grouped, fitOf("gaps, unstructured"))).toThrow(/no special case of one for all/);
  });

  it("refuses other observations, estimators and fixed effects", () => {
    expect(compared(ar1, fitOf("gaps, unstructured", { estimator: "ml" }))).toThrow(/one estimator/);
    expect(compared(ar1, fitOf("gaps, unstructured", { informationCriteria: "sas" }))).toThrow(/one convention of informationCriteria; received "r" and "sas"/);
    expect(() => compareMmrmFits(Object.assign({ restricted: ar1, full: fitOf("gaps, unstructured") }, { test: "wald" }))).toThrow(/must not have "test"/);
    expect(compared(ar1, fitOf("complete, unstructured"))).toThrow(/same observations/);
    const { fixed, ...input } = inputOf(referenceCase("gaps, ar1"));
    const { v1: _, ...others } = fixed;
    const fewer = fitMmrm({ ...input, fixed: others }, { covarianceStructure: "ar1" });
    expect(compared(fewer, ar1)).toThrow(/must be by estimator "ml"/);
    expect(compared(ar1, fewer)).toThrow(/missing there: v1/);
    const likelihood = { covarianceStructure: "ar1", estimator: "ml" } as const;
    expect(compareMmrmFits({ restricted: fitMmrm({ ...input, fixed: others }, likelihood), full: fitMmrm({ ...input, fixed }, likelihood) }).degreesOfFreedom).toBe(1);
  });
});
