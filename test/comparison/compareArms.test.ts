import { describe, expect, it } from "vitest";
import { alsfrsR, changeFromBaseline, defineTrial, progressionRates, readTrialData, slopeChange, slopes } from "trialwise";
import { type ComparableResult, compareArms } from "trialwise/comparison";
import { type ExampleParticipant, readEntries, readExample } from "../change/exampleTrial.ts";
import { expectPlain } from "../change/plain.ts";
import { analysisOptionsOf, type Arm, type ComparedByR, exclusionsOf, readCase, slopeCases, slopeChangeCases, trialCases, type TrialRecordsOfCase } from "../change/referenceTrial.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveCompareArms } from "../naive/comparison.ts";

/**
 * Whole-number changes made up so that their sums and sums of squares are those of Oh 2018's primary row
 * (https://doi.org/10.1002/ana.25302): simulated, so matching the printed row says that the calculation is right, not that the
 * trial is.
 */
const simulated = {
  msc: [-8, -5, -5, -4, -4, -4, -4, -4, -4, -3, -3, -3, -3, -2, -2, -2, -2, -1, -1, -1, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2],
  control: [-11, -10, -10, -10, -9, -8, -8, -6, -6, -5, -5, -4, -4, -4, -3, -3, -3, -3, -2, -2, -2, -2, -2, -2, -1, -1, 0],
};

function readChanges({ msc, control }: { readonly msc: readonly number[]; readonly control: readonly number[] }) {
  const entries = (arm: "msc" | "control", changes: readonly number[]) =>
    changes.map((change, index): [string, ExampleParticipant] => [`${arm} ${index}`, { arm, at: { V5: 30, V9: 30 + change } }]);
  return changeFromBaseline(readEntries([...entries("msc", msc), ...entries("control", control)]), { measure: "alsfrsR", to: "V9" });
}

/** How far a comparison is from R's, of the same result; whom it leaves out must be those of the two arms. */
function comparisonErrors(
  result: ComparableResult & { readonly byArm: Readonly<Record<Arm, unknown>> },
  { compared, arm }: Pick<TrialRecordsOfCase, "arm"> & { readonly compared: ComparedByR },
  excluded: ReturnType<typeof exclusionsOf>,
  seen: Map<string, number>,
) {
  const { treatment, control, of, test, alternative, level, numbers, favours, counts, without } = compared;
  const ours = compareArms(result, { treatment, control, of, test, alternative, level });
  expectPlain(ours);
  expect([ours.favours, ours.counts]).toEqual([favours, { treatment: counts[0], control: counts[1] }]);
  expect(ours.excluded.map((one) => [Number(one.participant), one.arm])).toEqual([
    ...excluded.filter((one) => one.arm === treatment || one.arm === control).map((one) => [Number(one.participant), one.arm]),
    ...without.map((participant) => [participant, arm[participant - 1]]),
  ]);
  const [estimate, standardError, degreesOfFreedom, statistic, pValue, lower, upper] = numbers;
  const outcome = typeof standardError === "string" ? standardError : "tested";
  seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  if (typeof standardError === "string") {
    expect([ours.standardError, ours.pValue, ours.reasons?.pValue]).toEqual([null, null, standardError]);
    return { estimateAlone: errorOf(ours.estimate, estimate, Math.max(1, Math.abs(estimate ?? 0))) };
  }
  return {
    estimate: errorOf(ours.estimate, estimate, standardError),
    standardError: errorOf(ours.standardError, standardError!),
    degreesOfFreedom: errorOf(ours.degreesOfFreedom, degreesOfFreedom!),
    statistic: errorOf(ours.statistic, statistic!, Math.max(1, Math.abs(statistic!))),
    pValue: errorOf(ours.pValue, pValue!),
    lower: errorOf(ours.interval.lower, typeof lower === "number" ? lower : null, standardError),
    upper: errorOf(ours.interval.upper, typeof upper === "number" ? upper : null, standardError),
  };
}

describe("compareArms", () => {
  it("repeats the primary row of Oh 2018 from a simulated trial: −1.69 (2.51) against −4.67 (3.25), 2.98 (0.75)", () => {
    const trial = defineTrial({
      id: "simulated after Oh 2018",
      arms: { msc: { label: "BM-MSC + riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
      measures: { alsfrsR },
    });
    const people = (["msc", "control"] as const).flatMap((arm) => simulated[arm].map((change, index) => ({ id: `${arm}-${index}`, arm, change })));
    const data = readTrialData(trial, {
      participants: people.map(({ id, arm }) => ({ id, arm })),
      observations: people.flatMap(({ id, change }) => [
        { participant: id, visit: "V5", measure: "alsfrsR", value: 35 },
        { participant: id, visit: "V9", measure: "alsfrsR", value: 35 + change },
      ]),
    });
    const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
    expect([change.byArm.msc.change.mean, change.byArm.msc.change.standardDeviation].map((value) => value?.toFixed(2))).toEqual(["-1.69", "2.51"]);
    expect([change.byArm.control.change.mean, change.byArm.control.change.standardDeviation].map((value) => value?.toFixed(2))).toEqual(["-4.67", "3.25"]);
    const result = compareArms(change, { treatment: "msc", control: "control", test: "student" });
    // To the digits that R gives for these lists.
    expect(result.estimate).toBeCloseTo(2.97916666667, 11);
    expect(result.standardError).toBeCloseTo(0.749480340329, 12);
    expect(result.pValue).toBeCloseTo(0.00020044285302, 14);
    expect(result.interval.lower).toBeCloseTo(1.47835817274, 11);
    expect(result.interval.upper).toBeCloseTo(4.47997516059, 11);
    expect([result.degreesOfFreedom, result.favours, result.counts]).toEqual([57, "treatment", { treatment: 32, control: 27 }]);
  });

  it("agrees with R's t.test() on two arms of 200 simulated trials and their changes or rates, Student's and Welch's, and says what is left of arms too small", () => {
    const worst = new WorstErrors();
    const seen = new Map<string, number>();
    trialCases.forEach((each, at) => {
      const data = readCase(each);
      const results = {
        changes: changeFromBaseline(data, { measure: "score", from: each.from, to: each.to, ...analysisOptionsOf(each) }),
        rates: progressionRates(data, { measure: "score", monthsSinceOnset: "onset", ...analysisOptionsOf(each) }),
      };
      const { result, excluded } = each.compared.of === "progressionRate" ? { result: results.rates, excluded: each.rate.excluded } : { result: results.changes, excluded: each.change.excluded };
      worst.add(at, comparisonErrors(result, each, exclusionsOf(each, excluded), seen));
    });
    expect(Math.min(seen.get("tested")!, seen.get("no-values")!, seen.get("too-few-values")!)).toBeGreaterThan(30);
    worst.expectBelow(1e-11);
  });

  it("agrees with R's t.test() on two arms of 400 simulated trials and their slopes or changes of slope", () => {
    const worst = new WorstErrors();
    const seen = new Map<string, number>();
    slopeCases.forEach((each, at) => {
      const { from, to, options } = each;
      const result = slopes(readCase(each), { measure: "score", from, to, ...options }, analysisOptionsOf(each));
      worst.add(at, comparisonErrors(result, each, exclusionsOf(each, each.excluded), seen));
    });
    slopeChangeCases.forEach((each, at) => {
      const [leadIn, followUp] = [each.leadIn, each.followUp].map(([from, to]) => ({ from, to }));
      const result = slopeChange(readCase(each), { measure: "score", leadIn: leadIn!, followUp: followUp!, ...each.options }, analysisOptionsOf(each));
      worst.add(at, comparisonErrors(result, each, exclusionsOf(each, each.excluded), seen));
    });
    expect(seen.get("tested")).toBeGreaterThan(150);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by integrals and pairs", () => {
    const worst = new WorstErrors();
    slopeCases.slice(0, 15).forEach((each, at) => {
      const result = slopes(readCase(each), { measure: "score", from: "V5", to: "V10", method: "least-squares" });
      const values = result.rows.map(({ arm, slope }) => ({ arm, value: slope }));
      for (const test of ["student", "welch"] as const) {
        const ours = compareArms(result, { treatment: "b", control: "a", test, level: 0.9 });
        const naive = naiveCompareArms(values, "b", "a", test, 0.9);
        worst.add(at, {
          estimate: naive === null ? 0 : errorOf(ours.estimate, naive.estimate, naive.standardError),
          pValue: errorOf(ours.pValue, naive?.twoSided ?? null),
          lower: errorOf(ours.interval.lower, naive?.lower ?? null, naive?.standardError),
          upper: errorOf(ours.interval.upper, naive?.upper ?? null, naive?.standardError),
        });
      }
    });
    worst.expectBelow(1e-10);
  });

  it("says which arm the estimate favours by the direction of benefit, for raw and oriented quantities alike", () => {
    const data = readExample({
      a: { arm: "msc", measure: "aals", at: { V1: 60, V5: 80, V9: 82 } },
      b: { arm: "msc", measure: "aals", at: { V1: 62, V5: 80, V9: 84 } },
      c: { arm: "control", measure: "aals", at: { V1: 60, V5: 80, V9: 100 } },
      d: { arm: "control", measure: "aals", at: { V1: 61, V5: 80, V9: 96 } },
    });
    const change = slopeChange(data, "aalsSlope4");
    const [raw, oriented] = (["change", "improvement"] as const).map((of) => compareArms(change, { treatment: "msc", control: "control", of }));
    expect([raw!.estimate! < 0, raw!.favours]).toEqual([true, "treatment"]);
    expect([oriented!.estimate, oriented!.favours]).toEqual([-raw!.estimate!, "treatment"]);
    expect(compareArms(change, { treatment: "control", control: "msc" }).favours).toBe("control");
    expect(compareArms(progressionRates(data, { measure: "aals", monthsSinceOnset: "onset" }), { treatment: "msc", control: "control" }).favours).toBeNull();
  });

  it("favours neither where the means are equal up to their rounding", () => {
    const result = readChanges({ msc: [-1, -3], control: [-2, -2] });
    expect(compareArms(result, { treatment: "msc", control: "control" })).toMatchObject({ estimate: 0, favours: "neither" });
    const thirds = slopes(
      readExample({
        a: { arm: "msc", at: { V1: 40, V5: 39 } }, b: { arm: "msc", at: { V1: 40, V5: 38 } }, c: { arm: "msc", at: { V1: 40, V5: 37 } },
        d: { arm: "control", at: { V1: 40, V5: 37 } }, e: { arm: "control", at: { V1: 40, V5: 38 } }, f: { arm: "control", at: { V1: 40, V5: 39 } },
      }),
      "leadIn",
    );
    expect(compareArms(thirds, { treatment: "msc", control: "control" }).favours).toBe("neither");
    // Thirds of 1, 1 and 4 against those of 1, 2, 2 and 3: both means are −2/3, and their doubles differ in the last digit.
    const slopesOf = (arm: string, losses: readonly number[]) => losses.map((loss, index) => ({ participant: `${arm} ${index}`, arm, slope: -loss / 3 }));
    const rows = [...slopesOf("a", [1, 1, 4]), ...slopesOf("b", [1, 2, 2, 3])];
    const { estimate, favours } = compareArms({ byArm: { a: {}, b: {} }, better: { slope: "higher" } as const, rows, excluded: [] }, { treatment: "a", control: "b" });
    expect([estimate === 0, Math.abs(estimate!) < 1e-15, favours]).toEqual([false, true, "neither"]);
  });

  it("takes changes of decimals for what they are on paper", () => {
    const trial = defineTrial({
      id: "walk",
      arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
      measures: { walk: { label: "Timed walk", unit: "s", better: "lower" } },
    });
    const compare = (seconds: Readonly<Record<"msc" | "control", readonly (readonly [number, number])[]>>) => {
      const people = (["msc", "control"] as const).flatMap((arm) => seconds[arm].map((pair, index) => ({ id: `${arm} ${index}`, arm, pair })));
      const data = readTrialData(trial, {
        participants: people.map(({ id, arm }) => ({ id, arm })),
        observations: people.flatMap(({ id, pair: [before, after] }) => [
          { participant: id, visit: "V5", measure: "walk", value: before },
          { participant: id, visit: "V9", measure: "walk", value: after },
        ]),
      });
      return compareArms(changeFromBaseline(data, { measure: "walk", to: "V9" }), { treatment: "msc", control: "control" });
    };
    // 6.3 - 6.1 and 305.3 - 305.1 are 0.2 on paper, and neither is the double 0.2.
    const constant = compare({ msc: [[6.1, 6.3], [305.1, 305.3]], control: [[9.9, 9.5], [12.1, 11.7]] });
    expect([constant.estimate, constant.pValue, constant.reasons?.pValue]).toEqual([expect.closeTo(0.6, 12), null, "no-variance"]);
    // 0.2 and 0.4 on either side.
    const equal = compare({ msc: [[6.1, 6.3], [8.3, 8.7]], control: [[305.1, 305.3], [20.2, 20.6]] });
    expect([equal.estimate === 0, equal.favours]).toEqual([false, "neither"]);
    expect(equal.pValue).toBeCloseTo(1, 10);
  });

  it("leaves null what arms that are too small cannot give, each with its reason", () => {
    const compare = (msc: number[], control: number[], test: "student" | "welch" = "welch") => compareArms(readChanges({ msc, control }), { treatment: "msc", control: "control", test });
    const single = compare([-2], [-4, -6]);
    expect([single.estimate, single.standardError, single.favours]).toEqual([3, null, "treatment"]);
    expect(single.reasons).toMatchObject({ standardError: "too-few-values", pValue: "too-few-values", "groups.treatment.standardDeviation": "too-few-values" });
    const empty = compare([], [-4, -6]);
    expect([empty.estimate, empty.favours, empty.groups.treatment]).toEqual([null, null, { arm: "msc", n: 0, mean: null, standardDeviation: null }]);
    expect(empty.reasons).toMatchObject({ estimate: "no-values", favours: "no-values", "interval.lower": "no-values", "groups.treatment.mean": "no-values" });
    const constant = compare([-2, -2], [-4, -4]);
    expect([constant.estimate, constant.pValue, constant.reasons?.pValue]).toEqual([2, null, "no-variance"]);
    // Student's pooled variance is that of the other arm: 3 / sqrt(2 * (1 + 1/2)).
    const pooled = compare([-2], [-4, -6], "student");
    expect([pooled.estimate, pooled.degreesOfFreedom, pooled.reasons]).toEqual([3, 1, { "groups.treatment.standardDeviation": "too-few-values" }]);
    expect(pooled.statistic).toBeCloseTo(Math.sqrt(3), 14);
    expect([compare([-2], [-4], "student"), compare([-2], [-4, -4], "student")].map(({ reasons }) => reasons?.pValue)).toEqual(["too-few-values", "no-variance"]);
    for (const result of [single, empty, constant, pooled, compare([], [])]) expectPlain(result);
  });

  it("lists who of the two arms is not in it: excluded before, or without this quantity", () => {
    const data = readExample({
      a: { arm: "msc", at: { V1: 40, V5: 36, V9: 34 } },
      b: { arm: "msc", at: { V1: 36, V5: 36, V9: 34 } },
      c: { arm: "control", at: { V1: 40, V5: 36, V9: "withdrew" } },
    });
    const change = slopeChange(data, "slope4");
    expect(compareArms(change, { treatment: "msc", control: "control", of: "percentImprovement" }).excluded).toEqual([
      { participant: "c", arm: "control", reason: "withdrew", visit: "V9" },
      { participant: "b", arm: "msc", reason: "no-lead-in-decline" },
    ]);
  });

  it("takes the first quantity of a result unless told, and echoes every option", () => {
    const data = readExample({});
    const first = (result: { readonly method: { readonly options: { readonly of: string } } }) => result.method.options.of;
    const pair = { treatment: "msc", control: "control" } as const;
    expect(first(compareArms(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }), pair))).toBe("change");
    expect(first(compareArms(slopes(data, "leadIn"), pair))).toBe("slope");
    expect(first(compareArms(slopeChange(data, "slope4"), pair))).toBe("change");
    expect(first(compareArms(progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onset" }), pair))).toBe("progressionRate");
    expect(compareArms(slopes(data, "leadIn"), { ...pair, test: "student", level: 0.9, alternative: "less" }).method).toEqual({
      name: "student-t-test",
      options: { treatment: "msc", control: "control", test: "student", of: "slope", level: 0.9, alternative: "less" },
      reference: "Student 1908, doi:10.1093/biomet/6.1.1; Fisher 1925, Metron 5, 90-104",
    });
  });

  it("takes any result with rows and directions, frozen, and returns plain data", () => {
    const result = deepFreeze({
      byArm: { a: {}, b: {} },
      better: { stage: "lower" },
      rows: [{ participant: "__proto__", arm: "a", stage: 1 }, { participant: "2", arm: "a", stage: 2 }, { participant: "3", arm: "b", stage: 4 }, { participant: "4", arm: "b", stage: 3 }],
      excluded: [],
    } as const);
    const comparison = compareArms(result, { treatment: "a", control: "b", alternative: "less" });
    expect([comparison.estimate, comparison.favours, comparison.interval.lower]).toEqual([-2, "treatment", null]);
    expectPlain(comparison);
  });

  it("refuses arms and quantities that are not there, an arm against itself, and options that are none", () => {
    const change = readChanges({ msc: [-1, -2], control: [-3, -5] });
    // @ts-expect-error placebo is no arm
    expect(() => compareArms(change, { treatment: "placebo", control: "control" })).toThrow(/arm "placebo" is not declared/);
    // @ts-expect-error the arm is called msc
    expect(() => compareArms(change, { treatment: "mcs", control: "control" })).toThrow(/Did you mean "msc"/);
    expect(() => compareArms(change, { treatment: "msc", control: "msc" })).toThrow(/must be two arms; received "msc" for both/);
    // @ts-expect-error the quantity is called change
    expect(() => compareArms(change, { treatment: "msc", control: "control", of: "chnage" })).toThrow(/quantity "chnage" is not declared.*Did you mean "change"/);
    // @ts-expect-error the test is one of two
    expect(() => compareArms(change, { treatment: "msc", control: "control", test: "t" })).toThrow(/test must be one of "student", "welch"/);
    expect(() => compareArms(change, { treatment: "msc", control: "control", level: 95 })).toThrow(RangeError);
    // @ts-expect-error the option is called test
    expect(() => compareArms(change, { treatment: "msc", control: "control", method: "student" })).toThrow(TypeError);
    // @ts-expect-error two arms are needed
    expect(() => compareArms(change, { treatment: "msc" })).toThrow(/control is missing/);
    // @ts-expect-error results by visit are compared one by one
    expect(() => compareArms({ byVisit: { V9: change } }, { treatment: "msc", control: "control" })).toThrow(/byArm is missing/);
  });
});
