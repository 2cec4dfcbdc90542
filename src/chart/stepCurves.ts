import { checkChoice } from "../result/checkOption.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import { assembleChart, messageView } from "./assembleChart.ts";
import { endsOf, roundTicks } from "./axisTicks.ts";
import type { ChartSize } from "./ChartOptions.ts";
import { levelText } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartSpec } from "./ChartSpec.ts";
import { axisTitle } from "./lines.ts";
import type { Limits } from "./meanIntervals.ts";
import { numbersTable, placesWithRoom } from "./numbersTable.ts";
import { type Series, seriesChannels } from "./series.ts";
import { axisScale, timeTicks, titleOfUnit } from "./visitAxis.ts";

/**
 * How the limits of curves are drawn, each pointwise.
 *
 * - `band`: as areas behind the curves
 * - `bars`: as upright lines at ticks of the axis, side by side; not at every tick where these are close
 * - `none`: not at all
 */
export type CurveIntervals = "band" | "bars" | "none";

const curveIntervalKinds: readonly CurveIntervals[] = ["band", "bars", "none"];

/** What was asked for; bands of more than two curves, one behind another, could not be told apart. */
export function readIntervals(caller: string, asked: CurveIntervals | undefined, curves: readonly StepCurve<string | number>[]): CurveIntervals {
  if (asked !== undefined) checkChoice(caller, "intervals", asked, curveIntervalKinds);
  return asked ?? (curves.filter(({ steps }) => steps.length > 0).length > 2 ? "bars" : "band");
}

/** A curve that changes in steps. */
export interface StepCurve<Key extends string | number> {
  readonly series: Series<Key>;
  /** Participants. */
  readonly n: number;
  /** From time 0 on; the last is where observation ends. */
  readonly steps: readonly ({ readonly time: number; readonly estimate: number } & Limits)[];
  /** Times at which participants were censored, and the height of the curve there. */
  readonly censored: readonly { readonly time: number; readonly estimate: number; readonly participants: number }[];
  readonly atRisk: RiskCounter;
}

/** How many are at risk just before a time; `null` where that cannot be told. */
export type RiskCounter = (time: number) => number | null;

export interface StepCurvesParts<Key extends string | number> {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly curves: readonly StepCurve<Key>[];
  readonly xTitle: string | undefined;
  readonly yTitle: string;
  readonly unit: TimeUnit | undefined;
  /** Times of the table of numbers at risk; round times where none were asked for. */
  readonly times: readonly number[];
  readonly intervals: CurveIntervals;
  /** Whether the vertical axis goes up to 1, whatever the curves do. */
  readonly full: boolean;
  /** Whether the curves are of the same participants. */
  readonly oneGroup: boolean;
  readonly size: ChartSize;
}

/** Step curves with bands, marks of censoring and, below, the numbers at risk. */
export function stepCurvesChart<Key extends string | number>({ title, subtitle, curves, xTitle, yTitle, unit, times, intervals, full, oneGroup, size }: StepCurvesParts<Key>): ChartSpec {
  const series = curves.map((curve) => curve.series);
  const legend = { series, counts: curves.map(({ n }) => (oneGroup ? null : n)), looks: ["line"] } as const;
  const { width, height } = size;
  if (curves.every(({ steps }) => steps.length === 0)) {
    return assembleChart({ title, subtitle, width, legend, views: [messageView("curves", width, height, "Nobody was observed")] });
  }
  const everyTime = curves.flatMap(({ steps }) => steps.map(({ time }) => time));
  const heights = curves.flatMap(({ steps }) => steps.flatMap(({ estimate, upper }) => [estimate, intervals === "none" ? 0 : (upper ?? 0)]));
  const ticks = times.length > 0 ? [...times] : timeTicks([0, ...everyTime], unit, width);
  const xScale = axisScale([0, ...everyTime, ...ticks], 0);
  // Of times that are all 0 no axis could be drawn.
  const scale: ChartScale = xScale.domain[1]! > 0 ? xScale : { ...xScale, domain: [0, 1] };
  const yTicks = roundTicks(full ? [0, 1] : [0, ...heights], Math.max(2, Math.floor(height / 60)));
  const yScale: ChartScale = { domain: endsOf(yTicks), nice: false, zero: false };
  const groups = oneGroup ? curves.slice(0, 1) : curves;
  const numbers = groups.map(({ atRisk }) => ticks.map((time) => ({ position: time, number: atRisk(time) })));
  const marked = [...placesWithRoom(numbers.flat(), scale, width)].sort((a, b) => a - b);
  const x: ChartFieldPosition = { field: "time", type: "quantitative", scale, axis: { title: axisTitle(xTitle ?? (unit === undefined ? "Time" : titleOfUnit(unit)), width), values: marked } };
  const y: ChartFieldPosition = { field: "estimate", type: "quantitative", scale: yScale, axis: { title: axisTitle(yTitle, height), values: yTicks } };
  const lastTime = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.time ?? 0));
  const barPlaces = placesOfBars(marked.filter((tick) => tick <= lastTime), (barRoom * scale.domain[1]!) / width);
  const { color, strokeDash } = seriesChannels(series);
  const rows = curves.flatMap(({ series: { label, place }, steps }) =>
    steps.map(({ time, estimate, lower, upper }): ChartRow => ({ series: place, label, time, estimate, lower, upper })),
  );
  const censored = curves.flatMap((curve) => curve.censored.map(({ time, estimate, participants }): ChartRow => ({ series: curve.series.place, label: curve.series.label, time, estimate, participants })));
  const limits: Record<CurveIntervals, readonly ChartLayer[]> = {
    band: [
      {
        data: { values: curves.flatMap(bandOf) },
        mark: { type: "area", interpolate: "step-after", opacity: 0.15 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" }, color },
      },
    ],
    bars: [
      {
        data: { values: curves.flatMap((curve, index) => barsOf(curve, barPlaces, ((index - (curves.length - 1) / 2) * barDistance * scale.domain[1]!) / width)) },
        mark: { type: "rule", strokeWidth: 1.5, aria: false },
        encoding: { x: { ...x, field: "position" }, y: { ...y, field: "lower" }, y2: { field: "upper" }, color, strokeDash },
      },
    ],
    none: [],
  };
  const table = numbers.flat().some(({ number }) => number !== null) ? [numbersTable({ heading: "Number at risk", series: oneGroup ? [{ ...series[0]!, label: "All participants" }] : series, numbers, scale, width })] : [];
  return assembleChart({
    title,
    subtitle,
    width,
    legend,
    views: [
      {
        name: "curves",
        width,
        height,
        data: { values: rows },
        layer: [
          ...limits[intervals],
          { mark: { type: "line", interpolate: "step-after", strokeWidth: 2 }, encoding: { x, y, color, strokeDash } },
          {
            data: { values: censored },
            mark: { type: "point", shape: "M0,-1V1", size: 60, strokeWidth: 1.5, opacity: 1, tooltip: { content: "data" } },
            encoding: { x, y, color },
          },
        ],
      },
      ...table,
    ],
  });
}

/** What the bands are, where there are any. */
export function limitsText(
  curves: readonly StepCurve<string | number>[],
  intervals: CurveIntervals,
  { level, intervalMethod }: { readonly level: number; readonly intervalMethod: string },
): string | undefined {
  const isBounded = intervals !== "none" && curves.some(({ steps }) => steps.some(hasLimits));
  return isBounded ? `${levelText(level)} pointwise limits (${intervalMethod})${intervals === "bars" ? " as bars" : ""}` : undefined;
}

function hasLimits(step: Limits | undefined): step is Limits {
  return step !== undefined && step.lower !== null && step.upper !== null;
}

/** Where limits end because the estimate has none any more, the band runs on to there. */
function bandOf<Key extends string | number>({ series, steps }: StepCurve<Key>): ChartRow[] {
  return steps.flatMap((step, index): ChartRow[] => {
    const limits = hasLimits(step) ? step : hasLimits(steps[index - 1]) ? steps[index - 1]! : undefined;
    return limits === undefined ? [] : [{ series: series.place, time: step.time, lower: limits.lower, upper: limits.upper }];
  });
}

/** Limits at ticks that the curve reaches, as its last step before them has them. */
function barsOf<Key extends string | number>({ series, steps }: StepCurve<Key>, ticks: readonly number[], aside: number): ChartRow[] {
  return ticks.flatMap((time): ChartRow[] => {
    if (time > (steps.at(-1)?.time ?? 0)) return [];
    const step = steps.filter((each) => each.time <= time).at(-1);
    return hasLimits(step) ? [{ series: series.place, time, position: time + aside, lower: step.lower, upper: step.upper }] : [];
  });
}

/** Pixels from one bar to the next. */
const barDistance = 6;
/** Pixels from one tick that has bars to the next. */
const barRoom = 100;

/** Of ticks, from the last one back, those that are far enough from each other. */
function placesOfBars(ticks: readonly number[], distance: number): readonly number[] {
  let next = Infinity;
  const isFar = (tick: number) => {
    if (next - tick < distance) return false;
    next = tick;
    return true;
  };
  return [...ticks].reverse().filter(isFar);
}

/** Numbers at risk: those asked for at times, and otherwise those of the steps, unless somebody entered between them. */
export function riskCounter(
  steps: readonly { readonly time: number; readonly atRisk: number; readonly events: number; readonly censored: number }[],
  participants: number,
  asked: readonly { readonly time: number; readonly atRisk: number }[],
): RiskCounter {
  const enteredTogether = steps.every(({ atRisk }, index) => {
    const before = steps[index - 1];
    return atRisk === (before === undefined ? participants : before.atRisk - before.events - before.censored);
  });
  return (time) => {
    const exact = asked.find((each) => each.time === time);
    if (exact !== undefined) return exact.atRisk;
    if (!enteredTogether) return null;
    return steps.find((step) => step.time >= time)?.atRisk ?? 0;
  };
}
