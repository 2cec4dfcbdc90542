import { endsOf, roundTicks } from "./axisTicks.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartView } from "./ChartSpec.ts";
import type { Limits } from "./meanIntervals.ts";
import { axisTitle, lineAt, uprightAt } from "./lines.ts";
import { type Series, seriesChannels } from "./series.ts";
import { axisScale, type VisitAxis } from "./visitAxis.ts";

/** A mean to be drawn. */
export interface MeanPoint extends Limits {
  /** Place of its arm. */
  readonly series: number;
  /** Of the stretch that its line runs through: lines do not cross from one to the next. */
  readonly stretch: number;
  readonly position: number;
  readonly estimate: number;
  /** What else its row says. */
  readonly row: ChartRow;
}

export interface MeansView {
  readonly points: readonly MeanPoint[];
  readonly series: readonly Series<string>[];
  readonly axis: VisitAxis;
  readonly yTitle: string;
  readonly width: number;
  readonly height: number;
  readonly look: "bars" | "band";
  /** Whether a line marks zero: of changes, not of values. */
  readonly zero: boolean;
}

/** Lines of means with their intervals, as bars or as bands. */
export function meansView({ points, series, axis, yTitle, width, height, look, zero }: MeansView): ChartView {
  const heights = points.flatMap(({ estimate, lower, upper }) => [estimate, lower, upper]).filter((value) => value !== null);
  const ticks = roundTicks(zero ? [0, ...heights] : heights, Math.max(2, Math.floor(height / 45)));
  const yScale: ChartScale = axisScale(ticks, 0);
  const x: ChartFieldPosition = { field: "position", type: "quantitative", scale: axis.scale, axis: axis.axis };
  const y: ChartFieldPosition = { field: "estimate", type: "quantitative", scale: yScale, axis: { title: axisTitle(yTitle, height), values: ticks } };
  const yLower: ChartFieldPosition = { ...y, field: "lower" };
  const { color, shape, strokeDash } = seriesChannels(series);
  const detail = { field: "stretch", type: "nominal" } as const;
  const values = points.map(({ series: place, stretch, position, estimate, lower, upper, row }): ChartRow => ({ ...row, series: place, stretch, position, estimate, lower, upper }));
  const bounded: ChartRow[] = values.filter(({ lower, upper }) => lower !== null && upper !== null);
  const errors: ChartLayer[] =
    look === "bars"
      ? [{ data: { values: bounded }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { x, y: yLower, y2: { field: "upper" }, color } }]
      : [{ data: { values: bounded }, mark: { type: "area", opacity: 0.18 }, encoding: { x, y: yLower, y2: { field: "upper" }, color, detail } }];
  return {
    name: "means",
    width,
    height,
    data: { values },
    layer: [
      ...(zero ? [lineAt(0, y)] : []),
      ...axis.marked.map((time) => uprightAt(time, x, [5, 4])),
      ...errors,
      { mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, color, strokeDash, detail } },
      { mark: { type: "point", filled: true, size: 55, opacity: 1, tooltip: { content: "data" } }, encoding: { x, y, color, shape } },
      ...axis.labels(x),
    ],
  };
}

/** Moves the marks of several arms at one place apart, as far as the places leave room. */
export function dodge(index: number, of: number, { positions, scale }: VisitAxis, width: number): number {
  const [from, to] = endsOf(scale.domain);
  const step = Math.min((symbolWidth * (to - from)) / width, (0.6 * smallestDistance(positions)) / of);
  return (index - (of - 1) / 2) * step;
}

const symbolWidth = 8;

/** Between two neighbours that are not the same. */
function smallestDistance(positions: readonly number[]): number {
  const sorted = [...positions].sort((a, b) => a - b);
  const distances = sorted.slice(1).map((position, index) => position - sorted[index]!).filter((distance) => distance > 0);
  return distances.reduce((least, distance) => Math.min(least, distance), distances.length === 0 ? 1 : Infinity);
}
