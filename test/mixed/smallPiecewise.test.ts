import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { FitPiecewiseMixedModelResult, PiecewiseRandomPart } from "trialwise/mixed";
import { fitPiecewiseMixedModel } from "trialwise/mixed";
import { readTrialData } from "trialwise/trial";
import { type PiecewiseKeys, trial } from "./piecewiseCases.ts";

interface Errors {
  readonly standardErrors: readonly number[];
  readonly degreesOfFreedom: readonly number[];
}

/** One trial of test/reference/mixed/smallPiecewiseTrials.json. */
interface Trial {
  readonly name: string;
  readonly knots: readonly number[];
  readonly random: Extract<PiecewiseRandomPart, string>;
  readonly covariates: readonly ("age" | "sex")[];
  readonly factorWeights: "equal" | "proportional";
  readonly reml: boolean;
  readonly structure: "unstructured" | "diagonal";
  readonly grid: number;
  readonly arms: readonly PiecewiseKeys["arm"][];
  readonly visits: readonly PiecewiseKeys["visit"][];
  /** Index of each participant's arm. */
  readonly arm: readonly number[];
  readonly age: readonly number[] | null;
  readonly sex: readonly string[] | null;
  /** Of each participant the visits, as digits that count from 0 among `visits`; days and values follow them. */
  readonly seen: readonly string[];
  readonly day: readonly number[] | null;
  readonly value: readonly number[];
}

/** Its fit in test/reference/mixed/smallPiecewise.json. */
interface Fit {
  readonly name: string;
  /** For each arm slopes, slope changes, jumps of separate lines and the mean at `grid`; then slopes, changes and jumps of every other arm − control. */
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly satterthwaite: readonly number[];
  readonly kenwardRoger: Errors | null;
  readonly covariateEffects: readonly number[];
  /** Lower triangle, column by column. */
  readonly G: readonly number[];
  readonly residualVariance: number;
  readonly logLikelihood: number;
  readonly rank: number;
  /** Slopes and their changes of the first two participants. */
  readonly participants: readonly { readonly estimates: readonly number[]; readonly standardDeviations: readonly (number | null)[] }[];
}

type Case = Trial & Fit;

const read = <Content>(name: string) => (JSON.parse(readFileSync(new URL(`../reference/mixed/${name}.json`, import.meta.url), "utf8")) as { readonly cases: readonly Content[] }).cases;

const fits = read<Fit>("smallPiecewise");
const cases = read<Trial>("smallPiecewiseTrials").map((each, place): Case => ({ ...each, ...fits[place]! }));

const baseline = "2012-01-01";
const dateAfter = (days: number) => new Date(Date.parse(baseline) + days * 86_400_000).toISOString().slice(0, 10);

function fitOf(one: Case, degreesOfFreedomMethod: "satterthwaite" | "kenward-roger"): FitPiecewiseMixedModelResult<PiecewiseKeys> {
  const rows = one.seen.flatMap((digits, index) => Array.from(digits, (digit) => ({ participant: `P${index}`, visit: one.visits[Number(digit)]!, measure: "score" as const })));
  const data = readTrialData(trial, {
    participants: one.arm.map((arm, index) => ({
      id: `P${index}`,
      arm: one.arms[arm]!,
      baselineDate: baseline,
      covariates: { ...(one.age && { age: one.age[index]! }), ...(one.sex && { sex: one.sex[index]! }) },
    })),
    observations: rows.map((row, place) => ({ ...row, value: one.value[place]!, ...(one.day && { date: dateAfter(one.day[place]!) }) })),
  });
  return fitPiecewiseMixedModel(data, {
    measure: "score",
    knots: one.knots.map((months) => ({ months })),
    random: one.random,
    covariates: one.covariates,
    factorWeights: one.factorWeights,
    estimator: one.reml ? "reml" : "ml",
    covarianceStructure: one.structure,
    time: one.day === null ? "nominal" : "actual",
    grid: [one.grid],
    arms: one.arms,
    degreesOfFreedomMethod,
  });
}

const effectsOf = ({ byArm, differences }: FitPiecewiseMixedModelResult<PiecewiseKeys>, { arms }: Case) => [
  ...arms.flatMap((arm) => [...byArm[arm].slopes, ...byArm[arm].slopeChanges, ...(byArm[arm].jumps ?? []), ...byArm[arm].curve]),
  ...differences.flatMap(({ slopes, slopeChanges, jumps = [] }) => [...slopes, ...slopeChanges, ...jumps]),
];

/** The largest relative difference. */
function difference(ours: readonly (number | null)[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, index) => Math.abs(value! - theirs[index]!) / Math.abs(theirs[index]!)));
}

// Both sides are polished optima, and the reference has 12 significant digits.
const close = 1e-8;

it("agrees with lme4's criterion at its optimum on 200 small random trials", () => {
  for (const one of cases) {
    const { name } = one;
    const model = fitOf(one, "satterthwaite");
    expect(Math.abs(model.fit.logLikelihood - one.logLikelihood), name).toBeLessThan(1e-8);
    const effects = effectsOf(model, one);
    effects.forEach(({ estimate }, index) => expect(Math.abs(estimate! - one.estimates[index]!) / one.standardErrors[index]!, name).toBeLessThan(close));
    expect(difference(effects.map(({ standardError }) => standardError), one.standardErrors), name).toBeLessThan(close);
    expect(difference(effects.map(({ degreesOfFreedom }) => degreesOfFreedom), one.satterthwaite), name).toBeLessThan(close);
    expect(model.covariates.map(({ estimate }) => estimate!)).toHaveLength(one.covariateEffects.length);
    model.covariates.forEach(({ estimate, standardError }, index) => expect(Math.abs(estimate! - one.covariateEffects[index]!) / standardError!, name).toBeLessThan(close));
    const { covariance, residualVariance } = model.varianceComponents;
    expect(Math.abs(residualVariance / one.residualVariance - 1), name).toBeLessThan(close);
    const { matrix } = covariance;
    const spread = matrix.map((row, index) => Math.sqrt(row[index]!));
    const places = matrix.flatMap((_, column) => matrix.flatMap((__, row) => (row >= column ? [[row, column] as const] : [])));
    places.forEach(([row, column], index) => expect(Math.abs(matrix[row]![column]! - one.G[index]!) / (spread[row]! * spread[column]! + 1e-300), name).toBeLessThanOrEqual(close));
    const { singular } = model.randomPart;
    expect([name, singular === false ? matrix.length : singular.rank]).toEqual([name, one.rank]);
    one.participants.forEach((theirs, index) => {
      const { arm, slopes, slopeChanges } = model.participants[index]!;
      const scales = [...model.byArm[arm].slopes, ...model.byArm[arm].slopeChanges].map(({ standardError }) => standardError!);
      [...slopes, ...slopeChanges].forEach(({ estimate, conditionalStandardDeviation }, place) => {
        expect(Math.abs(estimate! - theirs.estimates[place]!) / scales[place]!, name).toBeLessThan(close);
        const deviation = theirs.standardDeviations[place]!;
        expect([name, conditionalStandardDeviation === null]).toEqual([name, deviation === null]);
        // R subtracts two matrices, which loses half the digits where a variance is nearly nil.
        if (conditionalStandardDeviation !== null) expect(Math.abs(conditionalStandardDeviation - deviation) / scales[place]!, name).toBeLessThan(1e-6);
      });
    });
    if (one.kenwardRoger === null) continue;
    const adjusted = effectsOf(fitOf(one, "kenward-roger"), one);
    expect(difference(adjusted.map(({ standardError }) => standardError), one.kenwardRoger.standardErrors), name).toBeLessThan(close);
    expect(difference(adjusted.map(({ degreesOfFreedom }) => degreesOfFreedom), one.kenwardRoger.degreesOfFreedom), name).toBeLessThan(close);
  }
});
