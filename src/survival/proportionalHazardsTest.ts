import { chiSquareTails } from "../numeric/chiSquare.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { CoxCounts, CoxFit, CoxRegressionInput } from "./coxFit.ts";
import { coxFit, tiesMethods } from "./coxFit.ts";
import { partialLikelihood } from "./partialLikelihood.ts";
import { quadraticForm } from "./quadraticForm.ts";
import type { RiskSets } from "./riskSets.ts";
import type { TiesMethod } from "./riskSums.ts";
import type { CurveStep } from "./survivalCurve.ts";
import { survivalCurve } from "./survivalCurve.ts";

export interface ProportionalHazardsTestOptions {
  /** As for the regression. Default `"efron"`. */
  readonly ties?: TiesMethod;
  /**
   * The function of time along which a coefficient may drift.
   *
   * - `km`: 1 − the Kaplan–Meier estimate just before, so that late events far from the others do not decide alone
   * - `identity`: time itself
   *
   * Default `"km"`.
   */
  readonly transform?: "km" | "identity";
}

/** A test of coefficients that drift with time against ones that do not. */
export interface ProportionalHazardsComponent {
  /** χ². */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

export interface ProportionalHazardsTestResult<Name extends string = string> {
  /** One for each covariate, beside the constant coefficients of all. */
  readonly coefficients: { readonly [Key in Name]: ProportionalHazardsComponent };
  /** All covariates at once. */
  readonly global: ProportionalHazardsComponent;
  readonly counts: CoxCounts;
  readonly method: Method<"proportional-hazards-test", Required<ProportionalHazardsTestOptions>>;
}

/**
 * Whether the hazard ratios of a Cox regression stay the same over time: the test of Grambsch and Therneau, which looks for a
 * trend of the Schoenfeld residuals along a function of time.
 *
 * Use it beside `coxRegression`, on the same input. It is the score test of adding each covariate × the function of time to the
 * regression, with the exact information. A small p-value speaks against proportional hazards; a large one, with few events,
 * speaks for nothing. The Kaplan–Meier estimate of the `km` transform is of all participants together, strata or not.
 *
 * R: `cox.zph(fit, transform = "km")` of survival 3.0 and later; earlier versions, and SAS, approximate the information, and the
 * statistics differ.
 *
 * @throws TrialwiseError as `coxRegression` does; `no-variance` when there are too few event times to see a trend
 * @throws RangeError, TypeError for times that are negative or not finite, lists of unequal length, an unknown option
 *
 * Source: Grambsch & Therneau 1994 (https://doi.org/10.1093/biomet/81.3.515).
 *
 * @example Relapse of acute myelogenous leukaemia with (1) and without (0) maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { proportionalHazardsTest } from "trialwise";
 *
 * const test = proportionalHazardsTest({
 *   time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
 *   event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
 *   covariates: { maintained: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
 * });
 * test.coefficients.maintained.statistic; // => 0.00788
 * test.global.pValue; // => 0.93
 * ```
 */
export function proportionalHazardsTest<Name extends string>(
  input: CoxRegressionInput<Name>,
  options: ProportionalHazardsTestOptions = {},
): ProportionalHazardsTestResult<Name> {
  checkOptionKeys(caller, options, ["ties", "transform"]);
  const { ties = "efron", transform = "km" } = options;
  checkChoice(caller, "ties", ties, tiesMethods);
  checkChoice(caller, "transform", transform, ["km", "identity"]);
  const fit = coxFit(caller, input, ties);
  const { names } = fit.design;
  const { scores, covariance } = driftScores(fit, transform);
  const component = (statistic: number | null, degreesOfFreedom: number): ProportionalHazardsComponent => {
    if (statistic === null) throw noTrend();
    return { statistic, degreesOfFreedom, pValue: chiSquareTails(statistic, degreesOfFreedom).upper };
  };
  return {
    coefficients: recordOf(names, (name) => {
      const index = names.indexOf(name);
      return component(quadraticForm([scores[index]!], [[covariance[index]![index]!]]), 1);
    }),
    global: component(quadraticForm(scores, covariance), names.length),
    counts: fit.counts,
    method: { name: "proportional-hazards-test", options: { ties, transform }, reference: "Grambsch & Therneau 1994, doi:10.1093/biomet/81.3.515" },
  };
}

const caller = "proportionalHazardsTest";

interface DriftScores {
  /** The slope of the likelihood along each covariate × the function of time, at no drift. */
  readonly scores: readonly number[];
  /** Of the scores, once the constant coefficients are estimated. */
  readonly covariance: readonly (readonly number[])[];
}

function driftScores({ data, design, model, maximum }: CoxFit<string>, transform: "km" | "identity"): DriftScores {
  const size = design.names.length;
  const values = transform === "identity" ? model.sets.time : sharesBefore(survivalCurve(data, (step) => step), model.sets);
  // A constant added to the function of time changes nothing but the digits lost.
  const { events, eventsFrom } = model.sets;
  const centre = values.reduce((total, value, set) => total + ((eventsFrom[set + 1]! - eventsFrom[set]!) / events.length) * value, 0);
  // Nor does its unit, and the square of a time may be beyond the range of numbers.
  const unit = largestMagnitude(values) || 1;
  const drift = values.map((value) => (value - centre) / unit);
  const linear = partialLikelihood(model, maximum.coefficients, drift);
  const squared = partialLikelihood(model, maximum.coefficients, drift.map((value) => value * value));
  const sumOver = (term: (index: number) => number) => design.names.reduce((total, _, index) => total + term(index), 0);
  // What the constant coefficients account for: L⁻¹ of the information, times the information between the two.
  const projected = design.names.map((_, i) =>
    design.names.map((__, j) => sumOver((k) => maximum.root[i * size + k]! * linear.information[k * size + j]!)),
  );
  const covariance = design.names.map((_, i) =>
    design.names.map((__, j) => squared.information[i * size + j]! - sumOver((k) => projected[k]![i]! * projected[k]![j]!)),
  );
  // With too few event times nothing but rounding error is left.
  if (covariance.some((row, i) => !(row[i]! > 1e-9 * squared.information[i * size + i]!))) throw noTrend();
  // The covariates are the standardised columns times this matrix.
  const { inverse } = design;
  return {
    scores: design.names.map((_, i) => sumOver((k) => inverse[k * size + i]! * linear.gradient[k]!)),
    covariance: design.names.map((_, i) =>
      design.names.map((__, j) => sumOver((k) => inverse[k * size + i]! * sumOver((l) => covariance[k]![l]! * inverse[l * size + j]!))),
    ),
  };
}

/** 1 − the estimate just before each set's time. */
function sharesBefore(curve: readonly CurveStep[], sets: RiskSets): Float64Array {
  const before = new Map(curve.map(({ time }, index) => [time, 1 - (curve[index - 1]?.estimate ?? 1)]));
  return sets.time.map((time) => before.get(time)!);
}

function noTrend(): TrialwiseError {
  return new TrialwiseError({
    code: "no-variance",
    message: `${caller}: there are too few event times to tell a coefficient that drifts from one that does not`,
    required: "events of participants with different covariates at several times",
    observed: "no variance",
  });
}
