import { attempt } from "trialwise/result";
import { type DatasetJson, readDatasetJson, safeReadDatasetJson, toDatasetJson, toDatasetNdjson } from "trialwise/cdisc";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { makeDataset } from "./makeDataset.ts";
import { hasPilot, readPilot } from "./pilot.ts";

const everyType = makeDataset(
  "ADXX",
  ["USUBJID", "N:integer", "X:float", "D:double", "BMI:decimal", "OK:boolean", "ADT:date", "ATM:time", "XXDTC:datetime", "REF:URI"],
  [
    ["01-001", 3, 1.5, 2e-300, "30.8983333232059000", true, "2014-01-02", "07:15", "2014-01-02T07:15:00.5Z", "https://example.org/a"],
    ["01-002", null, null, null, null, null, null, null, null, null],
    ["", -7, 0, -1.25, "1,234,567.890", false, "2016-02-29", "23:59:59.999", "2003---15", ""],
  ],
);

const small = makeDataset("ADSL", ["USUBJID", "AGE:integer", "TRTSDT:date"], [["01", 54, "2014-01-02"], ["02", 61, null]]);

/** `path code` of each problem. */
function problemsOf(parsed: unknown): string[] {
  const result = safeReadDatasetJson(parsed);
  return result.ok ? [] : result.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
}

/** The small dataset with other attributes, as a file from outside could have them. */
const altered = (attributes: object): object => ({ ...small, ...attributes });
const withColumn = (attributes: object): object => altered({ columns: [{ ...small.columns[0], ...attributes }, ...small.columns.slice(1)] });

describe("readDatasetJson", () => {
  it("reads rows by column name, values as they stand", () => {
    const dataset = readDatasetJson(everyType);
    expect(dataset.rows[0]).toStrictEqual({
      USUBJID: "01-001", N: 3, X: 1.5, D: 2e-300, BMI: "30.8983333232059000", OK: true,
      ADT: "2014-01-02", ATM: "07:15", XXDTC: "2014-01-02T07:15:00.5Z", REF: "https://example.org/a",
    });
    expect(Object.values(dataset.rows[1]!).slice(1)).toEqual(Array.from({ length: 9 }, () => null));
    expect(dataset.columns[6]).toStrictEqual({ itemOID: "IT.ADXX.ADT", name: "ADT", label: "Label of ADT", dataType: "date", targetDataType: "integer", displayFormat: "DATE9." });
    expect(JSON.parse(JSON.stringify(dataset))).toStrictEqual(dataset);
  });

  it("reads the NDJSON form to the same dataset", () => {
    const { rows, ...metadata } = everyType;
    expect(readDatasetJson([metadata, ...rows])).toStrictEqual(readDatasetJson(everyType));
    expect(readDatasetJson([{ ...metadata, records: 0 }]).rows).toEqual([]);
  });

  it("leaves a deep-frozen file as it is", () => {
    const frozen = deepFreeze(structuredClone(everyType));
    expect(toDatasetJson(readDatasetJson(frozen))).toStrictEqual(everyType);
  });

  it("a file with metadata alone has no rows", () => {
    const { rows, ...metadata } = small;
    expect(rows).toHaveLength(2);
    expect(readDatasetJson({ ...metadata, records: 0 }).rows).toEqual([]);
    expect(problemsOf(metadata)).toEqual(["records conflict"]);
  });

  it("throws one error that lists every problem", () => {
    const result = attempt(() => readDatasetJson(altered({ rows: [["01", "54", "2014-02-30"], ["02", 1.5]] })));
    expect(result.ok ? [] : [result.issue.code, result.issue.message]).toEqual([
      "invalid-records",
      'the dataset has 3 problems: AGE of row 0 must be a whole number; received "54"; TRTSDT of row 0 must be a complete date as ISO 8601 text; received "2014-02-30"; row 1 must have a value for each of the 3 columns; it has 2',
    ]);
    expect(result.ok ? [] : result.issue.issues.map(({ path }) => path)).toEqual([["rows", 0, 1], ["rows", 0, 2], ["rows", 1]]);
  });

  it("names the line of the NDJSON form", () => {
    const { rows, ...metadata } = small;
    expect(problemsOf([metadata, rows[0], ["02", "x", null]])).toEqual(["2.1 invalid-type"]);
    expect(problemsOf([{ ...metadata, name: 3 }, ...rows])).toEqual(["0.name invalid-type"]);
    expect(problemsOf([])).toEqual([" missing-field"]);
  });
});

describe("what the metadata must be", () => {
  it.each(["1.1", "1.1.0", "1.1.12"])("version %s", (datasetJSONVersion) => expect(problemsOf(altered({ datasetJSONVersion }))).toEqual([]));
  it.each(["1.0.0", "1.1.01", "1x1", "1.10", "2.0", ""])("not version %j", (datasetJSONVersion) => {
    expect(problemsOf(altered({ datasetJSONVersion }))).toEqual(["datasetJSONVersion invalid-value"]);
  });

  it.each(["2024-11-11T15:09:13Z", "2024-11-11T15:09:13.25+02:00"])("created at %s", (datasetJSONCreationDateTime) => {
    expect(problemsOf(altered({ datasetJSONCreationDateTime }))).toEqual([]);
  });
  it.each(["2024-11-11", "2024-13-11T15:09:13", "2024-11-11 15:09:13", "2024-11-11T24:09:13"])("not created at %j", (datasetJSONCreationDateTime) => {
    expect(problemsOf(altered({ datasetJSONCreationDateTime }))).toEqual(["datasetJSONCreationDateTime invalid-value"]);
  });

  it("modified before it was created", () => {
    expect(problemsOf(altered({ dbLastModifiedDateTime: "2024-11-11T15:09:14" }))).toEqual(["dbLastModifiedDateTime impossible-order"]);
    // With a time zone on one of the two, nothing can be said.
    expect(problemsOf(altered({ dbLastModifiedDateTime: "2024-11-11T15:09:14Z" }))).toEqual([]);
  });

  it("every required attribute, and none unknown", () => {
    const required = ["datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "name", "label", "columns"];
    expect(problemsOf({ rows: [] })).toEqual(required.map((name) => `${name} missing-field`));
    expect(problemsOf(altered({ clinicalData: {} }))).toEqual(["clinicalData unknown-field"]);
    expect(problemsOf(altered({ sourceSystem: { name: "SAS" } }))).toEqual(["sourceSystem.version missing-field"]);
    expect(problemsOf(altered({ records: 2.5 }))).toHaveLength(1);
    expect(problemsOf(altered({ records: 3 }))).toEqual(["records conflict"]);
    expect(problemsOf(altered({ fileOID: "", name: "" }))).toEqual(["fileOID invalid-value", "name invalid-value"]);
  });

  it.each([
    ["a type that does not exist", { dataType: "number" }, "columns.0.dataType invalid-value"],
    ["a target that does not exist", { targetDataType: "date" }, "columns.0.targetDataType invalid-value"],
    ["a target that does not go with the type", { targetDataType: "integer" }, "columns.0.targetDataType conflict"],
    ["a length of 0", { length: 0 }, "columns.0.length out-of-range"],
    ["a key that is no position", { keySequence: 0 }, "columns.0.keySequence out-of-range"],
    ["a name given twice", { name: "AGE" }, "columns.1.name duplicate"],
    ["an OID given twice", { itemOID: "IT.ADSL.AGE" }, "columns.1.itemOID duplicate"],
    ["a field that does not exist", { codelist: "X" }, "columns.0.codelist unknown-field"],
    ["a name that every object answers to", { name: "constructor" }, "columns.0.name forbidden-key"],
  ])("a column without %s", (_, attributes, problem) => expect(problemsOf(withColumn(attributes))).toEqual([problem]));
});

describe("what a value must be", () => {
  const problemOf = (type: string, value: unknown, attributes: object = {}): string | undefined => {
    const column = { itemOID: "IT.X", name: "X", label: "", dataType: type, ...attributes };
    return problemsOf(altered({ records: 1, columns: [column], rows: [[value]] }))[0]?.replace("rows.0.0 ", "");
  };

  it.each([
    ["string", 5, "invalid-type"],
    ["integer", "5", "invalid-type"],
    ["integer", 5.5, "invalid-value"],
    ["integer", Number.NaN, "not-finite"],
    ["integer", 2 ** 53, "out-of-range"],
    ["float", "1.5", "invalid-type"],
    ["double", Number.POSITIVE_INFINITY, "not-finite"],
    ["boolean", "Y", "invalid-type"],
    ["decimal", 1.5, "invalid-type"],
    ["decimal", "1.5.2", "invalid-value"],
    ["decimal", "12,34", "invalid-value"],
    ["decimal", "", "invalid-value"],
    ["date", 19_000, "invalid-type"],
    ["date", "02JAN2014", "invalid-date"],
    ["date", "2014-1-2", "invalid-date"],
    ["date", "2013-02-29", "invalid-date"],
    ["date", "1900-02-29", "invalid-date"],
    ["date", "2014-01-02T10:00", "invalid-date"],
    ["date", "-----", "invalid-date"],
    ["time", "24:00", "invalid-date"],
    ["time", "-:-", "invalid-date"],
    ["datetime", "2014-01-02 10:00", "invalid-date"],
    ["datetime", "2014-01-02T10:61", "invalid-date"],
    ["string", undefined, "missing-field"],
    ["string", [], "invalid-type"],
  ])("a %s is not %j", (type, value, code) => expect(problemOf(type, value)).toBe(code));

  it.each([
    ["date", "2003-12"], ["date", "2003"], ["date", "2003---15"], ["date", "--12-15"], ["date", ""], ["date", "2003-12-01/2003-12-10"],
    ["datetime", "2003-12-15T13:15:17"], ["datetime", "2003-12-15T-:15"], ["datetime", "-----T07:15"], ["datetime", "2003-12-15"],
    ["time", "13:15:17.123-05:00"], ["decimal", "-0.50"], ["decimal", ".5"], ["decimal", "1,234.5"],
  ])("a %s that stays text may be %j", (type, value) => expect(problemOf(type, value)).toBeUndefined());

  it.each([["date", "2003-12"], ["date", ""], ["date", "--12-15"], ["datetime", "2003-12-15"], ["datetime", "2003-12-15T13"], ["time", "13"], ["date", "2003-12-01/2003-12-10"]])(
    "a %s that becomes a number must be complete, not %j",
    (type, value) => expect(problemOf(type, value, { targetDataType: "integer" })).toBe("invalid-date"),
  );
});

describe("toDatasetJson", () => {
  it("gives back what was read, attributes in the order of the specification", () => {
    expect(toDatasetJson(readDatasetJson(everyType))).toStrictEqual(everyType);
    expect(JSON.stringify(toDatasetJson(readDatasetJson(everyType)))).toBe(JSON.stringify(everyType));
    const { rows, ...metadata } = everyType;
    expect(toDatasetNdjson(readDatasetJson([metadata, ...rows]))).toStrictEqual([metadata, ...rows]);
  });

  it("a negative zero is 0, as it is written", () => {
    const dataset = readDatasetJson(makeDataset("ADXX", ["N:integer", "X:float"], [[-0, -0]]));
    expect(dataset.rows).toStrictEqual([{ N: 0, X: 0 }]);
    expect(JSON.parse(JSON.stringify(dataset))).toStrictEqual(dataset);
  });

  it("names a cell that is no column in each row, and looks once for what was meant", () => {
    const dataset = readDatasetJson(makeDataset("ADXX", Array.from({ length: 60 }, (_, index) => `A_LONG_COLUMN_NAME_${index}`), []));
    const row = Object.fromEntries([...dataset.columns.map(({ name }) => [name, ""]), ["A_LONG_COLUMN_NAMES_7", ""]]);
    const result = attempt(() => toDatasetJson({ ...dataset, rows: Array.from({ length: 10_000 }, () => row) }));
    expect(result.ok ? [] : [...new Set(result.issue.issues.map(({ message }) => message.replace(/\d+/, "")))]).toEqual(['row  has a cell for "A_LONG_COLUMN_NAMES_7", which is no column. Did you mean "A_LONG_COLUMN_NAME_7"?']);
    // Each look is 60 edit distances: a row at a time takes ten seconds.
  }, 5000);

  it("refuses what could not be read again", () => {
    const dataset = readDatasetJson(small);
    const result = attempt(() => toDatasetJson({ ...dataset, rows: [{ USUBJID: "01", AGEE: 5, TRTSDT: "2014-13-01" }] }));
    expect(result.ok ? [] : result.issue.issues.map(({ path, code, message }) => [path.join("."), code, message])).toEqual([
      ["rows.0.AGE", "missing-field", 'row 0 has no cell for "AGE"; a missing value is null'],
      ["rows.0.AGEE", "unknown-key", 'row 0 has a cell for "AGEE", which is no column. Did you mean "AGE"?'],
      ["rows.0.2", "invalid-date", 'TRTSDT of row 0 must be a complete date as ISO 8601 text; received "2014-13-01"'],
    ]);
  });

  it.skipIf(!hasPilot).each(["adsl", "adae", "adtte"] as const)("gives back %s of the CDISC pilot study, to the letter", (name) => {
    const pilot = readPilot(name);
    const dataset = readDatasetJson(pilot);
    expect(toDatasetJson(dataset)).toStrictEqual(pilot);
    expect(JSON.stringify(toDatasetJson(dataset))).toBe(JSON.stringify(pilot));
    expect(readDatasetJson(toDatasetNdjson(dataset))).toStrictEqual(dataset);
  });
});

describe("attributes beyond the standard", () => {
  // As CDISC's own example of an extended dataset has them, and one on a column.
  const extended = altered({
    isReferenceData: false,
    sourceSystem: { name: "S", version: "1", systemExtensions: [{ namespace: "https://example.org/x", extensions: [{ name: "a", value: "b" }] }] },
    columns: small.columns.map((column, index) => (index === 1 ? { ...column, codelist: "CL.AGE" } : column)),
  });

  it("are refused, or kept and put back", () => {
    expect(problemsOf(extended)).toEqual(["sourceSystem.systemExtensions unknown-field", "columns.1.codelist unknown-field", "isReferenceData unknown-field"]);
    const dataset = readDatasetJson(deepFreeze(structuredClone(extended)), { extensions: "keep" });
    expect(dataset.extensions?.map(({ path }) => path)).toEqual([["isReferenceData"], ["sourceSystem", "systemExtensions"], ["columns", 1, "codelist"]]);
    expect(toDatasetJson(dataset)).toStrictEqual(extended);
    const [metadata, ...rows] = toDatasetNdjson(dataset);
    expect(readDatasetJson([metadata, ...rows], { extensions: "keep" })).toStrictEqual(dataset);
    expect(readDatasetJson(small, { extensions: "keep" })).toStrictEqual(readDatasetJson(small));
  });

  it("do not hide other problems, nor reach a prototype", () => {
    const wrong = JSON.parse(JSON.stringify(extended).replace("{", '{"__proto__":{"polluted":1},').replace('"AGE"', "5"));
    const result = safeReadDatasetJson(wrong, { extensions: "keep" });
    expect(result.ok ? [] : result.issues.map(({ path, code }) => `${path.join(".")} ${code}`)).toEqual(["columns.1.name invalid-type", "__proto__ unknown-field"]);
    for (const value of [null, 5, [], [null], { columns: 5, sourceSystem: [] }]) expect(safeReadDatasetJson(value, { extensions: "keep" }).ok).toBe(false);
  });

  it("are refused where they have no place", () => {
    const dataset = readDatasetJson(small);
    for (const path of [["name"], ["__proto__"], ["other", "x"], ["columns", 7, "x"], ["columns", 0, "name"], ["a", "b", "c"], []]) {
      const written = attempt(() => toDatasetJson({ ...dataset, extensions: [{ path, value: 1 }] }));
      expect(written.ok ? [] : written.issue.issues.map(({ code }) => code)).toEqual(["unknown-key"]);
    }
    expect(() => Reflect.apply(readDatasetJson, undefined, [small, { extensions: "drop" }])).toThrow('readDatasetJson: extensions must be one of "refuse", "keep"; received "drop"');
    expect(() => Reflect.apply(readDatasetJson, undefined, [small, { extension: "keep" }])).toThrow('Did you mean "extensions"?');
  });
});

describe("hostile input", () => {
  it.each([null, undefined, 5, "text", true, Number.NaN])("%j is no dataset", (value) => expect(problemsOf(value)).toEqual([" invalid-type"]));
  it.each([5, null, "rows", { length: 2 }])("rows cannot be %j", (rows) => expect(problemsOf(altered({ rows }))).toContain("rows invalid-type"));
  it.each([[[5]], [[null]], [["text"]], [[{}]]])("lines cannot be %j", (lines) => expect(problemsOf(lines)).not.toEqual([]));

  it("a key __proto__ is refused wherever it stands, and reaches no prototype", () => {
    const read = (text: string): string[] => problemsOf(JSON.parse(text));
    const json = JSON.stringify(small);
    expect(read(json.replace("{", '{"__proto__":{"polluted":1},'))).toEqual(["__proto__ unknown-field"]);
    expect(read(json.replace('{"itemOID"', '{"__proto__":{"polluted":1},"itemOID"'))).toEqual(["columns.0.__proto__ unknown-field"]);
    expect(read(json.replace('"name":"AGE"', '"name":"__proto__"'))).toEqual(["columns.1.name forbidden-key"]);
    expect(read(json.replace("54", '{"__proto__":1}'))).toEqual(["rows.0.1 invalid-type"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    const proto = readDatasetJson(JSON.parse(json.replace('"01"', '"__proto__"')));
    expect(proto.rows[0]?.["USUBJID"]).toBe("__proto__");
  });

  it("a million characters are read or refused at once", () => {
    const long = "9".repeat(1e6);
    expect(problemsOf(altered({ rows: [[long, 1, null], ["02", 2, null]] }))).toEqual([]);
    const wrong = problemsOf(altered({ label: 5, [long]: 1 }));
    expect(wrong).toHaveLength(2);
    for (const dataType of ["decimal", "date", "time", "datetime", "integer"]) {
      for (const text of [long, `1${",000".repeat(250_000)}x`, "-".repeat(1e6), "/".repeat(1e6), "T".repeat(1e6)]) {
        const result = safeReadDatasetJson(altered({ columns: [{ ...small.columns[0], dataType }], records: 1, rows: [[text]] }));
        expect(JSON.stringify(result).length).toBeLessThan(3e6);
      }
    }
  });

  it("what contains itself is refused", () => {
    const metadata: { [key: string]: unknown } = { ...small };
    metadata["sourceSystem"] = metadata;
    expect(problemsOf(metadata).every((problem) => problem.startsWith("sourceSystem."))).toBe(true);
    const row: unknown[] = ["01", 54];
    row.push(row);
    expect(problemsOf(altered({ records: 1, rows: [row] }))).toEqual(["rows.0.2 invalid-type"]);
    const lines: unknown[] = [];
    lines.push(lines);
    expect(problemsOf(lines)).not.toEqual([]);
  });

  it("holes are reported", () => {
    const holes: unknown[] = [];
    holes[1] = small.rows[1];
    expect(problemsOf(altered({ rows: holes }))).toEqual(["rows.0 invalid-type"]);
    const row: unknown[] = ["01"];
    row[2] = null;
    expect(problemsOf(altered({ records: 1, rows: [row] }))).toEqual(["rows.0.1 missing-field"]);
  });

  it("what was received survives JSON", () => {
    const result = safeReadDatasetJson(altered({ rows: [["01", Number.NaN, null], [() => 1, -0.5, undefined]] }));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    const files: readonly DatasetJson[] = [small, everyType];
    expect(files.flatMap(problemsOf)).toEqual([]);
  });
});
