import { differenceOfMeans } from "../inference/groupMoments.ts";
import { studentTTestOf } from "../inference/studentTTest.ts";
import { type ResolvedTestOptions, resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { welchTTestOf } from "../inference/welchTTest.ts";
import { tieTolerance } from "../inference/withTiesEqual.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import type { Alternative } from "../result/Alternative.ts";
import { attempt } from "../result/attempt.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import { type ComparedArm, describeArm, momentsOf, reasonsOfArm, type TwoMoments } from "./armMoments.ts";
import type { ArmOf, ComparableResult, ComparableRow, ComparisonExclusion, QuantityOf } from "./ComparableResult.ts";
import { quantityOf } from "./quantityOf.ts";

export interface CompareArmsOptions<Arm extends string = string, Quantity extends string = string> extends TwoArms<Arm>, TestOptions {
  /** `welch`: each arm has a variance of its own (default). `student`: one pooled variance, as in many published analyses. */
  readonly test?: "student" | "welch";
  /** What is compared; the first quantity of the result's `better` if left out: the change, or the slope. */
  readonly of?: Quantity;
}

export interface CompareArmsResult<Arm extends string = string, Quantity extends string = string> {
  /** Mean of treatment − mean of control. `null` where an arm has no values. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** The arm that the estimate is better for, by the direction of benefit; it says nothing about chance. */
  readonly favours: "treatment" | "control" | "neither" | null;
  readonly groups: { readonly treatment: ComparedArm<Arm>; readonly control: ComparedArm<Arm> };
  readonly counts: { readonly treatment: number; readonly control: number };
  /** Participants of the two arms who are not in the comparison. */
  readonly excluded: readonly ComparisonExclusion<Arm>[];
  readonly method: Method<"student-t-test" | "welch-t-test", ResolvedCompareArmsOptions<Arm, Quantity>>;
  readonly reasons?: Reasons<Estimated | "interval.lower" | "interval.upper" | `groups.${"treatment" | "control"}.${"mean" | "standardDeviation"}`>;
}

export type ResolvedCompareArmsOptions<Arm extends string = string, Quantity extends string = string> = Required<
  CompareArmsOptions<Arm, Quantity>
>;

type Estimated = "estimate" | "standardError" | "degreesOfFreedom" | "statistic" | "pValue" | "favours";

/**
 * Compares two arms of a result: the difference of their means with its interval and p-value.
 *
 * Use it on a change, slope, slope change or progression rate of a trial, or on any result with participants' rows. Arms are
 * named, and the estimate is always treatment − control in the units of the quantity; `favours` says which of them it is
 * better for. Welch's test is the default. `of` names another quantity of the rows, such as `improvement` or `leadInSlope`;
 * participants whose value is `null` are listed in `excluded` with those whom the result had excluded.
 *
 * Where an arm is too small the part that cannot be estimated is `null` with the reason, and the rest stands: an arm without
 * values (`no-values`) leaves no estimate, one with a single value (`too-few-values`; for Student's test both arms with a
 * single value) or two arms without any variance (`no-variance`, also where the standard error is no more than 1e-12 of the largest value
 * compared: changes of decimals that are equal on paper, of which R tests the rounding) leave the estimate alone. The p-value follows the declared `alternative`; a one-sided interval has a `null`
 * limit with the reason `unbounded`.
 *
 * @throws RangeError, TypeError for an arm or a quantity that the result does not have, an arm compared with itself, a level
 *   outside (0, 1), an unknown option
 *
 * Source: Welch 1947 (https://doi.org/10.1093/biomet/34.1-2.28); Student 1908 (https://doi.org/10.1093/biomet/6.1.1).
 *
 * @example
 * ```ts
 * import { alsfrsR, changeFromBaseline, compareArms, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = { "001": ["msc", 36, 35], "002": ["msc", 40, 37], "003": ["control", 33, 27], "004": ["control", 38, 34] } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.entries(scores).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(scores).flatMap(([participant, [, before, after]]) => [
 *     { participant, visit: "V5", measure: "alsfrsR", value: before },
 *     { participant, visit: "V9", measure: "alsfrsR", value: after },
 *   ]),
 * });
 * const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
 * const comparison = compareArms(change, { treatment: "msc", control: "control", test: "student" });
 *
 * comparison.estimate; // => 3
 * comparison.standardError; // => 1.41421356
 * comparison.pValue; // => 0.16794971
 * comparison.favours; // => "treatment"
 * ```
 */
export function compareArms<Result extends ComparableResult>(
  result: Result,
  options: CompareArmsOptions<keyof Result["byArm"] & string, QuantityOf<Result>>,
): CompareArmsResult<keyof Result["byArm"] & string, QuantityOf<Result>> {
  const resolved = resolveOptions(result, options);
  const { treatment, control, of, test, level, alternative } = resolved;
  const samples = { treatment: valuesOfArm(result.rows, treatment, of), control: valuesOfArm(result.rows, control, of) };
  const means = { treatment: momentsOf(samples.treatment), control: momentsOf(samples.control) };
  const roundingError = tieTolerance * largestMagnitude([...samples.treatment, ...samples.control]);
  const estimates = testMeans(test, means, roundingError, { level, alternative }) ?? estimateAlone(test, means, level);
  const { estimate, standardError, degreesOfFreedom, statistic, pValue, interval } = estimates;
  const favours = favouredArm(estimate, roundingError, result.better[of]!);
  const reasons = { ...estimates.reasons, ...reasonsOfArm("treatment", means.treatment), ...reasonsOfArm("control", means.control) };
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue,
    interval,
    alternative,
    favours,
    groups: { treatment: describeArm(treatment, means.treatment), control: describeArm(control, means.control) },
    counts: { treatment: samples.treatment.length, control: samples.control.length },
    excluded: exclusionsOf(result, resolved),
    method: { name: test === "student" ? "student-t-test" : "welch-t-test", options: resolved, reference: references[test] },
    ...(keysOf(reasons).length > 0 && { reasons }),
  };
}

const references = {
  student: "Student 1908, doi:10.1093/biomet/6.1.1; Fisher 1925, Metron 5, 90-104",
  welch: "Welch 1947, doi:10.1093/biomet/34.1-2.28",
};

type Estimates = Pick<
  CompareArmsResult,
  "estimate" | "standardError" | "degreesOfFreedom" | "statistic" | "pValue" | "interval" | "reasons"
>;

function resolveOptions<Result extends ComparableResult>(
  result: Result,
  options: CompareArmsOptions<ArmOf<Result>, QuantityOf<Result>>,
): ResolvedCompareArmsOptions<ArmOf<Result>, QuantityOf<Result>> {
  checkParts("compareArms", "the result", result, ["byArm", "better", "rows", "excluded"]);
  checkOptionKeys("compareArms", options, ["treatment", "control", "test", "of", "level", "alternative"]);
  checkTwoArms("compareArms", result.byArm, options);
  const { treatment, control, test = "welch", of = keysOf<Result["better"]>(result.better)[0]!, ...testOptions } = options;
  checkChoice("compareArms", "test", test, ["student", "welch"]);
  checkKey("compareArms", result.better, of, "quantity");
  return { treatment, control, test, of, ...resolveTestOptions("compareArms", testOptions) };
}
function valuesOfArm(rows: readonly ComparableRow[], arm: string, of: string): number[] {
  return rows.flatMap((row) => (row.arm === arm ? (quantityOf(row, of) ?? []) : []));
}

/**
 * The test, if the arms have the values it needs and do vary by more than rounding, as equal changes of decimals do: Welch's takes two
 * of each, Student's one of either.
 */
function testMeans(test: "student" | "welch", { treatment, control }: TwoMoments, roundingError: number, options: ResolvedTestOptions): Estimates | undefined {
  if (treatment === null || control === null || lacksValues(test, treatment.n, control.n)) return undefined;
  const runTest = test === "student" ? studentTTestOf : welchTTestOf;
  const tested = attempt(() => runTest({ treatment, control, difference: differenceOfMeans(treatment, control) }, options));
  return tested.ok && tested.value.standardError > roundingError ? tested.value : undefined;
}

/** What is left where a test was not possible: the difference of the means, if both arms have one. */
function estimateAlone(test: "student" | "welch", { treatment, control }: TwoMoments, level: number): Estimates {
  const difference = treatment === null || control === null ? null : differenceOfMeans(treatment, control);
  const reason = whyNoTest(test, treatment?.n ?? 0, control?.n ?? 0);
  return {
    estimate: difference === null ? null : withoutNegativeZero(difference),
    standardError: null,
    degreesOfFreedom: null,
    statistic: null,
    pValue: null,
    interval: { lower: null, upper: null, level },
    reasons: {
      ...(difference === null && { estimate: reason, favours: reason }),
      standardError: reason,
      degreesOfFreedom: reason,
      statistic: reason,
      pValue: reason,
      "interval.lower": reason,
      "interval.upper": reason,
    },
  };
}

function whyNoTest(test: "student" | "welch", treatment: number, control: number): Reason {
  if (Math.min(treatment, control) === 0) return "no-values";
  return lacksValues(test, treatment, control) ? "too-few-values" : "no-variance";
}

function lacksValues(test: "student" | "welch", treatment: number, control: number): boolean {
  return test === "student" ? treatment + control < 3 : Math.min(treatment, control) < 2;
}

/** Means that differ by rounding alone favour neither arm. */
function favouredArm(estimate: number | null, roundingError: number, better: "higher" | "lower"): CompareArmsResult["favours"] {
  if (estimate === null) return null;
  if (Math.abs(estimate) <= roundingError) return "neither";
  return estimate > 0 === (better === "higher") ? "treatment" : "control";
}

function exclusionsOf<Arm extends string>(
  { excluded, rows }: ComparableResult,
  { treatment, control, of }: { readonly treatment: Arm; readonly control: Arm; readonly of: string },
): ComparisonExclusion<Arm>[] {
  const isCompared = <Row extends { readonly arm: string }>(row: Row): row is Row & { readonly arm: Arm } =>
    row.arm === treatment || row.arm === control;
  const without = rows.filter(isCompared).filter((row) => quantityOf(row, of) === null);
  return [
    ...excluded.filter(isCompared),
    ...without.map(({ participant, arm, reasons }) => ({ participant, arm, reason: reasons?.[of] ?? ("not-defined" as const) })),
  ];
}
