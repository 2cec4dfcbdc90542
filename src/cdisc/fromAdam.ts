import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import { adamAdverseEvents } from "./adamAdverseEvents.ts";
import { adamDoses } from "./adamDoses.ts";
import type { AdamDataset, AdamDatasets, AdamMapping } from "./AdamMapping.ts";
import { adamObservations } from "./adamObservations.ts";
import { adamParticipants } from "./adamParticipants.ts";
import type { AdamContext } from "./adamReader.ts";
import type { AdamRow, ChangedReason, NotPlacedReason } from "./AdamRow.ts";
import { type AdamTimeToEvent, adamTimes } from "./adamTimes.ts";

export interface FromAdamResult {
  /** For `readTrialData`, which checks keys, scores and dates against the trial. */
  readonly records: TrialRecords;
  /** The parameters of ADTTE, for the survival functions. */
  readonly timeToEvent: readonly AdamTimeToEvent[];
  /** Every row that became no record, by dataset and position, and why. */
  readonly notPlaced: readonly AdamRow<NotPlacedReason>[];
  /** Records that do not say all that their rows say. */
  readonly changed: readonly AdamRow<ChangedReason>[];
}

/**
 * A trial's records from ADaM datasets.
 *
 * Use it on what {@link readDatasetJson} read. `adsl` gives participants with arm, baseline date, covariates and population flags, and their randomisation,
 * end of study and death; `adae` adverse events; `adex` doses, one for each row; `adtte` times to events as columns; every other dataset is read in
 * the Basic Data Structure (a row for each parameter and visit) into observations. Columns have ADaM's names unless the mapping names others; the mapping says what treatments, visits and
 * parameters are called in the trial. A row is a record, or is listed under `notPlaced` with the reason.
 *
 * Days: ADaM calls the day of first treatment 1 and the day before −1, the library 0 and −1. A date counts where there is one,
 * else the study day; where the two differ, that is listed under `changed`.
 *
 * Severity (`AESEV`) stands as grade 1 to 3 where there is no `AETOXGR`: it is no CTCAE grade, so name it in a tally's `grading`.
 * Relations other than CDISC's words need `relations`; by default possible, probable and definite are related, unlikely and remote not. A
 * blank one is `unstated`. Flags are covariates with the levels `Y` and `N`, so that a population is the rule
 * `{ kind: "level", covariate: "SAFFL", levels: ["Y"] }`. A missing `AVAL` is an observation missing for an unknown reason.
 * Two rows of one participant, visit and measure cannot both stand: the first does, so choose by `where: { ANL01FL: ["Y"] }`.
 *
 * `EOSSTT` and `DCSREAS` become the disposition that they stand for: adverse event, death, loss to follow-up, withdrawal by the subject, and `excluded` for
 * violations of the protocol; any other reason is `withdrew` with the reason's words. A death with a date (`DTHDT`) is a clinical event. One without is a
 * disposition: dated by the end of study where death is its reason. Datasets as {@link toAdam} writes them are read to the same records.
 *
 * @throws RangeError, TypeError for a mapping that names a column which the dataset does not have, a field that does not exist,
 *   a dataset without a mapping
 *
 * Source: CDISC Analysis Data Model Implementation Guide 1.1 (2016), ADaM Structure for Occurrence Data 1.0, and
 * ADaM Basic Data Structure for Time-to-Event Analyses 1.0, https://www.cdisc.org/standards/foundational/adam
 *
 * @example
 * ```ts
 * import { fromAdam } from "trialwise";
 *
 * const columns = (...names: readonly string[]) => names.map((name) => ({ name }));
 * const { records, notPlaced } = fromAdam(
 *   {
 *     adsl: {
 *       columns: columns("USUBJID", "TRT01P", "TRTSDT", "SAFFL"),
 *       rows: [{ USUBJID: "01-001", TRT01P: "BM-MSC", TRTSDT: "2014-01-02", SAFFL: "Y" }],
 *     },
 *     adqs: {
 *       columns: columns("USUBJID", "PARAMCD", "AVISIT", "AVAL", "ADY"),
 *       rows: [
 *         { USUBJID: "01-001", PARAMCD: "ALSFRST", AVISIT: "Baseline", AVAL: 36, ADY: 1 },
 *         { USUBJID: "01-001", PARAMCD: "ALSFRST", AVISIT: "Unscheduled", AVAL: 35, ADY: 40 },
 *       ],
 *     },
 *   },
 *   {
 *     adsl: { arms: { "BM-MSC": "msc", Placebo: "control" }, flags: { SAFFL: "SAFFL" } },
 *     bds: { adqs: { measures: { ALSFRST: "alsfrsR" }, visits: { Baseline: "V5", "Month 4": "V9" } } },
 *   },
 * );
 *
 * records.participants; // => [{ "id": "01-001", "arm": "msc", "baselineDate": "2014-01-02", "covariates": { "SAFFL": "Y" } }]
 * records.observations; // => [{ "participant": "01-001", "visit": "V5", "measure": "alsfrsR", "day": 0, "value": 36 }]
 * notPlaced; // => [{ "dataset": "adqs", "row": 1, "participant": "01-001", "reason": "visit-not-mapped", "column": "AVISIT" }]
 * ```
 */
export function fromAdam(datasets: AdamDatasets, mapping: AdamMapping): FromAdamResult {
  const basic = checkInput(datasets, mapping);
  const { adsl, adae, adex, adtte } = datasets;
  const context: AdamContext = { id: mapping.adsl.id ?? "USUBJID", participants: new Map(), notPlaced: [], changed: [] };
  // Participants come first: the others are counted from their baseline.
  const { participants, doses: firstAndLast, clinicalEvents, dispositions } = adamParticipants(context, adsl, mapping.adsl);
  const doses = adex === undefined ? firstAndLast : adamDoses(context, adex, mapping.adex ?? {});
  const adverseEvents = adae && adamAdverseEvents(context, adae, mapping.adae ?? {});
  const seen = new Set<string>();
  const observations = basic.flatMap(({ name, dataset }) => adamObservations(context, name, dataset, mapping.bds![name]!, seen));
  const timeToEvent = adtte === undefined ? [] : adamTimes(context, adtte, mapping.adtte ?? {});
  const records = {
    participants,
    ...(basic.length > 0 && { observations }),
    ...((adex !== undefined || doses.length > 0) && { doses }),
    ...(adverseEvents && { adverseEvents }),
    ...(clinicalEvents.length > 0 && { clinicalEvents }),
    ...(dispositions.length > 0 && { dispositions }),
  };
  const rowOf = ({ dataset, row }: { readonly dataset: string; readonly row: number }) => `${dataset} ${row}`;
  const leftOut = new Set(context.notPlaced.map(rowOf));
  return { records, timeToEvent, notPlaced: context.notPlaced, changed: context.changed.filter((row) => !leftOut.has(rowOf(row))) };
}

const knownDatasets = ["adsl", "adae", "adex", "adtte"];

const fields = {
  adsl: [
    "id", "arm", "arms", "baselineDate", "covariates", "flags", "doses", "deathDate", "deathDay", "deathCause", "deathFlag", "randomisationDate",
    "randomisationDay", "treatmentStartDate", "treatmentStartDay", "endStatus", "endDate", "endDay", "endReason", "endReasonText", "endReasons", "where",
  ],
  adae: [
    "systemOrganClass", "preferredTerm", "grade", "grades", "serious", "relatedToProduct", "relations", "outcome", "outcomes",
    "startDate", "startDay", "startText", "endDate", "endDay", "endText", "imputedDates", "where",
  ],
  adex: ["treatment", "treatments", "amount", "unit", "route", "startDate", "startDay", "startText", "number", "where"],
  adtte: ["parameter", "time", "censoring", "label", "unit", "where"],
  bds: ["measures", "visits", "baselineVisit", "baselineFlag", "parameter", "visit", "value", "date", "day", "where"],
};

/** The datasets in the Basic Data Structure. A mapping is the caller's own: what it misspells must not be ignored. */
function checkInput(datasets: AdamDatasets, mapping: AdamMapping): readonly { readonly name: string; readonly dataset: AdamDataset }[] {
  const caller = "fromAdam";
  checkParts(caller, "the datasets", datasets, ["adsl"]);
  checkParts(caller, "the mapping", mapping, ["adsl"]);
  checkKnownKeys(caller, "the mapping", mapping, [...knownDatasets, "bds"]);
  checkParts(caller, "mapping.adsl", mapping.adsl, ["arms"]);
  for (const name of ["adsl", "adae", "adex", "adtte"] as const) {
    const part = mapping[name];
    if (part !== undefined) checkKnownKeys(caller, `mapping.${name}`, part, fields[name]);
  }
  checkWords("mapping.adsl", mapping.adsl, ["arms", "covariates", "flags", "doses", "endReasons"]);
  const { doses } = mapping.adsl;
  if (doses !== undefined) {
    checkParts(caller, "mapping.adsl.doses", doses, ["first"]);
    checkKnownKeys(caller, "mapping.adsl.doses", doses, ["first", "last"]);
    if (datasets.adex !== undefined) throw new TypeError(`${caller}: doses come from adex or from mapping.adsl.doses, not from both`);
  }
  checkWords("mapping.adae", mapping.adae ?? {}, ["relations", "outcomes"]);
  checkWords("mapping.adex", mapping.adex ?? {}, ["treatments"]);
  const { bds = {} } = mapping;
  for (const name of Object.keys(bds)) {
    if (knownDatasets.includes(name)) throw new TypeError(`${caller}: ${name} is no dataset in the Basic Data Structure; hand it over under another name than in mapping.bds.${name}`);
    checkParts(caller, `mapping.bds.${name}`, bds[name]!, ["measures", "visits"]);
    checkKnownKeys(caller, `mapping.bds.${name}`, bds[name]!, fields.bds);
    checkWords(`mapping.bds.${name}`, bds[name]!, ["measures", "visits"]);
  }
  return Object.keys(datasets).flatMap((name) => {
    const dataset = datasets[name];
    if (dataset === undefined) return [];
    checkDataset(name, dataset);
    if (knownDatasets.includes(name)) return [];
    if (Object.hasOwn(bds, name)) return [{ name, dataset }];
    const nearest = nearestKey(name, knownDatasets);
    throw new TypeError(`${caller}: mapping.bds must say how ${show(name)} is read${nearest === undefined ? "" : `. Or is it ${show(nearest)}?`}`);
  });
}

/** Refuses what is no object of words by word. */
function checkWords(name: string, mapping: object, parts: readonly string[]): void {
  for (const part of parts) {
    const words: unknown = Reflect.get(mapping, part);
    if (words === undefined) continue;
    const isObject = typeof words === "object" && words !== null && !Array.isArray(words);
    if (!isObject) throw new TypeError(`fromAdam: ${name}.${part} must be an object; received ${show(words)}`);
    for (const [key, word] of Object.entries(words)) {
      if (typeof word !== "string") throw new TypeError(`fromAdam: ${name}.${part}.${key} must be text; received ${show(word)}`);
    }
  }
}

function checkDataset(name: string, dataset: AdamDataset): void {
  checkParts("fromAdam", name, dataset, ["columns", "rows"]);
  const isTable = Array.isArray(dataset.columns) && Array.isArray(dataset.rows);
  if (isTable && [...dataset.columns, ...dataset.rows].every((entry: unknown) => typeof entry === "object" && entry !== null)) return;
  throw new TypeError(`fromAdam: ${name} must have lists of columns and of rows by column name, as readDatasetJson gives them`);
}
