import { power } from "../numeric/elementary/power.ts";
import type { AdverseEvent } from "../trial/AdverseEvent.ts";
import type { Disposition, DispositionStatus } from "../trial/Disposition.ts";
import type { Dose } from "../trial/Dose.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Address } from "./course.ts";
import { effectNormals, ownCourse, turnTowards, valuesOn } from "./course.ts";
import { significant } from "./recordedValue.ts";
import type { ResolvedDesign } from "./resolveDesign.ts";
import type { ResolvedQuantity } from "./resolveQuantity.ts";
import { givenDoses, simulateAdverseEvents } from "./simulateEvents.ts";
import type { ParticipantTruth } from "./SimulatedTrial.ts";
import type { SimulatedVisits } from "./simulateVisits.ts";
import { simulateVisits } from "./simulateVisits.ts";
import type { MeanCourse } from "./SimulationDesign.ts";
import { deathDay, leavingDay, plannedVisits, rateOf } from "./timeline.ts";

/** How a participant's way through the trial ended. */
export type Fate = "completed" | "lostToFollowUp" | "withdrew" | "died";

/** What was recorded of one participant, what became of them, and what their values scatter about. */
export interface SimulatedParticipant<Keys extends TrialKeys> extends Omit<SimulatedVisits<Keys>, "withdrawn"> {
  readonly truth: ParticipantTruth<Keys>;
  readonly fate: Fate;
  /** Of a death that was seen. */
  readonly deathDay?: number;
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
  const participant = `SIM-${arm}-${String(number).padStart(3, "0")}`;
  const address: Address = [design.seed, arm, number];
  const visits = plannedVisits(trial, arm, design);
  const [first, last] = [Math.min(0, visits[0]?.day ?? 0), visits.at(-1)?.day ?? 0];
  const truth = { participant, arm, ...trueCourses(address, arm, design) };
  const until = Math.max(last, design.followUp === undefined ? last : offsetInDays(design.followUp, daysPerMonth));
  const died = design.deaths === undefined ? Infinity : deathDay(address, first, until, hazardOf(arm, design, truth.measures));
  const lost = leavingDay(address, first, rateOf(design.dropout.perMonth, arm));
  const { withdrawn, ...recorded } = simulateVisits(trial, design, { address, truth, died, lost }, visits);

  const fate = fateOf({ died, lost, withdrawn }, last);
  // Who has left the trial is not followed any further; who has completed it is, until the end of follow-up.
  const left = fate === "completed" ? Infinity : Math.min(lost, withdrawn);
  const end = Math.min(left, died, last + 1);
  return {
    truth,
    fate,
    ...(died < Infinity && died <= left ? { deathDay: died } : {}),
    ...recorded,
    doses: givenDoses(participant, design.doses[arm] ?? [], Math.min(left, died)),
    adverseEvents: design.adverseEvents.flatMap((event) => simulateAdverseEvents({ id: participant, arm, address }, event, first, end)),
    disposition: { participant, status: statusOf[fate], at: { days: fate === "completed" ? last : end } },
  };
}

const statusOf: { readonly [F in Fate]: DispositionStatus } = { completed: "completed", lostToFollowUp: "lost-to-follow-up", withdrew: "withdrew", died: "died" };

function fateOf({ died, lost, withdrawn }: { readonly died: number; readonly lost: number; readonly withdrawn: number }, last: number): Fate {
  const left = Math.min(lost, withdrawn);
  if (Math.min(died, left) > last) return "completed";
  if (died <= left) return "died";
  return lost <= withdrawn ? "lostToFollowUp" : "withdrew";
}

/** What the participant's values scatter about, in each measure and biomarker. */
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

/** The participant's hazard of death per month, by day. */
function hazardOf<Keys extends TrialKeys>(arm: Keys["arm"], { deaths, measures }: ResolvedDesign<Keys>, courses: ParticipantTruth<Keys>["measures"]): (day: number) => number {
  if (deaths === undefined) return () => 0;
  const { byValue } = deaths;
  const rate = rateOf(deaths.perMonth, arm);
  if (byValue === undefined) return () => rate;
  const trueValue = valuesOn(measures[byValue.measure]!, courses[byValue.measure]!);
  return (day) => rate * power(byValue.hazardRatioPerUnit, trueValue(day) - byValue.reference);
}
