/**
 * Every analysis of Harris et al. 2024 (doi:10.1186/s13287-024-03765-6), and the crossover analysis that its design allows, on SIMULATED data.
 * The ids are those of docs/analyses.md. The abstract names no test: Welch's, Student's, rank tests and Fisher's stand here.
 */
import {
  absoluteImprovement,
  allOf,
  anyOf,
  baselineCharacteristics,
  biomarkerChange,
  changeFromBaseline,
  compareArms,
  compareCrossover,
  compareProportions,
  crossoverBinaryTest,
  crossoverChange,
  crossoverResponders,
  edssPlusImprovement,
  keysOf,
  percentImprovement,
  rankSumTest,
  startingWithin,
  welchTTest,
} from "trialwise";
import type { EdssPlusComponent, EdssPlusImprovementResult } from "trialwise";
import { comparison, each, proportions, under } from "../simulated/figures.ts";
import type { Analysis } from "../simulated/figures.ts";
import { data, trial } from "./trial.ts";

type Measure = keyof typeof trial.measures;
type VisitKey = keyof typeof trial.visits;

const arms = keysOf(trial.arms);
const pair = { treatment: "cellsFirst", control: "salineFirst" } as const;
const treatments = { treatment: "cells", control: "saline" } as const;
const periods = [{ from: "month 0", to: "month 13" }, { from: "month 16", to: "month 29" }] as const;
const [first] = periods;
const components = ["edss", "t25fw", "nineHolePegDominant", "nineHolePegNonDominant"] as const;

function allocation(): Analysis["figures"] {
  const { rows } = baselineCharacteristics(data);
  const categorical = rows.flatMap((row) => (row.kind === "category" ? [row] : []));
  return under(
    Object.fromEntries(
      categorical.flatMap(({ label, levels }) => levels.map(({ level, byArm }) => [`${label}.${level}`, Object.fromEntries(arms.map((arm) => [arm, byArm[arm].participants]))])),
    ),
  );
}

const valueOf = new Map(data.observations.map(({ participant, visit, measure, value }) => [`${participant} ${visit} ${measure}`, value ?? null]));
const valuesAt = (participant: string, visit: VisitKey) => Object.fromEntries(components.map((measure) => [measure, valueOf.get(`${participant} ${visit} ${measure}`) ?? null]));

/** EDSS-Plus of everybody in each period. */
const edssPlus = periods.map(({ from, to }) => new Map(data.participants.map(({ id }) => [id, edssPlusImprovement({ baseline: valuesAt(id, from), followUp: valuesAt(id, to) })])));

const count = (arm: (typeof arms)[number], holds: (result: EdssPlusImprovementResult) => boolean) => data.participants.filter((person) => person.arm === arm && holds(edssPlus[0]!.get(person.id)!)).length;
const everybody = (arm: (typeof arms)[number]) => count(arm, () => true);

function improved(): Analysis["figures"] {
  return each(arms, (arm) => ({ improved: count(arm, (result) => result.improved === true), not: count(arm, (result) => result.improved === false), unknown: count(arm, (result) => result.improved === null) }));
}

/** Those who cannot be judged count as not improved. */
function comparedImprovement(holds: (result: EdssPlusImprovementResult) => boolean): Analysis["figures"] {
  const group = (arm: (typeof arms)[number]) => ({ events: count(arm, holds), n: everybody(arm) });
  return proportions(compareProportions({ treatment: group("cellsFirst"), control: group("salineFirst") }), arms);
}

function componentFigures(): Analysis["figures"] {
  const isBetterIn = (component: EdssPlusComponent) => (result: EdssPlusImprovementResult) => result.components[component]?.improved === true;
  return {
    ...each(components, (component) => under({ improved: comparedImprovement(isBetterIn(component)) })),
    ...each(components, (measure) => {
      const change = changeFromBaseline(data, { measure, ...first });
      const own = (arm: string) => change.rows.filter((row) => row.arm === arm).map((row) => row.change);
      const ranks = rankSumTest({ treatment: own("cellsFirst"), control: own("salineFirst") });
      return under({ change: comparison(compareArms(change, pair)), ranks: { statistic: ranks.statistic, estimate: ranks.estimate, pValue: ranks.pValue } });
    }),
  };
}

const percent = (measure: Measure, test: "student" | "welch" = "welch", population?: "assisted") =>
  comparison(compareArms(changeFromBaseline(data, { measure, ...first, ...(population && { population }) }), { ...pair, of: "percentImprovement", test }));

/** Percent of the first volume lost or gained in twelve of the thirteen months. */
function atrophy(measure: "brain" | "greyMatter"): Analysis["figures"] {
  const { rows } = changeFromBaseline(data, { measure, ...first });
  const annual = (arm: string) => rows.flatMap((row) => (row.arm === arm && row.percentChange !== null ? [(row.percentChange * 12) / 13] : []));
  const { groups, estimate, standardError, pValue, interval } = welchTTest({ treatment: annual("cellsFirst"), control: annual("salineFirst") });
  const group = ({ n, mean, standardDeviation }: typeof groups.treatment) => ({ n, mean, standardDeviation });
  return { ...under({ cellsFirst: group(groups.treatment), salineFirst: group(groups.control) }), estimate, standardError, lower: interval.lower, upper: interval.upper, pValue };
}

function analyte(biomarker: keyof typeof trial.biomarkers, better: "higher" | "lower"): Analysis["figures"] {
  const change = biomarkerChange(data, { biomarker, ...first, scale: "log", better });
  return {
    ...each(arms, (arm) => {
      const { n, tTest } = change.byArm[arm];
      return { n, estimate: tTest.estimate, standardError: tTest.standardError, pValue: tTest.pValue };
    }),
    ...under({ difference: comparison(compareArms(change, pair)) }),
  };
}

const walked = ["edss", "t25fw", "sixMinuteWalk"] as const;

function withinParticipants(measure: Measure): Analysis["figures"] {
  const change = crossoverChange(data, { measure, periods });
  const run = (analysis: "t-test" | "rank-test" | "mixed-model") => {
    const { estimate, standardError, degreesOfFreedom, interval, pValue, periodEffect, carryOver, counts } = compareCrossover(change, { ...treatments, analysis });
    return {
      participants: counts.participants,
      estimate,
      ...(analysis !== "rank-test" && { standardError, degreesOfFreedom, lower: interval.lower, upper: interval.upper }),
      pValue,
      "period.estimate": periodEffect?.estimate ?? null,
      "period.pValue": periodEffect?.pValue ?? null,
      ...(carryOver && { "carryOver.estimate": carryOver.estimate, "carryOver.pValue": carryOver.pValue }),
    };
  };
  return {
    ...each(["cells", "saline"], (treatment) => ({ n: change.byTreatment[treatment].n, mean: change.byTreatment[treatment].change.mean, standardDeviation: change.byTreatment[treatment].change.standardDeviation })),
    ...each(["t-test", "rank-test", "mixed-model"], run),
  };
}

/** EDSS-Plus as a rule for one period: a point less from 5.5 and below, half a point from 6.0, or a fifth faster in a walk or with either hand. */
function edssPlusRule({ from, to }: (typeof periods)[number]) {
  const fewerPoints = { kind: "change", measure: "edss", from, to } as const;
  const faster = (measure: "t25fw" | "nineHolePegDominant" | "nineHolePegNonDominant") => percentImprovement({ of: { kind: "percent-change", measure, from, to } as const, atLeast: 20 });
  return anyOf(
    allOf(startingWithin({ of: fewerPoints, to: 5.5 }), absoluteImprovement({ of: fewerPoints, atLeast: 1 })),
    allOf(startingWithin({ of: fewerPoints, from: 6 }), absoluteImprovement({ of: fewerPoints, atLeast: 0.5 })),
    ...components.filter((measure) => measure !== "edss").map(faster),
  );
}

/** EDSS-Plus in both periods, of those who can be judged in both. */
function respondersWithin(): Analysis["figures"] {
  const { columns } = crossoverResponders(data, { rules: periods.map(edssPlusRule), missing: "excluded" });
  return each(["prescott", "mainland-gart", "mcnemar"], (test) => {
    const { estimate, standardError, pValue, counts } = crossoverBinaryTest(columns, { ...treatments, test });
    return { participants: counts.treatmentFirst + counts.controlFirst, estimate, standardError, pValue };
  });
}

function firstPeriod(measure: Measure, test: "student" | "welch"): Analysis["figures"] {
  const { estimate, standardError, degreesOfFreedom, interval, pValue, counts } = compareCrossover(crossoverChange(data, { measure, periods }), { ...treatments, analysis: "first-period", test });
  return { participants: counts.participants, estimate, standardError, degreesOfFreedom, lower: interval.lower, upper: interval.upper, pValue };
}

/** All of them, in the order of their ids. */
export function runAnalyses(): readonly Analysis[] {
  return [
    { id: "H1", title: "Allocation by stratum", figures: allocation() },
    { id: "H2", title: "EDSS-Plus improvement at month 13", figures: improved() },
    { id: "H3", title: "EDSS-Plus improvement compared", figures: comparedImprovement((result) => result.improved === true) },
    { id: "H4", title: "Components: improved, change, ranks", figures: componentFigures() },
    { id: "H5", title: "Six-minute walk, percent improvement", figures: percent("sixMinuteWalk") },
    {
      id: "H6",
      title: "Walks of those with EDSS 6.0 to 6.5, percent improvement",
      figures: each(["t25fw", "sixMinuteWalk"], (measure) => each(["student", "welch"], (test) => percent(measure, test, "assisted"))),
    },
    { id: "H7", title: "Bladder capacity, change", figures: comparison(compareArms(changeFromBaseline(data, { measure: "bladder", ...first }), pair)) },
    { id: "H8", title: "Brain and grey matter, percent a year", figures: each(["brain", "greyMatter"], atrophy) },
    { id: "H9", title: "MMP9 and CCL2, change of the logarithm", figures: under({ mmp9: analyte("mmp9", "higher"), ccl2: analyte("ccl2", "lower") }) },
    { id: "H10", title: "Cells − saline within participants", figures: { ...each(walked, withinParticipants), ...under({ "EDSS-Plus": respondersWithin() }) } },
    { id: "H11", title: "Cells − saline, first period alone", figures: each(walked, (measure) => each(["student", "welch"], (test) => firstPeriod(measure, test))) },
  ];
}
