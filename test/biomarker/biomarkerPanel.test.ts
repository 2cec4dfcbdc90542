import { describe, expect, it } from "vitest";
import { biomarkerChange, biomarkerPanel } from "trialwise/biomarker";
import { toRows } from "trialwise/report";
import { WorstErrors, errorOf } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveHolm } from "../naive/biomarker.ts";
import { expectPlain } from "../survival/plain.ts";
import { participants, readExample } from "./exampleTrial.ts";
import { readTrialCase, trialCases } from "./trialCases.ts";

const data = readExample(participants);
const visits = { from: "V5", to: "V6", limits: "half" } as const;

describe("biomarkerPanel", () => {
  it("has one row for each analyte in each arm, with the change's own numbers", () => {
    const { rows, counts } = biomarkerPanel(data, visits);
    expect(rows.map(({ biomarker, arm, n, excluded }) => [biomarker, arm, n, excluded])).toEqual([
      ["tgfb1", "msc", 3, 1],
      ["tgfb1", "control", 3, 1],
      ["ccl2", "msc", 4, 0],
      ["ccl2", "control", 3, 1],
      ["il6", "msc", 4, 0],
      ["il6", "control", 1, 3],
    ]);
    // As in biomarkerChange: doubled, quadrupled and doubled; t = 4 with 2 degrees of freedom.
    expect(rows[0]!.estimate).toBeCloseTo(2 ** (4 / 3), 12);
    expect(rows[0]!.pValue).toBeCloseTo(1 - 4 / Math.sqrt(18), 13);
    expect(rows[0]).toMatchObject({ label: "TGF-β1", matrix: "CSF", unit: "pg/mL", limits: { before: { below: 1 } } });
    expect(rows[5]!.estimate).toBeCloseTo(4 / 3, 14);
    expect(rows[5]).toMatchObject({ pValue: null, adjustedPValue: null, reasons: { pValue: "too-few-values", adjustedPValue: "too-few-values", "interval.lower": "too-few-values" } });
    expect(counts).toEqual({ biomarkers: 3, tests: 5, notTested: 1 });
    const change = biomarkerChange(data, { ...visits, biomarker: "ccl2", scale: "fold" });
    expect(rows[2]!.interval).toEqual(change.byArm.msc.fold!.interval);
  });

  it("agrees with R's t.test() and p.adjust() on 200 random trials", () => {
    const worst = new WorstErrors();
    trialCases.forEach((example, at) => {
      const { rule: limits, scale, level, alternative, tests, holm, bh } = example;
      const read = readTrialCase(example);
      const panel = biomarkerPanel(read, { ...visits, limits, scale, level, alternative });
      const discovery = biomarkerPanel(read, { ...visits, limits, scale, level, alternative, adjustment: "benjamini-hochberg" });
      panel.rows.forEach((row, index) => {
        const [estimate, standardError, pValue] = tests[index]!.values;
        worst.add(at, {
          estimate: errorOf(scale === "fold" ? Math.log(row.estimate!) : row.estimate, estimate, standardError),
          pValue: errorOf(row.pValue, pValue, 1),
          holm: errorOf(row.adjustedPValue, holm[index]!, 1),
          benjaminiHochberg: errorOf(discovery.rows[index]!.adjustedPValue, bh[index]!, 1),
        });
      });
    });
    // R's numbers are kept with 10 decimals.
    worst.expectBelow(1e-8);
  });

  it("agrees with Holm's steps counted over ranks, over the panel and within each arm", () => {
    for (const example of trialCases.slice(0, 60)) {
      const read = readTrialCase(example);
      const options = { ...visits, limits: example.rule, scale: "log" } as const;
      const { rows } = biomarkerPanel(read, options);
      naiveHolm(rows.map(({ pValue }) => pValue!)).forEach((adjusted, index) => expect(rows[index]!.adjustedPValue).toBeCloseTo(adjusted, 13));
      const arms = biomarkerPanel(read, { ...options, family: "arm" }).rows.filter(({ arm }) => arm === "msc");
      naiveHolm(arms.map(({ pValue }) => pValue!)).forEach((adjusted, index) => expect(arms[index]!.adjustedPValue).toBeCloseTo(adjusted, 13));
    }
  });

  it("takes the signed rank test, a few analytes, and tobit with its own test", () => {
    const { rows, method } = biomarkerPanel(data, { ...visits, test: "signed-rank", scale: "raw", biomarkers: ["il6", "ccl2"] });
    expect(rows.map(({ biomarker }) => biomarker)).toEqual(["il6", "il6", "ccl2", "ccl2"]);
    expect(rows[2]!.pValue).toBe(biomarkerChange(data, { ...visits, biomarker: "ccl2" }).byArm.msc.signedRankTest.pValue);
    expect(method.options).toMatchObject({ test: "signed-rank", biomarkers: ["il6", "ccl2"], adjustment: "holm", family: "panel" });
    const censored = biomarkerPanel(data, { ...visits, limits: "tobit" });
    expect(censored.rows[2]!.estimate).toBe(biomarkerChange(data, { ...visits, limits: "tobit", scale: "fold", biomarker: "ccl2" }).byArm.msc.fold!.estimate);
    expect(censored.method.options.test).toBe("tobit");
    expect(censored.rows[0]!.reasons).toMatchObject({ estimate: "too-few-values" });
  });

  it("refuses what it does not know", () => {
    expect(codeOf(() => biomarkerPanel(data, { from: "V5", to: "V6" }))).toBe("beyond-limits");
    expect(() => biomarkerPanel(data, { ...visits, biomarkers: ["il7" as never] })).toThrow("il6");
    expect(() => biomarkerPanel(data, { ...visits, biomarkers: ["il6", "il6"] })).toThrow("each analyte once");
    expect(() => biomarkerPanel(data, { ...visits, biomarkers: "il6" as never })).toThrow(TypeError);
    expect(() => biomarkerPanel(data, { ...visits, limits: "tobit", test: "signed-rank" })).toThrow("leave test out");
    expect(() => biomarkerPanel(data, { ...visits, adjustment: "holms" as never })).toThrow('Did you mean "holm"?');
    expect(() => biomarkerPanel(data, { ...visits, family: "arms" as never })).toThrow('Did you mean "arm"?');
    expect(() => biomarkerPanel(data, { from: "V5" } as never)).toThrow("to is missing");
    expect(() => biomarkerPanel(data.trial as never, visits)).toThrow("biomarkerPanel: data must come from readTrialData; received an object");
  });

  it("signs what the analyses of its rows refuse", () => {
    const [sample, ...others] = data.biomarkerSamples;
    const inAnotherUnit = { ...data, biomarkerSamples: [{ ...sample!, unit: "ng/mL" }, ...others] };
    const refused = [
      () => biomarkerPanel(data, { from: "V5", to: "V6" }),
      () => biomarkerPanel(inAnotherUnit, visits),
      () => biomarkerPanel(data, { ...visits, to: "V7" as never }),
      () => biomarkerPanel(data, { ...visits, from: "V6", to: "V5" }),
      () => biomarkerPanel(data, { ...visits, scale: "logs" as never }),
      () => biomarkerPanel(data, { ...visits, limits: "halves" as never }),
      () => biomarkerPanel(data, { ...visits, limits: "tobit", scale: "raw" }),
      () => biomarkerPanel(data, { ...visits, population: "everyone" as never }),
      () => biomarkerPanel(data, { ...visits, adjustment: "holms" as never }),
    ];
    for (const call of refused) expect(call).toThrow(/^biomarkerPanel: /u);
    expect(() => biomarkerChange(inAnotherUnit, { ...visits, biomarker: sample!.biomarker })).toThrow(/^biomarkerChange: /u);
  });

  it("is plain data from frozen input, and rows for a data frame", () => {
    for (const scale of ["raw", "log", "fold"] as const) expectPlain((input: typeof data) => biomarkerPanel(input, { ...visits, scale, alternative: "less" }), data);
    expectPlain((input: typeof data) => biomarkerPanel(input, { ...visits, limits: "tobit" }), data);
    const flat = toRows(biomarkerPanel(data, visits));
    expect(flat.find(({ path }) => path === "rows.5.pValue")).toEqual({ path: "rows.5.pValue", statistic: "pValue", value: null, reason: "too-few-values" });
  });
});
