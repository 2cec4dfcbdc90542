import { tieTolerance, withTiesEqual } from "../inference/withTiesEqual.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import { attempt } from "../result/attempt.ts";
import type { ResponsePair } from "./readTwoPeriods.ts";

/** An effect other than that of treatment, tested two-sided against zero by the t test of the same kind. */
export interface CrossoverEffect {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * How a test of carry-over may be read: it is between participants and so nearly blind, and an analysis that is chosen by it
 * is biased (Freeman 1989).
 */
export interface CarryOverCaution {
  readonly caution: "not-for-choosing-the-analysis";
}

export const carryOverCaution: CarryOverCaution = { caution: "not-for-choosing-the-analysis" };

/** What the two-sample tests of a trial in two periods are made of: each contrast as values of the two orders of treatment. */
export interface SequenceContrasts {
  readonly treatmentEffect: TwoGroups;
  readonly periodEffect: TwoGroups;
  readonly carryOver: TwoGroups;
}

interface TwoGroups {
  readonly treatment: readonly number[];
  readonly control: readonly number[];
}

/**
 * Half differences between the periods tell the treatments apart, the same turned round in one sequence tell the periods, and
 * sums tell what is left over from the first period.
 */
export function sequenceContrasts(treatmentFirst: readonly ResponsePair[], controlFirst: readonly ResponsePair[]): SequenceContrasts {
  const tolerance = tieTolerance * largestMagnitude([...treatmentFirst, ...controlFirst].flatMap(({ first, second }) => [first, second]));
  const each = (of: (pair: ResponsePair) => number, inControlFirst = of) =>
    tiesEqual({ treatment: treatmentFirst.map(of), control: controlFirst.map(inControlFirst) }, tolerance);
  const firstLessSecond = ({ first, second }: ResponsePair) => first / 2 - second / 2;
  const secondLessFirst = ({ first, second }: ResponsePair) => second / 2 - first / 2;
  return {
    treatmentEffect: each(firstLessSecond),
    periodEffect: each(secondLessFirst, firstLessSecond),
    carryOver: each(({ first, second }) => first + second),
  };
}

/** Differences of decimals carry rounding, which must neither break ties nor pass for variance; responses may be such differences. */
export function tiesEqual({ treatment, control }: TwoGroups, tolerance = tieTolerance * largestMagnitude([...treatment, ...control])): TwoGroups {
  const values = withTiesEqual([...treatment, ...control], tolerance);
  return { treatment: values.slice(0, treatment.length), control: values.slice(treatment.length) };
}

/** An effect, or why there is none. */
export function effectOrReason<Effect>(run: () => Effect): { readonly effect: Effect; readonly reason: null } | { readonly effect: null; readonly reason: Reason } {
  const tested = attempt(run);
  if (tested.ok) return { effect: tested.value, reason: null };
  return { effect: null, reason: tested.issue.code === "no-variance" ? "no-variance" : "too-few-values" };
}
