import { describe, expect, it } from "vitest";
import {
  biomarkerChange,
  classifyResponders,
  compareProportions,
  compareSurvival,
  correlation,
  coxRegression,
  defineTrial,
  durationBetween,
  edssChange,
  fisherExactTest,
  fitLinearMixedModel,
  jointRankTest,
  kruskalWallisTest,
  logRankTest,
  mcNemarTest,
  methodsText,
  powerTTest,
  progressionRate,
  rankSumTest,
  readTrialData,
  recoverCounts,
  signedRankTest,
  tallyAdverseEvents,
  timeToEvent,
  twoVisitSlope,
} from "trialwise";
import type { KeysOf } from "trialwise";

// Invented records.
const trial = defineTrial({
  id: "simulated",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V12: { at: { months: 7 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL" } },
  populations: { safety: { label: "Safety set", rule: { kind: "everyone" } } },
});
type Keys = KeysOf<typeof trial>;
const ids = ["01", "02", "03", "04"];
const data = readTrialData(trial, {
  participants: ids.map((id, index) => ({ id, arm: index < 2 ? "msc" : "control" })),
  observations: ids.flatMap((participant, index) => (["V1", "V5", "V9"] as const).map((visit, place) => ({ participant, visit, measure: "score", value: 44 - place * (index + 1) }))),
  biomarkerSamples: ids.flatMap((participant, index) => (["V5", "V9"] as const).map((visit, place) => ({ participant, visit, biomarker: "nfl", unit: "pg/mL", value: 20 + index * (place + 1) }))),
  clinicalEvents: [{ participant: "01", kind: "death", at: { months: 7 } }],
  dispositions: ids.slice(1).map((participant) => ({ participant, status: "completed" as const, at: { months: 12 } })),
});

describe("methodsText says what was done, not what might have been", () => {
  const small = { treatment: [1, 2, 4], control: [2, 5, 9] };
  const large = { treatment: Array.from({ length: 60 }, (_, index) => index), control: Array.from({ length: 60 }, (_, index) => index + 0.5) };
  it("rank tests, exact or by an approximation", () => {
    expect(methodsText(rankSumTest(small))).toContain("midranks for ties and exact p-values;");
    expect(methodsText(rankSumTest(large))).toContain("midranks for ties and the normal approximation with continuity correction;");
    expect(methodsText(signedRankTest({ differences: [1, -2, 4, 3] }))).toContain("and exact p-values;");
    expect(methodsText(kruskalWallisTest({ groups: { a: [1, 2, 4], b: [3, 5, 6] } }))).toBe(
      "Groups were compared by the Kruskal–Wallis test, corrected for ties, with exact p-values. Reference: Kruskal & Wallis 1952, doi:10.1080/01621459.1952.10483441.",
    );
    expect(methodsText(kruskalWallisTest({ groups: { a: [1, 2, 4], b: [3, 5, 6] } }, { pValueMethod: "chi-square" }))).toContain("corrected for ties, with the χ² approximation.");
  });
  it("tables of counts, by the test that was taken", () => {
    expect(methodsText(compareProportions({ treatment: { events: 1, n: 9 }, control: { events: 4, n: 9 } }))).toContain("were compared by Fisher's exact test (two-sided)");
    expect(methodsText(compareProportions({ treatment: { events: 20, n: 40 }, control: { events: 14, n: 40 } }))).toContain("were compared by Pearson's χ² test without correction (two-sided)");
    expect(methodsText(mcNemarTest([[3, 2], [5, 4]]))).toContain("by McNemar's test, with exact p-values.");
  });
  it("rank correlations, by the distribution that was taken", () => {
    const x = [1, 2, 3, 4, 5, 6];
    expect(methodsText(correlation({ x, y: [2, 1, 4, 3, 6, 5] }, { method: "spearman" }))).toContain("with an exact p-value and Bonett and Wright's interval");
    expect(methodsText(correlation({ x, y: [2, 1, 4, 4, 6, 5] }, { method: "spearman" }))).toContain("with a p-value from Student's t and Bonett");
    expect(methodsText(correlation({ x, y: [2, 1, 4, 4, 6, 5] }, { method: "kendall" }))).toContain(
      "with a p-value from the normal distribution and Fieller, Hartley and Pearson's interval.",
    );
    expect(methodsText(correlation({ x, y: [2, 1, 4, 3, 6, 5] }, { method: "kendall" }))).toMatch(/References: Kendall 1938, .*; Fieller, Hartley & Pearson 1957, /);
    expect(methodsText(correlation({ x, y: [2, 1, 4, 3, 6, 5] }, { method: "spearman" }))).toMatch(/References: Spearman 1904, .*; Bonett & Wright 2000, /);
  });
  it("joint ranks, with an interval only where there is one", () => {
    const permuted = jointRankTest({
      treatment: { time: [6, 6, 5], event: [false, false, true], improvement: [[-1, -2, null]] },
      control: { time: [6, 4, 2], event: [false, false, true], improvement: [[-3, null, null]] },
    });
    expect("interval" in permuted).toBe(false);
    expect(methodsText(permuted)).toContain("by a permutation test with exact p-values; the test was two-sided.");
    const { name, options, reference } = permuted.method;
    expect(methodsText({ method: { name, options: { ...options, test: "ancova" }, reference } })).toContain("by analysis of covariance; the test was two-sided, and the confidence interval has a level of 95%.");
  });
  it("strata of survival", () => {
    const times = { time: [1, 2, 2, 4, 5, 6, 3, 8], event: [true, true, true, false, true, true, true, true] };
    const stratum = [1, 1, 1, 1, 2, 2, 2, 2];
    const group = [1, 2, 1, 2, 1, 2, 1, 2];
    expect(methodsText(logRankTest({ ...times, group, stratum }))).toContain("Groups were compared by the log-rank test, stratified (2 strata).");
    expect(methodsText(logRankTest({ ...times, group }))).toContain("Groups were compared by the log-rank test. ");
    expect(methodsText(coxRegression({ ...times, stratum, covariates: { group } }))).toContain("and the variance from the information, stratified (2 strata).");
  });
  it("covariates that a hazard ratio is adjusted for", () => {
    const trial = defineTrial({
      id: "example",
      arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
      visits: { V5: { at: { months: 0 }, baseline: true } },
      covariates: { age: { kind: "number", label: "Age" }, sex: { kind: "category", label: "Sex", levels: ["female", "male"] } },
    });
    const times = timeToEvent(readTrialData(trial, { participants: [] }), { events: ["death"] });
    const said = (options: object) => methodsText(compareSurvival(times, { treatment: "msc", control: "control", ...options }));
    expect(said({ adjustFor: [{ covariate: "age" }, { covariate: "sex" }] })).toContain(
      "and the variance from the information. A second regression, with the same strata and the same method for ties, was adjusted for age and sex, without participants who lack one of these. Proportional hazards were tested",
    );
    expect(said({})).toContain("and the variance from the information. Proportional hazards were tested");
  });
});

describe("methodsText, of a model that fell back", () => {
  it("says the random part that was used", () => {
    const options = {
      measure: "score", knots: ["V5"], time: "nominal", per: "month", daysPerMonth: 30.4375, visits: ["V1", "V5", "V9"], arms: ["msc"], compare: [], continuity: "continuous", random: "continuous", fallback: ["intercept"],
      covariates: [], factorWeights: "equal", estimator: "reml", covarianceStructure: "unstructured", degreesOfFreedomMethod: "residual", informationCriteria: "r", level: 0.95,
    };
    const method = { name: "piecewise-linear-mixed-model", options, reference: "none" };
    const said = (used: unknown, outcomes: readonly string[], singular: unknown = false, random: unknown = "continuous") =>
      methodsText({ method: { ...method, options: { ...options, random } }, randomPart: { asked: random, used, singular, tried: outcomes.map((outcome) => ({ outcome })) } } as never);
    const effects = "Random effects of participants on the level and the slopes of segments that meet at the knots had an unstructured covariance. ";
    expect(methodsText({ method })).toContain(`with residual degrees of freedom; information criteria as in R. ${effects}Time is in months`);
    expect(said("continuous", ["regular"])).toContain(`${effects}Time`);
    expect(said("intercept", ["singular", "regular"])).toContain(
      "Participants had a random effect on the level. It was taken in place of random effects on the level and the slopes of segments that meet at the knots, whose fit was singular. Time",
    );
    expect(said(["intercept", "slope"], ["not-estimable", "regular"], false, "separate")).toContain(
      "on the level and one slope for all time had an unstructured covariance. They were taken in place of random effects on the levels and slopes of segments that need not meet at the knots, which could not be estimated. Time",
    );
    // The second could not be estimated, so the first is what was used.
    const singular = { rank: 2, directions: [{ intercept: 0, slope1: 1, slope2: 0 }] };
    expect(said("continuous", ["singular", "not-estimable"], singular)).toContain(`${effects}The fit was singular: the variance of the random effect on the slope in segment 1 was estimated as 0. Time`);
    const unequal = { rank: 1, directions: [{ intercept2: 1, slope2: -0.5 }] };
    expect(said(["intercept2", "slope2"], ["singular"], unequal)).toContain("The fit was singular: the random effects on the level of segment 2 and on the slope in segment 2 were estimated to be perfectly correlated. Time");
  });
  it("says that a fit is singular, and how", () => {
    const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
    const participant = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c"];
    const intercept = time.map(() => 1);
    const fit = (response: readonly number[], random: Record<string, readonly number[]>) => methodsText(fitLinearMixedModel({ response, fixed: { intercept, time }, random, participant }, { degreesOfFreedomMethod: "residual" }));
    // Equal means of all participants: nothing varies between them.
    expect(fit([10, 13, 9, 12, 12, 9, 13, 10, 11, 12, 10, 11], { intercept })).toContain("information criteria as in R. The fit was singular: the variance of the random effect of intercept was estimated as 0. Confidence");
    // All lines meet at time −2, but for a little noise.
    const meeting = [1, 2, 4].flatMap((slope) => [0, 1, 2, 3].map((at) => slope * (at + 2) + (at % 2 === 0 ? 0.4 : -0.4)));
    expect(fit(meeting, { intercept, time })).toContain("The fit was singular: the random effects of intercept and of time were estimated to be perfectly correlated. Confidence");
    expect(fit([1, 3, 5, 7, 9, 12, 14, 16, 4, 5, 8, 10], { intercept })).not.toContain("singular");
  });
});

describe("methodsText says the rule that was applied", () => {
  type Options = NonNullable<Parameters<typeof classifyResponders<Keys>>[1]>;
  const text = (rule: Options["rule"], policies: Partial<Options> = {}) => methodsText(classifyResponders(data, { rule, ...policies }));
  const slopes = { kind: "slope-change", measure: "score", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" }, method: "two-visit" } as const;
  it("responders, with the definition of a percentage, and never that it was laid down in advance", () => {
    expect(text({ kind: "percent-improvement", of: slopes, atLeast: 50 })).toContain(
      "Responders were participants with an improvement of the slope of score (V5 to V9 against V1 to V5, two-visit) by at least 50% of the decline in the lead-in.",
    );
    expect(text({ kind: "percent-improvement", of: { kind: "percent-change", measure: "score", to: "V9" }, moreThan: 20 })).toContain(
      "with an improvement of score (baseline to V9) by more than 20% of the first value.",
    );
    expect(text({ kind: "absolute-improvement", of: { kind: "change", measure: "score", from: "V5", to: "V9" }, atLeast: -2 })).toContain("with an improvement of score (V5 to V9) by at least -2.");
    const either: Options["rule"] = { kind: "any-of", rules: [{ kind: "no-worsening", of: { kind: "change", measure: "score", to: "V9" } }, { kind: "not", rule: { kind: "confirmed", weeks: 12, rule: { kind: "absolute-improvement", of: { kind: "change", measure: "score", to: "V9" }, atLeast: 1 } } }] };
    expect(text(either)).toContain("Responders were participants either with no worsening of score (baseline to V9) or not (with an improvement of score (baseline to V9) by at least 1, confirmed after 12 weeks).");
    expect(text(either)).not.toContain("in advance");
  });
  it("what was done with those who died or have no value", () => {
    expect(text({ kind: "no-worsening", of: { kind: "change", measure: "score", to: "V9" } }, { deaths: "excluded", missing: "as-observed" })).toContain(
      "Participants who died were left out; those without the values needed were judged by their last value in the window; those without a decline in the lead-in counted as non-responders.",
    );
  });
  it("steps of the EDSS, with the point and a half from 0", () => {
    expect(methodsText(edssChange({ baseline: 3, followUp: 4 }))).toContain(
      "Progression of the EDSS is a rise by 1.5 points from 0, by 1 point from a score below 6 and by half a point from 6 on; improvement is a fall by 1 point, or by half a point from 6 on.",
    );
  });
  it("windows of adverse events", () => {
    const of = (months: number) => methodsText(tallyAdverseEvents(data, { population: "safety", windows: { early: { start: { days: 0 }, end: { months } }, open: { start: { days: 1, from: "dose:1" }, end: "end-of-follow-up" } } }));
    expect(of(6)).toContain("in the windows early (from baseline to 6 months after baseline) and open (from 1 day after dose 1 to the end of follow-up)");
    expect(of(4)).toContain("to 4 months after baseline");
    expect(of(4)).not.toContain("Garwood");
    const one = tallyAdverseEvents(data, { population: "safety", windows: { early: { start: { days: 0 }, end: { months: 6 } } }, categories: { all: {} } });
    expect(methodsText(one)).toContain("in the window early (from baseline to 6 months after baseline) and the category all;");
  });
  it("durations by the convention of their months", () => {
    const dates = { from: "2020-01-31", to: "2021-03-01" };
    const said = (["julian", "thirty-day", "calendar", "completed", "boundaries"] as const).map((convention) => methodsText(durationBetween(dates, { unit: "month", end: "exclusive", convention })));
    expect(new Set(said).size).toBe(5);
    expect(said[0]).toContain("Durations are in months of 30.4375 days, the last day not included.");
  });
  it("the cut-off also where no disposition ends follow-up", () => {
    const said = methodsText(timeToEvent(data, { events: ["death"] }, { followUpEnds: [], cutOff: { months: 9 } }));
    expect(said).toContain("Follow-up ends at the latest after 9 months.");
    expect(methodsText(timeToEvent(data, { events: ["death"] }, { cutOff: { months: 1 } }))).toContain("stopped-for-adverse-event or excluded, at the latest after 1 month.");
  });
  it("tests of biomarkers, and how the signed-rank tests found their p-values", () => {
    const change = biomarkerChange(data, { biomarker: "nfl", from: "V5", to: "V9" });
    expect(methodsText(change)).toContain("by the paired t test and by Wilcoxon's signed-rank test, with zero changes ranked and then left out (Pratt) and exact p-values.");
    const using = (pValueMethodUsed: string | null) => ({ signedRankTest: { pValueMethodUsed } });
    const said = (...used: (string | null)[]) => methodsText({ ...change, byArm: Object.fromEntries(used.map((one, arm) => [`arm ${arm}`, using(one)])) } as never);
    expect(said("normal", null)).toContain("(Pratt) and the normal approximation with continuity correction.");
    expect(said("normal", "exact")).toContain("(Pratt) and exact p-values where samples are small, or else the normal approximation with continuity correction.");
    expect(methodsText(biomarkerChange(data, { biomarker: "nfl", from: "V5", to: "V9", scale: "fold", limits: "tobit" }))).toContain("by maximum likelihood of a bivariate normal distribution");
  });
});

describe("methodsText in good English", () => {
  it("names quantities in words, and the arms they were compared between", () => {
    const named = (name: string, of: string) => methodsText({ method: { name, options: { treatment: "msc", control: "control", of, level: 0.95, alternative: "two-sided" }, reference: "none" } });
    expect(named("welch-t-test", "leadInSlope")).toContain("The mean lead-in slope was compared between msc and control by Welch's t test");
    expect(named("student-t-test", "percentImprovement")).toContain("The mean percent improvement was compared between msc and control by Student's t test");
  });

  it("has no brackets in brackets, no plural of one, and divides by what it divides by", () => {
    expect(methodsText(fisherExactTest([[3, 1], [1, 3]], { alternative: "greater" }))).toContain("Fisher's exact test (one-sided, alternative: greater)");
    expect(methodsText(powerTTest({ difference: 1, standardDeviation: 1, power: 0.8, significanceLevel: 0.025 }, { alternative: "greater" }))).toContain("(one-sided, alternative: greater)");
    // A power was computed here, not a sample size.
    expect(methodsText(powerTTest({ n: { treatment: 30, control: 30 }, difference: 1, standardDeviation: 1, significanceLevel: 0.05 }))).toContain("Sample size and power are those of Student's t test");
    expect(methodsText(recoverCounts({ percentages: ["31"], n: 32 }))).toContain("for a denominator of 32");
    expect(methodsText(twoVisitSlope({ time: [-3, 0], value: [40, 36] }))).toContain("divided by the time between them");
    expect(methodsText(progressionRate({ score: 38, monthsSinceOnset: 20 }))).toContain("divided by the time since onset");
  });
});
