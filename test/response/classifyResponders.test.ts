import { describe, expect, it } from "vitest";
import { absoluteImprovement, allOf, alsfrsR, anyOf, confirmed, defineTrial, not, noWorsening, percentImprovement, readTrialData, type ResponderRule, slopeChange } from "trialwise";
import { classifyResponders } from "trialwise/response";
import { type ExampleParticipant, readEntries, readExample, trial } from "../change/exampleTrial.ts";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveResponds } from "../naive/response.ts";
import { responderCases, shapedRule } from "./fixtures.ts";
import { months, readScores, ruleOf } from "./scoreTrial.ts";

const good = percentImprovement({ of: "slope4", atLeast: 50 });

describe("classifyResponders", () => {
  it("is right by hand: 62.5 % slower, 25 % slower, dead, gone, and never in decline", () => {
    const data = readExample({
      slower: { arm: "msc", at: { V1: 42, V5: 36, V9: 33 } },
      faster: { arm: "msc", at: { V1: 42, V5: 36, V9: 30 } },
      dead: { arm: "control", at: { V1: 42, V5: 36, V6: 36 }, deathMonth: 2 },
      gone: { arm: "control", at: { V1: 42, V5: 36, V9: "withdrew" } },
      stable: { arm: "control", at: { V1: 36, V5: 36, V9: 36 } },
    });
    const { rows, byArm, counts, excluded } = classifyResponders(data, { rule: good });
    expect(rows.map(({ participant, status, reason }) => [participant, status, reason])).toEqual([
      ["slower", "responder", "met"],
      ["faster", "non-responder", "not-met"],
      ["dead", "non-responder", "died"],
      ["gone", "non-responder", "missing"],
      ["stable", "non-responder", "no-lead-in-decline"],
    ]);
    expect(rows[0]?.evidence).toEqual([{ endpoint: "slope4", visit: "V9", improvement: 1.25, percentImprovement: 62.5, holds: true, reason: "met" }]);
    expect(rows[3]?.evidence).toEqual([{ endpoint: "slope4", visit: "V9", holds: false, reason: "missing", lack: { reason: "withdrew", visit: "V9" } }]);
    expect(byArm.msc).toEqual({
      n: 2, responders: 1, nonResponders: 1, excluded: 0, proportion: 0.5,
      byReason: [
        { status: "responder", reason: "met", count: 1, participants: ["slower"] },
        { status: "non-responder", reason: "not-met", count: 1, participants: ["faster"] },
      ],
    });
    expect(byArm.control.byReason.map(({ reason, participants }) => [reason, participants])).toEqual([
      ["died", ["dead"]],
      ["missing", ["gone"]],
      ["no-lead-in-decline", ["stable"]],
    ]);
    expect(counts).toEqual({ participants: 5, responders: 1, nonResponders: 4, excluded: 0 });
    expect(excluded).toEqual([]);
  });

  it("agrees with R's whole numbers and three-valued logic on 200 simulated trials", () => {
    const statusOf = { true: "responder", false: "non-responder", null: "excluded" } as const;
    expect(responderCases.length).toBeGreaterThanOrEqual(200);
    for (const each of responderCases) {
      const data = readScores(each.better, each.participants);
      const { rows, byArm } = classifyResponders(data, { rule: ruleOf(shapedRule(each)), ...each.policies });
      expect(rows.map(({ status }) => status)).toEqual(each.responds.map((responds) => statusOf[`${responds}`]));
      expect([byArm.a, byArm.b].map(({ responders, n }) => [responders, n])).toEqual(each.counts);
    }
    expect(responderCases.flatMap(({ responds }) => responds).filter((responds) => responds === null).length).toBeGreaterThan(50);
  });

  it("agrees with a second implementation that tries every way an open part could come out", () => {
    for (const each of responderCases) {
      const { participants } = each;
      const rule = shapedRule(each);
      const { rows } = classifyResponders(readScores(each.better, participants), { rule: ruleOf(rule), ...each.policies });
      const naive = participants.map((participant) => naiveResponds({ better: each.better, ...participant }, months, rule, each.policies));
      expect(rows.map(({ status }) => (status === "excluded" ? null : status === "responder"))).toEqual(naive);
    }
  });

  it("reaches the bound at all 20 exact ties of whole-number losses, 6 of which floating point misses", () => {
    const losses = Array.from({ length: 20 }, (_, index) => index + 1);
    const missed = losses.filter((loss) => {
      const [leadIn, followUp] = [-loss / 3, -loss / 6];
      return !((100 * (followUp - leadIn)) / -leadIn >= 50);
    });
    expect(missed).toEqual([1, 2, 4, 8, 16, 19]);
    const entries = losses.map((loss): [string, ExampleParticipant] => [String(loss), { arm: "msc", at: { V1: 48, V5: 48 - loss, V10: 48 - 2 * loss } }]);
    const data = readEntries(entries);
    expect(classifyResponders(data, { rule: percentImprovement({ of: "slope6", atLeast: 50 }) }).byArm.msc.responders).toBe(20);
    expect(classifyResponders(data, { rule: percentImprovement({ of: "slope6", moreThan: 50 }) }).byArm.msc.responders).toBe(0);
    expect(classifyResponders(data, { rule: percentImprovement({ of: "slope6", atLeast: 50.001 }) }).byArm.msc.responders).toBe(0);
  });

  it("reaches every whole percentage at its exact tie over 3 and 4 months, 9 of 95 of which the comparison itself would miss", () => {
    // From L points lost in 3 months to F in 4: the improvement is exactly 100 (4L − 3F)/4L percent, in whole numbers.
    const ties = Array.from({ length: 24 }, (_, index) => index + 1).flatMap((lost) =>
      Array.from({ length: 25 }, (_, after) => ({ lost, after, percent: (100 * (4 * lost - 3 * after)) / (4 * lost) })).filter(
        ({ percent }) => percent > 0 && Number.isInteger(percent),
      ),
    );
    const missed = ties.filter(({ lost, after, percent }) => -after / 4 + lost / 3 < (percent / 100) * (lost / 3));
    expect([ties.length, missed.length]).toEqual([95, 9]);
    for (const { lost, after, percent } of ties) {
      const data = readExample({ "001": { arm: "msc", at: { V1: 48, V5: 48 - lost, V9: 48 - lost - after } } });
      expect(classifyResponders(data, { rule: percentImprovement({ of: "slope4", atLeast: percent }) }).byArm.msc.responders).toBe(1);
      expect(classifyResponders(data, { rule: percentImprovement({ of: "slope4", moreThan: percent }) }).byArm.msc.responders).toBe(0);
    }
  });

  it("is no worsening to go on at the same pace, whose two lines differ in their last digits", () => {
    const of = { kind: "slope-change", measure: "fvc", method: "least-squares", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } as const;
    const data = readExample({ "001": { arm: "msc", measure: "fvc", at: { V1: 80.3, V3: 80.1, V5: 80, V6: 79.9, V9: 79.6 } } });
    expect(slopeChange(data, of).rows[0]!.improvement).toBeLessThan(0);
    expect(classifyResponders(data, { rule: noWorsening({ of }) }).byArm.msc.responders).toBe(1);
    expect(classifyResponders(data, { rule: not(noWorsening({ of })) }).byArm.msc.responders).toBe(0);
  });

  it("compares absolute improvements at their bound as safely: 4/3 − 1/3 a month reaches 1 and does not exceed it", () => {
    const thirds = { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V6", to: "V9" } } as const;
    const data = readExample({ "001": { arm: "msc", at: { V1: 40, V5: 36, V6: 36, V9: 35 } } });
    expect(-1 / 3 - -4 / 3 === 1).toBe(true);
    expect(classifyResponders(data, { rule: absoluteImprovement({ of: thirds, atLeast: 1 }) }).byArm.msc.responders).toBe(1);
    expect(classifyResponders(data, { rule: absoluteImprovement({ of: thirds, moreThan: 1 }) }).byArm.msc.responders).toBe(0);
  });

  it.each([
    ["non-responder", "non-responder", "died"],
    ["excluded", "excluded", "died"],
    ["as-observed", "responder", "met"],
  ] as const)("deaths: %s makes a dead participant with an earlier value a %s (%s)", (deaths, status, reason) => {
    const data = readExample({ "001": { arm: "msc", at: { V1: 42, V5: 36, V6: 36, V9: "died" }, deathMonth: 2 } });
    expect(classifyResponders(data, { rule: good, deaths }).rows[0]).toMatchObject({ status, reason });
  });

  it("counts a death on the last day of the window, also with a value at its end, and none after it", () => {
    const at = { V1: 42, V5: 36, V9: 36 };
    const reasonOf = (participant: ExampleParticipant) => classifyResponders(readExample({ "001": participant }), { rule: good }).rows[0]?.reason;
    expect(reasonOf({ arm: "msc", at, deathMonth: 4 })).toBe("died");
    expect(reasonOf({ arm: "msc", at, deathMonth: 4.01 })).toBe("met");
    // The window ended when the participant was seen: on day 118, two days before the death, or on day 125, planned for 121.75.
    expect(reasonOf({ arm: "msc", at, days: { V9: 118 }, deathDay: 120 })).toBe("met");
    expect(reasonOf({ arm: "msc", at, days: { V9: 125 }, deathDay: 125 })).toBe("died");
  });

  it("holds a death against the window as both were read, whatever length of month the endpoint converts its slopes by", () => {
    // Seen at month 4 and dead by month 6: with months of 31 days, month 4 would be two days after the last sign of life.
    const data = readExample({
      after: { arm: "msc", at: { V1: 42, V5: 36, V9: 36, V10: "died" } },
      within: { arm: "msc", at: { V1: 42, V5: 36 }, deathDay: 121 },
    });
    for (const daysPerMonth of [28, 30, 31]) {
      const of = {
        kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" }, daysPerMonth,
      } as const;
      const rule = percentImprovement({ of, atLeast: 50 });
      expect(classifyResponders(data, { rule }).rows.map(({ reason }) => reason)).toEqual(["met", "died"]);
    }
  });

  it("knows a death from a value that is missing because of it, at the visit or before", () => {
    const data = readExample({
      atVisit: { arm: "msc", at: { V1: 42, V5: 36, V9: "died" } },
      before: { arm: "msc", at: { V1: 42, V5: 36, V6: "died" } },
      after: { arm: "msc", at: { V1: 42, V5: 36, V9: 36, V10: "died" } },
    });
    expect(classifyResponders(data, { rule: good }).rows.map(({ reason }) => reason)).toEqual(["died", "died", "met"]);
  });

  it("knows a death from a disposition, and counts one whose day is open unless it must have come later", () => {
    const ids = ["dated", "undated", "later", "seen"];
    const data = readTrialData(trial, {
      participants: ids.map((id) => ({ id, arm: "msc" })),
      observations: [
        ...ids.flatMap((participant) => [
          { participant, visit: "V1", measure: "alsfrsR", value: 42 },
          { participant, visit: "V5", measure: "alsfrsR", value: 36 },
        ]),
        { participant: "seen", visit: "V9", measure: "alsfrsR", value: 36 },
      ],
      dispositions: [
        { participant: "dated", status: "died", at: { months: 3 } },
        { participant: "undated", status: "died" },
        { participant: "later", status: "died", at: { months: 5 } },
        { participant: "seen", status: "died" },
      ],
    });
    expect(classifyResponders(data, { rule: good }).rows.map(({ reason }) => reason)).toEqual(["died", "died", "missing", "met"]);
    expect(slopeChange(data, "slope4").excluded.map(({ reason }) => reason)).toEqual(["died", "died", "no-observation"]);
  });

  it("ends the window of a visit counted from a dose at that visit's day in the participant", () => {
    const at = { V5: 36, afterDose2: 36 } as const;
    const data = readExample({
      before: { arm: "msc", at, doseDays: [0, 60], deathDay: 88 },
      after: { arm: "msc", at, doseDays: [0, 30], deathDay: 88 },
    });
    const rule = noWorsening({ of: { kind: "change", measure: "alsfrsR", to: "afterDose2" } });
    expect(classifyResponders(data, { rule }).rows.map(({ reason }) => reason)).toEqual(["died", "met"]);
  });

  it("missing: excluded leaves the participant out of n, as-observed takes the last value in the window", () => {
    const data = readExample({
      carried: { arm: "msc", at: { V1: 42, V5: 36, V6: 36 } },
      nothing: { arm: "msc", at: { V1: 42, V5: 36 } },
    });
    const left = classifyResponders(data, { rule: good, missing: "excluded" });
    expect([left.byArm.msc.n, left.byArm.msc.excluded, left.byArm.msc.proportion]).toEqual([0, 2, null]);
    expect(left.excluded).toEqual([
      { participant: "carried", arm: "msc", reason: "no-observation", visit: "V9" },
      { participant: "nothing", arm: "msc", reason: "no-observation", visit: "V9" },
    ]);
    const observed = classifyResponders(data, { rule: good, missing: "as-observed" });
    expect(observed.rows.map(({ status, evidence }) => [status, evidence[0]?.visit])).toEqual([["responder", "V6"], ["excluded", "V9"]]);
    expectPlain(left);
    expectPlain(observed);
  });

  it("as-observed and confirmed go by the visits' times, in whatever order the trial declares them", () => {
    const trial = defineTrial({
      id: "unordered",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: {
        M9: { at: { months: 9 } }, M6: { at: { months: 6 } }, M2: { at: { months: 2 } }, M4: { at: { months: 4 } }, M3: { at: { months: 3 } },
        M1: { at: { months: 1 } }, M0: { at: { months: 0 }, baseline: true },
      },
      measures: { alsfrsR },
    });
    const rowOf = (scores: Readonly<Record<string, number>>, rule: ResponderRule<ChangeTo4>) => {
      const observations = Object.entries(scores).map(([visit, value]) => ({ participant: "001", visit, measure: "alsfrsR", value }));
      return classifyResponders(readTrialData(trial, { participants: [{ id: "001", arm: "msc" }], observations }), { rule, missing: "as-observed" }).rows[0];
    };
    type ChangeTo4 = { readonly kind: "change"; readonly measure: "alsfrsR"; readonly to: "M4" };
    const stable = noWorsening({ of: { kind: "change", measure: "alsfrsR", to: "M4" } satisfies ChangeTo4 });
    expect(rowOf({ M0: 36, M1: 36, M2: 36, M3: 30 }, stable)).toMatchObject({ status: "non-responder", evidence: [{ visit: "M3" }] });
    expect(rowOf({ M0: 36, M4: 36, M6: 30, M9: 36 }, confirmed(stable, { weeks: 20 }))).toMatchObject({ status: "non-responder", reason: "unconfirmed" });
    expect(rowOf({ M0: 36, M4: 36, M6: 36, M9: 30 }, confirmed(stable, { weeks: 8 }))).toMatchObject({ status: "responder", evidence: [{ confirmedAt: "M6" }] });
  });

  it("noLeadInDecline: excluded leaves out who had none, and absolute rules do not ask", () => {
    const data = readExample({ "001": { arm: "msc", at: { V1: 36, V5: 36, V9: 36 } } });
    const result = classifyResponders(data, { rule: good, noLeadInDecline: "excluded" });
    expect(result.excluded).toEqual([{ participant: "001", arm: "msc", reason: "no-lead-in-decline", visit: "V5" }]);
    expect(classifyResponders(data, { rule: noWorsening({ of: "slope4" }) }).rows[0]).toMatchObject({ status: "responder", reason: "met" });
  });

  it("takes percentages of the value at the first visit for a percent change, turned to benefit", () => {
    const walk = { kind: "percent-change", measure: "aals", to: "V9" } as const;
    const data = readExample({
      better: { arm: "msc", measure: "aals", at: { V5: 80, V9: 64 } },
      worse: { arm: "msc", measure: "aals", at: { V5: 80, V9: 96 } },
    });
    const rule = percentImprovement({ of: walk, atLeast: 20 });
    expect(classifyResponders(data, { rule }).rows.map(({ status, evidence }) => [status, evidence[0]?.percentImprovement])).toEqual([["responder", 20], ["non-responder", -20]]);
    expect(classifyResponders(data, { rule: absoluteImprovement({ of: walk, atLeast: 20 }) }).rows[0]?.status).toBe("responder");
    const none = readExample({ "001": { arm: "msc", at: { V5: 0, V9: 0 } } });
    const ofZero = percentImprovement({ of: { kind: "percent-change", measure: "alsfrsR", to: "V9" }, atLeast: 0 });
    const zero = classifyResponders(none, { rule: ofZero });
    // It is a percentage that cannot be read, and no matter of a lead-in.
    expect(classifyResponders(none, { rule: ofZero, noLeadInDecline: "excluded" })).toMatchObject({ rows: zero.rows });
    expect(classifyResponders(none, { rule: ofZero, missing: "excluded" }).excluded).toEqual([{ participant: "001", arm: "msc", reason: "zero-reference", visit: "V5" }]);
    expect(zero.rows[0]).toMatchObject({ status: "non-responder", reason: "missing", evidence: [{ lack: { reason: "zero-reference", visit: "V5" } }] });
  });

  it("puts the same participants into overlapping classes, the dead into the opposite of good", () => {
    const data = readExample({
      stopped: { arm: "msc", at: { V1: 42, V5: 36, V9: 36 } },
      half: { arm: "msc", at: { V1: 42, V5: 36, V9: 32 } },
      dead: { arm: "control", at: { V1: 42, V5: 36 }, deathMonth: 3 },
    });
    const { byClass, rows } = classifyResponders(data, { classes: { good, stopped: percentImprovement({ of: "slope4", atLeast: 100 }), poor: not(good) } });
    expect(rows).toEqual([
      { participant: "stopped", arm: "msc", classes: ["good", "stopped"] },
      { participant: "half", arm: "msc", classes: ["good"] },
      { participant: "dead", arm: "control", classes: ["poor"] },
    ]);
    expect(byClass.poor.byArm.control.byReason).toEqual([{ status: "responder", reason: "died", count: 1, participants: ["dead"] }]);
    expect(byClass.good).toEqual(classifyResponders(data, { rule: good }));
    expectPlain({ byClass, rows });
  });

  it("names what decided: values before policies where one part is enough, policies before values where all are needed", () => {
    const change = { kind: "change", measure: "alsfrsR", to: "V6" } as const;
    const data = readExample({ "001": { arm: "msc", at: { V1: 42, V5: 36, V6: 36 }, deathMonth: 3 } });
    const [held, died, missed] = [noWorsening({ of: change }), good, absoluteImprovement({ of: change, atLeast: 1 })] as const;
    const { byClass } = classifyResponders(data, {
      classes: { enough: anyOf(died, held), alone: allOf(held, died), none: anyOf(died, missed), failed: allOf(died, missed), both: not(anyOf(died, missed)) },
    });
    const outcomeOf = ({ rows: [row] }: typeof byClass.enough) => [row?.status, row?.reason];
    expect(outcomeOf(byClass.enough)).toEqual(["responder", "met"]);
    expect(outcomeOf(byClass.alone)).toEqual(["non-responder", "died"]);
    expect(outcomeOf(byClass.none)).toEqual(["non-responder", "died"]);
    expect(outcomeOf(byClass.failed)).toEqual(["non-responder", "not-met"]);
    expect(outcomeOf(byClass.both)).toEqual(["responder", "died"]);
  });

  it("classifies a population, and counts the others as excluded", () => {
    const data = readExample({ in: { arm: "msc", at: { V1: 42, V5: 36, V9: 36 } }, out: { arm: "msc", at: { V1: 42 } } });
    const result = classifyResponders(data, { rule: good, population: "seenAtBaseline" });
    expect(result.rows.map(({ participant }) => participant)).toEqual(["in"]);
    expect(result.excluded).toEqual([{ participant: "out", arm: "msc", reason: "not-in-population" }]);
    expect(result.counts).toEqual({ participants: 2, responders: 1, nonResponders: 0, excluded: 1 });
    expect(result.method.options).toEqual({ rule: good, deaths: "non-responder", missing: "non-responder", noLeadInDecline: "non-responder", population: "seenAtBaseline" });
  });

  it("is plain data from frozen data, with empty arms and participants named like parts of an object", () => {
    const data = deepFreeze(readEntries([["__proto__", { arm: "msc", at: { V1: 42, V5: 36, V9: 36 } }], ["constructor", { arm: "msc", at: {} }]]));
    const result = classifyResponders(data, deepFreeze({ rule: anyOf(good, not(good)) }));
    expectPlain(result);
    expect(result.byArm.control).toEqual({ n: 0, responders: 0, nonResponders: 0, excluded: 0, proportion: null, byReason: [], reasons: { proportion: "no-values" } });
    expect(result.byArm.msc.byReason.map(({ reason, participants }) => [reason, participants])).toEqual([["met", ["__proto__"]], ["missing", ["constructor"]]]);
  });
});
