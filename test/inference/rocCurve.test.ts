import { describe, expect, it } from "vitest";
import { compareRocCurves, rocCurve } from "trialwise/inference";
import { naiveArea, naiveCovariance, naivePartialArea, naivePoints } from "../naive/roc.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { type Fixture, readFixture } from "./fixtures.ts";
import { codeOf } from "./robustness.ts";
import { expectPlain } from "../survival/plain.ts";
import { normalUpperTail } from "../naive/inference.ts";

interface RocCase {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly positive: readonly number[];
  readonly higher: boolean;
  readonly area: readonly [number];
  readonly error: readonly [number] | null;
  readonly interval: readonly [number, number] | null;
  readonly other: readonly [number];
  readonly covariance: readonly [number] | null;
  readonly z: readonly [number] | null;
  readonly unpairedZ: readonly [number] | null;
  readonly range: readonly [number, number];
  readonly focus: "specificity" | "sensitivity";
  /** Plain, standardised. */
  readonly partial: readonly [number, number];
  /** Sensitivity, specificity, true positives, false positives, predictive values. */
  readonly points: readonly (readonly [number, number, number, number, number | null, number | null])[];
  readonly youden: readonly [number];
}

const { cases } = readFixture<RocCase>("roc");
const directionOf = ({ higher }: RocCase) => (higher ? "higher-is-positive" : "lower-is-positive");

/**
 * pROC's own example, aSAH: what pROC computes from the measured values, and mid-ranks in place of the values, which come with the
 * package under the GPL. Everything here depends on the order of the values alone.
 */
interface RankCase {
  readonly score: "ndka" | "s100b" | "wfns";
  readonly ranks: readonly number[];
  readonly area: readonly [number];
  readonly error: readonly [number];
  readonly interval: readonly [number, number];
  readonly interval90: readonly [number, number];
  readonly partial: readonly { readonly of: "specificity" | "sensitivity"; readonly from: number; readonly to: number; readonly area: readonly [number]; readonly standardised: readonly [number] }[];
  readonly youden: readonly [number];
  /** True and false positives. */
  readonly points: readonly (readonly [number, number])[];
}

interface PairOfRanks {
  readonly pair: readonly [string, string];
  readonly covariance: readonly [number];
  readonly z: readonly [number];
  readonly p: readonly [number];
  readonly interval: readonly [number, number];
}

const aneurysms = readFixture<RankCase>("rocRanks") as Fixture<RankCase> & { readonly positive: readonly (0 | 1)[]; readonly tests: readonly PairOfRanks[] };

/** Ratings of computed tomographic images, from definitely normal (1) to definitely abnormal (5): Hanley & McNeil 1982, table 1. */
const ratings = { normal: [33, 6, 6, 11, 2], abnormal: [3, 2, 2, 11, 33] };
const images = {
  score: [ratings.normal, ratings.abnormal].flatMap((counts) => counts.flatMap((count, rating) => Array.from({ length: count }, () => rating + 1))),
  positive: [...Array.from({ length: 58 }, () => false), ...Array.from({ length: 51 }, () => true)],
};

describe("rocCurve", () => {
  it("has the area that Hanley & McNeil 1982 count from the ratings of 109 images, with DeLong's error", () => {
    const { auc, counts, points, youden } = rocCurve(images, { direction: "higher-is-positive" });
    // Their table: W = 0.893. Pairs told right, ties as halves: of 58 × 51.
    const right = ratings.abnormal.reduce((total, ill, rating) => total + ill * (ratings.normal.slice(0, rating).reduce((all, well) => all + well, 0) + ratings.normal[rating]! / 2), 0);
    expect(auc.estimate).toBeCloseTo(right / (58 * 51), 14);
    expect(auc.estimate.toFixed(3)).toBe("0.893");
    // Stata's manual ([R] roctab) has these data with an error of 0.0307 and the interval 0.83295 to 0.95339.
    expect(auc.standardError!.toFixed(4)).toBe("0.0307");
    expect([auc.interval.lower!.toFixed(5), auc.interval.upper!.toFixed(5)]).toEqual(["0.83295", "0.95339"]);
    expect(counts).toEqual({ positive: 51, negative: 58 });
    // Called abnormal from rating 4 on: 44 of 51 rightly, 13 of 58 wrongly; from 3 on 46 and 19, from 2 on 48 and 25.
    expect(youden).toEqual({ index: (44 * 58 - 13 * 51) / (51 * 58), cutOff: 4, sensitivity: 44 / 51, specificity: 45 / 58, cutOffs: [4] });
    expect(points.find(({ cutOff }) => cutOff === 4)).toMatchObject({ truePositives: 44, falsePositives: 13, trueNegatives: 45, falseNegatives: 7, positivePredictiveValue: 44 / 57, negativePredictiveValue: 45 / 52 });
  });

  it("agrees with R's pROC on 240 random samples", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const [from, to] = each.range;
      const { auc, points, youden, partial } = rocCurve({ score: each.first, positive: each.positive }, { direction: directionOf(each), partial: { of: each.focus, from, to } });
      worst.add(at, {
        area: errorOf(auc.estimate, each.area[0], 1),
        error: errorOf(auc.standardError, each.error?.[0] ?? null),
        lower: errorOf(auc.interval.lower, each.interval?.[0] ?? null, 1),
        upper: errorOf(auc.interval.upper, each.interval?.[1] ?? null, 1),
        partial: errorOf(partial!.estimate, each.partial[0], 1),
        standardised: errorOf(partial!.standardised, each.partial[1], 1),
        youden: errorOf(youden.index, each.youden[0], 1),
      });
      expect(points.map(({ truePositives, falsePositives }) => [truePositives, falsePositives])).toEqual(each.points.map(([, , truePositives, falsePositives]) => [truePositives, falsePositives]));
      points.forEach((point, index) => {
        const [sensitivity, specificity, , , ppv, npv] = each.points[index]!;
        worst.add(at, { sensitivity: errorOf(point.sensitivity, sensitivity, 1), specificity: errorOf(point.specificity, specificity, 1), ppv: errorOf(point.positivePredictiveValue, ppv, 1), npv: errorOf(point.negativePredictiveValue, npv, 1) });
      });
    });
    // Closed forms; standardised partial areas of narrow ranges lose digits to the subtraction of the diagonal.
    worst.expectBelow(1e-10);
  });

  it("repeats pROC's example aSAH on ranks, which stand for the values: an area of 0.611957994579946 of ndka, with DeLong's interval", () => {
    const worst = new WorstErrors();
    const { positive } = aneurysms;
    for (const [at, { score, ranks, ...expected }] of aneurysms.cases.entries()) {
      const curveOf = (options: object = {}) => rocCurve({ score: ranks, positive }, { direction: "higher-is-positive", ...options });
      const { auc, points, youden } = curveOf();
      const narrow = curveOf({ level: 0.9 }).auc.interval;
      worst.add(at, {
        area: errorOf(auc.estimate, expected.area[0], 1),
        error: errorOf(auc.standardError, expected.error[0]),
        lower: errorOf(auc.interval.lower, expected.interval[0], 1),
        upper: errorOf(auc.interval.upper, expected.interval[1], 1),
        lower90: errorOf(narrow.lower, expected.interval90[0], 1),
        upper90: errorOf(narrow.upper, expected.interval90[1], 1),
        youden: errorOf(youden.index, expected.youden[0], 1),
      });
      expect(points.map(({ truePositives, falsePositives }) => [truePositives, falsePositives])).toEqual(expected.points);
      for (const { of, from, to, area, standardised } of expected.partial) {
        const { partial } = curveOf({ partial: { of, from, to } });
        worst.add(at, { partial: errorOf(partial!.estimate, area[0], 1), standardised: errorOf(partial!.standardised, standardised[0], 1) });
      }
      if (score === "ndka") expect(Math.abs(auc.estimate - 0.611957994579946)).toBeLessThan(1e-12);
      // Five grades of 113 people.
      if (score === "wfns") expect(points).toHaveLength(6);
    }
    expect(aneurysms.cases.map(({ score }) => score)).toEqual(["ndka", "s100b", "wfns"]);
    worst.expectBelow(1e-12);
  });

  it("agrees with a second implementation by pairs, the jackknife and thin strips", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const sign = each.higher ? 1 : -1;
      const turned = { score: each.first.map((value) => sign * value), positive: each.positive };
      const [from, to] = each.range;
      const { auc, points, partial } = rocCurve({ score: each.first, positive: each.positive }, { direction: directionOf(each), intervalMethod: "logit", level: 0.9, partial: { of: "specificity", from, to } });
      const naive = naivePoints(turned);
      worst.add(at, { area: errorOf(auc.estimate, naiveArea(turned), 1) });
      expect(points.slice(1).map(({ cutOff }) => cutOff)).toEqual(naive.map(({ cutOff }) => cutOff * sign + 0));
      if (at % 10 === 0) expect(Math.abs(partial!.estimate - naivePartialArea(naive, 1 - to, 1 - from))).toBeLessThan(1e-4);
      if (auc.interval.lower === null) return;
      const error = Math.sqrt(naiveCovariance(turned, turned));
      const logit = Math.log(auc.estimate / (1 - auc.estimate));
      const margin = (1.6448536269514722 * error) / (auc.estimate * (1 - auc.estimate));
      worst.add(at, { error: errorOf(auc.standardError, error), lower: errorOf(auc.interval.lower, 1 / (1 + Math.exp(margin - logit)), 1), upper: errorOf(auc.interval.upper, 1 / (1 + Math.exp(-margin - logit)), 1) });
    });
    worst.expectBelow(1e-10);
  });

  it("has no interval where the variance is 0 or unknown, and says when samples are paired", () => {
    const apart = { score: [1, 2, 3, 4], positive: [0, 0, 1, 1] };
    const none = { lower: null, upper: null, level: 0.95 };
    expect(rocCurve(apart, { direction: "higher-is-positive" }).auc).toEqual({ estimate: 1, standardError: 0, interval: none, reasons: { "interval.lower": "no-variance", "interval.upper": "no-variance" } });
    expect(rocCurve(apart, { direction: "lower-is-positive" }).auc.estimate).toBe(0);
    expect(rocCurve({ score: [1, 3, 2], positive: [0, 0, 1] }, { direction: "higher-is-positive" }).auc).toMatchObject({ estimate: 0.5, standardError: null, reasons: { standardError: "too-few-values" } });
    expect(rocCurve({ score: [5, 5, 5, 5], positive: [0, 1, 1, 0] }, { direction: "higher-is-positive" })).toMatchObject({ auc: { estimate: 0.5, standardError: 0 }, youden: { index: 0, cutOff: 5 } });
    expect(rocCurve(apart, { direction: "higher-is-positive", paired: true }).caution).toBe("paired-samples-as-independent");
    expect(rocCurve(apart, { direction: "higher-is-positive" })).not.toHaveProperty("caution");
    expect(rocCurve({ score: [-0, 1], positive: [0, 1] }, { direction: "higher-is-positive" }).points.map(({ cutOff }) => cutOff)).toStrictEqual([null, 1, 0]);
    // 0.1 + 0.2 and 0.3 are one score, and the cut-off takes in both.
    const tied = rocCurve({ score: [0.1 + 0.2, 0.3, 0.5], positive: [0, 1, 1] }, { direction: "higher-is-positive" });
    expect([tied.auc.estimate, tied.points.length, tied.points[2]?.cutOff]).toEqual([0.75, 3, 0.3]);
    // Both cut-offs have an index of ½; the more specific one is named first.
    expect(rocCurve({ score: [1, 2, 3, 4], positive: [0, 1, 0, 1] }, { direction: "higher-is-positive" }).youden).toEqual({ index: 0.5, cutOff: 4, sensitivity: 0.5, specificity: 1, cutOffs: [4, 2] });
    for (const input of [apart, images, { score: [1, 3, 2], positive: [0, 0, 1] }]) {
      expectPlain((each) => rocCurve(each, { direction: "lower-is-positive", paired: true, intervalMethod: "logit", partial: { of: "sensitivity", from: 0.8, to: 1 } }), input);
    }
  });

  it("refuses a curve without a direction or a class, and says why", () => {
    const input = { score: [1, 2], positive: [0, 1] };
    const untyped = (options: object, given: object = input) => () => rocCurve(given as typeof input, options as { direction: "higher-is-positive" });
    expect(untyped({})).toThrow("rocCurve: the options must have direction; direction is missing");
    expect(untyped({ direction: "auto" })).toThrow('rocCurve: direction must be one of "higher-is-positive", "lower-is-positive"; received "auto"');
    expect(codeOf(untyped({ direction: "higher-is-positive" }, { score: [1, 2], positive: [1, 1] }))).toBe("too-few-values");
    expect(untyped({ direction: "higher-is-positive" }, { score: [1], positive: [0, 1] })).toThrow("must have one entry for each of the 2 of positive; received 1");
    expect(untyped({ direction: "higher-is-positive" }, { score: [1, NaN], positive: [0, 1] })).toThrow(new RangeError("rocCurve: score[1] must be a finite number; received NaN"));
    expect(untyped({ direction: "higher-is-positive" }, { score: [1, 2], positive: [0, 2] })).toThrow(new TypeError("rocCurve: positive[1] must be true, false, 1 or 0; received 2"));
    expect(untyped({ direction: "higher-is-positive" }, { score: [1, 2], positive: "01" })).toThrow("rocCurve: positive must be an array of true and false");
    expect(untyped({ direction: "higher-is-positive", partial: { of: "specificity", from: 0.9, to: 0.9 } })).toThrow("rocCurve: partial must go up from 0 or more to 1 or less; received 0.9 to 0.9");
    expect(untyped({ direction: "higher-is-positive", level: 95 })).toThrow("level must be between 0 and 1");
    expect(untyped({ direction: "higher-is-positive" }, { ...input, negatives: [1, 0] })).toThrow('rocCurve: the input must not have "negatives"');
  });
});

describe("compareRocCurves", () => {
  it("is right by hand for two scores of four participants", () => {
    // With the condition C and D, without A and B. First: shares of C and D ½ and 1, of A and B 1 and ½. Second: C and D 1 and 0, A and B ½ each.
    const input = { first: [1, 3, 2, 4], second: [2, 3, 4, 1], positive: [0, 0, 1, 1] };
    const { estimate, standardError, covariance, curves, pValue } = compareRocCurves(input, { direction: "higher-is-positive" });
    expect(curves.first.estimate).toBe(0.75);
    expect(curves.second.estimate).toBe(0.5);
    expect(estimate).toBe(0.25);
    // Variances (1/8)/2 + (1/8)/2 and (1/2)/2 + 0; covariance (−1/4)/2 + 0.
    expect(curves.first.standardError).toBeCloseTo(Math.sqrt(1 / 8), 14);
    expect(curves.second.standardError).toBeCloseTo(1 / 2, 14);
    expect(covariance).toBeCloseTo(-1 / 8, 14);
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 8 + 1 / 4 + 1 / 4), 14);
    expect(pValue).toBeCloseTo(2 * normalUpperTail(0.25 / Math.sqrt(5 / 8)), 12);
  });

  it("agrees with pROC's roc.test() on 240 random samples, paired and not", () => {
    const worst = new WorstErrors();
    let tested = 0;
    cases.forEach((each, at) => {
      const { first, second, positive, z, unpairedZ, covariance, area, other } = each;
      const direction = directionOf(each);
      const paired = () => compareRocCurves({ first, second, positive }, { direction });
      if (covariance === null) {
        expect(codeOf(paired)).toBe("too-few-values");
        return;
      }
      const isConstant = z === null || Math.abs(z[0]) < 1e-12;
      if (codeOf(paired) === "no-variance") {
        expect(isConstant).toBe(true);
        return;
      }
      tested++;
      const result = paired();
      worst.add(at, { estimate: errorOf(result.estimate, area[0] - other[0], 1), covariance: errorOf(result.covariance, covariance[0], 1), z: errorOf(result.statistic, z![0], 1), p: errorOf(result.pValue, 2 * normalUpperTail(Math.abs(z![0])), 1) });
      if (unpairedZ === null) return;
      const apart = compareRocCurves({ first: { score: first, positive }, second: { score: second, positive } }, { direction });
      worst.add(at, { unpairedZ: errorOf(apart.statistic, unpairedZ[0], 1) });
    });
    expect(tested).toBeGreaterThan(150);
    worst.expectBelow(1e-9);
  });

  it("repeats pROC's paired tests of aSAH on ranks, which stand for the values: s100b against wfns, z = −2.209", () => {
    const worst = new WorstErrors();
    const ranksOf = (name: string) => aneurysms.cases.find(({ score }) => score === name)!.ranks;
    for (const [at, { pair, covariance, z, p, interval }] of aneurysms.tests.entries()) {
      const result = compareRocCurves({ first: ranksOf(pair[0]), second: ranksOf(pair[1]), positive: aneurysms.positive }, { direction: "higher-is-positive" });
      worst.add(at, {
        covariance: errorOf(result.covariance, covariance[0]),
        z: errorOf(result.statistic, z[0]),
        p: errorOf(result.pValue, p[0]),
        lower: errorOf(result.interval.lower, interval[0], 1),
        upper: errorOf(result.interval.upper, interval[1], 1),
      });
      if (at === 0) expect(result.statistic).toBeCloseTo(-2.209, 4);
    }
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by the jackknife", () => {
    const worst = new WorstErrors();
    cases.filter(({ covariance }) => covariance !== null).forEach((each, at) => {
      const sign = each.higher ? 1 : -1;
      const [one, other] = [each.first, each.second].map((score) => ({ score: score.map((value) => sign * value), positive: each.positive }));
      const variance = naiveCovariance(one!, one!) + naiveCovariance(other!, other!) - 2 * naiveCovariance(one!, other!);
      if (variance < 1e-14) return;
      const result = compareRocCurves({ first: each.first, second: each.second, positive: each.positive }, { direction: directionOf(each) });
      worst.add(at, { estimate: errorOf(result.estimate, naiveArea(one!) - naiveArea(other!), 1), variance: errorOf(result.standardError ** 2, variance), covariance: errorOf(result.covariance, naiveCovariance(one!, other!), 1) });
    });
    worst.expectBelow(1e-10);
  });

  it("takes a direction for each score, and is plain data", () => {
    const input = { first: [1, 3, 2, 4], second: [-2, -3, -4, -1], positive: [false, false, true, true] };
    const turned = compareRocCurves(input, { direction: { first: "higher-is-positive", second: "lower-is-positive" } });
    expect(turned.curves.second.estimate).toBe(0.5);
    expectPlain((each) => compareRocCurves(each, { direction: "higher-is-positive", alternative: "greater" }), input);
    expectPlain((each) => compareRocCurves(each, { direction: "lower-is-positive" }), { first: { score: [1, 3, 2, 4], positive: [0, 0, 1, 1] }, second: { score: [1, 2, 5, 4], positive: [0, 1, 1, 0] } });
    expect(codeOf(() => compareRocCurves({ ...input, second: input.first }, { direction: "higher-is-positive" }))).toBe("no-variance");
    const direction = { first: "higher-is-positive", second: "lower-is-positive", third: "higher-is-positive" } as const;
    expect(() => compareRocCurves(input, { direction })).toThrow('compareRocCurves: direction must not have "third"');
    expect(() => compareRocCurves({ ...input, second: [1] }, { direction: "higher-is-positive" })).toThrow("compareRocCurves: second must have one entry for each of the 4 of positive; received 1");
    expect(() => compareRocCurves({ ...input, positive: [0, 1, 2, 0] }, { direction: "higher-is-positive" })).toThrow("compareRocCurves: positive[2] must be true, false, 1 or 0; received 2");
    const unpaired = { first: { score: [1, 2], positive: [0, 1] }, second: { score: [1, NaN], positive: [0, 1] } };
    expect(() => compareRocCurves(unpaired, { direction: "higher-is-positive" })).toThrow("compareRocCurves: second.score[1] must be a finite number; received NaN");
  });
});
