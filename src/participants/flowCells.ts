import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import { type ParticipantCell, participantCell } from "../trial/ParticipantCell.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** How many of each arm and of all, and who. */
export interface ArmCells<Arm extends string = string> {
  readonly byArm: { readonly [A in Arm]: ParticipantCell };
  readonly overall: ParticipantCell;
}

/** Counts those of `everyone` who pass a test; the others of their arm are in the denominator. */
export function cellCounter<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  everyone: readonly Participant<Keys>[],
): (test: (participant: Participant<Keys>) => boolean) => ArmCells<Keys["arm"]> {
  return (test) => {
    const cellOf = (some: readonly Participant<Keys>[]) => participantCell(some.filter(test).map(({ id }) => id), some.length);
    return {
      byArm: recordOf<Keys["arm"], ParticipantCell>(keysOf(data.trial.arms), (arm) => cellOf(everyone.filter((participant) => participant.arm === arm))),
      overall: cellOf(everyone),
    };
  };
}
