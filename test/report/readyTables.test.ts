import { describe, expect, it } from "vitest";
import {
  absoluteImprovement,
  analysisOfCovariance,
  baselineCharacteristics,
  biomarkerPanel,
  changeFromBaseline,
  classifyResponders,
  coefficientTable,
  compareAdverseEvents,
  compareArms,
  compareResponders,
  compareSurvival,
  defineTrial,
  fitLinearMixedModel,
  fitLinearModel,
  fitTrialMmrm,
  leastSquaresMeans,
  leastSquaresMeansTable,
  participantFlow,
  readTrialData,
  survivalByArm,
  tallyAdverseEvents,
  timeToEvent,
} from "trialwise";
import {
  adverseEventOverviewTable,
  adverseEventTable,
  baselineTable,
  biomarkerPanelTable,
  endpointTable,
  participantFlowTable,
  renderCsv,
  renderHtml,
  renderMarkdown,
  renderText,
  responderTable,
  survivalTable,
} from "trialwise/report";
import type { Table, TableText } from "trialwise/report";
import { deepFreeze } from "../deepFreeze.ts";

// Invented records of a small trial; one arm has nobody in it.
const trial = defineTrial({
  id: "simulated",
  arms: { msc: { label: "BM-MSC", role: "experimental" }, control: { label: "Riluzole", role: "control" }, open: { label: "Open", role: "experimental" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V7: { at: { months: 2 } }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: { age: { kind: "number", label: "Age", unit: "years" }, onset: { kind: "category", label: "Site of onset", levels: ["bulbar", "limb"] } },
  biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" } },
  populations: { safety: { label: "Safety set", rule: { kind: "everyone" } }, dosed: { label: "Dosed", rule: { kind: "dosed" } } },
});
const hostile = "=cmd()|<script>alert(1)</script>";
const ids = ["001", "002", "003", "004", "005", "006", "007", "008"];
const armOf = (index: number) => (index < 4 ? "msc" : "control");
const scores = [[41, 40, 39], [38, 38, 36], [44, 41, 41], [36, 37, 33], [40, 36, 34], [39, 34, 30], [42, 39, 33], [37, 33, 29]];
const data = deepFreeze(
  readTrialData(trial, {
    participants: ids.map((id, index) => ({ id, arm: armOf(index), covariates: { age: 50 + ((index * 7) % 11), ...(index !== 2 && { onset: index % 3 === 0 ? "bulbar" : "limb" }) } })),
    observations: ids.flatMap((participant, index) => (["V5", "V7", "V9"] as const).map((visit, place) => ({ participant, visit, measure: "score", value: scores[index]![place]! }))),
    biomarkerSamples: ids.flatMap((participant, index) => [
      { participant, visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: 20 + index },
      { participant, visit: "V9", biomarker: "tgfb1", unit: "pg/mL", value: 25 + ((index * 5) % 7) },
    ]),
    doses: ["001", "002", "003"].map((participant) => ({ participant, number: 1, at: { days: 0 } })),
    dispositions: [
      ...ids.slice(0, 3).map((participant) => ({ participant, status: "completed" as const, at: { months: 12 } })),
      { participant: "007", status: "withdrew", reason: hostile, at: { months: 5 } },
      { participant: "008", status: "stopped-for-adverse-event", at: { months: 6 } },
    ],
    clinicalEvents: [
      { participant: "004", kind: "death", at: { months: 8 } },
      { participant: "005", kind: "death", at: { months: 9 } },
      { participant: "006", kind: "death", at: { months: 10 } },
    ],
    adverseEvents: [
      { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } },
      { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 20 } },
      { participant: "002", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 3 } },
      { participant: "005", systemOrganClass: "Nervous system disorders", preferredTerm: "Dizziness", start: { days: 3 } },
      { participant: "005", systemOrganClass: hostile, preferredTerm: hostile, start: { days: 5 }, serious: true },
      { participant: "006", systemOrganClass: hostile, preferredTerm: hostile, start: { days: 5 }, serious: false },
    ],
  }),
);
const two = { treatment: "msc", control: "control" } as const;
const arms = [{ arm: "control", label: "Control" }, { arm: "msc", label: "MSC" }] as const;
const withEmpty = [...arms, { arm: "open", label: "Open label" }] as const;
const flow = deepFreeze(participantFlow(data));
const tally = deepFreeze(tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } }));
const comparison = deepFreeze(compareAdverseEvents(tally, { ...two, adjust: "holm" }));
const change = changeFromBaseline(data, { measure: "score", to: "V9" });
const welch = deepFreeze(compareArms(change, two));
const ancova = deepFreeze(analysisOfCovariance(data, change, { ...two, adjustFor: [{ measure: "score", visit: "V5" }] }));
const mmrm = deepFreeze(fitTrialMmrm(data, { measure: "score", visits: ["V7", "V9"], arms: ["msc", "control"], compare: [two], covarianceStructure: "compound-symmetry", degreesOfFreedomMethod: "satterthwaite" }));

const plain = (text: TableText | undefined): string | undefined => (typeof text === "object" ? text.text : text);
const rowsOf = (table: Table) => table.groups.flatMap(({ rows }) => rows.map(({ cells }) => cells.map(plain)));
const rowOf = (table: Table, label: string) => rowsOf(table).find(([first]) => first === label);
const notesOf = (table: Table, text: TableText | undefined) => (typeof text === "object" ? text.notes.map((note) => table.footnotes[note]) : []);

const survival = deepFreeze(survivalByArm(timeToEvent(data, { events: ["death"] }), { times: [12], horizon: 12 }));
const responders = { msc: { responders: 3, n: 4 }, control: { responders: 0, n: 4 }, open: { responders: 0, n: 0 } };
const compared = deepFreeze(compareResponders({ byArm: responders }, two));

const tables: { readonly [name: string]: Table } = {
  baseline: baselineTable(baselineCharacteristics(data, { compare: { ...two, tests: {} } }), { arms: withEmpty, range: true }),
  flow: participantFlowTable(flow, { arms: withEmpty }),
  endpoints: endpointTable(
    [
      { label: "Change", group: "Primary", result: welch },
      { label: "Change, adjusted", group: "Secondary", result: ancova },
      { label: "Change at month 4", group: "Secondary", result: { model: mmrm, visit: "V9" } },
    ],
    { arms },
  ),
  responders: responderTable([{ label: hostile, responders: { byArm: responders }, comparison: compared }], { arms: withEmpty, measures: ["riskDifference", "riskRatio", "oddsRatio", "numberNeededToTreat"] }),
  events: adverseEventTable(tally, { window: "months6", arms: withEmpty, comparison }),
  overview: adverseEventOverviewTable(tally, { window: "months6", flow, arms: withEmpty }),
  biomarkers: biomarkerPanelTable(biomarkerPanel(data, { from: "V5", to: "V9" }), { arms: withEmpty }),
  survival: survivalTable(survival, { arms: withEmpty, comparison: compareSurvival(timeToEvent(data, { events: ["death"] }), { ...two, horizon: 12 }) }),
};

describe("every ready table", () => {
  it.each(Object.entries(tables))("%s is rendered in every format, without NaN or undefined, and equals itself after JSON", (_, table) => {
    expect(JSON.parse(JSON.stringify(table))).toStrictEqual(table);
    for (const text of [renderText(table, { width: 120 }), renderMarkdown(table), renderHtml(table, { id: "t" }), renderCsv(table)]) {
      expect(text).not.toMatch(/NaN|undefined|\bnull\b|\[object|Infinity|[\s(>|,]-0(\.0+)?[\s)<|,]/);
    }
    expect(renderHtml(table)).not.toContain("<script>");
  });

  it.each(Object.entries(tables))("%s: a dash stands for what is missing and a footnote says why", (_, table) => {
    for (const { rows } of table.groups) for (const { cells } of rows) for (const cell of cells.slice(1)) {
      if (!/^–$|\(–|–\)/.test(plain(cell)!)) continue;
      expect(notesOf(table, cell).some((note) => note!.startsWith("– "))).toBe(true);
    }
  });
});

describe("baselineTable", () => {
  const table = tables["baseline"]!;
  it("has denominators in the headings, in the order of arms asked for", () => {
    expect(table.columns.map(({ label }) => label)).toEqual(["Characteristic", "Control (N = 4)", "MSC (N = 4)", "Open label (N = 0)", "All (N = 8)", "Standardised difference", "p"]);
  });
  it("describes numbers, levels and what is missing", () => {
    // Ages 50, 57, 53, 60 and 56, 52, 59, 55; means 55 and 55.5, standard deviations √(58/3) and √(25/3).
    expect(rowsOf(table).slice(0, 4).map((cells) => cells.slice(0, 5))).toEqual([
      ["Age (years)", "", "", "", ""],
      ["Mean (SD)", "55.5 (2.9)", "55.0 (4.4)", "–", "55.3 (3.5)"],
      ["Median (quartiles)", "55.5 (54.3 to 56.8)", "55.0 (52.3 to 57.8)", "–", "55.5 (52.8 to 57.5)"],
      ["Minimum to maximum", "52.0 to 59.0", "50.0 to 60.0", "–", "50.0 to 60.0"],
    ]);
    expect(rowOf(table, "bulbar")?.slice(1, 5)).toEqual(["1 (25.0)", "2 (66.7)", "0 (–)", "3 (42.9)"]);
    expect(rowOf(table, "Missing")?.slice(1, 5)).toEqual(["0", "1", "0", "1"]);
    expect(table.footnotes).toContain("Welch's t test.");
    expect(table.footnotes).toContain("In a randomised trial differences at baseline are due to chance, which a p-value does not test.");
  });
  it("refuses another arm, an arm twice and misspelt options", () => {
    const result = baselineCharacteristics(data);
    expect(() => baselineTable(result, { arms: [{ arm: "mcs" as "msc", label: "x" }] })).toThrow('baselineTable: arms[0].arm must be one of "msc", "control", "open"; received "mcs". Did you mean "msc"?');
    expect(() => baselineTable(result, { arms: [arms[0], arms[0]] })).toThrow("arms[1].arm must be another arm");
    expect(() => baselineTable(result, { decimal: 1 } as never)).toThrow('Did you mean "decimals"?');
    expect(() => baselineTable(result, { decimals: () => -1 })).toThrow("decimals must be a whole number");
    expect(() => baselineTable(result, { arms: [] })).toThrow("arms must be a list");
    expect(() => baselineTable(result, { title: 3 } as never)).toThrow("title must be text");
  });
});

describe("participantFlowTable", () => {
  it("says what is observed at a visit: anything, not one measure", () => {
    const visits = tables["flow"]!.groups.find(({ label }) => plain(label) === "Visits");
    expect(notesOf(tables["flow"]!, visits?.label)).toEqual(["Observed: with a value of any measure or biomarker at the visit."]);
  });
  it("counts everyone once, with reasons below", () => {
    const table = tables["flow"]!;
    expect(rowOf(table, "Completed")).toEqual(["Completed", "0 (0.0)", "3 (75.0)", "0 (–)", "3 (37.5)"]);
    expect(rowOf(table, hostile)).toEqual([hostile, "1 (25.0)", "0 (0.0)", "0 (–)", "1 (12.5)"]);
    expect(rowOf(table, "Died")?.slice(1, 3)).toEqual(["2 (50.0)", "1 (25.0)"]);
    expect(rowOf(table, "Dosed")?.slice(1, 3)).toEqual(["0 (0.0)", "3 (75.0)"]);
    expect(rowOf(table, "Not met: dosed")?.slice(1, 3)).toEqual(["4 (100.0)", "1 (25.0)"]);
  });
});

describe("endpointTable", () => {
  const table = tables["endpoints"]!;
  it("has arms in the order asked for, groups, and the method of each p-value", () => {
    expect(table.columns.map(({ label, spanner }) => [spanner, label])).toEqual([
      [undefined, "Endpoint"], ["Control", "n"], ["Control", "Mean (SD)"], ["MSC", "n"], ["MSC", "Mean (SD)"], [undefined, "Difference (95% CI)"], [undefined, "p"],
    ]);
    expect(table.groups.map(({ label, rows }) => [label, rows.length])).toEqual([["Primary", 1], ["Secondary", 2]]);
    // Changes −6, −9, −9, −8 and −2, −2, −3, −3: means −8 and −2.5, sums of squares 6 and 1.
    expect(rowOf(table, "Change")?.slice(0, 5)).toEqual(["Change", "4", "-8.00 (1.41)", "4", "-2.50 (0.58)"]);
    expect(rowOf(table, "Change")?.[5]).toMatch(/^5\.50 \(/);
    expect(table.groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => notesOf(table, cells.at(-1))))).toEqual(["Welch's t test.", "Analysis of covariance.", "Mixed model for repeated measures."]);
  });
  it("refuses no rows, other arms, other levels and a visit that is not in the model", () => {
    const turned = compareArms(change, { treatment: "control", control: "msc" });
    const narrow = compareArms(change, { ...two, level: 0.9 });
    expect(() => endpointTable([])).toThrow("at least one row");
    expect(() => endpointTable([{ label: "a", result: welch }, { label: "b", result: turned }])).toThrow('every row must compare msc with control; "b" compares control with msc');
    expect(() => endpointTable([{ label: "a", result: welch }, { label: "b", result: narrow }])).toThrow("must have one level; received 0.95 and 0.9");
    expect(() => endpointTable([{ label: "a", result: { model: mmrm, visit: "V1" } }])).toThrow('no difference at "V1"');
  });
  it("an arm without values is a dash", () => {
    const empty = endpointTable([{ label: "Change", result: compareArms(change, { treatment: "open", control: "control" }) }]);
    expect(rowsOf(empty)[0]).toEqual(["Change", "0", "–", "4", "-8.00 (1.41)", "–", "–"]);
    expect(empty.footnotes).toContain("– No values.");
  });
});

describe("responderTable", () => {
  it("has n/N (%), measures and p", () => {
    const table = tables["responders"]!;
    expect(rowsOf(table)[0]?.slice(0, 4)).toEqual([hostile, "0/4 (0.0)", "3/4 (75.0)", "0/0 (–)"]);
    expect(rowsOf(table)[0]?.[4]).toMatch(/^75\.0 \(/);
    expect(table.footnotes).toContain("Fisher's exact test.");
    expect(table.footnotes).toContain("– A count is zero.");
  });
  it("classes of a classification without a comparison, and no rows", () => {
    const classes = classifyResponders(data, { rule: absoluteImprovement({ of: { kind: "change", measure: "score", from: "V5", to: "V9" }, atLeast: -2 }) });
    expect(rowsOf(responderTable([{ label: "x", responders: classes }]))[0]).toHaveLength(4);
    expect(() => responderTable([])).toThrow("at least one row");
    expect(() => responderTable([{ label: "x", responders: { byArm: responders } }], { measures: ["riskRato" as "riskRatio"] })).toThrow('Did you mean "riskRatio"?');
  });
});

describe("adverseEventTable", () => {
  it("has any event first, then classes with their terms", () => {
    const table = adverseEventTable(tally, { window: "months6", arms });
    expect(table.columns.map(({ spanner }) => spanner)).toEqual([undefined, "Control (N = 4)", "Control (N = 4)", "MSC (N = 4)", "MSC (N = 4)"]);
    expect(rowsOf(table)).toEqual([
      ["Any adverse event", "2 (50.0)", "3", "2 (50.0)", "3"],
      ["Nervous system disorders", "1 (25.0)", "1", "2 (50.0)", "3"],
      ["Headache", "0 (0.0)", "0", "2 (50.0)", "3"],
      ["Dizziness", "1 (25.0)", "1", "0 (0.0)", "0"],
      [hostile, "2 (50.0)", "2", "0 (0.0)", "0"],
      [hostile, "2 (50.0)", "2", "0 (0.0)", "0"],
    ]);
    expect(table.groups[0]?.rows.map(({ indent }) => indent)).toEqual([0, 0, 1, 1, 0, 1]);
  });
  it("is sorted by an arm, by code units, and leaves out what is rare", () => {
    const first = (options: object) => rowsOf(adverseEventTable(tally, { window: "months6", events: false, ...options })).map(([label]) => label);
    expect(first({ order: { arm: "control" } }).slice(1)).toEqual([hostile, hostile, "Nervous system disorders", "Dizziness", "Headache"]);
    expect(first({ order: "alphabetical" }).slice(1)).toEqual([hostile, hostile, "Nervous system disorders", "Dizziness", "Headache"]);
    expect(first({ atLeast: 0.5 }).slice(1)).toEqual(["Nervous system disorders", "Headache", hostile, hostile]);
    expect(first({ atLeast: 0.51 })).toEqual(["Any adverse event"]);
  });
  it("the comparison stands with its row, whatever the order", () => {
    const table = adverseEventTable(tally, { window: "months6", arms, events: false, order: { arm: "control" }, comparison });
    expect(rowOf(table, "Headache")?.[3]).toMatch(/^50\.0 \(/);
    expect(rowOf(table, "Dizziness")?.[3]).toMatch(/^-25\.0 \(/);
    expect(table.columns.at(-1)).toEqual({ label: { text: "Adjusted p", notes: [expect.any(Number)] }, align: "right", spanner: "MSC − Control" });
    const other = compareAdverseEvents(tallyAdverseEvents(data, { population: "dosed", windows: { months6: { start: { days: 0 }, end: { months: 6 } } }, order: "alphabetical" }), two);
    expect(() => adverseEventTable(tally, { window: "months6", comparison: other })).toThrow("comparison must be that of the tally");
  });
  it("has the incidence of first events, where it is asked for", () => {
    const windows = { months6: { start: { days: 0 }, end: { months: 6 } } };
    const followed = tallyAdverseEvents(data, { population: "safety", windows, exposure: {} });
    const table = adverseEventTable(followed, { window: "months6", arms: withEmpty, events: false, incidencePer: 100 });
    expect(table.columns[2]).toEqual({ label: { text: "Per 100 participant-years (95% CI)", notes: [expect.any(Number)] }, align: "right", spanner: "Control (N = 4)" });
    expect(notesOf(table, table.columns[2]?.label)[0]).toMatch(/^First events by the time at risk/);
    // R: poisson.test(2, 372 / 365.25), poisson.test(0, 702 / 365.25); days at risk 2 + 4 + 183 + 183 and 183 + 183 + 153 + 183.
    expect(rowOf(table, "Headache")).toEqual(["Headache", "0 (0.0)", "0.0 (0.0 to 191.9)", "2 (50.0)", "196.4 (23.8 to 709.4)", "0 (–)", "–"]);
    expect(rowOf(adverseEventTable(followed, { window: "months6", arms, events: false, incidencePer: 1 }), "Headache")?.[4]).toBe("1.964 (0.238 to 7.094)");
    expect(() => adverseEventTable(tally, { window: "months6", incidencePer: 100 })).toThrow("adverseEventTable: the tally has no incidence; ask tallyAdverseEvents for exposure");
    expect(() => adverseEventTable(followed, { window: "months6", incidencePer: 50 as 100 })).toThrow("incidencePer must be one of 1, 10, 100, 1000; received 50");
  });
  it("refuses another window, category, order or threshold", () => {
    expect(() => adverseEventTable(tally, { window: "month6" as "months6" })).toThrow('Did you mean "months6"?');
    expect(() => adverseEventTable(tally, { window: "months6", category: "seriuos" as "serious" })).toThrow('Did you mean "serious"?');
    expect(() => adverseEventTable(tally, { window: "months6", order: "frequency" as "alphabetical" })).toThrow("order must be one of");
    expect(() => adverseEventTable(tally, { window: "months6", order: { arm: "x" as "msc" } })).toThrow("order.arm must be one of");
    expect(() => adverseEventTable(tally, { window: "months6", atLeast: 5 })).toThrow("atLeast must be between 0 and 1 (0.05 for 5 %); received 5");
  });
});

describe("the other tables", () => {
  it("adverseEventOverviewTable counts categories, those who stopped and deaths", () => {
    const table = tables["overview"]!;
    expect(rowOf(table, "Serious")).toEqual(["Serious", "1 (25.0)", "1", "0 (0.0)", "0", "0 (–)", "0"]);
    expect(rowOf(table, "Stopped for an adverse event")).toEqual(["Stopped for an adverse event", "1 (25.0)", "", "0 (0.0)", "", "0 (–)", ""]);
    const dosed = tallyAdverseEvents(data, { population: "dosed", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } });
    expect(rowOf(adverseEventOverviewTable(dosed, { window: "months6", flow, arms }), "Stopped for an adverse event")?.[1]).toBe("0 (–)");
  });
  it("biomarkerPanelTable has the arms below each analyte", () => {
    const table = tables["biomarkers"]!;
    expect(table.groups.map(({ label }) => label)).toEqual(["TGF-β1 (CSF, pg/mL)"]);
    expect(rowsOf(table).map((cells) => cells.slice(0, 2))).toEqual([["Control", "4"], ["MSC", "4"], ["Open label", "0"]]);
  });
  it("survivalTable says what was not reached, and has the comparison in the treatment's column", () => {
    const table = tables["survival"]!;
    expect(rowOf(table, "Events, n (%)")).toEqual(["Events, n (%)", "2 (50.0)", "1 (25.0)", "0 (–)"]);
    expect(rowOf(table, "Median, months (95% CI)")?.[3]).toBe("–");
    expect(rowOf(table, "Hazard ratio (95% CI)")?.[1]).toBe("reference");
    expect(table.footnotes).toContain("Log-rank test.");
  });
  it("coefficientTable has coefficients, then standard deviations", () => {
    const fit = fitLinearMixedModel({
      response: [10, 8, 7, 12, 11, 9, 9, 8, 5, 11, 9, 9],
      participant: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
      fixed: { intercept: Array<number>(12).fill(1), month: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2] },
      random: { intercept: Array<number>(12).fill(1) },
    });
    const table = coefficientTable(deepFreeze(fit), { labels: { month: "Month" }, decimals: 2 });
    expect(table.groups.map(({ label, rows }) => [label, rows.map(({ cells }) => cells[0])])).toEqual([["Fixed effects", ["intercept", "Month"]], ["Standard deviations", ["intercept", "Residual"]]]);
    expect(rowOf(table, "Month")?.[1]).toBe("-1.50");
    expect(coefficientTable(mmrm.fit).groups[1]?.label).toBe("Standard deviations at visits");
    // The example of the guide, where participants differ by chance alone.
    const month = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
    const ones = month.map(() => 1);
    const singular = fitLinearMixedModel({
      response: [10, 13, 9, 12, 12, 9, 13, 10, 11, 12, 10, 11],
      fixed: { ones, month },
      random: { ones },
      participant: month.map((_, row) => Math.floor(row / 4)),
    });
    const flagged = coefficientTable(singular);
    expect(notesOf(flagged, flagged.groups[1]?.label)).toEqual(["Singular fit: the random effects vary in 0 of 1 directions."]);
    expect(table.footnotes).toContain("12 observations of 4 participants.");
  });
  it("leastSquaresMeansTable has means and differences, and dashes for what the design cannot tell", () => {
    const fit = fitLinearModel({ response: [1, 2, 3, 5, 6, 8], terms: ["arm", "sex", ["arm", "sex"]], data: { arm: ["c", "c", "c", "t", "t", "t"], sex: ["f", "m", "f", "f", "f", "f"] }, aliased: "leave-out" });
    const table = leastSquaresMeansTable(deepFreeze(leastSquaresMeans(fit, { of: ["arm"], differences: { of: "arm" } })));
    expect(rowOf(table, "t")?.[1]).toBe("–");
    expect(table.footnotes).toContain("– Not estimable in this design.");
  });

  it("leastSquaresMeansTable without differences has no column for p-values that means do not have", () => {
    const fit = fitLinearModel({ response: [1, 2, 3, 5, 6, 8], terms: ["arm"], data: { arm: ["c", "c", "c", "t", "t", "t"] } });
    const table = leastSquaresMeansTable(leastSquaresMeans(fit, { of: ["arm"] }));
    expect(table.columns.map(({ label }) => label)).toEqual(["", "Estimate", "SE", "df", "95% CI"]);
    expect(table.groups.map(({ label, rows }) => [label, rows.map(({ cells }) => cells.length)])).toEqual([["Means", [5, 5]]]);
  });
});
