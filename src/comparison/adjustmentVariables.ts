import { checkKnownKeys } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { Covariate } from "../trial/Covariate.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import type { Participant } from "../trial/Participant.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";

/** A fact to adjust for: a measure's value at a visit, or a declared covariate. */
export type AdjustmentVariable<Keys extends TrialKeys = TrialKeys> =
  | { readonly measure: Keys["measure"]; readonly visit: Keys["visit"] }
  | { readonly covariate: Keys["covariate"] };

/** `alsfrsR at V5`, `age`. */
export function nameOfVariable(variable: AdjustmentVariable): string {
  return "covariate" in variable ? variable.covariate : `${variable.measure} at ${variable.visit}`;
}

export function checkAdjustmentVariables<Keys extends TrialKeys>(caller: string, { trial }: TrialData<Keys>, variables: readonly AdjustmentVariable<Keys>[]): void {
  if (!Array.isArray(variables) || variables.length === 0) {
    throw new RangeError(`${caller}: adjustFor must be a list with at least one variable; received ${show(variables)}. compareArms compares without adjustment`);
  }
  for (const variable of variables) {
    if (typeof variable !== "object" || variable === null) {
      throw new TypeError(`${caller}: a variable of adjustFor must be { measure, visit } or { covariate }; received ${show(variable)}`);
    }
    checkKnownKeys(caller, "a variable of adjustFor", variable, "covariate" in variable ? ["covariate"] : ["measure", "visit"]);
    if ("covariate" in variable) {
      checkKey(caller, trial.covariates, variable.covariate, "covariate");
    } else {
      checkKey(caller, trial.measures, variable.measure, "measure");
      checkKey(caller, trial.visits, variable.visit, "visit");
    }
  }
  const names = variables.map(nameOfVariable);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new RangeError(`${caller}: adjustFor must not name ${show(twice)} twice`);
}

export type AdjustmentReading =
  | { readonly found: true; readonly value: number | string }
  | { readonly found: false; readonly reason: ExclusionReason; readonly visit?: string };

/** Reads a variable of one participant after another. */
export function adjustmentReader<Keys extends TrialKeys>(data: TrialData<Keys>, variable: AdjustmentVariable<Keys>): (participant: Participant<Keys>) => AdjustmentReading {
  if ("covariate" in variable) {
    const { kind } = data.trial.covariates[variable.covariate];
    return ({ covariates }) => {
      const value = covariates?.[variable.covariate];
      return typeof value === (kind === "number" ? "number" : "string") && value !== undefined ? { found: true, value } : { found: false, reason: "no-covariate" };
    };
  }
  const { measure, visit } = variable;
  const valueAt = valuesOf(data, measure);
  return ({ id }) => {
    const reading = valueAt(id, visit);
    return reading.found ? { found: true, value: reading.value } : { found: false, reason: reading.reason, visit };
  };
}

/** The declared levels of a category; undefined for a number. */
export function levelsOfVariable<Keys extends TrialKeys>({ trial }: TrialData<Keys>, variable: AdjustmentVariable<Keys>): readonly string[] | undefined {
  if (!("covariate" in variable)) return undefined;
  const covariate: Covariate = trial.covariates[variable.covariate];
  return covariate.kind === "category" ? covariate.levels : undefined;
}
