import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type Path, problem } from "../trial/problem.ts";
import { checkMetadata } from "./checkMetadata.ts";
import { checkValue } from "./checkValue.ts";
import type { Dataset, DatasetColumn, DatasetRow, DatasetValue } from "./Dataset.ts";
import { takeExtensions } from "./extensions.ts";

export interface ReadDatasetOptions {
  /**
   * What becomes of attributes that the standard does not have, those of an extension of it.
   *
   * - `refuse`: each is a problem, as in CDISC's schema: it may be a slip of the pen
   * - `keep`: they stand in the dataset's `extensions`, unchecked, and {@link toDatasetJson} puts them back
   *
   * Default `"refuse"`.
   */
  readonly extensions?: "refuse" | "keep";
}

/** A dataset that holds up, or every problem that was found. */
export type ReadDatasetResult =
  | { readonly ok: true; readonly dataset: Dataset }
  | { readonly ok: false; readonly issues: readonly DataIssue[] };

/**
 * Reads a dataset in CDISC's Dataset-JSON 1.1, as `JSON.parse` gives it, and checks it against the standard.
 *
 * Use it for ADaM, SDTM or SEND datasets of a submission; {@link fromAdam} makes a trial's records of them. Both forms are
 * taken: the JSON form, one object with its `rows`, and the NDJSON form, an array of the parsed lines, metadata first.
 *
 * Nothing is changed on the way: dates, times and decimals stay text, missing values stay `null`, blanks stay blank, and
 * {@link toDatasetJson} gives the same file again. Checked are the attributes, columns named twice, the type of each
 * value, that dates and times exist, and that there are as many rows as `records` says. Dates of a column that becomes a number
 * (`targetDataType`) must be complete; others may be known in part, as SDTM writes them (`2003-12`, `2003---15`). `length`
 * is a planned length, so that longer values are no problem. Version 1.0 is refused, and so are attributes that the standard does not
 * have, unless `extensions` keeps them.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: path, code, value received and a sentence.
 * @throws RangeError, TypeError for an option that does not exist
 *
 * Source: CDISC Dataset-JSON 1.1 (2024), https://www.cdisc.org/standards/data-exchange/dataset-json
 *
 * @example
 * ```ts
 * import { readDatasetJson } from "trialwise";
 *
 * const adsl = readDatasetJson({
 *   datasetJSONCreationDateTime: "2024-11-11T15:09:13", datasetJSONVersion: "1.1.0",
 *   itemGroupOID: "IG.ADSL", records: 1, name: "ADSL", label: "Subject-Level Analysis",
 *   columns: [
 *     { itemOID: "IT.ADSL.USUBJID", name: "USUBJID", label: "Unique Subject Identifier", dataType: "string", keySequence: 1 },
 *     { itemOID: "IT.ADSL.TRTSDT", name: "TRTSDT", label: "Date of First Exposure", dataType: "date", targetDataType: "integer" },
 *   ],
 *   rows: [["01-001", "2014-01-02"]],
 * });
 *
 * adsl.rows[0]; // => { "USUBJID": "01-001", "TRTSDT": "2014-01-02" }
 * ```
 */
export function readDatasetJson(parsed: unknown, options: ReadDatasetOptions = {}): Dataset {
  const result = safeReadDatasetJson(parsed, options);
  if (result.ok) return result.dataset;
  throw invalidDataset(result.issues);
}

/**
 * Reads a dataset as {@link readDatasetJson} does, and returns the problems instead of throwing.
 *
 * @example
 * ```ts
 * import { safeReadDatasetJson } from "trialwise";
 *
 * const result = safeReadDatasetJson({
 *   datasetJSONCreationDateTime: "2024-11-11T15:09:13", datasetJSONVersion: "1.1.0",
 *   itemGroupOID: "IG.ADSL", records: 1, name: "ADSL", label: "Subject-Level Analysis",
 *   columns: [{ itemOID: "IT.ADSL.AGE", name: "AGE", label: "Age", dataType: "integer" }],
 *   rows: [["54"]],
 * });
 *
 * result.ok ? [] : result.issues.map((issue) => issue.message); // => ["AGE of row 0 must be a whole number; received \"54\""]
 * ```
 */
export function safeReadDatasetJson(parsed: unknown, options: ReadDatasetOptions = {}): ReadDatasetResult {
  checkOptionKeys("readDatasetJson", options, ["extensions"]);
  const { extensions: mode = "refuse" } = options;
  checkChoice("readDatasetJson", "extensions", mode, ["refuse", "keep"]);
  const issues: DataIssue[] = [];
  const { metadata: given, metadataPath, rows, rowPath } = takeApart(parsed, issues);
  if (given === null) return { ok: false, issues };
  const { metadata: standard, extensions } = mode === "keep" ? takeExtensions(given) : { metadata: given, extensions: [] };
  const metadata = checkMetadata(standard, metadataPath, issues);
  if (metadata === null || issues.length > 0) return { ok: false, issues };

  const { records, columns, ...description } = metadata;
  if (records !== rows.length) {
    const message = `records says ${records}, and there are ${rows.length} rows`;
    issues.push(problem([...metadataPath, "records"], "conflict", records, message));
  }
  const read: DatasetRow[] = [];
  // An indexed loop, because a sparse array's holes must be seen and reported, not skipped.
  for (let index = 0; index < rows.length; index++) {
    const row = readRow(columns, rows[index], index, rowPath(index), issues);
    if (row !== null) read.push(row);
  }
  return issues.length === 0 ? { ok: true, dataset: { ...description, columns, rows: read, ...(extensions.length > 0 && { extensions }) } } : { ok: false, issues };
}

export function invalidDataset(issues: readonly DataIssue[]): TrialwiseError {
  const count = `${issues.length} problem${issues.length === 1 ? "" : "s"}`;
  const first = issues.slice(0, 5).map((issue) => issue.message);
  return new TrialwiseError({
    code: "invalid-records",
    message: `the dataset has ${count}: ${first.join("; ")}${issues.length > 5 ? "; …" : ""}`,
    required: "a dataset in Dataset-JSON 1.1",
    observed: count,
    issues,
  });
}

interface Parts {
  readonly metadata: unknown;
  readonly metadataPath: Path;
  readonly rows: readonly unknown[];
  readonly rowPath: (row: number) => Path;
}

/** Metadata and rows of either form, and where they stand. */
function takeApart(parsed: unknown, issues: DataIssue[]): Parts {
  if (Array.isArray(parsed)) {
    if (parsed.length === 0) issues.push(problem([], "missing-field", parsed, "there is no line with the metadata"));
    return { metadata: parsed.length === 0 ? null : (parsed[0] ?? {}), metadataPath: [0], rows: parsed.slice(1), rowPath: (row) => [row + 1] };
  }
  const none: Parts = { metadata: null, metadataPath: [], rows: [], rowPath: (row) => ["rows", row] };
  if (typeof parsed !== "object" || parsed === null) {
    issues.push(problem([], "invalid-type", parsed, `a dataset must be an object, or an array of the lines of NDJSON; received ${show(parsed)}`));
    return none;
  }
  const { rows = [], ...metadata }: { readonly rows?: unknown } = parsed;
  if (Array.isArray(rows)) return { ...none, metadata: metadata, rows };
  issues.push(problem(["rows"], "invalid-type", rows, `rows must be an array; received ${show(rows)}`));
  return { ...none, metadata: metadata };
}

function readRow(columns: readonly DatasetColumn[], row: unknown, index: number, path: Path, issues: DataIssue[]): DatasetRow | null {
  if (!Array.isArray(row)) {
    issues.push(problem(path, "invalid-type", row, `row ${index} must be an array of values; received ${show(row)}`));
    return null;
  }
  if (row.length !== columns.length) {
    issues.push(problem(path, "conflict", row.length, `row ${index} must have a value for each of the ${columns.length} columns; it has ${row.length}`));
    return null;
  }
  const cells: { [column: string]: DatasetValue } = {};
  columns.forEach((column, position) => {
    const value: unknown = row[position];
    const wrong = checkValue(column, value);
    if (wrong !== null) issues.push(problem([...path, position], wrong.code, value, `${column.name} of row ${index} ${wrong.sentence}`));
    else if (isDatasetValue(value)) cells[column.name] = typeof value === "number" ? withoutNegativeZero(value) : value;
  });
  return cells;
}

function isDatasetValue(value: unknown): value is DatasetValue {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
