import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitPiecewiseLinearByParticipant, predictPiecewiseLinear } from "trialwise/trajectory";
import type { FitPiecewiseLinearByParticipantOptions, FitPiecewiseLinearByParticipantResult } from "trialwise/trajectory";
import { defineTrial, type KeysOf, readTrialData, type TrialKeys } from "trialwise/trial";
import { compareArms } from "../../src/comparison/compareArms.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveByParticipant } from "../naive/trajectory.ts";
import { dataOf, trial, type VisitKey } from "./exampleTrial.ts";
import { randomNumbers } from "./randomNumbers.ts";

type Options = FitPiecewiseLinearByParticipantOptions<KeysOf<typeof trial>>;

/** A simulated trial with the fits of R, as test/reference/trajectory/byParticipant.R writes it. */
interface ReferenceCase {
  /** 1 to 3: msc, control, open. */
  readonly arm: readonly number[];
  /** At V1 to V10. */
  readonly scores: readonly (readonly (number | null)[])[];
  /** Days from baseline; without them, no value has a date. */
  readonly days?: readonly (readonly (number | null)[])[];
  readonly options: Omit<Options, "measure" | "changeAt" | "population">;
  /** Whether only those seen at V7 are analysed. */
  readonly early: boolean;
  /** Which knot, from 1. */
  readonly at: number;
  /** Participants analysed, from 1, and what was found in each. */
  readonly rows: readonly number[];
  readonly leadInSlope: readonly number[];
  readonly followUpSlope: readonly number[];
  /** Of the change. */
  readonly standardError: readonly (number | null)[];
  readonly visits: readonly number[];
  readonly excluded: readonly (readonly [participant: number, reason: string, visit?: VisitKey])[];
  readonly of: "leadInSlope" | "followUpSlope" | "change";
  /** n, mean, standard deviation, median, quartiles, minimum, maximum; n alone where it is 0. */
  readonly byArm: readonly (readonly (number | null)[])[];
}

const referenceCases: readonly ReferenceCase[] = JSON.parse(readFileSync(new URL("../reference/trajectory/byParticipant.json", import.meta.url), "utf8")).cases;
const arms = ["msc", "control", "open"] as const;
const scheduled = ["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10"] as const;

function referenceData({ arm, scores, days }: ReferenceCase) {
  const dateOf = (day: number) => new Date(Date.UTC(2012, 5, 1 + day)).toISOString().slice(0, 10);
  return readTrialData(trial, {
    participants: arm.map((number, index) => ({ id: `${index + 1}`, arm: arms[number - 1]!, baselineDate: dateOf(0) })),
    observations: scores.flatMap((row, index) =>
      row.flatMap((value, place) => {
        const day = days?.[index]![place] ?? null;
        return value === null ? [] : [{ participant: `${index + 1}`, visit: scheduled[place]!, measure: "alsfrsR", value, ...(day !== null && { date: dateOf(day) }) }];
      }),
    ),
  });
}

const course = { V3: 10, V4: 8, V5: 7, V6: 7, V7: 5 } as const;

function fitsOf(participants: Parameters<typeof dataOf>[0], options: Partial<Options> = {}, more: Parameters<typeof dataOf>[1] = {}) {
  return fitPiecewiseLinearByParticipant(dataOf(participants, more), { measure: "alsfrsR", knots: ["V5"], ...options });
}

describe("fitPiecewiseLinearByParticipant", () => {
  it("two participants of an arm, worked by hand", () => {
    // 001 is the course of five visits worked by hand for fitPiecewiseLinear: −46/35 and −31/35 per unit of time. 002 has three
    // visits, so its lines pass through them: (37 − 40)/3 and (35 − 37)/4.
    const data = dataOf({
      "001": { arm: "msc", scores: { V2: 10, V3: 8, V5: 7, V6: 7, V7: 5 } },
      "002": { arm: "msc", scores: { V1: 40, V5: 37, V9: 35 } },
    });
    const fits = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] });
    const [first, second] = fits.rows;
    expect(first).toMatchObject({
      participant: "001",
      arm: "msc",
      visits: 5,
      leadInSlope: expect.closeTo(-46 / 35, 13),
      followUpSlope: expect.closeTo(-31 / 35, 13),
      change: expect.closeTo(3 / 7, 13),
      improvement: expect.closeTo(3 / 7, 13),
    });
    expect(first?.fit.slopeChanges[0]?.standardError).toBeCloseTo(Math.sqrt(34) / 7, 13);
    expect(second?.change).toBeCloseTo(1 / 2, 13);
    expect(second?.fit.slopeChanges[0]).toMatchObject({ standardError: null, reasons: { standardError: "no-residual-degrees-of-freedom" } });
    expect(fits.byArm.msc.change).toMatchObject({ n: 2, mean: expect.closeTo(13 / 28, 13), standardDeviation: expect.closeTo(Math.SQRT2 / 28, 13) });
    expect(fits.byArm.msc.leadInSlope.mean).toBeCloseTo((-46 / 35 - 1) / 2, 13);
    expect(fits.counts).toEqual({ participants: 2, analysed: 2, excluded: 0 });
  });

  it("participants of 200 simulated trials agree with R's lm to 2e-12: their slopes, who cannot be fitted and why, and the arms", () => {
    const worst = new WorstErrors();
    expect(referenceCases.length).toBeGreaterThanOrEqual(200);
    referenceCases.forEach((each, at) => {
      const { options, early, rows, excluded, byArm, of } = each;
      const changeAt = options.knots[each.at - 1]!;
      const fits = fitPiecewiseLinearByParticipant(referenceData(each), { measure: "alsfrsR", ...options, changeAt, ...(early && { population: "early" }) });
      expect(fits.rows.map(({ participant, visits }) => [Number(participant), visits])).toEqual(rows.map((participant, index) => [participant, each.visits[index]]));
      expect(fits.excluded).toEqual(excluded.map(([participant, reason, visit]) => ({ participant: `${participant}`, arm: arms[each.arm[participant - 1]! - 1], reason, ...(visit !== undefined && { visit }) })));
      fits.rows.forEach((row, index) => {
        const [lead, follow, standardError] = [each.leadInSlope[index]!, each.followUpSlope[index]!, each.standardError[index]!];
        const scale = Math.max(1, Math.abs(lead), Math.abs(follow));
        const received = row.fit.slopeChanges[each.at - 1]!.standardError;
        worst.add(at, {
          leadIn: errorOf(row.leadInSlope, lead, scale),
          followUp: errorOf(row.followUpSlope, follow, scale),
          change: errorOf(row.change, follow - lead, scale),
          standardError: errorOf(received, standardError, Math.max(standardError ?? 1, 1e-3)),
        });
      });
      arms.forEach((arm, index) => {
        const { n, mean, standardDeviation, median, quartiles, minimum, maximum } = fits.byArm[arm][of];
        const [count, ...numbers] = byArm[index]!;
        const scale = Math.max(1, ...numbers.map((number) => Math.abs(number ?? 0)));
        expect(n).toBe(count);
        const found = { mean, standardDeviation, median, lower: quartiles.lower, upper: quartiles.upper, minimum, maximum };
        worst.add(at, Object.fromEntries(Object.entries(found).map(([name, number], place) => [name, errorOf(number, numbers[place] ?? null, scale)])));
      });
    });
    worst.expectBelow(2e-12);
  });

  it("200 random participants agree with exact fractions, and the same ones cannot be fitted", () => {
    const random = randomNumbers(23);
    const months = { V1: -3, V2: -2, V3: -1, V4: -0.5, V5: 0, V6: 1, V7: 2, V8: 3, V9: 4, V10: 6 } as const;
    const participants = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => {
        const share = random();
        const scores = Object.keys(months).flatMap((visit) => (random() < share ? [[visit, Math.floor(random() * 49)] as const] : []));
        return [`p${index}`, { arm: random() < 0.5 ? "msc" : "control", scores: Object.fromEntries(scores) } as const];
      }),
    );
    const data = dataOf(participants);
    const observations = data.observations.map(({ participant, visit, value }) => ({ participant, month: months[visit as keyof typeof months], value: value! }));
    for (const continuity of ["continuous", "separate"] as const) {
      const expected = naiveByParticipant(observations, 0, continuity);
      const { rows, excluded } = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: [{ months: 0 }], continuity });
      expect(rows.map(({ participant }) => participant)).toEqual(Object.keys(participants).filter((id) => expected.has(id)));
      expect(rows.length).toBeGreaterThan(50);
      expect(excluded.length).toBe(200 - rows.length);
      for (const { participant, leadInSlope, followUpSlope, change } of rows) {
        const { before, after, change: exact } = expected.get(participant)!;
        expect(Math.abs(leadInSlope - before)).toBeLessThan(1e-11);
        expect(Math.abs(followUpSlope - after)).toBeLessThan(1e-11);
        expect(Math.abs(change - exact.estimate)).toBeLessThan(1e-11);
      }
    }
  });

  it("a measure of which less is better improves as it falls", () => {
    const observations = [["V1", 60], ["V5", 66], ["V9", 70]] as const;
    const data = readTrialData(trial, {
      participants: [{ id: "001", arm: "msc" }],
      observations: observations.map(([visit, value]) => ({ participant: "001", visit, measure: "aals", value })),
    });
    const fits = fitPiecewiseLinearByParticipant(data, { measure: "aals", knots: ["V5"] });
    expect(fits.rows[0]).toMatchObject({ change: expect.closeTo(-1, 12), improvement: expect.closeTo(1, 12) });
    expect(fits.better).toEqual({ change: "lower", improvement: "higher", leadInSlope: "lower", followUpSlope: "lower" });
  });

  it("its arms can be compared", () => {
    const fits = fitPiecewiseLinearByParticipant(referenceData(referenceCases[0]!), { measure: "alsfrsR", knots: ["V5"] });
    const arms = { treatment: "msc", control: "control" } as const;
    const difference = fits.byArm.msc.change.mean! - fits.byArm.control.change.mean!;
    expect(compareArms(fits, arms).estimate).toBeCloseTo(difference, 13);
    expect(compareArms(fits, arms).method.options.of).toBe("change");
    expect(compareArms(fits, { ...arms, of: "improvement", test: "student" }).estimate).toBeCloseTo(difference, 13);
    expect(compareArms(fits, { ...arms, of: "leadInSlope" }).excluded).toEqual(fits.excluded);
  });

  it("a row's fit feeds a figure, also from JSON", () => {
    const fits: FitPiecewiseLinearByParticipantResult = JSON.parse(
      JSON.stringify(fitsOf({ "001": { arm: "msc", scores: { V1: 40, V5: 37, V9: 35 } } })),
    );
    expect(predictPiecewiseLinear(fits.rows[0]!.fit, [-3, 4]).predictions.map(({ estimate }) => estimate)).toEqual([expect.closeTo(40, 12), expect.closeTo(35, 12)]);
  });
});

describe("times of fitPiecewiseLinearByParticipant", () => {
  it("slopes are per month where visits are declared in months, or per the unit asked for", () => {
    const participants = { "001": { arm: "msc", scores: course } } as const;
    const monthly = fitsOf(participants);
    const weekly = fitsOf(participants, { per: "week" });
    expect(monthly.method.options.per).toBe("month");
    expect(weekly.rows[0]!.change / monthly.rows[0]!.change).toBeCloseTo(7 / 30.4375, 12);
    expect(fitsOf(participants, { per: "week", daysPerMonth: 28 }).rows[0]!.change / monthly.rows[0]!.change).toBeCloseTo(1 / 4, 12);
  });

  it("planned times are used as declared, untouched by conversion", () => {
    const { fit } = fitsOf({ "001": { arm: "msc", scores: course } }).rows[0]!;
    expect(fit.observations.map(({ time }) => time)).toEqual([-1, -0.5, 0, 1, 2]);
    expect(fit.method.options.knots).toEqual([0]);
  });

  it("a knot may be a time from baseline, in its own unit where per says so", () => {
    const participants = { "001": { arm: "msc", scores: course } } as const;
    expect(fitsOf(participants, { knots: [{ months: -0 }] }).rows).toEqual(fitsOf(participants).rows);
    expect(fitsOf(participants, { knots: [{ days: 30.4375 }], per: "month" }).rows).toEqual(fitsOf(participants, { knots: ["V6"] }).rows);
    expect(() => fitsOf(participants, { knots: [{ weeks: 4 }] })).toThrow(
      'times are declared in months and weeks; slopes need per: "month" or per: "week"',
    );
  });

  it("visits outside from and to do not count, by planned time", () => {
    const participants = { "001": { arm: "msc", scores: { V1: 48, ...course, V10: 0 } } } as const;
    const fits = fitsOf(participants, { from: "V2", to: "V9" });
    expect(fits.rows[0]).toEqual(fitsOf({ "001": { arm: "msc", scores: course } }).rows[0]);
    expect(fitsOf(participants).rows[0]?.visits).toBe(7);
  });

  it("on actual time a knot stands at the recorded day of its visit, or where the visit was planned", () => {
    const baseline = "2012-03-31";
    const scores = { V1: [40, "2012-01-01"], V3: [39, "2012-03-01"], V5: [37, "2012-04-02"], V7: [36, "2012-06-01"], V9: [35, "2012-08-01"] } as const;
    const { V5: _, ...others } = scores;
    const fits = fitsOf({ seen: { arm: "msc", baseline, scores }, unseen: { arm: "msc", baseline, scores: others } }, { time: "actual", per: "day" });
    expect(fits.rows.map(({ fit }) => fit.method.options.knots)).toEqual([[2], [0]]);
    expect(fits.rows[0]?.fit.observations.map(({ time }) => time)).toEqual([-90, -30, 2, 62, 123]);
    expect(fitsOf({ seen: { arm: "msc", baseline, scores } }, { time: "actual" }).rows[0]?.fit.observations[0]?.time).toBe(-90 / 30.4375);
  });

  it("a value without a date excludes its participant from an analysis on actual time", () => {
    const scores = { V1: [40, "2012-01-01"], V5: 38, V9: [35, "2012-08-01"] } as const;
    const fits = fitsOf({ "001": { arm: "msc", baseline: "2012-03-31", scores } }, { time: "actual" });
    expect(fits.excluded).toEqual([{ participant: "001", arm: "msc", reason: "no-date", visit: "V5" }]);
  });

  it("visits counted from a dose take part on actual time, as knots too", () => {
    const baseline = "2012-03-31";
    const scores = {
      V1: [40, "2012-01-01"], V5: [37, "2012-03-31"], V7: [36, "2012-05-30"], second: [35, "2012-06-29"], late: [35, "2012-07-27"],
    } as const;
    const participants = { dosed: { arm: "msc", baseline, scores }, undosed: { arm: "msc", baseline, scores: { V1: scores.V1, V5: scores.V5, V7: scores.V7 } } } as const;
    const doses = [{ participant: "dosed", number: 2, at: { date: "2012-06-29" } }];
    const fits = fitsOf(participants, { knots: ["V5", "second"], changeAt: "second", time: "actual", per: "day" }, { doses });
    expect(fits.rows).toMatchObject([{ participant: "dosed", visits: 5, leadInSlope: expect.closeTo(-2 / 90, 2) }]);
    expect(fits.rows[0]?.fit.method.options.knots).toEqual([0, 90]);
    expect(fits.excluded).toEqual([{ participant: "undosed", arm: "msc", reason: "no-date", visit: "second" }]);
    expect(fitsOf(participants, { to: "late", time: "actual" }, { doses }).excluded).toMatchObject([{ participant: "undosed", reason: "no-date", visit: "late" }]);
    expect(() => fitsOf(participants, { knots: ["V5", "second"] }, { doses })).toThrow('"second" is counted from a dose, so it has no planned time from baseline; use time: "actual"');
    // On planned time the two visits counted from the dose have no place and are left out.
    expect(fitsOf(participants, {}, { doses }).rows.map(({ visits }) => visits)).toEqual([3, 3]);
  });

  it("where only visits counted from a dose declare a unit, slopes are per that unit", () => {
    const cycles = defineTrial({
      id: "cycles",
      arms: { only: { label: "Only", role: "experimental" } },
      visits: {
        baseline: { at: { months: 0 }, baseline: true }, D0: { at: { weeks: 0 }, from: "dose:1" }, D4: { at: { weeks: 4 }, from: "dose:1" },
        D8: { at: { weeks: 8 }, from: "dose:1" },
      },
      measures: { score: { label: "Score", unit: "points", better: "higher" } },
    });
    const found = { D0: ["2012-02-01", 40], D4: ["2012-02-29", 36], D8: ["2012-03-28", 34] } as const;
    const data = readTrialData(cycles, {
      participants: [{ id: "1", arm: "only", baselineDate: "2012-01-01" }],
      doses: [{ participant: "1", number: 1, at: { date: "2012-02-01" } }],
      observations: Object.entries(found).map(([visit, [date, value]]) => ({ participant: "1", visit, measure: "score", date, value })),
    });
    const fits = fitPiecewiseLinearByParticipant(data, { measure: "score", knots: ["D4"], time: "actual" });
    expect(fits.method.options.per).toBe("week");
    expect(fits.rows[0]).toMatchObject({ leadInSlope: expect.closeTo(-1, 12), followUpSlope: expect.closeTo(-0.5, 12) });
  });

  it("knots that meet or change places in a participant exclude that participant", () => {
    const baseline = "2012-03-31";
    const scoresWith = (v7: string) => ({ V1: [40, "2012-01-01"], V5: [37, "2012-03-31"], V6: [37, "2012-05-02"], V7: [36, v7], V9: [35, "2012-08-01"], V10: [34, "2012-10-01"] }) as const;
    const fits = fitsOf(
      { late: { arm: "msc", baseline, scores: scoresWith("2012-05-01") }, same: { arm: "msc", baseline, scores: scoresWith("2012-05-02") }, fine: { arm: "msc", baseline, scores: scoresWith("2012-06-01") } },
      { knots: ["V6", "V7"], time: "actual" },
    );
    expect(fits.excluded).toEqual([
      { participant: "late", arm: "msc", reason: "out-of-order", visit: "V7" },
      { participant: "same", arm: "msc", reason: "same-day", visit: "V7" },
    ]);
    expect(fits.rows.map(({ participant }) => participant)).toEqual(["fine"]);
  });
});

describe("who takes part in fitPiecewiseLinearByParticipant", () => {
  const participants = {
    whole: { arm: "msc", scores: course },
    noFollowUp: { arm: "msc", scores: { V1: 40, V2: 39, V3: 38, V5: 37 } },
    few: { arm: "control", scores: { V1: 40, V5: 37 } },
    none: { arm: "control", scores: {} },
  } as const;

  it("whose visits do not determine both slopes is excluded, and every arm keeps its entry", () => {
    const fits = fitsOf(participants);
    expect(fits.excluded).toEqual([
      { participant: "noFollowUp", arm: "msc", reason: "too-few-visits" },
      { participant: "few", arm: "control", reason: "too-few-visits" },
      { participant: "none", arm: "control", reason: "too-few-visits" },
    ]);
    expect(fits.counts).toEqual({ participants: 4, analysed: 1, excluded: 3 });
    expect(fits.byArm.control).toMatchObject({ n: 0, change: { n: 0, mean: null, standardDeviation: null, reasons: { mean: "no-values" } } });
    expect(fits.byArm.open.n).toBe(0);
    expect(fits.byArm.msc.change).toMatchObject({ n: 1, standardDeviation: null, reasons: { standardDeviation: "too-few-values" } });
  });

  it("a population leaves the others out by name", () => {
    const fits = fitsOf(participants, { population: "early" });
    expect(fits.rows.map(({ participant }) => participant)).toEqual(["whole"]);
    expect(fits.excluded.map(({ reason }) => reason)).toEqual(["not-in-population", "not-in-population", "not-in-population"]);
    expect(fits.method.options.population).toBe("early");
  });

  it("a trial without data, and names of an object's own machinery as ids", () => {
    expect(fitsOf({}).counts).toEqual({ participants: 0, analysed: 0, excluded: 0 });
    const fits = fitsOf(Object.fromEntries([["constructor", participants.whole], ["toString", participants.few]]));
    expect([fits.rows[0]?.participant, fits.excluded[0]?.participant]).toEqual(["constructor", "toString"]);
  });

  it("echoes every option, and the whole result survives JSON, from frozen data", () => {
    const data = deepFreeze(dataOf(participants));
    const options = deepFreeze({ measure: "alsfrsR", knots: [{ months: -0 }, "V6"], changeAt: "V6", from: "V1", to: "V9" } satisfies Options);
    const fits = fitPiecewiseLinearByParticipant(data, options);
    expect(fits.method).toEqual({
      name: "piecewise-linear-fit-by-participant",
      options: {
        measure: "alsfrsR", knots: [{ months: 0 }, "V6"], changeAt: "V6", from: "V1", to: "V9", time: "nominal", per: "month", daysPerMonth: 30.4375,
        continuity: "continuous", quantileType: 7, level: 0.95,
      },
      reference: "Seber & Lee 2003, doi:10.1002/9780471722199",
    });
    expect(JSON.parse(JSON.stringify(fits))).toStrictEqual(fits);
  });
});

describe("fitPiecewiseLinearByParticipant refuses a caller's mistake", () => {
  it.each([
    [{ knots: ["V55"] }, RangeError, 'visit "V55" is not declared'],
    [{ measure: "alsfrs" }, RangeError, 'Did you mean "alsfrsR"?'],
    [{ population: "late" }, RangeError, 'population "late" is not declared'],
    [{ from: "V0" }, RangeError, 'visit "V0" is not declared'],
    [{ from: "V9", to: "V1" }, RangeError, 'to must be later than from; received "V9" to "V1"'],
    [{ from: "V5", to: "V5" }, RangeError, 'to must be later than from; received "V5" to "V5"'],
    [{ knots: ["V6", "V5"] }, RangeError, 'knots must ascend; received "V6" before "V5"'],
    [{ knots: ["V5", { months: 0 }] }, RangeError, 'knots must ascend; received "V5" before {"months":0}'],
    [{ knots: [] }, RangeError, "knots must hold at least one visit or time"],
    [{ knots: "V5" }, TypeError, 'knots must be an array of visits or times; received "V5"'],
    [{ knots: [3] }, TypeError, "knots[0] must be an object; received 3"],
    [{ knots: [{ years: 1 }] }, TypeError, 'knots[0] must not have "years"'],
    [{ knots: [{}] }, TypeError, "knots[0] must be a visit, { months }, { weeks } or { days }"],
    [{ knots: [{ months: Number.NaN }] }, RangeError, "knots[0] must be a finite number; received NaN"],
    [{ changeAt: "V6" }, RangeError, 'changeAt must be one of the knots; received "V6"'],
    [{ time: "planned" }, RangeError, 'time must be one of "nominal", "actual"'],
    [{ per: "year" }, RangeError, 'per must be one of "month", "week", "day"'],
    [{ daysPerMonth: 0 }, RangeError, "daysPerMonth must be above 0"],
    [{ continuity: "joined" }, RangeError, 'continuity must be one of "continuous", "separate"'],
    [{ quantileType: 10 }, RangeError, "quantileType must be a whole number from 1 to 9"],
    [{ level: 95 }, RangeError, "level must be between 0 and 1"],
    [{ populations: "early" }, TypeError, 'Did you mean "population"?'],
  ])("%j", (options, kind, message) => {
    const run = () => fitPiecewiseLinearByParticipant(dataOf({}), { measure: "alsfrsR", knots: ["V5"], ...options } as never);
    expect(run).toThrow(kind);
    expect(run).toThrow(message);
    expect(run).toThrow(/^fitPiecewiseLinearByParticipant: /);
  });

  it("options without a measure or knots", () => {
    expect(() => fitPiecewiseLinearByParticipant(dataOf({}), { measure: "alsfrsR" } as never)).toThrow("knots is missing");
    expect(() => fitPiecewiseLinearByParticipant(dataOf({}), { knots: ["V5"] } as never)).toThrow("measure is missing");
  });

  it("visits declared in differing units, without per", () => {
    const mixed = defineTrial({
      id: "mixed",
      arms: { only: { label: "Only", role: "experimental" } },
      visits: { before: { at: { weeks: -12 } }, baseline: { at: { days: 0 }, baseline: true }, after: { at: { months: 3 } } },
      measures: { score: { label: "Score", unit: "points", better: "higher" } },
    });
    const data = readTrialData(mixed, {
      participants: [{ id: "1", arm: "only" }],
      observations: [["before", 10], ["baseline", 8], ["after", 7]].map(([visit, value]) => ({ participant: "1", visit: String(visit), measure: "score", value: Number(value) })),
    });
    const options = { measure: "score", knots: ["baseline"] } as const satisfies FitPiecewiseLinearByParticipantOptions<KeysOf<typeof mixed> & TrialKeys>;
    expect(() => fitPiecewiseLinearByParticipant(data, options)).toThrow('times are declared in weeks and months; slopes need per');
    const fits = fitPiecewiseLinearByParticipant(data, { ...options, per: "month" });
    expect(fits.rows[0]).toMatchObject({ leadInSlope: expect.closeTo(-2 / ((12 * 7) / 30.4375), 12), followUpSlope: expect.closeTo(-1 / 3, 12) });
    expect(fitPiecewiseLinearByParticipant(data, { ...options, to: "baseline" }).method.options.per).toBe("week");
  });
});
