import type { PValueAdjustment } from "../inference/adjustPValues.ts";
import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkLevel } from "../result/checkOption.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { DesignedFit } from "./estimableEffect.ts";
import { type GridWeights, factorOf } from "./gridWeights.ts";
import type { ModelDesign } from "./ModelDesign.ts";

/** Values to hold variables at: a level of a factor, a number of a covariate. */
export type HeldValues<Factor extends string, Covariate extends string> = {
  readonly [V in Factor | Covariate]?: (V extends Factor ? string : never) | (V extends Covariate ? number : never);
};

export interface LeastSquaresMeansOptions<Factor extends string = string, Of extends Factor = Factor, Covariate extends string = string> {
  /** The factors to have a mean for each combination of whose levels. */
  readonly of: readonly Of[];
  /** Variables to hold at a value instead of averaging over them, such as `{ visit: "V9", baseline: 40 }`. Default: none. */
  readonly at?: HeldValues<Factor, Covariate>;
  /** Default `"equal"`. */
  readonly weights?: GridWeights;
  /**
   * Differences between levels of one factor, within each combination of the others: each level − `versus`, or without it every
   * pair, later level − earlier one. Default: none.
   */
  readonly differences?: { readonly of: NoInfer<Of>; readonly versus?: string };
  /** For the number of differences. Default `"none"`. */
  readonly adjustment?: PValueAdjustment | "none";
  /** Coverage of the intervals, between 0 and 1. Default: that of the fit. */
  readonly level?: number;
}

export interface LeastSquaresMeansSettings<Factor extends string, Of extends Factor, Covariate extends string> {
  readonly of: readonly Of[];
  readonly at: HeldValues<Factor, Covariate>;
  readonly weights: GridWeights;
  /** Only where asked for; without `versus` every pair. */
  readonly differences?: { readonly of: Of; readonly versus?: string };
  readonly adjustment: PValueAdjustment | "none";
  readonly level: number;
}

const caller = "leastSquaresMeans";

export function resolveMeansOptions<Factor extends string, Of extends Factor, Covariate extends string>(
  fit: DesignedFit<Factor, Covariate>,
  options: LeastSquaresMeansOptions<Factor, Of, Covariate>,
): LeastSquaresMeansSettings<Factor, Of, Covariate> {
  const { design } = fit;
  checkOptionKeys(caller, options, ["of", "at", "weights", "differences", "adjustment", "level"]);
  const noValues: HeldValues<Factor, Covariate> = {};
  const { of, at = noValues, weights = "equal", differences, adjustment = "none", level = fit.method.options.level } = options;
  if (!Array.isArray(of) || of.length === 0 || new Set(of).size < of.length) {
    throw new RangeError(`${caller}: of must be a list of different factors; received ${show(of)}`);
  }
  of.forEach((factor) => checkFactor(design, "of", factor));
  checkHeldValues(design, of, at);
  checkChoice(caller, "weights", weights, ["equal", "proportional", "counterfactual"]);
  checkChoice(caller, "adjustment", adjustment, ["none", "bonferroni", "holm", "hochberg", "hommel", "benjamini-hochberg", "benjamini-yekutieli"]);
  checkLevel(caller, level);
  const settings = { of, at: withoutNegativeZeros(at), weights, adjustment, level };
  if (differences === undefined) return settings;
  checkKnownKeys(caller, "differences", differences, ["of", "versus"]);
  checkFactor(design, "differences.of", differences.of);
  if (!of.includes(differences.of)) throw new RangeError(`${caller}: differences.of must be one of the factors of of, ${of.join(", ")}; received ${show(differences.of)}`);
  if (differences.versus === undefined) return { ...settings, differences: { of: differences.of } };
  checkLevelOf(design, differences.of, "differences.versus", differences.versus);
  return { ...settings, differences };
}

function withoutNegativeZeros<Held extends object>(held: Held): Held {
  return { ...held, ...Object.fromEntries(keysOf(held).flatMap((name) => (Object.is(held[name], -0) ? [[name, 0]] : []))) };
}

/** The levels of a factor of a design, in its order. */
export function levelsOf(design: ModelDesign, factor: string): readonly string[] {
  return factorOf(design, factor).levels;
}

function checkFactor({ factors, covariates }: ModelDesign, option: string, received: string): void {
  const names = factors.map(({ name }) => name);
  if (names.includes(received)) return;
  if (covariates.some(({ name }) => name === received)) throw new RangeError(`${caller}: ${option} must name factors; ${show(received)} is a covariate, whose values go into at`);
  const nearest = typeof received === "string" ? nearestKey(received, names) : undefined;
  throw new RangeError(`${caller}: ${option} must name factors of the model, ${names.join(", ") || "which has none"}; received ${show(received)}` + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`));
}

function checkLevelOf(design: ModelDesign, factor: string, option: string, received: unknown): void {
  const levels = levelsOf(design, factor);
  if (typeof received === "string" && levels.includes(received)) return;
  const nearest = typeof received === "string" ? nearestKey(received, levels) : undefined;
  throw new RangeError(`${caller}: ${option} must be a level of ${factor}, ${levels.join(", ")}; received ${show(received)}` + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`));
}

function checkHeldValues(design: ModelDesign, of: readonly string[], at: { readonly [V in string]?: string | number }): void {
  const variables = [...design.factors, ...design.covariates].map(({ name }) => name);
  for (const name of keysOf(at)) {
    const nearest = nearestKey(name, variables);
    if (!variables.includes(name)) {
      throw new RangeError(`${caller}: at.${name} is no variable of the model` + (nearest === undefined ? `; they are ${variables.join(", ")}` : `. Did you mean ${show(nearest)}?`));
    }
    if (of.includes(name)) throw new RangeError(`${caller}: ${name} cannot be in of and held in at`);
    if (design.factors.some((factor) => factor.name === name)) checkLevelOf(design, name, `at.${name}`, at[name]);
    else if (typeof at[name] === "number") checkFinite(caller, `at.${name}`, at[name]);
    else throw new TypeError(`${caller}: at.${name} must be a number; received ${show(at[name])}`);
  }
}
