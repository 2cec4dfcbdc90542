import { edssPlusImprovement, type EdssPlusValues, edssPlusProgression, type EdssPlusSeries } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveConfirmation, naiveEdssSide, naiveTimeSide } from "../naive/instruments.ts";
import { type Case, cases, components, plusValues } from "./fixtures.ts";

type Four = readonly [number | null, number | null, number | null, number | null];

/** EDSS, T25FW, 9HPT of both hands at baseline and at follow-up; improved in any; which. Harris 2024, NCT03355365. */
const improvementByHand: readonly (readonly [Four, Four, boolean | null, string])[] = [
  [[6, 10, 25, 30], [6, 10, 25, 30], false, ""],
  [[6, 10, 25, 30], [5.5, 10, 25, 30], true, "edss"],
  [[5.5, 10, 25, 30], [5, 10, 25, 30], false, ""],
  [[5.5, 10, 25, 30], [4.5, 10, 25, 30], true, "edss"],
  [[3, 10, 25, 30], [2.5, 10, 25, 30], false, ""],
  [[3, 10, 25, 30], [2, 10, 25, 30], true, "edss"],
  [[6.5, 10, 25, 30], [6, 10, 25, 30], true, "edss"],
  [[6, 10, 25, 30], [6.5, 8, 25, 30], true, "t25fw"],
  [[6, 10, 25, 30], [6, 8.01, 25, 30], false, ""],
  [[6, 7, 25, 30], [6, 5.6, 25, 30], true, "t25fw"],
  [[6, 10, 25, 30], [6, 10, 20, 30], true, "nineHolePegDominant"],
  [[6, 10, 25, 30], [6, 10, 20.1, 30], false, ""],
  [[6, 10, 25, 30], [6, 10, 25, 24], true, "nineHolePegNonDominant"],
  [[6, 10, 25, 30], [6, 10, 40, 24], true, "nineHolePegNonDominant"],
  [[6, 10, 25, 30], [6, 20, 25, 30], false, ""],
  [[6, 10, 25, 30], [5, 8, 20, 24], true, "edss t25fw nineHolePegDominant nineHolePegNonDominant"],
  [[6, 180, 25, 30], [6, 144, 25, 30], true, "t25fw"],
  [[6, 180, 25, 30], [6, 180, 25, 30], false, ""],
  [[6, 10, 300, 30], [6, 10, 240, 30], true, "nineHolePegDominant"],
  [[6, null, 25, 30], [6, 8, 25, 30], null, ""],
  [[6, null, 25, 30], [6, 8, 20, 30], true, "nineHolePegDominant"],
  [[6, 10, 25, 30], [null, 10, 25, 30], null, ""],
  [[null, null, null, null], [null, null, null, null], null, ""],
];

const time = [0, 84, 168, 252];
const steady = { edss: [6, 6, 6, 6], t25fw: [10, 10, 10, 10], nineHolePegDominant: [25, 25, 25, 25], nineHolePegNonDominant: [30, 30, 30, 30] };
type Column = keyof typeof steady;

/** What differs from a steady course at days 0, 84, 168 and 252; onset and confirmation 24 weeks later; which. */
const progressionByHand: readonly (readonly [Partial<Record<Column, readonly number[] | null>>, boolean | null, readonly [number, number] | null, string])[] = [
  [{}, false, null, ""],
  [{ edss: [6, 6.5, 6.5, 6.5] }, true, [84, 252], "edss"],
  [{ edss: [6, 6, 6.5, 6.5] }, false, null, ""],
  [{ edss: [6, 6.5, 6, 6.5] }, false, null, ""],
  [{ edss: [5.5, 6, 6, 6] }, false, null, ""],
  [{ edss: [5.5, 6.5, 6.5, 7] }, true, [84, 252], "edss"],
  [{ edss: [0, 1, 1, 1] }, false, null, ""],
  [{ edss: [0, 1.5, 1.5, 2] }, true, [84, 252], "edss"],
  [{ t25fw: [10, 12, 12, 12] }, true, [84, 252], "t25fw"],
  [{ t25fw: [10, 12, 11.9, 12] }, false, null, ""],
  [{ t25fw: [5.5, 6.6, 6.6, 6.6] }, true, [84, 252], "t25fw"],
  [{ t25fw: [10, 11.9, 12, 180] }, false, null, ""],
  [{ t25fw: [10, 180, 180, 180] }, true, [84, 252], "t25fw"],
  [{ nineHolePegDominant: [25, 30, 30, 30] }, true, [84, 252], "nineHolePegDominant"],
  [{ nineHolePegDominant: [25, 29.9, 30, 30] }, false, null, ""],
  [{ nineHolePegNonDominant: [30, 36, 40, 36] }, true, [84, 252], "nineHolePegNonDominant"],
  [{ nineHolePegDominant: [25, 30, 25, 30], nineHolePegNonDominant: [30, 30, 36, 36] }, false, null, ""],
  [{ edss: [6, 6.5, 6, 6], t25fw: [10, 10, 12, 12] }, false, null, ""],
  [{ edss: [6, 7, 7, 7], t25fw: [10, 12, 12, 12], nineHolePegDominant: [25, 31, 31, 31], nineHolePegNonDominant: [30, 37, 37, 37] }, true, [84, 252], "edss t25fw nineHolePegDominant nineHolePegNonDominant"],
  [{ t25fw: null }, null, null, ""],
  [{ t25fw: null, edss: [6, 6.5, 6.5, 6.5] }, true, [84, 252], "edss"],
  [{ t25fw: [10] }, null, null, ""],
];

function seriesOf(changes: Partial<Record<Column, readonly number[] | null>>): EdssPlusSeries {
  const entries = components.flatMap((component) => {
    const value = component in changes ? changes[component]! : steady[component];
    return value === null ? [] : [[component, { time: time.slice(0, value.length), value }] as const];
  });
  return Object.fromEntries(entries);
}

function seriesFrom({ time: at, series }: Case["progression"]): EdssPlusSeries {
  return Object.fromEntries(components.flatMap((component, row) => (series[row] === null ? [] : [[component, { time: at, value: series[row]! }]])));
}

describe("edssPlusImprovement", () => {
  it("is right by hand with the registered thresholds of Harris 2024, exact ties and missing components included", () => {
    for (const [baseline, followUp, improved, which] of improvementByHand) {
      const result = edssPlusImprovement({ baseline: plusValues(baseline), followUp: plusValues(followUp) });
      expect([baseline, followUp, result.improved, result.improvedIn.join(" ")]).toEqual([baseline, followUp, improved, which]);
    }
    expect(improvementByHand.length).toBeGreaterThanOrEqual(20);
  });

  it("reports each component, and flags a test that could not be completed", () => {
    const result = edssPlusImprovement({ baseline: plusValues([6, 180, 25, null]), followUp: plusValues([5.5, 90, 300, 30]) });
    expect(result.components).toEqual({
      edss: { improved: true, change: -0.5 },
      t25fw: { improved: true, change: -90, percentImprovement: 50, unable: { baseline: true, followUp: false } },
      nineHolePegDominant: { improved: false, change: 275, percentImprovement: -1100, unable: { baseline: false, followUp: true } },
      nineHolePegNonDominant: null,
    });
    expect(result.reasons).toEqual({ "components.nineHolePegNonDominant": "no-values" });
  });

  it("agrees with R on 240 random pairs of visits, in tenths of seconds", () => {
    for (const { improvement: each } of cases) {
      const result = edssPlusImprovement({ baseline: plusValues(each.baseline), followUp: plusValues(each.followUp) }, { halfPointFrom: each.cut, percent: each.percent });
      expect([each, components.map((component) => result.components[component]?.improved ?? null), result.improved]).toEqual([each, each.improved, each.any]);
    }
    for (const any of [true, false, null]) expect(cases.filter(({ improvement }) => improvement.any === any).length).toBeGreaterThan(10);
  });

  it("agrees with a second implementation by ratios and steps", () => {
    for (const { improvement: each } of cases) {
      const result = edssPlusImprovement({ baseline: plusValues(each.baseline), followUp: plusValues(each.followUp) }, { halfPointFrom: each.cut, percent: each.percent });
      components.forEach((component, row) => {
        const [from, to] = [each.baseline[row] ?? null, each.followUp[row] ?? null];
        if (from === null || to === null) return expect(result.components[component]).toBeNull();
        const side = row === 0 ? naiveEdssSide(from, to, each.cut) : naiveTimeSide(from, to, each.percent);
        expect(result.components[component]?.improved).toBe(side === "improvement");
      });
    }
  });

  it("is plain data from frozen input", () => {
    for (const { improvement: each } of cases.slice(0, 60)) expectPlain(edssPlusImprovement(deepFreeze({ baseline: plusValues(each.baseline), followUp: plusValues(each.followUp) })));
    expectPlain(edssPlusImprovement({ baseline: {}, followUp: {} }));
  });

  it("refuses scores off the scale, times of 0, and unknown components and options", () => {
    const whole: EdssPlusValues = plusValues([6, 10, 25, 30]);
    expect(() => edssPlusImprovement({ baseline: { edss: 0.5 }, followUp: whole })).toThrow(/^edssPlusImprovement: baseline.edss must be an EDSS score/);
    expect(() => edssPlusImprovement({ baseline: whole, followUp: { t25fw: 0 } })).toThrow(/followUp.t25fw must be a time above 0/);
    // @ts-expect-error the component is called t25fw
    expect(() => edssPlusImprovement({ baseline: { t25f: 4 }, followUp: whole })).toThrow(/Did you mean "t25fw"/);
    expect(() => edssPlusImprovement({ baseline: whole, followUp: whole }, { percent: 100 })).toThrow(/percent must be between 0 and 100/);
    // @ts-expect-error an unknown option
    expect(() => edssPlusImprovement({ baseline: whole, followUp: whole }, { atLeast: 20 })).toThrow(TypeError);
  });
});

describe("edssPlusProgression", () => {
  it("is right by hand: each component confirmed by itself at 24 weeks, exact ties included", () => {
    for (const [changes, progressed, event, which] of progressionByHand) {
      const result = edssPlusProgression(seriesOf(changes));
      expect([changes, result.progressed, result.onset, result.confirmation, result.progressedIn.join(" ")]).toEqual([changes, progressed, event?.[0] ?? null, event?.[1] ?? null, which]);
    }
    expect(progressionByHand.length).toBeGreaterThanOrEqual(20);
  });

  it("takes the earliest onset, and of two that begin together the earlier confirmation", () => {
    const at = [0, 84, 168, 252, 336, 420];
    const later = edssPlusProgression({ edss: { time: at, value: [6, 6, 6, 6.5, 6.5, 6.5] }, t25fw: { time: at, value: [10, 10, 12, 12, 12, 12] } });
    expect([later.onset, later.confirmation, later.progressedIn]).toEqual([168, 336, ["edss", "t25fw"]]);
    const together = edssPlusProgression({ edss: { time: [0, 84, 300], value: [6, 7, 7] }, t25fw: { time: [0, 84, 260], value: [10, 12, 12] } });
    expect([together.onset, together.confirmation]).toEqual([84, 260]);
  });

  it("agrees with R on 240 random courses", () => {
    for (const { progression: each } of cases) {
      const result = edssPlusProgression(seriesFrom(each), { weeks: each.weeks, halfPointFrom: each.cut });
      expect([each, result.progressed, result.onset, result.confirmation, result.progressedIn]).toEqual([each, each.progressed, each.onset, each.confirmation, each.progressedIn.map((row) => components[row])]);
    }
    for (const progressed of [true, false, null]) expect(cases.filter(({ progression }) => progression.progressed === progressed).length).toBeGreaterThan(10);
  });

  it("agrees with a second implementation that cuts each series into stretches", () => {
    for (const { progression: each } of cases) {
      const result = edssPlusProgression(seriesFrom(each), { weeks: each.weeks, halfPointFrom: each.cut });
      each.series.forEach((value, row) => {
        if (value === null) return expect(result.components[components[row]!]).toBeNull();
        const side = (from: number, to: number) => (row === 0 ? naiveEdssSide(from, to, each.cut) : naiveTimeSide(from, to, 20));
        expect(result.components[components[row]!]?.onset?.time ?? null).toBe(naiveConfirmation({ time: each.time, value }, 7 * each.weeks, false, side).onset);
      });
    }
  });

  it("is plain data from frozen input", () => {
    for (const { progression: each } of cases.slice(0, 60)) expectPlain(edssPlusProgression(deepFreeze(seriesFrom(each))));
    expectPlain(edssPlusProgression({}));
  });

  it("refuses unknown components and options, naming the component of a value that is no score", () => {
    // @ts-expect-error the component is called edss
    expect(() => edssPlusProgression({ eds: { time, value: [1, 1, 1, 1] } })).toThrow(/Did you mean "edss"/);
    // @ts-expect-error an unknown option
    expect(() => edssPlusProgression({}, { week: 24 })).toThrow(/Did you mean "weeks"/);
    expect(() => edssPlusProgression({ edss: { time, value: [0.5, 1, 1, 1] } })).toThrow(RangeError);
  });
});
