import { endsOf } from "./axisTicks.ts";
import { textWidth, wrapLines } from "./chartText.ts";
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

/**
 * Rows of numbers below a chart, each under its place on the axis. Where they have no room side by side, some places are left out of
 * the picture; the rows have all.
 */
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
  const shown = placesWithRoom(numbers.flat(), scale, width);
  const isShown = (row: ChartRow) => shown.has(Number(row["position"]));
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
        ...(!values.every(isShown) && { data: { values: values.filter(isShown) } }),
        mark: { type: "text", align: "center", ...text },
        encoding: { x: { field: "position", type: "quantitative", scale, axis: null }, y: y, text: { field: "number", type: "nominal" } },
      },
    ],
  };
}

/** Places that are further apart than the widest number or time is wide, the last of them first of all. */
export function placesWithRoom(numbers: readonly { readonly position: number; readonly number: number | null }[], { domain }: ChartScale, width: number): ReadonlySet<number> {
  const [from, to] = endsOf(domain);
  const widest = numbers.reduce((most, { position, number }) => Math.max(most, textWidth(String(position), 11), textWidth(String(number ?? "–"), 11)), 0);
  const room = ((widest + 6) * (to - from)) / width;
  const places = [...new Set(numbers.map(({ position }) => position))].sort((a, b) => a - b);
  const last = places.at(-1)!;
  const shown = new Set([last]);
  let before = -Infinity;
  for (const place of places) {
    if (place - before < room || last - place < room) continue;
    shown.add(place);
    before = place;
  }
  return shown;
}
