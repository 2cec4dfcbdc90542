import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absoluteImprovement, allOf, anyOf, confirmed, defineTrial, not, noWorsening, readTrialData } from "trialwise";
import { classifyResponders, type ResponderPolicies } from "trialwise/response";
import { naiveResponds, type NaiveRule } from "../naive/response.ts";
import { expectPlain } from "../change/plain.ts";
import { months, readScores, ruleOf, type ScoredParticipant } from "./scoreTrial.ts";

type Score = number | "died" | "not-done" | undefined;

/** One EDSS or walking time every 12 weeks, and what a rule makes of them. */
function classify(rule: Parameters<typeof classifyWeeks>[1], edss: readonly Score[], options: ResponderPolicies & { readonly walk?: readonly Score[]; readonly deathWeek?: number } = {}) {
  return classifyWeeks({ edss, ...options }, rule, options);
}

function classifyWeeks(
  { edss, walk = [], deathWeek }: { readonly edss: readonly Score[]; readonly walk?: readonly Score[]; readonly deathWeek?: number },
  rule: ReturnType<typeof confirmed<"edss24" | "walk24">> | ReturnType<typeof not<"edss24" | "walk24">>,
  { deaths, missing }: ResponderPolicies,
) {
  const trial = defineTrial({
    id: "ms",
    arms: { cells: { label: "Cells", role: "experimental" } },
    visits: {
      W0: { at: { weeks: 0 }, baseline: true },
      W24: { at: { weeks: 24 } },
      W36: { at: { weeks: 36 } },
      W48: { at: { weeks: 48 } },
      W60: { at: { weeks: 60 } },
    },
    measures: {
      edss: { label: "EDSS", unit: "points", better: "lower", range: { from: 0, to: 10 }, step: 0.5 },
      walk: { label: "T25FW", unit: "seconds", better: "lower" },
    },
    endpoints: { edss24: { kind: "change", measure: "edss", to: "W24" }, walk24: { kind: "change", measure: "walk", to: "W24" } },
  });
  const visits = ["W0", "W24", "W36", "W48", "W60"];
  const rows = (measure: string, scores: readonly Score[]) =>
    scores.flatMap((found, index) => {
      const where = { participant: "001", visit: visits[index]!, measure };
      return found === undefined ? [] : [typeof found === "number" ? { ...where, value: found } : { ...where, missing: found }];
    });
  const data = readTrialData(trial, {
    participants: [{ id: "001", arm: "cells" }],
    observations: [...rows("edss", edss), ...rows("walk", walk)],
    clinicalEvents: deathWeek === undefined ? [] : [{ participant: "001", kind: "death", at: { weeks: deathWeek } }],
  });
  const result = classifyResponders(data, { rule, ...(deaths !== undefined && { deaths }), ...(missing !== undefined && { missing }) });
  expectPlain(result);
  return result.rows[0]!;
}

const better = absoluteImprovement({ of: "edss24", atLeast: 1 });
const rule = confirmed(better, { weeks: 24 });

describe("a confirmed rule", () => {
  it("holds where every later value up to the first that is late enough holds, and names onset and confirmation", () => {
    const row = classify(rule, [5, 4, 4, 3.5, 9]);
    expect([row.status, row.reason]).toEqual(["responder", "met"]);
    expect(row.evidence).toEqual([{ endpoint: "edss24", visit: "W24", improvement: 1, holds: true, reason: "met", confirmedAt: "W48" }]);
  });

  it("is unconfirmed where a value between does not hold, and not met where it never began", () => {
    expect(classify(rule, [5, 4, 4.5, 4])).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(rule, [5, 4, 4, 4.5])).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(rule, [5, 4.5, 4, 4])).toMatchObject({ status: "non-responder", reason: "not-met" });
  });

  it("passes over visits without a value, and is confirmed at the next one", () => {
    expect(classify(rule, [5, 4, undefined, 4]).status).toBe("responder");
    expect(classify(rule, [5, 4, "not-done", undefined, 4]).evidence[0]).toMatchObject({ holds: true, confirmedAt: "W60" });
    expect(classify(rule, [5, 4, undefined, undefined, 4.5])).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
  });

  it("is compared with the same reference, however the score moved since", () => {
    // Half a point better than at week 24 in each step, but only 0.5 below baseline at week 48.
    expect(classify(rule, [5, 4, 3, 4.5]).reason).toBe("unconfirmed");
  });

  it("without a value late enough is decided by death and the policies", () => {
    expect(classify(rule, [5, 4, 4])).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(rule, [5, 4, 4], { missing: "excluded" })).toMatchObject({ status: "excluded", reason: "unconfirmed" });
    expect(classify(rule, [5, 4, 4], { missing: "as-observed" })).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(rule, [5, 4, 4], { deathWeek: 40 })).toMatchObject({ status: "non-responder", reason: "died" });
    expect(classify(rule, [5, 4, 4], { deathWeek: 40, deaths: "excluded" })).toMatchObject({ status: "excluded", reason: "died" });
    expect(classify(rule, [5, 4, 4], { deathWeek: 40, deaths: "as-observed" })).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(rule, [5, 4, 4, 4], { deathWeek: 55 })).toMatchObject({ status: "responder", reason: "met" });
  });

  it("confirms each component by itself: EDSS at the first visit and walking at the next confirm nothing", () => {
    const either = confirmed(anyOf(better, absoluteImprovement({ of: "walk24", atLeast: 2 })), { weeks: 24 });
    const both = confirmed(allOf(better, noWorsening({ of: "walk24" })), { weeks: 24 });
    expect(classify(either, [5, 4, 5, 5], { walk: [10, 10, 8, 8] })).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(either, [5, 4, 5, 5], { walk: [10, 8, 8, 7] }).status).toBe("responder");
    expect(classify(both, [5, 4, 4, 4], { walk: [10, 10, 9, 10] }).status).toBe("responder");
    expect(classify(both, [5, 4, 4, 4], { walk: [10, 10, 11, 10] })).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
  });

  it("of a negation is a confirmed failure, and the negation of a confirmed rule is everything else", () => {
    const stillWorse = confirmed(not(better), { weeks: 24 });
    expect(classify(stillWorse, [5, 5, 5, 5]).status).toBe("responder");
    expect(classify(stillWorse, [5, 5, 4, 5])).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(classify(not(rule), [5, 4, 4.5, 4])).toMatchObject({ status: "responder", reason: "unconfirmed" });
    expect(classify(not(rule), [5, 4, 4, 4])).toMatchObject({ status: "non-responder" });
    const neither = confirmed(not(anyOf(better, absoluteImprovement({ of: "walk24", atLeast: 2 }))), { weeks: 24 });
    expect(classify(neither, [5, 5, 5, 5], { walk: [10, 10, 10, 10] }).status).toBe("responder");
    expect(classify(neither, [5, 5, 5, 5], { walk: [10, 10, 8, 10] }).status).toBe("non-responder");
  });

  it("of a negation counts a missing confirmation as the policy has it for the rule inside, and names it as missing", () => {
    const stillWorse = confirmed(not(better), { weeks: 24 });
    expect(classify(stillWorse, [5, 5, 5])).toMatchObject({ status: "responder", reason: "missing" });
    expect(classify(stillWorse, [5, 5, 5], { missing: "excluded" })).toMatchObject({ status: "excluded", reason: "missing" });
  });

  it("is late enough at exactly so many weeks, also where the difference of two visits is a rounding error short of them", () => {
    expect(24.4 * 7 - 0.4 * 7).toBeLessThan(168);
    const trial = defineTrial({
      id: "weeks",
      arms: { cells: { label: "Cells", role: "experimental" } },
      visits: { W0: { at: { weeks: 0 }, baseline: true }, onset: { at: { weeks: 0.4 } }, later: { at: { weeks: 24.4 } } },
      measures: { edss: { label: "EDSS", unit: "points", better: "lower", range: { from: 0, to: 10 } } },
    });
    const data = readTrialData(trial, {
      participants: [{ id: "001", arm: "cells" }],
      observations: ["W0", "onset", "later"].map((visit) => ({ participant: "001", visit, measure: "edss", value: 4 })),
    });
    const stable = noWorsening({ of: { kind: "change", measure: "edss", to: "onset" } });
    expect(classifyResponders(data, { rule: confirmed(stable, { weeks: 24 }) }).rows[0]?.evidence[0]).toMatchObject({ holds: true, confirmedAt: "later" });
    expect(() => classifyResponders(data, { rule: confirmed(stable, { weeks: 24.01 }) })).toThrow(/the trial has none/);
  });

  it("needs a value to confirm by: a line that could be drawn to a visit without one says nothing new there", () => {
    const trial = defineTrial({
      id: "line",
      arms: { cells: { label: "Cells", role: "experimental" } },
      visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
      measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 } } },
    });
    const of = { kind: "slope-change", measure: "score", method: "least-squares", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } as const;
    const rowOf = (last: { readonly value: number } | { readonly missing: "not-done" }) => {
      const found = { V1: { value: 42 }, V5: { value: 36 }, V9: { value: 36 }, V10: last };
      const data = readTrialData(trial, {
        participants: [{ id: "001", arm: "cells" }],
        observations: Object.entries(found).map(([visit, each]) => ({ participant: "001", visit, measure: "score", ...each })),
      });
      return classifyResponders(data, { rule: confirmed(noWorsening({ of }), { weeks: 8 }) }).rows[0];
    };
    expect(rowOf({ value: 36 })).toMatchObject({ status: "responder", evidence: [{ confirmedAt: "V10" }] });
    expect(rowOf({ missing: "not-done" })).toMatchObject({ status: "non-responder", reason: "unconfirmed", evidence: [{ lack: { reason: "not-done", visit: "V10" } }] });
  });

  it("is refused where no visit is late enough, inside another, or over no time", () => {
    expect(() => classify(confirmed(better, { weeks: 48 }), [5, 4])).toThrow(/needs a visit at least 48 weeks after "W24"; the trial has none/);
    expect(() => classify(confirmed(rule, { weeks: 12 }), [5, 4])).toThrow(/cannot hold another confirmed rule/);
    expect(() => classify({ kind: "confirmed", rule: better, weeks: 0 }, [5, 4])).toThrow(/weeks above 0; received 0/);
  });

  it("agrees with a second implementation on random scores, gaps and deaths", () => {
    const score = fc.option(fc.integer({ min: 30, max: 40 }), { freq: 6 });
    const participant: fc.Arbitrary<ScoredParticipant> = fc
      .record({ V1: score, V5: score, V7: score, V9: score, V10: score, deathMonth: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 2 }) })
      .map(({ deathMonth, ...scores }) => ({
        arm: "a",
        deathMonth,
        scores: Object.fromEntries(Object.entries(scores).map(([visit, value]) => [visit, deathMonth !== null && months[visit as keyof typeof months] > deathMonth ? null : value])) as unknown as ScoredParticipant["scores"],
      }));
    const policy = fc.constantFrom("non-responder", "excluded", "as-observed");
    const part = fc.record({ kind: fc.constantFrom("change", "percent", "slope", "noWorsening"), bound: fc.integer({ min: -2, max: 6 }), strict: fc.boolean() });
    fc.assert(
      fc.property(fc.array(participant, { minLength: 1, maxLength: 8 }), policy, policy, part, (participants, deaths, missing, { kind, bound, strict }) => {
        // What as-observed means for an onset that was not observed is a matter of taste, and not compared.
        const policies = { deaths, missing: missing === "as-observed" ? "excluded" : missing, noLeadInDecline: "non-responder" } as const;
        const rule: NaiveRule = { part: { kind, end: "V9", bound, strict: strict && kind !== "noWorsening", weeks: 8 } };
        const { rows } = classifyResponders(readScores("higher", participants), { rule: ruleOf(rule), ...policies });
        const naive = participants.map((each) => naiveResponds({ better: "higher", ...each }, months, rule, policies));
        expect(rows.map(({ status }) => (status === "excluded" ? null : status === "responder"))).toEqual(naive);
      }),
      { numRuns: 300 },
    );
  });
});
