import { describe, expect, it } from "vitest";
import { compareArms, type CycleSlopesOptions, cycleSlopes, type KeysOf, slopeChange } from "trialwise";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveCycleSlopes } from "../naive/cycles.ts";
import { expectPlain } from "../change/plain.ts";
import { type ExampleParticipant, readExample, type trial } from "./exampleTrial.ts";
import { analyseCase, cases } from "./referenceTrial.ts";

type ScoreOptions = CycleSlopesOptions<KeysOf<typeof trial>>;
const options = { measure: "alsfrsR", method: "two-visit", per: "day", lastCycle: { days: 90 } } as const;
const one = (participant: ExampleParticipant, extra: Partial<ScoreOptions> = {}) => cycleSlopes(readExample({ a: participant }), { ...options, ...extra });

/** Lead-in of 240 days, doses at 0, 60 and 160; a value at each dose but the second, where it is 10 days before. */
const steady: ExampleParticipant = {
  at: { R2: [-240, 48], R4: [-90, 42], V0: [0, 36], V1: [30, 36], V2: [50, 35], D2m2: [120, 32], D3: [160, 30], end: [250, 21] },
  doses: [0, 60, 160],
};

describe("slopes in cycles", () => {
  it("are right by hand for a participant with a lead-in of eight months and three doses", () => {
    const { leadIn, cycles, treatment } = one(steady);
    // 48 → 36 in 240 days.
    expect(leadIn.rows).toEqual([{ participant: "a", arm: "msc", slope: -0.05, improvement: -0.05, values: { from: 48, to: 36 }, length: 240, visits: 2 }]);
    // 36 → 35 in 50 days; 35 → 30 in 110; 30 → 21 in 90.
    expect(cycles.map(({ dose, rows: [row] }) => [dose, row!.slope, row!.length, row!.interval])).toEqual([[1, -0.02, 50, 60], [2, -5 / 110, 110, 100], [3, -0.1, 90, null]]);
    expect(cycles[0]!.rows[0]!.percentImprovement).toBeCloseTo(60, 10);
    expect(cycles[2]!.rows[0]!).toMatchObject({ improvement: -0.05, change: -0.05, visits: { before: 2, period: 2 }, reasons: { interval: "not-defined" } });
    expect(cycles[2]!.rows[0]!.percentImprovement).toBeCloseTo(-100, 10);
    // 36 → 21 in 250 days is 0.06 a day.
    expect(treatment.rows[0]!).toMatchObject({ slope: -0.06, values: { from: 36, to: 21 }, length: 250, doses: 3 });
    expect(treatment.rows[0]!.percentImprovement).toBeCloseTo(-20, 10);
  });

  it("by least squares take every value from one dose to the next", () => {
    const { leadIn, cycles } = one(steady, { method: "least-squares" });
    // (−240, 48), (−90, 42), (0, 36): deviations of time −130, 20, 110 and of score 6, 0, −6.
    expect(leadIn.rows[0]!.slope).toBeCloseTo((-130 * 6 - 110 * 6) / (130 ** 2 + 20 ** 2 + 110 ** 2), 12);
    expect(leadIn.rows[0]!.visits).toBe(3);
    expect(cycles.map(({ rows }) => rows[0]!.visits.period)).toEqual([3, 3, 2]);
  });

  it("can be held against the period before", () => {
    const { cycles } = one(steady, { against: "previous-cycle" });
    expect(cycles.map(({ rows }) => rows[0]!.slopeBefore)).toEqual([-0.05, -0.02, -5 / 110]);
  });

  it("count months, weeks or days", () => {
    const slopeIn = (per: "month" | "week" | "day") => one(steady, { per }).leadIn.rows[0]!;
    expect(slopeIn("week").slope).toBeCloseTo(-0.35, 12);
    expect(slopeIn("month").slope).toBeCloseTo(-0.05 * 30.4375, 12);
    expect(one(steady, { per: "month", daysPerMonth: 30 }).leadIn.rows[0]!.length).toBe(8);
  });

  it("turn improvement round where lower is better", () => {
    const data = readExample({ a: { measure: "aals", at: { R2: [-240, 148], V0: [0, 136], V2: [50, 135] }, doses: [0, 60] } });
    const { leadIn, cycles } = cycleSlopes(data, { ...options, measure: "aals" });
    expect(leadIn.rows[0]!.improvement).toBe(0.05);
    expect(cycles[0]!.rows[0]!).toMatchObject({ percentImprovement: null, reasons: { percentImprovement: "no-lead-in-decline" } });
    expect(cycles[0]!.rows[0]!.improvement).toBeCloseTo(-0.03, 12);
  });
});

describe("which value stands at a dose", () => {
  const around: ExampleParticipant = { at: { R4: [-100, 40], V0: [0, 38], V1: [20, 37], V2: [36, 36], D2m2: [110, 30] }, doses: [28] };

  it("is the last before, or the first after where none is near enough", () => {
    expect(one(around).leadIn.rows[0]!.slope).toBe(-3 / 120);
    const late = { window: { before: { days: 5 }, after: { days: 10 } } };
    expect(one(around, late).leadIn.rows[0]!.slope).toBe(-4 / 136);
    expect(one(around, { window: { before: { days: 5 }, after: { days: 5 } } }).leadIn.excluded).toEqual([{ participant: "a", arm: "msc", reason: "no-observation" }]);
  });

  it("is the nearest, of two as near the later", () => {
    const both = { atDose: "nearest", window: { before: { days: 10 }, after: { days: 10 } } } as const;
    expect(one(around, both).leadIn.rows[0]!.slope).toBe(-4 / 136);
    expect(one({ ...around, doses: [27] }, both).leadIn.rows[0]!.slope).toBe(-3 / 120);
  });

  it("is never one from before the dose before, nor one that stands elsewhere", () => {
    const wide = { window: { before: { days: 90 }, after: { days: 90 } } };
    const { cycles } = one({ at: { R4: [-30, 40], V0: [0, 38], end: [300, 30] }, doses: [10, 30, 60] }, wide);
    expect(cycles.map(({ excluded }) => excluded[0]?.reason)).toEqual(["no-observation", "no-observation", "no-observation"]);
    expect(cycles.map(({ counts }) => counts.dosed)).toEqual([1, 1, 1]);
  });

  it("may be missing at the end, where the last value within the cycle can close it", () => {
    const short: ExampleParticipant = { at: { R4: [-90, 40], V0: [0, 38], V1: [30, 37] }, doses: [0] };
    expect(one(short).cycles[0]!.excluded).toEqual([{ participant: "a", arm: "msc", reason: "no-observation", visit: "V2" }]);
    expect(one(short, { closing: "last-value" }).cycles[0]!.rows[0]!.slope).toBe(-1 / 30);
    expect(one(short, { method: "least-squares" }).treatment.rows[0]!.slope).toBeCloseTo(-1 / 30, 12);
  });
});

describe("who is left out of a cycle", () => {
  const reasonOf = (participant: ExampleParticipant, dose: number, extra: Partial<ScoreOptions> = {}) => one(participant, extra).cycles[dose - 1]?.excluded[0];

  it("had fewer doses: had k doses means at least k", () => {
    const data = readExample({ a: steady, b: { ...steady, doses: [0] }, c: { at: { R4: [-90, 40], V0: [0, 38] } } });
    const { leadIn, cycles, treatment } = cycleSlopes(data, { ...options, closing: "last-value" });
    expect(cycles.map(({ counts }) => counts)).toEqual([
      { participants: 3, analysed: 2, excluded: 1, dosed: 2 },
      { participants: 3, analysed: 1, excluded: 2, dosed: 1 },
      { participants: 3, analysed: 1, excluded: 2, dosed: 1 },
    ]);
    expect(cycles[1]!.excluded).toEqual([{ participant: "b", arm: "msc", reason: "no-dose" }, { participant: "c", arm: "msc", reason: "no-dose" }]);
    expect(treatment.byArm.msc.dosed).toBe(2);
    expect(leadIn.excluded).toEqual([{ participant: "c", arm: "msc", reason: "no-dose" }]);
    const everybody = cycleSlopes(data, { ...options, neverDosed: "whole-course" }).leadIn;
    expect(everybody.rows.map(({ participant }) => participant)).toEqual(["a", "b", "c"]);
    expect(everybody.rows[2]!.slope).toBe(-2 / 90);
  });

  it("had no value where one is needed, with the reason recorded at the visit planned there", () => {
    const { at } = steady;
    const noneAtDose2: ExampleParticipant = { ...steady, doses: [0, 62, 160], at: { ...at, V2: "withdrew", V1: "not-done" } };
    expect(reasonOf(noneAtDose2, 1)).toEqual({ participant: "a", arm: "msc", reason: "withdrew", visit: "V2" });
    expect(reasonOf(noneAtDose2, 2)).toEqual({ participant: "a", arm: "msc", reason: "withdrew", visit: "V2" });
    expect(reasonOf({ at: { R2: [-240, 48], V0: [0, 36] }, doses: [0] }, 1, { method: "least-squares" })).toEqual({ participant: "a", arm: "msc", reason: "no-observation", visit: "V2" });
    expect(reasonOf({ at: { V0: [0, 36], end: [90, 30] }, doses: [0] }, 1)).toEqual({ participant: "a", arm: "msc", reason: "too-few-visits", visit: "V0" });
  });

  it("died before the end by two visits, but has a line by least squares", () => {
    const dead: ExampleParticipant = { at: { R4: [-90, 40], V0: [0, 38], V1: [30, 36] }, doses: [0], deathDay: 70 };
    expect(reasonOf(dead, 1)).toEqual({ participant: "a", arm: "msc", reason: "died" });
    expect(reasonOf(dead, 1, { lastCycle: { days: 65 } })?.reason).toBe("no-observation");
    expect(one(dead, { method: "least-squares" }).cycles[0]!.rows[0]!.slope).toBeCloseTo(-2 / 30, 12);
    expect(reasonOf({ ...dead, at: { R4: [-90, 40], V0: [0, 38] } }, 1, { method: "least-squares" })?.reason).toBe("died");
  });

  it("has a dose or a value without a day", () => {
    expect(reasonOf({ ...steady, doses: [0, "2020-04"] }, 1)?.reason).toBe("no-date");
    expect(reasonOf({ ...steady, at: { ...steady.at, V1: 36 } }, 1)).toEqual({ participant: "a", arm: "msc", reason: "no-date", visit: "V1" });
    expect(one({ ...steady, at: { ...steady.at, V1: 36 } }).cycles[2]!.excluded).toEqual([]);
    expect(reasonOf({ ...steady, doses: [0, null, 160] }, 1)?.reason).toBe("no-date");
    expect(one({ ...steady, doses: [0, null, 160] }).cycles[2]!.rows).toHaveLength(1);
    expect(reasonOf({ ...steady, doses: [0, 0] }, 1)?.reason).toBe("same-day");
  });

  it("is outside the population", () => {
    const { cycles } = cycleSlopes(readExample({ a: steady, b: { at: { R4: [-90, 3] }, doses: [0, 10, 20, 30] } }), { ...options, population: "seen" });
    expect(cycles).toHaveLength(3);
    expect(cycles[0]!.excluded).toEqual([{ participant: "b", arm: "msc", reason: "not-in-population" }]);
  });
});

describe("planned times", () => {
  it("stand in the place of dates, from the doses for visits that are counted from one", () => {
    const undated: ExampleParticipant = { at: { R3: 42, V0: 36, D2: 33, D2m2: 31 }, doses: [3, 95] };
    const { cycles, leadIn } = one(undated, { time: "nominal", lastCycle: { days: 60 }, window: { before: { days: 5 }, after: { days: 0 } } });
    expect(leadIn.rows[0]!.length).toBe(6 * 30.4375);
    expect(cycles.map(({ rows }) => rows[0]!.slope)).toEqual([-3 / 95, -2 / 60]);
  });
});

describe("the comparison of arms", () => {
  it("takes each period", () => {
    const fall = (last: number): ExampleParticipant["at"] => ({ R4: [-90, 40], V0: [0, 37], V2: [60, last] });
    const data = readExample({
      a: { at: fall(37), doses: [0] },
      b: { at: fall(36), doses: [0] },
      c: { arm: "control", at: fall(35), doses: [0] },
      d: { arm: "control", at: fall(34), doses: [0] },
    });
    const { cycles, leadIn, treatment } = cycleSlopes(data, { ...options, lastCycle: { days: 60 } });
    const arms = { treatment: "msc", control: "control" } as const;
    expect(compareArms(cycles[0]!, arms).estimate).toBeCloseTo(2 / 60, 12);
    expect(compareArms(treatment, { ...arms, of: "percentImprovement" }).estimate).toBeCloseTo(100, 10);
    expect(compareArms(leadIn, arms).estimate).toBe(0);
  });
});

describe("slopeChange", () => {
  it.each(["two-visit", "least-squares"] as const)("agrees where everybody has the same calendar: %s", (method) => {
    const data = readExample({ a: steady, b: { at: { R2: [-250, 47], R4: [-80, 44], V0: [0, 41], V1: [33, 40], end: [250, 38] }, doses: [0] } });
    const { treatment } = cycleSlopes(data, { ...options, method, lastCycle: { days: 250 } });
    const change = slopeChange(data, { measure: "alsfrsR", method, leadIn: { from: "R2", to: "V0" }, followUp: { from: "V0", to: "end" }, time: "actual", per: "day" });
    const [own, other] = [treatment.rows.find(({ participant }) => participant === "b")!, change.rows.find(({ participant }) => participant === "b")!];
    expect(own.change).toBeCloseTo(other.change, 14);
    expect(own.percentImprovement).toBeCloseTo(other.percentImprovement!, 10);
  });
});

describe("what cannot be tested", () => {
  it("is null with the reason", () => {
    const { byArm } = one(steady).cycles[0]!;
    expect(byArm.msc).toMatchObject({ n: 1, tTest: null, reasons: { tTest: "too-few-values" } });
    expect(byArm.msc.signedRankTest?.pValue).toBe(1);
    expect(byArm.control).toMatchObject({ n: 0, dosed: 0, tTest: null, signedRankTest: null, reasons: { tTest: "no-values", signedRankTest: "no-values" } });
    const level = { at: { R4: [-90, 40], V0: [0, 40], V2: [60, 40] }, doses: [0] } as const;
    const same = cycleSlopes(readExample({ a: level, b: level }), { ...options, lastCycle: { days: 60 } }).cycles[0]!.byArm.msc;
    expect(same.reasons).toEqual({ tTest: "no-variance", signedRankTest: "no-variance" });
    expect(same.percentImprovement.n).toBe(0);
  });

  it("leaves no cycle without a dose", () => {
    const { cycles, treatment } = one({ at: { R4: [-90, 40], V0: [0, 38] } });
    expect(cycles).toEqual([]);
    expect(treatment.excluded[0]?.reason).toBe("no-dose");
    expectPlain(one({ at: {} }));
  });
});

describe("mistakes", () => {
  it.each([
    [{ measure: "alsfrs" }, /cycleSlopes: .*Did you mean "alsfrsR"/],
    [{ method: "two-visits" }, /cycleSlopes: method must be one of .*Did you mean "two-visit"/],
    [{ lastCycle: { days: 0 } }, /cycleSlopes: lastCycle.days must be above 0; received 0/],
    [{ lastCycle: { days: 1, weeks: 1 } }, /lastCycle must be \{ months \}, \{ weeks \} or \{ days \}/],
    [{ lastCycle: { month: 1 } }, /lastCycle must not have "month". Did you mean "months"/],
    [{ longestLeadIn: { months: -1 } }, /longestLeadIn.months must be above 0; received -1/],
    [{ window: { before: { days: -1 }, after: { days: 0 } } }, /window.before.days must not be below 0; received -1/],
    [{ window: { before: { days: 1 } } }, /window must have before and after; after is missing/],
    [{ against: "leadIn" }, /against must be one of/],
    [{ daysPerMonth: 0 }, /daysPerMonth must be above 0/],
    [{ level: 95 }, /level must be between 0 and 1/],
    [{ closes: "at-end" }, /options must not have "closes"/],
    [{ population: "sean" }, /Did you mean "seen"/],
  ])("%j is refused", (wrong, message) => {
    expect(() => cycleSlopes(readExample({ a: steady }), { ...options, ...wrong } as never)).toThrow(message);
  });

  it("names what is missing", () => {
    expect(() => cycleSlopes(null as never, options)).toThrow("cycleSlopes: data must come from readTrialData; received null");
    expect(() => cycleSlopes(readExample({ a: steady }), undefined as never)).toThrow("cycleSlopes: the options must be an object; received undefined");
    expect(() => cycleSlopes(readExample({ a: steady }), { measure: "alsfrsR", method: "two-visit" } as never)).toThrow(/lastCycle is missing/);
  });
});

describe("input and output", () => {
  it("frozen data go in, plain data come out", () => {
    const result = cycleSlopes(deepFreeze(readExample({ a: steady, b: { ...steady, doses: [0, 60] }, c: { at: {} } })), deepFreeze({ ...options, neverDosed: "whole-course" as const }));
    expectPlain(result);
    expect(result.method.options).toEqual({
      measure: "alsfrsR", method: "two-visit", per: "day", lastCycle: { days: 90 }, against: "lead-in", atDose: "last-before", closing: "at-end",
      window: { before: { months: 1 }, after: { days: 0 } }, neverDosed: "whole-course", time: "actual", daysPerMonth: 30.4375, quantileType: 7, level: 0.95, alternative: "two-sided",
    });
  });
});

type Row = { readonly participant: string };
const columnOf = <R extends Row>(people: number, rows: readonly R[], quantity: (row: R) => number) => {
  const found = new Map(rows.map((row) => [row.participant, quantity(row)]));
  return Array.from({ length: people }, (_, index) => found.get(String(index)) ?? null);
};
/** Slopes cross zero, so they are measured against 0.01 at least. */
const columnError = (actual: readonly (number | null)[], expected: readonly (number | null)[]) =>
  Math.max(actual.length === expected.length ? 0 : Infinity, ...expected.map((value, index) => errorOf(actual[index], value, Math.max(0.01, Math.abs(value ?? 0)))));

describe("against other implementations", () => {
  it("agrees with R's lm(), t.test() and every sign listed, 200 random trials", () => {
    const worst = new WorstErrors();
    expect(cases).toHaveLength(200);
    let [slopes, tests] = [0, 0];
    for (const [at, each] of cases.entries()) {
      const { leadIn, cycles, treatment } = analyseCase(each);
      const n = each.people.length;
      expect(cycles).toHaveLength(each.cycles.length);
      worst.add(at, {
        leadIn: columnError(columnOf(n, leadIn.rows, ({ slope }) => slope), each.leadIn),
        leadInLength: columnError(columnOf(n, leadIn.rows, ({ length }) => length), each.leadInLength),
      });
      for (const [period, expected] of [...cycles.map((cycle, index) => [cycle, each.cycles[index]!] as const), [treatment, each.treatment] as const]) {
        const { n: pairs, tTest, signedRankTest } = period.byArm.cells!;
        slopes += pairs;
        const { t, rank } = expected;
        worst.add(at, { n: pairs === expected.n ? 0 : 1, change: columnError(columnOf<Row & { readonly change: number }>(n, period.rows, ({ change }) => change), expected.change) });
        expect(tTest === null).toBe(t === null);
        if (t !== null) {
          tests += 1;
          worst.add(at, {
            estimate: errorOf(tTest!.estimate, t.estimate, t.standardError),
            standardError: errorOf(tTest!.standardError, t.standardError),
            pValue: errorOf(tTest!.pValue, t.pValue),
            lower: errorOf(tTest!.interval.lower, t.lower, t.standardError),
            upper: errorOf(tTest!.interval.upper, t.upper, t.standardError),
          });
        }
        if (rank !== null) worst.add(at, { rankStatistic: errorOf(signedRankTest!.statistic, rank.statistic, 1), rankP: errorOf(signedRankTest!.pValue, rank.pValue) });
      }
      for (const [index, { dosed, interval }] of each.cycles.entries()) {
        const arm = cycles[index]!.byArm.cells!;
        worst.add(at, { dosed: arm.dosed === dosed ? 0 : 1, interval: errorOf(arm.interval.mean, interval) });
      }
    }
    expect(slopes).toBeGreaterThan(700);
    expect(tests).toBeGreaterThan(200);
    // R's numbers are written with 13 digits; an estimate may be small beside the slopes that it is a difference of.
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that walks the calendar day by day", () => {
    const worst = new WorstErrors();
    for (const [at, each] of cases.entries()) {
      if (each.options.time === "nominal" || each.options.against === "previous-cycle") continue;
      const { leadIn, cycles, treatment } = analyseCase({ ...each, options: { ...each.options, per: "day", neverDosed: "excluded" } });
      const expected = each.people.map(({ doses, days, scores }) =>
        naiveCycleSlopes(
          { doses, scores: new Map(scores.flatMap((score, index) => (score === null ? [] : [[days[index]!, score] as const]))) },
          { ...each.options, longest: each.options.longest ?? Infinity },
        ),
      );
      const n = each.people.length;
      const inPeriod = (pick: (slopes: (typeof expected)[number]) => number | null) => expected.map((slopes) => (slopes.leadIn === null ? null : pick(slopes)));
      worst.add(at, {
        leadIn: columnError(columnOf(n, leadIn.rows, ({ slope }) => slope), expected.map((slopes) => slopes.leadIn)),
        cycles: Math.max(0, ...cycles.map(({ rows, dose }) => columnError(columnOf(n, rows, ({ slope }) => slope), inPeriod((slopes) => slopes.cycles[dose - 1] ?? null)))),
        treatment: columnError(columnOf(n, treatment.rows, ({ slope }) => slope), inPeriod((slopes) => slopes.treatment)),
      });
    }
    worst.expectBelow(1e-11);
  });
});
