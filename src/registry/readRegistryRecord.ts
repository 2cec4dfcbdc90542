import type { DataIssue } from "../result/Issue.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { issuesFromSchema } from "../trial/issuesFromSchema.ts";
import { armsOf, readProtocol } from "./readProtocol.ts";
import { leave, type Reading } from "./reading.ts";
import { readResults } from "./readResults.ts";
import type { RegistryRecord } from "./RegistryRecord.ts";
import { StudyInput } from "./studySchema.ts";
import { trialDefinition } from "./trialDefinition.ts";

/** A record that holds up, or every problem that was found. */
export type ReadRegistryResult =
  | { readonly ok: true; readonly record: RegistryRecord }
  | { readonly ok: false; readonly issues: readonly DataIssue[] };

/**
 * Reads a study record of ClinicalTrials.gov, as `JSON.parse` gives it from version 2 of the registry's API.
 *
 * Use it to start a trial's definition from its registration, and to work with posted results: as summaries and proportions for the
 * tests on numbers, and as tables for {@link auditTable} (by {@link registryOutcomeTable}, {@link registryBaselineTable} and
 * {@link registryFlowTable}).
 *
 * Fields keep the registry's names and posted figures their text, since `"1.10"` and `"1.1"` were rounded differently; `numbers`
 * holds the numbers of exact figures. `"1,234"` is 1234: the registry is in English. A group of a results table has the key of the
 * arm that it is named after, if there is one.
 *
 * The `definition` is for {@link readTrial}. Its arms are experimental, or controls where the registry calls them comparators or
 * says that they have no intervention; those it calls `OTHER` stand as observational. Its visits are the single times and the ends
 * of stretches that plain time frames name, counted from baseline ({@link readTimeFrame}). Measures need a direction that is better,
 * which no field states, so it has none. Blinding is stated where the record lists who is masked, or that nobody is.
 *
 * Nothing is left out in silence: what stands as text alone, or could not be turned, is in `notRead` with its path and the reason.
 * Posted figures are not held against each other; that is what an audit is for.
 *
 * Fields that are not read are passed over. Malformed are values of another type than the API's, codes that it does not have, dates
 * that do not exist, groups named twice or not at all, and rows without what names them.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: path, code, value received and a sentence.
 *
 * Source: ClinicalTrials.gov, Study Data Structure of the API's version 2, https://clinicaltrials.gov/data-api/about-api/study-data-structure
 *
 * @example An invented study
 * ```ts
 * import { readRegistryRecord } from "trialwise";
 *
 * const record = readRegistryRecord({
 *   protocolSection: {
 *     identificationModule: { nctId: "NCT00000000", briefTitle: "An invented study" },
 *     armsInterventionsModule: {
 *       armGroups: [{ label: "Cells", type: "EXPERIMENTAL" }, { label: "Placebo", type: "PLACEBO_COMPARATOR" }],
 *     },
 *     outcomesModule: { primaryOutcomes: [{ measure: "Change in ALSFRS-R", timeFrame: "Baseline and 24 weeks" }] },
 *   },
 * });
 *
 * record.definition?.arms; // => { "cells": { "label": "Cells", "role": "experimental" }, "placebo": { "label": "Placebo", "role": "control" } }
 * Object.keys(record.definition?.visits ?? {}); // => ["baseline", "week24"]
 * record.notRead.map(({ reason }) => reason); // => ["no-direction"]
 * ```
 */
export function readRegistryRecord(parsed: unknown): RegistryRecord {
  const result = safeReadRegistryRecord(parsed);
  if (result.ok) return result.record;
  const count = `${result.issues.length} problem${result.issues.length === 1 ? "" : "s"}`;
  const first = result.issues.slice(0, 5).map((issue) => issue.message);
  throw new TrialwiseError({
    code: "invalid-records",
    message: `the registry record has ${count}: ${first.join("; ")}${result.issues.length > 5 ? "; …" : ""}`,
    required: "a study of ClinicalTrials.gov, as version 2 of its API publishes it",
    observed: count,
    issues: result.issues,
  });
}

/**
 * Reads a registry record as {@link readRegistryRecord} does, and returns the problems instead of throwing.
 *
 * @example
 * ```ts
 * import { safeReadRegistryRecord } from "trialwise";
 *
 * const result = safeReadRegistryRecord({
 *   protocolSection: { identificationModule: { nctId: "NCT00000000" }, statusModule: { startDateStruct: { date: "2019-13" } } },
 * });
 *
 * result.ok ? [] : result.issues.map(({ path, code }) => [path.at(-1), code]); // => [["date", "invalid-date"]]
 * ```
 */
export function safeReadRegistryRecord(parsed: unknown): ReadRegistryResult {
  const study = StudyInput.safeParse(parsed);
  if (!study.success) return { ok: false, issues: issuesFromSchema(study.error, parsed) };
  const { protocolSection, resultsSection, hasResults } = study.data;
  const reading: Reading = { arms: armsOf(protocolSection), issues: [], notRead: [] };
  const protocol = readProtocol(study.data, reading);
  const results = resultsSection === undefined ? undefined : readResults(resultsSection, reading);
  if (hasResults === true && results === undefined) {
    leave(reading, ["resultsSection"], "no-results", undefined, "the record says that it has results, and has no results section");
  }
  const timeFrames = [...protocol.outcomes, ...(results?.outcomes ?? [])].flatMap(({ times }) => times ?? []);
  const definition = trialDefinition(protocol, timeFrames, reading);
  if (reading.issues.length > 0) return { ok: false, issues: reading.issues };
  return {
    ok: true,
    record: {
      ...protocol,
      ...(definition !== undefined && { definition }),
      ...(results !== undefined && { results }),
      notRead: reading.notRead,
    },
  };
}
