/**
 * A chart as a Vega-Lite version 5 specification: plain JSON that any Vega-Lite renderer draws, with every number drawn in `data`.
 *
 * The views stand in `concat`: a legend, the chart itself (one or several panels), and where it has one the table of numbers below it.
 * Rows have fixed field names; labels are values of rows or titles, and never part of an expression. The type is the part of
 * Vega-Lite's own `TopLevelSpec` that the charts use, writable as that is, and can be given wherever that is asked for.
 */
export interface ChartSpec {
  $schema: "https://vega.github.io/schema/vega-lite/v5.json";
  /** What the chart shows, for a screen reader. */
  description: string;
  title: ChartTitle;
  background: "white";
  padding: number;
  concat: ChartView[];
  columns: number;
  spacing: number;
  config: ChartConfig;
}

export interface ChartTitle {
  text: string[];
  subtitle?: string[];
  fontSize?: number;
  fontWeight?: "normal" | "bold";
  anchor?: "start";
  frame?: "bounds" | "group";
  offset?: number;
}

/** One of the views: marks in layers over rows of its own. */
export interface ChartView {
  name: string;
  title?: ChartTitle;
  width: number;
  height: number;
  data: ChartData;
  layer: ChartLayer[];
}

export interface ChartData {
  values: ChartRow[];
}

/** What is drawn for one point, participant or row: its numbers as the result has them, and where it stands. */
export interface ChartRow {
  [field: string]: ChartValue;
}

/** Text of several lines is a list of them. */
export type ChartValue = string | number | boolean | null | string[];

export interface ChartLayer {
  /** Where the layer has rows of its own. */
  data?: ChartData;
  mark: ChartMark;
  encoding: ChartEncoding;
}

export interface ChartMark {
  type: "line" | "area" | "point" | "rule" | "rect" | "text";
  color?: string;
  fill?: string;
  opacity?: number;
  filled?: boolean;
  shape?: string;
  size?: number;
  strokeWidth?: number;
  strokeDash?: number[];
  interpolate?: "linear" | "step-after";
  align?: "left" | "center" | "right";
  baseline?: "top" | "middle" | "bottom";
  dx?: number;
  dy?: number;
  fontSize?: number;
  fontWeight?: "normal" | "bold";
  lineHeight?: number;
  limit?: number;
  clip?: boolean;
  aria?: boolean;
  tooltip?: { content: "data" } | null;
}

export interface ChartEncoding {
  x?: ChartPosition;
  y?: ChartPosition;
  x2?: ChartSecondPosition;
  y2?: ChartSecondPosition;
  color?: ChartSeriesChannel<string>;
  shape?: ChartSeriesChannel<string>;
  strokeDash?: ChartSeriesChannel<number[]>;
  /** Of a symbol, its area. */
  size?: ChartSizeChannel;
  strokeWidth?: ChartSizeChannel;
  detail?: { field: string; type: "nominal" };
  order?: { field: string; type: "quantitative" };
  text?: { field: string; type: "nominal" } | { value: string };
}

/** A field on the axis, or pixels. */
export type ChartPosition = ChartFieldPosition | { value: number };

export interface ChartFieldPosition {
  field: string;
  type: "quantitative";
  scale: ChartScale;
  axis: ChartAxis | null;
}

export type ChartSecondPosition = { field: string } | { value: number };

export interface ChartScale {
  domain: number[];
  type?: "linear" | "log";
  nice: false;
  zero?: false;
  reverse?: boolean;
}

export interface ChartAxis {
  title: string | string[] | null;
  values?: number[];
  tickCount?: number;
  format?: string;
  labels?: boolean;
  ticks?: boolean;
  domain?: boolean;
  grid?: boolean;
  titlePadding?: number;
  labelOverlap?: boolean | "greedy";
  labelFlush?: boolean;
}

/** Series by their place in the order of arms. */
export interface ChartSeriesChannel<Look> {
  field: string;
  type: "nominal";
  scale: { domain: number[]; range: Look[] };
  legend: null;
}

/** Symbols and lines that stand for several are larger. */
export interface ChartSizeChannel {
  field: string;
  type: "quantitative";
  scale: { type: "linear" | "sqrt"; domain: number[]; range: number[] };
  legend: null;
}

export interface ChartConfig {
  font: string;
  view: { stroke: null };
  title: { anchor: "start"; frame: "bounds"; fontSize: number; subtitleFontSize: number; subtitlePadding: number; color: string; subtitleColor: string; offset: number };
  axis: {
    labelFontSize: number;
    titleFontSize: number;
    titleFontWeight: "normal";
    labelColor: string;
    titleColor: string;
    domainColor: string;
    tickColor: string;
    grid: boolean;
    labelFlush: boolean;
  };
}
