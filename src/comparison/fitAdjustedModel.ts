import type { FixedEffect } from "../model/FixedEffect.ts";
import { fitLinearModel, type LinearModelFit } from "../model/fitLinearModel.ts";
import type { ModelData } from "../model/readTerms.ts";
import { attempt, type Attempt } from "../result/attempt.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { adjustmentReader, type AdjustmentVariable, levelsOfVariable, nameOfVariable } from "./adjustmentVariables.ts";
import type { ComparableResult, ComparisonExclusion } from "./ComparableResult.ts";
import { quantityOf } from "./quantityOf.ts";

/** A participant with everything that the model needs. */
export interface AdjustedRow {
  readonly arm: string;
  readonly value: number;
  /** In the order of the variables. */
  readonly covariates: readonly (number | string)[];
}

/** The rows of these arms that have a quantity and every variable, and why the others have not. */
export function readAdjustedRows<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  { rows, excluded }: ComparableResult,
  arms: readonly string[],
  of: string,
  variables: readonly AdjustmentVariable<Keys>[],
): { readonly rows: readonly AdjustedRow[]; readonly excluded: readonly ComparisonExclusion[] } {
  const readers = variables.map((variable) => adjustmentReader(data, variable));
  const participants = new Map(data.participants.map((participant) => [participant.id, participant]));
  const kept: AdjustedRow[] = [];
  const left: ComparisonExclusion[] = excluded.filter(({ arm }) => arms.includes(arm));
  for (const row of rows) {
    const { participant: id, arm } = row;
    if (!arms.includes(arm)) continue;
    const participant = participants.get(id);
    if (participant === undefined) throw new RangeError(`analysisOfCovariance: the result has participant ${JSON.stringify(id)}, whom the data do not have`);
    const value = quantityOf(row, of);
    if (value === null) {
      left.push({ participant: id, arm, reason: row.reasons?.[of] ?? "not-defined" });
      continue;
    }
    const covariates: (number | string)[] = [];
    for (const read of readers) {
      const reading = read(participant);
      if (reading.found) {
        covariates.push(reading.value);
        continue;
      }
      const { reason, visit } = reading;
      left.push({ participant: id, arm, reason, ...(visit !== undefined && { visit }) });
      break;
    }
    if (covariates.length === readers.length) kept.push({ arm, value, covariates });
  }
  return { rows: kept, excluded: left };
}

/** The factor of the arms; a space keeps it apart from any key. */
export const armTerm = "treatment arm";

/** The model of the quantity by arm and the variables that vary; these are named. */
export function fitAdjustedModel<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  rows: readonly AdjustedRow[],
  arms: readonly string[],
  variables: readonly AdjustmentVariable<Keys>[],
  level: number,
): { readonly fitted: Attempt<LinearModelFit>; readonly constant: readonly string[] } {
  const columns = variables.map((variable, index) => {
    const values = rows.map(({ covariates }) => covariates[index]!);
    return { name: nameOfVariable(variable), values, levels: levelsOfVariable(data, variable)?.filter((one) => values.includes(one)) };
  });
  const isConstant = ({ values }: { readonly values: readonly unknown[] }) => values.every((value) => value === values[0]);
  const varying = columns.filter((column) => !isConstant(column));
  const columnsByName: ModelData = {
    [armTerm]: rows.map(({ arm }) => arm),
    ...Object.fromEntries(varying.map(({ name, values, levels }) => [name, levels === undefined ? values.map(Number) : values.map(String)])),
  };
  const fitted = attempt(() =>
    fitLinearModel(
      {
        response: rows.map(({ value }) => value),
        terms: [armTerm, ...varying.map(({ name }) => name)],
        data: columnsByName,
        factors: {
          [armTerm]: { levels: arms },
          ...Object.fromEntries(varying.flatMap(({ name, levels }) => (levels === undefined ? [] : [[name, { levels }]]))),
        },
        aliased: "leave-out",
      },
      { level },
    ),
  );
  return { fitted, constant: columns.filter(isConstant).map(({ name }) => name) };
}

/** The coefficients of the covariates by name. */
export function covariateEffects({ coefficients, design, covariance }: LinearModelFit): ({ readonly name: string } & FixedEffect)[] {
  const own = new Set(design.columns.flatMap(({ name, parts }) => (parts.some((part) => !("factor" in part && part.factor === armTerm)) ? [name] : [])));
  return covariance.parameters.filter((name) => own.has(name)).map((name) => ({ name, ...coefficients[name]! }));
}
