import type { ResponderGroup, ParticipantResponse, RespondersInArm, ResponderStatus } from "./ResponderResult.ts";

/** The responders of one arm. `excluded` counts everyone in the arm who is in no denominator, also outside the population. */
export function countResponders(rows: readonly ParticipantResponse[], excluded: number): RespondersInArm {
  const responders = rows.filter(({ status }) => status === "responder").length;
  const nonResponders = rows.filter(({ status }) => status === "non-responder").length;
  const n = responders + nonResponders;
  return {
    n,
    responders,
    nonResponders,
    excluded,
    proportion: n === 0 ? null : responders / n,
    byReason: groupsOf(rows),
    ...(n === 0 && { reasons: { proportion: "no-values" } as const }),
  };
}

const statuses: readonly ResponderStatus[] = ["responder", "non-responder", "excluded"];
const reasonOrder = ["met", "not-met", "unconfirmed", "died", "missing", "no-lead-in-decline"] as const;

function groupsOf(rows: readonly ParticipantResponse[]): ResponderGroup[] {
  return statuses.flatMap((status) =>
    reasonOrder.flatMap((reason) => {
      const participants = rows.filter((row) => row.status === status && row.reason === reason).map(({ participant }) => participant);
      return participants.length === 0 ? [] : [{ status, reason, count: participants.length, participants }];
    }),
  );
}
