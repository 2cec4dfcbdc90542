import * as z from "zod";

/** What a cell can hold. Dates, times and decimals are text; `null` is a missing value. */
export type DatasetValue = string | number | boolean | null;

/** One record of a dataset, by column name. */
export interface DatasetRow {
  readonly [column: string]: DatasetValue;
}

export const columnDataTypes = ["string", "integer", "decimal", "float", "double", "boolean", "datetime", "date", "time", "URI"] as const;
export type ColumnDataType = (typeof columnDataTypes)[number];

/** A variable of a dataset. */
export interface DatasetColumn {
  readonly itemOID: string;
  readonly name: string;
  readonly label: string;
  readonly dataType: ColumnDataType;
  /** What a receiving system turns the text into: a date into SAS's number of days, a decimal into a decimal number. */
  readonly targetDataType?: "integer" | "decimal";
  /** Planned number of characters; values may be longer. */
  readonly length?: number;
  /** A SAS format, such as `DATE9.` */
  readonly displayFormat?: string;
  /** Position among the variables that identify a record. */
  readonly keySequence?: number;
}

/** What a Dataset-JSON file says of its dataset; its number of records is the number of rows. */
export interface DatasetDescription {
  readonly datasetJSONCreationDateTime: string;
  readonly datasetJSONVersion: string;
  readonly fileOID?: string;
  readonly dbLastModifiedDateTime?: string;
  readonly originator?: string;
  readonly sourceSystem?: { readonly name: string; readonly version: string };
  readonly studyOID?: string;
  readonly metaDataVersionOID?: string;
  readonly metaDataRef?: string;
  readonly itemGroupOID: string;
  readonly name: string;
  readonly label: string;
  readonly columns: readonly DatasetColumn[];
}

/** An attribute that the standard does not have, and where it stands: `["isReferenceData"]`, `["columns", 2, "codelist"]`. */
export interface DatasetExtension {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** A dataset as read: its description, and rows by column name. */
export interface Dataset extends DatasetDescription {
  readonly rows: readonly DatasetRow[];
  /** Attributes beyond the standard, where {@link readDatasetJson} was told to keep them. */
  readonly extensions?: readonly DatasetExtension[];
}

/** The first line of the NDJSON form, and all of the JSON form but its rows. */
export interface DatasetMetadata extends DatasetDescription {
  readonly records: number;
}

/** A dataset in the JSON form of Dataset-JSON, parsed. */
export interface DatasetJson extends DatasetMetadata {
  readonly rows: readonly (readonly DatasetValue[])[];
}

/** The lines of the NDJSON form, each parsed. */
export type DatasetNdjson = readonly [DatasetMetadata, ...(readonly DatasetValue[])[]];

/** The attributes in the order that the specification asks for. */
export const DatasetMetadata: z.ZodType<DatasetMetadata> = /* @__PURE__ */ (() => {
  const identifier = z.string().min(1);
  const moment = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([+-]([01]\d|2[0-3]):[0-5]\d|Z)?$/, {
    error: "a date and time is YYYY-MM-DDThh:mm:ss",
  });
  const column = z
    .strictObject({
      itemOID: identifier,
      name: identifier,
      label: z.string(),
      dataType: z.enum(columnDataTypes),
      targetDataType: z.enum(["integer", "decimal"]).exactOptional(),
      length: z.int().min(1).exactOptional(),
      displayFormat: z.string().exactOptional(),
      keySequence: z.int().min(1).exactOptional(),
    })
    .readonly();
  return z
    .strictObject({
      datasetJSONCreationDateTime: moment,
      datasetJSONVersion: z.string().regex(/^1\.1(\.(0|[1-9]\d*))?$/, { error: "Dataset-JSON is read in version 1.1" }),
      fileOID: identifier.exactOptional(),
      dbLastModifiedDateTime: moment.exactOptional(),
      originator: z.string().exactOptional(),
      sourceSystem: z.strictObject({ name: z.string(), version: z.string() }).readonly().exactOptional(),
      studyOID: identifier.exactOptional(),
      metaDataVersionOID: identifier.exactOptional(),
      metaDataRef: z.string().exactOptional(),
      itemGroupOID: identifier,
      records: z.int().min(0),
      name: identifier,
      label: z.string(),
      columns: z.array(column).readonly(),
    })
    .readonly();
})();
