import { type GroupMoments, sampleMoments } from "../inference/groupMoments.ts";
import type { Reasons } from "../result/Reason.ts";

/** An arm as it entered a comparison. */
export interface ComparedArm<Arm extends string = string> {
  readonly arm: Arm;
  readonly n: number;
  readonly mean: number | null;
  /** With denominator n − 1. */
  readonly standardDeviation: number | null;
}

/** An arm's mean and standard deviation; `null` for an arm without values. */
export type ArmMoments = GroupMoments | null;

export interface TwoMoments {
  readonly treatment: ArmMoments;
  readonly control: ArmMoments;
}

export function momentsOf(values: readonly number[]): ArmMoments {
  return values.length === 0 ? null : sampleMoments("compareArms", "the arm's values", values);
}

export function describeArm<Arm extends string>(arm: Arm, moments: ArmMoments): ComparedArm<Arm> {
  if (moments === null) return { arm, n: 0, mean: null, standardDeviation: null };
  const { n, mean, standardDeviation } = moments;
  return { arm, n, mean, standardDeviation: n === 1 ? null : standardDeviation };
}

export function reasonsOfArm(group: "treatment" | "control", moments: ArmMoments): Reasons {
  if (moments === null) return { [`groups.${group}.mean`]: "no-values", [`groups.${group}.standardDeviation`]: "no-values" };
  return moments.n === 1 ? { [`groups.${group}.standardDeviation`]: "too-few-values" } : {};
}
