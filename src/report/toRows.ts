import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** One statistic of a result: a row for a data frame. */
export interface StatisticRow {
  /** Where the statistic stands in the result: `interval.lower`, `byArm.msc.mean`, `steps.3.estimate`. */
  readonly path: string;
  /** The last part of the path. In a list of plain values, the list's name; `count` where the path is that of an empty list. */
  readonly statistic: string;
  readonly value: string | number | boolean | null;
  /** Why the value is `null`, where the result says so. */
  readonly reason?: string;
}

/**
 * Any result as flat rows, one for each statistic in it, in the order of the result: for a data frame, a CSV file or a
 * comparison of two results. Nothing is rounded or left out; options and counts are rows too. The entries of `reasons` are
 * not rows of their own but stand beside the `null` they explain. An empty list is one row, statistic `count` and value 0, so that
 * nobody excluded is told apart from nothing said; an empty object has no statistics and no row. A negative zero becomes 0.
 *
 * @param result any result of the library, or JSON-safe data like it, nested as deep as wanted
 * @throws TypeError when the result is no object, or the data are not JSON-safe: a function, a date, NaN, an object that contains itself
 *
 * @example
 * ```ts
 * import { toRows } from "trialwise";
 *
 * const rows = toRows({ estimate: 2.5, interval: { lower: 0.1, upper: null }, reasons: { "interval.upper": "unbounded" } });
 * rows.length; // => 3
 * rows[2]; // => { "path": "interval.upper", "statistic": "upper", "value": null, "reason": "unbounded" }
 * ```
 */
export function toRows(result: object): StatisticRow[] {
  if (typeof result !== "object" || result === null) throw new TypeError(`toRows: a result must be an object; received ${show(result)}`);
  const rows: StatisticRow[] = [];
  collect(result, { path: [], statistic: "", reasons: [], ancestors: [] }, rows);
  return rows;
}

interface Place {
  readonly path: readonly string[];
  readonly statistic: string;
  /** The reasons that the objects around this place give, each keyed from its own object on. */
  readonly reasons: readonly { readonly depth: number; readonly byPath: object }[];
  readonly ancestors: readonly unknown[];
}

function collect(value: unknown, place: Place, rows: StatisticRow[]): void {
  if (isStatistic(value)) {
    const reason = value === null ? reasonFor(place) : undefined;
    const plain = typeof value === "number" ? withoutNegativeZero(value) : value;
    rows.push({ path: place.path.join("."), statistic: place.statistic, value: plain, ...(reason === undefined ? {} : { reason }) });
    return;
  }
  if (!isPlain(value) || place.ancestors.includes(value)) {
    const found = isPlain(value) ? "an object that contains itself" : show(value);
    throw new TypeError(`toRows: a result is JSON-safe data; received ${found} at ${place.path.join(".") || "the top"}`);
  }
  if (Array.isArray(value) && value.length === 0) rows.push({ path: place.path.join("."), statistic: "count", value: 0 });
  const byPath = Array.isArray(value) ? undefined : ownValue(value, "reasons");
  const explained = isPlain(byPath) && !Array.isArray(byPath);
  const reasons = explained ? [...place.reasons, { depth: place.path.length, byPath }] : place.reasons;
  for (const [key, child] of Object.entries(value)) {
    if (explained && key === "reasons") continue;
    const statistic = Array.isArray(value) ? place.statistic : key;
    collect(child, { path: [...place.path, key], statistic, reasons, ancestors: [...place.ancestors, value] }, rows);
  }
}

function isStatistic(value: unknown): value is StatisticRow["value"] {
  return value === null || typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function reasonFor({ path, reasons }: Place): string | undefined {
  for (const { depth, byPath } of reasons) {
    const reason = ownValue(byPath, path.slice(depth).join("."));
    if (typeof reason === "string") return reason;
  }
  return undefined;
}

function ownValue(holder: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}
