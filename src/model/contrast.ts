import { fTails } from "../numeric/fDistribution.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { nearestKey } from "../result/nearestKey.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { ContrastBasis, DegreesOfFreedomMethod } from "./ContrastBasis.ts";
import { contrastError, contrastsError } from "./contrastError.ts";
import { fixedEffectOf } from "./fixedEffectOf.ts";
import type { FixedEffect } from "./FixedEffect.ts";
import type { VarianceInformation } from "./VarianceInformation.ts";

/** A fit whose fixed effects can be combined: what `contrast` reads of it. */
export interface ContrastableFit<Fixed extends string> {
  readonly coefficients: { readonly [Name in Fixed]: { readonly estimate: number } };
  readonly covariance: { readonly parameters: readonly Fixed[] };
  readonly contrastBasis: ContrastBasis;
  readonly method: { readonly options: { readonly level: number } };
}

/** Weights of fixed effects by name; those left out have weight 0. */
export type ContrastWeights<Fixed extends string> = { readonly [Name in Fixed]?: number };

export interface ContrastOptions {
  /** Coverage of the intervals, between 0 and 1. Default: that of the fit. */
  readonly level?: number;
}

interface ContrastSettings {
  readonly degreesOfFreedomMethod: DegreesOfFreedomMethod;
  readonly information?: VarianceInformation;
  readonly level: number;
}

/** One combination of fixed effects, tested against zero. */
export interface ContrastResult<Fixed extends string = string> extends FixedEffect {
  /** Without those that are zero. */
  readonly weights: ContrastWeights<Fixed>;
  readonly method: Method<"wald-t-test", ContrastSettings>;
}

/** Several combinations of fixed effects, tested together: all are zero, or not all are. */
export interface ContrastsResult<Fixed extends string = string> {
  /** F; with `kenward-roger` after scaling. `null` where Kenward and Roger's approximation does not exist. */
  readonly statistic: number | null;
  readonly degreesOfFreedom: {
    /** Combinations that are linearly independent. */
    readonly numerator: number;
    /** `null` with `asymptotic` (`"unbounded"`): the statistic times `numerator` is χ². */
    readonly denominator: number | null;
  };
  readonly pValue: number | null;
  /** What F was multiplied by: 1 but for `kenward-roger`. */
  readonly scale: number | null;
  /** Each combination by itself. */
  readonly rows: readonly (FixedEffect & { readonly weights: ContrastWeights<Fixed> })[];
  readonly method: Method<"wald-f-test", ContrastSettings>;
  readonly reasons?: Reasons<"statistic" | "degreesOfFreedom.denominator" | "pValue" | "scale">;
}

const references = {
  satterthwaite: "Giesbrecht & Burns 1985, doi:10.2307/2530872; Fai & Cornelius 1996, doi:10.1080/00949659608811740",
  "kenward-roger": "Kenward & Roger 1997, doi:10.2307/2533558",
  residual: "Pinheiro & Bates 2000, doi:10.1007/b98882",
  asymptotic: "Wald 1943, doi:10.1090/S0002-9947-1943-0012401-3",
} as const;

/**
 * A weighted sum of fixed effects with its error, test and interval, or several tested together.
 *
 * Use it for what a model says beyond single coefficients: the slope of the treated arm (its coefficient and that of the
 * control's slope), the change of slope at treatment, the difference of two such changes, an adjusted mean at a visit. One
 * set of weights gives a t test with an interval; a list of sets gives an F test that all the sums are zero. Both use
 * the degrees-of-freedom method of the fit, worked out for the very combination: they are not those of any coefficient.
 *
 * Several at once: with `satterthwaite` Fai and Cornelius's F, whose degrees of freedom depend (a little) on how the rows are
 * written; with `kenward-roger` the scaled F of the 1997 paper, which does not depend on it; `statistic`, `pValue`,
 * `scale` and the denominator are `null` (`"not-defined"`) in the rare case, of very few participants, in which that
 * approximation has no solution. Rows that follow from others do not count twice.
 *
 * R: `lmerTest::contest`, `pbkrtest::KRmodcomp`, `emmeans::contrast`; SAS: ESTIMATE and CONTRAST in PROC MIXED.
 *
 * @throws RangeError, TypeError for a name that is no fixed effect, weights that are not finite or are all zero, an empty
 *   list, a level outside (0, 1), an unknown option
 *
 * @example
 * ```ts
 * import { contrast, fitLinearMixedModel } from "trialwise";
 *
 * const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
 * const participant = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d"];
 * const treated = participant.map((id) => (id === "c" || id === "d" ? 1 : 0));
 * const intercept = time.map(() => 1);
 * const fit = fitLinearMixedModel({
 *   response: [40, 38, 37, 35, 44, 43, 41, 41, 42, 42, 40, 40, 37, 36, 37, 35],
 *   fixed: { intercept, time, treatedTime: time.map((value, row) => value * treated[row]!) },
 *   random: { intercept },
 *   participant,
 * });
 * contrast(fit, { time: 1, treatedTime: 1 }).estimate; // => -0.6648
 * contrast(fit, [{ time: 1 }, { treatedTime: 1 }]).degreesOfFreedom.numerator; // => 2
 * ```
 */
export function contrast<Fixed extends string>(fit: ContrastableFit<Fixed>, weights: ContrastWeights<Fixed>, options?: ContrastOptions): ContrastResult<Fixed>;
export function contrast<Fixed extends string>(
  fit: ContrastableFit<Fixed>,
  weights: readonly ContrastWeights<Fixed>[],
  options?: ContrastOptions,
): ContrastsResult<Fixed>;
export function contrast<Fixed extends string>(
  fit: ContrastableFit<Fixed>,
  weights: ContrastWeights<Fixed> | readonly ContrastWeights<Fixed>[],
  options: ContrastOptions = {},
): ContrastResult<Fixed> | ContrastsResult<Fixed> {
  checkParts("contrast", "the fit", fit, ["coefficients", "covariance", "contrastBasis", "method"]);
  checkOptionKeys("contrast", options, ["level"]);
  const { level = fit.method.options.level } = options;
  checkLevel("contrast", level);
  const { contrastBasis: basis } = fit;
  const { parameters } = fit.covariance;
  const { degreesOfFreedomMethod } = basis;
  const settings = { degreesOfFreedomMethod, ...("information" in basis && { information: basis.information }), level };
  const reference = references[degreesOfFreedomMethod];
  const effectOf = (row: ContrastWeights<Fixed>) => {
    const values = readWeights(fit, row);
    const named = parameters.filter((_, index) => values[index] !== 0);
    const effect = fixedEffectOf(estimateOf(fit, values), contrastError(basis, values), level);
    return { ...effect, weights: recordOf(named, (name) => values[parameters.indexOf(name)]!) };
  };
  if (!isList(weights)) return { ...effectOf(weights), method: { name: "wald-t-test", options: settings, reference } };
  const rows = weights.map(effectOf);
  const values = weights.map((row) => readWeights(fit, row));
  const error = contrastsError(basis, values, values.map((row) => estimateOf(fit, row)));
  if (error === undefined) throw new RangeError("contrast: the list must have at least one set of weights; received an empty array");
  return { ...joint(error), rows, method: { name: "wald-f-test", options: settings, reference } };
}

function joint({ numerator, denominator, statistic, scale }: NonNullable<ReturnType<typeof contrastsError>>): Omit<ContrastsResult, "rows" | "method"> {
  if (Number.isNaN(denominator)) {
    const reason = "not-defined";
    return {
      statistic: null,
      degreesOfFreedom: { numerator, denominator: null },
      pValue: null,
      scale: null,
      reasons: { statistic: reason, "degreesOfFreedom.denominator": reason, pValue: reason, scale: reason },
    };
  }
  return {
    statistic: withoutNegativeZero(statistic),
    degreesOfFreedom: { numerator, denominator: denominator < Infinity ? denominator : null },
    pValue: fTails(statistic, numerator, denominator).upper,
    scale,
    ...(denominator === Infinity && { reasons: { "degreesOfFreedom.denominator": "unbounded" } as const }),
  };
}

function isList<Row>(weights: Row | readonly Row[]): weights is readonly Row[] {
  return Array.isArray(weights);
}

function readWeights<Fixed extends string>({ covariance: { parameters } }: ContrastableFit<Fixed>, weights: ContrastWeights<Fixed>): number[] {
  if (typeof weights !== "object" || weights === null || Array.isArray(weights)) {
    throw new TypeError(`contrast: weights must be an object of numbers by the names of fixed effects; received ${show(weights)}`);
  }
  const names: readonly string[] = parameters;
  for (const name of Object.keys(weights)) {
    if (names.includes(name)) continue;
    const nearest = nearestKey(name, names);
    throw new RangeError(`contrast: ${show(name)} is no fixed effect of the fit` + (nearest === undefined ? `; they are ${names.join(", ")}` : `. Did you mean ${show(nearest)}?`));
  }
  const values = parameters.map((name) => (Object.hasOwn(weights, name) ? (weights[name] ?? 0) : 0));
  values.forEach((value, index) => checkFinite("contrast", `the weight of ${parameters[index]}`, value));
  if (values.some((value) => value !== 0)) return values;
  throw new RangeError("contrast: at least one weight must not be zero");
}

function estimateOf<Fixed extends string>({ coefficients, covariance: { parameters } }: ContrastableFit<Fixed>, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + (weight === 0 ? 0 : weight * coefficients[parameters[index]!].estimate), 0);
}
