import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { PlacedBiomarkerSample } from "../trial/BiomarkerSample.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { CensoredValue } from "./CensoredValue.ts";

/** Looks up one biomarker of a participant at a visit. */
export type SampleLookup<Keys extends TrialKeys> = (participant: string, visit: Keys["visit"]) => SampleAtVisit | Lack<Keys>;

export interface SampleAtVisit {
  readonly found: true;
  readonly value: CensoredValue;
}

/** A look-up over one biomarker's samples, built once for an analysis, all in the declared unit. */
export function samplesOf<Keys extends TrialKeys>(caller: string, data: TrialData<Keys>, biomarker: Keys["biomarker"]): SampleLookup<Keys> {
  const { unit } = data.trial.biomarkers[biomarker];
  const byParticipant = new Map<string, Map<string, PlacedBiomarkerSample<Keys>>>();
  for (const sample of data.biomarkerSamples) {
    if (sample.biomarker !== biomarker) continue;
    if (sample.unit !== unit) throw otherUnit(caller, biomarker, unit, sample);
    const visits = byParticipant.get(sample.participant) ?? new Map<string, PlacedBiomarkerSample<Keys>>();
    byParticipant.set(sample.participant, visits.set(sample.visit, sample));
  }
  const deaths = knownDeaths(data);
  const plannedDay = plannedDaysOf(data);
  return (participant, visit) => {
    const sample = byParticipant.get(participant)?.get(visit);
    const missing = sample?.missing;
    if (sample === undefined || missing === "unknown") {
      const death = deaths.get(participant);
      const day = sample?.day ?? plannedDay(participant, visit);
      return lack(death !== undefined && day !== null && death.earliest <= day ? "died" : (missing ?? "no-observation"), visit);
    }
    if (sample.missing !== undefined) return lack(sample.missing, visit);
    if (sample.value !== undefined) return { found: true, value: sample.value };
    return { found: true, value: sample.below !== undefined ? { below: sample.below } : { above: sample.above } };
  };
}

/** Data that were read have one unit for each biomarker; data put together by hand may not. */
function otherUnit(caller: string, biomarker: string, unit: string, sample: PlacedBiomarkerSample): TrialwiseError {
  return new TrialwiseError({
    code: "invalid-records",
    message: `${caller}: ${biomarker} is declared in ${show(unit)}; participant ${show(sample.participant)} has a sample in ${show(sample.unit)} at ${sample.visit}: convert before analysis`,
    required: `every sample in ${show(unit)}`,
    observed: show(sample.unit),
  });
}
