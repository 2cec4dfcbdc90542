import { show } from "../result/show.ts";
import type { Measure } from "./Measure.ts";
import { Observation, type PlacedObservation } from "./Observation.ts";
import { checkTaken } from "./checkTaken.ts";
import { isDeclared, knownParticipant, placeDay, type ReadContext, report } from "./ReadContext.ts";
import type { Path } from "./problem.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { nominalDay } from "./visitTime.ts";
import { wellFormed } from "./wellFormed.ts";

/** The observations whose keys are declared; each value is possible on its scale and recorded once, in a living participant. */
export function readObservations<Keys extends TrialKeys>(
  context: ReadContext,
  trial: Trial<Keys>,
  rows: readonly unknown[] | undefined,
): PlacedObservation<Keys>[] {
  const observations: PlacedObservation<Keys>[] = [];
  const seen = new Map<string, Map<string, Set<string>>>();
  for (const { row, path, isLost } of wellFormed(context, "observations", rows, Observation, { missing: "unknown" })) {
    const { participant, visit, measure } = row;
    const known = knownParticipant(context, participant, path);
    const hasVisit = isDeclared<Keys["visit"]>(context, trial.visits, visit, "visit", [...path, "visit"]);
    const hasMeasure = isDeclared<Keys["measure"]>(context, trial.measures, measure, "measure", [...path, "measure"]);
    const what = () => `${measure} of participant ${show(participant)} at ${visit}`;
    if (hasMeasure && row.value !== undefined) checkScore(context, trial.measures[measure], row.value, what, [...path, "value"]);
    if (!known || !hasVisit) continue;
    const day = placeDay(context, row, path);
    const isPossible = day === null || isOnItsSide(context, trial, visit, day, what, [...path, row.date === undefined ? "day" : "date"]);
    if (!hasMeasure) continue;
    let seenAtVisit = seen.get(visit);
    if (seenAtVisit === undefined) seen.set(visit, (seenAtVisit = new Map()));
    let measured = seenAtVisit.get(measure);
    if (measured === undefined) seenAtVisit.set(measure, (measured = new Set()));
    if (measured.has(participant)) {
      report(context, path, "duplicate", participant, `${what()} is recorded twice`);
    }
    measured.add(participant);
    if (row.value !== undefined && isPossible) checkTaken(context, row, isLost, day, () => `${measure} has a value`, path);
    observations.push({ ...row, visit, measure, ...(day === null ? {} : { day }) });
  }
  return observations;
}

/** A visit planned after baseline is not held before it, nor the other way round; how far off it may be is no matter here. Reports one that is. */
function isOnItsSide<Keys extends TrialKeys>(context: ReadContext, trial: Trial<Keys>, visit: Keys["visit"], day: number, what: () => string, path: Path): boolean {
  const planned = nominalDay(trial, visit);
  if (planned === null || Math.sign(planned) * Math.sign(day) >= 0) return true;
  const [side, plannedSide] = planned > 0 ? ["before", "after"] : ["after", "before"];
  const days = Math.abs(day) === 1 ? "1 day" : `${Math.abs(day)} days`;
  report(context, path, "impossible-order", day, `${what()} is dated ${days} ${side} baseline, and the visit is planned for ${plannedSide} it`);
  return false;
}

function checkScore(context: ReadContext, measure: Measure, value: number, what: () => string, path: Path): void {
  const { from, to } = measure.range ?? {};
  if ((from !== undefined && value < from) || (to !== undefined && value > to)) {
    const range = from === undefined ? `at most ${to}` : to === undefined ? `at least ${from}` : `${from} to ${to}`;
    report(context, path, "out-of-range", value, `${what()} must be ${range}; received ${value}`);
  } else if (measure.step !== undefined && !isOnStep(value - (from ?? 0), measure.step)) {
    report(context, path, "off-step", value, `${what()} must go in steps of ${measure.step} from ${from ?? 0}; received ${value}`);
  } else if (measure.gaps?.includes(value) === true) {
    report(context, path, "off-step", value, `${what()} cannot be ${value}, which is not on the scale`);
  }
}

/** Steps such as 0.1 have no exact binary form, so a value may miss its step by a rounding error. */
function isOnStep(distance: number, step: number): boolean {
  const steps = distance / step;
  return Math.abs(steps - Math.round(steps)) <= 1e-9 * Math.max(1, Math.abs(steps));
}
