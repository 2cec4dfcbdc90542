import { describe, expect, it } from "vitest";
import { compareWins, winRatio, type WinEstimate, type WinRatioInput } from "trialwise/joint";
import { normalUpperTail } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { type NaivePerson, naiveByDeath, naiveByVisit, naiveWins, type Verdict } from "../naive/joint.ts";
import { expectPlain } from "../survival/plain.ts";
import { cases, type PairsCase } from "./fixtures.ts";
import { data } from "./jointTrial.ts";
import { lastVisitOf, trialOf } from "./trialOf.ts";

/** Death, then the score at the last common visit, then a value of which less is better. */
function inputOf({ treated, time, event, horizon, visits, value, thresholds, stratum }: PairsCase): WinRatioInput {
  const split = <Value>(column: readonly Value[]) => ({ treatment: column.slice(0, treated), control: column.slice(treated) });
  const [times, events, values, strata] = [split(time), split(event), split(value), split(stratum)];
  return {
    outcomes: [
      { kind: "time-to-event", horizon, treatment: { time: times.treatment, event: events.treatment }, control: { time: times.control, event: events.control } },
      { kind: "last-common-visit", better: "higher", threshold: thresholds[0], treatment: visits.map((column) => split(column).treatment), control: visits.map((column) => split(column).control) },
      { kind: "value", better: "lower", threshold: thresholds[1], ...values },
    ],
    stratum: strata,
  };
}

const example: WinRatioInput = {
  outcomes: [
    { kind: "time-to-event", treatment: { time: [12, 12, 7], event: [0, 0, 1] }, control: { time: [12, 9, 3], event: [0, 1, 1] } },
    { kind: "value", better: "higher", threshold: 2, treatment: [-2, -6, null], control: [-5, null, null] },
  ],
};

const hasBothGroups = ({ stratum, treated }: PairsCase) => stratum.slice(0, treated).some((one) => stratum.slice(treated).includes(one));

describe("winRatio", () => {
  it("counts the nine pairs of six participants as by hand", () => {
    /*
     * Treatment A (alive at 12, −2), B (alive, −6), C (died at 7). Control D (alive, −5), E (died at 9), F (died at 3).
     * A beats E and F by death and D by three points; B beats E and F and is within two points of D; C loses to D and E, and beats F.
     */
    const { counts, byOutcome, shares, ...result } = winRatio(example);
    expect(counts).toEqual({ treatment: 3, control: 3, pairs: 9, wins: 6, losses: 2, ties: 1, strata: 1, withoutCounterpart: 0 });
    expect(byOutcome).toEqual([{ kind: "time-to-event", wins: 5, losses: 2 }, { kind: "value", wins: 1, losses: 0 }]);
    expect(result.winRatio.estimate).toBeCloseTo(3, 14);
    expect(result.winOdds.estimate).toBeCloseTo(6.5 / 2.5, 14);
    expect(result.netBenefit.estimate).toBeCloseTo(4 / 9, 14);
    // Wins less losses by participant, in thirds: A 3, B 2, C −1; from D 0 (1, 0, −1), from E 1, from F 3. Variances 13/27 and 7/27, each over 3.
    expect(result.netBenefit.standardError).toBeCloseTo(Math.sqrt(13 / 81 + 7 / 81), 14);
    expect(shares.tied).toBeCloseTo(1 / 9, 14);
  });

  it("agrees with matrices of pairs and var() in R on 240 random trials", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    let tested = 0;
    cases.filter(hasBothGroups).forEach((each, at) => {
      const result = winRatio(inputOf(each));
      expect(result.byOutcome.map(({ wins, losses }) => [wins, losses])).toEqual(each.wins.counts);
      expect(result.counts.ties).toBe(each.wins.tied[0]);
      const parts: readonly (readonly [string, WinEstimate, PairsCase["wins"]["ratio"], (estimate: number) => number])[] = [
        ["ratio", result.winRatio, each.wins.ratio, Math.log],
        ["odds", result.winOdds, each.wins.odds, Math.log],
        ["benefit", result.netBenefit, each.wins.benefit, (estimate) => estimate],
      ];
      for (const [name, estimated, expected, scale] of parts) {
        // Without losses R's ratio is infinite, with nothing but ties it is no number.
        worst.add(at, { [`${name} estimate`]: errorOf(estimated.estimate, expected.estimate?.[0] ?? null, 1) });
        worst.add(at, { [`${name} error`]: errorOf(estimated.standardError, expected.error?.[0] ?? null) });
        worst.add(at, { [`${name} p`]: errorOf(estimated.pValue, expected.p?.[0] ?? null) });
        if (expected.error === null || expected.estimate === null) continue;
        tested++;
        const margin = 1.959963984540054 * expected.error[0];
        const back = (limit: number) => (name === "benefit" ? limit : Math.exp(limit));
        worst.add(at, {
          [`${name} lower`]: errorOf(estimated.interval.lower, back(scale(expected.estimate[0]) - margin), 1),
          [`${name} upper`]: errorOf(estimated.interval.upper, back(scale(expected.estimate[0]) + margin), back(scale(expected.estimate[0]) + margin)),
        });
      }
    });
    expect(tested).toBeGreaterThan(400);
    // Closed forms; p-values and errors of nearly one-sided tables lose some digits to the subtraction of shares.
    worst.expectBelow(1e-9);
  });

  it("agrees with a second implementation from all pairs of pairs", () => {
    const worst = new WorstErrors();
    const worth: Readonly<Record<Verdict, Verdict>> = { better: "worse", worse: "better", alike: "alike" };
    cases.filter(({ treated, time, stratum }) => treated > 1 && time.length - treated > 1 && stratum.every((one) => one === 1)).slice(0, 60).forEach((each, at) => {
      const { treated, time, event, visits, value, thresholds, horizon } = each;
      const person = (index: number): NaivePerson => ({ isTreated: index < treated, time: time[index]!, died: event[index] === 1, visits: visits.map((column) => column[index]!) });
      const byValue = (one: number, other: number) => worth[naiveByVisit({ ...person(one), visits: [value[one]!] }, { ...person(other), visits: [value[other]!] }, thresholds[1])];
      const settle = (one: number, other: number): Verdict => {
        const verdicts = [naiveByDeath(person(one), person(other), horizon), naiveByVisit(person(one), person(other), thresholds[0]), byValue(one, other)];
        return verdicts.find((verdict) => verdict !== "alike") ?? "alike";
      };
      const naive = naiveWins(time.slice(0, treated).map((_, row) => time.slice(treated).map((__, column) => settle(row, treated + column))));
      const { netBenefit, winRatio: ratio, shares } = winRatio(inputOf(each));
      worst.add(at, { won: errorOf(shares.won, naive.won, 1), lost: errorOf(shares.lost, naive.lost, 1) });
      const variance = naive.wonVariance + naive.lostVariance - 2 * naive.covariance;
      if (netBenefit.standardError === null) expect(variance).toBeLessThan(1e-14);
      else {
        worst.add(at, { benefitVariance: errorOf(netBenefit.standardError ** 2, variance), p: errorOf(netBenefit.pValue, 2 * normalUpperTail(Math.abs(naive.won - naive.lost) / Math.sqrt(variance)), 1) });
      }
      if (ratio.standardError === null) return;
      worst.add(at, { ratioVariance: errorOf(ratio.standardError ** 2, naive.wonVariance / naive.won ** 2 + naive.lostVariance / naive.lost ** 2 - (2 * naive.covariance) / (naive.won * naive.lost)) });
    });
    worst.expectBelow(1e-9);
  });

  it("says what cannot be estimated", () => {
    const values = (treatment: (number | null)[], control: (number | null)[], stratum?: WinRatioInput["stratum"]): WinRatioInput => ({ outcomes: [{ kind: "value", better: "higher", treatment, control }], ...(stratum && { stratum }) });
    const parts = ({ winRatio: ratio, winOdds, netBenefit }: ReturnType<typeof winRatio>) => [ratio, winOdds, netBenefit].map(({ estimate, reasons }) => [estimate, reasons?.estimate, reasons?.pValue]);
    expect(parts(winRatio(values([3, 4], [1, 2])))).toEqual([[null, "zero-denominator", "zero-cell"], [null, "zero-denominator", "zero-cell"], [1, undefined, "no-variance"]]);
    expect(parts(winRatio(values([1, 2], [3, 4])))).toEqual([[0, undefined, "zero-cell"], [0, undefined, "zero-cell"], [-1, undefined, "no-variance"]]);
    expect(parts(winRatio(values([1, null], [1, 1])))).toEqual([[null, "zero-denominator", "zero-cell"], [1, undefined, "no-variance"], [0, undefined, "no-variance"]]);
    expect(parts(winRatio(values([2], [1, 3])))).toEqual([[1, undefined, "too-few-values"], [1, undefined, "too-few-values"], [0, undefined, "too-few-values"]]);
    const apart = values([1, 2, 5], [3, 4], { treatment: ["a", "b", "c"], control: ["a", "b"] });
    expect(winRatio(apart).counts).toMatchObject({ pairs: 2, losses: 2, strata: 2, withoutCounterpart: 1 });
    expect(codeOf(() => winRatio(values([], [1])))).toBe("too-few-values");
    expect(codeOf(() => winRatio(values([1], [1], { treatment: ["a"], control: ["b"] })))).toBe("too-few-values");
    for (const input of [values([3, 4], [1, 2]), values([1, null], [1, 1]), values([2], [1, 3]), apart, example]) {
      expectPlain((each) => winRatio(each), input);
      expectPlain((each) => winRatio(each, { alternative: "less", level: 0.9 }), input);
    }
  });

  it("has shares that add up to exactly 1, and none above it, however many participants", () => {
    // 1/n added n times is not 1: of 700 it was 1.0000000000000047, and a net benefit above 1.
    for (const [m, n] of [[10, 10], [49, 49], [300, 700]] as const) {
      const column = (length: number, value: number) => Array.from({ length }, () => value);
      const all = winRatio({ outcomes: [{ kind: "value", better: "higher", treatment: column(m, 2), control: column(n, 1) }] });
      expect(all.shares).toEqual({ won: 1, lost: 0, tied: 0 });
      expect(all.netBenefit.estimate).toBe(1);
      const allButOne = winRatio({ outcomes: [{ kind: "value", better: "higher", treatment: column(m, 2), control: [...column(n - 1, 1), 3] }] });
      expect(allButOne.shares.tied).toBe(0);
      expect(allButOne.winRatio.estimate).toBeCloseTo(n - 1, 10);
      expect(allButOne.shares.won).toBeCloseTo((n - 1) / n, 15);
      const strata = (length: number) => Array.from({ length }, (_, index) => index % 3);
      expect(winRatio({ outcomes: [{ kind: "value", better: "higher", treatment: column(m, 2), control: column(n, 1) }], stratum: { treatment: strata(m), control: strata(n) } }).shares).toEqual({ won: 1, lost: 0, tied: 0 });
    }
  });

  it("takes early events for good where told to, and a difference of exactly the threshold for a win", () => {
    const times = { treatment: { time: [3], event: [1] }, control: { time: [5], event: [1] } };
    expect(winRatio({ outcomes: [{ kind: "time-to-event", better: "earlier", ...times }] }).counts.wins).toBe(1);
    expect(winRatio({ outcomes: [{ kind: "time-to-event", horizon: 2, ...times }] }).counts.ties).toBe(1);
    // A threshold below rounding, here of 1e-7, does not let rounding decide: 0.1 + 0.2 is no win over 0.3.
    expect(winRatio({ outcomes: [{ kind: "value", better: "higher", threshold: 1e-12, treatment: [0.3, 100], control: [0.1 + 0.2, 100] }] }).counts).toMatchObject({ wins: 1, losses: 1, ties: 2 });
    // 0.3 − 0.1 is 0.19999999999999998.
    expect(winRatio({ outcomes: [{ kind: "value", better: "higher", threshold: 0.2, treatment: [0.3], control: [0.1] }] }).counts.wins).toBe(1);
  });

  it("refuses what it cannot read, and says why", () => {
    const [first, second] = example.outcomes;
    const untyped = (input: object) => () => winRatio(input as WinRatioInput);
    expect(untyped({ outcomes: [] })).toThrow("winRatio: outcomes must be a list with at least one outcome; received an array of 0");
    expect(untyped({ outcomes: [first, { ...second, control: [1] }] })).toThrow("winRatio: outcomes[1] must have the 3 and 3 participants of the first; received 3 and 1");
    expect(untyped({ outcomes: [{ ...second, threshold: -1 }] })).toThrow("winRatio: outcomes[0].threshold must not be negative; received -1");
    expect(untyped({ outcomes: [{ ...second, better: "more" }] })).toThrow('outcomes[0].better must be one of "higher", "lower"; received "more"');
    expect(untyped({ outcomes: [{ ...second, kind: "values" }] })).toThrow('Did you mean "value"?');
    expect(untyped({ ...example, stratum: { treatment: [1], control: [1, 1, 1] } })).toThrow("stratum.treatment must be a list with one entry for each of the 3 participants; received an array of 1");
    expect(untyped({ ...example, strata: 1 })).toThrow('Did you mean "stratum"?');
    // Delayed entry was read and then not used.
    expect(untyped({ outcomes: [{ kind: "time-to-event", treatment: { time: [3], event: [1], entry: [2] }, control: { time: [5], event: [1] } }] })).toThrow('winRatio: outcomes[0].treatment must not have "entry"');
    expect(untyped({ outcomes: [{ kind: "time-to-event", horizon: -1, treatment: { time: [3], event: [1] }, control: { time: [5], event: [1] } }] })).toThrow("winRatio: outcomes[0].horizon must be above 0; received -1");
    expect(untyped({ outcomes: [{ ...second, treatment: null }] })).toThrow("winRatio: outcomes[0].treatment must be an array, one entry for each participant; received null");
    expect(untyped({ outcomes: [{ kind: "last-common-visit", better: "higher", treatment: [], control: [] }] })).toThrow("winRatio: outcomes[0].treatment must be a list of columns, one for each visit; received an array of 0");
  });
});

describe("compareWins", () => {
  const outcomes = [{ endpoint: { kind: "time-to-event", events: ["death"] } }, { endpoint: { kind: "change", measure: "alsfrsR", to: "V10" }, threshold: 3 }] as const;
  const arms = { treatment: "msc", control: "control" } as const;

  it("counts the pairs of a small trial as by hand", () => {
    /*
     * Months until death or the last record: A 9, B 9, C died at 5, H 6; D 9, E 4, F died at 2, G 6. Changes to V10: A −2, B −1, D −5, G −4.
     * By death: C loses to D and G, all of A, B, C and H beat F. By 3 points: A beats D, B beats D and G. Others are ties.
     */
    const { wins, lacking, excluded, groups } = compareWins(data, { ...arms, outcomes });
    expect(wins?.byOutcome.map((each) => [each.wins, each.losses])).toEqual([[4, 2], [3, 0]]);
    expect(wins?.counts).toMatchObject({ pairs: 16, ties: 7 });
    expect(groups).toEqual({ treatment: { arm: "msc", n: 4 }, control: { arm: "control", n: 4 } });
    expect(lacking.map(({ participant, reason, visit }) => [participant, reason, visit])).toEqual([["C", "died", "V10"], ["E", "no-observation", "V10"], ["F", "died", "V10"], ["H", "no-observation", "V5"]]);
    expect(excluded).toEqual([]);
    const sites = compareWins(data, { ...arms, outcomes, strata: ["site"] });
    // Bulbar are A and B, with nobody in control; C and H are compared with all of control.
    expect(sites.wins?.counts).toMatchObject({ pairs: 6, strata: 1, withoutCounterpart: 2 });
    expect(sites.excluded).toEqual([{ participant: "E", arm: "control", reason: "no-covariate" }]);
  });

  it("lists events that it does not count, since they came after observation had ended", () => {
    const late = { ...data, clinicalEvents: [...data.clinicalEvents, { participant: "E", kind: "death" as const, at: { earliest: 213, latest: 213, recorded: { days: 213 } } }] };
    const { wins, uncountedEvents } = compareWins(late, { ...arms, outcomes });
    expect(uncountedEvents).toEqual([{ participant: "E", arm: "control", event: "death", time: 213 / 30.4375, censoring: "withdrew", outcome: 0 }]);
    expect(wins).toEqual(compareWins(data, { ...arms, outcomes }).wins);
    expect(compareWins(data, { ...arms, outcomes }).uncountedEvents).toEqual([]);
    expectPlain((input) => compareWins(input, { ...arms, outcomes }), late);
  });

  it("agrees with the matrices of pairs in R on the random trials without strata", () => {
    const worst = new WorstErrors();
    const plain = cases.filter(({ stratum, visits }) => stratum.every((one) => one === 1) && visits.length === 1);
    expect(plain.length).toBeGreaterThan(30);
    plain.forEach((each, at) => {
      const { wins } = compareWins(trialOf(each), {
        treatment: "treatment",
        control: "control",
        outcomes: [
          { endpoint: { kind: "time-to-event", events: ["death"] }, horizon: each.horizon },
          { endpoint: { kind: "change", measure: "score", to: lastVisitOf(each) }, threshold: each.thresholds[0] },
          { endpoint: "walkAtOne", threshold: each.thresholds[1] },
        ],
      });
      expect(wins?.byOutcome.map((part) => [part.wins, part.losses])).toEqual(each.wins.counts);
      worst.add(at, { benefit: errorOf(wins!.netBenefit.standardError, each.wins.benefit.error?.[0] ?? null), ratio: errorOf(wins!.winRatio.pValue, each.wins.ratio.p?.[0] ?? null) });
    });
    worst.expectBelow(1e-9);
  });

  it("counts as a second implementation that settles every pair by the words of the definition", () => {
    cases.filter(({ visits }) => visits.length === 1).slice(0, 40).forEach((each) => {
      const { treated, time, event, visits, horizon } = each;
      const person = (index: number): NaivePerson => ({ isTreated: index < treated, time: time[index]!, died: event[index] === 1, visits: visits.map((column) => column[index]!) });
      const verdicts = time.slice(0, treated).flatMap((_, row) =>
        time.slice(treated).map((__, column): Verdict => {
          const byDeath = naiveByDeath(person(row), person(treated + column), horizon);
          return byDeath === "alike" ? naiveByVisit(person(row), person(treated + column)) : byDeath;
        }),
      );
      const { wins } = compareWins(trialOf(each), {
        treatment: "treatment",
        control: "control",
        outcomes: [{ endpoint: { kind: "time-to-event", events: ["death"] }, horizon }, { endpoint: { kind: "change", measure: "score", to: "M1" } }],
      });
      expect(wins?.counts).toMatchObject({ wins: verdicts.filter((verdict) => verdict === "better").length, losses: verdicts.filter((verdict) => verdict === "worse").length });
    });
  });

  it("is null with a reason for an empty arm, and refuses keys that are not declared", () => {
    expect(compareWins(data, { ...arms, outcomes, population: "mscAlone" })).toMatchObject({ wins: null, reasons: { wins: "no-values" }, groups: { control: { n: 0 } } });
    expectPlain((input) => compareWins(input, { ...arms, outcomes }), data);
    expectPlain((input) => compareWins(input, { ...arms, outcomes, population: "mscAlone" }), data);
    const untyped = (options: object) => () => compareWins(data, { ...arms, outcomes, ...options });
    expect(untyped({ outcomes: [{ endpoint: "decline" }] })).toThrow("compareWins: ");
    expect(untyped({ outcomes: [{ ...outcomes[1], horizon: 3 }] })).toThrow('outcomes[0] must not have "horizon"');
    expect(untyped({ outcomes: [{ ...outcomes[1], threshold: -3 }] })).toThrow("compareWins: outcomes[0].threshold must not be negative; received -3");
    expect(untyped({ outcomes: [{ endpoint: { kind: "time-to-event", events: ["deth"] } }] })).toThrow('compareWins: events must be one of "death"');
    expect(untyped({ outcomes: [{ ...outcomes[0], horizon: 0 }] })).toThrow("compareWins: outcomes[0].horizon must be above 0; received 0");
    expect(untyped({ treatment: "control" })).toThrow("must be two arms");
    expect(untyped({ strata: ["sex"] })).toThrow("compareWins: covariate");
  });
});
