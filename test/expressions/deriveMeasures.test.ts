import { describe, expect, it } from "vitest";
import { changeFromBaseline, classifyResponders, defineTrial, evaluateEndpoint, percentImprovement, readTrialData, type TrialRecords } from "trialwise";
import { deriveMeasures } from "trialwise/expressions";
import { deepFreeze } from "../deepFreeze.ts";
import { issuesOf, isWorse, trial, valueOf } from "./walkTrial.ts";

const slowing = { label: "Slowing of the walk", unit: "%", better: "lower", expression: "100 * (t25fw - t25fw_baseline) / t25fw_baseline" } as const;
const records: TrialRecords = {
  participants: [{ id: "001", arm: "msc", covariates: { age: "54" } }, { id: "__proto__", arm: "control" }],
  observations: [
    { participant: "001", visit: "V5", measure: "t25fw", value: 6, date: "2012-03-01" },
    { participant: "001", visit: "V9", measure: "t25fw", value: 7.5, date: "2012-07-02" },
    { participant: "001", visit: "V9", measure: "edss", value: 4, date: "2012-07-04" },
    { participant: "__proto__", visit: "V5", measure: "t25fw", missing: "not-done" },
    { participant: "__proto__", visit: "V9", measure: "t25fw", value: 8 },
  ],
};

describe("deriveMeasures", () => {
  it("is right by hand: 6 s to 7.5 s is 25 % slower, and without a baseline there is no percentage", () => {
    const result = deriveMeasures(deepFreeze(trial), deepFreeze(records), deepFreeze({ measures: { slowing } }));
    const given = records.observations!;
    expect(result.records.observations!.slice(0, 5)).toEqual(given);
    expect(result.records.observations!.slice(5)).toStrictEqual([
      { participant: "001", visit: "V5", measure: "slowing", date: "2012-03-01", value: 0 },
      { participant: "001", visit: "V9", measure: "slowing", date: "2012-07-02", value: 25 },
      { participant: "__proto__", visit: "V5", measure: "slowing", missing: "not-done" },
      { participant: "__proto__", visit: "V9", measure: "slowing", missing: "not-done" },
    ]);
    expect(result.derived).toEqual([{ measure: "slowing", inputs: ["t25fw", "t25fw_baseline"], values: 2, underived: 2 }]);
    expect(result.underived).toEqual([
      { participant: "__proto__", visit: "V5", measure: "slowing", reason: "missing-input", inputs: ["t25fw", "t25fw_baseline"] },
      { participant: "__proto__", visit: "V9", measure: "slowing", reason: "missing-input", inputs: ["t25fw_baseline"] },
    ]);
    expect(result.counts).toEqual({ values: 2, underived: 2 });
    expect(result.method.options).toEqual({ expressions: { slowing: slowing.expression } });
    expect(result.trial.measures.slowing).toEqual({ label: "Slowing of the walk", unit: "%", better: "lower" });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it("analyses take the derived measure: changes, endpoints and responders", () => {
    const dated: TrialRecords = { ...records, participants: [{ ...records.participants[0]!, baselineDate: "2012-03-01" }, { id: "__proto__", arm: "control" }] };
    const derived = deriveMeasures(trial, dated, { measures: { slowing, ratio: { ...isWorse, better: "higher", expression: "t25fw_baseline / t25fw" } } });
    const data = readTrialData(derived.trial, derived.records);
    const { rows } = changeFromBaseline(data, { measure: "slowing", to: "V9" });
    expect(rows).toMatchObject([{ participant: "001", change: 25, improvement: -25 }]);
    expect(evaluateEndpoint(data, { kind: "change", measure: "ratio", to: "V9" })).toMatchObject({ excluded: [{ participant: "__proto__" }] });
    const rule = percentImprovement({ of: { kind: "percent-change", measure: "ratio", to: "V9" }, atLeast: 50 });
    expect(classifyResponders(data, { rule }).counts.responders).toBe(0);
  });

  it("a measure that the trial declares is given as its expression, and the trial's endpoints name it", () => {
    const declaring = defineTrial({
      id: "declaring",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
      measures: { t25fw: isWorse, speed: { label: "Speed", unit: "ft/s", better: "higher", range: { from: 0, to: 5 } } },
      endpoints: { faster: { kind: "change", measure: "speed", to: "V9" } },
    });
    const { records: withSpeed, trial: same } = deriveMeasures(
      declaring,
      { participants: [{ id: "001", arm: "msc" }], observations: [{ participant: "001", visit: "V5", measure: "t25fw", value: 10 }, { participant: "001", visit: "V9", measure: "t25fw", value: 5 }] },
      { measures: { speed: "25 / t25fw" } },
    );
    expect(same).toEqual(declaring);
    expect(evaluateEndpoint(readTrialData(same, withSpeed), "faster")).toMatchObject({ rows: [{ change: 2.5 }] });
    // Its range is checked by the reader, as of any measure.
    const tooFast = deriveMeasures(declaring, { participants: [{ id: "001", arm: "msc" }], observations: [{ participant: "001", visit: "V5", measure: "t25fw", value: 1 }] }, { measures: { speed: "25 / t25fw" } });
    expect(() => readTrialData(tooFast.trial, tooFast.records)).toThrow('speed of participant "001" at V5 must be 0 to 5; received 25');
  });

  it.each([
    // By hand, precedence and associativity as in mathematics: -3^2 = -9, 2^3^2 = 2^9.
    ["-3^2 + 0 * t25fw", -9],
    ["2^3^2 + 0 * t25fw", 512],
    ["t25fw - 2 - 1", 3],
    ["t25fw / 2 / 3", 1],
    ["-t25fw^2", -36],
    ["2^-1 * t25fw", 3],
    ["round(2.5 * t25fw / 6)", 3],
    ["round(-2.5 * t25fw / 6)", -3],
    ["round(1.005 + 0 * t25fw, 2)", 1.01],
    ["log10(1000) + log2(8) + log(exp(1)) + 0 * t25fw", 7],
    ["min(t25fw, edss, 9) + max(t25fw, edss)", 10],
    ["floor(t25fw / 4) + ceil(t25fw / 4) + abs(-t25fw) + sqrt(4)", 11],
    ["t25fw > 5 and edss >= 4 ? 1 : 0", 1],
    ["t25fw > 5 and not (edss >= 4) or age < 30 ? 1 : 0", 0],
    ["2 <= edss < 5 ? 1 : 0", 1],
    ["4 < edss <= 5 ? 1 : 0", 0],
    ["t25fw != 0 and 12 / t25fw > 1 ? 1 : 0", 1],
    ["t25fw > 100 ? 1 : t25fw > 5 ? 2 : 3", 2],
    ["+t25fw + .5 + 1e1 + 2.", 18.5],
    ["((((((age))))))  -   t25fw", 44],
    ["0 * -t25fw", 0],
  ])("%s is %d", (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it("a threshold reached but for a rounding error is reached", () => {
    expect(100 * (8.4 - 7) / 7).not.toBe(20);
    expect(valueOf("100 * (t25fw - 7) / 7 >= 20 ? 1 : 0", { t25fw: 8.4 })).toBe(1);
    expect(valueOf("100 * (t25fw - 7) / 7 > 20 ? 1 : 0", { t25fw: 8.4 })).toBe(0);
    expect(valueOf("t25fw >= 20 ? 1 : 0", { t25fw: 19.999999 })).toBe(0);
  });

  it("the larger of two numbers is the larger, however near they are, and so guards a root", () => {
    // In binary 0.3 - (0.1 + 0.2) is -5.6e-17.
    expect(valueOf("sqrt(max(0.3 - (t25fw + edss), 0))", { t25fw: 0.1, edss: 0.2 })).toBe(0);
    expect(valueOf("max(t25fw, edss)", { t25fw: 1, edss: 1 + 1e-13 })).toBe(1 + 1e-13);
    expect(valueOf("min(t25fw, edss)", { t25fw: 1e-16, edss: 0 })).toBe(0);
  });

  it("a whole number missed by a rounding error is that number to floor and ceil, and halves are those that are printed", () => {
    expect([0.29 * 100, 0.1 * 3 * 10]).toEqual([28.999999999999996, 3.0000000000000004]);
    expect(valueOf("floor(t25fw * 100)", { t25fw: 0.29 })).toBe(29);
    expect(valueOf("ceil(t25fw * 3 * 10)", { t25fw: 0.1 })).toBe(3);
    expect(valueOf("round(t25fw, 2)", { t25fw: 1.005 })).toBe(1.01);
    expect(valueOf("round(-t25fw, 2)", { t25fw: 1.005 })).toBe(-1.01);
    expect(valueOf("0^0 + 0 * t25fw")).toBe(1);
  });

  it.each([
    ["1 / (t25fw - 6)", "division-by-zero"],
    ["0 / (t25fw - 6)", "division-by-zero"],
    // The result would be finite again.
    ["1 / (1 / (t25fw - 6))", "division-by-zero"],
    ["min(3, 1 / (t25fw - 6))", "division-by-zero"],
    ["(t25fw - 6)^-1", "division-by-zero"],
    ["log(t25fw - 6)", "logarithm-of-non-positive"],
    ["log10(-t25fw)", "logarithm-of-non-positive"],
    ["log2(-t25fw)", "logarithm-of-non-positive"],
    ["sqrt(-t25fw)", "root-of-negative"],
    ["(-t25fw)^0.5", "root-of-negative"],
    ["exp(1000 * t25fw)", "too-large"],
    ["t25fw^9^9^9", "too-large"],
    ["1e308 * t25fw", "too-large"],
    ["1e308 * t25fw - 1e308 * t25fw", "too-large"],
    ["t25fw == 6 or 1 / (t25fw - 6) > 1 ? 1 : 0", 1],
    ["t25fw == 6 ? 0 : 1 / (t25fw - 6)", 0],
    ["t25fw != 6 ? 0 : 1 / (t25fw - 6)", "division-by-zero"],
  ])("%s has no value, and why: %s", (expression, reason) => {
    expect(valueOf(expression)).toBe(reason);
  });

  it("what has no value is missing as not applicable, and what an input lacks for the reason recorded with it", () => {
    const withGaps: TrialRecords = {
      participants: ["1", "2", "3", "4"].map((id) => ({ id, arm: "msc" })),
      observations: [
        { participant: "1", visit: "V9", measure: "t25fw", value: 0 },
        { participant: "1", visit: "V9", measure: "edss", value: 4 },
        { participant: "2", visit: "V9", measure: "t25fw", missing: "not-done" },
        { participant: "2", visit: "V9", measure: "edss", missing: "died" },
        { participant: "3", visit: "V9", measure: "edss", value: 4 },
      ],
    };
    const result = deriveMeasures(trial, withGaps, { measures: { ratio: { ...isWorse, expression: "edss / t25fw" }, withAge: { ...isWorse, expression: "edss + age" } } });
    expect(result.records.observations!.slice(5).map((row) => [row.participant, row.measure, row.missing ?? row.value])).toEqual([
      ["1", "ratio", "not-applicable"],
      ["2", "ratio", "died"],
      ["3", "ratio", "unknown"],
      ["1", "withAge", "unknown"],
      ["2", "withAge", "died"],
      ["3", "withAge", "unknown"],
    ]);
    expect(result.underived.map((row) => ("inputs" in row ? row.inputs : row.reason))).toEqual(["division-by-zero", ["edss", "t25fw"], ["t25fw"], ["age"], ["edss", "age"], ["age"]]);
  });

  it("derived measures build on each other in whatever order they are given, also at baseline", () => {
    const { derived, records: built } = deriveMeasures(trial, records, {
      measures: {
        gain: { ...isWorse, expression: "speed - speed_baseline + 0 * age" },
        speed: { ...isWorse, expression: "25 / t25fw" },
        declared: "speed",
      },
    });
    expect(derived.map(({ measure }) => measure)).toEqual(["speed", "gain", "declared"]);
    const last = built.observations!.filter((row) => row.participant === "001" && row.visit === "V9").slice(2);
    expect(last.map(({ measure, value }) => [measure, value])).toEqual([["speed", 25 / 7.5], ["gain", 25 / 7.5 - 25 / 6], ["declared", 25 / 7.5]]);
  });

  it("measures that need each other are refused, each with its circle", () => {
    const issues = issuesOf(() =>
      deriveMeasures(trial, records, {
        measures: {
          a: { ...isWorse, expression: "b + t25fw" },
          b: { ...isWorse, expression: "c_baseline + t25fw" },
          c: { ...isWorse, expression: "a" },
          self: { ...isWorse, expression: "self_baseline + t25fw" },
          onlyNeeds: { ...isWorse, expression: "a * 2" },
        },
      }),
    );
    expect(issues.map(({ path, code, message }) => [path.join("."), code, message.split(": ")[1]])).toEqual([
      ["measures.a.expression", "conflict", '"a" is derived from "b" is derived from "c" is derived from "a"'],
      ["measures.b.expression", "conflict", '"b" is derived from "c" is derived from "a" is derived from "b"'],
      ["measures.c.expression", "conflict", '"c" is derived from "a" is derived from "b" is derived from "c"'],
      ["measures.self.expression", "conflict", '"self" is derived from "self"'],
    ]);
  });

  it("a value has the last date of its inputs at the visit, if all are dated", () => {
    const { records: dated } = deriveMeasures(trial, records, { measures: { both: { ...isWorse, expression: "t25fw + edss + t25fw_baseline" }, one: { ...isWorse, expression: "t25fw" } } });
    const of = (measure: string, participant: string) => dated.observations!.filter((row) => row.measure === measure && row.participant === participant).at(-1)!;
    expect(of("both", "001")).toMatchObject({ visit: "V9", date: "2012-07-04", value: 17.5 });
    expect(of("one", "__proto__")).toStrictEqual({ participant: "__proto__", visit: "V9", measure: "one", value: 8 });
  });

  it("rows that the reader will refuse are left to it, and nothing is derived from them", () => {
    const cyclic: Record<string, unknown> = { participant: "001", visit: "V9", measure: "t25fw", value: 7 };
    cyclic["self"] = cyclic;
    const rows: unknown[] = [null, 7, { participant: "001" }, { participant: "001", visit: "V5", measure: "t25fw", value: NaN }, { participant: "999", visit: "V5", measure: "t25fw", value: 5 }, cyclic];
    const hostile = { participants: [{ id: "001", arm: "msc", covariates: { age: undefined } }, null, "x"], observations: rows } as unknown as TrialRecords;
    const result = deriveMeasures(trial, hostile, { measures: { slowing } });
    expect(result.counts).toEqual({ values: 0, underived: 0 });
    expect(result.records).toBe(hostile);
    for (const nothing of [{}, { participants: 1, observations: "x" }]) expect(deriveMeasures(trial, nothing as unknown as TrialRecords, { measures: { slowing } }).counts.values).toBe(0);
    const undefinedFields = { participants: [{ id: "001", arm: "msc" }], observations: [{ participant: "001", visit: "V5", measure: "t25fw", value: 5, date: undefined }] } as unknown as TrialRecords;
    expect(deriveMeasures(trial, undefinedFields, { measures: { slowing } }).counts.values).toBe(1);
  });

  it("a value recorded and derived is a conflict", () => {
    const issues = issuesOf(() => deriveMeasures(trial, { ...records, observations: [{ participant: "001", visit: "V5", measure: "declared", value: 1 }] }, { measures: { declared: "t25fw" } }));
    expect(issues).toEqual([{ path: ["observations", 0, "measure"], code: "conflict", received: "declared", message: "observations[0]: declared is derived, and cannot be recorded as well" }]);
  });
});
