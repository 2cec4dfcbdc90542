import type { FitPiecewiseMixedModelResult } from "../mixed/PiecewiseMixedModel.ts";
import type { TrialMmrmResult } from "../mmrm/TrialMmrm.ts";
import { checkObject, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import type { Interval } from "../result/Interval.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import { assembleChart, leftOutText, messageView } from "./assembleChart.ts";
import { type ArmChartOptions, checkText, readChartOptions, usualSize } from "./ChartOptions.ts";
import { joinParts, levelText } from "./chartText.ts";
import type { ChartSpec } from "./ChartSpec.ts";
import { dodge, type MeanPoint, meansView } from "./meansView.ts";
import { type Series, seriesOfArms } from "./series.ts";
import { axisOfTimes, visitAxis, type VisitAxis, type VisitTimes } from "./visitAxis.ts";

export interface MeanCurveChartOptions extends ArmChartOptions {
  /** Default: a `band` around a curve over time, `bars` at visits. */
  readonly intervals?: "band" | "bars" | "none";
  /** Of an MMRM: planned times of its visits, as `trial.visits` has them. Without it visits stand side by side. */
  readonly visits?: VisitTimes;
  /** What to call the measure. Default: its key, or `"Value"`. */
  readonly measure?: string;
  /** The measure's unit. Default `"points"`. */
  readonly unit?: string;
}

/** Mean curves of any model: predictions at times, by arm. */
export interface MeanCurves {
  readonly byArm: {
    readonly [arm: string]: {
      readonly curve: readonly { readonly time: number; readonly estimate: number | null; readonly interval: Interval }[];
      /** Participants behind the curve, where that is to be said. */
      readonly participants?: number;
    };
  };
  /** Of the times. */
  readonly unit?: TimeUnit;
}

/**
 * Means that a model expects, by arm and over time, with bands or bars for their intervals.
 *
 * From a result of `fitPiecewiseMixedModel` (mean courses at the times of its grid), of `fitTrialMmrm` (adjusted means by visit), or
 * from any predictions put together as `MeanCurves`, such as those of `predictMeans`. Upwards is the measure, or its change
 * where the model is of change, in the measure's units. Lines are straight between the times that are given: a bend at a knot shows where it is
 * if the knot is in the model's `grid`, as it is where knots are visits. Lines that need not meet (`separate`) end at the knot and begin anew after it.
 * Intervals are for each mean by itself. A mean that the model cannot tell is left out. These are means of a model, not of those
 * observed: `meanChangeChart` draws those.
 *
 * @throws RangeError, TypeError for an arm or visit without an entry in `arms` or `visits`, an unknown option
 *
 * @example
 * ```ts
 * import { fitLinearMixedModel, meanCurveChart, predictMeans } from "trialwise";
 *
 * const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
 * const participant = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d"];
 * const intercept = time.map(() => 1);
 * const response = [40, 38, 36, 33, 44, 43, 41, 41, 42, 42, 40, 41, 37, 36, 37, 35];
 * const fit = fitLinearMixedModel({ response, fixed: { intercept, time }, random: { intercept, time }, participant });
 * const at = [0, 6];
 * const { predictions } = predictMeans(fit, { intercept: at.map(() => 1), time: at });
 * const curve = at.map((time, index) => ({ time, ...predictions[index]! }));
 * const chart = meanCurveChart({ byArm: { all: { curve } }, unit: "month" }, { measure: "ALSFRS-R" });
 *
 * chart.concat[1]?.data.values.map(({ estimate }) => estimate); // => [40.775, 34.175]
 * ```
 */
export function meanCurveChart(result: FitPiecewiseMixedModelResult | TrialMmrmResult | MeanCurves, options: MeanCurveChartOptions = {}): ChartSpec {
  checkInput(result);
  const byVisit = isMmrm(result);
  const size = readChartOptions(caller, options, ["arms", "colors", "intervals", "measure", "unit", ...(byVisit ? ["visits"] : [])], usualSize);
  const { intervals = byVisit ? "bars" : "band", unit = "points" } = options;
  checkChoice(caller, "intervals", intervals, ["band", "bars", "none"]);
  checkText(caller, "measure", options.measure);
  checkText(caller, "unit", unit);
  const series = seriesOfArms(caller, Object.keys(result.byArm), options);
  const { curves, axis, measure: key, isChange, excluded } = byVisit ? readMmrm(result, series, options, size) : readCurves(result, series, size);
  const { measure = key } = options;
  const levels = [...new Set(curves.flatMap(({ points }) => points.map(({ level }) => level)))];
  const points = curves.flatMap(({ points: own }, index): MeanPoint[] =>
    own.map(({ time, estimate, lower, upper, stretch, label }) => ({
      series: series[index]!.place,
      stretch,
      position: intervals === "bars" ? time + dodge(index, series.length, axis, size.width) : time,
      estimate,
      ...(intervals === "none" ? { lower: null, upper: null } : { lower, upper }),
      row: { arm: series[index]!.label, time, ...(label !== undefined && { visit: label }) },
    })),
  );
  const what = isChange ? `change in ${measure}` : measure;
  const view =
    points.length === 0
      ? messageView("means", size.width, size.height, "No mean can be estimated")
      : meansView({ points, series, axis, yTitle: `${isChange ? `Change in ${measure}` : measure} (${unit})`, ...size, look: intervals === "band" ? "band" : "bars", zero: isChange });
  const limits = intervals === "none" || levels.length === 0 ? "Model means" : `Model means with ${levels.map(levelText).join(", ")} confidence intervals, pointwise`;
  return assembleChart({
    title: options.title ?? `Mean ${what}, by the model`,
    subtitle: [joinParts([limits, leftOutText(excluded, "not analysed")], "; ")],
    width: size.width,
    views: [view],
    legend: { series, counts: curves.map(({ participants }) => participants), looks: ["line", "point"] },
  });
}

const caller = "meanCurveChart";

/** Curves of one's own have no method. */
function checkInput(result: FitPiecewiseMixedModelResult | TrialMmrmResult | MeanCurves): void {
  checkParts(caller, "the result", result, ["byArm"]);
  checkObject(caller, "byArm", result.byArm);
  if ("method" in result) checkResult(caller, result, { "piecewise-linear-mixed-model": "fitPiecewiseMixedModel", "trial-mmrm": "fitTrialMmrm" });
  else for (const arm of Object.keys(result.byArm)) checkParts(caller, `byArm.${arm}`, result.byArm[arm]!, ["curve"]);
}

function isMmrm(result: FitPiecewiseMixedModelResult | TrialMmrmResult | MeanCurves): result is TrialMmrmResult {
  return "kind" in result && result.kind === "trial-mmrm";
}

interface Curve {
  readonly participants: number | null;
  readonly points: readonly CurvePoint[];
}

interface CurvePoint {
  readonly time: number;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly stretch: number;
  readonly label?: string;
}

interface ReadCurves {
  readonly curves: readonly Curve[];
  readonly axis: VisitAxis;
  readonly measure: string;
  readonly isChange: boolean;
  readonly excluded: number;
}

function readMmrm(result: TrialMmrmResult, series: readonly Series[], options: MeanCurveChartOptions, size: { readonly width: number; readonly height: number }): ReadCurves {
  const { visits, measure, outcome } = result.method.options;
  const axis = visitAxis(caller, visits, options.visits, size);
  const curves = series.map(({ key }): Curve => {
    const { byVisit, participants } = result.byArm[key]!;
    return { participants, points: visits.flatMap((visit, index) => pointOf({ ...byVisit[visit]!, time: axis.positions[index]! }, 0, visit)) };
  });
  return { curves, axis, measure, isChange: outcome === "change", excluded: result.excluded.length };
}

function readCurves(result: FitPiecewiseMixedModelResult | MeanCurves, series: readonly Series[], { width }: { readonly width: number }): ReadCurves {
  const isModel = "kind" in result;
  const stretchOf = isModel && result.method.options.continuity === "separate" ? (time: number) => result.segments.findIndex(({ to }) => to === null || time <= to) : () => 0;
  const curves = series.map(({ key }): Curve => {
    const { curve, ...own } = result.byArm[key]!;
    const participants = "counts" in own ? own.counts.participants : (own.participants ?? null);
    return { participants, points: curve.flatMap((point) => pointOf(point, stretchOf(point.time))) };
  });
  const unit = isModel ? result.method.options.per : result.unit;
  const times = curves.flatMap(({ points }) => points.map(({ time }) => time));
  const axis = axisOfTimes(times, unit, width);
  return { curves, axis, measure: isModel ? result.method.options.measure : "Value", isChange: false, excluded: isModel ? result.excluded.length : 0 };
}

function pointOf({ time, estimate, interval }: { readonly time: number; readonly estimate: number | null; readonly interval: Interval }, stretch: number, label?: string): CurvePoint[] {
  if (estimate === null) return [];
  return [{ time, estimate, lower: interval.lower, upper: interval.upper, level: interval.level, stretch, ...(label !== undefined && { label }) }];
}
