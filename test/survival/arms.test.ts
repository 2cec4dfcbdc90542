import { describe, expect, it } from "vitest";
import { compareSurvival, cumulativeIncidence, cumulativeIncidenceByArm, grayTest, survivalByArm, timeToEvent } from "trialwise/survival";
import type { TimeToEventResult } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { competitors, naiveIncidence } from "../naive/competing.ts";
import { naiveCox, naiveLogRank, naiveRestrictedMean, naiveSurvival, people } from "../naive/survival.ts";
import { maintained, nonmaintained } from "./aml.ts";
import { expectPlain } from "./plain.ts";
import { readPeople, timesOfCase, trialCases, type TrialPerson } from "./trialCase.ts";

const arms = { treatment: "msc", control: "control" } as const;
const inArm = <Keys extends { readonly rows: readonly { readonly arm: string }[] }>({ rows }: Keys, arm: string): Keys["rows"][number][] => rows.filter((row) => row.arm === arm);
const columns = (rows: TimeToEventResult["rows"]) => ({ time: rows.map(({ time }) => time), event: rows.map(({ outcome }) => outcome === "event"), entry: rows.map(({ entry }) => entry) });

/** The leukaemia data as a trial: weeks become days from baseline, and relapse a death. */
const leukaemia = [
  ...maintained.time.map((time, index): TrialPerson => (maintained.event[index] === 1 ? { arm: 1, site: 1, death: time } : { arm: 1, site: 1, left: time, status: "completed" })),
  ...nonmaintained.time.map((time, index): TrialPerson => (nonmaintained.event[index] === 1 ? { arm: 0, site: 1, death: time } : { arm: 0, site: 1, left: time, status: "completed" })),
];
const leukaemiaTimes = timeToEvent(readPeople(leukaemia), { events: ["death"] }, { unit: "day" });

describe("survivalByArm", () => {
  it("has the medians and the mean survival of the leukaemia data", () => {
    const { byArm, unit } = survivalByArm(leukaemiaTimes, { times: [24], horizon: "last-time" });
    expect(unit).toBe("day");
    // Miller 1981; survival's documentation prints medians of 31 and 23, and means of 52.6 and 22.7.
    expect([byArm.msc.survival!.median.estimate, byArm.control.survival!.median.estimate]).toEqual([31, 23]);
    expect(byArm.msc.restrictedMean!.estimate).toBeCloseTo(52.6, 1);
    expect(byArm.control.restrictedMean!.estimate).toBeCloseTo(22.7, 1);
    expect(byArm.msc.survival!.atTimes[0]!.atRisk).toBe(6);
    expect(byArm.sham).toEqual({ n: 0, events: 0, survival: null, restrictedMean: null, reasons: { survival: "no-values", restrictedMean: "no-values" } });
  });

  it("agrees with R's survfit() in both arms of 200 simulated trials", () => {
    const worst = new WorstErrors();
    let compared = 0;
    trialCases.filter(({ competing }) => !competing).forEach((each, at) => {
      const { byArm } = survivalByArm(timesOfCase(each), { horizon: 4 });
      each.curves.forEach((expected, index) => {
        const arm = byArm[index === 1 ? "msc" : "control"];
        if (expected === null) return;
        compared++;
        worst.add(at, { median: errorOf(arm.survival!.median.estimate, expected.median) });
        if (expected.mean === null) return expect(arm.reasons).toEqual({ restrictedMean: "beyond-follow-up" });
        worst.add(at, { mean: errorOf(arm.restrictedMean!.estimate, expected.mean), meanError: errorOf(arm.restrictedMean!.standardError, expected.meanError, 1) });
      });
    });
    expect(compared).toBeGreaterThan(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation of the curve and its area", () => {
    const worst = new WorstErrors();
    trialCases.filter(({ competing }) => !competing).slice(0, 60).forEach((each, at) => {
      const times = timesOfCase(each);
      const { byArm } = survivalByArm(times, { horizon: 3 });
      for (const arm of ["msc", "control"] as const) {
        const group = people(columns(inArm(times, arm)));
        for (const step of byArm[arm].survival?.steps ?? []) worst.add(at, { estimate: errorOf(step.estimate, naiveSurvival(group, step.time), 1) });
        const mean = byArm[arm].restrictedMean;
        if (mean !== null && mean !== undefined) worst.add(at, { mean: errorOf(mean.estimate, naiveRestrictedMean(group, 3).estimate) });
      }
    });
    worst.expectBelow(1e-12);
  });

  it("refuses competing events, other results and misspelt options", () => {
    const competing = timeToEvent(readPeople(leukaemia), { events: ["gastrostomy"] }, { competing: ["death"] });
    expect(() => survivalByArm(competing)).toThrow("death competes with the endpoint, and to censor there overstates it; use cumulativeIncidenceByArm");
    expect(() => survivalByArm(leukaemiaTimes, { horizn: 3 } as object)).toThrow('Did you mean "horizon"?');
    expect(() => survivalByArm({ rows: [] } as never)).toThrow("timeToEvent");
    expect(() => survivalByArm(leukaemiaTimes, { level: 95 })).toThrow("level must be between 0 and 1");
    expect(() => survivalByArm(leukaemiaTimes, { horizon: -1 })).toThrow("horizon must be above 0");
    expect(() => survivalByArm(leukaemiaTimes, { varianceCorrection: "sas" as "none" })).toThrow("varianceCorrection must be one of");
  });
});

describe("compareSurvival", () => {
  it("has the log-rank test and the hazard ratio of the leukaemia data", () => {
    const { logRank, regression, proportionalHazards, restrictedMean, groups, reasons } = compareSurvival(leukaemiaTimes, { ...arms, horizon: 40 });
    // As Therneau & Grambsch 2000 and survival's documentation have them: χ² of 3.4, coefficient of −0.9155 with error 0.5119.
    expect(logRank!.statistic).toBeCloseTo(3.396, 3);
    expect(regression!.coefficients.treatment.estimate).toBeCloseTo(-0.9155, 4);
    expect(regression!.coefficients.treatment.standardError).toBeCloseTo(0.5119, 4);
    expect(proportionalHazards!.global.pValue).toBeCloseTo(0.93, 2);
    expect(restrictedMean!.estimate).toBeCloseTo(28.897727 - 21.930556, 5);
    expect(groups).toEqual({ treatment: { arm: "msc", n: 11, events: 7 }, control: { arm: "control", n: 12, events: 11 } });
    expect(reasons).toBeUndefined();
  });

  it("agrees with R's survdiff(), coxph() and cox.zph() on 200 simulated trials", () => {
    const worst = new WorstErrors();
    let [tests, fits] = [0, 0];
    trialCases.forEach((each, at) => {
      const times = timesOfCase(each);
      if (each.logRank !== null) {
        tests++;
        worst.add(at, { logRank: errorOf(compareSurvival(times, arms).logRank!.statistic, each.logRank, Math.max(each.logRank, 1e-3)) });
      }
      if (each.stratified === null) return;
      fits++;
      const { regression, proportionalHazards, excluded } = compareSurvival(times, { ...arms, strata: ["site"] });
      expect(excluded.filter(({ reason }) => reason === "no-covariate").length).toBe(each.people.filter(({ site, expected }) => site === undefined && expected !== undefined).length);
      const { estimate, standardError } = regression!.coefficients.treatment;
      worst.add(at, {
        coefficient: errorOf(estimate, each.stratified.logHazardRatio, standardError),
        standardError: errorOf(standardError, each.stratified.standardError),
        proportional: errorOf(proportionalHazards?.global.statistic ?? each.stratified.proportional, each.stratified.proportional, Math.max(each.stratified.proportional, 1)),
      });
    });
    expect([tests > 120, fits > 120]).toEqual([true, true]);
    worst.expectBelow(1e-7);
  });

  it("agrees with a second implementation of the log-rank test and the regression", () => {
    const worst = new WorstErrors();
    trialCases.filter(({ stratified, logRank }) => stratified !== null && logRank !== null).slice(0, 20).forEach((each, at) => {
      const times = timesOfCase(each);
      const rows = people(columns(times.rows)).map((person, index) => ({ ...person, stratum: 0, group: times.rows[index]!.arm === "msc" ? 1 : 0, x: [times.rows[index]!.arm === "msc" ? 1 : 0] }));
      const { logRank, regression } = compareSurvival(times, arms);
      worst.add(at, { logRank: errorOf(logRank!.statistic, naiveLogRank(rows, 2, 0).statistic, 1) });
      if (regression === null) return;
      const naive = naiveCox(rows, "efron");
      worst.add(at, { coefficient: errorOf(regression.coefficients.treatment.estimate, naive.estimates[0]!, naive.standardErrors[0]!) });
    });
    worst.expectBelow(1e-7);
  });

  it("has null with a reason for what cannot be estimated, and the rest stands", () => {
    const whyOf = (some: readonly TrialPerson[], options: object = {}) => compareSurvival(timeToEvent(readPeople(some), "survival"), { ...arms, horizon: 0.1, ...options });
    const empty = whyOf([{ arm: 1, death: 5 }]);
    expect(empty.reasons).toEqual({ logRank: "no-values", regression: "no-values", proportionalHazards: "no-values", restrictedMean: "no-values" });
    // Nobody in the treated arm has the event: the hazard ratio is 0.
    const none = whyOf([{ arm: 1, left: 30, status: "completed" }, { arm: 1, left: 30, status: "completed" }, { arm: 0, death: 1 }, { arm: 0, death: 2 }, { arm: 0, death: 10 }]);
    expect(none.reasons).toEqual({ regression: "unbounded", proportionalHazards: "unbounded" });
    expect(none.logRank!.pValue).toBeGreaterThan(0);
    const without = whyOf([{ arm: 1, left: 30, status: "completed" }, { arm: 0, left: 40, status: "completed" }]);
    expect(without.reasons).toMatchObject({ logRank: "no-values", restrictedMean: "no-variance" });
    const short = whyOf([{ arm: 1, left: 3, status: "completed" }, { arm: 0, death: 2 }, { arm: 0, death: 4 }], { horizon: 5 });
    expect(short.reasons).toMatchObject({ restrictedMean: "beyond-follow-up" });
    for (const options of [{}, { horizon: 0.1 }, { horizon: 0.1, strata: ["site"] as const }, { covarianceMethod: "robust" as const }]) {
      expectPlain((times) => compareSurvival(times, { ...arms, ...options }), leukaemiaTimes);
      expectPlain((times) => compareSurvival(times, { ...arms, ...options }), timeToEvent(readPeople([{ arm: 1, death: 5 }]), "survival"));
    }
  });

  it("compares cause-specific hazards where events compete, and no means", () => {
    const people = trialCases.find(({ competing }) => competing)!;
    const comparison = compareSurvival(timesOfCase(people), { ...arms, horizon: 2 });
    expect(comparison.reasons).toMatchObject({ restrictedMean: "not-defined" });
    expect(comparison.restrictedMean).toBeNull();
    expect(comparison.method.options.competing).toEqual(["gastrostomy"]);
    let [compared, late] = [0, 0];
    trialCases.filter(({ competing }) => competing).forEach((each) => {
      const times = timesOfCase(each);
      const { gray, reasons } = compareSurvival(times, arms);
      if (times.rows.some(({ entry }) => entry > 0)) {
        late++;
        return expect([gray, reasons?.gray]).toEqual([null, "not-defined"]);
      }
      if (gray === null) return;
      compared++;
      const rows = times.rows.map(({ time, outcome, arm }) => ({ time, cause: outcome === "censored" ? null : outcome, group: arm }));
      const columns = { time: rows.map(({ time }) => time), cause: rows.map(({ cause }) => cause), group: rows.map(({ group }) => group) };
      expect(gray!.statistic).toBeCloseTo(grayTest(columns, { of: "event" }).statistic, 10);
    });
    expect([compared > 20, late > 5]).toEqual([true, true]);
    expect("gray" in compareSurvival(leukaemiaTimes, arms)).toBe(false);
    expectPlain((times) => compareSurvival(times, { ...arms, horizon: 2, rho: -0 }), timesOfCase(people));
  });

  it("refuses arms, covariates and options that are not there", () => {
    const take = (options: object) => () => compareSurvival(leukaemiaTimes, { ...arms, ...options });
    expect(take({ treatment: "msd" })).toThrow('Did you mean "msc"?');
    expect(take({ control: "msc" })).toThrow("must be two arms");
    expect(take({ strata: ["sit"] })).toThrow('Did you mean "site"?');
    expect(take({ strata: "site" })).toThrow("strata must be a list");
    expect(take({ rho: -1 })).toThrow("rho must not be negative");
    expect(take({ ties: "exact" })).toThrow("ties must be one of");
    expect(take({ covarianceMethod: "sandwich" })).toThrow("covarianceMethod must be one of");
    expect(take({ level: 95 })).toThrow("level must be between 0 and 1");
    expect(take({ horizon: 0 })).toThrow("horizon must be above 0");
    expect(take({ stratum: [] })).toThrow("strat");
    expect(() => compareSurvival(leukaemiaTimes, { treatment: "msc" } as never)).toThrow("control");
  });
});

describe("cumulativeIncidenceByArm", () => {
  it("is right by hand: of four, one gastrostomy, one death without, two event-free at 12 months", () => {
    const times = timeToEvent(
      readPeople([{ arm: 1, gastrostomy: 90, death: 150 }, { arm: 1, death: 120 }, { arm: 1, left: 365, status: "completed" }, { arm: 1, left: 365, status: "completed" }]),
      { events: ["gastrostomy"] },
      { competing: ["death"], unit: "day" },
    );
    const { byArm } = cumulativeIncidenceByArm(times, { times: [100, 200] });
    expect(byArm.msc.incidence!.causes.map(({ cause, atTimes }) => [cause, ...atTimes.map(({ estimate }) => estimate)])).toEqual([["competing", 0, 0.25], ["event", 0.25, 0.25]]);
    expect(byArm.control).toEqual({ n: 0, incidence: null, reasons: { incidence: "no-values" } });
    const kinds = cumulativeIncidenceByArm(times, { causes: "kind" }).byArm.msc.incidence!.causes.map(({ cause }) => cause);
    expect(kinds).toEqual(["death", "gastrostomy"]);
  });

  it("agrees with R's survfit() of a factor in both arms of 200 simulated trials", () => {
    const worst = new WorstErrors();
    let compared = 0;
    trialCases.forEach((each, at) => {
      const { byArm } = cumulativeIncidenceByArm(timesOfCase(each));
      each.incidence.forEach((expected, index) => {
        if (expected === null) return;
        compared++;
        const step = byArm[index === 1 ? "msc" : "control"].incidence!.causes.find(({ cause }) => cause === "event")!.steps.at(-1)!;
        worst.add(at, { estimate: errorOf(step.estimate, expected.estimate), standardError: errorOf(step.standardError, expected.standardError, Math.max(expected.standardError, 1e-4)) });
      });
    });
    expect(compared).toBeGreaterThan(200);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by sums, and is cumulativeIncidence of each arm", () => {
    const worst = new WorstErrors();
    trialCases.filter(({ competing }) => competing).forEach((each, at) => {
      const times = timesOfCase(each);
      const { byArm } = cumulativeIncidenceByArm(times, { causes: "kind" });
      for (const arm of ["msc", "control"] as const) {
        const rows = inArm(times, arm);
        const group = { time: rows.map(({ time }) => time), entry: rows.map(({ entry }) => entry), cause: rows.map(({ event }) => event ?? null) };
        if (rows.length > 0) expect(byArm[arm].incidence).toEqual(cumulativeIncidence(group));
        for (const { cause, steps } of byArm[arm].incidence?.causes ?? []) {
          for (const { time, estimate } of steps) worst.add(at, { estimate: errorOf(estimate, naiveIncidence(competitors(group), cause, time), 1) });
        }
      }
    });
    worst.expectBelow(1e-12);
  });

  it("refuses options it does not know", () => {
    expect(() => cumulativeIncidenceByArm(leukaemiaTimes, { causes: "kinds" as "kind" })).toThrow('Did you mean "kind"?');
    expect(() => cumulativeIncidenceByArm(leukaemiaTimes, { cause: "kind" } as object)).toThrow("cause");
  });
});
