import type { PerArm } from "./solvePower.ts";

/** Whole participants. */
export interface ParticipantsPerArm extends PerArm {
  readonly total: number;
}

/**
 * Group sizes rounded up in each group, to at least 2, and then inflated for the proportion that will not be analysed and rounded
 * up again: rounding once, at the end, gives fewer.
 */
export function wholeParticipants(n: PerArm, dropout: number): { readonly nAnalysed: ParticipantsPerArm; readonly nEnrolled: ParticipantsPerArm } {
  const nAnalysed = perArm(n, (size) => Math.max(2, roundUp(size)));
  return { nAnalysed, nEnrolled: perArm(nAnalysed, (size) => roundUp(size / (1 - dropout))) };
}

function perArm(n: PerArm, round: (n: number) => number): ParticipantsPerArm {
  const [treatment, control] = [round(n.treatment), round(n.control)];
  return { treatment, control, total: treatment + control };
}

/** A number above a whole one by no more than rounding error is that whole number: 21/(1 − 0.3) comes out above 30. */
export function roundUp(n: number): number {
  return Math.ceil(n - 1e-9);
}
