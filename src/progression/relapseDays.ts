import type { TrialData } from "../trial/TrialData.ts";
import type { RelapseOptions } from "./TimeToProgressionOptions.ts";

/** The days from baseline on one of which a relapse began: both are the same where the day is known. */
export interface RelapseDays {
  readonly earliest: number;
  readonly latest: number;
}

/** Each participant's relapses, in order; `null` where one is on record whose beginning is unknown. */
export function relapseDays(data: TrialData, { adverseEvents }: Pick<Required<RelapseOptions>, "adverseEvents">): ReadonlyMap<string, readonly RelapseDays[] | null> {
  const terms = new Set(adverseEvents);
  const begun = [
    ...data.clinicalEvents.flatMap(({ participant, kind, at }) => (kind === "relapse" ? [{ participant, at }] : [])),
    ...data.adverseEvents.flatMap(({ participant, preferredTerm, start }) => (terms.has(preferredTerm) ? [{ participant, at: start }] : [])),
  ];
  const relapses = new Map<string, RelapseDays[] | null>();
  for (const { participant, at } of begun) {
    const others = relapses.get(participant);
    relapses.set(participant, at === undefined || others === null ? null : [...(others ?? []), at]);
  }
  for (const own of relapses.values()) own?.sort((one, other) => one.latest - other.latest);
  return relapses;
}

/** Whether a day is so near a relapse that its visit does not count. */
export function isNearRelapse(day: number, relapses: readonly RelapseDays[], { daysBefore, daysAfter }: Required<RelapseOptions>): boolean {
  return relapses.some(({ earliest, latest }) => day >= earliest - daysBefore && day <= latest + daysAfter);
}

/** The stretch between relapses that a day lies in: how many after baseline were over before it. */
export function stretchOf(day: number, relapses: readonly RelapseDays[]): number {
  return relapses.filter(({ latest }) => latest > 0 && latest < day).length;
}
