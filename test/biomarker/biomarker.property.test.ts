import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedBiomarkerChange, biomarkerChange, biomarkerCorrelation, biomarkerPanel, censoredNormal, censoredNormalPairs, type CensoredValue } from "trialwise/biomarker";
import { expectPlain } from "../survival/plain.ts";
import { type ExampleParticipant, readExample, type Written } from "./exampleTrial.ts";

const written: fc.Arbitrary<Written> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 15, max: 120 }) },
  { weight: 1, arbitrary: fc.constantFrom<Written>("<15", ">120", "not-done", null, 0) },
);
const pair = fc.tuple(written, written);

/** Participants with gaps, limits and zeros, some of them under hostile names. */
const participants: fc.Arbitrary<readonly ExampleParticipant[]> = fc
  .uniqueArray(fc.oneof(fc.constantFrom("__proto__", "constructor", "a", "b"), fc.string({ minLength: 1, maxLength: 4 })), { maxLength: 9 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ arm: fc.constantFrom("msc" as const, "control" as const), samples: fc.record({ tgfb1: pair, ccl2: pair, il6: pair }) }).map((rest) => ({ id, ...rest })))));

const visits = { from: "V5", to: "V6" } as const;
const x = { biomarker: "tgfb1", ...visits } as const;
const y = { biomarker: "ccl2", at: "V6", scale: "log" } as const;

describe("biomarkers of any trial", () => {
  it("biomarkerChange accounts for every participant once, and returns plain data", () => {
    fc.assert(
      fc.property(participants, fc.constantFrom("raw", "log", "fold"), (people, scale) => {
        const data = readExample(people);
        const { rows, excluded, counts, byArm } = biomarkerChange(data, { ...x, scale, limits: "limit" });
        expect([...rows, ...excluded].map(({ participant }) => participant).sort()).toEqual(people.map(({ id }) => id).sort());
        expect(counts).toEqual({ participants: people.length, analysed: rows.length, excluded: excluded.length });
        expect(byArm.msc.n + byArm.control.n).toBe(rows.length);
        expectPlain((input: typeof data) => biomarkerChange(input, { ...x, scale, limits: "half" }), data);
        if (scale !== "raw") expectPlain((input: typeof data) => biomarkerChange(input, { ...x, scale, limits: "tobit" }), data);
      }),
      { numRuns: 60 },
    );
  });

  it("biomarkerCorrelation accounts for every participant once, is symmetric in x and y, and returns plain data", () => {
    fc.assert(
      fc.property(participants, (people) => {
        const data = readExample(people);
        const there = biomarkerCorrelation(data, { x, y, limits: "half" });
        const back = biomarkerCorrelation(data, { x: y, y: x, limits: "half" });
        expect(there.rows.length + there.excluded.length).toBe(people.length);
        const [first, second] = [there.overall.correlation.estimate, back.overall.correlation.estimate];
        if (first === null) expect(second).toBeNull();
        else expect(second).toBeCloseTo(first, 12);
        expectPlain((input: typeof data) => biomarkerCorrelation(input, { x, y, limits: "half", method: "kendall" }), data);
      }),
      { numRuns: 60 },
    );
  });

  it("biomarkerPanel has a row for each analyte and arm, none less adjusted than its own p-value, and returns plain data", () => {
    fc.assert(
      fc.property(participants, fc.constantFrom("holm", "hommel", "benjamini-hochberg"), (people, adjustment) => {
        const data = readExample(people);
        const { rows, counts } = biomarkerPanel(data, { ...visits, limits: "limit", adjustment });
        expect(rows.length).toBe(6);
        expect(counts.tests + counts.notTested).toBe(6);
        for (const { pValue, adjustedPValue } of rows) if (pValue !== null) expect(adjustedPValue).toBeGreaterThanOrEqual(pValue);
        expectPlain((input: typeof data) => biomarkerPanel(input, { ...visits, limits: "limit", adjustment }), data);
      }),
      { numRuns: 40 },
    );
  });

  it("adjustedBiomarkerChange turns its sign with the arms, needs no change but the value after, and is plain", () => {
    fc.assert(
      fc.property(participants, fc.constantFrom("raw", "log", "fold"), (people, scale) => {
        const data = readExample(people);
        const change = biomarkerChange(data, { ...x, scale, limits: "half" });
        const there = adjustedBiomarkerChange(change, { treatment: "msc", control: "control" });
        const back = adjustedBiomarkerChange(change, { treatment: "control", control: "msc" });
        expectPlain((input: typeof change) => adjustedBiomarkerChange(input, { treatment: "msc", control: "control" }), change);
        if (there.estimate === null || back.estimate === null) {
          expect(back.estimate).toBe(there.estimate);
          return;
        }
        expect(Math.abs(back.estimate + there.estimate)).toBeLessThan(1e-8 * (there.standardError! + Math.abs(there.estimate)));
        // With the value after for the change, the arm's coefficient stays and that of the value before is greater by 1.
        const onScale = (value: number) => (scale === "raw" ? value : Math.log(value));
        const after = { ...change, rows: change.rows.map((row) => ({ ...row, change: onScale(row.after) })) };
        const level = adjustedBiomarkerChange(after, { treatment: "msc", control: "control" });
        if (level.estimate === null) return;
        expect(Math.abs(level.estimate - there.estimate) / there.standardError!).toBeLessThan(1e-6);
        expect(level.baseline.estimate!).toBeCloseTo(there.baseline.estimate! + 1, 7);
      }),
      { numRuns: 80 },
    );
  });

  it("biomarkerChange on logarithms turns its sign with the order of visits' values, and does not depend on the unit", () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 15, max: 120 }), fc.integer({ min: 15, max: 120 })), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 50 }), (pairs, unit) => {
        const read = (each: (values: readonly [number, number]) => readonly [number, number]) =>
          biomarkerChange(readExample(pairs.map((values, index) => ({ id: String(index), arm: "msc", samples: { ccl2: each(values) } }))), { biomarker: "ccl2", ...visits, scale: "fold" }).byArm.msc;
        const [here, back, there] = [read((values) => values), read(([before, after]) => [after, before]), read(([before, after]) => [unit * before, unit * after])];
        expect(back.tTest.estimate!).toBeCloseTo(-here.tTest.estimate!, 12);
        expect(there.fold!.estimate!).toBeCloseTo(here.fold!.estimate!, 9);
      }),
      { numRuns: 40 },
    );
  });
});

const sample: fc.Arbitrary<CensoredValue[]> = fc
  .array(fc.integer({ min: -30, max: 30 }), { minLength: 3, maxLength: 20 })
  .filter((values) => new Set(values.filter((value) => value > -12 && value < 18)).size >= 2)
  .map((values) => values.map((value) => (value <= -12 ? { below: -12 } : value >= 18 ? { above: 18 } : value)));
const mapped = (values: readonly CensoredValue[], slope: number, shift: number) =>
  values.map((value): CensoredValue => {
    const at = (limit: number) => slope * limit + shift;
    if (typeof value === "number") return at(value);
    const [limit, isBelow] = "below" in value ? [at(value.below), slope > 0] : [at(value.above), slope < 0];
    return isBelow ? { below: limit } : { above: limit };
  });

describe("values beyond limits", () => {
  it("censoredNormal moves and turns with its values, whatever their order, and is plain", () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(1, -1, 3), fc.integer({ min: -50, max: 50 }), (values, slope, shift) => {
        const here = censoredNormal({ values });
        const there = censoredNormal({ values: mapped([...values].reverse(), slope, shift) });
        const error = here.standardError;
        expect(Math.abs(there.estimate - (slope * here.estimate + shift)) / error).toBeLessThan(1e-7);
        expect(there.standardDeviation.estimate / Math.abs(slope) / here.standardDeviation.estimate).toBeCloseTo(1, 7);
        const [low, high] = slope > 0 ? [there.interval.lower!, there.interval.upper!] : [there.interval.upper!, there.interval.lower!];
        expect(Math.abs(low - (slope * here.interval.lower! + shift)) / error).toBeLessThan(1e-6);
        expect(Math.abs(high - (slope * here.interval.upper! + shift)) / error).toBeLessThan(1e-6);
        expectPlain((input: { readonly values: readonly CensoredValue[] }) => censoredNormal(input), { values });
      }),
      { numRuns: 80 },
    );
  });

  it("censoredNormalPairs keeps its test under a new unit, and turns its sign when before and after are swapped", () => {
    const pairs = fc
      .array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), { minLength: 5, maxLength: 14 })
      .map((values) => values.map(([first, noise]) => [first, Math.round(0.5 * first + noise / 2)] as const))
      .filter((values) => new Set(values.filter((each) => each.every((value) => value > -15)).map(([first]) => first)).size >= 4);
    fc.assert(
      fc.property(pairs, (values) => {
        const censored = (place: 0 | 1) => values.map((each): CensoredValue => (each[place] <= -15 ? { below: -15 } : each[place]));
        const input = { before: censored(0), after: censored(1) };
        let here: ReturnType<typeof censoredNormalPairs>;
        try {
          here = censoredNormalPairs(input, { intervalMethod: "wald" });
        } catch (error) {
          expect(["no-variance", "too-few-values"]).toContain((error as { code?: string }).code);
          return;
        }
        const scaled = censoredNormalPairs({ before: mapped(input.before, 7, 100), after: mapped(input.after, 7, 100) }, { intervalMethod: "wald" });
        const swapped = censoredNormalPairs({ before: input.after, after: input.before }, { intervalMethod: "wald" });
        expect(Math.abs(scaled.statistic - here.statistic)).toBeLessThan(1e-6 * (1 + Math.abs(here.statistic)));
        expect(Math.abs(swapped.statistic + here.statistic)).toBeLessThan(1e-6 * (1 + Math.abs(here.statistic)));
        expect(scaled.correlation.estimate).toBeCloseTo(here.correlation.estimate, 7);
        expectPlain((pairsInput: typeof input) => censoredNormalPairs(pairsInput, { intervalMethod: "wald" }), input);
      }),
      { numRuns: 60 },
    );
  });
});
