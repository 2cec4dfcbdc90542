import fc from "fast-check";
import { columnTypes, datasetOf, isMissingOr } from "./arbitraryDataset.ts";
import { readDatasetJson, safeReadDatasetJson, toDatasetJson, toDatasetNdjson } from "trialwise/cdisc";
import { describe, expect, it } from "vitest";

describe("Dataset-JSON", () => {
  it("comes out as it went in, in either form", () => {
    fc.assert(
      fc.property(datasetOf(columnTypes), (json) => {
        const dataset = readDatasetJson(json);
        expect(toDatasetJson(dataset)).toStrictEqual(json);
        expect(JSON.stringify(toDatasetJson(dataset))).toBe(JSON.stringify(json));
        expect(readDatasetJson(toDatasetNdjson(dataset))).toStrictEqual(dataset);
        for (const row of dataset.rows) expect(dataset.columns.every((column) => isMissingOr(column.dataType, row[column.name]))).toBe(true);
      }),
    );
  });

  it("whatever comes from outside is read or refused, and what is said survives JSON", () => {
    const attribute = fc.constantFrom("datasetJSONCreationDateTime", "datasetJSONVersion", "records", "name", "columns", "rows", "sourceSystem", "__proto__", "other");
    fc.assert(
      fc.property(datasetOf(columnTypes), attribute, fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), (json, name, value) => {
        const parsed: object = Object.fromEntries([...Object.entries(json), [name, value]]);
        const result = safeReadDatasetJson(parsed);
        if (result.ok) expect(toDatasetJson(result.dataset).rows).toHaveLength(result.dataset.rows.length);
        else expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
      }),
    );
  });
});
