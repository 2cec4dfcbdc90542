import { people } from "../naive/survival.ts";
import type { FixtureTimes } from "./fixtures.ts";
import { columnsOf, readFixture } from "./fixtures.ts";

export interface CoxCase extends FixtureTimes {
  readonly covariates: readonly (readonly number[])[];
  readonly ties: "efron" | "breslow";
  readonly estimate: readonly number[];
  readonly standardError: readonly number[];
  readonly robustError: readonly number[];
  /** Of the last coefficient with the first. */
  readonly covariance: number;
  readonly pValue: readonly number[];
  readonly logLikelihood: readonly number[];
  readonly wald: number;
  readonly robustWald: number;
  readonly score: number;
  /** Concordant, discordant and tied pairs. */
  readonly concordance: readonly number[];
  /** cox.zph along the km transform, and along time: of each covariate, then of all. */
  readonly drift: readonly number[];
  readonly driftInTime: readonly number[];
}

export const coxCases = readFixture<CoxCase>("cox").cases;

export function coxInputOf(each: CoxCase) {
  return { ...columnsOf(each), covariates: Object.fromEntries(each.covariates.map((column, index) => [`x${index + 1}`, column])) };
}

/** The same for the second implementation. */
export function coxPeopleOf(each: CoxCase) {
  return people(each).map((person, row) => ({ ...person, stratum: each.stratum?.[row] ?? 0, x: each.covariates.map((column) => column[row]!) }));
}
