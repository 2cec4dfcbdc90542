import { readFileSync } from "node:fs";
import type { FitLinearMixedModelOptions, LinearMixedModelFit } from "trialwise/mixed";
import { fitLinearMixedModel } from "trialwise/mixed";

type Structure = "unstructured" | "diagonal";

/** One trial of test/reference/mixed/smallTrials.json; rows are participant by participant, effects those of the first two. */
export interface SmallTrial {
  readonly name: string;
  readonly fixed: readonly string[];
  readonly random: readonly string[];
  readonly structure: Structure;
  readonly reml: boolean;
  /** Values of each participant. */
  readonly visits: readonly number[];
  readonly arm: readonly number[];
  readonly age: readonly number[] | null;
  readonly time: readonly number[];
  readonly response: readonly number[];
  readonly beta: readonly number[];
  readonly standardErrors: readonly number[];
  /** Degrees of freedom by the observed and by the expected information. */
  readonly satterthwaite: readonly number[];
  readonly expected: readonly number[];
  /** Standard errors, of REML fits. */
  readonly kenwardRoger: readonly number[] | null;
  /** Lower triangle, column by column. */
  readonly G: readonly number[];
  readonly residualVariance: number;
  readonly logLikelihood: number;
  readonly rank: number;
  readonly effects: readonly { readonly estimates: readonly number[]; readonly standardDeviations: readonly number[] }[];
}

interface Columns {
  readonly fixed: readonly string[];
  readonly random: readonly string[];
  readonly structure: Structure;
}

/** What test/reference/mixed/smallTrialTests.json has for the trial at the same place. */
export interface SmallTrialTests {
  readonly name: string;
  /** Weights of the fixed effects. */
  readonly combinations: readonly { readonly [fixed: string]: number }[];
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly satterthwaite: readonly number[];
  readonly expected: readonly number[] | null;
  readonly kenwardRoger: readonly number[] | null;
  /** Indexes of fixed effects that are tested together. */
  readonly joint: readonly number[];
  readonly f: { readonly statistic: number; readonly denominator: number | null };
  readonly kenwardRogerF: { readonly statistic: number; readonly denominator: number; readonly scale: number } | null;
  readonly nested: { readonly restricted: Columns; readonly full: Columns; readonly logLikelihood: readonly number[]; readonly degreesOfFreedom: number; readonly pValue: number };
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../reference/mixed/${name}.json`, import.meta.url), "utf8"));

export const smallTrials = (read("smallTrials") as { readonly cases: readonly SmallTrial[] }).cases;
export const smallTrialTests = (read("smallTrialTests") as { readonly cases: readonly SmallTrialTests[] }).cases;

/** A trial's fit, or that of other columns of it. */
export function fitSmallTrial(trial: SmallTrial, options: FitLinearMixedModelOptions = {}, columns: Columns = trial): LinearMixedModelFit<string, string, number> {
  const participant = trial.visits.flatMap((count, index) => Array.from({ length: count }, () => index));
  const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, columnOf(trial, participant, name)]));
  return fitLinearMixedModel(
    { response: trial.response, fixed: named(columns.fixed), random: named(columns.random), participant },
    { estimator: trial.reml ? "reml" : "ml", covarianceStructure: columns.structure, ...options },
  );
}

/** `arm2` is the indicator of arm 2, `time2` its time; `pre` and `post` are the two sides of a hinge at 0. */
function columnOf({ time, arm, age }: SmallTrial, participant: readonly number[], name: string): readonly number[] {
  const [, kind = name, number = ""] = /^([a-z]+)(\d*)$/.exec(name) ?? [];
  const inArm = (row: number) => (number === "" || arm[participant[row]!] === Number(number) ? 1 : 0);
  const valueOf = (row: number) => {
    if (kind === "age") return age![participant[row]!]!;
    if (kind === "pre") return Math.min(time[row]!, 0);
    if (kind === "post") return Math.max(time[row]!, 0);
    return kind === "time" ? time[row]! : 1;
  };
  return participant.map((_, row) => valueOf(row) * inArm(row) + 0);
}
