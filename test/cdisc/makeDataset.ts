import type { ColumnDataType, DatasetColumn, DatasetJson, DatasetValue } from "trialwise/cdisc";

/** A made-up dataset in the published shape: columns as `NAME` or `NAME:dataType`. */
export function makeDataset(name: string, columns: readonly string[], rows: readonly (readonly DatasetValue[])[]): DatasetJson {
  return {
    datasetJSONCreationDateTime: "2024-11-11T15:09:13",
    datasetJSONVersion: "1.1.0",
    fileOID: `www.example.org/made-up/${name.toLowerCase()}`,
    dbLastModifiedDateTime: "2022-04-16T20:09:03",
    originator: "Made-up sponsor",
    sourceSystem: { name: "Made-up system", version: "1.0" },
    studyOID: "MADE-UP",
    metaDataVersionOID: "MDV.MADE-UP",
    metaDataRef: "define.xml",
    itemGroupOID: `IG.${name}`,
    records: rows.length,
    name,
    label: `Made-up ${name}`,
    columns: columns.map((text) => columnOf(name, text)),
    rows,
  };
}

const dataTypes: readonly ColumnDataType[] = ["integer", "decimal", "float", "double", "boolean", "datetime", "date", "time", "URI"];

function columnOf(dataset: string, text: string): DatasetColumn {
  const [name = "", type] = text.split(":");
  const dataType = dataTypes.find((candidate) => candidate === type) ?? "string";
  return {
    itemOID: `IT.${dataset}.${name}`,
    name,
    label: `Label of ${name}`,
    dataType,
    ...(dataType === "date" && { targetDataType: "integer" as const, displayFormat: "DATE9." }),
    ...(dataType === "decimal" && { targetDataType: "decimal" as const }),
    ...(dataType === "string" && { length: 20 }),
    ...(name === "USUBJID" && { keySequence: 1 }),
  };
}
