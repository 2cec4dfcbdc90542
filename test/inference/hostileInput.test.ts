import { describe, expect, it } from "vitest";
import {
  binomialTest,
  cochranMantelHaenszelTest,
  compareEstimates,
  compareProportions,
  correlation,
  fisherExactTest,
  mcNemarTest,
  pairedTTest,
  pearsonChiSquareTest,
  powerTTest,
  proportion,
  rankSumTest,
  signedRankTest,
  signTest,
  studentTTest,
  summarise,
  welchTTest,
} from "trialwise/inference";
import { codeOf } from "./robustness.ts";

// Notebooks are not type-checked: what the compiler refuses, the functions refuse by name.

const good = [1, 2, 4];
// oxlint-disable-next-line no-sparse-arrays -- a hole is what is tested
const sparse = [1, , 3] as unknown as number[];

describe("samples", () => {
  const takers: readonly (readonly [string, (sample: number[]) => unknown])[] = [
    ["summarise", (sample) => summarise(sample)],
    ["studentTTest", (sample) => studentTTest({ treatment: sample, control: good })],
    ["studentTTest", (sample) => studentTTest({ treatment: good, control: sample })],
    ["welchTTest", (sample) => welchTTest({ treatment: sample, control: good })],
    ["pairedTTest", (sample) => pairedTTest({ before: sample, after: good })],
    ["pairedTTest", (sample) => pairedTTest({ differences: sample })],
    ["correlation", (sample) => correlation({ x: sample, y: good })],
    ["rankSumTest", (sample) => rankSumTest({ treatment: sample, control: good })],
    ["rankSumTest", (sample) => rankSumTest({ treatment: good, control: sample })],
    ["signedRankTest", (sample) => signedRankTest({ before: sample, after: good })],
    ["signedRankTest", (sample) => signedRankTest({ differences: sample })],
    ["signTest", (sample) => signTest({ differences: sample })],
  ];

  it.each(takers)("%s refuses values that are not finite numbers, by place", (name, take) => {
    expect(() => take([1, NaN, 3])).toThrow(new RegExp(`^${name}: .*\\[1\\] must be a finite number; received NaN`));
    expect(() => take([1, Infinity, 3])).toThrow("[1] must be a finite number; received Infinity");
    expect(() => take([-Infinity, 2, 3])).toThrow(RangeError);
    expect(() => take(sparse)).toThrow("[1] must be a finite number; received undefined");
    expect(() => take(["1", 2, 3] as never)).toThrow('[0] must be a finite number; received "1"');
    expect(() => take([1, null, 3] as never)).toThrow(TypeError);
    expect(() => take([1, 2n, 3] as never)).toThrow(TypeError);
    expect(() => take("1,2,3" as never)).toThrow("must be an array of numbers or a Float64Array");
    expect(() => take(null as never)).toThrow(TypeError);
    expect(() => take(undefined as never)).toThrow(TypeError);
    expect(() => take({} as never)).toThrow(TypeError);
    expect(() => take({ length: 3, 0: 1, 1: 2, 2: 3 } as never)).toThrow(TypeError);
  });

  it.each(takers)("%s refuses values too large to square", (_name, take) => {
    expect(() => take([1, 2, 1e200])).toThrow("within ±1e150; received 1e+200");
    expect(() => take([-Number.MAX_VALUE, 2, Number.MAX_VALUE])).toThrow(RangeError);
  });

  it("refuses values and differences too large at once, whichever way they come", () => {
    expect(() => pairedTTest({ before: [-1.7e308, 0, 1], after: [1.7e308, 0, 2] })).toThrow(RangeError);
  });

  it("takes the smallest numbers there are", () => {
    const tiny = Number.MIN_VALUE;
    const { standardDeviation } = summarise([0, tiny, 2 * tiny]);
    expect(standardDeviation).toBe(tiny);
    const result = studentTTest({ treatment: [0, tiny, 2 * tiny], control: [0, -tiny, -2 * tiny] });
    expect(result.degreesOfFreedom).toBe(4);
    expect(result.pValue).toBeGreaterThan(0);
  });
});

describe("summaries", () => {
  const student = (treatment: object) => () => studentTTest({ treatment: treatment as never, control: good });

  it("must have a whole n, a finite mean and a standard deviation that is not negative", () => {
    expect(student({ n: 2.5, mean: 1, standardDeviation: 1 })).toThrow("treatment.n must be a whole number of at least 0; received 2.5");
    expect(student({ n: -3, mean: 1, standardDeviation: 1 })).toThrow(RangeError);
    expect(student({ n: "12", mean: 1, standardDeviation: 1 })).toThrow(TypeError);
    expect(student({ n: 3, mean: NaN, standardDeviation: 1 })).toThrow("treatment.mean must be a finite number");
    expect(student({ n: 3, mean: 1, standardDeviation: -1 })).toThrow("treatment.standardDeviation must not be negative; received -1");
    expect(student({ n: 3, mean: 1, standardDeviation: null })).toThrow("treatment.standardDeviation must be a number when n is 3; received null");
    expect(student({ n: 3, mean: 1, sd: 1 })).toThrow("treatment.standardDeviation must be a finite number; received undefined");
    expect(student({ n: 3, mean: 1e300, standardDeviation: 1 })).toThrow("within ±1e150");
  });

  it("may be of groups as large as any", () => {
    const result = studentTTest({ treatment: { n: 1e15, mean: 1, standardDeviation: 1 }, control: { n: 1e15, mean: 0, standardDeviation: 1 } });
    expect(result.degreesOfFreedom).toBe(2e15 - 2);
    expect(result.pValue).toBe(0);
  });
});

describe("counts", () => {
  const tests: readonly (readonly [string, (counts: number[][]) => unknown])[] = [
    ["pearsonChiSquareTest", (counts) => pearsonChiSquareTest(counts)],
    ["fisherExactTest", (counts) => fisherExactTest(counts)],
  ];

  it.each(tests)("%s refuses what is no table of whole counts, by place", (name, test) => {
    expect(() => test([[1, 2], [-1, 4]])).toThrow(`${name}: counts[1][0] must be a whole number of at least 0; received -1`);
    expect(() => test([[1, 2.5], [3, 4]])).toThrow("counts[0][1] must be a whole number");
    expect(() => test([[1, NaN], [3, 4]])).toThrow("counts[0][1] must be a finite number");
    expect(() => test([[1, 2], [3, Infinity]])).toThrow(RangeError);
    expect(() => test([sparse, [3, 4, 5]])).toThrow("counts[0][1] must be a finite number; received undefined");
    expect(() => test([[1, "2"], [3, 4]] as never)).toThrow(TypeError);
    expect(() => test([[1, 2], [3, 4, 5]])).toThrow("rows of counts must have the same length; received 2 and, in counts[1], 3");
    expect(() => test([[1, 2]])).toThrow("at least two rows");
    expect(() => test([[1], [2]])).toThrow("counts[0] must be a list of at least two counts");
    expect(() => test([[1, 2], undefined] as never)).toThrow("counts[1] must be a list");
    expect(() => test([])).toThrow(TypeError);
    expect(() => test("table" as never)).toThrow(TypeError);
    expect(() => test([[2 ** 53, 2], [3, 4]])).toThrow(RangeError);
    expect(() => test([[2 ** 52, 2 ** 52], [3, 4]])).toThrow("the total of counts");
  });

  it("large counts have an answer where the margins allow it", () => {
    expect(pearsonChiSquareTest([[1e15, 1e15], [1e15, 1e15 + 1]]).pValue).toBeCloseTo(1, 6);
    expect(codeOf(() => fisherExactTest([[1e15, 1e15], [1e15, 1e15]]))).toBe("too-much-work");
  });

  it("proportions refuse impossible counts, by name", () => {
    expect(() => proportion({ events: -1, n: 3 })).toThrow("proportion: events must be a whole number of at least 0; received -1");
    expect(() => proportion({ events: 1.5, n: 3 })).toThrow(RangeError);
    expect(() => proportion({ events: 1, n: Infinity })).toThrow(RangeError);
    expect(() => compareProportions({ treatment: { events: 4, n: 3 }, control: { events: 1, n: 3 } })).toThrow("treatment.events must not be more than n, which is 3; received 4");
    // @ts-expect-error: text is no count
    expect(() => proportion({ events: "1", n: 3 })).toThrow(TypeError);
    // @ts-expect-error: n is missing
    expect(() => proportion({ events: 1 })).toThrow("n is missing");
    // @ts-expect-error: misspelt
    expect(() => proportion({ event: 1, n: 3 })).toThrow('events is missing. Is it "event"?');
  });
});

describe("inputs and options", () => {
  const input = { treatment: good, control: [2, 3, 7] };

  it("a missing or misspelt group is named", () => {
    // @ts-expect-error: misspelt
    expect(() => studentTTest({ treatment: good, controll: good })).toThrow('control is missing. Is it "controll"?');
    // @ts-expect-error: no input at all
    expect(() => studentTTest()).toThrow("studentTTest: the input must be an object; received undefined");
    // @ts-expect-error: two lists in place of an object
    expect(() => welchTTest(good, good)).toThrow(TypeError);
    // @ts-expect-error: no input at all
    expect(() => correlation()).toThrow(TypeError);
    // @ts-expect-error: null is no input
    expect(() => pairedTTest(null)).toThrow(TypeError);
    // @ts-expect-error: a group is missing
    expect(() => compareEstimates({ treatment: { estimate: 1, standardError: 1 } })).toThrow("control is missing");
    // @ts-expect-error: the error is missing
    expect(() => compareEstimates({ treatment: { estimate: 1 }, control: { estimate: 1, standardError: 1 } })).toThrow("standardError is missing");
  });

  it("a level of 95 is refused, and any other outside (0, 1)", () => {
    const takers: readonly ((options: { level: number }) => unknown)[] = [
      (options) => studentTTest(input, options),
      (options) => welchTTest(input, options),
      (options) => pairedTTest({ differences: good }, options),
      (options) => fisherExactTest([[1, 2], [3, 4]], options),
      (options) => proportion({ events: 1, n: 2 }, options),
      (options) => compareProportions({ treatment: { events: 1, n: 2 }, control: { events: 1, n: 2 } }, options),
      (options) => correlation({ r: 0.5, n: 10 }, options),
      (options) => compareEstimates({ treatment: { estimate: 1, standardError: 1 }, control: { estimate: 1, standardError: 1 } }, options),
    ];
    for (const take of takers) {
      expect(() => take({ level: 95 })).toThrow("level must be between 0 and 1 (0.95 for 95 %); received 95");
      for (const level of [0, 1, -0.5, NaN, Infinity, "0.95"]) expect(() => take({ level } as never)).toThrow(RangeError);
      expect(() => take({ level: 0.999999999999999 })).not.toThrow();
      expect(() => take({ level: 1e-12 })).not.toThrow();
    }
  });

  it("an unknown option or value is refused, with the nearest one", () => {
    // @ts-expect-error: misspelt
    expect(() => studentTTest(input, { alternativ: "greater" })).toThrow('options must not have "alternativ". Did you mean "alternative"?');
    // @ts-expect-error: R's spelling
    expect(() => studentTTest(input, { alternative: "two.sided" })).toThrow('Did you mean "two-sided"?');
    // @ts-expect-error: the option of another test
    expect(() => welchTTest(input, { continuityCorrection: true })).toThrow("known are level, alternative");
    // @ts-expect-error: a number is no choice
    expect(() => compareProportions({ treatment: { events: 1, n: 2 }, control: { events: 1, n: 2 } }, { test: 1 })).toThrow(RangeError);
    // @ts-expect-error: null is no set of options
    expect(() => summarise(good, null)).toThrow("summarise: options must be an object; received null");
    // @ts-expect-error: text is no set of options
    expect(() => powerTTest({ difference: 1, standardDeviation: 1, power: 0.8 }, "normal")).toThrow(TypeError);
    // @ts-expect-error: misspelt
    expect(() => signedRankTest({ differences: good }, { zero: "pratt" })).toThrow('Did you mean "zeros"?');
    // @ts-expect-error: misspelt
    expect(() => binomialTest({ events: 1, n: 2 }, { probabilty: 0.3 })).toThrow('Did you mean "probability"?');
    // @ts-expect-error: misspelt
    expect(() => mcNemarTest([[1, 2], [3, 4]], { pvalueMethod: "mid-p" })).toThrow('Did you mean "pValueMethod"?');
    // @ts-expect-error: misspelt
    expect(() => cochranMantelHaenszelTest([[[1, 2], [3, 4]]], { continuitycorrection: true })).toThrow('Did you mean "continuityCorrection"?');
    // @ts-expect-error: the n of a published coefficient
    expect(() => correlation({ x: good, y: good, n: 20 })).toThrow("correlation: give x and y, or r and n, not both");
    expect(() => studentTTest(input, JSON.parse('{"__proto__": 1}'))).toThrow('options must not have "__proto__"');
  });
});
