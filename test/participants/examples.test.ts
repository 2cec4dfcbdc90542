import { describe, expect, it } from "vitest";
import { baselineCharacteristics, exposure, participantFlow } from "trialwise/participants";
import { defineTrial, readTrialData } from "trialwise/trial";
import { expectPlain } from "../change/plain.ts";

const trial = defineTrial({
  id: "made-up",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  treatments: { cells: { label: "Cells" }, antibody: { label: "Antibody" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V6: { at: { days: 28 }, from: "dose:1" }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  biomarkers: { tgf: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" } },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    onset: { kind: "category", label: "Site of onset", levels: ["bulbar", "limb"] },
  },
  populations: {
    safety: { label: "Treated", rule: { kind: "dosed" } },
    full: { label: "Full analysis set", rule: { kind: "all-of", rules: [{ kind: "dosed" }, { kind: "observed-after-baseline", measure: "score" }] } },
  },
});

const people = [
  ["001", "msc", 50, "limb", 40],
  ["002", "msc", 54, "limb", 36],
  ["003", "msc", 58, "bulbar", null],
  ["004", "msc", null, "limb", 38],
  ["005", "control", 46, "bulbar", 44],
  ["006", "control", 50, "bulbar", 40],
  ["007", "control", 60, null, 30],
] as const;

const data = readTrialData(trial, {
  participants: people.map(([id, arm, age, onset]) => ({ id, arm, baselineDate: "2012-03-05", covariates: { ...(age !== null && { age }), ...(onset !== null && { onset }) } })),
  observations: [
    ...people.flatMap(([participant, , , , value]) => (value === null ? [] : [{ participant, visit: "V5", measure: "score", value } as const])),
    { participant: "003", visit: "V5", measure: "score", missing: "not-done" },
    { participant: "001", visit: "V9", measure: "score", value: 37 },
    { participant: "005", visit: "V9", measure: "score", value: 40 },
  ],
  biomarkerSamples: [
    { participant: "001", visit: "V5", biomarker: "tgf", unit: "pg/mL", value: 20 },
    { participant: "002", visit: "V5", biomarker: "tgf", unit: "pg/mL", below: 10 },
    { participant: "005", visit: "V5", biomarker: "tgf", unit: "pg/mL", value: 12 },
    { participant: "006", visit: "V5", biomarker: "tgf", unit: "pg/mL", value: 14 },
  ],
  doses: [
    { participant: "001", number: 1, at: { days: 0 }, treatment: "cells", amount: { value: 60, unit: "1e6 cells" } },
    { participant: "001", number: 2, at: { days: 26 }, treatment: "cells", amount: { value: 64, unit: "1e6 cells" } },
    { participant: "001", number: 3, at: { days: 30 }, treatment: "antibody", amount: { value: 5, unit: "mg" } },
    { participant: "002", number: 1, at: { days: 2 }, treatment: "cells", amount: { value: 70, unit: "1e6 cells" } },
    { participant: "002", number: 2, at: { date: "2012-04" }, treatment: "cells", amount: { value: 7, unit: "ml" } },
    { participant: "005", number: 1, at: { days: 1 } },
    { participant: "006", number: 1, at: { days: 5 } },
  ],
  dispositions: [
    ...people.map(([participant]) => ({ participant, status: "randomised" as const })),
    { participant: "001", status: "completed", at: { months: 4 } },
    { participant: "002", status: "withdrew", at: { days: 60 }, reason: "Travel" },
    { participant: "003", status: "withdrew", reason: "Consent" },
    { participant: "005", status: "completed", at: { months: 4 } },
    { participant: "006", status: "stopped-for-adverse-event", at: { days: 90 } },
  ],
  clinicalEvents: [
    { participant: "006", kind: "death", at: { days: 90 }, description: "Respiratory failure" },
    { participant: "002", kind: "death", at: { days: 200 }, description: "Pneumonia" },
  ],
});

describe("baselineCharacteristics by hand", () => {
  const { rows, ...result } = baselineCharacteristics(data, { limits: "half", compare: { treatment: "msc", control: "control", tests: {} } });
  const [age, onset, score, tgf] = rows;

  it("describes seven made-up participants as by hand", () => {
    expectPlain({ ...result, rows });
    expect(result.byArm).toEqual({ msc: { participants: 4 }, control: { participants: 3 } });
    if (age?.kind !== "number" || onset?.kind !== "category" || score?.kind !== "number" || tgf?.kind !== "number") throw new Error("kinds");
    // 50, 54, 58: mean 54, squares 16 + 0 + 16 over 2.
    expect(age.byArm.msc).toMatchObject({ n: 3, missing: 1, mean: 54, standardDeviation: 4, median: 54, quartiles: { lower: 52, upper: 56 }, minimum: 50, maximum: 58 });
    expect(age.missing).toEqual([{ participant: "004", arm: "msc", reason: "no-covariate" }]);
    // 46, 50, 60: mean 52, squares 36 + 4 + 64 over 2 = 52; (54 − 52) / √((16 + 52) / 2).
    expect(age.standardisedDifference!.estimate).toBeCloseTo(2 / Math.sqrt(34), 14);
    expect(age.unit).toBe("years");
    // Bulbar 1 of 4 against 2 of 2: |¼ − 1| / √((3/16 + 0) / 2).
    expect(onset.levels[0]).toEqual({ level: "bulbar", byArm: { msc: { participants: 1, proportion: 0.25 }, control: { participants: 2, proportion: 1 } }, overall: { participants: 3, proportion: 0.5 } });
    expect(onset.standardisedDifference!.estimate).toBeCloseTo(0.75 / Math.sqrt(3 / 32), 14);
    // Tables with the margins 4, 2 and 3, 3: 20 ways to choose who is bulbar, 4 of them with all controls bulbar, 4 with none.
    expect(onset.test).toEqual({ test: "fisher-exact-test", pValue: expect.closeTo(0.4, 12) });
    expect(score.missing).toEqual([{ participant: "003", arm: "msc", reason: "not-done", visit: "V5" }]);
    // 20 and half of 10.
    expect(tgf.byArm.msc).toMatchObject({ n: 2, missing: 2, beyondLimits: 1, mean: 12.5 });
    expect(result.caution).toBe("tests-of-baseline-are-not-needed-in-a-randomised-trial");
  });

  it("leaves what lies beyond a limit open without a rule, in that arm alone", () => {
    const [row] = baselineCharacteristics(data, { characteristics: [{ biomarker: "tgf" }], compare: { treatment: "msc", control: "control", tests: {} } }).rows;
    if (row?.kind !== "number") throw new Error("a number");
    expectPlain(row);
    expect(row.byArm.msc).toMatchObject({ n: 2, beyondLimits: 1, mean: null, reasons: { mean: "beyond-limits", "quartiles.lower": "beyond-limits" } });
    expect(row.byArm.control.mean).toBe(13);
    expect(row.overall.mean).toBe(null);
    expect(row.standardisedDifference).toEqual({ estimate: null, reasons: { estimate: "beyond-limits" } });
    expect(row.test).toEqual({ test: "welch-t-test", pValue: null, reasons: { pValue: "beyond-limits" } });
  });

  it("has neither differences nor p-values unless asked, and describes a population", () => {
    const table = baselineCharacteristics(data, { population: "full" });
    expect(table.counts).toEqual({ participants: 7, analysed: 2, excluded: 5 });
    for (const row of table.rows) expect(Object.keys(row)).not.toContain("test");
    for (const row of table.rows) expect(Object.keys(row)).not.toContain("standardisedDifference");
    expect(table).not.toHaveProperty("caution");
    expectPlain(table);
  });

  it("refuses what the trial does not declare, naming the nearest", () => {
    const wrong = (options: object) => () => baselineCharacteristics(data, options);
    expect(wrong({ characteristics: [{ covariate: "agee" }] })).toThrow(/covariate "agee" is not declared.*Did you mean "age"/);
    expect(wrong({ characteristics: [{ measure: "score", covariate: "age" }] })).toThrow(TypeError);
    expect(wrong({ characteristics: [{ measur: "score" }] })).toThrow(/Did you mean "measure"/);
    expect(wrong({ compare: { treatment: "msc", control: "msc" } })).toThrow(/two arms/);
    expect(wrong({ compare: { treatment: "msc", control: "control", tests: { numeric: "t" } } })).toThrow(RangeError);
    expect(wrong({ quantile: 2 })).toThrow(/quantileType/);
    const bare = readTrialData(defineTrial({ id: "bare", arms: { a: { label: "A", role: "experimental" } }, measures: trial.measures }), { participants: [{ id: "1", arm: "a" }] });
    expect(baselineCharacteristics(bare).rows).toEqual([]);
    expect(() => baselineCharacteristics(bare, { characteristics: [{ measure: "score" }] })).toThrow(/no baseline visit/);
  });
});

describe("participantFlow by hand", () => {
  const flow = participantFlow(data, { screening: { screened: 10, notAssigned: [{ reason: "Not eligible", participants: 2 }, { reason: "Declined", participants: 1 }] } });

  it("counts seven made-up participants as by hand", () => {
    expectPlain(flow);
    expect(flow.screening!.screened).toBe(10);
    expect(flow.randomised.overall.participants).toBe(7);
    expect(flow.dosed.byArm).toMatchObject({ msc: { participantIds: ["001", "002"], proportion: 0.5 }, control: { participantIds: ["005", "006"] } });
    expect(flow.outcomes.completed.overall.participantIds).toEqual(["001", "005"]);
    expect(flow.outcomes.withdrew.byReason.map(({ reason, overall }) => [reason, overall.participantIds])).toEqual([["Travel", ["002"]], ["Consent", ["003"]]]);
    // On one day death counts before the disposition; whoever died later is in `died`.
    expect(flow.outcomes.died.byReason).toMatchObject([{ reason: "Respiratory failure", overall: { participantIds: ["006"] } }]);
    expect(flow.died.overall.participantIds).toEqual(["002", "006"]);
    expect(flow.outcomes["not-recorded"].overall.participantIds).toEqual(["004", "007"]);
    expect(flow.discontinued.overall.participantIds).toEqual(["002", "003", "006"]);
  });

  it("places everyone at each visit", () => {
    const ids = (visit: "V1" | "V5" | "V6" | "V9") => {
      const { inTrial, discontinued, died, notScheduled } = flow.visits[visit];
      return [inTrial, discontinued, died, notScheduled].map(({ overall }) => overall.participantIds.join(" "));
    };
    // Without a date and without a value 003 has left before every visit.
    expect(ids("V5")).toEqual(["001 002 004 005 006 007", "003", "", ""]);
    expect(ids("V6")).toEqual(["001 002 005 006", "", "", "003 004 007"]);
    expect(ids("V9")).toEqual(["001 004 005 007", "002 003", "006", ""]);
  });

  it("has nobody in the trial after death, also of those who completed, and tells one day whatever its unit", () => {
    const longTrial = defineTrial({
      id: "long",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } }, V12: { at: { months: 12 } } },
    });
    const died = (participant: string, months: number) => ({ participant, kind: "death" as const, at: { months } });
    const long = participantFlow(
      readTrialData(longTrial, {
        participants: ["A", "B", "C", "D"].map((id) => ({ id, arm: "msc" })),
        dispositions: [
          { participant: "A", status: "completed", at: { months: 6 } },
          { participant: "B", status: "completed", at: { months: 6 } },
          { participant: "C", status: "completed", at: { months: 12 } },
          // Of the day on which D died, 182.6 days after baseline.
          { participant: "D", status: "withdrew", at: { days: 182 } },
        ],
        clinicalEvents: [died("A", 8), died("C", 12), died("D", 6)],
      }),
    );
    const placed = (visit: "V9" | "V10" | "V12") => [long.visits[visit].inTrial, long.visits[visit].died].map(({ overall }) => overall.participantIds.join(""));
    expect([placed("V9"), placed("V10"), placed("V12")]).toEqual([["ABCD", ""], ["ABC", "D"], ["B", "ACD"]]);
    expect(long.outcomes.completed.overall.participantIds).toEqual(["A", "B"]);
    expect(long.outcomes.died.overall.participantIds).toEqual(["C", "D"]);
  });

  it("says at which condition of a population each one failed", () => {
    expect(flow.populations.full.analysed.overall.participantIds).toEqual(["001", "005"]);
    expect(flow.populations.full.notAnalysed.map(({ condition, overall }) => [condition.kind, overall.participantIds])).toEqual([
      ["dosed", ["003", "004", "007"]],
      ["observed-after-baseline", ["002", "006"]],
    ]);
  });

  it("refuses screening numbers that do not add up", () => {
    expect(() => participantFlow(data, { screening: { screened: 9, notAssigned: [{ reason: "Declined", participants: 1 }] } })).toThrow(/those assigned \(7\) and those not assigned \(1\) together; received 9/);
    expect(() => participantFlow(data, { screening: { screened: 7.5, notAssigned: [] } })).toThrow(RangeError);
    expect(() => participantFlow(data, { screened: 9 } as object)).toThrow(TypeError);
    const screening = (value: unknown) => () => Reflect.apply(participantFlow, undefined, [data, { screening: value }]);
    expect(screening(null)).toThrow("participantFlow: screening must be an object; received null");
    expect(screening({ screened: 8, notAssigned: [{ reason: 3, participants: 1 }] })).toThrow("screening.notAssigned[0].reason must be a text; received 3");
    expect(screening({ screened: 8, notAssigned: [{ reason: "Declined", participants: 1, n: 1 }] })).toThrow('screening.notAssigned[0] must not have "n"');
  });
});

describe("exposure by hand", () => {
  const result = exposure(data);

  it("counts the doses of seven made-up participants as by hand", () => {
    expectPlain(result);
    // 3, 2, 0 and 0 doses; 1, 1 and 0.
    expect(result.byArm.msc.doses).toMatchObject({ n: 4, mean: 1.25, median: 1, maximum: 3 });
    expect(result.byArm.control.doses.mean).toBeCloseTo(2 / 3, 14);
    expect(result.atLeast.map(({ doses, overall }) => [doses, overall.participantIds])).toEqual([[1, ["001", "002", "005", "006"]], [2, ["001", "002"]], [3, ["001"]]]);
    // 001 from day 0 to day 30, 002 to some day of April 2012, 005 and 006 on one day.
    expect(result.byArm.msc.timeOnTreatment).toMatchObject({ n: 1, mean: 31 });
    expect(result.rows[1]).toMatchObject({ timeOnTreatment: null, reasons: { timeOnTreatment: "partial-date" } });
    expect(result.byArm.control.timeOnTreatment).toMatchObject({ n: 2, mean: 1 });
    expect(result.byArm.msc.intervals).toMatchObject([{ from: 1, to: 2, days: { n: 1, mean: 26 }, partialDates: 1 }, { from: 2, to: 3, days: { n: 1, mean: 4 }, partialDates: 0 }]);
  });

  it("never mixes units", () => {
    expect(result.rows[0]!.totals).toEqual([{ treatment: "cells", unit: "1e6 cells", value: 124 }, { treatment: "antibody", unit: "mg", value: 5 }]);
    expect(result.rows[1]!.totals.map(({ unit, value }) => [unit, value])).toEqual([["1e6 cells", null], ["ml", null]]);
    expect(result.byArm.msc.totals).toMatchObject([
      { treatment: "cells", unit: "1e6 cells", total: { n: 1, mean: 124 }, incomplete: 1 },
      { treatment: "antibody", unit: "mg", total: { n: 1, mean: 5 }, incomplete: 0 },
      { treatment: "cells", unit: "ml", total: { n: 0, mean: null }, incomplete: 1 },
    ]);
    expect(result.rows[4]).toMatchObject({ totals: [], dosesWithoutAmount: 1 });
  });

  it("Petrou 2021 counts who had at least k injections: 19 of 20 one, 12 three, 10 four", () => {
    // The number with two injections is not printed; 15 is made up, and so are the days.
    const given = Array.from({ length: 20 }, (_, index) => (index < 10 ? 4 : index < 12 ? 3 : index < 15 ? 2 : index < 19 ? 1 : 0));
    const series = defineTrial({ id: "series", arms: { cells: { label: "Cells", role: "experimental" } } });
    const open = readTrialData(series, {
      participants: given.map((_, index) => ({ id: `P${index}`, arm: "cells" })),
      doses: given.flatMap((doses, index) => Array.from({ length: doses }, (__, dose) => ({ participant: `P${index}`, number: dose + 1, at: { months: [0, 3, 6, 11][dose]! } }))),
    });
    expect(exposure(open).atLeast.map(({ byArm }) => byArm.cells.participants)).toEqual([19, 15, 12, 10]);
    // About 3, 3 and 5 months.
    expect(exposure(open).overall.intervals.map(({ days }) => days.median! / 30.4375)).toEqual([3, 3, 5]);
  });

  it("refuses what it does not know", () => {
    expect(() => exposure(data, { population: "ful" as "full" })).toThrow(/Did you mean "full"/);
    expect(() => exposure(data, { quantileType: 10 as 9 })).toThrow(RangeError);
    for (const [name, analysis] of Object.entries({ baselineCharacteristics, exposure, participantFlow })) {
      expect(() => analysis(null as never)).toThrow(`${name}: data must come from readTrialData; received null`);
      expect(() => analysis(trial as never)).toThrow(`${name}: data must come from readTrialData; received an object`);
    }
  });
});
