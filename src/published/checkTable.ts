import { checkFields, checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { PrintedComparison, PrintedEstimate, PrintedInterval, PrintedMean, PrintedProportion, PublishedRow, PublishedTable, RecomputedRow } from "./PublishedTable.ts";

/** Refuses a table with a part missing or misspelt at any level: notebooks are not type-checked, and a figure must not be passed over. */
export function checkTable(table: PublishedTable): void {
  checkFields("auditTable", "the table", table, ["title", "rows"], ["source"]);
  if (!Array.isArray(table.rows)) throw new TypeError(`auditTable: rows must be a list; received ${show(table.rows)}`);
  const rows: readonly PublishedRow[] = table.rows;
  const seen = new Set<string>();
  for (const row of rows) {
    checkParts("auditTable", "a row", row, ["id", "kind"]);
    const { id, kind } = row;
    checkChoice<string>("auditTable", `kind of row ${show(id)}`, kind, Object.keys(rowShapes));
    checkShape(`row ${show(id)}`, row, rowShapes[kind]);
    if (seen.has(id)) throw new RangeError(`auditTable: every row must have an id of its own; received ${show(id)} twice`);
    seen.add(id);
  }
}

function checkShape(name: string, value: object, { keys, inner = {} }: Shape): void {
  const known = Object.keys(keys);
  checkParts("auditTable", name, value, known.filter((key) => keys[key] === "required"));
  checkKnownKeys("auditTable", name, value, known);
  for (const [key, part] of Object.entries(value)) {
    const shape = inner[key];
    if (shape !== undefined && (part !== undefined || keys[key] === "required")) checkShape(`${name}: ${key}`, part, shape);
  }
}

/** Which keys an object has, and the shapes of the objects under them. */
interface Shape {
  readonly keys: Readonly<Record<string, Presence>>;
  readonly inner?: Readonly<Record<string, Shape>>;
}

type Presence = "required" | "optional";

/** Every key of a type, so that none is forgotten. */
type KeysOf<Value> = { readonly [Key in keyof Value]-?: object extends Pick<Value, Key> ? "optional" : "required" };

const interval = { keys: { lower: "required", upper: "required", level: "optional" } satisfies KeysOf<PrintedInterval> };
const comparison = {
  keys: { difference: "optional", standardError: "optional", interval: "optional", pValue: "optional" } satisfies KeysOf<PrintedComparison>,
  inner: { interval },
};
const mean = { keys: { n: "required", mean: "required", standardDeviation: "required" } satisfies KeysOf<PrintedMean> };
const proportion = { keys: { events: "required", n: "required", percent: "optional" } satisfies KeysOf<PrintedProportion> };
const estimate = { keys: { estimate: "required", standardError: "required" } satisfies KeysOf<PrintedEstimate> };
const value = { keys: { value: "required" } satisfies KeysOf<RecomputedRow["printed"]> };

const named = { kind: "required", id: "required", label: "required" } as const;

const rowShapes: { readonly [Kind in PublishedRow["kind"]]: Shape & { readonly keys: KeysOf<Extract<PublishedRow, { readonly kind: Kind }>> } } = {
  means: {
    keys: { ...named, treatment: "required", control: "required", printed: "required", test: "optional", alternative: "optional" },
    inner: { treatment: mean, control: mean, printed: comparison },
  },
  proportions: {
    keys: { ...named, treatment: "required", control: "required", printed: "optional", test: "optional" },
    inner: { treatment: proportion, control: proportion, printed: { keys: { pValue: "optional" } } },
  },
  estimate: {
    keys: { ...named, estimate: "required", standardError: "required", degreesOfFreedom: "optional", printed: "required", alternative: "optional" },
    inner: { printed: { keys: { interval: "optional", pValue: "optional" }, inner: { interval } } },
  },
  estimates: {
    keys: { ...named, treatment: "required", control: "required", degreesOfFreedom: "optional", printed: "required", alternative: "optional" },
    inner: { treatment: estimate, control: estimate, printed: comparison },
  },
  correlation: {
    keys: { ...named, n: "required", rSquared: "required", direction: "required", printed: "required", alternative: "optional" },
    inner: { printed: { keys: { pValue: "required" } } },
  },
  "slope-change": {
    keys: { ...named, leadInSlope: "required", change: "required", followUp: "required", printed: "required", subtraction: "optional" },
    inner: { printed: { keys: { slopeChange: "required" } } },
  },
  total: { keys: { ...named, parts: "required", printed: "required" }, inner: { printed: { keys: { total: "required" } } } },
  recomputed: { keys: { ...named, value: "required", printed: "required" }, inner: { printed: value } },
  "not-derivable": { keys: { ...named, printed: "required", needs: "required" }, inner: { printed: value } },
};
