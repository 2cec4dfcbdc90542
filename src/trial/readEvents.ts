import { show } from "../result/show.ts";
import { AdverseEvent, type PlacedAdverseEvent } from "./AdverseEvent.ts";
import { ClinicalEvent, type PlacedClinicalEvent } from "./ClinicalEvent.ts";
import { Disposition, type PlacedDisposition } from "./Disposition.ts";
import { Dose, type PlacedDose } from "./Dose.ts";
import { dayTolerance } from "./daysIncluding.ts";
import { checkAlive, isDeclared, knownParticipant, placeTime, type ReadContext, report } from "./ReadContext.ts";
import type { Path } from "./problem.ts";
import type { PlacedTime, TimePoint } from "./TimePoint.ts";
import { wellFormed } from "./wellFormed.ts";

/** Doses in the order of their number, so that a later one may be counted from an earlier one. */
export function readDoses(context: ReadContext, rows: readonly unknown[] | undefined): PlacedDose[] {
  const doses: PlacedDose[] = [];
  const placed = new Map<string, Map<number, PlacedTime | null>>();
  const records = wellFormed(context, "doses", rows, Dose).sort((left, right) => left.row.number - right.row.number);
  for (const { row, path } of records) {
    const { participant, number, treatment } = row;
    const known = knownParticipant(context, participant, path);
    if (treatment !== undefined) isDeclared(context, context.trial.treatments, treatment, "treatment", [...path, "treatment"]);
    if (!known) continue;
    const earlier = placed.get(participant) ?? new Map<number, PlacedTime | null>();
    placed.set(participant, earlier);
    context.doses.set(participant, earlier);
    const at = isCountedFromLater(context, row, [...path, "at", "from"]) ? null : placeTime(context, participant, row.at, [...path, "at"]);
    const other = earlier.get(number);
    if (other !== undefined) report(context, [...path, "number"], "duplicate", number, `dose ${number} of participant ${show(participant)} is recorded twice`);
    else checkOrder(context, row, at, earlier, [...path, "at"]);
    // Of two records that differ nobody knows which is the dose, and nothing is counted from either.
    earlier.set(number, other === undefined || (other?.earliest === at?.earliest && other?.latest === at?.latest) ? at : null);
    if (at !== null) doses.push({ ...row, at });
  }
  return doses;
}

/** A dose is counted from an earlier one, if from any; reports one that is not. */
function isCountedFromLater(context: ReadContext, { participant, number, at: { from } }: Dose, path: Path): boolean {
  if (from === undefined || !/^dose:[1-9]\d*$/u.test(from) || Number(from.slice("dose:".length)) < number) return false;
  report(context, path, "conflict", from, `dose ${number} of participant ${show(participant)} can be counted from an earlier dose only; received ${show(from)}`);
  return true;
}

function checkOrder(context: ReadContext, { participant, number }: Dose, at: PlacedTime | null, earlier: ReadonlyMap<number, PlacedTime | null>, path: Path): void {
  const before = [...earlier].find(([, other]) => at !== null && other !== null && at.latest < other.earliest - dayTolerance);
  if (before !== undefined) report(context, path, "impossible-order", number, `dose ${number} of participant ${show(participant)} is dated before dose ${before[0]}`);
}

/** Clinical events; a participant dies at most once, and nothing happens afterwards. Of two deaths, the later counts until one is struck out. */
export function readClinicalEvents(context: ReadContext, rows: readonly unknown[] | undefined): PlacedClinicalEvent[] {
  const events: { readonly event: PlacedClinicalEvent; readonly path: Path }[] = [];
  const seen = new Set<string>();
  const died = new Set<string>();
  for (const { row, path, isLost } of wellFormed(context, "clinicalEvents", rows, ClinicalEvent)) {
    const { participant, kind, description } = row;
    if (!knownParticipant(context, participant, path)) continue;
    const at = placeTime(context, participant, row.at, [...path, "at"]);
    if (kind === "death") {
      if (died.has(participant)) report(context, path, "duplicate", participant, `the death of participant ${show(participant)} is recorded twice`);
      died.add(participant);
      if (at === null) context.refused.deaths.add(participant);
      else keepLater(context.deaths, participant, at);
    } else if (!isLost("description")) {
      const identity = JSON.stringify([participant, kind, description, row.at]);
      if (seen.has(identity)) report(context, path, "duplicate", participant, `this ${kind} of participant ${show(participant)} is recorded twice`);
      seen.add(identity);
    }
    if (at !== null) events.push({ event: { ...row, at }, path });
  }
  for (const { event, path } of events) {
    if (event.kind !== "death") checkAlive(context, event.participant, event.at.earliest, () => event.kind, path);
  }
  return events.map(({ event }) => event);
}

/** Adverse events; none ends or worsens before it starts, or starts after the participant's death. */
export function readAdverseEvents(context: ReadContext, rows: readonly unknown[] | undefined): PlacedAdverseEvent[] {
  const events: PlacedAdverseEvent[] = [];
  for (const { row, path } of wellFormed(context, "adverseEvents", rows, AdverseEvent, { systemOrganClass: "any", preferredTerm: "an event" })) {
    if (!knownParticipant(context, row.participant, path)) continue;
    const { start: recordedStart, end: recordedEnd, worsenedAt: recordedWorsening, ...event } = row;
    const start = placeRecorded(context, row.participant, recordedStart, [...path, "start"]);
    const end = placeRecorded(context, row.participant, recordedEnd, [...path, "end"]);
    const worsenedAt = placeRecorded(context, row.participant, recordedWorsening, [...path, "worsenedAt"]);
    if (start && end && end.latest < start.earliest - dayTolerance) {
      report(context, [...path, "end"], "impossible-order", end.latest, `${show(row.preferredTerm)} of participant ${show(row.participant)} ends before it starts`);
    }
    if (start && worsenedAt && worsenedAt.latest < start.earliest - dayTolerance) {
      report(context, [...path, "worsenedAt"], "impossible-order", worsenedAt.latest, `${show(row.preferredTerm)} of participant ${show(row.participant)} worsens before it starts`);
    }
    if (start) checkAlive(context, row.participant, start.earliest, () => `${show(row.preferredTerm)} starts`, [...path, "start"]);
    // Added to the object at hand: engines give a copy with more fields a layout of its own, and a million layouts are slow to read.
    events.push(Object.assign(event, start && { start }, end && { end }, worsenedAt && { worsenedAt }));
  }
  return events;
}

/** The steps of the participants' way through the trial; nobody dies twice. */
export function readDispositions(context: ReadContext, rows: readonly unknown[] | undefined): PlacedDisposition[] {
  const dispositions: PlacedDisposition[] = [];
  const died = new Set<string>();
  for (const { row, path } of wellFormed(context, "dispositions", rows, Disposition, { status: "screened" })) {
    if (!knownParticipant(context, row.participant, path)) continue;
    const { at: recordedAt, ...disposition } = row;
    const at = placeRecorded(context, row.participant, recordedAt, [...path, "at"]);
    if (row.status === "died") {
      if (died.has(row.participant)) report(context, path, "duplicate", row.participant, `participant ${show(row.participant)} is recorded as died twice`);
      died.add(row.participant);
      if (at) keepLater(context.dispositionDeaths, row.participant, at);
    }
    dispositions.push({ ...disposition, ...(at && { at }) });
  }
  return dispositions;
}

/** A time of a known participant: `undefined` where none was recorded, `null` where it cannot be placed. */
function placeRecorded(context: ReadContext, participant: string, time: TimePoint | undefined, path: Path): PlacedTime | null | undefined {
  return time === undefined ? undefined : placeTime(context, participant, time, path);
}

/** Of two records of one death the later, so that nothing is after a death that is not after both. */
function keepLater(deaths: Map<string, PlacedTime>, participant: string, at: PlacedTime): void {
  const other = deaths.get(participant);
  if (other === undefined || other.latest < at.latest) deaths.set(participant, at);
}
