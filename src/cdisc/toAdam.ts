import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { AdamMapping } from "./AdamMapping.ts";
import { shortNames } from "./adamNames.ts";
import type { AdamLoss, AdamWriter } from "./adamWriter.ts";
import type { Dataset } from "./Dataset.ts";
import { toDatasetJson } from "./toDatasetJson.ts";
import { writeAdae } from "./writeAdae.ts";
import { writeAdex } from "./writeAdex.ts";
import { writeAdobs } from "./writeAdobs.ts";
import { adslNames, checkIds, writeAdsl } from "./writeAdsl.ts";
import { type TimesToWrite, writeAdtte } from "./writeAdtte.ts";

export interface ToAdamOptions<Keys extends TrialKeys = TrialKeys> {
  /** When the datasets are made, `2026-01-31T12:00:00`; the library has no clock. */
  readonly created: string;
  /** `STUDYID`. Default the trial's id. */
  readonly study?: string;
  /** `PARAMCD` of measures. Default the key in capitals, cut to 8 characters. */
  readonly parameters?: { readonly [M in Keys["measure"]]?: string };
  /** The column of covariates in ADSL. Default the key in capitals, cut to 8 characters. */
  readonly covariates?: { readonly [C in Keys["covariate"]]?: string };
  /** The flag in ADSL of populations: `{ safety: "SAFFL" }`. Default none. */
  readonly flags?: { readonly [P in Keys["population"]]?: string };
  /** For ADTTE, one entry for each parameter. Default none. */
  readonly timeToEvent?: readonly TimesToWrite[];
}

export interface ToAdamResult<Keys extends TrialKeys = TrialKeys> {
  /** For {@link toDatasetJson}. Those without a record are left out. */
  readonly datasets: {
    readonly adsl: Dataset;
    readonly adae?: Dataset;
    readonly adex?: Dataset;
    readonly adobs?: Dataset;
    readonly adtte?: Dataset;
  };
  /** With which {@link fromAdam} reads them. */
  readonly mapping: AdamMapping<Keys>;
  /** What the datasets do not say, or do not say in the form of the data. */
  readonly lost: readonly AdamLoss[];
}

/**
 * A trial's data as ADaM datasets.
 *
 * Use it to hand data on to programs that read ADaM: {@link toDatasetJson} makes a file of each dataset, and {@link fromAdam}
 * reads them back with the `mapping` that comes with them. ADSL has participants with arm, baseline date (`RFSTDT`), covariates,
 * population flags, randomisation, end of study and death; ADAE adverse events, ADEX doses, ADOBS observations in the Basic Data Structure,
 * ADTTE the times to events that are handed over. They are a start for a submission, no submission: variables that a study derives
 * (`TRTEMFL`, `BASE`, `CHG`, analysis flags) are not among them.
 *
 * Everything that does not come back as it was is listed in `lost`. Not written are biomarker samples, clinical events other than death, dispositions
 * without a place in ADSL (`screened`, a second end of study, a randomisation or start of treatment without a date), the reason of one that has no column for it,
 * an adverse event's `priorGrade`, `worsenedAt` and relation to the procedure. Read otherwise are: times counted in weeks or months, from a visit or a dose, or in parts of
 * a day, which are written as whole study days from baseline; reasons of missing values, which are read as `unknown`; text with blanks at
 * its ends; an event without a relation where others have one, which is read as `unstated`; a death with a date, on top of another end of study, that no clinical event
 * records: it is read as a clinical event. Dispositions come back in the order of participants.
 *
 * @throws RangeError, TypeError for an option that does not exist, a name that is no name in SAS or is taken, times of somebody who is not in the data,
 *   ids that differ by blanks at their ends alone
 * @throws TrialwiseError `invalid-records` where `created` is no date and time
 *
 * Source: CDISC Analysis Data Model Implementation Guide 1.1 (2016), https://www.cdisc.org/standards/foundational/adam
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, fromAdam, readTrialData, toAdam, toDatasetJson } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "BM-MSC", role: "experimental" } },
 *   visits: { V5: { label: "Baseline", at: { months: 0 }, baseline: true } },
 *   measures: { alsfrsR },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc", baselineDate: "2014-01-02" }],
 *   observations: [{ participant: "001", visit: "V5", measure: "alsfrsR", date: "2014-01-02", value: 36 }],
 * });
 * const { datasets, mapping, lost } = toAdam(data, { created: "2026-01-31T12:00:00", parameters: { alsfrsR: "ALSFRST" } });
 *
 * datasets.adobs?.rows[0]?.["AVISIT"]; // => "Baseline"
 * toDatasetJson(datasets.adsl).rows; // => [["example", "001", "BM-MSC", 1, "2014-01-02"]]
 * lost; // => []
 * fromAdam(datasets, mapping).records.observations?.[0]?.value; // => 36
 * ```
 */
export function toAdam<Keys extends TrialKeys>(data: TrialData<Keys>, options: ToAdamOptions<Keys>): ToAdamResult<Keys> {
  checkTrialData("toAdam", data);
  checkParts("toAdam", "options", options, ["created"]);
  checkOptionKeys("toAdam", options, ["created", "study", "parameters", "covariates", "flags", "timeToEvent"]);
  checkIds(data);
  const { trial } = data;
  const { created, study = trial.id, timeToEvent = [] } = options;
  const writer: AdamWriter = { created, study, lost: [] };
  const codes = namesFor("parameters", trial.measures, options.parameters);
  const covariates = namesFor("covariates", trial.covariates, options.covariates, adslNames());
  const flags = flagNames(trial.populations, options.flags, [...adslNames(), ...covariates.values()]);

  const adsl = writeAdsl(writer, data, covariates, flags);
  const adae = data.adverseEvents.length === 0 ? undefined : writeAdae(writer, data);
  const adex = data.doses.length === 0 ? undefined : writeAdex(writer, data);
  const adobs = data.observations.length === 0 ? undefined : writeAdobs(writer, data, codes);
  const adtte = timeToEvent.length === 0 ? undefined : writeAdtte(writer, data, timeToEvent);
  data.biomarkerSamples.forEach(({ participant }, index) => writer.lost.push({ records: "biomarkerSamples", index, participant, field: null, kind: "not-written" }));

  const has = (column: string) => adsl.dataset.columns.some(({ name }) => name === column);
  const start = ["TRTSDT", "TRTSDTC"].find(has);
  const hasStarts = data.dispositions.some(({ status }) => status === "started-treatment");
  const covariateKeys: readonly Keys["covariate"][] = keysOf(trial.covariates);
  const written = covariateKeys.filter((key) => has(covariates.get(key) ?? ""));
  const datasets = {
    adsl: adsl.dataset,
    ...(adae && { adae }),
    ...(adex && { adex: adex.dataset }),
    ...(adobs && { adobs: adobs.dataset }),
    ...(adtte && { adtte }),
  };
  // A file that could not be read is refused here, not where it is opened.
  for (const dataset of Object.values(datasets)) toDatasetJson(dataset);
  return {
    datasets,
    mapping: {
      adsl: {
        arms: byWord(trial.arms, adsl.arms),
        ...(has("RFSTDT") && { baselineDate: "RFSTDT" }),
        ...(written.length > 0 && { covariates: recordOf(written, (key) => covariates.get(key) ?? "") }),
        ...(hasStarts && start !== undefined && { treatmentStartDate: start }),
        ...(hasStarts && has("TRTSDY") && { treatmentStartDay: "TRTSDY" }),
      },
      ...(adex && { adex: { number: "EXSEQ", ...(keysOf(trial.treatments).length > 0 && { treatments: byWord(trial.treatments, adex.words) }) } }),
      ...(adobs && { bds: { adobs: { measures: byWord(trial.measures, codes), visits: byWord(trial.visits, adobs.words) } } }),
    },
    lost: writer.lost,
  };
}

function namesFor(option: string, family: object, given: { readonly [key: string]: string | undefined } = {}, reserved: readonly string[] = []): ReadonlyMap<string, string> {
  checkKnownKeys("toAdam", option, given, keysOf(family));
  return shortNames(option, keysOf(family), given, reserved);
}

/** The population of each flag. */
function flagNames<Population extends string>(
  populations: { readonly [P in Population]: unknown },
  given: { readonly [P in Population]?: string } | undefined,
  taken: readonly string[],
): ReadonlyMap<string, Population> {
  if (given === undefined) return new Map();
  checkKnownKeys("toAdam", "flags", given, Object.keys(populations));
  const named = keysOf(populations).filter((key) => given[key] !== undefined);
  const names = shortNames("flags", named, given, taken);
  return new Map(named.map((key) => [names.get(key) ?? show(key), key]));
}

/** The key that each word stands for. */
function byWord<Key extends string>(family: { readonly [K in Key]: unknown }, words: ReadonlyMap<string, string>): { readonly [word: string]: Key } {
  const keys: readonly Key[] = keysOf(family);
  return Object.fromEntries(keys.map((key) => [words.get(key) ?? key, key]));
}
