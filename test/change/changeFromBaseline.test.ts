import { describe, expect, it } from "vitest";
import { alsfrsR, defineTrial, evaluateEndpoint, filterParticipants, readTrialData } from "trialwise";
import { changeFromBaseline } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveChange, naiveDescription } from "../naive/change.ts";
import { readEntries, readExample } from "./exampleTrial.ts";
import { expectPlain } from "./plain.ts";
import { analysisOptionsOf, arms, columnOf, exclusionsOf, readCase, scoreTable, summaryErrors, trialCases } from "./referenceTrial.ts";

const four = readExample({
  "001": { arm: "msc", at: { V5: 36, V9: 35 } },
  "002": { arm: "msc", at: { V5: 40, V9: 36, V10: 34 } },
  "003": { arm: "control", at: { V5: 33, V9: "withdrew" } },
  "004": { arm: "control", at: { V5: 30, V6: 28 }, deathMonth: 3 },
});

describe("changeFromBaseline", () => {
  it("is right by hand for four participants, one withdrawn and one dead", () => {
    const { rows, byArm, counts, excluded } = changeFromBaseline(four, { measure: "alsfrsR", to: "V9" });
    expect(rows).toEqual([
      { participant: "001", arm: "msc", values: { from: 36, to: 35 }, change: -1, improvement: -1, percentChange: -100 / 36, percentImprovement: -100 / 36 },
      { participant: "002", arm: "msc", values: { from: 40, to: 36 }, change: -4, improvement: -4, percentChange: -10, percentImprovement: -10 },
    ]);
    expect(byArm.msc.change.mean).toBe(-2.5);
    expect(byArm.msc.change.standardDeviation).toBeCloseTo(Math.sqrt(4.5), 14);
    expect(counts).toEqual({ participants: 4, analysed: 2, excluded: 2 });
    expect(excluded).toEqual([
      { participant: "003", arm: "control", reason: "withdrew", visit: "V9" },
      { participant: "004", arm: "control", reason: "died", visit: "V9" },
    ]);
  });

  it("agrees with R on 200 simulated trials: who is analysed, who is not and why, and arms described with quantiles of every type", () => {
    const worst = new WorstErrors();
    expect(trialCases.length).toBeGreaterThanOrEqual(200);
    trialCases.forEach((each, at) => {
      const { from, to, change: expected } = each;
      const { rows, excluded, byArm } = changeFromBaseline(readCase(each), { measure: "score", from, to, ...analysisOptionsOf(each) });
      expect(rows.map(({ participant }) => Number(participant))).toEqual(expected.rows);
      expect(excluded).toEqual(exclusionsOf(each, expected.excluded));
      rows.forEach(({ change, percentChange }, row) => {
        worst.add(at, { change: errorOf(change, expected.change[row]!, Math.max(1, Math.abs(change))), percent: errorOf(percentChange, expected.percentChange[row]!) });
      });
      arms.forEach((arm, index) => worst.add(at, summaryErrors(byArm[arm][expected.of], expected.byArm[index]!)));
    });
    worst.expectBelow(1e-14);
  });

  it("agrees with a second implementation on tables of scores", () => {
    for (const each of trialCases) {
      const table = scoreTable(each);
      const data = readCase(each);
      const result = changeFromBaseline(data, { measure: "score", to: "V10", from: "V1" });
      const naive = naiveChange(table, 0, 5);
      expect(columnOf(data, result.rows, "change")).toEqual(naive);
      arms.forEach((arm) => {
        const described = naiveDescription(naive.filter((_, row) => each.arm[row] === arm));
        expect(result.byArm[arm].improvement.mean ?? 0).toBeCloseTo((described?.mean ?? 0) * (each.better === "higher" ? 1 : -1), 12);
      });
    }
  });

  it("has no percentage of a value that is not above 0: of a negative one its sign would turn round", () => {
    const open = defineTrial({
      id: "open",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
      measures: { balance: { label: "Balance", unit: "points", better: "higher" } },
    });
    const data = readTrialData(open, {
      participants: [{ id: "below", arm: "msc" }, { id: "zero", arm: "msc" }],
      observations: [["below", "V5", -4], ["below", "V9", -2], ["zero", "V5", 0], ["zero", "V9", 2]].map(([participant, visit, value]) => ({
        participant: String(participant), visit: String(visit), measure: "balance", value: Number(value),
      })),
    });
    const { rows, byArm } = changeFromBaseline(data, { measure: "balance", to: "V9" });
    expect(rows.map(({ improvement, percentChange, percentImprovement, reasons }) => [improvement, percentChange, percentImprovement, reasons])).toEqual(
      [2, 2].map((improvement) => [improvement, null, null, { percentChange: "zero-denominator", percentImprovement: "zero-denominator" }]),
    );
    expect(byArm.msc.percentChange).toMatchObject({ n: 0, mean: null });
  });

  it("turns a lower score into an improvement where lower is better, and keeps the raw sign of the change", () => {
    const data = readExample({ "001": { arm: "msc", measure: "aals", at: { V5: 80, V9: 72 } } });
    const { rows, better } = changeFromBaseline(data, { measure: "aals", to: "V9" });
    expect(rows[0]).toMatchObject({ change: -8, improvement: 8, percentChange: -10, percentImprovement: 10 });
    expect(better).toEqual({ change: "lower", improvement: "higher", percentChange: "lower", percentImprovement: "higher" });
  });

  it("has one result for each visit where several are asked for", () => {
    const { byVisit } = changeFromBaseline(four, { measure: "alsfrsR", to: ["V6", "V9", "V10"] });
    expect(Object.keys(byVisit)).toEqual(["V6", "V9", "V10"]);
    expect(byVisit.V9).toEqual(changeFromBaseline(four, { measure: "alsfrsR", to: "V9" }));
    expect([byVisit.V6.byArm.control.n, byVisit.V10.byArm.msc.n]).toEqual([1, 1]);
    expect(byVisit.V6.byArm.control.change.reasons).toEqual({ standardDeviation: "too-few-values", standardError: "too-few-values" });
    expectPlain(byVisit);
  });

  it("takes an endpoint of the trial by its key, and is the same as in place", () => {
    const options = { population: "seenAtBaseline", quantileType: 2 } as const;
    expect(changeFromBaseline(four, "change4", options)).toStrictEqual(changeFromBaseline(four, { measure: "alsfrsR", to: "V9", ...options }));
    const trial = defineTrial({
      id: "percent",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
      measures: { alsfrsR },
      endpoints: { percent: { kind: "percent-change", measure: "alsfrsR", from: "V1", to: "V9" } },
    });
    const scores = { "001": [0, 40, 42], "002": [20, 30, 32] };
    const declared = readTrialData(trial, {
      participants: Object.keys(scores).map((id) => ({ id, arm: "msc" })),
      observations: Object.entries(scores).flatMap(([participant, values]) => values.map((value, index) => ({ participant, visit: ["V1", "V5", "V9"][index]!, measure: "alsfrsR", value }))),
    });
    expectPlain(changeFromBaseline(deepFreeze(declared), "percent"));
    const { kind, rows, excluded } = changeFromBaseline(declared, "percent");
    expect([kind, rows.map(({ percentChange }) => percentChange)]).toEqual(["percent-change", [60]]);
    expect(excluded).toEqual([{ participant: "001", arm: "msc", reason: "zero-reference", visit: "V1" }]);
    expect(evaluateEndpoint(declared, "percent")).toStrictEqual(changeFromBaseline(declared, "percent"));
  });

  it("refuses a key that is no endpoint, an endpoint of another kind, and options it does not know", () => {
    // @ts-expect-error an endpoint that is not declared
    expect(() => changeFromBaseline(four, "change5")).toThrow(/^changeFromBaseline: endpoint "change5" is not declared.*Did you mean "change4"/u);
    expect(() => changeFromBaseline(four, "slope4")).toThrow('changeFromBaseline: the endpoint\'s kind must be one of "change", "percent-change"; received "slope-change"');
    // @ts-expect-error the endpoint says to which visit
    expect(() => changeFromBaseline(four, "change4", { to: "V9" })).toThrow('changeFromBaseline: options must not have "to"');
  });

  it("keeps arms without participants, each number null with its reason", () => {
    const { byArm } = changeFromBaseline(readExample({}), { measure: "alsfrsR", to: "V9" });
    expect(byArm.control.n).toBe(0);
    expect(byArm.control.change.mean).toBeNull();
    expect(new Set(Object.values(byArm.control.change.reasons ?? {}))).toEqual(new Set(["no-values"]));
  });

  it("analyses a population and names those outside it", () => {
    const data = readExample({ "001": { arm: "msc", at: { V5: 36, V9: 35 } }, "002": { arm: "msc", at: { V9: 30 } } });
    const result = changeFromBaseline(data, { measure: "alsfrsR", to: "V9", population: "seenAtBaseline" });
    expect(result.excluded).toEqual([{ participant: "002", arm: "msc", reason: "not-in-population" }]);
    expect(result.method.options).toEqual({ measure: "alsfrsR", from: "V5", to: "V9", population: "seenAtBaseline", quantileType: 7 });
  });

  it("has no percentage of a score of 0, and no −0", () => {
    const data = readExample({ "001": { arm: "msc", at: { V5: 0, V9: 0 } }, "002": { arm: "msc", measure: "aals", at: { V5: 80, V9: 80 } } });
    const none = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
    expect(none.rows[0]).toMatchObject({ percentChange: null, reasons: { percentChange: "zero-denominator", percentImprovement: "zero-denominator" } });
    expectPlain(none);
    expectPlain(changeFromBaseline(data, { measure: "aals", to: "V9" }));
  });

  it("takes participants named like parts of an object, and frozen data", () => {
    const data = readEntries([["__proto__", { arm: "msc", at: { V5: 36, V9: 33 } }], ["constructor", { arm: "control", at: { V5: 36 } }]]);
    const result = changeFromBaseline(deepFreeze(data), deepFreeze({ measure: "alsfrsR", to: "V9" } as const));
    expect(result.rows.map(({ participant }) => participant)).toEqual(["__proto__"]);
    expect(result.excluded.map(({ participant, reason }) => [participant, reason])).toEqual([["constructor", "no-observation"]]);
    expectPlain(result);
  });

  it("leaves out nobody else when one participant is left out", () => {
    const all = changeFromBaseline(four, { measure: "alsfrsR", to: "V9" });
    const fewer = changeFromBaseline(filterParticipants(four, ({ id }) => id !== "001"), { measure: "alsfrsR", to: "V9" });
    expect(fewer.rows).toEqual(all.rows.slice(1));
    expect(fewer.excluded).toEqual(all.excluded);
  });

  it("refuses keys that the trial does not declare, with the nearest, and visits that are not later", () => {
    // @ts-expect-error a measure that is not declared
    expect(() => changeFromBaseline(four, { measure: "alsfrsr", to: "V9" })).toThrow(/measure "alsfrsr" is not declared.*Did you mean "alsfrsR"/);
    // @ts-expect-error a visit that is not declared
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", to: "V99" })).toThrow(/visit "V99" is not declared.*Did you mean "V9"/);
    // @ts-expect-error one of several visits is not declared
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", to: ["V9", "V99"] })).toThrow(RangeError);
    // @ts-expect-error a population that is not declared
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", to: "V9", population: "everyone" })).toThrow(/population "everyone" is not declared/);
    // @ts-expect-error the option is called to
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", visit: "V9" })).toThrow(/to is missing/);
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", to: "V5" })).toThrow(/"V5" must be later than "V5"/);
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", from: "V9", to: "V5" })).toThrow(RangeError);
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", to: [] })).toThrow(/at least one visit/);
    // @ts-expect-error quantiles are of types 1 to 9
    expect(() => changeFromBaseline(four, { measure: "alsfrsR", to: "V9", quantileType: 10 })).toThrow(/quantileType must be a whole number from 1 to 9; received 10/);
  });
});
