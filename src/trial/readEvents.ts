import { show } from "../result/show.ts";
import { AdverseEvent, type PlacedAdverseEvent } from "./AdverseEvent.ts";
import { ClinicalEvent, type PlacedClinicalEvent } from "./ClinicalEvent.ts";
import { Disposition, type PlacedDisposition } from "./Disposition.ts";
import { Dose, type PlacedDose } from "./Dose.ts";
import { checkAlive, isDeclared, knownParticipant, placeTime, type ReadContext, report, wellFormed } from "./ReadContext.ts";
import type { Path } from "./problem.ts";
import type { PlacedTime, TimePoint } from "./TimePoint.ts";

/** Doses in the order of their number, so that a later one may be counted from an earlier one. */
export function readDoses(context: ReadContext, rows: readonly unknown[] | undefined): PlacedDose[] {
  const doses: PlacedDose[] = [];
  const placed = new Map<string, Map<number, PlacedTime>>();
  const records = wellFormed(context, "doses", rows, Dose).sort((left, right) => left.row.number - right.row.number);
  for (const { row, path } of records) {
    const { participant, number, treatment } = row;
    const known = knownParticipant(context, participant, path);
    if (treatment !== undefined) isDeclared(context, context.trial.treatments, treatment, "treatment", [...path, "treatment"]);
    if (!known) continue;
    const earlier = placed.get(participant) ?? new Map<number, PlacedTime>();
    if (earlier.has(number)) {
      report(context, [...path, "number"], "duplicate", number, `dose ${number} of participant ${show(participant)} is recorded twice`);
      continue;
    }
    context.doses.set(participant, earlier);
    const at = placeTime(context, participant, row.at, [...path, "at"]);
    if (at === null) continue;
    for (const [before, placedBefore] of earlier) {
      if (at.latest >= placedBefore.earliest) continue;
      report(context, [...path, "at"], "impossible-order", number, `dose ${number} of participant ${show(participant)} is dated before dose ${before}`);
    }
    placed.set(participant, earlier.set(number, at));
    doses.push({ ...row, at });
  }
  return doses;
}

/** Clinical events; a participant dies at most once, and nothing happens afterwards. */
export function readClinicalEvents(context: ReadContext, rows: readonly unknown[] | undefined): PlacedClinicalEvent[] {
  const events: { readonly event: PlacedClinicalEvent; readonly path: Path }[] = [];
  const seen = new Set<string>();
  for (const { row, path, isWhole } of wellFormed(context, "clinicalEvents", rows, ClinicalEvent)) {
    const at = placeKnown(context, row.participant, row.at, path, "at");
    if (at === null || at === undefined) continue;
    if (row.kind === "death") {
      if (context.deaths.has(row.participant)) {
        report(context, path, "duplicate", row.participant, `the death of participant ${show(row.participant)} is recorded twice`);
        continue;
      }
      context.deaths.set(row.participant, at);
    }
    const identity = JSON.stringify([row.participant, row.kind, row.description, row.at]);
    if (isWhole && seen.has(identity)) report(context, path, "duplicate", row.participant, `this ${row.kind} of participant ${show(row.participant)} is recorded twice`);
    seen.add(identity);
    events.push({ event: { ...row, at }, path });
  }
  for (const { event, path } of events) checkAlive(context, event.participant, event.at.earliest, () => event.kind, path);
  return events.map(({ event }) => event);
}

/** Adverse events; none ends or worsens before it starts, or starts after the participant's death. */
export function readAdverseEvents(context: ReadContext, rows: readonly unknown[] | undefined): PlacedAdverseEvent[] {
  const events: PlacedAdverseEvent[] = [];
  for (const { row, path } of wellFormed(context, "adverseEvents", rows, AdverseEvent)) {
    const { start: recordedStart, end: recordedEnd, worsenedAt: recordedWorsening, ...event } = row;
    const start = placeKnown(context, row.participant, recordedStart, path, "start");
    const end = recordedEnd === undefined ? undefined : placeKnown(context, row.participant, recordedEnd, path, "end");
    const worsenedAt = recordedWorsening === undefined ? undefined : placeKnown(context, row.participant, recordedWorsening, path, "worsenedAt");
    if (start === null || end === null || worsenedAt === null) continue;
    if (start !== undefined && end !== undefined && end.latest < start.earliest) {
      report(context, [...path, "end"], "impossible-order", end.latest, `${show(row.preferredTerm)} of participant ${show(row.participant)} ends before it starts`);
    }
    if (start !== undefined && worsenedAt !== undefined && worsenedAt.latest < start.earliest) {
      report(context, [...path, "worsenedAt"], "impossible-order", worsenedAt.latest, `${show(row.preferredTerm)} of participant ${show(row.participant)} worsens before it starts`);
    }
    if (start !== undefined) checkAlive(context, row.participant, start.earliest, () => `${show(row.preferredTerm)} starts`, [...path, "start"]);
    // Added to the object at hand: engines give a copy with more fields a layout of its own, and a million layouts are slow to read.
    events.push(Object.assign(event, start && { start }, end && { end }, worsenedAt && { worsenedAt }));
  }
  return events;
}

/** The steps of the participants' way through the trial; nobody dies twice. */
export function readDispositions(context: ReadContext, rows: readonly unknown[] | undefined): PlacedDisposition[] {
  const dispositions: PlacedDisposition[] = [];
  const died = new Set<string>();
  for (const { row, path } of wellFormed(context, "dispositions", rows, Disposition)) {
    const { at: recordedAt, ...disposition } = row;
    const at = placeKnown(context, row.participant, recordedAt, path, "at");
    if (at === null) continue;
    if (row.status === "died") {
      if (died.has(row.participant)) report(context, path, "duplicate", row.participant, `participant ${show(row.participant)} is recorded as died twice`);
      died.add(row.participant);
      if (at !== undefined) context.dispositionDeaths.set(row.participant, at);
    }
    dispositions.push({ ...disposition, ...(at === undefined ? {} : { at }) });
  }
  return dispositions;
}

/** A time of a known participant: `undefined` where none was recorded, `null` where it cannot be placed. */
function placeKnown(
  context: ReadContext,
  participant: string,
  time: TimePoint | undefined,
  path: Path,
  field: string,
): PlacedTime | null | undefined {
  if (!knownParticipant(context, participant, path)) return null;
  return time === undefined ? undefined : placeTime(context, participant, time, [...path, field]);
}
