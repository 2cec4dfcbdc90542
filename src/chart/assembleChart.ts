import { countText, printable, wrapLines } from "./chartText.ts";
import type { ChartConfig, ChartLayer, ChartPosition, ChartRow, ChartSpec, ChartView } from "./ChartSpec.ts";
import { type Series, seriesChannels } from "./series.ts";

export interface ChartParts {
  readonly title: string;
  readonly subtitle: readonly string[];
  /** Of the whole chart, by which titles are wrapped. */
  readonly width: number;
  /** The views below the legend. */
  readonly views: readonly ChartView[];
  readonly columns?: number;
  readonly legend?: LegendParts;
}

export interface LegendParts {
  readonly series: readonly Series<string | number>[];
  /** Default: that of the chart. */
  readonly width?: number;
  /** Of participants in each of them. */
  readonly counts: readonly (number | null)[];
  readonly looks: readonly LegendLook[];
}

/** What a legend shows of a series: as the chart draws it. */
export type LegendLook = "line" | "point";

/** Puts a chart together from its views. */
export function assembleChart({ title, subtitle, width, views, columns = 1, legend }: ChartParts): ChartSpec {
  const said = subtitle.filter((line) => line !== "");
  const lines = said.flatMap((line) => wrapLines(line, width + axisRoom, subtitleSize));
  const legendViews = legend === undefined || legend.series.length === 0 ? [] : [legendView(legend, legend.width ?? width)];
  const arms = legend?.series.map(({ label }, index) => labelWithCount(label, legend.counts[index] ?? null)).join("; ");
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: [title, ...said, ...(arms === undefined ? [] : [arms])].map(printable).join(". "),
    title: { text: wrapLines(title, width + axisRoom, titleSize), ...(lines.length > 0 && { subtitle: lines }) },
    background: "white",
    padding: 8,
    concat: [...legendViews, ...views].map(withoutEmptyLayers),
    columns,
    spacing: 12,
    config,
  };
}

/** Vega gives a layer without rows the role of an image, which then has no name for a screen reader. */
function withoutEmptyLayers(view: ChartView): ChartView {
  return { ...view, layer: view.layer.filter(({ data }) => data === undefined || data.values.length > 0) };
}

const titleSize = 14;
const subtitleSize = 11;
/** What an axis takes to the left of the plot. */
const axisRoom = 50;

/** A view that says why there is nothing to see. */
export function messageView(name: string, width: number, height: number, message: string): ChartView {
  const values: ChartRow[] = [{ message: wrapLines(message, width, 12) }];
  const mark = { type: "text", fontSize: 12, color: "#444444", align: "center", baseline: "middle" } as const;
  return {
    name,
    width,
    height,
    data: { values },
    layer: [{ mark, encoding: { x: { value: width / 2 }, y: { value: height / 2 }, text: { field: "message", type: "nominal" } } }],
  };
}

/** `MSC (n = 33)`, the count on one line. */
export function labelWithCount(label: string, count: number | null): string {
  return count === null ? label : `${label} (n\u00A0=\u00A0${count})`;
}

/** A sentence on participants who are not in the chart, or nothing. */
export function leftOutText(count: number, why: string): string | undefined {
  return count === 0 ? undefined : `${countText(count, "participant", "participants")} ${why}`;
}

/** The rows of a legend, of one line of text or more, each with the look of its series. */
function legendView({ series, counts, looks }: LegendParts, width: number): ChartView {
  const lineHeight = 15;
  let line = 0;
  const values = series.map((each, index): ChartRow => {
    const label = wrapLines(labelWithCount(each.label, counts[index] ?? null), width - sampleWidth - 8, 12);
    const row = { series: each.place, line: line + 0.5, label, from: 0, to: sampleWidth };
    line += label.length;
    return row;
  });
  const y: ChartPosition = { field: "line", type: "quantitative", scale: { domain: [0, line], nice: false, zero: false, reverse: true }, axis: null };
  const { color, shape, strokeDash } = seriesChannels(series);
  const layers: Record<LegendLook, ChartLayer> = {
    line: { mark: { type: "rule", strokeWidth: 2, aria: false }, encoding: { x: { value: 0 }, x2: { value: sampleWidth }, y, color, strokeDash } },
    point: { mark: { type: "point", filled: true, size: 55, opacity: 1, aria: false }, encoding: { x: { value: sampleWidth / 2 }, y, color, shape } },
  };
  const text: ChartLayer = {
    mark: { type: "text", align: "left", baseline: "middle", fontSize: 12, lineHeight, color: "#222222" },
    encoding: { x: { value: sampleWidth + 8 }, y, text: { field: "label", type: "nominal" } },
  };
  return { name: "legend", width, height: line * lineHeight, data: { values }, layer: [...looks.map((look) => layers[look]), text] };
}

const sampleWidth = 30;

const config: ChartConfig = {
  font: "Helvetica, Arial, sans-serif",
  view: { stroke: null },
  title: { anchor: "start", frame: "bounds", fontSize: titleSize, subtitleFontSize: subtitleSize, subtitlePadding: 4, color: "#111111", subtitleColor: "#444444", offset: 10 },
  axis: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelColor: "#222222",
    titleColor: "#222222",
    domainColor: "#333333",
    tickColor: "#333333",
    grid: false,
    labelFlush: false,
  },
};
