import { fitLinearMixedModel, type FitLinearMixedModelOptions } from "../mixed/fitLinearMixedModel.ts";
import { contrast } from "../model/contrast.ts";
import type { FixedEffect } from "../model/FixedEffect.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { recordOf } from "../trial/keysOf.ts";
import { type CarryOverCaution, carryOverCaution } from "./CrossoverEffect.ts";
import { checkTwoTreatments, type CrossoverColumns, type CrossoverObservation, distinct, readCrossover, type TwoTreatments } from "./readCrossover.ts";

export interface CrossoverMixedModelOptions extends TwoTreatments {
  /**
   * `omitted` (default): sequences do not differ, since participants were allocated to them at random. `fixed`: they may, which leaves to
   * participants with one period next to nothing to say.
   */
  readonly sequences?: "omitted" | "fixed";
  /** Default `"satterthwaite"`. */
  readonly degreesOfFreedomMethod?: NonNullable<FitLinearMixedModelOptions["degreesOfFreedomMethod"]>;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export type ResolvedCrossoverMixedModelOptions = Required<CrossoverMixedModelOptions>;

export interface CrossoverMixedModelResult extends FixedEffect {
  /** Every other treatment − control, that of the estimate among them. */
  readonly treatmentEffects: readonly (FixedEffect & { readonly treatment: string })[];
  /** Every later period − the first. */
  readonly periodEffects: readonly (FixedEffect & { readonly period: number })[];
  /**
   * Every other sequence − the first of the data, with `sequences: "fixed"`. In two periods half of the carry-over of `crossoverTTest`, with its
   * sign turned where the first of the data is treatment first.
   */
  readonly sequenceEffects: readonly (FixedEffect & CarryOverCaution & { readonly sequence: string })[];
  /** Of participants about their means, and of responses about their participant. */
  readonly variances: { readonly participant: number; readonly residual: number };
  /** Restricted. */
  readonly logLikelihood: number;
  /** Whether the variance between participants was estimated as 0. */
  readonly singular: boolean;
  /** `complete`: participants with a response in every period. */
  readonly counts: { readonly participants: number; readonly observations: number; readonly complete: number };
  readonly method: Method<"crossover-mixed-model", ResolvedCrossoverMixedModelOptions>;
}

const caller = "crossoverMixedModel";

/**
 * Treatments compared in a crossover trial by a linear mixed model: treatment and period as fixed effects, each participant with a
 * random intercept, by restricted likelihood.
 *
 * Use it where some participants lack a period, and for more than two periods or treatments. Participants with one period stay in and count
 * for what they tell between participants; missing responses are taken to be missing at random. The estimate is treatment − control.
 * In two periods without missing ones it is that of `crossoverTTest`, with the same standard error and degrees of freedom, as long as participants
 * differ (their variance is not estimated as 0, which `singular` says).
 *
 * Carry-over is not in the model: treatments are taken to act in their own period. With `sequences: "fixed"` the sequences may differ;
 * what is said of carry-over in `crossoverTTest` holds of their test.
 *
 * R: `lmerTest::lmer(response ~ period + treatment + (1 | participant))` with period as a factor; SAS: PROC MIXED with CLASS period
 * treatment participant, RANDOM participant, DDFM=SATTERTHWAITE.
 *
 * @throws TrialwiseError `singular-design` where treatment and period cannot be told apart; `too-few-values`, `no-variance` and
 *   `no-convergence` as `fitLinearMixedModel`; `too-few-values` also for a treatment that nobody has a response to,
 *   and where responses beyond each participant's first are no more than the effects: the likelihood then has no maximum
 * @throws RangeError, TypeError for columns of unequal length, a sequence with two treatments in one period,
 *   a participant with two responses in one period, values that are not finite, an unknown option
 *
 * Source: Jones & Kenward 2014, Design and Analysis of Cross-Over Trials, 3rd ed., chapters 2 and 5; Laird & Ware 1982
 * (https://doi.org/10.2307/2529876); degrees of freedom as `fitLinearMixedModel`.
 *
 * @example
 * ```ts
 * import { crossoverMixedModel } from "trialwise";
 *
 * const result = crossoverMixedModel(
 *   {
 *     participant: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7],
 *     sequence: ["AB", "AB", "AB", "AB", "AB", "AB", "BA", "BA", "BA", "BA", "BA", "BA", "BA"],
 *     period: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1],
 *     treatment: ["A", "B", "A", "B", "A", "B", "B", "A", "B", "A", "B", "A", "B"],
 *     response: [14, 10, 12, 11, 17, 11, 9, 10, 8, 13, 10, 13, 12],
 *   },
 *   { treatment: "A", control: "B" },
 * );
 * result.counts.complete; // => 6
 * result.estimate; // => 3.137638
 * ```
 */
export function crossoverMixedModel<Id extends string | number>(columns: CrossoverColumns<Id>, options: CrossoverMixedModelOptions): CrossoverMixedModelResult {
  const resolved = resolveOptions(options);
  const { treatment, degreesOfFreedomMethod, level } = resolved;
  const rows = readCrossover(caller, columns);
  const levels = levelsOf(rows, resolved);
  checkWithin(rows, levels.treatments.length + levels.periods.length);
  const column = (holds: (row: CrossoverObservation) => boolean) => rows.map((row) => (holds(row) ? 1 : 0));
  const intercept = column(() => true);
  const columnOf = new Map<string, readonly number[]>([
    ["intercept", intercept],
    ...levels.treatments.map((name) => [`treatment ${name}`, column((row) => row.treatment === name)] as const),
    ...levels.periods.map((name) => [`period ${name}`, column((row) => row.period === name)] as const),
    ...levels.sequences.map((name) => [`sequence ${name}`, column((row) => row.sequence === name)] as const),
  ]);
  const fixed = recordOf([...columnOf.keys()], (name) => columnOf.get(name)!);
  const fit = fitLinearMixedModel(
    { response: rows.map(({ response }) => response), fixed, random: { intercept }, participant: rows.map(({ participant }) => participant) },
    { degreesOfFreedomMethod, level },
  );
  const effectOf = (name: string): FixedEffect => {
    const { weights: _, method: __, ...effect } = contrast(fit, { [name]: 1 });
    return effect;
  };
  const periods = levels.periods.length + 1;
  const observed = new Map<Id, number>();
  for (const { participant } of rows) observed.set(participant, (observed.get(participant) ?? 0) + 1);
  return {
    ...effectOf(`treatment ${treatment}`),
    treatmentEffects: levels.treatments.map((name) => ({ treatment: name, ...effectOf(`treatment ${name}`) })),
    periodEffects: levels.periods.map((name) => ({ period: name, ...effectOf(`period ${name}`) })),
    sequenceEffects: levels.sequences.map((name) => ({ sequence: name, ...effectOf(`sequence ${name}`), ...carryOverCaution })),
    variances: { participant: fit.randomEffects.standardDeviations.intercept ** 2, residual: fit.residualVariance },
    logLikelihood: fit.logLikelihood,
    singular: fit.diagnostics.singular !== false,
    counts: { participants: observed.size, observations: rows.length, complete: [...observed.values()].filter((count) => count === periods).length },
    method: { name: "crossover-mixed-model", options: resolved, reference: "Jones & Kenward 2014, Design and Analysis of Cross-Over Trials, 3rd ed." },
  };
}

function resolveOptions(options: CrossoverMixedModelOptions): ResolvedCrossoverMixedModelOptions {
  checkOptionKeys(caller, options, ["treatment", "control", "sequences", "degreesOfFreedomMethod", "level"]);
  checkTwoTreatments(caller, options);
  const { treatment, control, sequences = "omitted", degreesOfFreedomMethod = "satterthwaite", level = 0.95 } = options;
  checkChoice(caller, "sequences", sequences, ["omitted", "fixed"]);
  checkChoice(caller, "degreesOfFreedomMethod", degreesOfFreedomMethod, ["satterthwaite", "kenward-roger", "residual", "asymptotic"]);
  checkLevel(caller, level);
  return { treatment, control, sequences, degreesOfFreedomMethod, level };
}

/** The levels that have a column: all but control, the first period and the first sequence. */
function levelsOf(rows: readonly CrossoverObservation[], { treatment, control, sequences }: ResolvedCrossoverMixedModelOptions) {
  if (rows.length === 0) throw new TrialwiseError({ code: "too-few-values", message: `${caller}: there are no responses`, required: "at least 2 participants", observed: 0 });
  const treatments = distinct(rows.map((row) => row.treatment));
  for (const given of [treatment, control]) {
    if (treatments.includes(given)) continue;
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: nobody has a response to ${show(given)}`, required: `responses to ${show(given)}`, observed: `responses to ${treatments.map(show).join(", ")}` });
  }
  return {
    treatments: treatments.filter((name) => name !== control),
    periods: [...distinct(rows.map(({ period }) => period))].sort((a, b) => a - b).slice(1),
    sequences: sequences === "omitted" ? [] : distinct(rows.map(({ sequence }) => sequence)).slice(1),
  };
}

/** Where the effects can fit all differences within participants, the likelihood rises without end as the residual variance falls. */
function checkWithin(rows: readonly CrossoverObservation[], effects: number): void {
  const beyondFirst = rows.length - distinct(rows.map(({ participant }) => participant)).length;
  if (beyondFirst > effects) return;
  throw new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: ${beyondFirst} responses beyond each participant's first cannot tell ${effects} effects of treatment and period from chance`,
    required: `more than ${effects} responses beyond each participant's first`,
    observed: beyondFirst,
  });
}
