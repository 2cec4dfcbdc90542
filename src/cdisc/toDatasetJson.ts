import { checkParts } from "../result/checkKeys.ts";
import type { DataIssue } from "../result/Issue.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { problem } from "../trial/problem.ts";
import type { Dataset, DatasetJson, DatasetNdjson, DatasetRow, DatasetValue } from "./Dataset.ts";
import { putBack } from "./extensions.ts";
import { invalidDataset, safeReadDatasetJson } from "./readDatasetJson.ts";

/**
 * A dataset in the JSON form of CDISC's Dataset-JSON 1.1: what `JSON.stringify` makes a file of.
 *
 * Attributes stand in the order of the specification, and `records` is the number of rows. What {@link readDatasetJson} read
 * comes out as it went in. Rows may have been left out, added or changed in between: what is returned has been
 * read again, so that nothing is written that could not be read.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: a cell whose column is not declared, a column
 * without a cell (write `null`), a value of another type, an attribute that is wrong.
 *
 * @example
 * ```ts
 * import { readDatasetJson, toDatasetJson } from "trialwise";
 *
 * const adsl = readDatasetJson({
 *   datasetJSONCreationDateTime: "2024-11-11T15:09:13", datasetJSONVersion: "1.1.0",
 *   itemGroupOID: "IG.ADSL", records: 2, name: "ADSL", label: "Subject-Level Analysis",
 *   columns: [{ itemOID: "IT.ADSL.AGE", name: "AGE", label: "Age", dataType: "integer" }],
 *   rows: [[54], [null]],
 * });
 * const known = toDatasetJson({ ...adsl, rows: adsl.rows.filter((row) => row["AGE"] !== null) });
 *
 * known.records; // => 1
 * known.rows; // => [[54]]
 * ```
 */
export function toDatasetJson(dataset: Dataset): DatasetJson {
  checkParts("toDatasetJson", "the dataset", dataset, ["name", "label", "columns", "rows"]);
  // The description keeps the order in which it was read, which is that of the specification.
  const { rows, name, label, columns, extensions = [], ...description } = dataset;
  const values = rows.map((row) => columns.map((column) => cellOf(row, column.name)));
  const metadata = { ...description, records: rows.length, name, label, columns };
  const read = safeReadDatasetJson({ ...metadata, rows: values });
  const issues = [...cellIssues(dataset), ...(read.ok ? [] : read.issues)];
  const whole = putBack(metadata, extensions, issues);
  if (issues.length > 0) throw invalidDataset(issues);
  return { ...whole, rows: values };
}

/**
 * A dataset in the NDJSON form of Dataset-JSON 1.1: the metadata and then each row, one line each.
 *
 * It is {@link toDatasetJson} in another form, with the same checks. `lines.map((line) => JSON.stringify(line)).join("\n")` is the file.
 *
 * @throws TrialwiseError `invalid-records`, as {@link toDatasetJson}
 *
 * @example
 * ```ts
 * import { readDatasetJson, toDatasetNdjson } from "trialwise";
 *
 * const adsl = readDatasetJson({
 *   datasetJSONCreationDateTime: "2024-11-11T15:09:13", datasetJSONVersion: "1.1.0",
 *   itemGroupOID: "IG.ADSL", records: 2, name: "ADSL", label: "Subject-Level Analysis",
 *   columns: [{ itemOID: "IT.ADSL.AGE", name: "AGE", label: "Age", dataType: "integer" }],
 *   rows: [[54], [null]],
 * });
 *
 * toDatasetNdjson(adsl).slice(1); // => [[54], [null]]
 * ```
 */
export function toDatasetNdjson(dataset: Dataset): DatasetNdjson {
  const { rows, ...metadata } = toDatasetJson(dataset);
  return [metadata, ...rows];
}

function cellOf(row: DatasetRow, column: string): DatasetValue {
  return Object.hasOwn(row, column) ? row[column]! : null;
}

/** Columns that a row has no cell for, and cells of no column. */
function cellIssues({ columns, rows }: Dataset): DataIssue[] {
  const names = columns.map(({ name }) => name);
  const declared = new Set(names);
  const hints = new Map<string, string>();
  const hintFor = (key: string) => {
    const nearest = nearestKey(key, names);
    return nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`;
  };
  return rows.flatMap((row, index) => {
    const missing = names
      .filter((name) => !Object.hasOwn(row, name))
      .map((name) => problem(["rows", index, name], "missing-field", null, `row ${index} has no cell for ${show(name)}; a missing value is null`));
    const unknown = Object.keys(row)
      .filter((key) => !declared.has(key))
      .map((key) => {
        const hint = hints.get(key) ?? hintFor(key);
        hints.set(key, hint);
        return problem(["rows", index, key], "unknown-key", key, `row ${index} has a cell for ${show(key)}, which is no column${hint}`);
      });
    return [...missing, ...unknown];
  });
}
