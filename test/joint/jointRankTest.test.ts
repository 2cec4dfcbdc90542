import { describe, expect, it } from "vitest";
import { jointRankTest } from "trialwise/joint";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf, expectPlain } from "../inference/robustness.ts";
import { type NaivePerson, naiveJointRanks, naivePermutationPValues } from "../naive/joint.ts";
import { cases, groupsOf, type PairsCase } from "./fixtures.ts";

const alternatives = ["two-sided", "greater", "less"] as const;

const six = {
  treatment: { time: [6, 6, 5], event: [false, false, true], improvement: [[-1, 0, -4], [-2, -1, null]] },
  control: { time: [6, 4, 2], event: [false, false, true], improvement: [[-3, -1, null], [-5, null, null]] },
};

const people = ({ treated, time, event, visits }: PairsCase): NaivePerson[] =>
  time.map((_, index) => ({ isTreated: index < treated, time: time[index]!, died: event[index] === 1, visits: visits.map((column) => column[index]!) }));

describe("jointRankTest", () => {
  it("scores the fifteen pairs of six participants as by hand", () => {
    /*
     * Treatment: A (-1, then -2), B (0, -1), C (-4, died at 5). Control: D (-3, -5), E (-1, left at 4), F (died at 2).
     * F loses to all. C loses to A, B and D, who were alive at 5, and to E in function at the first visit: E was not known alive at 5.
     * A and E are alike at the first visit, their last common one. B is better than A, D and E; A than D; E than D.
     */
    const result = jointRankTest(six, { horizon: 6 });
    expect(result.groups.treatment).toEqual({ n: 3, deaths: 1, withoutFunction: 0, meanRank: 12.5 / 3, scores: [2, 5, -3], ranks: [4.5, 6, 2] });
    expect(result.groups.control).toEqual({ n: 3, deaths: 1, withoutFunction: 1, meanRank: 8.5 / 3, scores: [-1, 2, -5], ranks: [3, 4.5, 1] });
    expect(result.pairs).toEqual({ total: 15, byDeath: 8, byFunction: 6, tied: 1 });
    expect(result.pairsBetween).toEqual({
      total: 9,
      treatmentBetter: { byDeath: 3, byFunction: 3 },
      controlBetter: { byDeath: 1, byFunction: 1 },
      tied: 1,
    });
    // Of the 20 ways to choose three of these ranks, ten have a sum 2 or more away from 10.5: those with 6, 7.5, 7.5, 8.5, 8.5 or their complements.
    expect(result.pValue).toBeCloseTo(0.5, 14);
    expect(result.pValueMethodUsed).toBe("exact");
    expect(result.estimate).toBeCloseTo(4 / 3, 14);
  });

  it("compares everyone at their own last visit where asked to", () => {
    // Last values: A −2, B −1, C −4, D −5, E −1, F none. E is now better than A, and equal to B.
    const { groups, pairs } = jointRankTest(six, { horizon: 6, dropout: "last-value" });
    expect(groups.treatment.scores).toEqual([1, 4, -3]);
    expect(groups.control.scores).toEqual([-1, 4, -5]);
    expect(pairs.tied).toBe(1);
  });

  it("takes deaths after the horizon for none, and events at one time for no first", () => {
    const group = (time: number, improvement: number) => ({ time: [time], event: [true], improvement: [[improvement]] });
    const verdict = (horizon: number, treatment: ReturnType<typeof group>, control: ReturnType<typeof group>) => jointRankTest({ treatment, control }, { horizon }).pairs;
    expect(verdict(6, group(7, -1), group(8, -2))).toMatchObject({ byDeath: 0, byFunction: 1 });
    expect(verdict(7, group(7, -1), group(8, -2))).toMatchObject({ byDeath: 1, byFunction: 0 });
    // A month of planned time, computed in another unit.
    expect(verdict(0.3, group(0.1 + 0.2, -1), group(8, -2))).toMatchObject({ byDeath: 1, byFunction: 0 });
    expect(verdict(6, group(0.1 + 0.2, -1), group(0.3, -2))).toMatchObject({ byDeath: 0, byFunction: 1 });
    // Alive on the day of the other's death is alive then.
    const alive = { time: [4], event: [false], improvement: [[-9]] };
    expect(jointRankTest({ treatment: alive, control: group(4, -1) }).pairsBetween.treatmentBetter).toEqual({ byDeath: 1, byFunction: 0 });
  });

  it("agrees with matrices of pairs in R, coin's exact tests, wilcox.test() and lm() on 240 random trials", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    let compared = 0;
    cases.forEach((each, at) => {
      const { joint, horizon, treated, lastValue, baseline, site } = each;
      const groups = groupsOf(each);
      if (joint.midranks === undefined || joint.sums === undefined) {
        expect(codeOf(() => jointRankTest(groups, { horizon }))).toBe("no-variance");
        return;
      }
      compared++;
      const result = jointRankTest(groups, { horizon });
      expect([...result.groups.treatment.scores, ...result.groups.control.scores]).toEqual(joint.scores);
      expect([...result.groups.treatment.ranks, ...result.groups.control.ranks]).toEqual(joint.ranks);
      const { treatmentBetter, controlBetter, tied } = result.pairsBetween;
      expect([result.pairs.byDeath, result.pairs.byFunction]).toEqual(joint.pairs);
      expect([treatmentBetter.byDeath, treatmentBetter.byFunction, controlBetter.byDeath, controlBetter.byFunction, tied]).toEqual(joint.between);
      if (lastValue.some((score) => score !== 0)) {
        const last = jointRankTest(groups, { horizon, dropout: "last-value" }).groups;
        expect([...last.treatment.scores, ...last.control.scores]).toEqual(lastValue);
      }
      for (const scores of ["midranks", "sums"] as const) {
        const expected = joint[scores]!;
        alternatives.forEach((alternative, place) => {
          const exact = jointRankTest(groups, { horizon, scores, alternative });
          const normal = jointRankTest(groups, { horizon, scores, alternative, pValueMethod: "normal" });
          worst.add(at, {
            exact: errorOf(exact.pValue, expected.exact[place]!),
            normal: errorOf(normal.pValue, expected.normal[place]!),
            statistic: errorOf(exact.statistic, expected.statistic[0], 1),
          });
        });
      }
      const { ancova } = joint;
      if (ancova === undefined || ancova === null) return;
      const part = (group: "treatment" | "control") => {
        const [from, to] = group === "treatment" ? [0, treated] : [treated, undefined];
        return { ...groups[group], covariates: { baseline: baseline.slice(from, to), site: site.slice(from, to) } };
      };
      const adjusted = jointRankTest({ treatment: part("treatment"), control: part("control") }, { horizon, test: "ancova" });
      const scale = ancova.standardError[0];
      worst.add(at, {
        ancovaEstimate: errorOf(adjusted.estimate, ancova.estimate[0], scale),
        ancovaError: errorOf(adjusted.standardError, scale),
        ancovaPValue: errorOf(adjusted.pValue, ancova.pValue[0]),
        ancovaDegreesOfFreedom: errorOf(adjusted.degreesOfFreedom, ancova.df[0]),
        ancovaLower: errorOf(adjusted.interval?.lower, ancova.interval[0], scale),
        ancovaUpper: errorOf(adjusted.interval?.upper, ancova.interval[1], scale),
      });
    });
    expect(compared).toBeGreaterThan(200);
    // Closed forms: what fourteen digits of R's numbers leave.
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that settles every pair by the words of the definition", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const naive = naiveJointRanks(people(each), each.horizon);
      if (naive.scores.every((score) => score === 0)) return;
      const result = jointRankTest(groupsOf(each), { horizon: each.horizon });
      expect([...result.groups.treatment.scores, ...result.groups.control.scores]).toEqual(naive.scores);
      expect([...result.groups.treatment.ranks, ...result.groups.control.ranks]).toEqual(naive.ranks);
      expect(result.pairs).toMatchObject({ byDeath: naive.byDeath, byFunction: naive.byFunction });
      if (each.time.length > 13) return;
      const expected = naivePermutationPValues(naive.ranks, each.treated);
      alternatives.forEach((alternative) => {
        const key = alternative === "two-sided" ? "twoSided" : alternative;
        worst.add(at, { [key]: errorOf(jointRankTest(groupsOf(each), { horizon: each.horizon, alternative }).pValue, expected[key]) });
      });
    });
    worst.expectBelow(1e-12);
  });

  it("draws divisions at random with a seed, near the exact p-value by its own error", () => {
    const input = groupsOf(cases.find(({ treated, time, joint }) => treated > 6 && time.length > 14 && (joint.midranks?.exact[0] ?? 0) > 0.1 && (joint.midranks?.exact[0] ?? 1) < 0.6)!);
    for (const scores of ["midranks", "sums"] as const) {
      for (const alternative of alternatives) {
        const expected = jointRankTest(input, { pValueMethod: "exact", scores, alternative }).pValue;
        const { pValue, monteCarloError } = jointRankTest(input, { pValueMethod: "monte-carlo", permutations: 4000, scores, alternative });
        expect(Math.abs(pValue - expected)).toBeLessThan(4 * Math.max(monteCarloError!, 0.005));
      }
    }
    const drawn = (seed: number) => jointRankTest(input, { pValueMethod: "monte-carlo", permutations: 500, seed });
    expect(drawn(7)).toEqual(drawn(7));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => drawn(seed).pValue)).size).toBeGreaterThan(1);
    // The order of rows is no part of the data, and with groups of unequal size neither is which of them is drawn.
    const turned = ({ time, event, improvement }: typeof input.treatment) => ({ time: [...time].reverse(), event: [...event].reverse(), improvement: improvement.map((column) => [...column].reverse()) });
    const reversed = { treatment: turned(input.treatment), control: turned(input.control) };
    expect(jointRankTest(reversed, { pValueMethod: "monte-carlo", permutations: 500, seed: 7 }).pValue).toBe(drawn(7).pValue);
    expect(jointRankTest({ treatment: input.control, control: input.treatment }, { pValueMethod: "monte-carlo", permutations: 500, seed: 7 }).pValue).toBe(drawn(7).pValue);
    // The observed division counts: where nothing drawn is as extreme, p is 1 in 20.
    const apart = { treatment: { ...plainGroup(20, 1) }, control: plainGroup(20, -1) };
    expect(jointRankTest(apart, { pValueMethod: "monte-carlo", permutations: 19 }).pValue).toBeCloseTo(1 / 20, 14);
  });

  it("goes over to the normal approximation above 100 participants", () => {
    expect(jointRankTest({ treatment: plainGroup(50, 1), control: plainGroup(50, -1) }).pValueMethodUsed).toBe("exact");
    expect(jointRankTest({ treatment: plainGroup(51, 1), control: plainGroup(50, -1) }).pValueMethodUsed).toBe("normal");
    expect(codeOf(() => jointRankTest({ treatment: plainGroup(400, 1), control: plainGroup(400, -1) }, { pValueMethod: "exact" }))).toBe("too-much-work");
  });

  it("is plain data, whatever the options", () => {
    expectPlain((input) => jointRankTest(input), six);
    expectPlain((input) => jointRankTest(input, { alternative: "greater", pValueMethod: "monte-carlo", permutations: 20, seed: -0 }), six);
    const withAge = { treatment: { ...six.treatment, covariates: { age: [50, 61, 47] } }, control: { ...six.control, covariates: { age: [66, 58, 40] } } };
    expectPlain((input) => jointRankTest(input, { test: "ancova", alternative: "less" }), withAge);
  });

  it("refuses what it cannot compare, and says why", () => {
    const alike = { time: [6, 6], event: [0, 0], improvement: [[0.1 + 0.2, 0.3]] };
    expect(codeOf(() => jointRankTest({ treatment: { time: [6], event: [0], improvement: [[0.3]] }, control: alike }))).toBe("no-variance");
    expect(codeOf(() => jointRankTest({ treatment: { time: [], event: [], improvement: [[]] }, control: six.control }))).toBe("too-few-values");
    expect(() => jointRankTest({ treatment: six.treatment, control: { ...six.control, improvement: [] } })).toThrow("jointRankTest: improvement must have as many visits in both groups; received 2 and 0");
    expect(() => jointRankTest({ ...six, control: { ...six.control, improvement: [[1, 2], [3, 4, 5]] } })).toThrow("jointRankTest: control.improvement[0] must have one entry for each of the 3 of time; received 2");
    expect(() => jointRankTest({ ...six, control: { ...six.control, improvement: [[NaN, 2, 3], [3, 4, 5]] } })).toThrow(RangeError);
    expect(() => jointRankTest({ ...six, control: { ...six.control, time: [-1, 2, 3] } })).toThrow("jointRankTest: control: time[0] must not be negative; received -1");
    expect(() => jointRankTest(six, { horizon: 0 })).toThrow("jointRankTest: horizon must be above 0; received 0");
    expect(() => jointRankTest(six, { permutations: 0 })).toThrow("jointRankTest: permutations must be a whole number of at least 1; received 0");
    expect(() => jointRankTest(six, { seed: 0.5 })).toThrow("jointRankTest: seed must be a whole number; received 0.5");
    const covariates = { age: [50, 61, 47] };
    const both = { treatment: { ...six.treatment, covariates }, control: { ...six.control, covariates } };
    expect(() => jointRankTest(both)).toThrow('jointRankTest: a permutation test has no covariates; received "age". Use test: "ancova"');
    expect(() => jointRankTest({ treatment: six.treatment, control: both.control })).toThrow('a permutation test has no covariates; received "age"');
    const untyped = (age: unknown) => () => Reflect.apply(jointRankTest, undefined, [{ ...both, control: { ...six.control, covariates: { age } } }, { test: "ancova" }]);
    expect(untyped([50, NaN, 61])).toThrow('jointRankTest: the covariate "age" at 4 must be a finite number; received NaN');
    expect(untyped(50)).toThrow('jointRankTest: the covariate "age" must be an array of numbers or of texts; received 50');
    expect(() => Reflect.apply(jointRankTest, undefined, [six, null])).toThrow("jointRankTest: options must be an object; received null");
    expect(() => jointRankTest({ ...both, control: six.control }, { test: "ancova" })).toThrow("jointRankTest: covariates must have the same names in both groups");
    expect(() => jointRankTest({ ...both, control: { ...six.control, covariates: { age: [1] } } }, { test: "ancova" })).toThrow('jointRankTest: the covariate "age" must have one entry for each of the 3 of time; received 1');
  });
});

function plainGroup(n: number, improvement: number) {
  return { time: Array.from({ length: n }, () => 6), event: Array.from({ length: n }, () => false), improvement: [Array.from({ length: n }, (_, index) => improvement + index / 1000)] };
}
