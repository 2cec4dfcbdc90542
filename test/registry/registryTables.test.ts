import { auditTable, type PublishedTable } from "trialwise/published";
import { readRegistryRecord, registryBaselineTable, registryFlowTable, registryOutcomeTable, type RegistryOutcomeTableOptions } from "trialwise/registry";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { inventedRecord } from "./inventedRecord.ts";
import { changed } from "./recordTools.ts";

const record = deepFreeze(readRegistryRecord(inventedRecord));
const results = record.results!;
const both = { treatment: "OG000", control: "OG001" };
const outcomes = ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures"];

const verdictsOf = (table: PublishedTable) => auditTable(table).figures.map(({ row, quantity, verdict }) => `${row} ${quantity} ${verdict.kind}`);
const verdictsOfChanged = (outcome: number, path: readonly (string | number)[], value: unknown, options: Partial<RegistryOutcomeTableOptions> = {}) => {
  const read = readRegistryRecord(changed(inventedRecord, [...outcomes, outcome, ...path], value));
  return verdictsOf(registryOutcomeTable(read.results!.outcomes[outcome]!, { ...both, ...options }));
};

describe("registryOutcomeTable", () => {
  it("a t test of two means is recomputed from them", () => {
    const table = registryOutcomeTable(results.outcomes[0]!, both);
    expect(table).toStrictEqual({
      title: "Change in ALSFRS-R: Baseline and 24 weeks",
      rows: [
        {
          kind: "means",
          id: "analyses.0",
          label: "Change in ALSFRS-R: The null hypothesis is no difference.",
          treatment: { n: 56, mean: "-4.2", standardDeviation: "5.1" },
          control: { n: 55, mean: "-6.6", standardDeviation: "5.3" },
          printed: { difference: "2.4", standardError: "0.99", interval: { lower: "0.44", upper: "4.36", level: 0.95 }, pValue: "0.017" },
        },
      ],
    });
    expect(verdictsOf(table)).toEqual(["difference", "standardError", "interval.lower", "interval.upper", "pValue"].map((quantity) => `analyses.0 ${quantity} consistent`));
    expect(JSON.parse(JSON.stringify(table))).toStrictEqual(table);
  });

  it("the level of an interval is the decimal number that is posted", () => {
    const read = readRegistryRecord(changed(inventedRecord, [...outcomes, 0, "analyses", 0, "ciPctValue"], "99.9"));
    expect(99.9 / 100).not.toBe(0.999);
    expect(registryOutcomeTable(read.results!.outcomes[0]!, both).rows[0]).toMatchObject({ printed: { interval: { level: 0.999 } } });
  });

  it("the wrong direction makes the difference and the limits inconsistent, and only them", () => {
    const table = registryOutcomeTable(results.outcomes[0]!, { treatment: "OG001", control: "OG000" });
    expect(verdictsOf(table)).toEqual([
      "analyses.0 difference inconsistent",
      "analyses.0 standardError consistent",
      "analyses.0 interval.lower inconsistent",
      "analyses.0 interval.upper inconsistent",
      "analyses.0 pValue consistent",
    ]);
  });

  it("Fisher's exact test is recomputed from two counts, and the odds ratio is listed", () => {
    expect(verdictsOf(registryOutcomeTable(results.outcomes[1]!, both))).toEqual(["analyses.0 pValue consistent", "analyses.0.estimate value not-derivable"]);
    expect(verdictsOfChanged(1, ["analyses", 0, "pValue"], "0.03")[0]).toBe("analyses.0 pValue inconsistent");
  });

  // R 4.2: chisq.test without and with the correction, 0.0527 and 0.0861.
  it.each([["Chi-squared", "0.053"], ["Chi-squared, Corrected", "0.086"]])("%s is recomputed", (statisticalMethod, pValue) => {
    expect(verdictsOfChanged(1, ["analyses", 0], { groupIds: ["OG001", "OG000"], statisticalMethod, pValue })).toEqual(["analyses.0 pValue consistent"]);
  });

  it("a difference of least-squares means is that of the means; its error needs degrees of freedom", () => {
    expect(verdictsOf(registryOutcomeTable(results.outcomes[2]!, both))).toEqual([
      "analyses.0.difference difference consistent",
      "analyses.0.pValue value not-derivable",
      "analyses.0.interval.lower value not-derivable",
      "analyses.0.interval.upper value not-derivable",
      "analyses.0.standardError value not-derivable",
    ]);
    const withDegrees = ["analyses.0.difference difference consistent", "analyses.0 interval.lower consistent", "analyses.0 interval.upper consistent", "analyses.0 pValue consistent"];
    // R 4.2: 2.4 with a standard error of 0.99 on 100.3 degrees of freedom has p 0.0171 and the limits 0.436 and 4.364.
    expect(verdictsOf(registryOutcomeTable(results.outcomes[2]!, { ...both, degreesOfFreedom: 100.3 }))).toEqual(withDegrees);
    expect(verdictsOfChanged(2, ["analyses", 0, "ciUpperLimit"], "5.36", { degreesOfFreedom: "normal" })).toContain("analyses.0 interval.upper inconsistent");
  });

  it("a hazard ratio is listed, whatever the degrees of freedom", () => {
    for (const options of [both, { ...both, degreesOfFreedom: "normal" as const }]) {
      expect(verdictsOf(registryOutcomeTable(results.outcomes[3]!, options))).toEqual([
        "analyses.0.pValue value not-derivable",
        "analyses.0.interval.lower value not-derivable",
        "analyses.0.interval.upper value not-derivable",
        "analyses.0.estimate value not-derivable",
      ]);
    }
  });

  it.each([
    ["one-sided", { statisticalMethod: "t-test, 1 sided" }],
    ["paired", { statisticalMethod: "Paired t-test" }],
    ["with one-sided limits", { ciNumSides: "ONE_SIDED" }],
    ["with limits of no level", { ciPctValue: "NA" }],
    ["of a ratio", { paramType: "Mean ratio" }],
    ["of another method", { statisticalMethod: "ANCOVA" }],
  ])("a test that is %s is not recomputed from the means", (_, change) => {
    const analysis = { ...inventedRecord.resultsSection.outcomeMeasuresModule.outcomeMeasures[0]!.analyses![0], ...change };
    const verdicts = verdictsOfChanged(0, ["analyses", 0], analysis);
    expect(verdicts.map((verdict) => verdict.split(" ").at(-1))).toEqual(Array.from({ length: 5 }, () => "not-derivable"));
  });

  it("an analysis is of no row in particular where the outcome has several", () => {
    const [measured] = inventedRecord.resultsSection.outcomeMeasuresModule.outcomeMeasures[0]!.classes!;
    expect(verdictsOfChanged(0, ["classes"], [measured, measured]).every((verdict) => verdict.endsWith("not-derivable"))).toBe(true);
    // Two categories that do not make up everybody could each be meant.
    expect(verdictsOfChanged(1, ["classes", 0, "categories", 1, "measurements", 0, "value"], "30")[0]).toBe("analyses.0.pValue value not-derivable");
  });

  it("analyses of other groups are passed over", () => {
    expect(verdictsOfChanged(0, ["analyses", 0, "groupIds"], ["OG000"])).toEqual([]);
    expect(registryOutcomeTable(results.outcomes[0]!, both).rows).toHaveLength(1);
  });

  it.each([
    [{ treatment: "OG00", control: "OG001" }, RangeError, 'treatment must be a group of the outcome ("OG000", "OG001"); received "OG00". Did you mean "OG000"?'],
    [{ treatment: "OG000", control: "OG000" }, RangeError, 'a group cannot be compared with itself; received "OG000" twice'],
    [{ treatment: "OG000" }, TypeError, "options must have treatment and control; control is missing"],
    [null, TypeError, "options must be an object; received null"],
    [{ ...both, degreesOfFreedom: "normla" }, TypeError, 'degreesOfFreedom, unless "normal", must be a finite number; received "normla"'],
    [{ ...both, degreesOfFreedom: 0 }, RangeError, 'degreesOfFreedom, unless "normal", must be above 0; received 0'],
    [{ ...both, degreesOfFredom: 5 }, TypeError, 'options must not have "degreesOfFredom". Did you mean "degreesOfFreedom"?'],
  ])("refuses %j", (options, kind, message) => {
    const call = () => registryOutcomeTable(results.outcomes[0]!, options as RegistryOutcomeTableOptions);
    expect(call).toThrow(kind);
    expect(call).toThrow(`registryOutcomeTable: ${message}`);
  });
});

describe("registryBaselineTable", () => {
  const baseline = ["resultsSection", "baselineCharacteristicsModule", "measures", 1, "classes", 0, "categories", 0, "measurements"];

  it("categories add up to the participants, and groups to all", () => {
    const audit = auditTable(registryBaselineTable(results.baseline!));
    expect(audit.figures.map(({ label, verdict }) => [label, verdict.kind])).toEqual([
      ["Sex: Female, Male: Invented cells", "consistent"],
      ["Sex: Female, Male: Placebo", "consistent"],
      ["Sex: Female, Male: Total", "consistent"],
      ["Sex: Female, Male: Female, all groups", "consistent"],
      ["Sex: Female, Male: Male, all groups", "consistent"],
    ]);
  });

  it("a wrong count is found in both sums", () => {
    const wrong = readRegistryRecord(changed(inventedRecord, [...baseline, 0, "value"], "25"));
    const audit = auditTable(registryBaselineTable(wrong.results!.baseline!));
    expect(audit.figures.filter(({ verdict }) => verdict.kind !== "consistent").map(({ label, recomputed }) => [label, recomputed])).toEqual([
      ["Sex: Female, Male: Invented cells", 57],
      ["Sex: Female, Male: Female, all groups", 46],
    ]);
  });

  it("a sum with a part that is no count is left out", () => {
    const left = readRegistryRecord(changed(inventedRecord, [...baseline, 0, "value"], "<25"));
    expect(registryBaselineTable(left.results!.baseline!).rows).toHaveLength(3);
  });
});

describe("registryFlowTable", () => {
  it("those who started are those who completed and those who did not, who add up over the reasons", () => {
    const audit = auditTable(registryFlowTable(results.flow!));
    expect(audit.counts).toMatchObject({ figures: 8, atPrintedInputs: 8 });
    expect(audit.figures[0]!.label).toBe("Treatment, Invented cells: started");
  });

  it("one too few is found", () => {
    const path = ["resultsSection", "participantFlowModule", "periods", 0, "dropWithdraws", 0, "reasons", 1, "numSubjects"];
    const audit = auditTable(registryFlowTable(readRegistryRecord(changed(inventedRecord, path, "2")).results!.flow!));
    expect(audit.figures.filter(({ verdict }) => verdict.kind !== "consistent").map(({ label, recomputed }) => [label, recomputed])).toEqual([["Treatment, Placebo: not completed", 6]]);
  });
});

describe("the tables of a record", () => {
  const itself: { groups?: unknown } = {};
  itself.groups = itself;
  const tables = {
    registryBaselineTable: (part: never) => registryBaselineTable(part),
    registryFlowTable: (part: never) => registryFlowTable(part),
    registryOutcomeTable: (part: never) => registryOutcomeTable(part, both),
  };

  it.each(Object.entries(tables))("%s refuses what is no part of a record in a plain sentence", (name, table) => {
    for (const [part, message] of [
      [undefined, "must be an object; received undefined"],
      [null, "must be an object; received null"],
      [[], "must be an object; received an array of 0"],
      ["flow", 'must be an object; received "flow"'],
      [{ group: [] }, 'groups is missing. Is it "group"?'],
      [{ groups: [], ...itself, measures: [], periods: [], classes: [], analyses: [] }, "must be a list; received an object"],
    ] as const) {
      expect(() => table(part as never)).toThrow(message);
      expect(() => table(part as never)).toThrow(`${name}: `);
    }
  });
});
