import { attempt } from "../result/attempt.ts";
import { checkFields, checkParts } from "../result/checkKeys.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { recordOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { timesOfRows } from "./armTimes.ts";
import type { CovarianceMethod } from "./coxCovariance.ts";
import { type CoxRegressionInput, dependentCovariates } from "./coxFit.ts";
import { type CoxCoefficient, coxRegression } from "./coxRegression.ts";
import { failureReason } from "./failureReason.ts";
import { type ProportionalHazardsComponent, proportionalHazardsTest } from "./proportionalHazardsTest.ts";
import type { TiesMethod } from "./riskSums.ts";
import type { TimeToEventResult, TimeToEventRow } from "./TimeToEventResult.ts";

/** Cox's regression on the arm and on covariates of the participants. */
export interface AdjustedSurvivalRegression<Keys extends TrialKeys = TrialKeys> {
  /** Of treatment against control, in participants alike in the covariates; `null` where it cannot be estimated. */
  readonly treatment: CoxCoefficient | null;
  /**
   * Of the covariates: the log hazard ratio per unit, or of a category (`sex[male]`) against the first of its levels that somebody has,
   * together with those of its levels that are left out as `not-estimable`.
   */
  readonly coefficients: readonly ({ readonly name: string } & CoxCoefficient)[];
  /**
   * What has no coefficient: `no-values` a level that nobody has, `no-variance` a covariate that is the same in everybody, `not-estimable`
   * a column that earlier ones or the strata determine, `unbounded` a column whose hazard ratio is 0 or infinite, as that of a level without
   * events: with it there is no regression at all.
   */
  readonly leftOut: readonly { readonly name: string; readonly reason: Reason }[];
  /** Whether these hazard ratios stay the same over time. */
  readonly proportionalHazards: AdjustedProportionalHazards | null;
  /** Participants in the regression, and their events. */
  readonly counts: { readonly [Group in "treatment" | "control"]: { readonly n: number; readonly events: number } };
  /** Participants of the comparison who are not in the regression: the first covariate that they lack. */
  readonly excluded: readonly { readonly participant: string; readonly arm: Keys["arm"]; readonly reason: "no-covariate"; readonly covariate: Keys["covariate"] }[];
  readonly reasons?: Reasons<"treatment" | "proportionalHazards">;
}

/** As `proportionalHazardsTest` has it, for an adjusted regression. */
export interface AdjustedProportionalHazards {
  readonly treatment: ProportionalHazardsComponent;
  readonly coefficients: readonly ({ readonly name: string } & ProportionalHazardsComponent)[];
  readonly global: ProportionalHazardsComponent;
}

export interface AdjustedRegressionOptions<Keys extends TrialKeys> {
  readonly treatment: Keys["arm"];
  readonly adjustFor: readonly { readonly covariate: Keys["covariate"] }[];
  readonly ties: TiesMethod;
  readonly covarianceMethod: CovarianceMethod;
  readonly level: number;
}

interface Column {
  readonly name: string;
  readonly values: readonly number[];
}

/** No covariate's column may have its name. */
const armColumn = "treatment arm";

export function adjustedRegression<Keys extends TrialKeys>(
  rows: readonly TimeToEventRow<Keys>[],
  stratumOf: (row: TimeToEventRow<Keys>) => string,
  levels: TimeToEventResult<Keys>["levels"],
  { treatment, adjustFor, ties, covarianceMethod, level }: AdjustedRegressionOptions<Keys>,
): AdjustedSurvivalRegression<Keys> {
  const lacks = (row: TimeToEventRow<Keys>) => adjustFor.find(({ covariate }) => !isKnown(row.covariates?.[covariate], levels[covariate]))?.covariate;
  const complete = rows.filter((row) => lacks(row) === undefined);
  const isTreated = ({ arm }: TimeToEventRow<Keys>) => arm === treatment;
  const describe = (own: readonly TimeToEventRow<Keys>[]) => ({ n: own.length, events: own.filter(({ outcome }) => outcome === "event").length });
  const counts = { treatment: describe(complete.filter(isTreated)), control: describe(complete.filter((row) => !isTreated(row))) };
  const coded = adjustFor.map(({ covariate }) => codeCovariate(covariate, complete.map(({ covariates }) => covariates?.[covariate]), levels[covariate]));
  const columns = [...coded.flatMap((one) => one.columns), { name: armColumn, values: complete.map((row) => (isTreated(row) ? 1 : 0)) }];
  refuseSameNames(columns);
  const inputOf = (some: readonly Column[]): CoxRegressionInput => ({
    ...timesOfRows(complete),
    covariates: Object.fromEntries(some.map(({ name, values }) => [name, values])),
    stratum: complete.map(stratumOf),
  });
  const isEmpty = counts.treatment.n * counts.control.n === 0;
  const independent = attempt(() => (isEmpty ? [] : independentColumns(columns, inputOf)));
  const kept = independent.ok ? independent.value : [];
  const own = kept.filter(({ name }) => name !== armColumn);
  const canTell = kept.length > own.length;
  const regression = canTell ? attempt(() => coxRegression(inputOf(kept), { ties, covarianceMethod, level })) : undefined;
  const monotone = regression?.ok === false && regression.issue.code === "monotone-likelihood" ? String(regression.issue.observed) : "";
  const drift = canTell ? attempt(() => proportionalHazardsTest(inputOf(kept), { ties })) : undefined;
  const whyNone = isEmpty ? "no-values" : !independent.ok ? failureReason(independent.issue) : own.length === 0 ? "no-variance" : "not-estimable";
  const whyNot = (part: typeof regression | typeof drift) => (part === undefined ? whyNone : part.ok ? undefined : failureReason(part.issue));
  const reasons = [["treatment", whyNot(regression)], ["proportionalHazards", whyNot(drift)]].filter(([, reason]) => reason !== undefined);
  const named = <Value extends object>(of: Readonly<Record<string, Value>>) => own.map(({ name }) => ({ name, ...of[name]! }));
  return {
    treatment: regression?.ok === true ? regression.value.coefficients[armColumn]! : null,
    coefficients: regression?.ok === true ? named(regression.value.coefficients) : [],
    leftOut: [
      ...(isEmpty ? [] : coded.flatMap((one) => one.leftOut)),
      ...(isEmpty || !independent.ok ? [] : columns.filter((column) => column.name !== armColumn && !kept.includes(column)).map(({ name }) => ({ name, reason: "not-estimable" as const }))),
      ...own.filter(({ name }) => monotone.includes(JSON.stringify(name))).map(({ name }) => ({ name, reason: "unbounded" as const })),
    ],
    proportionalHazards:
      drift?.ok === true ? { treatment: drift.value.coefficients[armColumn]!, coefficients: named(drift.value.coefficients), global: drift.value.global } : null,
    counts,
    excluded: rows.flatMap((row) => {
      const covariate = lacks(row);
      return covariate === undefined ? [] : [{ participant: row.participant, arm: row.arm, reason: "no-covariate" as const, covariate }];
    }),
    ...(reasons.length > 0 && { reasons: Object.fromEntries(reasons) }),
  };
}

export function checkAdjustFor<Keys extends TrialKeys>(caller: string, result: TimeToEventResult<Keys>, adjustFor: readonly { readonly covariate: Keys["covariate"] }[]): void {
  checkParts(caller, "the result of timeToEvent", result, ["covariates", "levels"]);
  if (!Array.isArray(adjustFor) || adjustFor.length === 0) {
    throw new RangeError(`${caller}: adjustFor must be a list with at least one { covariate }; received ${show(adjustFor)}`);
  }
  const declared = recordOf(result.covariates, () => true);
  const seen = new Set<string>();
  for (const variable of adjustFor) {
    if (typeof variable !== "object" || variable === null) {
      throw new TypeError(`${caller}: a variable of adjustFor must be { covariate }; received ${show(variable)}`);
    }
    checkFields(caller, "a variable of adjustFor", variable, ["covariate"]);
    checkKey(caller, declared, variable.covariate, "covariate");
    if (seen.has(variable.covariate)) throw new RangeError(`${caller}: adjustFor must not name ${show(variable.covariate)} twice`);
    seen.add(variable.covariate);
  }
}

function isKnown(value: unknown, levels: readonly string[] | undefined): boolean {
  return levels === undefined ? typeof value === "number" : typeof value === "string" && levels.includes(value);
}

/** A number as it is; a category as 1 and 0 for each level that somebody has but the first of them. */
function codeCovariate(name: string, values: readonly unknown[], levels: readonly string[] | undefined): { readonly columns: readonly Column[]; readonly leftOut: AdjustedSurvivalRegression["leftOut"] } {
  if (values.every((value) => value === values[0])) return { columns: [], leftOut: [{ name, reason: "no-variance" }] };
  if (levels === undefined) return { columns: [{ name, values: values.map(Number) }], leftOut: [] };
  const present = levels.filter((one) => values.includes(one));
  return {
    columns: present.slice(1).map((one) => ({ name: `${name}[${one}]`, values: values.map((value) => (value === one ? 1 : 0)) })),
    leftOut: levels.filter((one) => !present.includes(one)).map((one) => ({ name: `${name}[${one}]`, reason: "no-values" })),
  };
}

/** Without columns that those before them determine; the arm comes last, so that it stays only where it can be told from all others. */
function independentColumns(columns: readonly Column[], inputOf: (some: readonly Column[]) => CoxRegressionInput): readonly Column[] {
  if (columns.length === 0) return columns;
  const dependent = dependentCovariates("compareSurvival", inputOf(columns));
  return dependent.length === 0 ? columns : independentColumns(columns.filter(({ name }) => !dependent.includes(name)), inputOf);
}

function refuseSameNames(columns: readonly Column[]): void {
  const twice = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw new RangeError(`compareSurvival: two columns of the adjusted regression would be called ${show(twice.name)}`);
}
