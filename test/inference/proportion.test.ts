import { describe, expect, it } from "vitest";
import { proportion } from "trialwise/inference";
import type { ProportionIntervalMethod } from "trialwise/inference";
import { naiveClopperPearson, naiveJeffreys, naiveWald, naiveWilson } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

type Limits = readonly [number, number];

interface ProportionCase {
  readonly events: number;
  readonly n: number;
  readonly level: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly wilson: Limits;
  readonly clopperPearson: Limits;
  readonly agrestiCoull: Limits;
  readonly jeffreys: Limits;
  readonly wald: Limits;
}

const methods: Readonly<Record<ProportionIntervalMethod, "wilson" | "clopperPearson" | "agrestiCoull" | "jeffreys" | "wald">> = {
  wilson: "wilson",
  "clopper-pearson": "clopperPearson",
  "agresti-coull": "agrestiCoull",
  jeffreys: "jeffreys",
  wald: "wald",
};

const methodNames = Object.keys(methods) as ProportionIntervalMethod[];

/** Score and exact limits keep relative precision near 0; Wald-like ones are differences, measured by 1. */
function limitErrors(method: ProportionIntervalMethod, counts: { events: number; n: number }, level: number, [lower, upper]: Limits) {
  const { interval } = proportion(counts, { intervalMethod: method, level });
  const scale = (value: number) => (method === "wald" || method === "agresti-coull" ? 1 : value);
  return { [`${method}.lower`]: errorOf(interval.lower, lower, scale(lower)), [`${method}.upper`]: errorOf(interval.upper, upper, scale(upper)) };
}

describe("proportion", () => {
  it("repeats the four examples of Newcombe 1998, Table I", () => {
    // https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E: methods 1 (Wald), 3 (score) and 5 (Clopper–Pearson).
    const table: readonly (readonly [number, number, Limits, Limits, Limits])[] = [
      [81, 263, [0.2522, 0.3638], [0.2553, 0.3662], [0.2527, 0.3676]],
      [15, 148, [0.0527, 0.15], [0.0624, 0.1605], [0.0578, 0.1617]],
      [0, 20, [0, 0], [0, 0.1611], [0, 0.1684]],
      [1, 29, [0, 0.1009], [0.0061, 0.1718], [0.0009, 0.1776]],
    ];
    for (const [events, n, ...limits] of table) {
      (["wald", "wilson", "clopper-pearson"] as const).forEach((intervalMethod, index) => {
        const { interval } = proportion({ events, n }, { intervalMethod });
        expect(interval.lower, `${events}/${n} ${intervalMethod}`).toBeCloseTo(limits[index]![0], 4);
        expect(interval.upper, `${events}/${n} ${intervalMethod}`).toBeCloseTo(limits[index]![1], 4);
      });
    }
  });

  it("has the exact limits by hand where the binomial tail is a power", () => {
    // With no events the upper limit solves (1 − p)ⁿ = 0.025; with events only the lower one solves pⁿ = 0.025.
    expect(proportion({ events: 0, n: 20 }, { intervalMethod: "clopper-pearson" }).interval.upper).toBeCloseTo(1 - 0.025 ** (1 / 20), 14);
    expect(proportion({ events: 20, n: 20 }, { intervalMethod: "clopper-pearson" }).interval.lower).toBeCloseTo(0.025 ** (1 / 20), 14);
  });

  it("agrees with R on 240 random cases and five methods", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<ProportionCase>("proportions");
    cases.forEach((expected, at) => {
      const { events, n, level } = expected;
      for (const method of methodNames) worst.add(at, limitErrors(method, { events, n }, level, expected[methods[method]]));
      const result = proportion({ events, n });
      worst.add(at, { estimate: errorOf(result.estimate, expected.estimate), standardError: errorOf(result.standardError, expected.standardError) });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by search and integrals", () => {
    const worst = new WorstErrors();
    const small = readFixture<ProportionCase>("proportions").cases.filter(({ n }) => n <= 60).slice(0, 60);
    small.forEach(({ events, n, level }, at) => {
      worst.add(at, limitErrors("wilson", { events, n }, level, naiveWilson(events, n, level)));
      worst.add(at, limitErrors("clopper-pearson", { events, n }, level, naiveClopperPearson(events, n, level)));
      worst.add(at, limitErrors("agresti-coull", { events, n }, level, naiveWald(events, n, level, "agresti-coull")));
      worst.add(at, limitErrors("wald", { events, n }, level, naiveWald(events, n, level, "none")));
      if (at % 12 === 0) worst.add(at, limitErrors("jeffreys", { events, n }, level, naiveJeffreys(events, n, level)));
    });
    worst.expectBelow(1e-11);
  });

  it("has limits of exactly 0 and 1 at no events and events only, but for Wald", () => {
    for (const intervalMethod of methodNames) {
      expect(proportion({ events: 0, n: 9 }, { intervalMethod }).interval.lower).toBe(0);
      expect(proportion({ events: 9, n: 9 }, { intervalMethod }).interval.upper).toBe(1);
    }
  });

  it("keeps the digits of a tiny upper limit", () => {
    // Wilson's upper limit at no events is z²/(n + z²).
    const zSquared = 1.959963984540054 ** 2;
    const { upper } = proportion({ events: 0, n: 1e15 }).interval;
    expect(upper! / (zSquared / (1e15 + zSquared))).toBeCloseTo(1, 13);
  });

  it("says in its method what it did", () => {
    expect(proportion({ events: 1, n: 2 }).method).toMatchObject({ name: "wilson", options: { intervalMethod: "wilson", level: 0.95 } });
  });

  it("is plain data and leaves frozen input alone", () => {
    for (const intervalMethod of methodNames) {
      expectPlain((input) => proportion(input, { intervalMethod }), { events: -0, n: 3 });
      expectPlain((input) => proportion(input, { intervalMethod }), { events: 3, n: 3 });
      expectPlain((input) => proportion(input, { intervalMethod }), { events: 4e14, n: 1e15 });
    }
  });

  it("refuses an empty group with a code, and more events than participants", () => {
    expect(codeOf(() => proportion({ events: 0, n: 0 }))).toBe("too-few-values");
    expect(() => proportion({ events: 3, n: 2 })).toThrow("events must not be more than n, which is 2; received 3");
    // @ts-expect-error: a method that does not exist
    expect(() => proportion({ events: 1, n: 2 }, { intervalMethod: "wilsen" })).toThrow('Did you mean "wilson"?');
  });
});
