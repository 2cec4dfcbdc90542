import { beforeAll, describe, expect, it } from "vitest";
import { describe as describeResult, methodsText } from "trialwise/report";
import { confirmedProgression, coxRegression, defineTrial, edss, edssChange, edssPlusProgression, fitLinearMixedModel, kingsStage, logRankTest, rankSumTest, readTrialData, studentTTest, t25fw, timeToProgression } from "trialwise";
import { methodNames } from "../../src/report/methodsText.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { methodsOfCalculators, resultsOfExamples } from "./methodsOfCalculators.ts";

type Result = Parameters<typeof methodsText>[0];

describe("methodsText, for every calculator", () => {
  let results: Awaited<ReturnType<typeof resultsOfExamples>> = [];
  let declared: ReadonlyMap<string, string> = new Map();
  beforeAll(async () => {
    declared = methodsOfCalculators();
    results = await resultsOfExamples();
  }, 120_000);

  it("every method that a public function declares has a text, and every text a method", () => {
    expect(declared.size).toBeGreaterThan(80);
    expect([...declared].filter(([name]) => !methodNames().includes(name))).toEqual([]);
    expect(methodNames().filter((name) => !declared.has(name))).toEqual([]);
  });

  it("the examples of the documentation bring most methods about, and every result of theirs has whole sentences with its reference", () => {
    const seen = new Set(results.map(({ method }) => method.name));
    expect(methodNames().filter((name) => !seen.has(name)).length).toBeLessThan(30);
    for (const result of results) {
      const text = methodsText(deepFreeze(result) as Result);
      expect(text, result.method.name).toMatch(/^[\p{Lu}\d].*\. References?: .+\.$/u);
      expect(text, result.method.name).not.toMatch(/undefined|null(?! hypothesis)|NaN|\[object|\bInfinity\b| {2}| ,|\.\.|,\./);
      expect(text.replace(/\.$/, "").endsWith(result.method.reference.replace(/\.$/, ""))).toBe(true);
    }
  });

  it("says every number and every switch of the options, those that do not apply aside", () => {
    const silent = new Set<string>();
    for (const result of results) {
      const { method } = result;
      const text = methodsText(result as Result);
      for (const [option, value] of Object.entries(method.options)) {
        const other = typeof value === "number" ? value * 0.75 + 0.07 : typeof value === "boolean" ? !value : undefined;
        if (other === undefined || unsaid.some(([name, field]) => name === method.name && field === option)) continue;
        const changed = methodsText({ ...result, method: { ...method, options: { ...method.options, [option]: other } } } as unknown as Result);
        if (changed === text) silent.add(`${method.name} does not say ${option}`);
      }
    }
    expect([...silent]).toEqual([]);
  });

  it("describe has one line for each of them", () => {
    for (const result of results) {
      const line = describeResult(deepFreeze(result));
      expect(line.startsWith(result.method.name)).toBe(true);
      expect(line, result.method.name).not.toMatch(/undefined|null|NaN|\[object|\n/);
    }
  });
});

/** Options that do not bear on the result with the others as they are in the examples. */
const unsaid: readonly (readonly [string, string])[] = [
  ["adverse-event-tally", "level"],
  ["crossover-rank-test", "continuityCorrection"],
  ["rank-sum-test", "continuityCorrection"],
  ["signed-rank-test", "continuityCorrection"],
  ["joint-rank", "permutations"],
  ["joint-rank", "seed"],
  ["joint-rank", "continuityCorrection"],
  ["joint-rank", "level"],
  ["joint-rank-test", "permutations"],
  ["joint-rank-test", "seed"],
  ["joint-rank-test", "continuityCorrection"],
  ["joint-rank-test", "level"],
  ["time-to-progression", "percent"],
];

describe("methodsText", () => {
  it("writes tests as a journal does", () => {
    expect(methodsText(studentTTest({ treatment: [1, 2, 4], control: [2, 5, 9] }, { level: 0.9, alternative: "less" }))).toBe(
      "The means of two groups were compared by Student's t test with a pooled variance. The test was one-sided (alternative: less); the confidence interval has a level of 90%. " +
        "References: Student 1908, doi:10.1093/biomet/6.1.1; Fisher 1925, Metron 5, 90-104.",
    );
    expect(methodsText(rankSumTest({ treatment: [1, 2, 4], control: [2, 5, 9] }, { pValueMethod: "normal", continuityCorrection: false }))).toContain(
      "with midranks for ties and the normal approximation without continuity correction",
    );
  });

  it("says ties, variance, estimator and degrees of freedom", () => {
    const times = { time: [1, 2, 2, 4, 5, 6], event: [true, true, true, false, true, true] };
    expect(methodsText(coxRegression({ ...times, covariates: { age: [1, 3, 2, 5, 4, 2] } }, { ties: "breslow", covarianceMethod: "robust" }))).toContain(
      "with Breslow's method for ties and Lin and Wei's robust variance",
    );
    expect(methodsText(logRankTest({ ...times, group: [1, 1, 2, 2, 1, 2] }, { rho: 1, test: "trend" }))).toContain("weighted log-rank test of Harrington and Fleming (ρ = 1) for trend");
    const fit = fitLinearMixedModel(
      {
        response: [10, 8, 7, 12, 11, 9, 9, 8, 5, 11, 9, 9],
        participant: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
        fixed: { intercept: Array<number>(12).fill(1), month: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2] },
        random: { intercept: Array<number>(12).fill(1) },
      },
      { degreesOfFreedomMethod: "kenward-roger" },
    );
    expect(methodsText(fit)).toContain("by restricted maximum likelihood (REML), with an unstructured covariance of the random effects and covariance and degrees of freedom by Kenward and Roger's method");
  });

  it("says every step of the EDSS, and nothing of tests that were not taken", () => {
    const time = [0, 84, 168];
    const steps = "1.5 points from 0, by 1 point from a score below 5.5 and by half a point from 5.5 on";
    expect(methodsText(edssChange({ baseline: 4, followUp: 5 }, { halfPointFrom: 5.5 }))).toContain(`a rise by ${steps}; improvement is a fall by 1 point, or by half a point from 5.5 on`);
    expect(methodsText(confirmedProgression({ time, value: [4, 5, 5] }, { rule: { kind: "edss", halfPointFrom: 5.5 }, weeks: 12 }))).toContain(steps);
    expect(methodsText(edssPlusProgression({ edss: { time, value: [4, 5, 5] } }, { halfPointFrom: 5.5 }))).toContain(steps);
    const trial = defineTrial({ id: "ms", arms: { a: { label: "A", role: "experimental" } }, visits: { week0: { at: { weeks: 0 }, baseline: true }, week12: { at: { weeks: 12 } } }, measures: { edss, t25fw } });
    const data = readTrialData(trial, { participants: [] });
    const text = (components: { readonly edss?: "edss"; readonly t25fw?: "t25fw" }) => methodsText(timeToProgression(data, { components, weeks: 12, halfPointFrom: 5.5 }));
    expect(text({ edss: "edss" })).toContain(`days: a worsening of the EDSS by ${steps}, against a fixed reference`);
    expect(text({ t25fw: "t25fw" })).toContain("days: a worsening of a timed test by 20% against a fixed reference");
    expect(text({ edss: "edss", t25fw: "t25fw" })).toContain(`${steps}, or of a timed test by 20%, each confirmed by itself, against a fixed reference`);
  });

  it("refuses what is no result", () => {
    const method = { name: "student-t-tset", options: {}, reference: "none" };
    expect(() => methodsText({ method } as never)).toThrow('methodsText: there is no text for the method "student-t-tset". Is it "student-t-test"?');
    expect(() => methodsText({ method: { name: "constructor", options: {}, reference: "" } } as never)).toThrow("there is no text for the method");
    for (const wrong of [undefined, null, 3, {}, { method: null }, { method: { name: 3 } }]) expect(() => methodsText(wrong as never)).toThrow(TypeError);
  });
});

describe("describe", () => {
  it("says what could not be estimated, and why", () => {
    expect(describeResult({ method: { name: "welch-t-test" }, estimate: null, pValue: null, reasons: { estimate: "no-values" }, counts: { treatment: 0, control: 4 } } as never)).toBe(
      "welch-t-test: estimate – (no-values), n 0 + 4",
    );
    expect(describeResult({ method: { name: "participant-flow" }, counts: { participants: 5 } } as never)).toBe("participant-flow: participants 5");
    expect(describeResult({ method: { name: "two-visit-slope" } })).toBe("two-visit-slope");
  });

  it("is one line also where an arm's key has several", () => {
    const byArm = { "a\nERROR\u2028forged\u001B[31m": { n: 2, events: 1 } };
    expect(describeResult({ method: { name: "x" }, byArm } as never)).toBe("x: events in a ERROR forged [31m 1 of 2");
  });

  it("says the fields of a result without estimate and counts, such as a stage", () => {
    const items = { speech: 3, salivation: 4, swallowing: 4, handwriting: 2, cutting: 2, dressing: 2, turningInBed: 3, walking: 4, climbingStairs: 4, dyspnea: 4, orthopnea: 4, respiratoryInsufficiency: 4 };
    expect(describeResult(kingsStage(items))).toBe("kings-stage: stage 2");
    expect(describeResult(edssChange({ baseline: 3, followUp: 4.5 }))).toBe("edss-change: change 1.5, verdict progression");
    expect(describeResult({ method: { name: "x" }, kind: "x", percentImprovement: null, isFast: true, reasons: { percentImprovement: "no-lead-in-decline" } } as never)).toBe("x: percent improvement – (no-lead-in-decline), is fast true");
  });

  it("looks for the estimate where the result has it", () => {
    const interval = { lower: 0.1, upper: 1.2, level: 0.95 };
    const says = (result: object) => describeResult({ method: { name: "x" }, ...result } as never);
    const groups = { treatment: { arm: "a", n: 6, events: 2 }, control: { arm: "b", n: 5, events: 4 } };
    const regression = { coefficients: { treatment: { hazardRatio: 0.4, hazardRatioInterval: interval, pValue: 0.2 } } };
    expect(says({ regression, logRank: { pValue: 0.0001 }, groups })).toBe("x: hazard ratio 0.4 (95% CI 0.1 to 1.2), log-rank p < 0.001, n 6 + 5");
    const adjusted = { treatment: { hazardRatio: 0.45, hazardRatioInterval: { lower: 0.12, upper: 1.3, level: 0.95 } } };
    expect(says({ regression, adjustedRegression: adjusted, groups })).toBe("x: hazard ratio 0.4 (95% CI 0.1 to 1.2), p 0.200, adjusted hazard ratio 0.45 (95% CI 0.12 to 1.3), n 6 + 5");
    expect(says({ regression, adjustedRegression: { treatment: null, reasons: { treatment: "unbounded" } }, groups })).toBe("x: hazard ratio 0.4 (95% CI 0.1 to 1.2), p 0.200, adjusted hazard ratio – (unbounded), n 6 + 5");
    expect(says({ regression: null, logRank: null, groups })).toBe("x: n 6 + 5");
    expect(says({ wins: { winRatio: { estimate: 1.5, interval, pValue: 0.3 } }, groups })).toBe("x: win ratio 1.5 (95% CI 0.1 to 1.2), p 0.300, n 6 + 5");
    expect(says({ auc: { estimate: 0.8, interval }, counts: { positive: 4, negative: 3 } })).toBe("x: area under the curve 0.8 (95% CI 0.1 to 1.2), positive 4, negative 3");
    expect(says({ byArm: { a: { n: 6, events: 2 }, b: { n: 5, events: 4 } } })).toBe("x: events in a 2 of 6, events in b 4 of 5");
    expect(says({ difference: 2, power: 0.8, n: 31.456789, nEnrolled: { treatment: 36, control: 36, total: 72 } })).toBe("x: difference 2, power 0.8, n enrolled 36 + 36, n 31.46");
  });

  it("prints small p-values as bounds", () => {
    expect(describeResult({ method: { name: "x" }, pValue: 0.0004 } as never)).toBe("x: p < 0.001");
    for (const wrong of [undefined, null, {}, { method: {} }]) expect(() => describeResult(wrong as never)).toThrow(TypeError);
  });
});
