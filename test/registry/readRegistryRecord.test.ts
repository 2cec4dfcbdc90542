import { compareEstimates, compareProportions, fisherExactTest, studentTTest } from "trialwise/inference";
import { readRegistryRecord, safeReadRegistryRecord } from "trialwise/registry";
import { attempt } from "trialwise/result";
import { keysOf, readTrial } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { figuresOf, leavesOf, tallyLeaves } from "../naive/registry.ts";
import { inventedRecord } from "./inventedRecord.ts";
import { changed, numbersIn, ours } from "./recordTools.ts";

const record = readRegistryRecord(deepFreeze(structuredClone(inventedRecord)));
const results = record.results!;

describe("the protocol of an invented record", () => {
  it("keeps what the registry says, in its words", () => {
    expect(record).toMatchObject({
      id: "NCT00000000",
      title: "Invented Cells in ALS",
      acronym: "INVENTED",
      sponsor: "Nobody",
      status: "COMPLETED",
      conditions: ["Amyotrophic Lateral Sclerosis"],
      studyType: "INTERVENTIONAL",
      phases: ["PHASE2", "PHASE3"],
      enrolment: { count: 115, type: "ACTUAL" },
      design: {
        allocation: "RANDOMIZED",
        interventionModel: "PARALLEL",
        primaryPurpose: "TREATMENT",
        masking: "TRIPLE",
        whoMasked: ["PARTICIPANT", "CARE_PROVIDER", "OUTCOMES_ASSESSOR"],
      },
      dates: {
        start: { date: "2017-09" },
        primaryCompletion: { date: "2020-02-28", type: "ACTUAL" },
        completion: { date: "2020", type: "ACTUAL" },
      },
      eligibility: { sex: "ALL", minimumAge: "18 Years", maximumAge: "75 Years", healthyVolunteers: false },
      meshTerms: { conditions: [{ id: "D000690", term: "Amyotrophic Lateral Sclerosis" }], interventions: [] },
    });
    expect(record.interventions.map(({ name, armGroupLabels }) => [name, armGroupLabels])).toEqual([["Invented cells", ["Invented cells"]], ["Saline", ["Placebo"]]]);
  });

  it("declares the outcomes with their time frames", () => {
    expect(record.outcomes.map(({ type, measure, times }) => [type, measure, times])).toEqual([
      ["primary", "Change in ALSFRS-R", { kind: "points", points: [{ weeks: 0 }, { weeks: 24 }] }],
      ["secondary", "Responders", { kind: "points", points: [{ weeks: 0 }, { weeks: 12 }, { weeks: 24 }] }],
      ["secondary", "Survival", { kind: "span", to: { months: 12 } }],
      ["secondary", "Slow vital capacity", undefined],
      ["other", "Neurofilament light chain", undefined],
    ]);
  });

  it("defines a trial that readTrial takes", () => {
    expect(record.definition).toStrictEqual({
      id: "NCT00000000",
      title: "Invented Cells in ALS",
      condition: "Amyotrophic Lateral Sclerosis",
      phase: "Phase 2/Phase 3",
      blinding: { participant: "yes", investigator: "no", assessor: "yes" },
      arms: { inventedCells: { label: "Invented cells", role: "experimental" }, placebo: { label: "Placebo", role: "control" } },
      visits: {
        baseline: { label: "Baseline", at: { days: 0 }, baseline: true },
        week12: { label: "Week 12", at: { weeks: 12 } },
        week24: { label: "Week 24", at: { weeks: 24 } },
      },
    });
    expect(keysOf(readTrial(record.definition).visits)).toEqual(["baseline", "week12", "week24"]);
  });

  it("says what it could not turn", () => {
    expect(record.notRead.map(({ reason, text, path }) => [reason, text, path.at(-1)])).toEqual([
      ["time-frame", "24 weeks after the last infusion", "timeFrame"],
      ["not-a-number", "NA", "upperLimit"],
      ["not-a-number", "NA", "value"],
      ["not-a-number", "NA", "lowerLimit"],
      ["not-a-number", "NA", "upperLimit"],
      ["not-a-number", "NA", "upperLimit"],
      ["time-frame", "every 4 weeks", "timeFrame"],
      ["no-direction", undefined, "outcomesModule"],
    ]);
  });
});

describe("what the definition says of other designs", () => {
  const definitionOf = (change: object, ...at: string[]) => readRegistryRecord(changed(inventedRecord, ["protocolSection", ...at], change));
  const arms = (...types: (string | undefined)[]) => ({ armGroups: types.map((type, index) => ({ label: `Arm ${index + 1}`, ...(type !== undefined && { type }) })) });

  it("every comparator is a control, and OTHER or nothing neither", () => {
    const read = definitionOf(arms("EXPERIMENTAL", "ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION", "OTHER", undefined), "armsInterventionsModule");
    expect(Object.values(read.definition!.arms).map(({ role }) => role)).toEqual(["experimental", ...Array.from({ length: 4 }, () => "control"), "observational", "observational"]);
    expect(read.notRead.filter(({ reason }) => reason === "arm-role").map(({ path, text }) => [path.at(-2), text])).toEqual([[5, "OTHER"], [6, undefined]]);
  });

  it("the groups of an observational study are observational", () => {
    const study = changed(inventedRecord, ["protocolSection", "designModule", "studyType"], "OBSERVATIONAL");
    const read = readRegistryRecord(changed(study, ["protocolSection", "armsInterventionsModule"], arms(undefined, undefined)));
    expect(Object.values(read.definition!.arms).map(({ role }) => role)).toEqual(["observational", "observational"]);
    expect(read.notRead.filter(({ reason }) => reason === "arm-role")).toEqual([]);
  });

  it("keys of arms are words, and each another", () => {
    const labels = ["BM-MSC + riluzole", "BM MSC, Riluzole", "10 mg", "constructor", "___", "Ärm Ω", "placebo"];
    const read = definitionOf({ armGroups: labels.map((label) => ({ label, type: "EXPERIMENTAL" })) }, "armsInterventionsModule");
    expect(read.arms.map(({ key }) => key)).toEqual(["bmMscRiluzole", "bmMscRiluzole2", "arm3", "arm4", "arm5", "ärmΩ", "placebo"]);
    expect(keysOf(readTrial(read.definition).arms)).toHaveLength(labels.length);
  });

  it.each([
    [{ masking: "NONE" }, { participant: "no", investigator: "no", assessor: "no" }],
    [{ masking: "DOUBLE" }, undefined],
    [{ whoMasked: ["INVESTIGATOR"] }, undefined],
    [{ masking: "SINGLE", whoMasked: ["INVESTIGATOR"] }, { participant: "no", investigator: "yes", assessor: "no" }],
  ])("masking %j is blinding %j", (maskingInfo, blinding) => {
    expect(definitionOf(maskingInfo, "designModule", "designInfo", "maskingInfo").definition!.blinding).toEqual(blinding);
  });

  it("a crossover has no periods, a record without arms no definition", () => {
    expect(definitionOf({}, "armsInterventionsModule").definition).toBeUndefined();
    expect(definitionOf({}, "armsInterventionsModule").notRead.map(({ reason }) => reason)).toContain("no-arms");
    const crossover = definitionOf({ interventionModel: "CROSSOVER" }, "designModule", "designInfo");
    expect(crossover.notRead.map(({ reason }) => reason)).toContain("no-periods");
    expect(readTrial(crossover.definition).arms["placebo"]).toStrictEqual({ label: "Placebo", role: "control" });
  });

  it("phases that are none are left out, and early ones named", () => {
    expect(definitionOf({ phases: ["NA"] }, "designModule").definition).not.toHaveProperty("phase");
    expect(definitionOf({ phases: ["EARLY_PHASE1"] }, "designModule").definition!.phase).toBe("Early Phase 1");
  });

  it("results that are promised and missing are noted", () => {
    const { resultsSection, ...without } = inventedRecord;
    expect(Object.keys(resultsSection)).toHaveLength(5);
    const read = readRegistryRecord(without);
    expect(read.results).toBeUndefined();
    expect(read.notRead.map(({ reason }) => reason)).toContain("no-results");
  });
});

describe("the results of an invented record", () => {
  it("groups have the arm they are named after, whatever the letter case", () => {
    expect(results.flow!.groups.map(({ arm }) => arm)).toEqual(["inventedCells", "placebo"]);
    expect(results.outcomes[0]!.groups.map(({ arm }) => arm)).toEqual(["inventedCells", "placebo"]);
    expect(results.baseline!.groups.map(({ arm }) => arm)).toEqual(["inventedCells", "placebo", undefined]);
  });

  it("participant flow has numbers beside its text", () => {
    expect(results.flow!.periods.map(({ title, milestones }) => [title, milestones.map(({ type, achievements }) => [type, ...achievements.map(({ numbers }) => numbers.numSubjects)])])).toEqual([
      ["Treatment", [["STARTED", 58, 57], ["Received the second infusion", 55, 54], ["COMPLETED", 52, 50], ["NOT COMPLETED", 6, 7]]],
      ["Follow-up", [["STARTED", 52, 50], ["COMPLETED", 51, 50], ["NOT COMPLETED", 1, 0]]],
    ]);
    expect(results.flow!.periods[0]!.dropWithdraws[0]).toStrictEqual({
      type: "Death",
      reasons: [
        { groupId: "FG000", numSubjects: "2", numbers: { numSubjects: 2 } },
        { groupId: "FG001", numSubjects: "3", numbers: { numSubjects: 3 } },
      ],
    });
  });

  it("baseline measures have their dispersion, denominators and what can be computed with", () => {
    const [age, sex, capacity, onset, filament] = results.baseline!.measures;
    const first = ({ classes }: typeof age & object) => classes[0]!.categories[0]!.measurements[0]!;
    expect([age, sex, capacity, onset, filament].map((measure) => measure!.dispersion?.kind)).toEqual([
      "standard-deviation", undefined, "inter-quartile-range", "full-range", "geometric-coefficient-of-variation",
    ]);
    expect(first(age!)).toStrictEqual({
      groupId: "BG000", value: "58.1", spread: "10.20", numbers: { value: 58.1, spread: 10.2 }, n: 56, summary: { n: 56, mean: 58.1, standardDeviation: 10.2 },
    });
    expect(first(sex!)).toStrictEqual({ groupId: "BG000", value: "24", numbers: { value: 24 }, n: 56, proportion: { events: 24, n: 56 } });
    // The measure's own denominators stand before those of the table.
    expect(capacity!.classes[0]!.categories[0]!.measurements.map(({ n }) => n)).toEqual([56, 54, 110]);
    expect(first(onset!)).toStrictEqual({ groupId: "BG002", value: "19", lowerLimit: "4", upperLimit: "NA", comment: "not recorded for all", numbers: { value: 19, lowerLimit: 4 }, n: 111 });
    expect(first(filament!)).toMatchObject({ value: "1,234", numbers: { value: 1234, spread: 61.5 } });
  });

  it("outcomes go into the tests on numbers", () => {
    const [change, responders, repeated, survival] = results.outcomes;
    const row = (outcome: typeof change) => outcome!.classes[0]!.categories[0]!.measurements;
    const [cells, placebo] = row(change);
    // R 4.2: the pooled t test of these summaries.
    expect(studentTTest({ treatment: cells!.summary!, control: placebo!.summary! }).pValue).toBeCloseTo(0.01667989, 8);
    const [cellEvents, placeboEvents] = row(responders).map(({ proportion }) => proportion!);
    // R 4.2: fisher.test
    expect(fisherExactTest([[18, 38], [9, 46]]).pValue).toBeCloseTo(0.07603769, 8);
    expect(compareProportions({ treatment: cellEvents!, control: placeboEvents! }).riskDifference.estimate).toBeCloseTo(18 / 56 - 9 / 55, 12);
    const [cellMean, placeboMean] = row(repeated).map(({ estimate }) => estimate!);
    expect(compareEstimates({ treatment: cellMean!, control: placeboMean! }).estimate).toBeCloseTo(2.4, 12);
    expect(survival!.dispersion).toStrictEqual({ kind: "confidence-interval", level: 0.95 });
    expect(row(survival)[1]).toStrictEqual({ groupId: "OG001", value: "11.5", lowerLimit: "9.1", upperLimit: "NA", numbers: { value: 11.5, lowerLimit: 9.1 }, n: 54 });
  });

  it("analyses keep their text, with the numbers of exact figures", () => {
    expect(results.outcomes[0]!.analyses[0]).toMatchObject({
      groupIds: ["OG000", "OG001"], nonInferiorityType: "SUPERIORITY", pValue: "=0.017", ciNumSides: "TWO_SIDED",
      numbers: { pValue: 0.017, paramValue: 2.4, dispersionValue: 0.99, ciPctValue: 95, ciLowerLimit: 0.44, ciUpperLimit: 4.36 },
    });
    expect(results.outcomes[3]!.analyses[0]).toMatchObject({ pValue: "<0.001", ciUpperLimitComment: "bootstrap" });
    expect(results.outcomes[3]!.analyses[0]!.numbers).not.toHaveProperty("pValue");
    expect(results.outcomes[4]).toMatchObject({ reportingStatus: "NOT_POSTED", anticipatedPostingDate: "2022-03", classes: [], analyses: [] });
  });

  it("adverse events stand by organ system", () => {
    const events = results.adverseEvents!;
    expect(events.frequencyThreshold).toBe("5");
    expect(events.groups.map(({ proportions }) => proportions)).toEqual([
      { deaths: { events: 3, n: 58 }, serious: { events: 9, n: 58 }, other: { events: 31, n: 58 } },
      { deaths: { events: 4, n: 57 }, serious: { events: 8, n: 57 }, other: { events: 26, n: 57 } },
    ]);
    expect(events.serious.map(({ organSystem, events: inSystem }) => [organSystem, inSystem.map(({ term }) => term)])).toEqual([
      ["Respiratory, thoracic and mediastinal disorders", ["Respiratory failure", "Dyspnoea"]],
      ["Infections and infestations", ["Pneumonia"]],
    ]);
    expect(events.other[0]!.events[0]!.stats[0]).toStrictEqual({ groupId: "EG000", numEvents: 22, numAffected: 14, numAtRisk: 58, proportion: { events: 14, n: 58 } });
  });

  it("no text or count of the results is lost, as a walk that knows nothing of modules finds", () => {
    const { certainAgreement, ...moreInfo } = inventedRecord.resultsSection.moreInfoModule;
    expect(certainAgreement).toBeDefined();
    const given = { ...inventedRecord.resultsSection, moreInfoModule: moreInfo };
    // Organ systems stand once over their events.
    expect(tallyLeaves(leavesOf(results, [...ours, "organSystem"]))).toEqual(tallyLeaves(leavesOf(given, ["organSystem"])));
  });

  it("every posted figure is a number or in the report, as a walk with its own parser finds", () => {
    const figures = figuresOf(inventedRecord.resultsSection, ["resultsSection"]);
    expect(figures.length).toBeGreaterThan(90);
    const reported = new Map(record.notRead.map(({ path, text }) => [path.join("."), text]));
    const left = figures.filter(({ number }) => number === null);
    expect(left.map(({ path, text }) => [path.join("."), text])).toEqual(left.map(({ path }) => [path.join("."), reported.get(path.join("."))]));
    const expected = figures.flatMap(({ number }) => number ?? []).sort((a, b) => a - b);
    expect(numbersIn(results).sort((a, b) => a - b)).toEqual(expected);
  });

  it("is plain data that survives JSON", () => {
    expect(JSON.parse(JSON.stringify(record))).toStrictEqual(record);
    expect(leavesOf(record)).not.toContain(null);
  });
});

describe("figures that cannot be used", () => {
  const measurement = (value: string, ...more: unknown[]) => {
    const path = ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures", 1, "classes", 0, "categories", 0, "measurements", 0, "value"];
    const read = readRegistryRecord(more.reduce((study, each) => changed(study, path.slice(0, 4).concat("denoms"), each), changed(inventedRecord, path, value)));
    const [report] = read.notRead.filter((each) => each.path.join(".") === path.join("."));
    return [read.results!.outcomes[1]!.classes[0]!.categories[0]!.measurements[0]!.proportion ?? null, report?.reason, report?.text];
  };

  it.each([
    ["18", { events: 18, n: 56 }, undefined],
    ["0", { events: 0, n: 56 }, undefined],
    ["1,8", null, "not-a-number"],
    ["NA", null, "not-a-number"],
    ["NR", null, "not-a-number"],
    ["<", null, "not-a-number"],
    ["<11", null, "not-a-number"],
    ["3-7", null, "not-a-number"],
    ["", null, "not-a-number"],
    ["-3", null, "not-a-count"],
    ["12.5", null, "not-a-count"],
    ["57", null, "more-than-denominator"],
    ["1,234", null, "more-than-denominator"],
  ])("%j as a count of 56", (value, proportion, reason) => {
    expect(measurement(value)).toEqual([proportion, reason, reason === undefined ? undefined : value]);
  });

  it("a count without a denominator", () => expect(measurement("18", [])).toEqual([null, "no-denominator", "18"]));

  it("the denominator is in the units that are counted", () => {
    const counts = (of: string) => [{ groupId: "OG000", value: of }];
    const eyes = changed(inventedRecord, ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures", 0, "denoms"], [
      { units: "Participants", counts: counts("56") },
      { units: "Eyes", counts: counts("112") },
    ]);
    const nOf = (study: unknown) => readRegistryRecord(study).results!.outcomes[0]!.classes[0]!.categories[0]!.measurements[0]!.n;
    expect(nOf(eyes)).toBe(56);
    expect(nOf(changed(eyes, ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures", 0, "denomUnitsSelected"], "eyes"))).toBe(112);
  });

  it.each([
    ["CONFIDENCE_975", { kind: "confidence-interval", level: 0.975 }],
    ["CONFIDENCE_OTHER", { kind: "confidence-interval" }],
    ["99.9% Confidence Interval", { kind: "confidence-interval", level: 0.999 }],
    ["Inter-Quartile Range", { kind: "inter-quartile-range" }],
    ["Geometric Coefficient of Variation", { kind: "geometric-coefficient-of-variation" }],
    ["NA", undefined],
    ["Interval of belief", undefined],
  ])("the dispersion %j", (type, dispersion) => {
    const read = readRegistryRecord(changed(inventedRecord, ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures", 0, "dispersionType"], type));
    expect(read.results!.outcomes[0]!.dispersion).toEqual(dispersion);
    expect(read.notRead.filter(({ reason }) => reason === "unknown-dispersion").map(({ text }) => text)).toEqual(type === "Interval of belief" ? [type] : []);
  });

  it("more participants with an event than at risk, and none at risk", () => {
    const stats = (numAffected: number, numAtRisk: number) => changed(inventedRecord, ["resultsSection", "adverseEventsModule", "otherEvents", 0, "stats"], [{ groupId: "EG000", numAffected, numAtRisk }]);
    const more = readRegistryRecord(stats(3, 2));
    expect(more.results!.adverseEvents!.other[0]!.events[0]!.stats[0]).toStrictEqual({ groupId: "EG000", numAffected: 3, numAtRisk: 2 });
    expect(more.notRead.map(({ reason }) => reason)).toContain("more-than-denominator");
    const none = readRegistryRecord(stats(0, 0));
    expect(none.notRead).toHaveLength(record.notRead.length);
  });
});

describe("malformed records", () => {
  const problemsOf = (study: unknown) => {
    const read = safeReadRegistryRecord(study);
    return read.ok ? [] : read.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
  };
  const outcome = ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures", 0];

  it.each([
    ["a number for a text", [...outcome, "classes", 0, "categories", 0, "measurements", 0, "value"], 3, "invalid-type"],
    ["a text for a count", ["resultsSection", "adverseEventsModule", "otherEvents", 0, "stats", 0, "numAffected"], "3", "invalid-type"],
    ["half a participant", ["resultsSection", "adverseEventsModule", "otherEvents", 0, "stats", 0, "numAffected"], 2.5, "invalid-type"],
    ["a negative count", ["resultsSection", "adverseEventsModule", "otherEvents", 0, "stats", 0, "numAtRisk"], -1, "out-of-range"],
    ["an object for a list", ["resultsSection", "participantFlowModule", "periods"], {}, "invalid-type"],
    ["null for a module", ["resultsSection", "participantFlowModule"], null, "invalid-type"],
    ["a phase that does not exist", ["protocolSection", "designModule", "phases", 0], "PHASE5", "invalid-value"],
    ["an arm type that does not exist", ["protocolSection", "armsInterventionsModule", "armGroups", 0, "type"], "Experimental", "invalid-value"],
    ["a parameter that does not exist", [...outcome, "paramType"], "MODE", "invalid-value"],
    ["a side that does not exist", [...outcome, "analyses", 0, "ciNumSides"], "2-Sided", "invalid-value"],
    ["a month that does not exist", ["protocolSection", "statusModule", "startDateStruct", "date"], "2017-13", "invalid-date"],
    ["a day that does not exist", ["protocolSection", "statusModule", "startDateStruct", "date"], "2017-02-29", "invalid-date"],
    ["an arm without a label", ["protocolSection", "armsInterventionsModule", "armGroups", 0, "label"], "", "invalid-value"],
    ["a group that is not listed", [...outcome, "classes", 0, "categories", 0, "measurements", 0, "groupId"], "OG00", "unknown-key"],
    ["a group with two rows", [...outcome, "denoms", 0, "counts", 1, "groupId"], "OG000", "duplicate"],
    ["a group listed twice", ["resultsSection", "adverseEventsModule", "eventGroups"], [{ id: "EG000" }, { id: "EG001" }, { id: "EG000" }], "duplicate"],
    ["an analysis of a group that is not listed", [...outcome, "analyses", 0, "groupIds", 1], "__proto__", "unknown-key"],
  ])("%s", (_, path, value, code) => {
    const problems = problemsOf(changed(inventedRecord, path, value));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${path.join("\\.")}.* ${code}$`));
  });

  it.each([[null], [undefined], ["{}"], [3], [[]], [new Map()], [{}], [{ protocolSection: {} }]])("%j is no record", (input) => {
    const read = safeReadRegistryRecord(input);
    expect(read.ok ? 0 : read.issues.length).toBe(1);
  });

  it("all problems are reported at once, each with a sentence", () => {
    let study: unknown = changed(inventedRecord, ["protocolSection", "identificationModule", "nctId"], 5);
    study = changed(study, ["protocolSection", "designModule", "enrollmentInfo", "count"], "many");
    study = changed(study, [...outcome, "calculatePct"], "yes");
    const result = attempt(() => readRegistryRecord(study));
    expect(result.ok ? [] : [result.issue.code, result.issue.issues.map(({ message }) => message)]).toEqual([
      "invalid-records",
      [
        "protocolSection.identificationModule.nctId must be a string; received 5",
        'protocolSection.designModule.enrollmentInfo.count must be a number; received "many"',
        'resultsSection.outcomeMeasuresModule.outcomeMeasures[0].calculatePct must be a boolean; received "yes"',
      ],
    ]);
  });

  it("problems that only the whole shows are reported at once, too", () => {
    const study = changed(inventedRecord, ["resultsSection", "participantFlowModule", "groups"], [{ id: "FG000" }]);
    const result = attempt(() => readRegistryRecord(study));
    expect(result.ok ? 0 : result.issue.issues.length).toBe(10);
    expect(result.ok ? "" : result.issue.message).toContain('group "FG001" is not declared (declared: "FG000"). Did you mean "FG000"?; …');
  });

  it("fields that are not read are passed over, whatever their names", () => {
    const hostile: unknown = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1, "toString": null, "futureModule": [[[]]] }');
    const study = { ...inventedRecord, ...(hostile as object), protocolSection: { ...inventedRecord.protocolSection, ...(hostile as object) } };
    expect(readRegistryRecord(study)).toStrictEqual(record);
    expect("polluted" in {}).toBe(false);
  });
});
