import { adjustedPValues, type PValueAdjustment } from "../inference/adjustPValues.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { type DesignedFit, checkDesignedFit, estimableEffect } from "./estimableEffect.ts";
import type { FixedEffect } from "./FixedEffect.ts";
import { type GridWeights, gridWeights } from "./gridWeights.ts";
import type { LeastSquaresMeansOptions, LeastSquaresMeansSettings } from "./leastSquaresMeansOptions.ts";
import { levelsOf, resolveMeansOptions } from "./leastSquaresMeansOptions.ts";

/** As `FixedEffect`; where the mean is not estimable every number is `null`, with the reason `"not-estimable"`. */
export interface AdjustedEffect {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  /** Estimate / standard error: against zero. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: FixedEffect["interval"];
  readonly alternative: "two-sided";
  readonly reasons?: Reasons<"estimate" | "standardError" | "degreesOfFreedom" | "statistic" | "pValue" | "adjustedPValue" | "interval.lower" | "interval.upper">;
}

/** The adjusted mean of one combination of levels. */
export interface LeastSquaresMean<Factor extends string = string> extends AdjustedEffect {
  readonly levels: { readonly [F in Factor]: string };
}

/** The mean at `level` − the mean at `versus`, with the other factors of `of` at the same levels in both. */
export interface DifferenceOfMeans<Factor extends string = string> extends AdjustedEffect {
  readonly level: string;
  readonly versus: string;
  /** Levels of the other factors. */
  readonly within: { readonly [F in Factor]?: string };
  /** Only where an adjustment was asked for: adjusted for the number of differences in the result. */
  readonly adjustedPValue?: number | null;
}

export interface LeastSquaresMeansResult<Factor extends string = string, Of extends Factor = Factor, Covariate extends string = string> {
  /** One for each combination of levels; the first factor of `of` runs slowest. */
  readonly means: readonly LeastSquaresMean<Of>[];
  /** Empty unless asked for. */
  readonly differences: readonly DifferenceOfMeans<Of>[];
  /** What covariates were held at; without those averaged over participants by `counterfactual`. */
  readonly covariates: readonly { readonly name: Covariate; readonly value: number }[];
  readonly counts: { readonly observations: number; readonly participants: number };
  readonly method: Method<"least-squares-means", LeastSquaresMeansSettings<Factor, Of, Covariate>>;
}

/**
 * Adjusted means (least-squares means) of the levels of one or several factors, and their differences.
 *
 * Use it for what a report states of a model: the change in each arm at the mean baseline, the difference between arms at each
 * visit. The fit is that of `fitLinearModel`, or of `fitLinearMixedModel` or `fitMmrm` from the columns of `designColumns`, passed
 * as `{ ...fit, design }`. Standard errors, degrees of freedom and tests are those of the fit's method. Variables that are
 * neither in `of` nor in `at` are averaged, as `weights` says:
 *
 * - `equal` (default): every level of a factor counts the same, as in a balanced trial; covariates at their mean.
 * - `proportional`: levels count by their share of the participants, each factor by itself; covariates at their mean.
 * - `counterfactual`: the mean over the participants analysed, had all been at these levels and otherwise as they were. It
 *   differs from `proportional` where two of the averaged variables interact. The participants' covariates are taken as given:
 *   the standard error does not count their sampling.
 *
 * Means and shares are over **participants**, each counting once; R's emmeans averages rows, so that under dropout those
 * who stay count more. A mean that needs an empty cell is `null`, `"not-estimable"`; the others stand. The `adjustment` of p-values
 * is for all differences of the result; intervals are not adjusted.
 *
 * R: `emmeans`, whose default is `equal`, with `weights = "outer"` for `proportional`; SAS: LSMEANS, `equal` too; its OM option weighs by observed
 * margins of the rows.
 *
 * @throws RangeError, TypeError for a factor or level that the design does not have, a covariate among `of`, a variable held
 *   and asked for at once, a fit whose coefficients are not the columns of its design, an unknown option or choice
 *
 * Source: Searle, Speed & Milliken 1980 (https://doi.org/10.1080/00031305.1980.10483031); `counterfactual`: Lane & Nelder 1982,
 * Biometrics 38, 613–621.
 *
 * @example
 * ```ts
 * import { fitLinearModel, leastSquaresMeans } from "trialwise";
 *
 * const fit = fitLinearModel({
 *   response: [-4, -7, -5, -1, -3, 0, -2],
 *   terms: ["arm", "baseline"],
 *   data: { arm: ["control", "control", "control", "msc", "msc", "msc", "msc"], baseline: [38, 31, 36, 40, 33, 42, 35] },
 * });
 * const adjusted = leastSquaresMeans(fit, { of: ["arm"], differences: { of: "arm", versus: "control" } });
 * adjusted.means.map((mean) => mean.estimate); // => [-4.845087, -1.866184]
 * adjusted.differences[0]?.interval.lower; // => 2.2304
 * adjusted.covariates; // => [{ "name": "baseline", "value": 36.42857 }]
 * ```
 */
export function leastSquaresMeans<Factor extends string, Covariate extends string, const Of extends Factor>(
  fit: DesignedFit<Factor, Covariate>,
  options: LeastSquaresMeansOptions<Factor, Of, Covariate>,
): LeastSquaresMeansResult<Factor, Of, Covariate> {
  checkDesignedFit("leastSquaresMeans", fit);
  const settings = resolveMeansOptions(fit, options);
  const { of, at, weights, differences, adjustment, level } = settings;
  const { design } = fit;
  const held = keysOf(at).map((name) => [name, at[name]!] as const);
  const cells = of.reduce<Cell<Of>[]>((some, factor) => some.flatMap((cell) => levelsOf(design, factor).map((one) => new Map([...cell, [factor, one]]))), [new Map()]);
  const weightsOf = (cell: Cell<Of>) => gridWeights(design, new Map<string, string | number>([...held, ...cell]), weights);
  const effectOf = (columns: readonly number[]) => estimableEffect(fit, columns, level) ?? notEstimable(level);
  const pairs = differences === undefined ? [] : cells.flatMap((cell) => pairsFrom(cell, differences.of, differences.versus, levelsOf(design, differences.of)));
  const compared = pairs.map(({ first, second }) => effectOf(subtract(weightsOf(first), weightsOf(second))));
  const adjusted = adjustEstimable(compared, adjustment);
  return {
    means: cells.map((cell) => ({ levels: recordOf(of, (factor) => cell.get(factor)!), ...effectOf(weightsOf(cell)) })),
    differences: pairs.map(({ first, second, factor }, index) => ({
      level: first.get(factor)!,
      versus: second.get(factor)!,
      within: recordOf(of.filter((other) => other !== factor), (other) => first.get(other)!),
      ...adjustedEffect(compared[index]!, adjusted?.[index]),
    })),
    covariates: covariateValues(fit.design, at, weights),
    counts: design.counts,
    method: { name: "least-squares-means", options: settings, reference: references[weights === "counterfactual" ? "counterfactual" : "populationMarginal"] },
  };
}

const references = {
  populationMarginal: "Searle, Speed & Milliken 1980, doi:10.1080/00031305.1980.10483031",
  counterfactual: "Lane & Nelder 1982, Biometrics 38, 613-621",
} as const;

type Cell<Factor extends string> = ReadonlyMap<Factor, string>;

/** The differences in which this cell comes first: from the level named, or from every level before its own. */
function pairsFrom<Factor extends string>(cell: Cell<Factor>, factor: Factor, versus: string | undefined, levels: readonly string[]) {
  const own = cell.get(factor)!;
  const others = versus === undefined ? levels.slice(0, levels.indexOf(own)) : levels.filter((level) => level === versus && level !== own);
  return others.map((other) => ({ first: cell, second: new Map([...cell, [factor, other]]), factor }));
}

function subtract(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, index) => value - right[index]!);
}

function notEstimable(level: number): AdjustedEffect {
  const reason = "not-estimable";
  return {
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    statistic: null,
    pValue: null,
    interval: { lower: null, upper: null, level },
    alternative: "two-sided",
    reasons: {
      estimate: reason,
      standardError: reason,
      degreesOfFreedom: reason,
      statistic: reason,
      pValue: reason,
      "interval.lower": reason,
      "interval.upper": reason,
    },
  };
}

/** The adjusted p-values of the differences that have one; undefined where none were asked for. */
function adjustEstimable(effects: readonly AdjustedEffect[], adjustment: PValueAdjustment | "none"): (number | null)[] | undefined {
  if (adjustment === "none") return undefined;
  const adjusted = adjustedPValues(effects.flatMap(({ pValue }) => pValue ?? []), adjustment);
  let next = 0;
  return effects.map(({ pValue }) => (pValue === null ? null : adjusted[next++]!));
}

function adjustedEffect(effect: AdjustedEffect, adjustedPValue: number | null | undefined): AdjustedEffect & { readonly adjustedPValue?: number | null } {
  if (adjustedPValue === undefined) return effect;
  if (adjustedPValue !== null) return { ...effect, adjustedPValue };
  return { ...effect, adjustedPValue, reasons: { ...effect.reasons, adjustedPValue: "not-estimable" } };
}

function covariateValues<Factor extends string, Covariate extends string>(
  { covariates }: DesignedFit<Factor, Covariate>["design"],
  at: { readonly [V in string]?: string | number },
  weights: GridWeights,
): { readonly name: Covariate; readonly value: number }[] {
  return covariates.flatMap(({ name, mean }) => {
    const value = at[name] ?? (weights === "counterfactual" ? undefined : mean);
    return typeof value === "number" ? [{ name, value }] : [];
  });
}
