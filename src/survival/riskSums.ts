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
  const sums = Array.from({ length: stays.levels }, () => new Float64Array(length));
  const largest = new Float64Array(stays.levels);
  const atRisk = stays.levels === 1 ? sums[0]! : new Float64Array(length);
  const tied = new Float64Array(length);
  const reference = new Float64Array(sets.size);

  const moveTo = (set: number) => {
    const anewFrom = stays.anewFrom[set]!;
    for (let level = anewFrom; level < stays.levels; level++) {
      sums[level]!.fill(0);
      largest[level] = -Infinity;
    }
    const [from, to] = [sets.eventsFrom[set]!, sets.eventsFrom[set + 1]!];
    const isTied = ties === "efron" && to - from > 1;
    const end = stays.from[set + 1]!;
    // Those with the event come last; in a single level they can be added as one sum.
    const addedAlone = isTied && stays.levels === 1 ? end - (to - from) : end;
    for (let index = stays.from[set]!; index < end; ) {
      const level = stays.level[index]!;
      const before = largest[level]!;
      let [next, relativeTo] = [index, before];
      for (; next < end && stays.level[next] === level; next++) relativeTo = Math.max(relativeTo, predictors[stays.places[next]!]!);
      if (relativeTo > before) {
        scale(sums[level]!, exp(before - relativeTo));
        largest[level] = relativeTo;
      }
      add(sums[level]!, rows, predictors, relativeTo, stays.places, index, Math.min(next, addedAlone), moments);
      index = next;
    }
    reference[set] = largest[0]!;
    if (stays.levels > 1) combine(set);
    if (!isTied) return;
    tied.fill(0);
    add(tied, rows, predictors, reference[set]!, sets.events, from, to, moments);
    if (addedAlone < end) for (let entry = 0; entry < length; entry++) atRisk[entry]! += tied[entry]!;
  };

  const combine = (set: number) => {
    for (let level = 1; level < stays.levels; level++) reference[set] = Math.max(reference[set]!, largest[level]!);
    atRisk.fill(0);
    for (let level = 0; level < stays.levels; level++) {
      const factor = exp(largest[level]! - reference[set]!);
      if (factor > 0) for (let entry = 0; entry < length; entry++) atRisk[entry]! += factor * sums[level]![entry]!;
    }
  };

  return { moveTo, atRisk, tied, reference };
}

function scale(sums: Float64Array, factor: number): void {
  for (let entry = 0; entry < sums.length; entry++) sums[entry]! *= factor;
}

/** Adds the places from one index of a list up to another. */
function add(sums: Float64Array, rows: Float64Array, predictors: Float64Array, relativeTo: number, list: Uint32Array, from: number, to: number, moments: 1 | 2): void {
  const size = rows.length / predictors.length;
  for (let index = from; index < to; index++) {
    const place = list[index]!;
    const hazard = exp(predictors[place]! - relativeTo);
    sums[0]! += hazard;
    for (let i = 0, entry = 1 + size; i < size; i++) {
      const value = hazard * rows[place * size + i]!;
      sums[1 + i]! += value;
      if (moments === 2) for (let j = 0; j <= i; j++) sums[entry++]! += value * rows[place * size + j]!;
    }
  }
}
