import { checkResult } from "../result/checkResult.ts";
import type { FitPiecewiseLinearResult } from "../trajectory/fitPiecewiseLinear.ts";
import type { FitPiecewiseLinearByParticipantResult } from "../trajectory/fitPiecewiseLinearByParticipant.ts";
import { assembleChart, labelWithCount, leftOutText, messageView } from "./assembleChart.ts";
import { roundTicks } from "./axisTicks.ts";
import { type ArmChartOptions, checkText, readChartOptions } from "./ChartOptions.ts";
import { joinParts, wrapLines } from "./chartText.ts";
import { areaChannel, countAlike, keyOf, widthChannel } from "./coinciding.ts";
import type { ChartFieldPosition, ChartRow, ChartSpec, ChartView } from "./ChartSpec.ts";
import { axisTitle, uprightAt } from "./lines.ts";
import { type Series, seriesOfArms } from "./series.ts";
import { axisOfTimes, axisScale, titleOfUnit } from "./visitAxis.ts";

export interface TrajectoryChartOptions extends ArmChartOptions {
  /** Whether to draw the values that the lines were fitted to. Default `"points"`. */
  readonly observations?: "points" | "none";
  /** What to call the measure. Default: its key. */
  readonly measure?: string;
  /** The measure's unit. Default `"points"`. */
  readonly unit?: string;
}

/**
 * Every participant's values and the lines fitted to them, bent where slopes may change: a panel for each arm.
 *
 * From a result of `fitPiecewiseLinearByParticipant`. Upwards is the measure, to the right time from baseline in the result's unit; all
 * panels have the same axes, side by side as far as `width` holds them, which is that of all together. Upright dashed lines stand at knots
 * that are the same for everyone. Lines reach from a participant's first value to the last. Where participants of an arm have the same value
 * at the same time, the area of the symbol is theirs together, and lines that coincide are as much wider as symbols are; the subtitle says so,
 * and `together` in the rows how many. Participants without a fit are not drawn; the subtitle says how many. An arm that nobody is in has an empty panel.
 *
 * @throws RangeError, TypeError for an arm without an entry in `arms`, an unknown option
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, fitPiecewiseLinearByParticipant, readTrialData, trajectoryChart } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V1: { at: { months: -3 } }, V3: { at: { months: -1 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = { V1: 42, V3: 40, V5: 39, V9: 37 } as const;
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: Object.entries(scores).map(([visit, value]) => ({ participant: "001", visit, measure: "alsfrsR", value })),
 * });
 * const fits = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] });
 * const chart = trajectoryChart(fits, { arms: trial.arms });
 *
 * chart.concat[0]?.data.values.map(({ time, fitted }) => [time, fitted]); // => [[-3, 42], [0, 39], [0, 39], [4, 37]]
 * ```
 */
export function trajectoryChart(result: FitPiecewiseLinearByParticipantResult, options: TrajectoryChartOptions = {}): ChartSpec {
  checkResult(caller, result, { "piecewise-linear-fit-by-participant": "fitPiecewiseLinearByParticipant" });
  const { width, height } = readChartOptions(caller, options, ["arms", "colors", "observations", "measure", "unit"], { width: 600, height: 260 });
  const { observations = "points", unit = "points" } = options;
  const { measure: key, per } = result.method.options;
  const { measure = key } = options;
  checkText(caller, "measure", options.measure);
  checkText(caller, "unit", unit);
  const series = seriesOfArms(caller, Object.keys(result.byArm), options);
  const panels = series.map(({ key: arm }) => rowsOf(result, arm, observations === "points"));
  const most = panels.flatMap(({ lines, points }) => [...lines, ...points]).reduce((larger, { together }) => Math.max(larger, together), 1);
  const subtitle = ["Lines: piecewise linear fits", most > 1 ? "larger symbols and wider lines: several participants" : undefined, leftOutText(result.excluded.length, "without a fit")];
  const parts = { title: options.title ?? `${measure} by participant`, subtitle: [joinParts(subtitle, "; ")], width };
  if (result.rows.length === 0) return assembleChart({ ...parts, views: [messageView("panel1", width, height, "Nobody has a fit")] });
  const every = result.rows.flatMap(({ fit }) => fit.observations);
  const drawn = every.flatMap(({ value, fitted }) => (observations === "points" ? [value, fitted] : [fitted]));
  const columns = Math.max(1, Math.min(series.length, Math.floor(width / 150)));
  const panelWidth = Math.floor((width - gap * (columns - 1)) / columns);
  const bends = panels.flatMap(({ lines }) => lines.map(({ fitted }) => fitted));
  const yTicks = roundTicks([...drawn, ...bends], Math.max(2, Math.floor(height / 45)));
  const { scale, axis } = axisOfTimes(every.map(({ time }) => time), per, panelWidth);
  const x: ChartFieldPosition = { field: "time", type: "quantitative", scale, axis: { ...axis, title: axisTitle(`${titleOfUnit(per)} from baseline`, panelWidth) } };
  const y: ChartFieldPosition = { field: "fitted", type: "quantitative", scale: axisScale(yTicks, 0), axis: { title: axisTitle(`${measure} (${unit})`, height), values: yTicks } };
  const knots = sharedKnots(result);
  const views = series.map((each, index) => panelOf(`panel${index + 1}`, each, panels[index]!, { x, y, knots, most, width: panelWidth, height }));
  return assembleChart({ ...parts, views, columns });
}

const caller = "trajectoryChart";
/** Between two panels, for the axis of the second. */
const gap = 55;

interface PanelParts {
  readonly x: ChartFieldPosition;
  readonly y: ChartFieldPosition;
  readonly knots: readonly number[];
  /** That stand in one place, of all panels. */
  readonly most: number;
  readonly width: number;
  readonly height: number;
}

function panelOf(name: string, { label, color, shape }: Series, { participants, lines, points }: PanelRows, { x, y, knots, most, width, height }: PanelParts): ChartView {
  const title = { text: wrapLines(labelWithCount(label, participants), width, 12), fontSize: 12, fontWeight: "normal", anchor: "start", frame: "group", offset: 6 } as const;
  if (participants === 0) return { ...messageView(name, width, height, "Nobody has a fit"), title };
  return {
    name,
    title,
    width,
    height,
    data: { values: lines.map((row): ChartRow => ({ ...row })) },
    layer: [
      ...knots.map((knot) => uprightAt(knot, x, [5, 4])),
      // A line by segment: two segments of one participant need not meet.
      { mark: { type: "line", color, opacity: 0.55, aria: false }, encoding: { x, y, detail: { field: "stretch", type: "nominal" }, strokeWidth: widthChannel("together", most, 1.2) } },
      {
        data: { values: points.map((row): ChartRow => ({ ...row })) },
        mark: { type: "point", color, shape, filled: true, opacity: 0.6, tooltip: { content: "data" } },
        encoding: { x, y: { ...y, field: "value" }, size: areaChannel("together", most, 16) },
      },
    ],
  };
}

interface PanelRows {
  readonly participants: number;
  readonly lines: readonly { readonly stretch: string; readonly participant: string; readonly segment: number; readonly time: number; readonly fitted: number; readonly together: number }[];
  readonly points: readonly { readonly participant: string; readonly time: number; readonly value: number; readonly together: number }[];
}

function rowsOf({ rows }: FitPiecewiseLinearByParticipantResult, arm: string, withPoints: boolean): PanelRows {
  const own = rows.flatMap((row, index) => (row.arm === arm ? [{ ...row, index }] : []));
  const stretches = own.flatMap(({ index, participant, fit }) => linesOf(fit).map(({ segment, ends }) => ({ stretch: `${index}.${segment}`, participant, segment, ends })));
  const linesTogether = countAlike(stretches.map(({ ends }) => keyOf(...ends.flatMap(({ time, fitted }) => [time, fitted]))));
  const points = withPoints ? own.flatMap(({ participant, fit }) => fit.observations.map(({ time, value }) => ({ participant, time, value }))) : [];
  const pointsTogether = countAlike(points.map(({ time, value }) => keyOf(time, value)));
  return {
    participants: own.length,
    lines: stretches.flatMap(({ ends, ...stretch }, index) => ends.map((end) => ({ ...stretch, ...end, together: linesTogether[index]! }))),
    points: points.map((point, index) => ({ ...point, together: pointsTogether[index]! })),
  };
}

/** Each segment that the participant was observed in: where its line begins and ends. */
function linesOf({ observations, slopes }: FitPiecewiseLinearResult): readonly { readonly segment: number; readonly ends: readonly { readonly time: number; readonly fitted: number }[] }[] {
  const times = observations.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return slopes.flatMap(({ from, to, estimate }, segment) => {
    const inside = observations.find((observation) => observation.segment === segment);
    if (inside === undefined) return [];
    const ends = [Math.max(first, from ?? first), Math.min(last, to ?? last)];
    return [{ segment, ends: ends.map((time) => ({ time, fitted: inside.fitted + estimate * (time - inside.time) + 0 })) }];
  });
}

/** Knots that stand at the same times in everyone: on actual time they need not. */
function sharedKnots({ rows }: FitPiecewiseLinearByParticipantResult): readonly number[] {
  const [first, ...others] = rows.map(({ fit }) => fit.method.options.knots);
  return (first ?? []).filter((knot, index) => others.every((knots) => knots[index] === knot));
}
