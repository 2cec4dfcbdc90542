import { describe, expect, it } from "vitest";
import { compareCrossover, crossoverChange, type CrossoverChangeSummary, crossoverResponders } from "trialwise/crossover";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { type CrossoverTrialCase, crossoverTrialCases, readCrossoverCase, ruleOfPeriod } from "./trialCases.ts";

const populationOf = ({ population }: CrossoverTrialCase) => (population === "all" ? {} : { population });

function changeOf(each: CrossoverTrialCase) {
  const [first, second] = each.change.windows.map(([from, to]) => ({ from, to }));
  return crossoverChange(deepFreeze(readCrossoverCase(each)), { measure: "score", periods: [first!, second!], quantileType: each.change.quantileType, ...populationOf(each) });
}

/** How far a description is from R's, as far as R's is written, by the larger of 10 and its largest number. */
function summaryError(summary: CrossoverChangeSummary, { of }: CrossoverTrialCase["change"], [count, ...numbers]: readonly (number | null)[]): number {
  const { n, mean, standardDeviation, median, quartiles, minimum, maximum } = summary[of];
  const found = [mean, standardDeviation, median, quartiles.lower, quartiles.upper, minimum, maximum];
  expect(n).toBe(count);
  const scale = Math.max(10, ...numbers.map((number) => Math.abs(number ?? 0)));
  return Math.max(0, ...numbers.map((number, index) => errorOf(found[index], number, scale)));
}

// R's numbers have 11 digits.
describe("R on 200 simulated crossover trials", () => {
  it("has the same changes within periods, the same lacks, and describes treatments, periods and sequences alike", () => {
    const worst = new WorstErrors();
    expect(crossoverTrialCases.length).toBeGreaterThanOrEqual(200);
    crossoverTrialCases.forEach((each, at) => {
      const result = changeOf(each);
      expectPlain(result);
      const { rows, change, percent, excluded, counts, byTreatment, byPeriod, byArm } = each.change;
      const arms = [...each.first].map((letter) => (letter === "A" ? "AB" : "BA"));
      expect(result.rows.map(({ participant, period, treatment }) => [10 * Number(participant) + period, treatment])).toEqual(
        rows.map((key) => [key, arms[Math.floor(key / 10) - 1]![(key % 10) - 1]]),
      );
      result.rows.forEach((row, index) => {
        worst.add(at, { change: errorOf(row.change, change[index]!, Math.max(1, Math.abs(row.value))), percent: errorOf(row.percentChange, percent[index]!) });
      });
      expect(result.excluded).toEqual(
        excluded.map(([participant, reason, visit, period]) => ({ participant: `${participant}`, arm: arms[participant - 1], reason, ...(visit !== undefined && { visit, period }) })),
      );
      expect(result.counts).toEqual({ participants: arms.length, complete: counts[0], partial: counts[1], without: counts[2] });
      worst.add(at, {
        treatments: Math.max(...(["A", "B"] as const).map((treatment, index) => summaryError(result.byTreatment[treatment], each.change, byTreatment[index]!))),
        periods: Math.max(...result.byPeriod.map((summary, index) => summaryError(summary, each.change, byPeriod[index]!))),
        arms: Math.max(...(["AB", "BA"] as const).flatMap((arm, index) => result.byArm[arm].map((summary, period) => summaryError(summary, each.change, byArm[index]![period]!)))),
      });
    });
    worst.expectBelow(1e-10);
  });

  it("has the same responders in each period, under every policy for the dead and the missing", () => {
    const letters = { responder: "1", "non-responder": "0", excluded: "-" } as const;
    const seen = new Map<string, number>();
    for (const each of crossoverTrialCases) {
      const { policies, responds, byTreatment, byPeriod } = each.responders;
      const result = crossoverResponders(deepFreeze(readCrossoverCase(each)), { rules: [ruleOfPeriod(each.responders, 1), ruleOfPeriod(each.responders, 2)], ...policies, ...populationOf(each) });
      expectPlain(result);
      const found = new Map(result.rows.map(({ participant, period, status }) => [`${participant} ${period}`, letters[status]]));
      expect(responds.map((_, index) => [1, 2].map((period) => found.get(`${index + 1} ${period}`) ?? "-").join(""))).toEqual(responds);
      const countsOf = ({ responders, n }: { readonly responders: number; readonly n: number }) => [responders, n];
      expect([result.byTreatment.A, result.byTreatment.B].map(countsOf)).toEqual(byTreatment);
      expect(result.byPeriod.map(countsOf)).toEqual(byPeriod);
      expect(result.columns.response.join("")).toBe(responds.join("").replaceAll("-", ""));
      for (const letter of responds.join("")) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    }
    expect(Math.min(...seen.values())).toBeGreaterThan(200);
  });

  it("compares the treatments alike, by t tests, ranks, mixed models and the first period, and says why it cannot", () => {
    const [worst, ofMixedModels] = [new WorstErrors(), new WorstErrors()];
    const seen = new Map<string, number>();
    crossoverTrialCases.forEach((each, at) => {
      const { numbers, reason, period, carryOver, participants, observations, favours, without, ...options } = each.compared;
      const change = changeOf(each);
      const ours = compareCrossover(change, { treatment: "A", control: "B", ...options });
      expectPlain(ours);
      const isHere = (one: { readonly period?: number | undefined }) => options.analysis !== "first-period" || one.period === undefined || one.period === 1;
      expect(ours.excluded.map((one) => [Number(one.participant), one.period])).toEqual([...each.change.excluded.map(([participant, , , of]) => ({ participant, period: of })).filter(isHere).map((one) => [one.participant, one.period]), ...without]);
      expect(ours.favours).toBe(favours ?? null);
      const outcome = reason ?? options.analysis;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      if (numbers === null) {
        expect([ours.estimate, ours.pValue, ours.reasons?.pValue]).toEqual([null, null, reason]);
        return;
      }
      expect(ours.counts).toEqual({ participants, observations });
      const mixed = options.analysis === "mixed-model";
      const errors = mixed ? ofMixedModels : worst;
      const fields = options.analysis === "rank-test" ? (["estimate", "statistic", "pValue"] as const) : (["estimate", "standardError", "degreesOfFreedom", "statistic", "pValue"] as const);
      const scale = (number: number) => Math.max(1, Math.abs(number));
      fields.forEach((field, index) => {
        const number = numbers[index] as number;
        errors.add(at, { [field]: errorOf(ours[field], number, field === "pValue" ? Math.abs(number) : scale(number)) });
        if (period) errors.add(at, { [`period ${field}`]: errorOf(ours.periodEffect?.[field], period[index]!, field === "pValue" ? Math.abs(period[index]!) : scale(period[index]!)) });
        if (carryOver) errors.add(at, { [`carry-over ${field}`]: errorOf(ours.carryOver?.[field], carryOver[index]!, field === "pValue" ? Math.abs(carryOver[index]!) : scale(carryOver[index]!)) });
      });
      if (options.analysis === "t-test" || options.analysis === "rank-test") expect([ours.periodEffect === null, ours.carryOver === null]).toEqual([!period, !carryOver]);
      const [lower, upper] = numbers.slice(5);
      for (const [name, limit, received] of [["lower", lower, ours.interval.lower], ["upper", upper, ours.interval.upper]] as const) {
        if (limit !== undefined) errors.add(at, { [name]: errorOf(received, typeof limit === "number" ? limit : null, typeof limit === "number" ? scale(limit) : 1) });
      }
    });
    expect(Math.min(...["t-test", "rank-test", "mixed-model", "too-few-values"].map((outcome) => seen.get(outcome)!))).toBeGreaterThan(25);
    worst.expectBelow(1e-9);
    // lmerTest's degrees of freedom come from numerical derivatives.
    ofMixedModels.expectBelow(1e-6);
  });
});
