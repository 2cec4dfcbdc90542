import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allOf, anyOf, not, percentImprovement } from "trialwise";
import { classifyResponders } from "trialwise/response";
import { expectPlain } from "../change/plain.ts";
import type { NaivePart } from "../naive/response.ts";
import { months, readScores, ruleOf, type ScoredParticipant } from "./scoreTrial.ts";

const score = fc.option(fc.integer({ min: 20, max: 40 }), { freq: 8 });
const participant: fc.Arbitrary<ScoredParticipant> = fc
  .record({ arm: fc.constantFrom("a", "b"), scores: fc.record({ V1: score, V5: score, V7: score, V9: score, V10: score }), deathMonth: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 2 }) })
  .map(({ arm, scores, deathMonth }) => {
    const alive = (visit: keyof typeof months) => (deathMonth !== null && months[visit] > deathMonth ? null : scores[visit]);
    return { arm, deathMonth, scores: { V1: scores.V1, V5: scores.V5, V7: alive("V7"), V9: alive("V9"), V10: alive("V10") } };
  });
const participants = fc.array(participant, { maxLength: 12 });
const policies = fc.record({
  deaths: fc.constantFrom("non-responder", "excluded", "as-observed"),
  missing: fc.constantFrom("non-responder", "excluded", "as-observed"),
  noLeadInDecline: fc.constantFrom("non-responder", "excluded"),
});
const part: fc.Arbitrary<NaivePart> = fc.record({
  kind: fc.constantFrom("percent", "slope", "change"),
  end: fc.constantFrom("V9", "V10"),
  bound: fc.integer({ min: -5, max: 120 }),
  strict: fc.boolean(),
});

describe("classifyResponders", () => {
  it("accounts for every participant, by arm and by reason, and returns plain data", () => {
    fc.assert(
      fc.property(participants, policies, part, (people, chosen, first) => {
        const result = classifyResponders(readScores("higher", people), { rule: ruleOf({ part: first }), ...chosen });
        expect(result.rows.length).toBe(people.length);
        for (const arm of ["a", "b"] as const) {
          const { n, responders, nonResponders, excluded, byReason } = result.byArm[arm];
          expect(n).toBe(responders + nonResponders);
          expect(n + excluded).toBe(people.filter((person) => person.arm === arm).length);
          expect(byReason.reduce((total, { count }) => total + count, 0)).toBe(n + excluded);
          expect(byReason.every(({ count, participants: ids }) => count === ids.length && count > 0)).toBe(true);
        }
        expectPlain(result);
      }),
    );
  });

  it("a class and its opposite share out everyone who can be told", () => {
    fc.assert(
      fc.property(participants, policies, part, part, (people, chosen, first, second) => {
        const rule = ruleOf({ any: [{ part: first }, { all: [{ part: second }, { part: first }] }] });
        const { byClass } = classifyResponders(readScores("higher", people), { classes: { in: rule, out: not(rule) }, ...chosen });
        const opposite = { responder: "non-responder", "non-responder": "responder", excluded: "excluded" } as const;
        expect(byClass.out.rows.map(({ status }) => status)).toEqual(byClass.in.rows.map(({ status }) => opposite[status]));
      }),
    );
  });

  it("De Morgan: not any is all not, with the same reasons", () => {
    fc.assert(
      fc.property(participants, policies, part, part, (people, chosen, first, second) => {
        const [a, b] = [ruleOf({ part: first }), ruleOf({ part: second })];
        const data = readScores("lower", people);
        const left = classifyResponders(data, { rule: not(anyOf(a, b)), ...chosen });
        const right = classifyResponders(data, { rule: allOf(not(a), not(b)), ...chosen });
        expect(left.rows).toEqual(right.rows);
      }),
    );
  });

  it("a higher bound never adds responders, and more than is never easier than at least", () => {
    fc.assert(
      fc.property(participants, policies, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 50 }), (people, chosen, bound, more) => {
        const data = readScores("higher", people);
        const respondersAt = (limit: { readonly atLeast: number } | { readonly moreThan: number }) => {
          const { rows } = classifyResponders(data, { rule: percentImprovement({ of: "slopeV9", ...limit }), ...chosen });
          return new Set(rows.filter(({ status }) => status === "responder").map((row) => row.participant));
        };
        const [easy, strict, hard] = [respondersAt({ atLeast: bound }), respondersAt({ moreThan: bound }), respondersAt({ atLeast: bound + more })];
        expect([...strict].every((id) => easy.has(id))).toBe(true);
        expect([...hard].every((id) => easy.has(id))).toBe(true);
      }),
    );
  });

  it("a mirrored score where lower is better has the same responders", () => {
    fc.assert(
      fc.property(participants, policies, part, (people, chosen, first) => {
        const mirrored = people.map((person) => ({
          ...person,
          scores: Object.fromEntries(Object.entries(person.scores).map(([visit, value]) => [visit, value === null ? null : 100 - value])) as ScoredParticipant["scores"],
        }));
        const rule = ruleOf({ part: first });
        const here = classifyResponders(readScores("higher", people), { rule, ...chosen });
        const there = classifyResponders(readScores("lower", mirrored), { rule, ...chosen });
        expect(there.rows.map(({ status, reason }) => [status, reason])).toEqual(here.rows.map(({ status, reason }) => [status, reason]));
      }),
    );
  });

  it("excluding in place of counting as non-response only takes participants out of the denominator", () => {
    fc.assert(
      fc.property(participants, part, (people, first) => {
        const data = readScores("higher", people);
        const rule = ruleOf({ part: first });
        const counted = classifyResponders(data, { rule });
        const excluded = classifyResponders(data, { rule, deaths: "excluded", missing: "excluded", noLeadInDecline: "excluded" });
        expect(excluded.counts.responders).toBe(counted.counts.responders);
        expect(excluded.counts.nonResponders + excluded.counts.excluded).toBe(counted.counts.nonResponders);
      }),
    );
  });
});
