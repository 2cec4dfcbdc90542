import { checkTrialData } from "./checkTrialData.ts";
import { show } from "../result/show.ts";
import type { Participant } from "./Participant.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/**
 * The data of the participants who pass a test, with all their records; for a subgroup that no population declares.
 *
 * Where the subgroup is part of the analysis plan, declare it as a population instead: the result then counts those left
 * out. Arms stay, also where nobody of theirs is left.
 *
 * @throws TypeError for a test that is no function.
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, filterParticipants, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   covariates: { age: { kind: "number", label: "Age", unit: "years" } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [
 *     { id: "001", arm: "msc", covariates: { age: 51 } },
 *     { id: "002", arm: "msc", covariates: { age: 60 } },
 *   ],
 * });
 * const younger = filterParticipants(data, (participant) => Number(participant.covariates?.age) < 54);
 *
 * younger.participants.map(({ id }) => id); // => ["001"]
 * ```
 */
export function filterParticipants<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  test: (participant: Participant<Keys>) => boolean,
): TrialData<Keys> {
  checkTrialData("filterParticipants", data);
  if (typeof test !== "function") throw new TypeError(`filterParticipants: test must be a function of a participant; received ${show(test)}`);
  const participants = data.participants.filter((participant) => test(participant));
  const ids = new Set(participants.map(({ id }) => id));
  const kept = <Row extends { readonly participant: string }>(rows: readonly Row[]) => rows.filter(({ participant }) => ids.has(participant));
  return {
    trial: data.trial,
    participants,
    observations: kept(data.observations),
    biomarkerSamples: kept(data.biomarkerSamples),
    doses: kept(data.doses),
    adverseEvents: kept(data.adverseEvents),
    clinicalEvents: kept(data.clinicalEvents),
    dispositions: kept(data.dispositions),
  };
}
