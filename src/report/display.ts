import { show } from "../result/show.ts";
import { renderHtml } from "./renderHtml.ts";
import { renderText } from "./renderText.ts";
import type { Table } from "./Table.ts";
import { toRows } from "./toRows.ts";

/** A chart as a plain Vega-Lite 5 specification. */
export interface VegaLiteSpec {
  readonly $schema: string;
}

/** Representations of one value by their MIME types; `"text/plain"` is always one of them. */
export interface MimeBundle {
  readonly "text/plain": string;
  readonly [mime: string]: unknown;
}

/** What a notebook shows: it asks for the representations under the symbol `Symbol.for("Jupyter.display")`. */
export interface Displayable {
  readonly [symbol: symbol]: () => MimeBundle;
}

/**
 * Shows a table, a chart or a result as the last value of a notebook's cell (Deno's Jupyter kernel): a table as HTML, a Vega-Lite
 * 5 specification as a chart, any other result as an HTML table of its statistics. Plain text goes with each of them, for front ends that
 * know no more, and for consoles.
 *
 * It touches nothing: without a notebook, the representations are what `[Symbol.for("Jupyter.display")]()` returns.
 *
 * @throws RangeError, TypeError for a table that is none, for what is neither object nor JSON-safe
 *
 * @example
 * ```ts
 * import { display } from "trialwise";
 *
 * const table = { title: "Responders", columns: [{ label: "n", align: "right" as const }], groups: [{ rows: [{ cells: ["22"] }] }], footnotes: [] };
 * const shown = display(table)[Symbol.for("Jupyter.display")]?.();
 *
 * Object.keys(shown ?? {}); // => ["text/html", "text/plain"]
 * shown?.["text/plain"]; // => "Responders\n──\n n\n──\n22\n──"
 * ```
 */
export function display(value: Table | VegaLiteSpec | object): Displayable {
  const bundle = bundleOf(value);
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}

function bundleOf(value: object): MimeBundle {
  if (typeof value !== "object" || value === null) throw new TypeError(`display: a table, a chart or a result is needed; received ${show(value)}`);
  if (isTable(value)) return { "text/html": renderHtml(value), "text/plain": renderText(value) };
  if (isVegaLite(value)) return { "application/vnd.vegalite.v5+json": value, "text/plain": chartText(value) };
  const table = statisticsTable(value);
  return { "text/html": renderHtml(table), "text/plain": renderText(table) };
}

/** By what tables alone have; that its parts are right is the renderers' to check. */
function isTable(value: object): value is Table {
  return "columns" in value && "groups" in value && "footnotes" in value && "title" in value;
}

function isVegaLite(value: object): value is VegaLiteSpec {
  return "$schema" in value && typeof value.$schema === "string" && /vega-lite\/v5\b/u.test(value.$schema);
}

/** The chart's title and description, where it has them as text. */
function chartText(spec: VegaLiteSpec): string {
  const texts = ["title", "description"].flatMap((field) => {
    const text: unknown = Object.getOwnPropertyDescriptor(spec, field)?.value;
    return typeof text === "string" ? [text] : [];
  });
  return texts.length === 0 ? "Chart (Vega-Lite 5)" : texts.join("\n");
}

function statisticsTable(result: object): Table {
  const rows = toRows(result).map(({ path, value, reason }) => ({ cells: [path, value === null ? `– ${reason ?? ""}`.trim() : String(value)] }));
  return { title: "", columns: [{ label: "Statistic", align: "left" }, { label: "Value", align: "right" }], groups: [{ rows }], footnotes: [] };
}
