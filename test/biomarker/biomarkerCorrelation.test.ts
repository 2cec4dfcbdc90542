import { describe, expect, it } from "vitest";
import { biomarkerChange, biomarkerCorrelation } from "trialwise/biomarker";
import { slopeChange } from "trialwise/change";
import { correlation } from "trialwise/inference";
import { classifyResponders } from "trialwise/response";
import { absoluteImprovement } from "trialwise/trial";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveChanges, naiveRegression } from "../naive/biomarker.ts";
import { naiveCorrelation } from "../naive/inference.ts";
import { expectPlain } from "../survival/plain.ts";
import { participants, readExample } from "./exampleTrial.ts";
import { readTrialCase, trialCases, writtenSample } from "./trialCases.ts";

const data = readExample(participants);
const slopes = slopeChange(data, "slope4");
const x = { biomarker: "ccl2", from: "V5", to: "V6" } as const;
const y = { result: slopes, of: "improvement" } as const;

describe("biomarkerCorrelation", () => {
  it("is right by hand for four points", () => {
    // Changes of 1, 2, 3, 4 against 2, 1, 4, 3: sums of squares 5 and 5, of products 3, so r and the slope are 3/5 and the intercept 1.
    const four = readExample([[1, 2], [2, 1], [3, 4], [4, 3]].map(([first, second], index) => ({ id: String(index), arm: "msc", samples: { ccl2: [10, 10 + first!], il6: [20, 20 + second!] } })));
    const { overall, byArm } = biomarkerCorrelation(four, { x, y: { biomarker: "il6", from: "V5", to: "V6" } });
    expect(overall.n).toBe(4);
    expect(overall.correlation.estimate).toBeCloseTo(0.6, 13);
    expect(overall.correlation.statistic).toBeCloseTo(0.6 / Math.sqrt(0.64 / 2), 12);
    expect(overall.regression.slope.estimate).toBeCloseTo(0.6, 13);
    expect(overall.regression.intercept.estimate).toBeCloseTo(1, 12);
    expect(overall.regression.rSquared).toBeCloseTo(0.36, 13);
    // Residual sum of squares 5 × 0.64 = 3.2, with 2 degrees of freedom.
    expect(overall.regression.residualStandardDeviation).toBeCloseTo(Math.sqrt(1.6), 12);
    expect(overall.regression.slope.standardError).toBeCloseTo(Math.sqrt(1.6 / 5), 12);
    expect(byArm.msc).toEqual(overall);
    expect(byArm.control.n).toBe(0);
    expect(byArm.control.correlation.reasons).toMatchObject({ estimate: "no-values" });
  });

  it("has the numbers that Oh 2018 would print with its one-sided test, from its R² and n", () => {
    // R² = 0.259 in 20 good responders: the p-value of a correlation over trial data is that of `correlation` on its r and n.
    const { overall } = biomarkerCorrelation(data, { x, y, alternative: "less" });
    const published = correlation({ r: overall.correlation.estimate!, n: overall.n }, { alternative: "less" });
    expect(overall.correlation.pValue).toBeCloseTo(published.pValue!, 12);
    expect(overall.regression.rSquared).toBeCloseTo(overall.correlation.estimate! ** 2, 12);
  });

  it("agrees with R's cor.test() and lm() on 200 random trials", () => {
    const [worst, pValues] = [new WorstErrors(), new WorstErrors()];
    trialCases.forEach((example, at) => {
      const { rule, level, alternative } = example;
      const scale = example.scale === "raw" ? "raw" : "log";
      const difference = (biomarker: "tgfb1" | "ccl2") => ({ biomarker, from: "V5", to: "V6", scale }) as const;
      const { overall } = biomarkerCorrelation(readTrialCase(example), { x: difference("tgfb1"), y: difference("ccl2"), limits: rule, level, alternative });
      const { slope, intercept, rSquared, residualStandardDeviation } = overall.regression;
      expect(overall.n).toBe(example.pairs);
      worst.add(at, {
        correlation: errorOf(overall.correlation.estimate, example.correlation[0], 1),
        lower: errorOf(overall.correlation.interval.lower, example.correlationInterval[0], 1),
        upper: errorOf(overall.correlation.interval.upper, example.correlationInterval[1], 1),
        slope: errorOf(slope.estimate, example.slope[0], example.slope[1]),
        slopeError: errorOf(slope.standardError, example.slope[1]),
        intercept: errorOf(intercept.estimate, example.intercept[0], example.intercept[1]),
        rSquared: errorOf(rSquared, example.rSquared, 1),
        residual: errorOf(residualStandardDeviation, example.residual),
      });
      // Kept with 10 decimals: a p-value of 1e-5 has 6 digits.
      pValues.add(at, { correlation: errorOf(overall.correlation.pValue, example.correlation[1], 1), slope: errorOf(slope.pValue, example.slope[3], 1) });
    });
    worst.expectBelow(1e-8);
    pValues.expectBelow(1e-10);
  });

  it("agrees with a second implementation from sums", () => {
    for (const example of trialCases.slice(0, 20)) {
      const { rule } = example;
      const scale = example.scale === "raw" ? "raw" : "log";
      const columns = [0, 1].map((k) => naiveChanges(example.samples[k]!.before.map((written, index) => [writtenSample(written), writtenSample(example.samples[k]!.after[index]!)]), rule, scale));
      const both = columns[0]!.flatMap((first, index) => {
        const second = columns[1]![index] ?? null;
        return first === null || second === null ? [] : [[first, second] as const];
      });
      const naive = { x: both.map(([first]) => first), y: both.map(([, second]) => second) };
      const { overall } = biomarkerCorrelation(readTrialCase(example), {
        x: { biomarker: "tgfb1", from: "V5", to: "V6", scale },
        y: { biomarker: "ccl2", from: "V5", to: "V6", scale },
        limits: rule,
      });
      const line = naiveRegression(naive.x, naive.y);
      expect(overall.correlation.estimate).toBeCloseTo(naiveCorrelation(naive.x, naive.y, 0.95).estimate, 9);
      expect(overall.regression.slope.estimate).toBeCloseTo(line.slope, 8);
      expect(overall.regression.intercept.estimate).toBeCloseTo(line.intercept, 8);
      expect(overall.regression.rSquared).toBeCloseTo(line.rSquared, 8);
    }
  });

  it("takes values, changes, and quantities of other results, and says what they stand on", () => {
    const { rows, excluded, counts } = biomarkerCorrelation(data, { x: { biomarker: "tgfb1", at: "V5", scale: "log" }, y, limits: "limit" });
    expect(rows[1]).toEqual({ participant: "02", arm: "msc", x: Math.log(15), y: slopes.rows[1]!.improvement, beyond: 1 });
    expect(excluded).toEqual([{ participant: "08", arm: "control", reason: "died", quantity: "y", visit: "V1" }].map((each) => ({ ...each, reason: slopes.excluded[0]!.reason, visit: slopes.excluded[0]!.visit })));
    expect(counts).toEqual({ participants: 8, analysed: 7, excluded: 1 });
    const change = biomarkerChange(data, { biomarker: "tgfb1", from: "V5", to: "V6", scale: "log", limits: "half" });
    const byResult = biomarkerCorrelation(data, { x: { result: change, of: "change" }, y });
    const direct = biomarkerCorrelation(data, { x: { biomarker: "tgfb1", from: "V5", to: "V6", scale: "log" }, y, limits: "half" });
    expect(byResult.overall).toEqual(direct.overall);
    expect(direct.excluded.find(({ participant }) => participant === "04")).toEqual({ participant: "04", arm: "msc", reason: "not-done", quantity: "x", visit: "V6" });
    expect(direct.method.options).toMatchObject({ x: { biomarker: "tgfb1", from: "V5", to: "V6", scale: "log" }, y: { of: "improvement" } });
  });

  it("gives the row's own reason where a quantity of another result is null", () => {
    const level = readExample([{ id: "1", arm: "msc", samples: { ccl2: [1, 2] }, scores: [40, 40, 38] }]);
    const { excluded } = biomarkerCorrelation(level, { x, y: { result: slopeChange(level, "slope4"), of: "percentImprovement" } });
    expect(excluded).toEqual([{ participant: "1", arm: "msc", reason: "no-lead-in-decline", quantity: "y" }]);
  });

  it("describes responder classes, ranks too, and a population alone", () => {
    const classes = classifyResponders(data, { rule: absoluteImprovement({ of: "slope4", atLeast: 0.5 }) });
    const result = biomarkerCorrelation(data, { x, y, classes, method: "spearman" });
    expect(result.byClass!.map((group) => [group.class, group.arm, group.n, group.postBaseline])).toEqual([
      ["responder", "msc", 2, true],
      ["responder", "control", 0, true],
      ["non-responder", "msc", 2, true],
      ["non-responder", "control", 3, true],
    ]);
    const columns = { x: result.rows.map((row) => row.x), y: result.rows.map((row) => row.y) };
    expect(result.overall.correlation.estimate).toBe(correlation(columns, { method: "spearman" }).estimate);
    expect(biomarkerCorrelation(data, { x, y, method: "kendall" }).overall.correlation.estimate).toBe(correlation(columns, { method: "kendall" }).estimate);
    const few = readExample([...participants.slice(0, 3), { id: "99", arm: "msc", samples: { ccl2: [4, 5] }, scores: [40, 36, 30] }]);
    const sampled = biomarkerCorrelation(few, { x, y: { result: slopeChange(few, "slope4"), of: "improvement" }, population: "sampled" });
    expect(sampled.excluded).toEqual([{ participant: "99", arm: "msc", reason: "not-in-population" }]);
  });

  it("is null with a reason where a group is too small or does not vary", () => {
    const flat = readExample([1, 2, 3, 4].map((first) => ({ id: String(first), arm: "msc", samples: { ccl2: [10, 11], il6: [20, 20 + first] } })));
    const { msc } = biomarkerCorrelation(flat, { x, y: { biomarker: "il6", from: "V5", to: "V6" } }).byArm;
    expect(msc.correlation.reasons).toMatchObject({ estimate: "no-variance" });
    expect(msc.regression.reasons).toMatchObject({ "slope.estimate": "no-variance", rSquared: "no-variance" });
    const two = biomarkerCorrelation(readExample(participants.slice(0, 2)), { x, y: { biomarker: "il6", at: "V5" } }).byArm.msc;
    expect(two.correlation.reasons).toMatchObject({ estimate: "too-few-values" });
    expect(two.regression.reasons).toMatchObject({ "slope.estimate": "too-few-values" });
  });

  it("refuses what it cannot read, and values beyond limits without a rule", () => {
    const tgfb1 = { biomarker: "tgfb1", from: "V5", to: "V6" } as const;
    expect(codeOf(() => biomarkerCorrelation(data, { x: tgfb1, y }))).toBe("beyond-limits");
    expect(() => biomarkerCorrelation(data, { x: tgfb1, y, limits: "tobit" as never })).toThrow("limits must be one of");
    expect(() => biomarkerCorrelation(data, { x, y: { result: slopes, of: "improvment" } })).toThrow('y.of must name a quantity of the result\'s rows; received "improvment". Did you mean "improvement"?');
    expect(() => biomarkerCorrelation(data, { x, y: { result: slopes, of: "constructor" } })).toThrow("y.of must name a quantity");
    expect(() => biomarkerCorrelation(null as never, { x, y })).toThrow("biomarkerCorrelation: data must come from readTrialData; received null");
    const twice = { rows: [...slopes.rows, slopes.rows[0]!], excluded: [] };
    expect(() => biomarkerCorrelation(data, { x, y: { result: twice, of: "improvement" } })).toThrow("y.result must have one row for each participant; received 8 rows of 7");
    expect(() => biomarkerCorrelation(data, { x: { biomarker: "ccl3" as never, at: "V5" }, y })).toThrow("ccl2");
    expect(() => biomarkerCorrelation(data, { x: { biomarker: "ccl2", at: "V55" as never }, y })).toThrow("V5");
    expect(() => biomarkerCorrelation(data, { x: { biomarker: "ccl2", from: "V6", to: "V5" }, y })).toThrow("x: ");
    expect(() => biomarkerCorrelation(data, { x: { biomarker: "ccl2", at: "V5", scale: "fold" as never }, y })).toThrow("x.scale");
    expect(() => biomarkerCorrelation(data, { x: { biomarker: "ccl2" } as never, y })).toThrow("x must have");
    expect(() => biomarkerCorrelation(data, { x } as never)).toThrow("y is missing");
    expect(() => biomarkerCorrelation(data, { x, y, methods: "kendall" } as never)).toThrow('Did you mean "method"?');
  });

  it("is plain data from frozen input", () => {
    const classes = classifyResponders(data, { rule: absoluteImprovement({ of: "slope4", atLeast: 0.5 }) });
    for (const method of ["pearson", "spearman", "kendall"] as const) {
      expectPlain((input: typeof data) => biomarkerCorrelation(input, { x, y, method, classes }), data);
    }
  });
});
