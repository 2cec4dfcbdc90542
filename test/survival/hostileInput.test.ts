import { describe, expect, it } from "vitest";
import { compareRestrictedMeanSurvival, coxRegression, kaplanMeier, logRankTest, proportionalHazardsTest, restrictedMeanSurvival } from "trialwise/survival";
import { codeOf } from "../inference/robustness.ts";

// Notebooks are not type-checked: what the compiler refuses, the functions refuse by name.

interface Columns {
  readonly time: number[];
  readonly event: boolean[];
}

const good: Columns = { time: [1, 2, 3, 4], event: [true, true, false, true] };
const group = ["a", "b", "b", "a"];
const covariates = { x: [1, 0, 0, 1] };
// oxlint-disable-next-line no-sparse-arrays -- a hole is what is tested
const sparse = [1, , 3, 4] as unknown as number[];

const takers: readonly (readonly [string, (columns: Columns & object) => unknown])[] = [
  ["kaplanMeier", (columns) => kaplanMeier(columns)],
  ["restrictedMeanSurvival", (columns) => restrictedMeanSurvival(columns, { horizon: 2 })],
  ["compareRestrictedMeanSurvival, treatment", (columns) => compareRestrictedMeanSurvival({ treatment: columns, control: good }, { horizon: 2 })],
  ["compareRestrictedMeanSurvival, control", (columns) => compareRestrictedMeanSurvival({ treatment: good, control: columns }, { horizon: 2 })],
  ["logRankTest", (columns) => logRankTest({ ...columns, group })],
  ["coxRegression", (columns) => coxRegression({ ...columns, covariates })],
  ["proportionalHazardsTest", (columns) => proportionalHazardsTest({ ...columns, covariates })],
];

describe("times and events", () => {
  it.each(takers)("%s refuses times that are no times, by place", (name, take) => {
    const withTimes = (time: unknown) => () => take({ ...good, time: time as number[] });
    expect(withTimes([1, NaN, 3, 4])).toThrow(`${name}: time[1] must be a finite number; received NaN`);
    expect(withTimes([1, 2, Infinity, 4])).toThrow("time[2] must be a finite number; received Infinity");
    expect(withTimes([1, 2, -3, 4])).toThrow("time[2] must not be negative; received -3");
    expect(withTimes([1, 2, 1e200, 4])).toThrow("within ±1e150");
    expect(withTimes(sparse)).toThrow("time[1] must be a finite number; received undefined");
    expect(withTimes(["1", 2, 3, 4])).toThrow(TypeError);
    expect(withTimes([1, null, 3, 4])).toThrow(TypeError);
    expect(withTimes("1234")).toThrow(TypeError);
    expect(withTimes({ length: 4 })).toThrow(TypeError);
    expect(withTimes(undefined)).toThrow(TypeError);
  });

  it.each(takers)("%s refuses events that are neither true, false, 1 nor 0, by place", (name, take) => {
    const withEvents = (event: unknown) => () => take({ ...good, event: event as boolean[] });
    expect(withEvents([1, 2, 1, 1])).toThrow(`${name}: event[1] must be true, false, 1 or 0; received 2`);
    expect(withEvents([1, 0, NaN, 1])).toThrow(RangeError);
    expect(withEvents([1, 0, "0", 1])).toThrow("event[2] must be true, false, 1 or 0; received \"0\"");
    expect(withEvents([1, null, 1, 1])).toThrow(TypeError);
    expect(withEvents("1011")).toThrow("event must be an array of true and false, or of 1 and 0");
    expect(withEvents([true, false, true])).toThrow("event must have one entry for each of the 4 of time; received 3");
    expect(() => take({ ...good, event: Float64Array.from([1, 1, 0, 1]) as never })).not.toThrow(TypeError);
  });

  it.each(takers)("%s refuses an entry that is not before its time", (name, take) => {
    const withEntry = (entry: unknown) => () => take({ ...good, entry } as never);
    expect(withEntry([0, 2, 0, 0])).toThrow(`${name}: entry[1] must be before time[1], 2; received 2`);
    expect(withEntry([0, 0, 0, 4 - 1e-12])).toThrow("entry[3] must be before time[3]");
    expect(withEntry([0, -1, 0, 0])).toThrow("entry[1] must not be negative; received -1");
    expect(withEntry([0, 0, 0])).toThrow("entry must have one entry for each of the 4 of time; received 3");
    expect(withEntry([0, NaN, 0, 0])).toThrow(RangeError);
  });

  it.each(takers)("%s refuses a missing or misspelt column, naming it", (_name, take) => {
    expect(() => take({ time: good.time } as never)).toThrow("event is missing");
    expect(() => take({ ...good, entri: [0, 0, 0, 0] } as never)).toThrow('must not have "entri". Did you mean "entry"?');
    expect(() => take(JSON.parse('{"time":[1],"event":[1],"__proto__":{"entry":[0]}}'))).toThrow();
  });

  it("an input or options that are no object are refused", () => {
    expect(() => kaplanMeier(null as never)).toThrow("kaplanMeier: the input must be an object; received null");
    expect(() => logRankTest([1, 2] as never)).toThrow(TypeError);
    expect(() => kaplanMeier(good, null as never)).toThrow("options must be an object; received null");
    expect(() => restrictedMeanSurvival(good, undefined as never)).toThrow(TypeError);
    expect(() => compareRestrictedMeanSurvival({ treatment: good } as never, { horizon: 2 })).toThrow("control is missing");
  });
});

describe("options", () => {
  it("unknown ones and bad values are refused, with the nearest", () => {
    // @ts-expect-error: misspelt
    expect(() => kaplanMeier(good, { intervalMetod: "log" })).toThrow('Did you mean "intervalMethod"?');
    // @ts-expect-error: R's spelling
    expect(() => kaplanMeier(good, { intervalMethod: "loglog" })).toThrow('Did you mean "log-log"?');
    expect(() => kaplanMeier(good, { probabilities: [0.5, 1] })).toThrow("probabilities[1] must be between 0 and 1; received 1");
    expect(() => kaplanMeier(good, { probabilities: [50] })).toThrow(RangeError);
    expect(() => kaplanMeier(good, { times: [-1] })).toThrow("times[0] must not be negative; received -1");
    expect(() => kaplanMeier(good, { times: [NaN] })).toThrow(RangeError);
    // @ts-expect-error: no rule of that name
    expect(() => kaplanMeier(good, { quantileRule: "r" })).toThrow(RangeError);
    expect(() => restrictedMeanSurvival(good, { horizon: 0 })).toThrow("horizon must be above 0; received 0");
    expect(() => restrictedMeanSurvival(good, { horizon: Infinity })).toThrow(RangeError);
    // @ts-expect-error: misspelt
    expect(() => restrictedMeanSurvival(good, { horizon: "lasttime" })).toThrow('Did you mean "last-time"?');
    // @ts-expect-error: of one group only
    expect(() => compareRestrictedMeanSurvival({ treatment: good, control: good }, { horizon: "last-time" })).toThrow(TypeError);
    expect(() => logRankTest({ ...good, group }, { rho: -1 })).toThrow("rho must not be negative; received -1");
    expect(() => logRankTest({ ...good, group }, { rho: NaN })).toThrow(RangeError);
    // @ts-expect-error: no such test
    expect(() => logRankTest({ ...good, group }, { test: "trends" })).toThrow('Did you mean "trend"?');
    // @ts-expect-error: not offered
    expect(() => coxRegression({ ...good, covariates }, { ties: "exact" })).toThrow(RangeError);
    // @ts-expect-error: R's name
    expect(() => coxRegression({ ...good, covariates }, { robust: true })).toThrow('options must not have "robust"');
    // @ts-expect-error: not offered
    expect(() => proportionalHazardsTest({ ...good, covariates }, { transform: "rank" })).toThrow(RangeError);
  });

  it("a level of 95 is refused", () => {
    const level = 95;
    expect(() => kaplanMeier(good, { level })).toThrow("level must be between 0 and 1 (0.95 for 95 %); received 95");
    expect(() => restrictedMeanSurvival(good, { horizon: 2, level })).toThrow(RangeError);
    expect(() => compareRestrictedMeanSurvival({ treatment: good, control: good }, { horizon: 2, level })).toThrow(RangeError);
    expect(() => coxRegression({ ...good, covariates }, { level })).toThrow(RangeError);
  });
});

describe("groups, strata and covariates", () => {
  it("groups and strata must be strings or finite numbers, one for each participant", () => {
    expect(() => logRankTest({ ...good, group: ["a", "b"] })).toThrow("group must have one entry for each of the 4 of time; received 2");
    expect(() => logRankTest({ ...good, group: [1, NaN, 2, 2] })).toThrow("group[1] must be a string or a finite number; received NaN");
    expect(() => logRankTest({ ...good, group: [1, null, 2, 2] as never })).toThrow(TypeError);
    expect(() => logRankTest({ ...good, group: "abba" as never })).toThrow("group must be an array of strings or numbers");
    expect(() => logRankTest({ ...good, group, stratum: [1, 2] })).toThrow("stratum must have one entry");
    expect(() => logRankTest(good as never)).toThrow("group is missing");
    expect(() => coxRegression({ ...good, covariates, stratum: [1, {}, 1, 1] as never })).toThrow("stratum[1] must be a string or a finite number; received an object");
  });

  it("names of an object's own machinery are data as groups, and refused as covariates", () => {
    const { groups } = logRankTest({ ...good, group: ["__proto__", "constructor", "constructor", "__proto__"] });
    expect(groups.map((row) => row.group)).toEqual(["__proto__", "constructor"]);
    expect(() => coxRegression({ ...good, covariates: JSON.parse('{"__proto__":[1,0,0,1]}') })).toThrow('a column cannot be called "__proto__"');
    expect(() => coxRegression({ ...good, covariates: { constructor: [1, 0, 0, 1] } as never })).toThrow('"constructor"');
  });

  it("covariates must be columns of finite numbers, at least one", () => {
    expect(() => coxRegression({ ...good, covariates: {} })).toThrow("covariates must have at least one column");
    expect(() => coxRegression({ ...good, covariates: [[1, 0, 0, 1]] as never })).toThrow(TypeError);
    expect(() => coxRegression({ ...good, covariates: { x: [1, 0] } })).toThrow("covariates.x must have one entry for each of the 4 of time; received 2");
    expect(() => coxRegression({ ...good, covariates: { x: [1, 0, NaN, 1] } })).toThrow("covariates.x[2] must be a finite number; received NaN");
    expect(() => coxRegression({ ...good, covariates: { x: [1, 0, 1e200, 1] } })).toThrow("within ±1e150");
    expect(() => coxRegression(good as never)).toThrow("covariates is missing");
  });

  it("extreme values end in an answer or a code, never in NaN or without end", () => {
    const time = Array.from({ length: 40 }, (_, row) => 1 + ((row * 7) % 40));
    const event = time.map((_, row) => row % 3 > 0);
    const outlier = time.map((_, row) => (row === 5 ? 1e12 : row % 4));
    const fit = codeOf(() => expect(Number.isFinite(coxRegression({ time, event, covariates: { outlier } }).coefficients.outlier.estimate)).toBe(true));
    expect(["no error", "monotone-likelihood", "no-convergence"]).toContain(fit);
    for (const unit of [1e-150, 1e140]) {
      expect(kaplanMeier({ time: time.map((value) => value * unit), event }).median.estimate! / unit).toBeCloseTo(kaplanMeier({ time, event }).median.estimate!, 9);
    }
  });

  it("ten thousand participants, half of whom enter late, take no noticeable time", () => {
    const n = 10_000;
    const time = Array.from({ length: n }, (_, row) => 1 + ((row * 3_797) % n));
    const event = time.map((_, row) => row % 3 > 0);
    const entry = time.map((value, row) => (row % 2 === 0 ? 0 : value / 2));
    const columns = { x: time.map((_, row) => (row * row) % 17), y: time.map((_, row) => (row * 31) % 101) };
    const before = performance.now();
    kaplanMeier({ time, event, entry });
    logRankTest({ time, event, entry, group: time.map((_, row) => row % 3) });
    coxRegression({ time, event, entry, covariates: columns }, { covarianceMethod: "robust" });
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
