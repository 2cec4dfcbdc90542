import type { SlopeChangeResult } from "../change/slopeChange.ts";
import { checkResult } from "../result/checkResult.ts";
import type { FitPiecewiseLinearByParticipantResult } from "../trajectory/fitPiecewiseLinearByParticipant.ts";
import { assembleChart, leftOutText, messageView } from "./assembleChart.ts";
import { roundTicks } from "./axisTicks.ts";
import { type ArmChartOptions, checkText, readChartOptions } from "./ChartOptions.ts";
import { joinParts } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartSpec } from "./ChartSpec.ts";
import { axisTitle, lineAt, uprightAt } from "./lines.ts";
import { seriesChannels, seriesOfArms } from "./series.ts";
import { spreadTies } from "./spreadTies.ts";
import { axisScale } from "./visitAxis.ts";

export interface SlopeChartOptions extends ArmChartOptions {
  /** What to call the measure. Default: its key. */
  readonly measure?: string;
  /** Of the slopes. Default: points per the result's unit of time. */
  readonly unit?: string;
}

/**
 * Slope before against slope after, a mark for each participant: whoever lies on the diagonal did not change.
 *
 * From a result of `slopeChange`, or of `fitPiecewiseLinearByParticipant` for the knot that it reports. To the right is the lead-in slope,
 * upwards the follow-up slope, both in the measure's units per unit of time and on the same scale, with lines at zero. The subtitle says on which side
 * of the diagonal a slope became better. Participants without both slopes are not in the chart; the subtitle says how many. Slopes that
 * were measured with error scatter about the diagonal and lean towards the mean by themselves: compare the arms, not the sides. Marks of equal
 * slopes stand side by side, and the subtitle says so; `x` and `y` in the rows are where they stand.
 *
 * @throws RangeError, TypeError for an arm without an entry in `arms`, an unknown option
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData, slopeChange, slopeChart } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V1", measure: "alsfrsR", value: 42 },
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
 *     { participant: "001", visit: "V9", measure: "alsfrsR", value: 33 },
 *   ],
 * });
 * const slopes = slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } });
 * const chart = slopeChart(slopes, { arms: trial.arms });
 *
 * chart.concat[1]?.data.values; // => [{ series: 0, arm: "MSC", participant: "001", leadInSlope: -2, followUpSlope: -0.75, x: -2, y: -0.75 }]
 * ```
 */
export function slopeChart(result: SlopeChangeResult | FitPiecewiseLinearByParticipantResult, options: SlopeChartOptions = {}): ChartSpec {
  checkResult(caller, result, { "slope-change": "slopeChange", "piecewise-linear-fit-by-participant": "fitPiecewiseLinearByParticipant" });
  const { width, height } = readChartOptions(caller, options, ["arms", "colors", "measure", "unit"], { width: 360, height: options.width ?? 360 });
  const { measure: key, per } = result.method.options;
  const { measure = key, unit = `points per ${per}` } = options;
  checkText(caller, "measure", options.measure);
  checkText(caller, "unit", options.unit);
  const series = seriesOfArms(caller, Object.keys(result.byArm), options);
  const rows = series.flatMap(({ key: arm, label, place }) =>
    result.rows.flatMap((row) =>
      row.arm === arm ? [{ series: place, arm: label, participant: row.participant, leadInSlope: row.leadInSlope, followUpSlope: row.followUpSlope }] : [],
    ),
  );
  const slopes = rows.flatMap(({ leadInSlope, followUpSlope }) => [leadInSlope, followUpSlope]);
  const ticks = roundTicks([0, ...slopes], Math.max(2, Math.floor(width / 60)));
  const scale = axisScale(ticks);
  const range = scale.domain[1]! - scale.domain[0]!;
  const places = spreadTies(rows.map(({ leadInSlope, followUpSlope }) => ({ x: leadInSlope, y: followUpSlope })), { x: (symbolWidth * range) / width, y: (symbolWidth * range) / height });
  const values = rows.map((row, index): ChartRow => ({ ...row, ...places[index]! }));
  const isTied = values.some(({ x, leadInSlope }) => x !== leadInSlope);
  const better = result.better.leadInSlope === "higher" ? "above" : "below";
  const subtitle = [`Dashed: no change; ${better} it the slope improved`, isTied ? "equal slopes side by side" : undefined, leftOutText(result.excluded.length, "without both slopes")];
  const parts = {
    title: options.title ?? `${measure}: slope before and after`,
    subtitle: [joinParts(subtitle, "; ")],
    width,
    legend: { series, counts: series.map(({ key: arm }) => result.byArm[arm]!.n), looks: ["point"] },
  } as const;
  if (values.length === 0) return assembleChart({ ...parts, views: [messageView("slopes", width, height, "Nobody has both slopes")] });
  const x: ChartFieldPosition = { field: "x", type: "quantitative", scale, axis: { title: axisTitle(`Lead-in slope (${unit})`, width), values: ticks } };
  const y: ChartFieldPosition = { field: "y", type: "quantitative", scale, axis: { title: axisTitle(`Follow-up slope (${unit})`, height), values: ticks } };
  const { color, shape } = seriesChannels(series);
  const diagonal: ChartLayer = {
    data: { values: scale.domain.map((end) => ({ x: end, y: end })) },
    mark: { type: "line", color: "#555555", strokeWidth: 1, strokeDash: [5, 4], aria: false },
    encoding: { x, y },
  };
  const points: ChartLayer = {
    mark: { type: "point", filled: true, size: 45, opacity: 0.8, tooltip: { content: "data" } },
    encoding: { x, y, color, shape },
  };
  return assembleChart({ ...parts, views: [{ name: "slopes", width, height, data: { values }, layer: [lineAt(0, y), uprightAt(0, x), diagonal, points] }] });
}

const caller = "slopeChart";
/** Pixels that a symbol takes. */
const symbolWidth = 8;
