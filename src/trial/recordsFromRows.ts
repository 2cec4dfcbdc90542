import type { DataIssue } from "../result/Issue.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkRowMapping } from "./checkRowMapping.ts";
import { readAdverseEvents, readBiomarkerSamples, readClinicalEvents, readDispositions, readDoses, readLong, readParticipants, readWide } from "./readRecords.ts";
import { readRow, type RowReader, tableContext } from "./readRow.ts";
import type { RowMapping, TableRows } from "./RowMapping.ts";
import type { TrialRecords } from "./TrialRecords.ts";

/**
 * A trial's records from rows, as a CSV parser or a data frame gives them.
 *
 * Use it where data come as tables: long (one row for each value) or wide (one column for each visit). A mapping names
 * the column of each field; `recode` turns the table's words into the trial's keys. Numbers may be text (`"35"`). Empty
 * cells and those listed in `missing` are no value: an observation without one is kept, as missing for the reason that its `reason`
 * column or `missingReasons` gives, or for an unknown one. Times are ISO dates, dates in another order (`dateOrder`), or days, weeks or
 * months since baseline. Results of a laboratory may be `<5.0` or `>1000`. A dose has one route and an amount in one unit.
 * Covariates stay text, so that a site called `01` keeps its name; reading turns those declared as numbers into numbers.
 * Whether keys, scores and the order of dates are possible is for {@link readTrialData} to check.
 *
 * @throws TrialwiseError `invalid-rows`, with every problem in `issues`: a column that no row has (naming those there are, and the nearest), a
 * cell that should be a number, a date or one of certain words and is not, a needed field that is empty. Paths are table, row and column.
 * @throws RangeError, TypeError for a mapping with a field that it cannot have, or without one that it needs.
 *
 * @example
 * ```ts
 * import { recordsFromRows } from "trialwise";
 *
 * const records = recordsFromRows({
 *   participants: {
 *     rows: [{ SUBJID: "001", ARM: "BM-MSC", AGE: "54" }],
 *     id: "SUBJID", arm: "ARM", covariates: { age: "AGE" }, recode: { arm: { "BM-MSC": "msc" } },
 *   },
 *   observations: [
 *     {
 *       shape: "wide", participant: "SUBJID",
 *       rows: [{ SUBJID: "001", ALSFRS_V5: "36", ALSFRS_V9: "NA" }],
 *       columns: [
 *         { column: "ALSFRS_V5", measure: "alsfrsR", visit: "V5" },
 *         { column: "ALSFRS_V9", measure: "alsfrsR", visit: "V9" },
 *       ],
 *     },
 *   ],
 * });
 *
 * records.participants[0]; // => { id: "001", arm: "msc", covariates: { age: "54" } }
 * records.observations?.[1]; // => { participant: "001", visit: "V9", measure: "alsfrsR", missing: "unknown" }
 * ```
 */
export function recordsFromRows<Covariate extends string = never>(mapping: RowMapping<Covariate>): TrialRecords {
  checkRowMapping(mapping);
  const issues: DataIssue[] = [];
  const { missing = ["NA", "."], missingReasons = {} } = mapping;
  const readersOf = (name: string, tableRows: TableRows): readonly RowReader[] => {
    const table = tableContext(name, tableRows, missing, issues);
    return tableRows.rows.map((row, index) => readRow(table, row, index));
  };

  const { participants, observations, adverseEvents, clinicalEvents, doses, dispositions, biomarkerSamples } = mapping;
  const records: TrialRecords = {
    participants: readParticipants(participants, readersOf("participants", participants)),
    ...(observations && {
      observations: observations.flatMap((table, index) => {
        const rows = readersOf(`observations[${index}]`, table);
        return table.shape === "long" ? readLong(table, rows, missingReasons) : readWide(table, rows, missingReasons);
      }),
    }),
    ...(adverseEvents && { adverseEvents: readAdverseEvents(adverseEvents, readersOf("adverseEvents", adverseEvents)) }),
    ...(clinicalEvents && { clinicalEvents: readClinicalEvents(clinicalEvents, readersOf("clinicalEvents", clinicalEvents)) }),
    ...(doses && { doses: readDoses(doses, readersOf("doses", doses)) }),
    ...(dispositions && { dispositions: readDispositions(dispositions, readersOf("dispositions", dispositions)) }),
    ...(biomarkerSamples && { biomarkerSamples: readBiomarkerSamples(biomarkerSamples, readersOf("biomarkerSamples", biomarkerSamples), missingReasons) }),
  };
  if (issues.length === 0) return records;
  const count = `${issues.length} problem${issues.length === 1 ? "" : "s"}`;
  throw new TrialwiseError({
    code: "invalid-rows",
    message: `the rows have ${count}: ${issues.slice(0, 5).map((issue) => issue.message).join("; ")}${issues.length > 5 ? "; …" : ""}`,
    required: "rows that the mapping fits",
    observed: count,
    issues,
  });
}
