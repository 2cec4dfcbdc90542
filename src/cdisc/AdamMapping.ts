import type { Answer, AdverseEventOutcome, Grade } from "../trial/AdverseEvent.ts";
import type { Disposition } from "../trial/Disposition.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { DatasetRow } from "./Dataset.ts";

/** What is needed of a dataset: the names of its columns, and its rows. What `readDatasetJson` returns has both. */
export interface AdamDataset {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly DatasetRow[];
}

/** The subject-level dataset, adverse events, exposure, times to events, and any number of datasets in the Basic Data Structure. */
export interface AdamDatasets {
  readonly adsl: AdamDataset;
  readonly adae?: AdamDataset;
  readonly adex?: AdamDataset;
  readonly adtte?: AdamDataset;
  readonly [basicDataStructure: string]: AdamDataset | undefined;
}

/**
 * How the words of the datasets are called in the trial. Columns that are left out are ADaM's own. With the keys of a trial,
 * `satisfies AdamMapping<KeysOf<typeof trial>>`, a misspelt arm, visit or measure does not compile.
 */
export interface AdamMapping<Keys extends TrialKeys = TrialKeys> {
  readonly adsl: AdslMapping<Keys>;
  readonly adae?: AdaeMapping;
  readonly adex?: AdexMapping<Keys>;
  readonly adtte?: AdtteMapping;
  /** One entry for each dataset in the Basic Data Structure, by the name it is handed over under: `adqs`. */
  readonly bds?: { readonly [dataset: string]: BdsMapping<Keys> };
}

/** Which rows are used: those that have one of these values in each of these columns. `""` is blank or missing. */
export interface RowFilter {
  readonly [column: string]: readonly (string | number)[];
}

export interface AdslMapping<Keys extends TrialKeys = TrialKeys> {
  /** Default `USUBJID`, in every dataset. */
  readonly id?: string;
  /** Default `TRT01P`; `TRT01A` is the treatment received, `TRT01PN` its number. */
  readonly arm?: string;
  /** The trial's arm for each value of that column. */
  readonly arms: { readonly [treatment: string]: Keys["arm"] };
  /** The day that becomes baseline, from which study days count. Default `TRTSDT`. */
  readonly baselineDate?: string;
  /** The column of each covariate, by the covariate's key. Default none. */
  readonly covariates?: { readonly [C in Keys["covariate"]]?: string };
  /** The column of each flag, by the key of the covariate that it becomes, with the levels `Y` and `N`. Blank is `N`. Default none. */
  readonly flags?: { readonly [C in Keys["covariate"]]?: string };
  /** Columns of the first and of the last day of treatment, for a trial of one or two doses: doses 1 and 2, where the days differ. Default none. */
  readonly doses?: { readonly first: string; readonly last?: string };
  /** Default `DTHDT`, else `DTHDTC`: a death with a date is a clinical event. */
  readonly deathDate?: string;
  /** Study day of a death without a date. Default `DTHADY`. */
  readonly deathDay?: string;
  /** Default `DTHCAUS`. */
  readonly deathCause?: string;
  /** Default `DTHFL`: with `Y` and no date, a disposition without a date says that the participant died. */
  readonly deathFlag?: string;
  /** Default `RANDDT`, else `RANDDTC`: the disposition `randomised`. */
  readonly randomisationDate?: string;
  /** Study day of it, where there is no date. Default `RANDDY`. */
  readonly randomisationDay?: string;
  /** Columns of the day of first treatment, for the disposition `started-treatment`. Default none. */
  readonly treatmentStartDate?: string;
  readonly treatmentStartDay?: string;
  /** Default `EOSSTT`: `COMPLETED`, `DISCONTINUED` or `ONGOING`, which is no disposition. */
  readonly endStatus?: string;
  /** Default `EOSDT`, else `EOSDTC`, `RFENDT`, `RFENDTC`. */
  readonly endDate?: string;
  /** Default `EOSDY`. */
  readonly endDay?: string;
  /** Why the participant discontinued. Default `DCSREAS`. */
  readonly endReason?: string;
  /** The reason in full. Default `DCSREASP`. */
  readonly endReasonText?: string;
  /** Which disposition a reason stands for. Default CDISC's words; any other is `withdrew`. */
  readonly endReasons?: { readonly [word: string]: EndOfStudy };
  readonly where?: RowFilter;
}

/** The dispositions that end a participant's time in the trial early. */
export type EndOfStudy = Exclude<Disposition["status"], "screened" | "randomised" | "started-treatment" | "completed">;

export interface AdaeMapping {
  /** Default `AEBODSYS`, else `AESOC`. */
  readonly systemOrganClass?: string;
  /** Default `AEDECOD`. */
  readonly preferredTerm?: string;
  /** Default `AETOXGR` where there is one, else `AESEV`. */
  readonly grade?: string;
  /** Default 1 to 5 for themselves, `MILD` 1, `MODERATE` 2, `SEVERE` 3. */
  readonly grades?: { readonly [word: string]: Grade };
  /** Default `AESER`: `Y` or `N`. */
  readonly serious?: string;
  /** Default `AEREL`. */
  readonly relatedToProduct?: string;
  /** What its words mean. A word that is not here is listed, and the event has no relation. */
  readonly relations?: { readonly [word: string]: Answer };
  /** Default `AEOUT`, in CDISC's terms. */
  readonly outcome?: string;
  readonly outcomes?: { readonly [word: string]: AdverseEventOutcome };
  /** Default `ASTDT`, `ASTDY`, and where no date is there `AESTDTC`, as much of it as is known. */
  readonly startDate?: string;
  readonly startDay?: string;
  readonly startText?: string;
  /** Default `AENDT`, `AENDY` and `AEENDTC`. */
  readonly endDate?: string;
  readonly endDay?: string;
  readonly endText?: string;
  /**
   * What becomes of a date that was completed for the analysis (`ASTDTF`, `AENDTF`: `D` the day, `M` the month too, `Y` all).
   *
   * - `as-given`: the completed date counts
   * - `known-part`: the part that was recorded, `2013-04` or `2013`; no date where even the year was not
   *
   * Default `"as-given"`.
   */
  readonly imputedDates?: "as-given" | "known-part";
  /** `{ TRTEMFL: ["Y"] }` takes the treatment-emergent events. Default all rows. */
  readonly where?: RowFilter;
}

/** One row is one administration. Days of a treatment given daily may be summed up in a row: that is one dose at its start. */
export interface AdexMapping<Keys extends TrialKeys = TrialKeys> {
  /** Default `EXTRT`. */
  readonly treatment?: string;
  /** The trial's treatment for each of its words. Default none: doses without a treatment. */
  readonly treatments?: { readonly [word: string]: Keys["treatment"] };
  /** Default `EXDOSE` and `EXDOSU`. */
  readonly amount?: string;
  readonly unit?: string;
  /** Default `EXROUTE`; several routes are apart by semicolons. */
  readonly route?: string;
  /** Default `ASTDT`, `ASTDY` and `EXSTDTC`. */
  readonly startDate?: string;
  readonly startDay?: string;
  readonly startText?: string;
  /** The column of the dose's number. Default none: a participant's doses are numbered by their dates, in the order of rows where those are the same. */
  readonly number?: string;
  readonly where?: RowFilter;
}

export interface BdsMapping<Keys extends TrialKeys = TrialKeys> {
  /** The trial's measure for each `PARAMCD`. */
  readonly measures: { readonly [parameter: string]: Keys["measure"] };
  /** The trial's visit for each `AVISIT`. */
  readonly visits: { readonly [visit: string]: Keys["visit"] };
  /** The visit of the rows flagged as baseline, whatever their `AVISIT`; other rows are not taken for it. Default none: `AVISIT` counts alone. */
  readonly baselineVisit?: Keys["visit"];
  /** Default `ABLFL`. Read where there is a `baselineVisit`. */
  readonly baselineFlag?: string;
  /** Default `PARAMCD`. */
  readonly parameter?: string;
  /** Default `AVISIT`; `AVISITN` is its number. */
  readonly visit?: string;
  /** Default `AVAL`. */
  readonly value?: string;
  /** Default `ADT`; a row without one has the day of its study day. */
  readonly date?: string;
  /** Default `ADY`. */
  readonly day?: string;
  /** `{ ANL01FL: ["Y"] }` takes the rows chosen for the analysis, `{ DTYPE: [""] }` those that were observed. Default all. */
  readonly where?: RowFilter;
}

export interface AdtteMapping {
  /** Default `PARAMCD`. */
  readonly parameter?: string;
  /** Default `AVAL`. */
  readonly time?: string;
  /** Default `CNSR`: 0 is an event, any number above censors. */
  readonly censoring?: string;
  /** Default `PARAM`. */
  readonly label?: string;
  /** Default `AVALU`. */
  readonly unit?: string;
  readonly where?: RowFilter;
}
