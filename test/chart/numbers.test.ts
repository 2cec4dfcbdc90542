import { describe, expect, it } from "vitest";
import { adverseEventChart, biomarkerChart, type ChartSpec, cumulativeIncidenceChart, forestChart, meanChangeChart, meanCurveChart, rocChart, slopeChart, survivalChart, trajectoryChart, waterfallChart } from "trialwise/chart";
import { kaplanMeier } from "trialwise/survival";
import { studentTTails } from "../../src/numeric/studentT.ts";
import { simulatedResults } from "./simulatedResults.ts";

const results = simulatedResults({ arms: ["msc", "sham", "control"], size: 14 });
const { arms, visits } = results.trial;
const options = { arms };

const rowsOf = (chart: ChartSpec, name: string) => chart.concat.find((view) => view.name === name)!.data.values;

describe("the rows of a chart are the numbers of its result", () => {
  it("mean change", () => {
    const chart = meanChangeChart(results.changes, { ...options, visits, level: 0.9 });
    const rows = rowsOf(chart, "means").filter(({ visit }) => visit !== "V5");
    expect(rows).toHaveLength(3 * 4);
    for (const [visit, { byArm }] of Object.entries(results.changes.byVisit)) {
      for (const [arm, { change }] of Object.entries(byArm)) {
        const row = rows.find((each) => each["visit"] === visit && each["arm"] === arms[arm]!.label)!;
        expect(row["estimate"]).toBe(change.mean);
        expect(row["participants"]).toBe(change.n);
        expect(row["time"]).toBe(visits[visit as keyof typeof visits].at.months);
        // A t statistic of the distance to either limit leaves half of what the level leaves out.
        const { n, mean, standardError } = change as { readonly n: number; readonly mean: number; readonly standardError: number };
        expect(studentTTails((Number(row["upper"]) - mean) / standardError, n - 1).upper).toBeCloseTo(0.05, 10);
        expect(studentTTails((mean - Number(row["lower"])) / standardError, n - 1).upper).toBeCloseTo(0.05, 10);
      }
    }
    const numbers = rowsOf(chart, "numbers");
    expect(numbers.map(({ number }) => number)).toEqual(["msc", "sham", "control"].flatMap((arm) => Object.values(results.changes.byVisit).map(({ byArm }) => byArm[arm]!.n)));
  });

  it("standard errors, where they are asked for", () => {
    const rows = rowsOf(meanChangeChart(results.change, { ...options, intervals: "standard-error" }), "means");
    const { mean, standardError } = results.change.byArm["msc"]!.change;
    expect(rows[1]).toMatchObject({ estimate: mean, lower: mean! - standardError!, upper: mean! + standardError! });
  });

  it("model means", () => {
    const curves = rowsOf(meanCurveChart(results.model!, options), "means");
    const expected = Object.values(results.model!.byArm).flatMap(({ curve }) => curve.map(({ time, estimate, interval }) => [time, estimate, interval.lower, interval.upper]));
    expect(curves.map(({ time, estimate, lower, upper }) => [time, estimate, lower, upper])).toEqual(expected);
    const means = rowsOf(meanCurveChart(results.mmrm!, { ...options, visits }), "means");
    for (const { arm, visit, estimate, lower, upper } of means) {
      const key = Object.keys(arms).find((each) => arms[each]!.label === arm)!;
      const mean = results.mmrm!.byArm[key]!.byVisit[visit as "V6"];
      expect([estimate, lower, upper]).toEqual([mean.estimate, mean.interval.lower, mean.interval.upper]);
    }
    expect(means).toHaveLength(12);
  });

  it("slopes, and percentages from best to worst", () => {
    const slopes = rowsOf(slopeChart(results.slopes, options), "slopes");
    expect(slopes.map(({ participant, leadInSlope, followUpSlope }) => [participant, leadInSlope, followUpSlope])).toEqual(
      results.slopes.rows.map(({ participant, leadInSlope, followUpSlope }) => [participant, leadInSlope, followUpSlope]),
    );
    const bars = rowsOf(waterfallChart(results.slopes, options), "bars").map(({ percentImprovement }) => Number(percentImprovement));
    const percentages = results.slopes.rows.flatMap(({ percentImprovement }) => (percentImprovement === null ? [] : [percentImprovement]));
    expect(bars).toEqual([...percentages].sort((a, b) => b - a));
  });

  it("fitted lines pass through every fitted value", () => {
    const panels = trajectoryChart(results.fits, options).concat;
    for (const { participant, fit } of results.fits.rows) {
      const ends = panels.flatMap(({ data }) => data.values.filter((row) => row["participant"] === participant));
      for (const { time, fitted, segment } of fit.observations) {
        const [from, to] = ends.filter((row) => row["segment"] === segment).map((row) => ({ time: Number(row["time"]), fitted: Number(row["fitted"]) }));
        const share = to!.time === from!.time ? 0 : (time - from!.time) / (to!.time - from!.time);
        expect(from!.fitted + share * (to!.fitted - from!.fitted)).toBeCloseTo(fitted, 9);
      }
    }
  });

  it("survival, censoring and numbers at risk", () => {
    const chart = survivalChart(results.survival, options);
    const rows = rowsOf(chart, "curves");
    const steps = Object.values(results.survival.byArm).flatMap(({ survival }) => survival!.steps.map(({ time, estimate }) => [time, estimate]));
    expect(rows.filter(({ time }) => time !== 0).map(({ time, estimate }) => [time, estimate])).toEqual(steps);
    const censored = chart.concat[1]!.layer.at(-1)!.data!.values.reduce((total, { participants }) => total + Number(participants), 0);
    expect(censored).toBe(Object.values(results.survival.byArm).reduce((total, { n, events }) => total + n - events, 0));
    const atRisk = Object.values(results.survival.byArm).flatMap(({ survival }) => survival!.atTimes.map((each) => each.atRisk));
    expect(rowsOf(chart, "numbers").map(({ number }) => number)).toEqual(atRisk);
  });

  it("curves put together by hand are those of a trial", () => {
    const byArm = Object.fromEntries(Object.entries(results.survival.byArm).map(([arm, { survival }]) => [arm, { survival }]));
    const { method: _, excluded: __, ...asResult } = results.survival;
    expect(asResult.unit).toBe("month");
    expect(survivalChart({ byArm, unit: "month" }, options)).toEqual(survivalChart({ ...results.survival, excluded: [] }, options));
    expect(rowsOf(survivalChart({ byArm: { ...byArm, sham: { survival: null } } }, options), "curves").map(({ label }) => label)).not.toContain(arms["sham"]!.label);
    expect(survivalChart({ byArm: {} }).concat).toHaveLength(1);
  });

  it("numbers at risk that were not asked for are those that would have been", () => {
    const chart = survivalChart(results.survivalWithoutTimes, options);
    const asked = new Map(Object.values(results.survival.byArm).map(({ survival }, series) => [series, survival!.atTimes]));
    const common = rowsOf(chart, "numbers").filter(({ position }) => [0, 6, 12, 18, 24].includes(Number(position)));
    expect(common.length).toBeGreaterThan(6);
    for (const { series, position, number } of common) expect(number).toBe(asked.get(Number(series))!.find(({ time }) => time === position)!.atRisk);
  });

  it("incidence", () => {
    const rows = rowsOf(cumulativeIncidenceChart(results.incidence, options), "curves");
    for (const [place, { incidence }] of Object.values(results.incidence.byArm).entries()) {
      const steps = incidence!.causes.find(({ cause }) => cause === "event")?.steps ?? [];
      const drawn = rows.filter(({ series, time }) => series === place && steps.some((step) => step.time === time));
      expect(drawn.map(({ time, estimate, lower, upper }) => [time, estimate, lower, upper])).toEqual(steps.map(({ time, estimate, interval }) => [time, estimate, interval.lower, interval.upper]));
      expect(Math.max(...rows.filter(({ series }) => series === place).map(({ time }) => Number(time)))).toBe(incidence!.steps.at(-1)!.time);
    }
  });

  it("pairs of a biomarker, and their medians", () => {
    const chart = biomarkerChart(results.biomarker, options);
    expect(rowsOf(chart, "pairs").map(({ participant, value }) => [participant, value])).toEqual(
      results.biomarker.rows.flatMap(({ participant, before, after }) => [[participant, before], [participant, after]]),
    );
    const medians = chart.concat[1]!.layer.flatMap(({ data }) => data?.values ?? []).flatMap((row) => (row["median"] === undefined ? [] : [row["median"]]));
    expect(medians).toEqual(Object.values(results.biomarker.byArm).flatMap(({ before, after }) => [before.median, after.median]));
  });

  it("adverse events, the largest difference first", () => {
    const chart = adverseEventChart(results.adverseEvents!, options);
    const terms = results.adverseEvents!.windows.months6.categories["all"]!.systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms);
    const differences = rowsOf(chart, "differences");
    expect(differences).toHaveLength(terms.length);
    expect(differences.map(({ difference }) => Number(difference))).toEqual(differences.map(({ difference }) => Number(difference)).sort((a, b) => b - a));
    for (const { preferredTerm, riskDifference, counts } of terms) {
      const row = differences.find(({ term }) => term === preferredTerm)!;
      expect([row["difference"], row["lower"], row["upper"]]).toEqual([riskDifference.estimate, riskDifference.interval.lower, riskDifference.interval.upper].map((value) => 100 * value!));
      const shares = rowsOf(chart, "proportions").filter(({ term }) => term === preferredTerm);
      expect(shares.map(({ participants, n }) => [participants, n])).toEqual([counts.treatment, counts.control].map(({ participants, n }) => [participants, n]));
    }
  });

  it("subgroups, and the ROC curve", () => {
    const rows = rowsOf(forestChart(results.subgroups!), "effects");
    const { overall, subgroups } = results.subgroups!;
    expect(rows.map(({ estimate, lower, upper }) => [estimate, lower, upper])).toEqual(
      [overall, null, ...subgroups.sex.groups].map((row) => (row === null ? [null, null, null] : [row.estimate, row.interval.lower, row.interval.upper])),
    );
    // Of those with a value at both visits, who are fewer than were assigned.
    const analysed = [overall, ...subgroups.sex.groups].map(({ counts }) => counts.treatment + counts.control);
    expect(rows.flatMap(({ participants }) => participants ?? [])).toEqual(analysed);
    const compared = results.change.rows.filter(({ arm }) => arm === "msc" || arm === "control").length;
    expect(analysed[0]).toBe(compared);
    expect(compared).toBeLessThan(overall.participants);
    expect(String(rows[0]!["label"]).replaceAll("\u00a0", " ")).toBe(`Everyone (n = ${compared})`);
    expect(rowsOf(rocChart(results.roc!), "roc").map(({ cutOff, sensitivity, specificity }) => [cutOff, sensitivity, specificity])).toEqual(
      results.roc!.points.map(({ cutOff, sensitivity, specificity }) => [cutOff, sensitivity, specificity]),
    );
  });

  it("an arm looks the same whatever part of the trial is drawn", () => {
    const scaleOf = (chart: ChartSpec) => chart.concat[1]!.layer.flatMap(({ encoding }) => encoding.color ?? []).at(0)!.scale;
    const { sham: _, ...others } = results.survival.byArm as Record<string, never>;
    const all = scaleOf(survivalChart(results.survival, options));
    const some = scaleOf(survivalChart({ ...results.survival, byArm: others }, options));
    expect(some).toEqual({ domain: [all.domain[0], all.domain[2]], range: [all.range[0], all.range[2]] });
  });
});

describe("what a chart refuses", () => {
  it("options that it does not know, and arms without a label", () => {
    expect(() => survivalChart(results.survival, { widht: 3 } as object)).toThrow('survivalChart: options must not have "widht". Did you mean "width"?');
    expect(() => survivalChart(results.survival, { arms: { msc: { label: "MSC" }, shum: { label: "Sham" }, control: { label: "C" } } })).toThrow('survivalChart: arms must have a label for "sham". Is it "shum"?');
    expect(() => slopeChart(results.slopes, { width: 5 })).toThrow(RangeError);
    expect(() => slopeChart(results.slopes, { colors: [] })).toThrow(TypeError);
  });

  it("curves that are none, or not drawn by one rule", () => {
    const curve = kaplanMeier({ time: [1, 2], event: [1, 1] });
    expect(() => survivalChart({ byArm: { a: curve } } as never)).toThrow("survivalChart: byArm.a must have survival");
    expect(() => survivalChart({ byArm: { a: { survival: { ...curve, method: { name: "log-rank-test" } } } } } as never)).toThrow("survivalChart: byArm.a.survival must be of kaplanMeier");
    const others = [kaplanMeier({ time: [1, 2], event: [1, 1] }, { level: 0.9 }), kaplanMeier({ time: [1, 2], event: [1, 1] }, { intervalMethod: "plain" })];
    for (const other of others) expect(() => survivalChart({ byArm: { a: { survival: curve }, b: { survival: other } } })).toThrow("survivalChart: all curves must have the same level and intervalMethod");
  });

  it("visits without a time in one unit", () => {
    const mixed = { ...visits, V9: { at: { weeks: 17 } } };
    expect(() => meanChangeChart(results.changes, { visits: mixed })).toThrow("meanChangeChart: visits must be declared in one unit of time; received months and weeks");
    expect(() => meanChangeChart(results.changes, { visits: { ...visits, V9: { at: { months: 4 }, from: "dose:1" } } })).toThrow("counted from dose:1");
    expect(() => meanChangeChart(results.changes, { visits: { V5: visits.V5 } })).toThrow("V6 is missing");
  });

  it("ranges and scales that cannot be drawn", () => {
    expect(() => waterfallChart(results.slopes, { range: { from: 10, to: 100 } })).toThrow(RangeError);
    expect(() => forestChart([{ label: "a", estimate: -1, interval: { lower: null, upper: null, level: 0.95 } }], { scale: "ratio" })).toThrow('a ratio must not be below 0; received -1. Logarithms of ratios are drawn by scale: "log-of-ratio"');
    expect(() => adverseEventChart(results.adverseEvents!, { window: "month6" })).toThrow('window must be one of "months6"; received "month6". Did you mean "months6"?');
    expect(() => adverseEventChart(results.adverseEvents!, { atLeast: 5 })).toThrow("adverseEventChart: atLeast must be between 0 and 1 (0.05 for 5 %); received 5");
    expect(() => cumulativeIncidenceChart(results.incidence, { cause: "death" })).toThrow("cause must be one of");
  });
});
