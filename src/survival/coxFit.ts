import type { Sample } from "../result/Sample.ts";
import type { CoxDesign } from "./coxDesign.ts";
import { coxDesign, dependentColumns } from "./coxDesign.ts";
import { readStrata } from "./labels.ts";
import type { CoxMaximum } from "./maximisePartialLikelihood.ts";
import { maximisePartialLikelihood } from "./maximisePartialLikelihood.ts";
import { checkEvents, riskSets } from "./riskSets.ts";
import type { HazardModel, TiesMethod } from "./riskSums.ts";
import { staysIn } from "./stays.ts";
import type { CheckedTimes, SurvivalCounts, SurvivalTimes } from "./survivalTimes.ts";
import { countParticipants, readSurvivalTimes } from "./survivalTimes.ts";

/** Times to an event with covariates, one entry of each column for each participant, in any order. */
export interface CoxRegressionInput<Name extends string = string> extends SurvivalTimes {
  /** Columns by name: a measured covariate, or 1 and 0 for treatment and control. No column of ones. */
  readonly covariates: Readonly<Record<Name, Sample>>;
  /** Each stratum has a baseline hazard of its own; the coefficients are common to all. */
  readonly stratum?: readonly (string | number)[];
}

/** What a regression counted. */
export interface CoxCounts extends SurvivalCounts {
  readonly strata: number;
}

/** The model with its maximum. */
export interface CoxFit<Name extends string> {
  readonly data: CheckedTimes;
  readonly design: CoxDesign<Name>;
  readonly model: HazardModel;
  readonly maximum: CoxMaximum;
  readonly counts: CoxCounts;
}

export const tiesMethods: readonly TiesMethod[] = ["efron", "breslow"];

export const coxReferences: Readonly<Record<TiesMethod, string>> = {
  efron: "Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Efron 1977, doi:10.1080/01621459.1977.10480613",
  breslow: "Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Breslow 1974, doi:10.2307/2529620",
};

export function coxFit<Name extends string>(caller: string, input: CoxRegressionInput<Name>, ties: TiesMethod): CoxFit<Name> {
  const { data, strata, sets } = readRiskSets(caller, input);
  const design = coxDesign(caller, input.covariates, sets);
  const model = { sets, stays: staysIn(sets), rows: design.rows, ties };
  const maximum = maximisePartialLikelihood(caller, design, model);
  return { data, design, model, maximum, counts: { ...countParticipants(data), strata: strata.labels.length } };
}

/** Names of the covariates without a coefficient of their own: constant among those at risk together, or combinations of those before them. */
export function dependentCovariates<Name extends string>(caller: string, input: CoxRegressionInput<Name>): readonly Name[] {
  return dependentColumns(caller, input.covariates, readRiskSets(caller, input).sets);
}

function readRiskSets(caller: string, input: CoxRegressionInput) {
  const data = readSurvivalTimes(caller, input, { required: ["covariates"], optional: ["stratum"] });
  const strata = readStrata(caller, input.stratum, data.time.length);
  const sets = riskSets(data, strata);
  checkEvents(caller, sets);
  return { data, strata, sets };
}
