import { describe, expect, it } from "vitest";
import { auditTable } from "trialwise/published";
import { toRows } from "trialwise/report";
import { table3 } from "../../docs/examples/oh2018/published.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveRows } from "../naive/report.ts";

describe("toRows", () => {
  it("one row for each statistic, with the reason beside what is null", () => {
    const result = deepFreeze({
      estimate: 2.5,
      interval: { lower: null, upper: 4.1, level: 0.95 },
      byArm: { msc: { mean: null, reasons: { mean: "no-values" } } },
      steps: [{ time: 1, median: null }, { time: 2, median: 3 }],
      participants: ["__proto__", "=cmd()"],
      reasons: { "interval.lower": "unbounded", "steps.0.median": "too-few-values" },
    });
    expect(toRows(result)).toStrictEqual([
      { path: "estimate", statistic: "estimate", value: 2.5 },
      { path: "interval.lower", statistic: "lower", value: null, reason: "unbounded" },
      { path: "interval.upper", statistic: "upper", value: 4.1 },
      { path: "interval.level", statistic: "level", value: 0.95 },
      { path: "byArm.msc.mean", statistic: "mean", value: null, reason: "no-values" },
      { path: "steps.0.time", statistic: "time", value: 1 },
      { path: "steps.0.median", statistic: "median", value: null, reason: "too-few-values" },
      { path: "steps.1.time", statistic: "time", value: 2 },
      { path: "steps.1.median", statistic: "median", value: 3 },
      { path: "participants.0", statistic: "participants", value: "__proto__" },
      { path: "participants.1", statistic: "participants", value: "=cmd()" },
    ]);
  });

  it("agrees with a naive flattening of a whole audit, and survives a JSON round trip", () => {
    const audit = auditTable(table3);
    const rows = toRows(audit);
    expect(rows.length).toBeGreaterThan(500);
    expect(rows).toStrictEqual(naiveRows(audit));
    expect(JSON.parse(JSON.stringify(rows))).toStrictEqual(rows);
  });

  it("a reason does not come from an object's prototype, nor a field named reasons that holds something else", () => {
    expect(toRows({ toString: null, reasons: {} })).toStrictEqual([{ path: "toString", statistic: "toString", value: null }]);
    expect(toRows({ reasons: "none" })).toStrictEqual([{ path: "reasons", statistic: "reasons", value: "none" }]);
    expect(toRows({ reasons: ["a"] })).toStrictEqual([{ path: "reasons.0", statistic: "reasons", value: "a" }]);
    expect(toRows({})).toEqual([]);
  });

  it("an empty list is one row that counts it, wherever it stands; an empty object has none", () => {
    expect(toRows({ participants: [], byArm: { msc: { excluded: [] } }, lists: [[], [1]], options: {} })).toStrictEqual([
      { path: "participants", statistic: "count", value: 0 },
      { path: "byArm.msc.excluded", statistic: "count", value: 0 },
      { path: "lists.0", statistic: "count", value: 0 },
      { path: "lists.1.0", statistic: "lists", value: 1 },
    ]);
  });

  it("a negative zero is 0", () => {
    const rows = toRows({ a: -0 });
    expect(rows).toStrictEqual([{ path: "a", statistic: "a", value: 0 }]);
    expect(JSON.parse(JSON.stringify(rows))).toStrictEqual(rows);
  });

  it.each([null, undefined, 5, "text", true])("refuses %j, which is no result", (result) => {
    expect(() => toRows(result as unknown as object)).toThrow(TypeError);
    expect(() => toRows(result as unknown as object)).toThrow(`toRows: a result must be an object; received ${typeof result === "string" ? '"text"' : result}`);
  });

  it("refuses what is not JSON-safe, and says where", () => {
    const cyclic: Record<string, unknown> = { estimate: 1 };
    cyclic["self"] = cyclic;
    expect(() => toRows(cyclic)).toThrow(/an object that contains itself at self/);
    expect(() => toRows({ a: { b: Number.NaN } })).toThrow(/received NaN at a.b/);
    expect(() => toRows({ at: new Date(0) })).toThrow(TypeError);
    expect(() => toRows({ f: undefined })).toThrow(/received undefined at f/);
    const shared = { mean: 1 };
    expect(toRows({ a: shared, b: shared })).toHaveLength(2);
  });
});
