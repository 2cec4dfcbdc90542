import { describe, expect, it } from "vitest";
import {
  absoluteImprovement,
  allOf,
  alsfrsR,
  anyOf,
  edss,
  nineHolePegDominant,
  nineHolePegNonDominant,
  not,
  percentImprovement,
  readTrial,
  readTrialData,
  type ResponderRule,
  startingWithin,
  t25fw,
  type TrialRecords,
} from "trialwise";
import { edssPlusImprovement } from "trialwise/instruments";
import { classifyResponders, type ResponderPolicies } from "trialwise/response";

// Every participant below is made up (simulated), and classified by hand; the arithmetic stands beside each.

type Value = number | null;
type Classes = { readonly [name: string]: ResponderRule };

const arms = { treated: { label: "Treated", role: "experimental" } } as const;

/** Puts the rules through JSON, as endpoints of a stored trial, and classifies by what comes back. */
function classify(definition: object, classes: Classes, records: TrialRecords, policies: ResponderPolicies = {}) {
  const endpoints = Object.fromEntries(Object.entries(classes).map(([name, rule]) => [name, { kind: "response", rule }]));
  const stored = readTrial(JSON.parse(JSON.stringify({ ...definition, endpoints })));
  const rules = Object.fromEntries(
    Object.entries(stored.endpoints).map(([name, endpoint]) => {
      if (endpoint.kind !== "response") throw new Error("the endpoint changed its kind");
      expect(endpoint.rule).toStrictEqual(classes[name]);
      return [name, endpoint.rule];
    }),
  );
  const result = classifyResponders(readTrialData(stored, records), { classes: rules, ...policies });
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  return result;
}

/** Scores of one measure in the order of the visits, `null` where there is none, and the month of death. */
interface Scored {
  readonly id: string;
  readonly scores: readonly Value[];
  readonly deathMonth?: number;
}

function scoreRecords(visits: readonly string[], people: readonly Scored[]): TrialRecords {
  return {
    participants: people.map(({ id }) => ({ id, arm: "treated" })),
    observations: people.flatMap(({ id, scores }) =>
      scores.flatMap((value, place) => (value === null ? [] : [{ participant: id, visit: visits[place]!, measure: "alsfrsR", value }])),
    ),
    clinicalEvents: people.flatMap(({ id, deathMonth }) => (deathMonth === undefined ? [] : [{ participant: id, kind: "death" as const, at: { months: deathMonth } }])),
  };
}

/** Loss in the lead-in and loss after it, both in points; `null` where the later value is missing. */
type Losses = readonly [leadIn: Value, followUp: Value];

const scoresOf = ([leadIn, followUp]: Losses, baseline = 34): readonly Value[] => [leadIn === null ? null : baseline + leadIn, baseline, followUp === null ? null : baseline - followUp];

/** The percentage as one would compute it without a margin. */
const plainPercent = ([leadIn, followUp]: Losses, leadInMonths: number, months: number): number => {
  const [before, after] = [-leadIn! / leadInMonths, -followUp! / months];
  return (100 * (after - before)) / -before;
};

describe("Oh 2018: at least 50, 75 and 100 % of the lead-in decline; the dead are poor responders", () => {
  const visits = { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } };
  const of = { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } as const;
  const classes = { poor: not(percentImprovement({ of, atLeast: 50 })), good: percentImprovement({ of, atLeast: 50 }), atLeast75: percentImprovement({ of, atLeast: 75 }), atLeast100: percentImprovement({ of, atLeast: 100 }) };
  const definition = { id: "oh", arms, visits, measures: { alsfrsR } };
  const [poor, good, by75, by100] = [["poor"], ["good"], ["good", "atLeast75"], ["good", "atLeast75", "atLeast100"]] as const;

  /** Percent = 100 × (1 − (followUp / 4) / (leadIn / 3)) = 100 × (1 − 3 followUp / 4 leadIn). */
  const table: readonly (readonly [Losses, readonly string[], number?])[] = [
    [[3, 2], good], // 1 − 6/12 = 50 %: at the bound
    [[6, 4], good], // 1 − 12/24 = 50 %: at the bound
    [[9, 6], good], // 1 − 18/36 = 50 %: at the bound
    [[12, 8], good], // 1 − 24/48 = 50 %: at the bound
    [[7, 5], poor], // 1 − 15/28 = 46.4 %
    [[7, 4], good], // 1 − 12/28 = 57.1 %
    [[6, 5], poor], // 1 − 15/24 = 37.5 %
    [[6, 3], good], // 1 − 9/24 = 62.5 %
    [[9, 4], good], // 1 − 12/36 = 66.7 %
    [[11, 7], good], // 1 − 21/44 = 52.3 %
    [[3, 1], by75], // 1 − 3/12 = 75 %: at the bound
    [[6, 2], by75], // 1 − 6/24 = 75 %: at the bound
    [[9, 3], by75], // 1 − 9/36 = 75 %: at the bound
    [[6, 1], by75], // 1 − 3/24 = 87.5 %
    [[13, 0], by100], // stopped: 100 %, at the bound
    [[1, 0], by100], // stopped: 100 %, at the bound
    [[6, -2], by100], // 1 + 6/24 = 125 %
    [[1, 1], poor], // 1 − 3/4 = 25 %
    [[3, 4], poor], // 1 − 12/12 = 0 %
    [[3, 8], poor], // 1 − 24/12 = −100 %: twice as fast
    [[0, 0], poor], // no decline that a percentage could be of
    [[-2, -1], poor], // improving before, improving after
    [[6, null], poor], // no value at 4 months
    [[null, 2], poor], // no value at the start of the lead-in
    [[6, null], poor, 3], // dead by 4 months
    [[6, 0], poor, 4], // died on the planned day of 4 months, whatever was rated that day
    [[6, 3], good, 5], // died after 4 months: 62.5 %
  ];
  const people = table.map(([losses, , deathMonth], index) => ({ id: `${index}`, scores: scoresOf(losses), ...(deathMonth !== undefined && { deathMonth }) }));

  it("each participant is in the classes found by hand", () => {
    const { rows } = classify(definition, classes, scoreRecords(Object.keys(visits), people));
    expect(rows.map((row, index) => [table[index]![0], row.classes])).toEqual(table.map(([losses, expected]) => [losses, expected]));
    expect(table.length).toBeGreaterThanOrEqual(20);
  });

  it("whoever has no decline, no value or died can be left out of both, and of nothing else", () => {
    const { byClass } = classify(definition, classes, scoreRecords(Object.keys(visits), people), { deaths: "excluded", missing: "excluded", noLeadInDecline: "excluded" });
    expect(byClass["good"]!.excluded.map(({ participant, reason }) => [participant, reason])).toEqual([
      ["20", "no-lead-in-decline"],
      ["21", "no-lead-in-decline"],
      ["22", "no-observation"],
      ["23", "no-observation"],
      ["24", "died"],
      ["25", "died"],
    ]);
    expect(byClass["poor"]!.excluded).toEqual(byClass["good"]!.excluded);
  });

  it("a tie that plain arithmetic misses is a tie: the follow-up of 6 months loses what the lead-in of 3 lost", () => {
    const at6 = { ...of, followUp: { from: "V5", to: "V10" } } as const;
    const longer = { ...definition, visits: { ...visits, V10: { at: { months: 6 } } } };
    // 1 − (loss / 6) / (loss / 3) = 50 %, for every loss.
    const ties = Array.from({ length: 14 }, (_, index): Losses => [index + 1, index + 1]);
    const tied = ties.map((losses, index) => ({ id: `${index}`, scores: scoresOf(losses, 30) }));
    const { rows } = classify(longer, { good: percentImprovement({ of: at6, atLeast: 50 }), more: percentImprovement({ of: at6, moreThan: 50 }) }, scoreRecords(["V1", "V5", "V10"], tied));
    expect(rows.map((row) => row.classes)).toEqual(ties.map(() => ["good"]));
    const thirds = Array.from({ length: 4 }, (_, index): Losses => [3 * index + 3, index + 1]);
    expect([...ties.map((losses) => plainPercent(losses, 3, 6) - 50), ...thirds.map((losses) => plainPercent(losses, 3, 4) - 75)].filter((missed) => missed !== 0).length).toBeGreaterThan(0);
  });
});

describe("Berry 2019: at least 1.5 points a month better, and its rapid progressors", () => {
  const visits = { before: { at: { months: -3 } }, transplant: { at: { months: 0 }, baseline: true }, month6: { at: { months: 6 } } };
  const of = { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "before", to: "transplant" }, followUp: { from: "transplant", to: "month6" } } as const;
  // Slow: a change of −2 or more before treatment; rapid is everyone else.
  const rapid = not(absoluteImprovement({ of: { kind: "change", measure: "alsfrsR", from: "before", to: "transplant" }, atLeast: -2 }));
  const responder = absoluteImprovement({ of, atLeast: 1.5 });
  const classes = { responder, rapid, rapidResponder: allOf(rapid, responder) };
  const definition = { id: "berry", arms, visits, measures: { alsfrsR } };
  const [all, onlyRapid, onlyResponder, none] = [["responder", "rapid", "rapidResponder"], ["rapid"], ["responder"], []] as const;

  /** Improvement = leadIn / 3 − followUp / 6 points a month: 2 leadIn − followUp of at least 9. */
  const table: readonly (readonly [Losses, readonly string[], number?])[] = [
    [[6, 3], all], // 2 − 0.5 = 1.5: at the bound
    [[5, 1], all], // 10 − 1 = 9: at the bound
    [[7, 5], all], // 14 − 5 = 9: at the bound
    [[8, 7], all], // 16 − 7 = 9: at the bound
    [[4, -1], all], // 8 + 1 = 9: at the bound
    [[10, 11], all], // 20 − 11 = 9: at the bound
    [[11, 13], all], // 22 − 13 = 9: at the bound
    [[6, 4], onlyRapid], // 12 − 4 = 8
    [[6, 2], all], // 12 − 2 = 10
    [[5, 2], onlyRapid], // 10 − 2 = 8
    [[9, 8], all], // 18 − 8 = 10
    [[9, 10], onlyRapid], // 18 − 10 = 8
    [[3, 0], onlyRapid], // 6 − 0 = 6: stopped, but not 1.5 a month better
    [[3, -3], all], // 6 + 3 = 9: at the bound
    [[2, -5], onlyResponder], // 4 + 5 = 9: at the bound, and a loss of 2 before is slow
    [[2, 0], none], // 4
    [[1, 1], none], // 2 − 1 = 1
    [[0, 0], none], // 0: an absolute rule needs no decline before
    [[0, -9], onlyResponder], // 0 + 9 = 9: at the bound
    [[0, -8], none], // 8
    [[-2, -13], onlyResponder], // −4 + 13 = 9: improving before, at the bound
    [[-2, -12], none], // −4 + 12 = 8
    [[4, 20], onlyRapid], // 8 − 20 = −12
    [[9, null], onlyRapid], // no value at 6 months; the lead-in is known
    [[null, -9], ["rapid"]], // no value before: neither can be read, and what cannot be read is no slow progressor
    [[9, null], onlyRapid, 4], // dead by 6 months; died after treatment began, so the lead-in stands
    [[9, 0], all, 7], // 18: died after 6 months
  ];
  const people = table.map(([losses, , deathMonth], index) => ({ id: `${index}`, scores: scoresOf(losses), ...(deathMonth !== undefined && { deathMonth }) }));

  it("each participant is in the classes found by hand", () => {
    const { rows } = classify(definition, classes, scoreRecords(Object.keys(visits), people));
    expect(rows.map((row, index) => [table[index]![0], row.classes])).toEqual(table.map(([losses, expected]) => [losses, expected]));
    expect(table.length).toBeGreaterThanOrEqual(20);
  });

  it("with missing values excluded, the one without a lead-in is neither slow nor rapid", () => {
    const { rows } = classify(definition, classes, scoreRecords(Object.keys(visits), people), { missing: "excluded" });
    expect(rows[24]!.classes).toEqual([]);
  });

  it("plain arithmetic misses some of these ties", () => {
    const ties = table.filter(([[leadIn, followUp]]) => leadIn !== null && followUp !== null && 2 * leadIn - followUp === 9);
    expect(ties.length).toBeGreaterThanOrEqual(10);
    expect(ties.filter(([[leadIn, followUp]]) => -followUp! / 6 - -leadIn! / 3 < 1.5).length).toBeGreaterThan(0);
  });
});

describe("Petrou 2021: more than 25 %, up to 25 %, worse; run-in faster than 0.5 a month; a gain of 1 to 4 points", () => {
  const visits = { runIn: { at: { months: -6 } }, first: { at: { months: 0 }, baseline: true }, second: { at: { months: 3 } } };
  const of = { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "runIn", to: "first" }, followUp: { from: "first", to: "second" } } as const;
  const gain = { kind: "change", measure: "alsfrsR", from: "first", to: "second" } as const;
  const classes = {
    over25: percentImprovement({ of, moreThan: 25 }),
    upTo25: allOf(percentImprovement({ of, atLeast: 0 }), not(percentImprovement({ of, moreThan: 25 }))),
    worse: not(absoluteImprovement({ of, atLeast: 0 })),
    // More than 0.5 points a month over a run-in of 6 months: more than 3 points lost.
    fast: not(absoluteImprovement({ of: { ...gain, from: "runIn", to: "first" }, atLeast: -3 })),
    gained: allOf(absoluteImprovement({ of: gain, atLeast: 1 }), not(absoluteImprovement({ of: gain, moreThan: 4 }))),
  };
  const definition = { id: "petrou", arms, visits, measures: { alsfrsR } };

  /** Percent = 100 × (1 − (followUp / 3) / (leadIn / 6)) = 100 × (1 − 2 followUp / leadIn). */
  const table: readonly (readonly [Losses, readonly string[], number?])[] = [
    [[8, 3], ["upTo25", "fast"]], // 1 − 6/8 = 25 %: at the bound, which is not more
    [[16, 6], ["upTo25", "fast"]], // 1 − 12/16 = 25 %: at the bound
    [[8, 2], ["over25", "fast"]], // 50 %
    [[7, 2], ["over25", "fast"]], // 1 − 4/7 = 42.9 %
    [[7, 3], ["upTo25", "fast"]], // 1 − 6/7 = 14.3 %
    [[11, 4], ["over25", "fast"]], // 1 − 8/11 = 27.3 %
    [[13, 5], ["upTo25", "fast"]], // 1 − 10/13 = 23.1 %
    [[6, 3], ["upTo25", "fast"]], // 0 %: at the bound, no worse
    [[14, 7], ["upTo25", "fast"]], // 0 %: at the bound, no worse
    [[6, 4], ["worse", "fast"]], // 1 − 8/6 = −33.3 %
    [[5, 3], ["worse", "fast"]], // 1 − 6/5 = −20 %
    [[4, 2], ["upTo25", "fast"]], // 0 %
    [[4, 1], ["over25", "fast"]], // 50 %; 4 points in 6 months is 0.67 a month
    [[3, 1], ["over25"]], // 33.3 %; 3 points in 6 months is 0.5 a month: at the bound, which is not faster
    [[3, 2], ["worse"]], // −33.3 %
    [[2, 0], ["over25"]], // 100 %
    [[5, -1], ["over25", "fast", "gained"]], // 140 %; a gain of 1: at the bound
    [[5, -4], ["over25", "fast", "gained"]], // 260 %; a gain of 4: at the bound
    [[5, -5], ["over25", "fast"]], // 300 %; a gain of 5
    [[0, 0], []], // no decline: no percentage, and no change of slope
    [[0, -2], ["gained"]], // no decline: no percentage; better, by 2 points
    [[0, 2], ["worse"]], // no decline, and now one
    [[-1, 1], ["worse"]], // improving before
    [[5, null], ["worse", "fast"]], // no value: what cannot be read is not "no worse", unless the missing are excluded
    [[null, 2], ["worse", "fast"]], // no run-in, likewise
    [[5, null], ["worse", "fast"], 2], // dead by 3 months
  ];
  const people = table.map(([losses, , deathMonth], index) => ({ id: `${index}`, scores: scoresOf(losses, 30), ...(deathMonth !== undefined && { deathMonth }) }));

  it("each participant is in the classes found by hand", () => {
    const { rows } = classify(definition, classes, scoreRecords(Object.keys(visits), people));
    expect(rows.map((row, index) => [table[index]![0], row.classes])).toEqual(table.map(([losses, expected]) => [losses, expected]));
    expect(table.length).toBeGreaterThanOrEqual(20);
  });

  it("with the missing and the dead excluded nobody is worse for want of a value", () => {
    const { rows } = classify(definition, classes, scoreRecords(Object.keys(visits), people), { missing: "excluded", deaths: "excluded", noLeadInDecline: "excluded" });
    expect(rows.slice(-3).map((row) => row.classes)).toEqual([["fast"], [], ["fast"]]);
    expect(rows[19]!.classes).toEqual([]);
  });

  it("a tie that plain arithmetic puts above 25 % is no more than 25 %", () => {
    // Five months after a run-in of six: 1 − 6 followUp / 5 leadIn = 25 % where followUp = 5/8 leadIn.
    const at5 = { ...of, followUp: { from: "first", to: "month5" } } as const;
    const longer = { ...definition, visits: { ...visits, month5: { at: { months: 5 } } } };
    const ties: readonly Losses[] = [[8, 5], [16, 10]];
    const { rows } = classify(longer, { over25: percentImprovement({ of: at5, moreThan: 25 }), least: percentImprovement({ of: at5, atLeast: 25 }) }, scoreRecords(["runIn", "first", "month5"], ties.map((losses, index) => ({ id: `${index}`, scores: scoresOf(losses, 30) }))));
    expect(rows.map((row) => row.classes)).toEqual([["least"], ["least"]]);
    expect(ties.some((losses) => plainPercent(losses, 6, 5) !== 25)).toBe(true);
  });
});

describe("Harris 2024: EDSS-Plus, any of EDSS by where it starts, walk, and either hand", () => {
  const to = "month13";
  const edssChange = { kind: "change", measure: "edss", to } as const;
  const time = (measure: string) => percentImprovement({ of: { kind: "percent-change", measure, to } as const, atLeast: 20 });
  const edssPlus = anyOf(
    allOf(startingWithin({ of: edssChange, from: 6 }), absoluteImprovement({ of: edssChange, atLeast: 0.5 })),
    allOf(startingWithin({ of: edssChange, to: 5.5 }), absoluteImprovement({ of: edssChange, atLeast: 1 })),
    time("t25fw"),
    time("nineHolePegDominant"),
    time("nineHolePegNonDominant"),
  );
  const measures = { edss, t25fw, nineHolePegDominant, nineHolePegNonDominant };
  const keys = ["edss", "t25fw", "nineHolePegDominant", "nineHolePegNonDominant"] as const;
  const definition = { id: "harris", arms, visits: { month0: { at: { months: 0 }, baseline: true }, [to]: { at: { months: 13 } } }, measures };

  /** EDSS, walk, peg test of the dominant and of the other hand, each before and after; whether EDSS-Plus improved. */
  type Pair = readonly [Value, Value];
  const [walk, hand, other]: readonly Pair[] = [[10, 10], [30, 30], [40, 40]];
  const table: readonly (readonly [readonly [Pair, Pair, Pair, Pair], boolean, number?])[] = [
    [[[6, 5.5], walk!, hand!, other!], true], // half a point from 6.0: at the bound
    [[[6.5, 6], walk!, hand!, other!], true], // half a point from 6.5
    [[[6, 6], walk!, hand!, other!], false],
    [[[6, 6.5], walk!, hand!, other!], false], // worse
    [[[5.5, 5], walk!, hand!, other!], false], // half a point from 5.5: a whole one is needed
    [[[5.5, 4.5], walk!, hand!, other!], true], // a whole point from 5.5: at the bound
    [[[5, 4.5], walk!, hand!, other!], false],
    [[[5, 4], walk!, hand!, other!], true],
    [[[3, 2.5], walk!, hand!, other!], false],
    [[[3, 2], walk!, hand!, other!], true], // at the bound
    [[[3, 1.5], walk!, hand!, other!], true],
    [[[4, 4], [10, 8], hand!, other!], true], // 2/10 = 20 %: at the bound
    [[[4, 4], [10, 8.1], hand!, other!], false], // 19 %
    [[[4, 4], [5.5, 4.4], hand!, other!], true], // 1.1/5.5 = 20 %: at the bound
    [[[4, 4], [8.2, 6.56], hand!, other!], true], // 1.64/8.2 = 20 %: at the bound
    [[[4, 4], [0.7, 0.56], hand!, other!], true], // 0.14/0.7 = 20 %: at the bound
    [[[4, 4], walk!, [30, 24], other!], true], // 6/30 = 20 %: at the bound
    [[[4, 4], walk!, [30, 24.1], other!], false], // 19.7 %
    [[[4, 4], walk!, hand!, [40, 32]], true], // 8/40 = 20 %: the other hand counts as much
    [[[4, 4], walk!, hand!, [40, 32.5]], false], // 18.75 %
    [[[4, 5], [10, 20], [30, 60], [40, 20]], true], // worse in three, 50 % better in one: any of
    [[[6, 5.5], [10, 180], hand!, other!], true], // no longer able to walk 25 feet, and EDSS better
    [[[6, 6], [10, 180], hand!, other!], false],
    [[[4, null], [10, 8], hand!, other!], true], // EDSS unknown: the walk is enough
    [[[null, 4], [10, 8], hand!, other!], true], // EDSS unknown before
    [[[4, null], walk!, hand!, other!], false], // nothing measured improved, EDSS unknown: missing
    [[[null, 3], [10, null], hand!, other!], false], // likewise
    [[[6, null], [null, null], [null, null], [null, null]], false], // nobody came back
    [[[6, 5.5], walk!, hand!, other!], false, 13], // died on the day of month 13: no responder, whatever was rated that day
    [[[6, null], [10, null], [30, null], [40, null]], false, 6], // dead by month 13
  ];
  const records: TrialRecords = {
    participants: table.map((_, index) => ({ id: `${index}`, arm: "treated" })),
    observations: table.flatMap(([pairs], index) =>
      pairs.flatMap((pair, place) => pair.flatMap((value, visit) => (value === null ? [] : [{ participant: `${index}`, visit: visit === 0 ? "month0" : to, measure: keys[place]!, value }]))),
    ),
    clinicalEvents: table.flatMap(([, , deathMonth], index) => (deathMonth === undefined ? [] : [{ participant: `${index}`, kind: "death" as const, at: { months: deathMonth } }])),
  };

  it("each participant is a responder or not, as found by hand", () => {
    const { rows } = classify(definition, { edssPlus }, records);
    expect(rows.map(({ classes }, index) => [table[index]![0], classes.length === 1])).toEqual(table.map(([pairs, expected]) => [pairs, expected]));
    expect(table.length).toBeGreaterThanOrEqual(20);
  });

  it("agrees with edssPlusImprovement on everyone alive, also on who cannot be told", () => {
    const { byClass } = classify(definition, { edssPlus }, records, { missing: "excluded" });
    const verdicts = byClass["edssPlus"]!.rows.map(({ status }) => (status === "excluded" ? null : status === "responder"));
    const visit = (pairs: readonly Pair[], place: 0 | 1) => Object.fromEntries(keys.map((key, index) => [key, pairs[index]![place]]));
    const alive = table.flatMap(([pairs, , deathMonth], index) => (deathMonth === undefined ? [{ pairs, index }] : []));
    for (const { pairs, index } of alive) expect([pairs, verdicts[index]]).toEqual([pairs, edssPlusImprovement({ baseline: visit(pairs, 0), followUp: visit(pairs, 1) }).improved]);
    expect(verdicts.filter((verdict) => verdict === null).length).toBe(3);
  });

  it("plain arithmetic misses some of these ties", () => {
    const ties: readonly (readonly [number, number])[] = [[10, 8], [5.5, 4.4], [8.2, 6.56], [0.7, 0.56], [30, 24], [40, 32]];
    expect(ties.filter(([before, after]) => (100 * (before - after)) / before < 20).length).toBeGreaterThan(0);
  });

  it("a range is refused where a slope starts nowhere, or where it holds nobody", () => {
    const slope = { kind: "slope-change", measure: "edss", method: "two-visit", leadIn: { from: "month0", to }, followUp: { from: to, to: "month26" } } as const;
    const longer = { ...definition, visits: { ...definition.visits, month26: { at: { months: 26 } } } };
    expect(() => classify(longer, { wrong: startingWithin({ of: slope, from: 6 }) }, records)).toThrow(/"starting-within" needs a change or a percent change; the endpoint is of kind "slope-change"/);
    expect(() => classifyResponders(readTrialData(readTrial(longer), records), { rule: startingWithin({ of: slope, from: 6 }) })).toThrow(/^classifyResponders: startingWithin needs an endpoint of kind "change" or "percent-change"; received "slope-change"/);
    expect(() => startingWithin({ of: edssChange })).toThrow(/^startingWithin: give from, to or both/);
    expect(() => startingWithin({ of: edssChange, from: 6, to: 5 })).toThrow(RangeError);
    expect(() => startingWithin({ of: edssChange, from: Number.NaN })).toThrow(RangeError);
    for (const range of [{}, { from: 6, to: 5 }, { from: "6" }]) {
      const rule = { kind: "starting-within", of: edssChange, ...range };
      expect(() => readTrial({ ...definition, endpoints: { wrong: { kind: "response", rule } } })).toThrow(/from|number/);
      const data = readTrialData(readTrial(definition), { participants: [] });
      expect(() => classifyResponders(data, { rule: rule as ResponderRule })).toThrow(/"starting-within" has from, to or both/);
    }
  });
});
