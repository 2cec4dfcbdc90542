import { describe, expect, it } from "vitest";
import { defineTrial, exposure, isTrialwiseError, readTrialData, type TrialRecords } from "trialwise";
import { convertUnits } from "trialwise/units";
import { deepFreeze } from "../deepFreeze.ts";

const trial = defineTrial({
  id: "doses",
  arms: { msc: { label: "MSC", role: "experimental" } },
  treatments: { msc: { label: "MSC" }, riluzole: { label: "Riluzole" } },
  visits: { V5: { at: { months: 0 }, baseline: true } },
  covariates: {
    weight: { kind: "number", label: "Weight", unit: "kg" },
    pounds: { kind: "number", label: "Weight", unit: "lb" },
    height: { kind: "number", label: "Height", unit: "cm" },
    unnamed: { kind: "number", label: "Weight without a unit" },
    sex: { kind: "category", label: "Sex", levels: ["f", "m"] },
  },
});
const doseOf = (value: number, unit: string, covariates: Record<string, number | string> = { weight: 70 }): TrialRecords => ({
  participants: [{ id: "001", arm: "msc", covariates }],
  doses: [{ participant: "001", number: 1, at: { days: 0 }, treatment: "msc", amount: { value, unit } }],
});
const messagesOf = (calculate: () => unknown) => {
  try {
    calculate();
  } catch (error) {
    if (isTrialwiseError(error)) return error.issues.map(({ path, code, message }) => [path.join("."), code, message]);
    throw error;
  }
  return [];
};

describe("convertUnits of doses", () => {
  it.each([
    // By hand, at 70 kg: 1 million cells per kg are 70 million cells; 350 mg are 5 mg/kg; 0.45359237 kg are 1 lb, exactly (NIST Handbook 44, appendix C).
    ["weight", 1, "10^6 cells/kg", "10^6 cells", 70],
    ["weight", 1, "10^6 cells/kg", "cells", 70e6],
    ["weight", 70e6, "cells", "10^6 cells/kg", 1],
    ["weight", 5, "mg/kg", "mg", 350],
    ["weight", 5, "mg/kg", "g", 0.35],
    ["weight", 350, "mg", "mg/kg", 5],
    ["weight", 0.35, "g", "ug/kg", 5000],
    ["weight", 2, "mg/kg/day", "mg/day", 140],
    ["weight", 3, "mg/kg", "ug/g", 3],
    ["weight", 2, "mL", "µL", 2000],
    ["pounds", 1, "mg/kg", "mg", 70 * 0.45359237],
    ["pounds", 10, "mg", "mg/kg", 10 / (70 * 0.45359237)],
  ] as const)("by %s, %d %s in %s is the number by hand", (weight, value, from, to, expected) => {
    const { records } = convertUnits(trial, doseOf(value, from, { [weight]: "70" }), { doseUnits: to, weight });
    expect(records.doses![0]!.amount!.unit).toBe(to);
    expect(Math.abs(records.doses![0]!.amount!.value / expected - 1)).toBeLessThan(1e-13);
  });

  it("converts what is asked for, counts it, leaves the rest alone, and totals can be made of what was mixed", () => {
    const at = { days: 0 };
    const mixed: TrialRecords = deepFreeze({
      participants: [{ id: "__proto__", arm: "msc", covariates: { weight: 60 } }, { id: "002", arm: "msc", covariates: { weight: 80 } }],
      doses: [
        { participant: "__proto__", number: 1, at, treatment: "msc", amount: { value: 1, unit: "10^6 cells/kg" } },
        { participant: "__proto__", number: 2, at: { days: 26 }, treatment: "msc", amount: { value: 60, unit: "10^6 cells" } },
        { participant: "002", number: 1, at, treatment: "msc", amount: { value: 1e6, unit: "cells/kg" } },
        { participant: "002", number: 2, at: { days: 26 }, treatment: "riluzole", amount: { value: 50, unit: "mg" } },
        { participant: "002", number: 3, at: { days: 27 }, treatment: "msc" },
        { participant: "002", number: 4, at: { days: 28 }, amount: { value: 1, unit: "barley" } },
      ],
    });
    const result = convertUnits(trial, mixed, { doseUnits: { msc: "10^6 cells" }, weight: "weight" });
    expect(result.records.doses!.map(({ amount }) => amount)).toEqual([
      { value: 60, unit: "10^6 cells" },
      { value: 60, unit: "10^6 cells" },
      { value: 80, unit: "10^6 cells" },
      { value: 50, unit: "mg" },
      undefined,
      { value: 1, unit: "barley" },
    ]);
    expect(result.convertedDoses).toEqual([
      { treatment: "msc", from: "10^6 cells/kg", to: "10^6 cells", factor: 1, weight: "multiplied", doses: 1 },
      { treatment: "msc", from: "cells/kg", to: "10^6 cells", factor: 1e-6, weight: "multiplied", doses: 1 },
    ]);
    expect(result.counts).toEqual({ samples: 0, converted: 0, doses: 6, convertedDoses: 2 });
    expect(result.method.options).toEqual({ molarMasses: {}, doseUnits: { msc: "10^6 cells" }, weight: "weight" });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    const totals = exposure(readTrialData(trial, result.records)).rows[0]!.totals;
    expect(totals).toEqual([{ treatment: "msc", unit: "10^6 cells", value: 120 }]);
    expect(exposure(readTrialData(trial, mixed)).rows[0]!.totals[0]!.value).toBeNull();
    // Without a unit asked for, doses are what they were.
    expect(convertUnits(trial, mixed).records.doses).toBe(mixed.doses);
  });

  it("there and back is where it was, over a weight as over a factor", () => {
    for (const [from, to] of [["mg/kg", "g"], ["cells/kg", "10^6 cells"], ["mL", "L/kg"]] as const) {
      const there = convertUnits(trial, doseOf(1.7, from), { doseUnits: to, weight: "weight" });
      const back = convertUnits(trial, there.records, { doseUnits: from, weight: "weight" });
      expect(back.records.doses![0]!.amount!.value).toBeCloseTo(1.7, 12);
    }
  });

  it("refuses every dose that cannot be converted, at once, naming what is wrong", () => {
    const doses = ["barley", "mL", "10^6 cells", "mg/kg", "x".repeat(1_000_000), "mg; process.exit()"].map((unit, index) => ({ participant: "001", number: index + 1, at: { days: index }, amount: { value: 1, unit } }));
    const records: TrialRecords = { participants: [{ id: "001", arm: "msc" }], doses };
    const issues = messagesOf(() => convertUnits(trial, records, { doseUnits: "mg", weight: "weight" }));
    expect(issues.map(([path, code]) => [path, code])).toEqual([
      ["doses.0.amount.unit", "conflict"], ["doses.1.amount.unit", "conflict"], ["doses.2.amount.unit", "conflict"], ["doses.3.amount", "missing-field"], ["doses.4.amount.unit", "conflict"], ["doses.5.amount.unit", "conflict"],
    ]);
    expect(issues[0]![2]).toBe('"barley" and "mg", the unit asked for, measure different things or are not both units that can be converted');
    expect(issues[3]![2]).toBe('the conversion from "mg/kg" to "mg" needs the weight of participant "001", above 0; received undefined');
    expect(messagesOf(() => convertUnits(trial, doseOf(1, "mg/kg"), { doseUnits: "mg" }))).toEqual([["doses.0.amount", "missing-field", 'the conversion from "mg/kg" to "mg" needs the body weight; name its covariate in weight']]);
    for (const weight of [0, -70, "heavy", Infinity]) expect(messagesOf(() => convertUnits(trial, doseOf(1, "mg/kg", { weight }), { doseUnits: "mg", weight: "weight" }))).toHaveLength(1);
    // A count of cells is no mere number: 1 mg/kg is a millionth, and a millionth is no cell.
    expect(messagesOf(() => convertUnits(trial, doseOf(1, "mg/kg"), { doseUnits: "cells", weight: "weight" }))).toHaveLength(1);
  });

  it("refuses wrong options", () => {
    for (const [weight, message] of [["height", "declares a unit of mass"], ["unnamed", "declares a unit of mass"], ["sex", "declares a unit of mass"], ["wieght", 'Did you mean "weight"?']] as const) {
      expect(() => convertUnits(trial, doseOf(1, "mg/kg"), { doseUnits: "mg", weight: weight as "weight" })).toThrow(message);
    }
    // @ts-expect-error: not declared
    expect(() => convertUnits(trial, doseOf(1, "mg"), { doseUnits: { rilusole: "mg" } })).toThrow('Did you mean "riluzole"?');
    expect(() => convertUnits(trial, doseOf(1, "mg"), { doseUnits: 7 as never })).toThrow("doseUnits must be a unit, or units by treatment; received 7");
    expect(() => convertUnits(trial, doseOf(1, "mg"), { doseUnits: { msc: 7 as never } })).toThrow("doseUnits.msc must be text; received 7");
    expect(convertUnits(trial, { participants: [], doses: [null, 7, { amount: null }] as never }, { doseUnits: "mg" }).convertedDoses).toEqual([]);
  });
});
