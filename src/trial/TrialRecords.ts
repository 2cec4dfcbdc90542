import * as z from "zod";
import { AdverseEvent } from "./AdverseEvent.ts";
import { BiomarkerSample } from "./BiomarkerSample.ts";
import { ClinicalEvent } from "./ClinicalEvent.ts";
import { Disposition } from "./Disposition.ts";
import { Dose } from "./Dose.ts";
import { Observation } from "./Observation.ts";
import { Participant } from "./Participant.ts";

/**
 * What a trial recorded, in the plain shape that {@link readTrialData} takes: lists of rows, joined by participant id.
 * Keys are strings here because data come from outside; reading checks them against the trial's.
 */
export interface TrialRecords {
  readonly participants: readonly Participant[];
  readonly observations?: readonly Observation[];
  readonly biomarkerSamples?: readonly BiomarkerSample[];
  readonly doses?: readonly Dose[];
  readonly adverseEvents?: readonly AdverseEvent[];
  readonly clinicalEvents?: readonly ClinicalEvent[];
  readonly dispositions?: readonly Disposition[];
}

export const TrialRecords: z.ZodType<TrialRecords> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      participants: z.array(Participant).readonly(),
      observations: z.array(Observation).readonly().exactOptional(),
      biomarkerSamples: z.array(BiomarkerSample).readonly().exactOptional(),
      doses: z.array(Dose).readonly().exactOptional(),
      adverseEvents: z.array(AdverseEvent).readonly().exactOptional(),
      clinicalEvents: z.array(ClinicalEvent).readonly().exactOptional(),
      dispositions: z.array(Disposition).readonly().exactOptional(),
    })
    .readonly())();
