import { exp } from "../numeric/elementary/exp.ts";
import { randomStream } from "../numeric/randomStream.ts";
import type { Biomarker } from "../trial/Biomarker.ts";
import type { BiomarkerResult, BiomarkerSample } from "../trial/BiomarkerSample.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { MissingReason, Observation } from "../trial/Observation.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Address } from "./course.ts";
import { valuesOn } from "./course.ts";
import { recordedValue, significant } from "./recordedValue.ts";
import type { ResolvedDesign } from "./resolveDesign.ts";
import type { ResolvedQuantity } from "./resolveQuantity.ts";
import type { ParticipantTruth } from "./SimulatedTrial.ts";
import type { MeanCourse, SimulatedDropout } from "./SimulationDesign.ts";
import type { PlannedVisit } from "./timeline.ts";

/** A participant before the first visit: who they are, and the days on which they will die and leave, Infinity for never. */
export interface Enrolled<Keys extends TrialKeys> {
  readonly address: Address;
  readonly truth: ParticipantTruth<Keys>;
  readonly died: number;
  readonly lost: number;
}

/** What was recorded at a participant's visits. */
export interface SimulatedVisits<Keys extends TrialKeys> {
  readonly observations: readonly Observation<Keys>[];
  readonly biomarkerSamples: readonly BiomarkerSample<Keys>[];
  /** The day by which the participant has left after a value; Infinity for never. */
  readonly withdrawn: number;
}

/** Every planned visit of a participant, held or not, in the order of time. */
export function simulateVisits<Keys extends TrialKeys>(
  trial: Trial<Keys>,
  design: ResolvedDesign<Keys>,
  { address, truth, died, lost }: Enrolled<Keys>,
  visits: readonly PlannedVisit<Keys["visit"]>[],
): SimulatedVisits<Keys> {
  const { participant } = truth;
  const { afterValue } = design.dropout;
  const measures = keysOf(design.measures).map((measure) => ({ measure, quantity: design.measures[measure]!, course: truth.measures[measure]! }));
  const biomarkers = keysOf(design.biomarkers).map((biomarker) => ({ biomarker, quantity: design.biomarkers[biomarker]!, course: truth.biomarkers[biomarker]! }));
  const observations: Observation<Keys>[] = [];
  const biomarkerSamples: BiomarkerSample<Keys>[] = [];
  let withdrawn = Infinity;
  let lastValue: number | undefined;
  for (const planned of visits) {
    const { visit, day } = planned;
    const missing = whyMissing(address, planned, died, Math.min(lost, withdrawn), design.missedVisits);
    for (const { measure, quantity, course } of measures) {
      if (!quantity.visits.includes(visit)) continue;
      if (missing !== undefined) {
        observations.push({ participant, visit, measure, missing });
        continue;
      }
      const value = recordedValue(valueOf(address, planned, "measures", measure, quantity, course), trial.measures[measure]);
      observations.push({ participant, visit, measure, value });
      if (measure === afterValue?.measure) lastValue = value;
    }
    for (const { biomarker, quantity, course } of biomarkers) {
      if (!quantity.visits.includes(visit)) continue;
      const declared = trial.biomarkers[biomarker];
      const result = missing === undefined ? quantify(valueOf(address, planned, "biomarkers", biomarker, quantity, course), declared) : { missing };
      biomarkerSamples.push({ participant, visit, biomarker, unit: declared.unit, ...result });
    }
    const comesBack = missing !== undefined || planned === visits.at(-1) || !leavesAfter(address, visit, lastValue, afterValue);
    if (!comesBack) withdrawn = Math.floor(day) + 1;
  }
  return { observations, biomarkerSamples, withdrawn };
}

/** Why there is no value of this visit; `undefined` where there is one. */
function whyMissing(address: Address, { visit, day, isBaseline }: PlannedVisit, died: number, left: number, missedVisits: number): MissingReason | undefined {
  if (died <= Math.min(day, left)) return "died";
  if (left <= day) return "withdrew";
  if (isBaseline || missedVisits === 0) return undefined;
  return randomStream([...address, "missed", visit]).uniform() < missedVisits ? "not-done" : undefined;
}

/** The participant's own course on the day, and a residual. */
function valueOf(address: Address, { visit, day }: PlannedVisit, family: string, name: string, quantity: ResolvedQuantity, course: MeanCourse): number {
  const normal = randomStream([...address, "residual", family, name, visit]).normal();
  return valuesOn(quantity, course)(day, quantity.residualStandardDeviation * normal);
}

function leavesAfter(address: Address, visit: string, value: number | undefined, rule: SimulatedDropout["afterValue"]): boolean {
  if (rule === undefined || value === undefined) return false;
  return randomStream([...address, "withdrawal", visit]).uniform() < 1 / (1 + exp(-(rule.intercept + rule.perUnit * value)));
}

/** What the laboratory reports of a concentration. */
function quantify(value: number, { lowerLimit, upperLimit }: Biomarker): BiomarkerResult {
  if (lowerLimit !== undefined && lowerLimit > 0 && value < lowerLimit) return { below: lowerLimit };
  if (upperLimit !== undefined && value > upperLimit) return { above: upperLimit };
  return { value: Math.max(0, significant(value)) };
}
