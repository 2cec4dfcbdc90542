import fc from "fast-check";
import type { ColumnDataType, DatasetJson, DatasetValue } from "trialwise/cdisc";
import { makeDataset } from "./makeDataset.ts";

const days = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }).map((date) => date.toISOString());
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));

/** Values of each type, as a file may have them. */
const values: { readonly [Type in ColumnDataType]: fc.Arbitrary<DatasetValue> } = {
  string: fc.string(),
  URI: fc.webUrl(),
  integer: fc.maxSafeInteger(),
  float: finite,
  double: finite,
  decimal: fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
  boolean: fc.boolean(),
  date: days.map((text) => text.slice(0, 10)),
  time: days.map((text) => text.slice(11, 23)),
  datetime: days,
};

export const columnTypes: readonly ColumnDataType[] = ["string", "integer", "decimal", "float", "double", "boolean", "datetime", "date", "time", "URI"];

/** Datasets with columns of some of these types, missing values among them. */
export function datasetOf(types: readonly ColumnDataType[]): fc.Arbitrary<DatasetJson> {
  return fc.array(fc.constantFrom(...types), { maxLength: 8 }).chain((chosen) => {
    const row = fc.tuple(...chosen.map((type) => fc.option(values[type], { freq: 4 })));
    return fc.array(row, { maxLength: 6 }).map((rows) => makeDataset("ADXX", chosen.map((type, index) => `COL${index}:${type}`), rows));
  });
}

/** Whether a value is missing, or stands as its type asks for. */
export function isMissingOr(type: ColumnDataType, value: DatasetValue | undefined): boolean {
  if (value === null) return true;
  if (type === "boolean") return typeof value === "boolean";
  return type === "integer" || type === "float" || type === "double" ? typeof value === "number" : typeof value === "string";
}
