import type { DataIssue } from "../result/Issue.ts";
import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { trialFamilies } from "./forbiddenKeys.ts";
import { keysOf } from "./keysOf.ts";
import { type ReadContext, report } from "./ReadContext.ts";
import { readBiomarkerSamples } from "./readBiomarkerSamples.ts";
import { readAdverseEvents, readClinicalEvents, readDispositions, readDoses } from "./readEvents.ts";
import { readObservations } from "./readObservations.ts";
import { readParticipants } from "./readParticipants.ts";
import type { Trial } from "./Trial.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import type { TrialRecords } from "./TrialRecords.ts";

/** Data that hold up, or every problem that was found. */
export type ReadResult<Keys extends TrialKeys = TrialKeys> =
  | { readonly ok: true; readonly data: TrialData<Keys> }
  | { readonly ok: false; readonly issues: readonly DataIssue[] };

/**
 * Reads a trial's records and checks them against its definition.
 *
 * Use it once, where data enter; every calculator on trial data takes what it returns. Checked are: keys (an unknown one
 * is named with the nearest declared), scores (range and step), dates (real, and placed on the participant's own axis of
 * days from baseline), units, doses in order, events that end before they start, values after a death that a clinical event
 * or a disposition records (of an event known to the month, a disposition in that month has the day), and events that begin after a death that
 * a clinical event records. Participants, values, samples, doses, deaths and clinical events may not
 * be recorded twice; adverse events may, and a tally counts the repeats. An undated value counts as taken at its visit's
 * planned time, or as early as the visit's window allows; a date must lie on the visit's side of baseline. What only follows from
 * another problem is not reported, nor does the order of the rows change what is.
 *
 * Dates need the participant's `baselineDate`. A partial date (`2012-03`) is kept as the span it stands for.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: path, code, value received and a sentence.
 * @throws TypeError for a trial that was not defined or read.
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
 *     { participant: "001", visit: "V9", measure: "alsfrsR", value: 34 },
 *   ],
 * });
 *
 * data.observations.length; // => 2
 * ```
 */
export function readTrialData<Keys extends TrialKeys>(trial: Trial<Keys>, records: TrialRecords): TrialData<Keys> {
  checkDefined("readTrialData", trial);
  const result = safeReadTrialData(trial, records);
  if (result.ok) return result.data;
  const count = `${result.issues.length} problem${result.issues.length === 1 ? "" : "s"}`;
  const first = result.issues.slice(0, 5).map((issue) => issue.message);
  throw new TrialwiseError({
    code: "invalid-records",
    message: `the records have ${count}: ${first.join("; ")}${result.issues.length > 5 ? "; …" : ""}`,
    required: "records without problems",
    observed: count,
    issues: result.issues,
  });
}

/**
 * Reads a trial's records as {@link readTrialData} does, and returns the problems instead of throwing.
 *
 * @throws TypeError for a trial that was not defined or read.
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, safeReadTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true } },
 *   measures: { alsfrsR },
 * });
 * const result = safeReadTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: [{ participant: "001", visit: "V5", measure: "alsfrsR", value: 49 }],
 * });
 *
 * result.ok ? [] : result.issues.map((issue) => issue.message); // => ['alsfrsR of participant "001" at V5 must be 0 to 48; received 49']
 * ```
 */
export function safeReadTrialData<Keys extends TrialKeys>(trial: Trial<Keys>, records: TrialRecords): ReadResult<Keys> {
  checkDefined("safeReadTrialData", trial);
  const context: ReadContext = {
    trial,
    issues: [],
    participants: new Map(),
    spellings: new Map(),
    refused: { families: new Set(), doses: new Map(), deaths: new Set() },
    doses: new Map(),
    deaths: new Map(),
    dispositionDeaths: new Map(),
    dates: new Map(),
  };
  const families = readFamilies(context, records);
  // The order matters: times may be counted from doses, and deaths decide what can have happened afterwards.
  const participants = readParticipants(context, trial, families.participants);
  const doses = readDoses(context, families.doses);
  const clinicalEvents = readClinicalEvents(context, families.clinicalEvents);
  const dispositions = readDispositions(context, families.dispositions);
  const data: TrialData<Keys> = {
    trial,
    participants,
    observations: readObservations(context, trial, families.observations),
    biomarkerSamples: readBiomarkerSamples(context, trial, families.biomarkerSamples),
    doses,
    adverseEvents: readAdverseEvents(context, families.adverseEvents),
    clinicalEvents,
    dispositions,
  };
  return context.issues.length === 0 ? { ok: true, data } : { ok: false, issues: context.issues };
}

/** Refuses a definition as it was written down, which may lack families. Notebooks are not type-checked. */
function checkDefined(caller: string, trial: unknown): void {
  const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (isObject(trial) && trialFamilies.every((family) => isObject(Reflect.get(trial, family)))) return;
  throw new TypeError(`${caller}: trial must come from defineTrial or readTrial; received ${show(trial)}`);
}

const familyNames = [
  "participants",
  "observations",
  "biomarkerSamples",
  "doses",
  "adverseEvents",
  "clinicalEvents",
  "dispositions",
] as const;

/** The lists of rows, whatever stands in their place: records come from outside, whatever their type says. */
function readFamilies(context: ReadContext, records: unknown): Record<(typeof familyNames)[number], readonly unknown[]> {
  const families = {
    participants: [],
    observations: [],
    biomarkerSamples: [],
    doses: [],
    adverseEvents: [],
    clinicalEvents: [],
    dispositions: [],
  };
  if (typeof records !== "object" || records === null || Array.isArray(records)) {
    report(context, [], "invalid-type", records, `records must be an object of lists; received ${show(records)}`);
    return families;
  }
  let isAnyMisnamed = false;
  for (const key of keysOf(records)) {
    if (!Object.hasOwn(families, key)) {
      isAnyMisnamed = true;
      report(context, [key], "unknown-field", key, `records have no list ${show(key)}; the lists are ${familyNames.join(", ")}${didYouMean(key, familyNames)}`);
    }
  }
  const lists: Record<(typeof familyNames)[number], readonly unknown[]> = families;
  for (const name of familyNames) {
    const rows: unknown = Object.hasOwn(records, name) ? Reflect.get(records, name) : undefined;
    if (Array.isArray(rows)) lists[name] = rows;
    else if (rows !== undefined || isAnyMisnamed) context.refused.families.add(name);
    if (!Array.isArray(rows) && (rows !== undefined || name === "participants")) {
      if (rows === undefined) report(context, [name], "missing-field", rows, `${name} is missing: a list is needed`);
      else report(context, [name], "invalid-type", rows, `${name} must be a list; received ${show(rows)}`);
    }
  }
  return lists;
}
