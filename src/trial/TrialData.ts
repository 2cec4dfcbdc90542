import type { PlacedAdverseEvent } from "./AdverseEvent.ts";
import type { PlacedBiomarkerSample } from "./BiomarkerSample.ts";
import type { PlacedClinicalEvent } from "./ClinicalEvent.ts";
import type { PlacedDisposition } from "./Disposition.ts";
import type { PlacedDose } from "./Dose.ts";
import type { PlacedObservation } from "./Observation.ts";
import type { Participant } from "./Participant.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/**
 * A trial and its records, read and checked: every key is declared, every score possible, every time placed on its
 * participant's axis. What the calculators on trial data take.
 */
export interface TrialData<Keys extends TrialKeys = TrialKeys> {
  readonly trial: Trial<Keys>;
  readonly participants: readonly Participant<Keys>[];
  readonly observations: readonly PlacedObservation<Keys>[];
  readonly biomarkerSamples: readonly PlacedBiomarkerSample<Keys>[];
  readonly doses: readonly PlacedDose[];
  readonly adverseEvents: readonly PlacedAdverseEvent[];
  readonly clinicalEvents: readonly PlacedClinicalEvent[];
  readonly dispositions: readonly PlacedDisposition[];
}
