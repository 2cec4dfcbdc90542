import { randomStream } from "../numeric/randomStream.ts";
import type { AdverseEvent } from "../trial/AdverseEvent.ts";
import type { Biomarker } from "../trial/Biomarker.ts";
import type { BiomarkerResult, BiomarkerSample } from "../trial/BiomarkerSample.ts";
import type { Disposition } from "../trial/Disposition.ts";
import type { Dose } from "../trial/Dose.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { MissingReason, Observation } from "../trial/Observation.ts";
import { daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Address } from "./course.ts";
import { effectNormals, ownCourse, turnTowards, valuesOn } from "./course.ts";
import { recordedValue, significant } from "./recordedValue.ts";
import type { ResolvedDesign } from "./resolveDesign.ts";
import type { ResolvedQuantity } from "./resolveQuantity.ts";
import { givenDoses, simulateAdverseEvents } from "./simulateEvents.ts";
import type { ParticipantTruth } from "./SimulatedTrial.ts";
import type { MeanCourse } from "./SimulationDesign.ts";
import { deathDay, leavingDay, plannedVisits, rateOf } from "./timeline.ts";

/** What was recorded of one participant, what became of them, and what their values scatter about. */
export interface SimulatedParticipant<Keys extends TrialKeys> {
  readonly truth: ParticipantTruth<Keys>;
  readonly fate: "completed" | "lostToFollowUp" | "withdrew" | "died";
  readonly deathDay?: number;
  readonly observations: readonly Observation<Keys>[];
  readonly biomarkerSamples: readonly BiomarkerSample<Keys>[];
  readonly doses: readonly Dose[];
  readonly adverseEvents: readonly AdverseEvent[];
  readonly disposition: Disposition;
}

/** One participant, whose random numbers depend on nothing but the seed, the arm and their number in it. */
export function simulateParticipant<Keys extends TrialKeys>(
  trial: Trial<Keys>,
  design: ResolvedDesign<Keys>,
  arm: Keys["arm"],
  number: number,
): SimulatedParticipant<Keys> {
  const id = `SIM-${arm}-${String(number).padStart(3, "0")}`;
  const address: Address = [design.seed, arm, number];
  const visits = plannedVisits(trial, arm, design);
  const enrolled = Math.min(0, visits[0]?.day ?? 0);
  const last = visits.at(-1)?.day ?? 0;
  const truth = { participant: id, arm, ...trueCourses(address, arm, design) };
  const until = Math.max(last, design.followUp === undefined ? last : offsetInDays(design.followUp, daysPerMonth));
  const died = design.deaths === undefined ? Infinity : deathDay(address, enrolled, until, hazardOf(arm, design, truth.measures));
  const lost = leavingDay(address, enrolled, rateOf(design.dropout.perMonth, arm));

  const observations: Observation<Keys>[] = [];
  const biomarkerSamples: BiomarkerSample<Keys>[] = [];
  let withdrawn = Infinity;
  let lastValue: number | undefined;
  for (const { visit, day, isBaseline } of visits) {
    const missing = whyMissing(visit, day, isBaseline);
    for (const measure of keysOf(design.measures)) {
      const quantity = design.measures[measure]!;
      if (!quantity.visits.includes(visit)) continue;
      const where = { participant: id, visit, measure };
      if (missing !== undefined) observations.push({ ...where, missing });
      else {
        const value = recordedValue(noisyValue(quantity, truth.measures[measure]!, "measures", measure), trial.measures[measure]);
        observations.push({ ...where, value });
        if (measure === design.dropout.afterValue?.measure) lastValue = value;
      }
    }
    for (const biomarker of keysOf(design.biomarkers)) {
      const quantity = design.biomarkers[biomarker]!;
      if (!quantity.visits.includes(visit)) continue;
      const declared = trial.biomarkers[biomarker];
      const result = missing !== undefined ? { missing } : quantify(noisyValue(quantity, truth.biomarkers[biomarker]!, "biomarkers", biomarker), declared);
      biomarkerSamples.push({ participant: id, visit, biomarker, unit: declared.unit, ...result });
    }
    if (missing === undefined && day < last && leavesAfter(lastValue)) withdrawn = Math.floor(day) + 1;

    function noisyValue(quantity: ResolvedQuantity<Keys>, course: MeanCourse, family: string, name: string): number {
      const deviation = quantity.residualStandardDeviation * randomStream([...address, "residual", family, name, visit]).normal();
      return valuesOn(quantity, course)(day, deviation);
    }

    function leavesAfter(value: number | undefined): boolean {
      const rule = design.dropout.afterValue;
      if (rule === undefined || value === undefined) return false;
      return randomStream([...address, "withdrawal", visit]).uniform() < 1 / (1 + Math.exp(-(rule.intercept + rule.perUnit * value)));
    }
  }

  const left = Math.min(lost, withdrawn);
  const end = Math.min(left, died, last + 1);
  const fate = end > last ? "completed" : died <= left ? "died" : lost <= withdrawn ? "lostToFollowUp" : "withdrew";
  return {
    truth,
    fate,
    // Who has left the trial is not followed any further.
    ...(died < Infinity && died <= left ? { deathDay: died } : {}),
    observations,
    biomarkerSamples,
    doses: givenDoses(id, design.doses[arm] ?? [], Math.min(left, died)),
    adverseEvents: design.adverseEvents.flatMap((event) => simulateAdverseEvents({ id, arm, address }, event, enrolled, end)),
    disposition: dispositionOf(id, fate, fate === "completed" ? last : end),
  };

  function whyMissing(visit: Keys["visit"], day: number, isBaseline: boolean): MissingReason | undefined {
    if (died <= Math.min(day, lost, withdrawn)) return "died";
    if (Math.min(lost, withdrawn) <= day) return "withdrew";
    if (isBaseline || design.missedVisits === 0) return undefined;
    return randomStream([...address, "missed", visit]).uniform() < design.missedVisits ? "not-done" : undefined;
  }
}

function trueCourses<Keys extends TrialKeys>(address: Address, arm: Keys["arm"], { measures, biomarkers }: ResolvedDesign<Keys>): Pick<ParticipantTruth<Keys>, "measures" | "biomarkers"> {
  const courseOf = (quantity: ResolvedQuantity<Keys>, family: string, name: string): MeanCourse => {
    const own = effectNormals(address, family, name, quantity);
    const { follows } = quantity;
    const leader = follows === undefined ? undefined : measures[follows.measure];
    const normals = follows === undefined || leader === undefined ? own : turnTowards(own, effectNormals(address, "measures", follows.measure, leader), follows.correlation);
    const { baseline, slopes } = ownCourse(quantity, arm, normals);
    return { baseline: significant(baseline), slopes: slopes.map(significant) };
  };
  return {
    measures: recordOf<Keys["measure"], MeanCourse>(keysOf(measures), (measure) => courseOf(measures[measure]!, "measures", measure)),
    biomarkers: recordOf<Keys["biomarker"], MeanCourse>(keysOf(biomarkers), (biomarker) => courseOf(biomarkers[biomarker]!, "biomarkers", biomarker)),
  };
}

function hazardOf<Keys extends TrialKeys>(arm: Keys["arm"], { deaths, measures }: ResolvedDesign<Keys>, courses: ParticipantTruth<Keys>["measures"]): (day: number) => number {
  if (deaths === undefined) return () => 0;
  const { byValue } = deaths;
  const rate = rateOf(deaths.perMonth, arm);
  if (byValue === undefined) return () => rate;
  const trueValue = valuesOn(measures[byValue.measure]!, courses[byValue.measure]!);
  return (day) => rate * byValue.hazardRatioPerUnit ** (trueValue(day) - byValue.reference);
}

/** What the laboratory reports of a concentration. */
function quantify(value: number, { lowerLimit, upperLimit }: Biomarker): BiomarkerResult {
  if (lowerLimit !== undefined && lowerLimit > 0 && value < lowerLimit) return { below: lowerLimit };
  if (upperLimit !== undefined && value > upperLimit) return { above: upperLimit };
  return { value: Math.max(0, significant(value)) };
}

function dispositionOf(participant: string, fate: SimulatedParticipant<TrialKeys>["fate"], day: number): Disposition {
  const statuses = { completed: "completed", lostToFollowUp: "lost-to-follow-up", withdrew: "withdrew", died: "died" } as const;
  return { participant, status: statuses[fate], at: { days: day } };
}
