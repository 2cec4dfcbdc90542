// Dataset-JSON
export { readDatasetJson, safeReadDatasetJson } from "./readDatasetJson.ts";
export type { ReadDatasetResult } from "./readDatasetJson.ts";
export { toDatasetJson, toDatasetNdjson } from "./toDatasetJson.ts";
export { DatasetMetadata } from "./Dataset.ts";
export type { ColumnDataType, Dataset, DatasetColumn, DatasetDescription, DatasetJson, DatasetNdjson, DatasetRow, DatasetValue } from "./Dataset.ts";
