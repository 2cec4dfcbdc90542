import type { FixedEffect } from "../model/FixedEffect.ts";
import type { GridWeights } from "../model/gridWeights.ts";
import { type AdjustedEffect, leastSquaresMeans } from "../model/leastSquaresMeans.ts";
import { mean } from "../numeric/sum.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type AdjustmentVariable, checkAdjustmentVariables } from "./adjustmentVariables.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import type { ArmOf, ComparableResult, ComparisonExclusion, QuantityOf } from "./ComparableResult.ts";
import { armTerm, covariateEffects, fitAdjustedModel, readAdjustedRows } from "./fitAdjustedModel.ts";

export interface AnalysisOfCovarianceOptions<Keys extends TrialKeys = TrialKeys, Arm extends string = string, Quantity extends string = string> extends TwoArms<Arm> {
  /** What to adjust for: `{ measure: "alsfrsR", visit: "V5" }` for a value at a visit, `{ covariate: "age" }` for a declared covariate. */
  readonly adjustFor: readonly AdjustmentVariable<Keys>[];
  /** What is compared; the first quantity of the result's `better` if left out. */
  readonly of?: Quantity;
  /**
   * Whose participants the model is fitted to: those of the two arms, or of all arms of the result, which then share the
   * residual variance and the effects of the covariates. Default `"compared"`.
   */
  readonly arms?: "compared" | "all";
  /** How categories are averaged in the adjusted means, as in `leastSquaresMeans`. Default `"equal"`. */
  readonly weights?: GridWeights;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** An arm in an analysis of covariance. */
export interface AdjustedArm<Arm extends string = string> {
  readonly arm: Arm;
  readonly n: number;
  /** Not adjusted; `null` for an arm without values. */
  readonly mean: number | null;
  /** At the mean of the covariates over the participants fitted. */
  readonly adjustedMean: { readonly estimate: number | null; readonly standardError: number | null; readonly interval: Interval };
}

export interface AnalysisOfCovarianceResult<Keys extends TrialKeys = TrialKeys, Arm extends string = string, Quantity extends string = string> {
  /** Adjusted mean of treatment − adjusted mean of control. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: "two-sided";
  /** The arm that the estimate is better for; it says nothing about chance. */
  readonly favours: "treatment" | "control" | "neither" | null;
  readonly groups: { readonly treatment: AdjustedArm<Arm>; readonly control: AdjustedArm<Arm> };
  /** Of the covariates: the change of the quantity per unit, or of a category (`sex[female]`) against its first level. */
  readonly coefficients: readonly ({ readonly name: string } & FixedEffect)[];
  /** Covariates without a coefficient: `no-variance` where all have the same value, `not-estimable` where others say the same. */
  readonly leftOut: readonly { readonly name: string; readonly reason: Reason }[];
  readonly residualVariance: number | null;
  /** Participants fitted. */
  readonly counts: { readonly treatment: number; readonly control: number; readonly fitted: number };
  /** Participants of the arms fitted who are not in the model. */
  readonly excluded: readonly ComparisonExclusion[];
  readonly method: Method<"analysis-of-covariance", Required<AnalysisOfCovarianceOptions<Keys, Arm, Quantity>>>;
  readonly reasons?: Reasons;
}

/**
 * Compares two arms of a result, adjusted for the baseline and other covariates: analysis of covariance.
 *
 * Use it for a change from baseline, a slope or any other quantity with one value for each participant, with the baseline
 * value and stratification factors as covariates: it removes chance differences at entry and makes the comparison more
 * precise. The estimate is treatment − control in units of the quantity, by least squares with one residual variance and
 * parallel lines (no interaction between arm and covariates); `fitLinearModel` fits others.
 *
 * Participants without the quantity or without one of the covariates are listed in `excluded` with the reason
 * (`no-covariate`, or why there is no value at the visit). A covariate that is the same for everybody is left out and listed in
 * `leftOut`, as is one that other covariates determine; where a covariate cannot be told apart from the arm, the difference
 * is `null`, `not-estimable`. Too few participants leave `null` with the reason, too.
 *
 * R: `lm(change ~ arm + baseline)` and `emmeans`; SAS: PROC GLM or MIXED with LSMEANS.
 *
 * @throws RangeError, TypeError for an arm, a quantity, a covariate, a measure or a visit that does not exist, an arm compared
 *   with itself, a level outside (0, 1), an unknown option
 *
 * Source: Vickers & Altman 2001 (https://doi.org/10.1136/bmj.323.7321.1123); European Medicines Agency 2015, Guideline on
 * adjustment for baseline covariates in clinical trials (EMA/CHMP/295050/2013).
 *
 * @example
 * ```ts
 * import { alsfrsR, analysisOfCovariance, changeFromBaseline, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = {
 *   "001": ["control", 38, 34], "002": ["control", 31, 24], "003": ["control", 36, 31],
 *   "004": ["msc", 40, 39], "005": ["msc", 33, 30], "006": ["msc", 42, 42], "007": ["msc", 35, 33],
 * } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.entries(scores).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(scores).flatMap(([participant, [, before, after]]) => [
 *     { participant, visit: "V5", measure: "alsfrsR", value: before },
 *     { participant, visit: "V9", measure: "alsfrsR", value: after },
 *   ]),
 * });
 * const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
 * const adjusted = analysisOfCovariance(data, change, { treatment: "msc", control: "control", adjustFor: [{ measure: "alsfrsR", visit: "V5" }] });
 *
 * adjusted.estimate; // => 2.9789
 * adjusted.pValue; // => 0.000381
 * adjusted.groups.control.adjustedMean.estimate; // => -4.8451
 * ```
 */
export function analysisOfCovariance<Keys extends TrialKeys, Result extends ComparableResult>(
  data: TrialData<Keys>,
  result: Result,
  options: AnalysisOfCovarianceOptions<NoInfer<Keys>, keyof Result["byArm"] & string, QuantityOf<Result>>,
): AnalysisOfCovarianceResult<Keys, keyof Result["byArm"] & string, QuantityOf<Result>> {
  checkTrialData(caller, data);
  const resolved = resolveOptions(data, result, options);
  const { treatment, control, adjustFor, of, level, weights } = resolved;
  const wanted = resolved.arms === "all" ? keysOf<Result["byArm"]>(result.byArm) : [treatment, control];
  const { rows, excluded } = readAdjustedRows(data, result, wanted, of, adjustFor);
  const valuesOfArm = (arm: string) => rows.flatMap((row) => (row.arm === arm ? [row.value] : []));
  const values = { treatment: valuesOfArm(treatment), control: valuesOfArm(control) };
  const isEmpty = values.treatment.length === 0 || values.control.length === 0;
  // The reference comes first.
  const arms = [control, ...wanted.filter((arm) => arm !== control && valuesOfArm(arm).length > 0)];
  const { fitted, constant } = isEmpty ? { fitted: undefined, constant: [] } : fitAdjustedModel(data, rows, arms, adjustFor, level);
  const fit = fitted?.ok ? fitted.value : undefined;
  const means = fit && leastSquaresMeans(fit, { of: [armTerm], weights, differences: { of: armTerm, versus: control } });
  const difference = means?.differences.find((each) => each.level === treatment);
  const { estimate = null, standardError = null, degreesOfFreedom = null, statistic = null, pValue = null, interval = { lower: null, upper: null, level } } = difference ?? {};
  const groupOf = (arm: ArmOf<Result>, own: readonly number[]) => describeArm(arm, own, means?.means.find(({ levels }) => levels[armTerm] === arm), level);
  const groups = { treatment: groupOf(treatment, values.treatment), control: groupOf(control, values.control) };
  const reason = isEmpty ? "no-values" : fitted?.ok === false ? reasonOf(fitted.issue.code) : "not-estimable";
  const reasons = nullReasons({ estimate, groups, residualVariance: fit?.residualVariance ?? null }, reason);
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue,
    interval,
    alternative: "two-sided",
    favours: estimate === null ? null : estimate === 0 ? "neither" : estimate > 0 === (result.better[of] === "higher") ? "treatment" : "control",
    groups,
    coefficients: fit === undefined ? [] : covariateEffects(fit),
    leftOut: [
      ...constant.map((name) => ({ name, reason: "no-variance" as const })),
      ...(fit?.design.aliased ?? []).map(({ name }) => ({ name, reason: "not-estimable" as const })),
    ],
    residualVariance: fit?.residualVariance ?? null,
    counts: { treatment: values.treatment.length, control: values.control.length, fitted: rows.length },
    excluded,
    method: { name: "analysis-of-covariance", options: resolved, reference: "Vickers & Altman 2001, doi:10.1136/bmj.323.7321.1123" },
    ...(keysOf(reasons).length > 0 && { reasons }),
  };
}

const caller = "analysisOfCovariance";

function resolveOptions<Keys extends TrialKeys, Result extends ComparableResult>(
  data: TrialData<Keys>,
  result: Result,
  options: AnalysisOfCovarianceOptions<Keys, ArmOf<Result>, QuantityOf<Result>>,
): Required<AnalysisOfCovarianceOptions<Keys, ArmOf<Result>, QuantityOf<Result>>> {
  checkParts(caller, "the result", result, ["byArm", "better", "rows", "excluded"]);
  checkOptionKeys(caller, options, ["treatment", "control", "adjustFor", "of", "arms", "weights", "level"]);
  checkTwoArms(caller, result.byArm, options);
  checkParts(caller, "the options", options, ["adjustFor"]);
  const { treatment, control, adjustFor, of = keysOf<Result["better"]>(result.better)[0]!, arms = "compared", weights = "equal", level = 0.95 } = options;
  checkAdjustmentVariables(caller, data, adjustFor);
  checkKey(caller, result.better, of, "quantity");
  checkChoice(caller, "arms", arms, ["compared", "all"]);
  checkChoice(caller, "weights", weights, ["equal", "proportional", "counterfactual"]);
  checkLevel(caller, level);
  return { treatment, control, adjustFor, of, arms, weights, level };
}

function describeArm<Arm extends string>(arm: Arm, values: readonly number[], adjusted: AdjustedEffect | undefined, level: number): AdjustedArm<Arm> {
  const { estimate = null, standardError = null, interval = { lower: null, upper: null, level } } = adjusted ?? {};
  return { arm, n: values.length, mean: values.length === 0 ? null : withoutNegativeZero(mean(values)), adjustedMean: { estimate, standardError, interval } };
}

function reasonOf(code: string): Reason {
  return code === "too-few-values" || code === "no-variance" ? code : "not-estimable";
}

function nullReasons(
  { estimate, groups, residualVariance }: Pick<AnalysisOfCovarianceResult, "estimate" | "groups" | "residualVariance">,
  reason: Reason,
): Record<string, Reason> {
  const missing = [
    ...(estimate === null ? ["estimate", "standardError", "degreesOfFreedom", "statistic", "pValue", "interval.lower", "interval.upper", "favours"] : []),
    ...(residualVariance === null ? ["residualVariance"] : []),
    ...(["treatment", "control"] as const).flatMap((group) => [
      ...(groups[group].mean === null ? [`groups.${group}.mean`] : []),
      ...(groups[group].adjustedMean.estimate === null ? ["estimate", "standardError", "interval.lower", "interval.upper"].map((path) => `groups.${group}.adjustedMean.${path}`) : []),
    ]),
  ];
  return Object.fromEntries(missing.map((path) => [path, reason]));
}
