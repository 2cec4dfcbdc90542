// Dataset-JSON
export { readDatasetJson, safeReadDatasetJson } from "./readDatasetJson.ts";
export type { ReadDatasetResult } from "./readDatasetJson.ts";
export { toDatasetJson, toDatasetNdjson } from "./toDatasetJson.ts";
export { DatasetMetadata } from "./Dataset.ts";
export type { ColumnDataType, Dataset, DatasetColumn, DatasetDescription, DatasetJson, DatasetNdjson, DatasetRow, DatasetValue } from "./Dataset.ts";

// ADaM
export { fromAdam } from "./fromAdam.ts";
export type { FromAdamResult } from "./fromAdam.ts";
export type { AdaeMapping, AdamDataset, AdamDatasets, AdamMapping, AdamRow, AdslMapping, AdtteMapping, BdsMapping, ChangedReason, NotPlacedReason, RowFilter } from "./AdamMapping.ts";
export type { AdamTimeToEvent } from "./adamTimes.ts";
