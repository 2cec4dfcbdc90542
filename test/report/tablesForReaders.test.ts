import { describe, expect, it } from "vitest";
import {
  baselineCharacteristics,
  biomarkerPanel,
  changeFromBaseline,
  classifyResponders,
  compareAdverseEvents,
  compareArms,
  compareResponders,
  compareSurvival,
  defineTrial,
  fitLinearModel,
  fitTrialMmrm,
  leastSquaresMeans,
  leastSquaresMeansTable,
  absoluteImprovement,
  participantFlow,
  readTrialData,
  survivalByArm,
  tallyAdverseEvents,
  timeToEvent,
} from "trialwise";
import { adverseEventOverviewTable, adverseEventTable, baselineTable, biomarkerPanelTable, endpointTable, participantFlowTable, responderTable, survivalTable } from "trialwise/report";
import type { Table, TableText } from "trialwise/report";

// Invented records: four arms of four, the last one of nobody.
const trial = defineTrial({
  id: "simulated",
  arms: { low: { label: "Low", role: "experimental" }, high: { label: "High", role: "experimental" }, control: { label: "Control", role: "control" }, open: { label: "Open", role: "experimental" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: { age: { kind: "number", label: "Age", unit: "years" } },
  biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL" } },
  populations: { safety: { label: "Safety set", rule: { kind: "everyone" } }, dosed: { label: "Dosed", rule: { kind: "dosed" } } },
});
const ids = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
const armOf = (index: number) => (["low", "high", "control"] as const)[Math.floor(index / 4)]!;
const after = [38, 37, 39, 36, 40, 38, 39, 41, 33, 35, undefined, 30];
const data = readTrialData(trial, {
  participants: ids.map((id, index) => ({ id, arm: armOf(index), covariates: { age: 50 + ((index * 7) % 11) } })),
  observations: ids.flatMap((participant, index) => [
    { participant, visit: "V5", measure: "score", value: 40 },
    ...(after[index] === undefined ? [] : [{ participant, visit: "V9", measure: "score", value: after[index] }]),
  ]),
  biomarkerSamples: ids.flatMap((participant, index) => [
    { participant, visit: "V5", biomarker: "nfl", unit: "pg/mL", ...(index === 0 ? { below: 10 } : { value: 20 + index }) },
    { participant, visit: "V9", biomarker: "nfl", unit: "pg/mL", value: 25 + ((index * 5) % 7) },
  ]),
  doses: ["01", "05", "06", "09", "10", "11", "12"].map((participant) => ({ participant, number: 1, at: { days: 0 } })),
  clinicalEvents: [3, 6, 9, 10].map((index) => ({ participant: ids[index]!, kind: "death" as const, at: { months: 3 + index } })),
  dispositions: [0, 4, 8].map((index) => ({ participant: ids[index]!, status: "completed" as const, at: { months: 14 } })),
  adverseEvents: [
    { participant: "01", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 }, serious: true },
    { participant: "05", systemOrganClass: "Nervous system disorders", preferredTerm: "Dizziness", start: { days: 1 }, serious: false },
    { participant: "09", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 3 } },
  ],
});
const two = { treatment: "high", control: "control" } as const;
const arms = [{ arm: "control", label: "Riluzole" }, { arm: "high", label: "High dose" }] as const;
const window = { months6: { start: { days: 0 }, end: { months: 6 } } } as const;

const plain = (text: TableText | undefined): string | undefined => (typeof text === "object" ? text.text : text);
const labels = (table: Table) => table.groups.flatMap(({ rows }) => rows.map(({ cells }) => plain(cells[0])));
const notesOf = (table: Table, text: TableText | undefined) => (typeof text === "object" ? text.notes.map((note) => table.footnotes[note]) : []);

describe("what a table is of", () => {
  it("baselineTable: which arms a difference and a p-value are of, in which direction, and that all is of all arms", () => {
    const result = baselineCharacteristics(data, { limits: "half", compare: { ...two, tests: {} } });
    const { footnotes } = baselineTable(result, { arms });
    expect(footnotes).toContain("Standardised differences and p-values are of High dose and Riluzole; those of numbers are High dose − Riluzole, those of categories have no direction.");
    expect(footnotes).toContain("The column of all has the arms too that are not shown.");
    expect(baselineTable(result).footnotes.join(" ")).not.toContain("not shown");
    expect(baselineTable(result, { arms, overall: false }).footnotes.join(" ")).not.toContain("not shown");
    expect(baselineTable(baselineCharacteristics(data, { limits: "half" })).footnotes.join(" ")).not.toContain("Standardised differences");
  });
  it("baselineTable counts values beyond limits", () => {
    const result = baselineCharacteristics(data, { characteristics: [{ biomarker: "nfl" }], limits: "half" });
    const table = baselineTable(result);
    expect(notesOf(table, table.groups[0]?.rows[0]?.cells[0])).toEqual(["Values beyond the limits of quantification: low 1, high 0, control 0, open 0; each stands as half the limit."]);
    const without = baselineTable(baselineCharacteristics(data, { characteristics: [{ biomarker: "nfl" }] }));
    expect(notesOf(without, without.groups[0]?.rows[0]?.cells[0])).toEqual(["Values beyond the limits of quantification: low 1, high 0, control 0, open 0."]);
  });
  it("exclusions are those of the arms that are shown", () => {
    const result = baselineCharacteristics(data, { population: "dosed", characteristics: [{ covariate: "age" }] });
    // Without a dose: 02, 03, 04 of the low dose, 07 and 08 of the high dose.
    expect(baselineTable(result).footnotes).toContain("Participants: 5 not included: not in the population (5).");
    expect(baselineTable(result, { arms, overall: false }).footnotes).toContain("Participants: 2 not included: not in the population (2).");
    const tally = tallyAdverseEvents(data, { population: "dosed", windows: window });
    expect(adverseEventTable(tally, { window: "months6", arms }).footnotes).toContain("Participants: 2 not included: not in the population (2).");
    expect(adverseEventOverviewTable(tally, { window: "months6", arms }).footnotes).toContain("Participants: 2 not included: not in the population (2).");
    expect(participantFlowTable(participantFlow(data), { arms }).footnotes).toContain("The column of all has the arms too that are not shown.");
  });
});

describe("what a figure is", () => {
  const change = changeFromBaseline(data, { measure: "score", to: "V9" });
  const mmrm = fitTrialMmrm(data, { measure: "score", visits: ["V9"], arms: ["high", "control"], baseline: "none", compare: [two], covarianceStructure: "compound-symmetry", degreesOfFreedomMethod: "satterthwaite" });
  it("endpointTable heads adjusted means as such where all are", () => {
    const adjusted = endpointTable([{ label: "Change", result: { model: mmrm, visit: "V9" } }]);
    expect(adjusted.columns.map(({ label }) => label)).toEqual(["Endpoint", "n", "Adjusted mean (SE)", "n", "Adjusted mean (SE)", "Difference (95% CI)", "p"]);
    expect(adjusted.footnotes[0]).toBe("Differences are high − control. SE: standard error; CI: confidence interval.");
    const mixed = endpointTable([{ label: "Change", result: compareArms(change, two) }, { label: "Adjusted", result: { model: mmrm, visit: "V9" } }]);
    expect(mixed.columns[2]?.label).toBe("Mean (SD)");
    expect(notesOf(mixed, mixed.groups[0]?.rows[1]?.cells[2])).toEqual(["Adjusted mean (standard error)."]);
  });
  it("endpointTable takes the comparison asked for of a model with several, or its first", () => {
    const several = fitTrialMmrm(data, {
      measure: "score", visits: ["V9"], arms: ["low", "high", "control"], baseline: "none", covarianceStructure: "compound-symmetry", degreesOfFreedomMethod: "satterthwaite",
      compare: [{ treatment: "low", control: "control" }, two],
    });
    const first = endpointTable([{ label: "Change", result: { model: several, visit: "V9" } }]);
    expect(first.footnotes[0]).toContain("Differences are low − control.");
    const second = endpointTable([{ label: "Change", result: { model: several, visit: "V9", compare: two } }]);
    expect(second.footnotes[0]).toContain("Differences are high − control.");
    // Changes of the high dose 0, −2, −1, 1 with mean −0.5; of controls −7, −5, −10 with mean −7.33.
    expect(second.groups[0]?.rows[0]?.cells.slice(1, 6).map(plain)).toEqual(["4", expect.stringMatching(/^-0\.50 \(/), "3", expect.stringMatching(/^-7\.33 \(/), expect.stringMatching(/^6\.83 \(/)]);
    expect(() => endpointTable([{ label: "Change", result: { model: several, visit: "V9", compare: { treatment: "low", control: "high" } } }])).toThrow("endpointTable: the model must compare low with high at its visits");
  });
  it("endpointTable says that a test was one-sided", () => {
    const table = endpointTable([{ label: "Change", result: compareArms(change, { ...two, alternative: "greater" }) }]);
    expect(notesOf(table, table.groups[0]?.rows[0]?.cells.at(-1))).toEqual(["Welch's t test, one-sided (alternative: greater)."]);
  });
  it("responderTable marks a number needed to harm also where its interval does not exist, and counts who is in no denominator", () => {
    const responders = { byArm: { high: { responders: 4, n: 20 }, control: { responders: 6, n: 20 } } };
    const table = responderTable([{ label: "x", responders, comparison: compareResponders(responders, two) }], { measures: ["numberNeededToTreat"] });
    expect(plain(table.groups[0]?.rows[0]?.cells[3])).toBe("10.0 (– to –)");
    expect(notesOf(table, table.groups[0]?.rows[0]?.cells[3])).toEqual(["– The interval runs from benefit through infinity to harm.", "To harm."]);
    const classes = classifyResponders(data, { rule: absoluteImprovement({ of: { kind: "change", measure: "score", from: "V5", to: "V9" }, atLeast: -2 }), missing: "excluded", deaths: "excluded" });
    // 11 has no value at month 4, which nobody died before.
    expect(responderTable([{ label: "No loss of more than 2", responders: classes }]).footnotes).toContain("No loss of more than 2: 1 not included: nothing recorded at the visit (1).");
  });
  it("percentage points are rounded as the decimals that a reader sees, as percentages are", () => {
    // 23/40 − 0/40 is 57.5 percentage points; 100 × 0.575 is 57.49999999999999 in floating point.
    const responders = { byArm: { high: { responders: 23, n: 40 }, control: { responders: 0, n: 40 } } };
    const table = responderTable([{ label: "x", responders, comparison: compareResponders(responders, two) }], { percentDecimals: 0 });
    expect(table.groups[0]?.rows[0]?.cells.slice(1, 4).map(plain)).toEqual(["23/40 (58)", "0/40 (0)", expect.stringMatching(/^58 \(/)]);
  });
  it("a difference of percentages is rounded as that of the counts, whatever the subtraction lost", () => {
    // 15, 45, 65 and −13 of 80 are 18.75, 56.25, 81.25 and −16.25 %: halves at one decimal.
    for (const [ours, theirs, said] of [[23, 8, "18.8"], [47, 2, "56.3"], [71, 6, "81.3"], [9, 22, "-16.3"]] as const) {
      const responders = { byArm: { high: { responders: ours, n: 80 }, control: { responders: theirs, n: 80 } } };
      const table = responderTable([{ label: "x", responders, comparison: compareResponders(responders, two) }]);
      expect(plain(table.groups[0]?.rows[0]?.cells[3])?.split(" ")[0]).toBe(said);
    }
    for (let ours = 1; ours <= 80; ours++) for (const theirs of [3, 7, 31]) {
      const responders = { byArm: { high: { responders: ours, n: 80 }, control: { responders: theirs, n: 80 } } };
      const table = responderTable([{ label: "x", responders, comparison: compareResponders(responders, two) }]);
      // In tenths of a percentage point: 1000/80 = 12.5 each, halves away from zero.
      const tenths = (Math.sign(ours - theirs) * Math.floor(Math.abs(ours - theirs) * 12.5 + 0.5)) / 10;
      expect(Number(plain(table.groups[0]?.rows[0]?.cells[3])?.split(" ")[0])).toBe(tenths);
    }
  });
  it("responderTable refuses a comparison of other counts", () => {
    const [one, other] = [4, 5].map((responders) => ({ byArm: { high: { responders, n: 20 }, control: { responders: 6, n: 20 } } })) as [never, never];
    expect(() => responderTable([{ label: "x", responders: one, comparison: compareResponders(other, two) }])).toThrow('responderTable: the comparison of "x" must be of its responders; it has 5 of 20 in high, where they are 4 of 20');
  });
  it("adverseEventTable names the category in its first row, counts events in the singular, and refuses a comparison of other terms", () => {
    const tally = tallyAdverseEvents(data, { population: "safety", windows: window });
    const serious = adverseEventTable(tally, { window: "months6", category: "serious", arms });
    expect(labels(serious)[0]).toBe("Any serious adverse event");
    expect(serious.footnotes).toContain("Not counted, since what the table asks for was not recorded: 1 event.");
    expect(labels(adverseEventTable(tally, { window: "months6", category: "fatal" }))[0]).toBe("Any fatal adverse event");
    const overview = adverseEventOverviewTable(tally, { window: "months6", arms });
    expect(overview.footnotes).toContain("Serious: not recorded for 1 event, which is not counted.");
    const own = tallyAdverseEvents(data, { population: "safety", windows: window, categories: { grave: { serious: true } } });
    const table = adverseEventTable(own, { window: "months6" });
    expect(labels(table)[0]).toBe("Any adverse event: grave");
    const sorted = tallyAdverseEvents(data, { population: "safety", windows: window, order: "alphabetical" });
    const comparison = compareAdverseEvents(sorted, two);
    expect(() => adverseEventTable(tally, { window: "months6", comparison })).toThrow("comparison must be that of the tally");
    const ofDosed = compareAdverseEvents(tallyAdverseEvents(data, { population: "dosed", windows: window }), two);
    expect(() => adverseEventTable(tally, { window: "months6", comparison: ofDosed })).toThrow("comparison must be that of the tally");
    const other = compareAdverseEvents(tallyAdverseEvents(data, { population: "safety", windows: { months4: { start: { days: 0 }, end: { months: 4 } } } }), two);
    expect(() => adverseEventTable(tally, { window: "months6", comparison: other as never })).toThrow("comparison must be that of the tally");
    const adjusted = adverseEventTable(tally, { window: "months6", comparison: compareAdverseEvents(tally, { ...two, adjust: "benjamini-hochberg" }) });
    expect(adjusted.footnotes).toContain("Adjusted by Benjamini and Hochberg's method, classes and terms apart.");
  });
  it("biomarkerPanelTable says adjustment and side in words", () => {
    const panel = biomarkerPanel(data, { from: "V5", to: "V9", limits: "half", alternative: "greater" });
    const [note] = biomarkerPanelTable(panel).footnotes;
    expect(note).toBe("Change from V5 to V9. CI: confidence interval. Tests: paired t, one-sided (alternative: greater); adjusted by Holm's method over the whole panel.");
    expect(biomarkerPanelTable(biomarkerPanel(data, { from: "V5", to: "V9", limits: "tobit" })).footnotes[0]).toContain("Tests: likelihood ratio of a censored normal model; adjusted");
    const short = biomarkerPanelTable(biomarkerPanel(data, { from: "V5", to: "V9", limits: "half", population: "dosed" }), { arms });
    expect(notesOf(short, short.groups[0]?.rows[1]?.cells[1])).toEqual(["Not analysed: 2 participants of the arm."]);
    expect(biomarkerPanelTable(panel).footnotes).toContain("Values beyond the limits of quantification: 1 below, 0 above.");
  });
  it("survivalTable has no interval where a curve has not fallen yet, or has fallen to zero, and says so", () => {
    const times = timeToEvent(data, { events: ["death"] });
    const table = survivalTable(survivalByArm(times, { times: [0] }), { arms });
    const cell = table.groups[0]?.rows[2]?.cells[1];
    expect(plain(cell)).toBe("100.0");
    expect(notesOf(table, cell)).toEqual(["No interval: no event up to then."]);
    const survival = survivalByArm(times, { times: [0] });
    const ended = { ...survival, byArm: Object.fromEntries(Object.entries(survival.byArm).map(([arm, one]) => [arm, { ...one, survival: { ...one.survival, atTimes: one.survival?.atTimes.map((at) => ({ ...at, estimate: 0 })) } }])) };
    const fallen = survivalTable(ended as never, { arms });
    expect(notesOf(fallen, fallen.groups[0]?.rows[2]?.cells[1])).toEqual(["No interval: no one left without an event."]);
  });
  it("survivalTable says up to when a restricted mean is", () => {
    const times = timeToEvent(data, { events: ["death"] });
    const table = survivalTable(survivalByArm(times, { horizon: 9 }), { arms, comparison: compareSurvival(times, { ...two, horizon: 8 }) });
    expect(labels(table)).toContain("Restricted mean up to month 9, months (95% CI)");
    expect(labels(table)).toContain("Difference of restricted means up to month 8, months (95% CI)");
    expect(() => survivalTable(survivalByArm(times), { arms: [arms[0]], comparison: compareSurvival(times, two) })).toThrow('survivalTable: the comparison is of "high", which must be one of the arms shown');
    const strokes = timeToEvent(data, { events: ["tracheostomy"] });
    expect(() => survivalTable(survivalByArm(strokes), { comparison: compareSurvival(times, two) })).toThrow("survivalTable: the comparison must be of the result's own times; it has 1 events of 4 in high, where there are 0 of 4");
    expect(labels(survivalTable(survivalByArm(times, { horizon: "last-time" })))).toContain("Restricted mean up to each arm's last time, months (95% CI)");
  });
  it("survivalTable has the adjusted hazard ratio, says for what and of whom it is not, and why there is none", () => {
    const times = timeToEvent(data, { events: ["death"] });
    // Two participants of unknown age, one of whom has no arm in the comparison.
    const incomplete = { ...times, rows: times.rows.map(({ covariates, ...row }) => (row.participant === "12" || row.participant === "01" ? row : { ...row, ...(covariates !== undefined && { covariates }) })) };
    const comparison = compareSurvival(incomplete, { ...two, adjustFor: [{ covariate: "age" }] });
    const table = survivalTable(survivalByArm(times), { arms, comparison });
    const row = table.groups[1]!.rows.find(({ cells }) => plain(cells[0]) === "Adjusted hazard ratio (95% CI)")!;
    const { hazardRatio, hazardRatioInterval } = comparison.adjustedRegression!.treatment!;
    const [ratio, lower, upper] = [hazardRatio, hazardRatioInterval.lower, hazardRatioInterval.upper].map((value) => value!.toFixed(2));
    expect(row.cells.slice(1).map(plain)).toEqual(["reference", `${ratio} (${lower} to ${upper})`]);
    expect(notesOf(table, row.cells[0])).toEqual([`Cox's regression of ${comparison.groups.treatment.n + comparison.groups.control.n - 1} participants, Efron's method for ties, adjusted for age.`]);
    const none = compareSurvival({ ...times, rows: times.rows.map((each) => ({ ...each, covariates: {} })) }, { ...two, adjustFor: [{ covariate: "age" }] });
    const without = survivalTable(survivalByArm(times), { arms, comparison: none });
    const cell = without.groups[1]!.rows[1]!.cells[2];
    expect([plain(cell), notesOf(without, cell)]).toEqual(["–", ["– No values."]]);
    const rare = { ...comparison, adjustedRegression: { ...comparison.adjustedRegression!, treatment: null, coefficients: [], leftOut: [{ name: "site[bulbar]", reason: "unbounded" as const }], reasons: { treatment: "unbounded" as const } } };
    const unbounded = survivalTable(survivalByArm(times), { arms, comparison: rare });
    expect(notesOf(unbounded, unbounded.groups[1]!.rows[1]!.cells[2])).toEqual(["– The hazard ratio of site[bulbar] in the regression is 0 or infinite."]);
    expect(labels(survivalTable(survivalByArm(times), { arms, comparison: compareSurvival(times, two) }))).not.toContain("Adjusted hazard ratio (95% CI)");
  });
  it("leastSquaresMeansTable says averages and adjustment in words", () => {
    const fit = fitLinearModel({ response: [1, 2, 3, 5, 6, 7], terms: ["arm", "age"], data: { arm: ["c", "c", "c", "t", "t", "t"], age: [50, 52, 55, 51, 53, 57] } });
    const table = leastSquaresMeansTable(leastSquaresMeans(fit, { of: ["arm"], differences: { of: "arm" }, adjustment: "holm", weights: "counterfactual" }));
    expect(table.footnotes).toContain("Averaged over the participants' own factors and covariates.");
    expect(table.footnotes).toContain("Adjusted by Holm's method; intervals are not adjusted.");
  });
});
