import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forestChart, participantFlowDiagram, survivalChart } from "trialwise/chart";
import { kaplanMeier } from "trialwise/survival";
import { endsOf, logTicks, roundTicks } from "../../src/chart/axisTicks.ts";
import { spreadTies } from "../../src/chart/spreadTies.ts";
import { wrapLines } from "../../src/chart/chartText.ts";
import { svgOf, warningsOf } from "./render.ts";
import { simulatedResults } from "./simulatedResults.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
const hostile = fc.constantFrom("__proto__", "constructor", "datum", "a.b", "x[0]", "it's", '"quoted"', "<b>&</b>", "\\", "{signal: 'width'}", "data:,x", "\u0000\uD800", "", "#", "toString");

describe("axes", () => {
  it("round ticks ascend and reach over every value", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 10 }), fc.constantFrom(undefined, "month", "week", "day"), (values, count, unit) => {
        const ticks = roundTicks(values, count, unit);
        const [low, high] = endsOf(ticks);
        const slack = 1e-6 * Math.max(high - low, Number.MIN_VALUE);
        expect(low).toBeLessThanOrEqual(Math.min(...values) + slack);
        expect(high).toBeGreaterThanOrEqual(Math.max(...values) - slack);
        expect(ticks.length).toBeLessThanOrEqual(count + 3);
        expect(ticks.every((tick, index) => index === 0 || tick > ticks[index - 1]!)).toBe(true);
      }),
    );
  });

  it("logarithmic ticks ascend and reach over every ratio", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 9 }), (values) => {
        const ticks = logTicks(values);
        expect(ticks[0]).toBeGreaterThan(0);
        expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-6));
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-6));
        expect(ticks.length).toBeLessThanOrEqual(13);
        expect(ticks.every((tick, index) => index === 0 || tick > ticks[index - 1]!)).toBe(true);
      }),
    );
  });

  it("wrapping loses no letter, and no line is too long", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 20, max: 400 }), (text, pixels) => {
        const lines = wrapLines(text, pixels, 12);
        expect(lines.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF\s]/gu, ""));
        expect(Math.max(...lines.map((line) => line.trimEnd().length))).toBeLessThanOrEqual(Math.max(6, Math.floor(pixels / 6.36)));
      }),
    );
  });
});

describe("symbols that coincide", () => {
  it("are moved apart about their point, and no other is moved", () => {
    const symbol = { x: 0.5, y: 2 };
    fc.assert(
      fc.property(fc.array(fc.record({ x: fc.integer({ min: 0, max: 3 }).map((x) => 10 * x), y: fc.integer({ min: 0, max: 2 }).map((y) => 40 * y) }), { maxLength: 30 }), (points) => {
        const places = spreadTies(points, symbol);
        points.forEach(({ x, y }, index) => {
          const tied = places.filter((_, other) => points[other]!.x === x && points[other]!.y === y);
          if (tied.length === 1) expect(places[index]).toEqual({ x, y });
          expect(new Set(tied.map((place) => `${place.x} ${place.y}`)).size).toBe(tied.length);
          expect(Math.abs(places[index]!.x - x)).toBeLessThanOrEqual(symbol.x * Math.sqrt(tied.length) / 2 + symbol.x);
          expect(Math.abs(places[index]!.y - y)).toBeLessThanOrEqual(symbol.y * Math.sqrt(tied.length) / 2 + symbol.y);
        });
      }),
    );
  });
});

describe("charts of any numbers", () => {
  const interval = fc.tuple(finite, finite, finite).map((three) => three.sort((a, b) => a - b)).chain(([lower, estimate, upper]) =>
    fc.record({
      label: hostile,
      estimate: fc.option(fc.constant(estimate!)),
      interval: fc.record({ lower: fc.option(fc.constant(lower!)), upper: fc.option(fc.constant(upper!)), level: fc.constant(0.95) }),
    }),
  );

  it("a forest plot is plain data, keeps every row, and can be drawn", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(interval, { minLength: 1, maxLength: 6 }), async (rows) => {
        const chart = forestChart(rows);
        expect(JSON.parse(JSON.stringify(chart))).toStrictEqual(chart);
        expect(warningsOf(chart)).toEqual([]);
        expect(await svgOf(chart)).not.toMatch(/NaN|undefined/);
        const values = chart.concat[0]!.data.values;
        if (chart.concat[0]!.layer.length > 1) expect(values.map(({ estimate }) => estimate)).toEqual(rows.map(({ estimate }) => (estimate === null ? null : estimate + 0)));
      }),
      { numRuns: 8 },
    );
  });

  it("curves never rise, and numbers at risk never do", () => {
    const participant = fc.tuple(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.boolean());
    fc.assert(
      fc.property(fc.array(participant, { minLength: 1, maxLength: 30 }), (people) => {
        const result = kaplanMeier({ time: people.map(([time]) => time), event: people.map(([, event]) => event) });
        const chart = survivalChart(result);
        expect(JSON.parse(JSON.stringify(chart))).toStrictEqual(chart);
        const heights = chart.concat[1]!.data.values.map(({ estimate }) => Number(estimate));
        expect(heights.every((height, index) => index === 0 || height <= heights[index - 1]!)).toBe(true);
        const numbers = chart.concat[2]!.data.values.map(({ number }) => Number(number));
        expect(numbers[0]).toBe(people.length);
        expect(numbers.every((number, index) => index === 0 || number <= numbers[index - 1]!)).toBe(true);
      }),
    );
  });
});

describe("hostile labels", () => {
  const results = simulatedResults({ arms: ["msc", "control"], size: 8 });

  it("are drawn as they are, and change nothing else", async () => {
    const plain = survivalChart(results.survival, { arms: { msc: { label: "A" }, control: { label: "B" } } });
    const marks = (svg: string) => svg.replaceAll(/<text[^>]*>.*?<\/text>/gs, "").match(/<path/g)!.length;
    const expected = marks(await svgOf(plain));
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (first, second) => {
        const chart = survivalChart(results.survival, { arms: { msc: { label: first }, control: { label: second } }, title: first, outcome: second });
        expect(warningsOf(chart)).toEqual([]);
        expect(marks(await svgOf(chart))).toBe(expected);
      }),
      { numRuns: 6, examples: [["__proto__", "__proto__"], ["constructor", "toString"]] },
    );
  });

  it("cannot leave the text of a flow diagram", () => {
    fc.assert(
      fc.property(hostile, (label) => {
        const arms = { msc: { label }, control: { label: "B" } };
        const tags = (svg: string) => (svg.match(/<[a-z/]+/g) ?? []).filter((tag) => tag !== "<text" && tag !== "</text");
        expect(tags(participantFlowDiagram(results.flow, { arms, title: label }))).toEqual(tags(participantFlowDiagram(results.flow, { arms: { ...arms, msc: { label: "A" } }, title: "x" })));
      }),
    );
  });
});
