import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { improvementOf } from "./direction.ts";
import type { Lack } from "../trial/Lack.ts";

/** A participant's change between two visits. */
export interface ChangeNumbers {
  readonly values: { readonly from: number; readonly to: number };
  /** Value at `to` − value at `from`. */
  readonly change: number;
  /** The change, turned so that positive is benefit. */
  readonly improvement: number;
  /** 100 × change / value at `from`; `null` where that value is not above 0. */
  readonly percentChange: number | null;
  /** The percent change, turned so that positive is benefit. */
  readonly percentImprovement: number | null;
}

export interface ChangeReading {
  readonly found: true;
  readonly numbers: ChangeNumbers;
}

export type ChangeReader<Keys extends TrialKeys> = (participant: string, to: Keys["visit"]) => ChangeReading | Lack<Keys>;

/** Reads changes of a measure from one visit to any other. */
export function changeReader<Keys extends TrialKeys>(data: TrialData<Keys>, measure: Keys["measure"], from: Keys["visit"]): ChangeReader<Keys> {
  const valueAt = valuesOf(data, measure);
  const { better } = data.trial.measures[measure];
  return (participant, to) => {
    const first = valueAt(participant, from);
    if (!first.found) return first;
    const last = valueAt(participant, to);
    if (!last.found) return last;
    const change = withoutNegativeZero(last.value - first.value);
    // A negative value at `from` would turn the sign of the percentage round.
    const percentChange = first.value > 0 ? withoutNegativeZero((100 * change) / first.value) : null;
    const numbers = {
      values: { from: first.value, to: last.value },
      change,
      improvement: improvementOf(better, change),
      percentChange,
      percentImprovement: percentChange === null ? null : improvementOf(better, percentChange),
    };
    return { found: true, numbers };
  };
}
