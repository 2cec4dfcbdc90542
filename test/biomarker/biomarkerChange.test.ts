import { describe, expect, it } from "vitest";
import { filterParticipants } from "trialwise";
import { biomarkerChange, censoredNormalPairs } from "trialwise/biomarker";
import { compareArms } from "trialwise/comparison";
import { compareEstimates } from "trialwise/inference";
import { absoluteImprovement, not } from "trialwise/trial";
import { classifyResponders } from "trialwise/response";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naivePaired } from "../naive/inference.ts";
import { naiveChanges } from "../naive/biomarker.ts";
import { expectPlain } from "../survival/plain.ts";
import { participants, readExample } from "./exampleTrial.ts";
import { analytes, readTrialCase, trialCases, writtenSample } from "./trialCases.ts";

const data = readExample(participants);
const fold = { biomarker: "tgfb1", from: "V5", to: "V6", scale: "fold", limits: "half" } as const;

describe("biomarkerChange", () => {
  it("is right by hand: doubled, quadrupled from half of a limit, doubled", () => {
    const { byArm, rows, excluded, counts, unit } = biomarkerChange(data, fold);
    const { msc } = byArm;
    expect(rows.slice(0, 2)).toEqual([
      { participant: "01", arm: "msc", before: 20, after: 40, change: Math.log(40) - Math.log(20), foldChange: 2 },
      { participant: "02", arm: "msc", before: 7.5, after: 30, change: Math.log(30) - Math.log(7.5), foldChange: 4, beyond: { before: "below" } },
    ]);
    // Logarithms to base 2 are 1, 2 and 1: mean 4/3, standard error √(1/3)/√3 = 1/3, t = 4 with 2 degrees of freedom.
    expect(msc.tTest.estimate! / Math.LN2).toBeCloseTo(4 / 3, 13);
    expect(msc.tTest.standardError! / Math.LN2).toBeCloseTo(1 / 3, 13);
    expect(msc.tTest.statistic).toBeCloseTo(4, 12);
    // Student's t with 2 degrees of freedom: P(|T| > t) = 1 − t/√(2 + t²).
    expect(msc.tTest.pValue).toBeCloseTo(1 - 4 / Math.sqrt(18), 13);
    expect(msc.fold!.estimate).toBeCloseTo(2 ** (4 / 3), 12);
    expect(msc.fold!.percentChange).toBeCloseTo(100 * (2 ** (4 / 3) - 1), 10);
    expect(msc.fold!.interval.upper).toBeCloseTo(Math.exp(msc.tTest.interval.upper!), 11);
    // All three rise: 2 of 8 signs are as far out.
    expect(msc.signedRankTest.pValue).toBeCloseTo(0.25, 14);
    expect(msc.before.mean).toBeCloseTo(52.5 / 3, 13);
    expect(msc.limits).toEqual({
      before: { below: 1, above: 0, valuesBelowLimit: 0, valuesAboveLimit: 0 },
      after: { below: 0, above: 0, valuesBelowLimit: 0, valuesAboveLimit: 0 },
    });
    expect(byArm.control.limits.after).toEqual({ below: 1, above: 1, valuesBelowLimit: 0, valuesAboveLimit: 0 });
    expect(unit).toBe("pg/mL");
    expect(counts).toEqual({ participants: 8, analysed: 6, excluded: 2 });
    expect(excluded).toEqual([
      { participant: "04", arm: "msc", reason: "not-done", visit: "V6" },
      { participant: "08", arm: "control", reason: "died", visit: "V6" },
    ]);
  });

  it("has three scales: a difference in units, one of logarithms, and one of logarithms with ratios", () => {
    const raw = biomarkerChange(data, { ...fold, scale: "raw" });
    expect(raw.rows[1]).toEqual({ participant: "02", arm: "msc", before: 7.5, after: 30, change: 22.5, beyond: { before: "below" } });
    expect(raw.byArm.msc.fold).toBeUndefined();
    const log = biomarkerChange(data, { ...fold, scale: "log" });
    expect(log.byArm.msc.tTest).toEqual(biomarkerChange(data, fold).byArm.msc.tTest);
    expect(log.byArm.msc.fold).toBeUndefined();
    expect(log.rows[0]).not.toHaveProperty("foldChange");
  });

  it("puts half of the limit, the limit or the limit / √2 for a value below, and the limit for one above", () => {
    const row = (limits: "half" | "limit" | "limit/√2", id: string) => biomarkerChange(data, { ...fold, limits }).rows.find(({ participant }) => participant === id)!;
    expect(row("half", "02").before).toBe(7.5);
    expect(row("limit", "02").before).toBe(15);
    expect(row("limit/√2", "02").before).toBeCloseTo(15 / Math.sqrt(2), 13);
    for (const rule of ["half", "limit", "limit/√2"] as const) expect(row(rule, "07").after).toBe(120);
  });

  it("counts numbers beyond the declared limits, and keeps them", () => {
    const { byArm, rows } = biomarkerChange(readExample([{ id: "1", arm: "msc", samples: { tgfb1: [14, 121] } }]), { ...fold, scale: "raw" });
    expect(rows[0]!.change).toBe(107);
    expect(byArm.msc.limits.before.valuesBelowLimit).toBe(1);
    expect(byArm.msc.limits.after.valuesAboveLimit).toBe(1);
  });

  it("agrees with R's t.test() and coin's exact signed rank test on 200 random trials of two arms and three biomarkers", () => {
    expect(trialCases.length).toBe(200);
    const [worst, ranks] = [new WorstErrors(), new WorstErrors()];
    trialCases.forEach((example, at) => {
      const { rule, scale, level, alternative } = example;
      const read = readTrialCase(example);
      analytes.forEach((biomarker, k) => {
        const { byArm } = biomarkerChange(read, { biomarker, from: "V5", to: "V6", scale, limits: rule, level, alternative });
        (["msc", "control"] as const).forEach((arm, index) => {
          const expected = example.tests[2 * k + index]!;
          const [estimate, standardError, pValue, rankP] = expected.values;
          const { tTest, signedRankTest, n } = byArm[arm];
          expect(n).toBe(expected.n);
          worst.add(at, {
            estimate: errorOf(tTest.estimate, estimate, standardError),
            standardError: errorOf(tTest.standardError, standardError),
            statistic: errorOf(tTest.statistic, estimate / standardError, Math.max(1, Math.abs(estimate / standardError))),
            pValue: errorOf(tTest.pValue, pValue),
            lower: alternative === "less" ? errorOf(tTest.interval.lower, null) : errorOf(tTest.interval.lower, expected.interval[0], standardError),
            upper: alternative === "greater" ? errorOf(tTest.interval.upper, null) : errorOf(tTest.interval.upper, expected.interval[1], standardError),
          });
          ranks.add(at, { pValue: errorOf(signedRankTest.pValue, rankP) });
        });
      });
    });
    // R's numbers are kept with 10 decimals, and small p-values therefore with fewer digits.
    worst.expectBelow(1e-7);
    ranks.expectBelow(1e-7);
  });

  it("agrees with a second implementation from the definitions", () => {
    for (const example of trialCases.slice(0, 20)) {
      const { rule, scale, arm, level, alternative } = example;
      const read = readTrialCase(example);
      const { byArm, rows } = biomarkerChange(read, { biomarker: "tgfb1", from: "V5", to: "V6", scale, limits: rule, level, alternative });
      const { before, after } = example.samples[0]!;
      const naive = naiveChanges(before.map((written, index) => [writtenSample(written), writtenSample(after[index]!)]), rule, scale);
      expect(rows.length).toBe(naive.filter((change) => change !== null).length);
      for (const row of rows) expect(row.change).toBeCloseTo(naive[Number(row.participant) - 1]!, 12);
      const changes = naive.filter((change, index): change is number => change !== null && arm[index] === "msc");
      const naiveTest = naivePaired(changes.map(() => 0), changes, level);
      const { estimate, pValue, interval } = byArm.msc.tTest;
      expect(estimate).toBeCloseTo(naiveTest.estimate, 10);
      expect(pValue).toBeCloseTo(naiveTest[alternative === "two-sided" ? "twoSided" : alternative], 6);
      if (alternative === "two-sided") expect(interval.lower).toBeCloseTo(naiveTest.lower, 5);
    }
  });

  it("is compared between arms on its scale once it says which way is better", () => {
    const change = biomarkerChange(data, { ...fold, better: "higher" });
    const comparison = compareArms(change, { treatment: "msc", control: "control" });
    expect(comparison.estimate).toBeCloseTo(change.byArm.msc.tTest.estimate! - change.byArm.control.tTest.estimate!, 12);
    expect(comparison.favours).toBe("treatment");
    expect(compareArms(biomarkerChange(data, { ...fold, better: "lower" }), { treatment: "msc", control: "control" }).favours).toBe("control");
    expect(comparison.excluded.map(({ participant }) => participant)).toEqual(["04", "08"]);
    expect(() => compareArms(biomarkerChange(data, fold) as never, { treatment: "msc", control: "control" } as never)).toThrow("better is missing");
    for (const example of trialCases.slice(0, 100)) {
      const { rule: limits, scale, level, alternative, welch } = example;
      const result = biomarkerChange(readTrialCase(example), { biomarker: "tgfb1", from: "V5", to: "V6", scale, limits, better: "higher" });
      const compared = compareArms(result, { treatment: "msc", control: "control", level, alternative });
      expect(errorOf(compared.estimate, welch[0], welch[1])).toBeLessThan(1e-8);
      expect(errorOf(compared.pValue, welch[2], 1)).toBeLessThan(1e-10);
    }
  });

  it("reads an endpoint by its key, with the analysis beside it", () => {
    const byKey = biomarkerChange(data, "tgfb1Change", { limits: "limit", population: "sampled" });
    expect(byKey).toEqual(biomarkerChange(data, { biomarker: "tgfb1", from: "V5", to: "V6", scale: "log", limits: "limit", population: "sampled" }));
    expect(() => biomarkerChange(data, "slope4")).toThrow(`the endpoint's kind must be one of "biomarker-change"; received "slope-change"`);
    expect(() => biomarkerChange(data, "tgfb1Chang" as never)).toThrow("tgfb1Change");
  });

  it("describes the classes of a responder classification in each arm, marked as found after baseline", () => {
    const good = absoluteImprovement({ of: "slope4", atLeast: 0.5 });
    const classes = classifyResponders(data, { classes: { good, poor: not(good) }, missing: "excluded", deaths: "excluded" });
    const { byClass, unclassified } = biomarkerChange(data, { ...fold, classes });
    expect(byClass!.map(({ class: name, arm, n, postBaseline }) => [name, arm, n, postBaseline])).toEqual([
      ["good", "msc", 2, true],
      ["good", "control", 0, true],
      ["poor", "msc", 1, true],
      ["poor", "control", 3, true],
    ]);
    expect(unclassified).toEqual([]);
    const rule = biomarkerChange(data, { ...fold, classes: classifyResponders(data, { rule: good }) });
    expect(rule.byClass!.map(({ class: name, n }) => [name, n])).toEqual([["responder", 2], ["responder", 0], ["non-responder", 1], ["non-responder", 3]]);
    const { rows } = classifyResponders(filterParticipants(data, ({ id }) => id !== "02"), { rule: good });
    expect(biomarkerChange(data, { ...fold, classes: { rows } }).unclassified).toEqual(["02"]);
    expect(() => biomarkerChange(data, { ...fold, classes: { rows: [{ participant: "01" }] } as never })).toThrow("result of classifyResponders");
  });

  it("refuses values beyond limits until it is said what becomes of them, and needs no rule without them", () => {
    const { limits: _, ...unsaid } = fold;
    expect(codeOf(() => biomarkerChange(data, unsaid))).toBe("beyond-limits");
    expect(() => biomarkerChange(data, unsaid)).toThrow('one of "half", "limit", "limit/√2", "tobit"');
    expect(biomarkerChange(data, { biomarker: "ccl2", from: "V5", to: "V6" }).byArm.msc.n).toBe(4);
    expect(() => biomarkerChange(data, { ...fold, limits: "lod" as never })).toThrow("limits must be one of");
    expect(() => biomarkerChange(data, { ...fold, limits: "tobit", scale: "raw" })).toThrow("fits the logarithms");
    expect(() => biomarkerChange(data, { ...fold, limits: "tobit", better: "higher" })).toThrow("arms of a censored change are compared by compareEstimates");
  });

  it("refuses a sample in another unit than the declared one", () => {
    const [first, ...others] = data.biomarkerSamples;
    const mixed = { ...data, biomarkerSamples: [{ ...first!, unit: "ng/mL" }, ...others] };
    expect(codeOf(() => biomarkerChange(mixed, fold))).toBe("invalid-records");
    expect(() => biomarkerChange(mixed, fold)).toThrow('tgfb1 is declared in "pg/mL"; participant "01" has a sample in "ng/mL" at V5: convert before analysis');
    expect(biomarkerChange(mixed, { ...fold, biomarker: "ccl2" }).byArm.msc.n).toBe(4);
  });

  it("refuses keys that are not declared, visits out of order and options out of range", () => {
    expect(() => biomarkerChange(data, { ...fold, biomarker: "tgfb2" as never })).toThrow("tgfb1");
    expect(() => biomarkerChange(data, { ...fold, to: "V5" })).toThrow("must be later");
    expect(() => biomarkerChange(data, { ...fold, level: 95 })).toThrow(RangeError);
    expect(() => biomarkerChange(data, { ...fold, scale: "ratio" as never })).toThrow("scale must be one of");
    expect(() => biomarkerChange(data, { ...fold, limit: "half" } as never)).toThrow('Did you mean "limits"?');
    expect(() => biomarkerChange(data, { ...fold, better: "up" as never })).toThrow("better must be one of");
    expect(() => biomarkerChange(data, { ...fold, quantileType: 10 as never })).toThrow("quantileType");
    expect(() => biomarkerChange(data, { biomarker: "tgfb1", from: "V5" } as never)).toThrow("to is missing");
    expect(() => biomarkerChange(data, { ...fold, population: "nobody" as never })).toThrow(RangeError);
  });

  it("leaves out a value of 0 where it needs its logarithm, and null with a reason where a group is too small", () => {
    const few = readExample([
      { id: "1", arm: "msc", samples: { il6: [0, 3] } },
      { id: "2", arm: "msc", samples: { il6: [2, 0] } },
      { id: "3", arm: "msc", samples: { il6: [2, 4] } },
    ]);
    const log = biomarkerChange(few, { biomarker: "il6", from: "V5", to: "V6", scale: "fold" });
    expect(log.excluded).toEqual([
      { participant: "1", arm: "msc", reason: "zero-reference", visit: "V5" },
      { participant: "2", arm: "msc", reason: "zero-reference", visit: "V6" },
    ]);
    expect(log.byArm.msc.tTest.estimate).toBeCloseTo(Math.LN2, 14);
    expect(log.byArm.msc.tTest.reasons).toMatchObject({ pValue: "too-few-values", "interval.lower": "too-few-values" });
    expect(log.byArm.msc.fold).toMatchObject({ estimate: 2, percentChange: 100, interval: { lower: null, upper: null } });
    expect(log.byArm.control.tTest.reasons).toMatchObject({ estimate: "no-values" });
    expect(biomarkerChange(few, { biomarker: "il6", from: "V5", to: "V6" }).byArm.msc.n).toBe(3);
  });

  it("fits the logarithms where the rule is tobit, and gives null with a reason where it cannot", () => {
    const before = [4.2, "<4", 6.1, 5, "<4", 9.3, 7.7] as const;
    const after = [6, "<4", 7.2, 8.8, 4.9, 11, 9.5] as const;
    const censored = readExample([
      ...before.map((written, index) => ({ id: `m${index}`, arm: "msc" as const, samples: { il6: [written, after[index]!] as const } })),
      { id: "c0", arm: "control", samples: { il6: [3, 4] } },
    ]);
    const result = biomarkerChange(censored, { biomarker: "il6", from: "V5", to: "V6", scale: "fold", limits: "tobit" });
    const limit = (written: number | string) => (typeof written === "number" ? written : { below: Number(written.slice(1)) });
    const floor = censoredNormalPairs({ before: before.map(limit), after: after.map(limit) }, { scale: "log" });
    expect(result.byArm.msc).toMatchObject({ estimate: floor.estimate, standardError: floor.standardError, pValue: floor.pValue, interval: floor.interval });
    expect(result.byArm.msc.fold!.estimate).toBeCloseTo(floor.ratio!.estimate, 13);
    expect(result.byArm.msc.limits.before.below).toBe(2);
    expect(result.rows[1]).toEqual({ participant: "m1", arm: "msc", before: { below: 4 }, after: { below: 4 } });
    expect(result.byArm.control.estimate).toBeNull();
    expect(result.byArm.control.reasons).toMatchObject({ estimate: "too-few-values", before: "too-few-values" });
    expect(result.method.name).toBe("censored-biomarker-change");
    const { estimate, standardError } = result.byArm.msc;
    const compared = compareEstimates({ treatment: { estimate: estimate!, standardError: standardError! }, control: { estimate: 0, standardError: 0.1 } });
    expect(compared.estimate).toBe(estimate);
  });

  it("is plain data from frozen input, whatever the scale, the rule and the group", () => {
    const frozen = deepFreeze(data);
    const classes = classifyResponders(data, { rule: absoluteImprovement({ of: "slope4", atLeast: 0.5 }) });
    for (const scale of ["raw", "log", "fold"] as const) {
      expectPlain((input: typeof data) => biomarkerChange(input, { ...fold, scale, classes }), frozen);
      expectPlain((input: typeof data) => biomarkerChange(input, { ...fold, scale, better: "lower", alternative: "greater" }), frozen);
    }
    expectPlain((input: typeof data) => biomarkerChange(input, { ...fold, limits: "tobit", classes }), frozen);
    expectPlain((input: typeof data) => biomarkerChange(input, { ...fold, biomarker: "ccl2", limits: "tobit", alternative: "less" }), frozen);
  });
});
