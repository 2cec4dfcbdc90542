import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { problem } from "../trial/problem.ts";
import type { DatasetExtension, DatasetMetadata } from "./Dataset.ts";

const attributes = {
  dataset: [
    "datasetJSONCreationDateTime", "datasetJSONVersion", "fileOID", "dbLastModifiedDateTime", "originator", "sourceSystem", "studyOID", "metaDataVersionOID",
    "metaDataRef", "itemGroupOID", "records", "name", "label", "columns", "rows",
  ],
  sourceSystem: ["name", "version"],
  column: ["itemOID", "name", "label", "dataType", "targetDataType", "length", "displayFormat", "keySequence"],
};

/** The metadata without the attributes that the standard does not have, and those. What is no object is left as it is. */
export function takeExtensions(given: unknown): { readonly metadata: unknown; readonly extensions: readonly DatasetExtension[] } {
  const extensions: DatasetExtension[] = [];
  const take = (value: unknown, known: readonly string[], path: DatasetExtension["path"]): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    // A key that reaches a prototype is left in place, to be refused.
    const isKnown = ([key]: readonly [string, unknown]) => known.includes(key) || key === "__proto__";
    for (const entry of entries) if (!isKnown(entry)) extensions.push({ path: [...path, entry[0]], value: entry[1] });
    return Object.fromEntries(entries.filter(isKnown));
  };
  const metadata = take(given, attributes.dataset, []);
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) return { metadata, extensions };
  const parts = Object.entries(metadata).map(([key, value]: readonly [string, unknown]) => {
    if (key === "sourceSystem") return [key, take(value, attributes.sourceSystem, [key])] as const;
    if (key === "columns" && Array.isArray(value)) return [key, Array.from(value, (column: unknown, index) => take(column, attributes.column, [key, index]))] as const;
    return [key, value] as const;
  });
  return { metadata: Object.fromEntries(parts), extensions };
}

/** The metadata with the attributes that were taken out; those that have no place any more are reported. */
export function putBack<Metadata extends DatasetMetadata>(metadata: Metadata, extensions: readonly DatasetExtension[], issues: DataIssue[]): Metadata {
  const added = (path: DatasetExtension["path"]): object => {
    const here = extensions.filter((extension) => extension.path.length === path.length + 1 && path.every((step, index) => extension.path[index] === step));
    return Object.fromEntries(here.map((extension) => [String(extension.path.at(-1)), extension.value]));
  };
  for (const { path } of extensions) {
    if (!hasPlace(metadata, path)) issues.push(problem(["extensions", ...path], "unknown-key", path.join("."), `the dataset has no place for the extension ${show(path.join("."))}`));
  }
  const { sourceSystem } = metadata;
  return {
    ...metadata,
    ...(sourceSystem && { sourceSystem: { ...sourceSystem, ...added(["sourceSystem"]) } }),
    columns: metadata.columns.map((column, index) => ({ ...column, ...added(["columns", index]) })),
    ...added([]),
  };
}

function hasPlace({ sourceSystem, columns }: DatasetMetadata, path: DatasetExtension["path"]): boolean {
  const [first, second, third] = path;
  const isNew = (key: string | number | undefined, known: readonly string[]) => typeof key === "string" && !known.includes(key) && key !== "__proto__";
  if (path.length === 1) return isNew(first, attributes.dataset);
  if (path.length === 2) return first === "sourceSystem" && sourceSystem !== undefined && isNew(second, attributes.sourceSystem);
  return path.length === 3 && first === "columns" && typeof second === "number" && columns[second] !== undefined && isNew(third, attributes.column);
}
