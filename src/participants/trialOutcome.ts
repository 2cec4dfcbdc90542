import type { DispositionStatus } from "../trial/Disposition.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import type { TrialData } from "../trial/TrialData.ts";

/** What ended a participant's time in the trial. */
export type TrialOutcome = "completed" | "withdrew" | "lost-to-follow-up" | "stopped-for-adverse-event" | "excluded" | "died" | "not-recorded";

export interface OutcomeRecord {
  readonly outcome: TrialOutcome;
  /** As recorded; of a death, its cause. */
  readonly reason?: string;
  /** The first day from baseline on which the participant was no longer there; absent where the record has no date. */
  readonly goneFrom?: number;
}

/** Of two on one day, the one that comes first here. */
const leaving = ["died", "completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"] as const;

interface Candidate extends OutcomeRecord {
  readonly outcome: (typeof leaving)[number];
  /** By which the first is chosen. */
  readonly day: number;
}

/**
 * The first that ended each participant's time in the trial. A disposition without a date comes before what has one: nobody
 * leaves after death. A death whose day is open stands at the last day it may have been.
 */
export function trialOutcomes(data: TrialData): ReadonlyMap<string, OutcomeRecord> {
  const first = new Map<string, Candidate>();
  const consider = (participant: string, candidate: Candidate) => {
    const best = first.get(participant);
    if (best === undefined || comesBefore(candidate, best)) first.set(participant, candidate);
  };
  const causes = causesOfDeath(data);
  for (const { participant, status, at, reason } of data.dispositions) {
    if (!isLeaving(status)) continue;
    const goneFrom = at === undefined ? undefined : Math.floor(at.earliest) + 1;
    consider(participant, { outcome: status, day: at?.earliest ?? -Infinity, ...(reason !== undefined && { reason }), ...(goneFrom !== undefined && { goneFrom }) });
  }
  for (const [participant, { earliest, latest }] of knownDeaths(data)) {
    const reason = causes.get(participant);
    consider(participant, { outcome: "died", day: latest, ...(reason !== undefined && { reason }), ...(earliest > -Infinity && { goneFrom: earliest }) });
  }
  return first;
}

function comesBefore(candidate: Candidate, best: Candidate): boolean {
  const [day, bestDay] = [Math.floor(candidate.day), Math.floor(best.day)];
  if (day !== bestDay) return day < bestDay;
  return leaving.indexOf(candidate.outcome) < leaving.indexOf(best.outcome);
}

/** Every status but death, which `knownDeaths` finds in whatever record it stands. */
function isLeaving(status: DispositionStatus): status is Exclude<(typeof leaving)[number], "died"> {
  return status !== "died" && leaving.some((outcome) => outcome === status);
}

function causesOfDeath(data: TrialData): ReadonlyMap<string, string> {
  const causes = new Map<string, string>();
  for (const { participant, status, reason } of data.dispositions) if (status === "died" && reason !== undefined) causes.set(participant, reason);
  for (const { participant, kind, description } of data.clinicalEvents) if (kind === "death" && description !== undefined) causes.set(participant, description);
  return causes;
}
