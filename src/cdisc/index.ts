// Dataset-JSON
export { readDatasetJson, safeReadDatasetJson } from "./readDatasetJson.ts";
export type { ReadDatasetOptions, ReadDatasetResult } from "./readDatasetJson.ts";
export { toDatasetJson, toDatasetNdjson } from "./toDatasetJson.ts";
export { DatasetMetadata } from "./Dataset.ts";
export type { ColumnDataType, Dataset, DatasetColumn, DatasetDescription, DatasetExtension, DatasetJson, DatasetNdjson, DatasetRow, DatasetValue } from "./Dataset.ts";

// ADaM
export { fromAdam } from "./fromAdam.ts";
export type { FromAdamResult } from "./fromAdam.ts";
export type { AdaeMapping, AdamDataset, AdamDatasets, AdamMapping, AdexMapping, AdslMapping, AdtteMapping, BdsMapping, EndOfStudy, RowFilter } from "./AdamMapping.ts";
export type { AdamRow, ChangedReason, NotPlacedReason } from "./AdamRow.ts";
export type { AdamTimeToEvent } from "./adamTimes.ts";
export { toAdam } from "./toAdam.ts";
export type { ToAdamOptions, ToAdamResult } from "./toAdam.ts";
export type { AdamLoss } from "./adamWriter.ts";
export type { TimesToWrite } from "./writeAdtte.ts";
