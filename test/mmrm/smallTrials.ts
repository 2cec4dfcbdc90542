import { readFileSync } from "node:fs";
import type { FitMmrmOptions, GroupedMmrmFit, MmrmFit, VisitCovarianceStructure } from "trialwise/mmrm";
import { fitMmrm } from "trialwise/mmrm";

/** One trial of test/reference/mmrm/smallTrials.json. Without `beta` no search found an optimum. */
export interface SmallTrial {
  readonly name: string;
  readonly structure: VisitCovarianceStructure;
  readonly fixed: readonly string[];
  readonly reml: boolean;
  readonly byArm: boolean;
  /** The visits of each participant, a digit each; responses follow them. */
  readonly seen: readonly string[];
  readonly arm: readonly number[];
  readonly base: readonly number[] | null;
  readonly response: readonly number[];
  readonly beta?: readonly number[];
  readonly standardErrors: readonly number[];
  readonly logLikelihood: number;
  /** Of each arm or of all: lower triangle, column by column. */
  readonly covariance: readonly (readonly number[])[];
  /** Degrees of freedom by the observed and by the expected information. */
  readonly satterthwaite: readonly number[];
  readonly expected: readonly number[];
  /** Standardised residuals of the first participant. */
  readonly residuals: readonly number[];
  /** Standard errors of Kenward and Roger, of REML fits. */
  readonly firstOrder?: readonly number[];
  readonly firstOrderObserved?: readonly number[];
  readonly secondOrder?: readonly number[];
}

/** A likelihood-ratio test of test/reference/mmrm/smallTrialTests.json, of a trial's fit against a special case. */
export interface SmallTrialTest {
  readonly trial: string;
  readonly restricted: { readonly structure: VisitCovarianceStructure; readonly fixed: readonly string[]; readonly byArm: boolean };
  /** Of the restricted and of the full fit. */
  readonly logLikelihood: readonly number[];
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../reference/mmrm/${name}.json`, import.meta.url), "utf8"));

export const smallTrials = (read("smallTrials") as { readonly cases: readonly SmallTrial[] }).cases;
export const smallTrialTests = (read("smallTrialTests") as { readonly cases: readonly SmallTrialTest[] }).cases;

/** A trial's fit, or that of other columns or another structure of it. */
export function fitSmallTrial(trial: SmallTrial, options: FitMmrmOptions<number> = {}, model: SmallTrialTest["restricted"] = trial): MmrmFit<string, number> | GroupedMmrmFit<string, number, number> {
  const participant = trial.seen.flatMap((visits, index) => Array.from(visits, () => index));
  const visit = trial.seen.flatMap((visits) => Array.from(visits, Number));
  const arm = participant.map((index) => trial.arm[index]!);
  const columnOf = (name: string) => {
    const [, kind = name, number = ""] = /^([a-z]+)(\d*)$/.exec(name) ?? [];
    const isIn = (row: number) => (number === "" || arm[row] === Number(number) ? 1 : 0);
    if (kind === "v") return visit.map((value) => (value === Number(number) ? 1 : 0));
    if (kind === "base") return participant.map((index) => trial.base![index]!);
    return visit.map((value, row) => isIn(row) * (kind === "time" ? value : 1));
  };
  const input = { response: trial.response, fixed: Object.fromEntries(model.fixed.map((name) => [name, columnOf(name)])), visit, participant };
  const settings = { estimator: trial.reml ? "reml" : "ml", covarianceStructure: model.structure, ...options } as const;
  return model.byArm ? fitMmrm({ ...input, group: arm }, settings) : fitMmrm(input, settings);
}
