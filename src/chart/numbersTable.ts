import { wrapLines } from "./chartText.ts";
import type { ChartPosition, ChartRow, ChartScale, ChartView } from "./ChartSpec.ts";
import type { Series } from "./series.ts";

export interface NumbersTable {
  /** What the numbers are: "Number at risk". */
  readonly heading: string;
  readonly series: readonly Series<string | number>[];
  /** Of each series, the numbers and where they stand; a number that is unknown is `null`. */
  readonly numbers: readonly (readonly { readonly position: number; readonly number: number | null }[])[];
  /** Of the chart above. */
  readonly scale: ChartScale;
  readonly width: number;
}

/** Rows of numbers below a chart, each under its place on the axis. */
export function numbersTable({ heading, series, numbers, scale, width }: NumbersTable): ChartView {
  const lineHeight = 13;
  const labels = series.map(({ label }) => wrapLines(label, 104, 11));
  let line = 1.3;
  const values: ChartRow[] = [];
  const names: ChartRow[] = [];
  series.forEach((each, index) => {
    names.push({ line: line + 0.5, label: labels[index]! });
    for (const { position, number } of numbers[index]!) values.push({ series: each.place, line: line + 0.5, position, number: number ?? "–" });
    line += labels[index]!.length + 0.2;
  });
  const text = { fontSize: 11, baseline: "middle", color: "#222222" } as const;
  const y: ChartPosition = { field: "line", type: "quantitative", scale: { domain: [0, line], nice: false, zero: false, reverse: true }, axis: null };
  return {
    name: "numbers",
    width,
    height: line * lineHeight,
    data: { values },
    layer: [
      {
        data: { values: [{ heading, line: 0.5 }] },
        mark: { type: "text", align: "left", ...text },
        encoding: { x: { value: 0 }, y: y, text: { field: "heading", type: "nominal" } },
      },
      {
        data: { values: names },
        mark: { type: "text", align: "right", lineHeight, ...text },
        encoding: { x: { value: -24 }, y: y, text: { field: "label", type: "nominal" } },
      },
      {
        mark: { type: "text", align: "center", ...text },
        encoding: { x: { field: "position", type: "quantitative", scale, axis: null }, y: y, text: { field: "number", type: "nominal" } },
      },
    ],
  };
}
