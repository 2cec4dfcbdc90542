import { defineTrial, readTrialData } from "trialwise/trial";
import type { PairsCase } from "./fixtures.ts";

const followUp = ["M1", "M2", "M3", "M4"] as const;

export const lastVisitOf = ({ visits }: PairsCase) => followUp[visits.length - 1]!;

const trial = defineTrial({
  id: "simulated",
  arms: { treatment: { label: "Treatment", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { M0: { at: { months: 0 }, baseline: true }, M1: { at: { months: 1 } }, M2: { at: { months: 2 } }, M3: { at: { months: 3 } }, M4: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" }, walk: { label: "Walk", unit: "s", better: "lower" } },
  endpoints: { walkAtOne: { kind: "change", measure: "walk", from: "M0", to: "M1" } },
});

/** A case of random numbers as the records of a trial: everyone begins at 0, and the other value is a change in walking time. */
export function trialOf({ treated, time, event, visits, value }: PairsCase) {
  const ids = time.map((_, index) => `P${index}`);
  const observe = (participant: string, visit: string, measure: string, number: number | null) => (number === null ? [] : [{ participant, visit, measure, value: number }]);
  return readTrialData(trial, {
    participants: ids.map((id, index) => ({ id, arm: index < treated ? "treatment" : "control" })),
    observations: ids.flatMap((id, index) => [
      ...observe(id, "M0", "score", 0),
      ...visits.flatMap((column, visit) => observe(id, followUp[visit]!, "score", column[index]!)),
      ...observe(id, "M0", "walk", 0),
      ...observe(id, "M1", "walk", value[index]!),
    ]),
    clinicalEvents: ids.flatMap((id, index) => (event[index] === 1 ? [{ participant: id, kind: "death", at: { months: time[index]! } }] : [])),
    dispositions: ids.flatMap((id, index) => (event[index] === 1 ? [] : [{ participant: id, status: "withdrew", at: { months: time[index]! } }])),
  });
}
