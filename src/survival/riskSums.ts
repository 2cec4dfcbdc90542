import { exp } from "../numeric/elementary/exp.ts";
import type { RiskSets } from "./riskSets.ts";
import type { Stays } from "./stays.ts";

/**
 * What stands for the unknown order of tied events.
 *
 * - `efron`: the mean over the tied events, near the exact answer
 * - `breslow`: everyone stays in the risk set through all of them; SAS's default
 */
export type TiesMethod = "efron" | "breslow";

/** The model in one set of columns, each participant's values side by side. */
export interface HazardModel {
  readonly sets: RiskSets;
  readonly stays: Stays;
  readonly rows: Float64Array;
  readonly ties: TiesMethod;
}

/**
 * Sums over the hazards r of those at risk: Σr, then Σrz for each covariate z in turn, and where second moments are asked for Σrzy, y each
 * covariate up to z. They are relative to the largest of the hazards, e^reference.
 */
export interface RiskSums {
  /** Makes the sums those of a set, which must be the one after the last. */
  readonly moveTo: (set: number) => void;
  readonly atRisk: Float64Array;
  /** Over those with the event, where there are several whose order counts; elsewhere nothing of meaning. */
  readonly tied: Float64Array;
  /** Of each set up to this one. */
  readonly reference: Float64Array;
}

/**
 * Relative to the largest hazard of all, everybody else's could be 0, beside an outlier who leaves first. So each sum is relative to the
 * largest hazard in it, which is then exactly 1: whoever has nothing beside them at risk adds no rounding error to the information.
 */
export function riskSums({ sets, stays, rows, ties }: HazardModel, predictors: Float64Array, moments: 1 | 2): RiskSums {
  const size = rows.length / predictors.length;
  const length = moments === 1 ? 1 + size : ((1 + size) * (2 + size)) / 2;
  // Of each level, one after the other.
  const sums = new Float64Array(stays.levels * length);
  const largest = new Float64Array(stays.levels);
  const atRisk = stays.levels === 1 ? sums : new Float64Array(length);
  const tied = new Float64Array(length);
  const reference = new Float64Array(sets.size);

  const add = (to: Float64Array, start: number, place: number, relativeTo: number) => {
    const hazard = exp(predictors[place]! - relativeTo);
    to[start]! += hazard;
    for (let i = 0, entry = start + 1 + size; i < size; i++) {
      const value = hazard * rows[place * size + i]!;
      to[start + 1 + i]! += value;
      if (moments === 2) for (let j = 0; j <= i; j++) to[entry++]! += value * rows[place * size + j]!;
    }
  };

  const moveTo = (set: number) => {
    const anewFrom = stays.anewFrom[set]!;
    if (anewFrom < stays.levels) {
      sums.fill(0, anewFrom * length);
      largest.fill(-Infinity, anewFrom);
    }
    for (let index = stays.from[set]!; index < stays.from[set + 1]!; index++) {
      const [place, level] = [stays.places[index]!, stays.level[index]!];
      const [own, before] = [predictors[place]!, largest[level]!];
      if (own > before) {
        const factor = exp(before - own);
        for (let entry = level * length; entry < (level + 1) * length; entry++) sums[entry]! *= factor;
        largest[level] = own;
      }
      add(sums, level * length, place, largest[level]!);
    }
    reference[set] = largest[0]!;
    if (stays.levels > 1) combine(set);
    const [from, to] = [sets.eventsFrom[set]!, sets.eventsFrom[set + 1]!];
    if (ties === "breslow" || to - from === 1) return;
    tied.fill(0);
    for (let index = from; index < to; index++) add(tied, 0, sets.events[index]!, reference[set]!);
  };

  const combine = (set: number) => {
    for (let level = 1; level < stays.levels; level++) reference[set] = Math.max(reference[set]!, largest[level]!);
    atRisk.fill(0);
    for (let level = 0; level < stays.levels; level++) {
      const factor = exp(largest[level]! - reference[set]!);
      if (factor > 0) for (let entry = 0; entry < length; entry++) atRisk[entry]! += factor * sums[level * length + entry]!;
    }
  };

  return { moveTo, atRisk, tied, reference };
}
