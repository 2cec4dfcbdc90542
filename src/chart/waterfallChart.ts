import type { ChangeResult } from "../change/changeResult.ts";
import type { SlopeChangeResult } from "../change/slopeChange.ts";
import { checkFinite } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import { assembleChart, leftOutText, messageView } from "./assembleChart.ts";
import { endsOf, roundTicks } from "./axisTicks.ts";
import { type ArmChartOptions, checkRange, checkText, readChartOptions, usualSize } from "./ChartOptions.ts";
import { joinParts, numberText } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartSpec, ChartView } from "./ChartSpec.ts";
import { axisTitle, lineAt } from "./lines.ts";
import { type Series, seriesChannels, seriesOfArms } from "./series.ts";

export interface WaterfallChartOptions extends ArmChartOptions {
  /** Percent improvement from which on somebody counts as a responder: a dashed line. Default: no line. */
  readonly threshold?: number;
  /** Percentages that the axis goes from and to; longer bars are cut there, under a triangle, and the subtitle says how many. Default: as far as the bars. */
  readonly range?: { readonly from: number; readonly to: number };
  /** What to call the measure. Default: its key. */
  readonly measure?: string;
}

/**
 * Percent improvement of each participant as a bar, sorted from the best to the worst: a waterfall plot.
 *
 * From a result of `slopeChange` (percent of the lead-in decline) or of `changeFromBaseline` and its kin (percent of the earlier
 * value). Upwards is benefit. Below the bars each arm has a line of its own, with its symbol, and a mark under every bar of its
 * participants, so that arms are told apart without colours and where a change of zero has no bar. Whoever has no percentage (no
 * decline or no value above zero that it could be of) has no bar and is counted in the subtitle, as are those who were not analysed.
 * Those who died are among them: the responder rate is `classifyResponders`', not the share of bars beyond the line.
 * Percentages of small declines are huge; `range` cuts their bars, which then end in a triangle.
 *
 * @throws RangeError, TypeError for a range that does not ascend over zero, an arm without an entry in `arms`, an unknown option
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData, slopeChange, waterfallChart } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = { "001": [42, 36, 33], "002": [40, 37, 29], "003": [35, 35, 34] } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.keys(scores).map((id) => ({ id, arm: "msc" })),
 *   observations: Object.entries(scores).flatMap(([participant, values]) =>
 *     ["V1", "V5", "V9"].map((visit, index) => ({ participant, visit, measure: "alsfrsR", value: values[index]! })),
 *   ),
 * });
 * const slopes = slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } });
 * const chart = waterfallChart(slopes, { arms: trial.arms, threshold: 50 });
 *
 * chart.concat[1]?.data.values.map(({ participant, percentImprovement }) => [participant, percentImprovement]); // => [["001", 62.5], ["002", -100]]
 * chart.title.subtitle?.join(" "); // => "Bars: participants; dashed: 50 % improvement; 1 participant without a percentage"
 * ```
 */
export function waterfallChart(result: SlopeChangeResult | ChangeResult, options: WaterfallChartOptions = {}): ChartSpec {
  checkResult(caller, result, { "slope-change": "slopeChange", "change-from-baseline": "changeFromBaseline", "percent-change-from-baseline": "evaluateEndpoint" });
  const { width, height } = readChartOptions(caller, options, ["arms", "colors", "threshold", "range", "measure"], usualSize);
  const { threshold, range } = options;
  if (threshold !== undefined) checkFinite(caller, "threshold", threshold);
  if (range !== undefined) checkRange(caller, range, 0);
  checkText(caller, "measure", options.measure);
  const { measure = result.method.options.measure } = options;
  const series = seriesOfArms(caller, Object.keys(result.byArm), options);
  const known = series.flatMap(({ key, label, place }) =>
    result.rows.flatMap(({ arm, participant, percentImprovement }) => (arm === key && percentImprovement !== null ? [{ series: place, arm: label, participant, percentImprovement }] : [])),
  );
  const values = known.sort((a, b) => b.percentImprovement - a.percentImprovement).map((row, index): ChartRow => ({ ...row, rank: index + 0.5, left: index + 0.1, right: index + 0.9, zero: 0 }));
  const heights = known.map(({ percentImprovement }) => percentImprovement);
  const cut = range === undefined ? [] : values.filter((_, index) => heights[index]! < range.from || heights[index]! > range.to);
  const subtitle = [
    "Bars: participants",
    threshold === undefined ? undefined : `dashed: ${numberText(threshold, 0)} % improvement`,
    leftOutText(result.rows.length - known.length, "without a percentage"),
    leftOutText(result.excluded.length, "not analysed"),
    cut.length === 0 ? undefined : `triangles: ${cut.length} cut at the axis`,
  ];
  const parts = {
    title: options.title ?? `${measure}: percent improvement by participant`,
    subtitle: [joinParts(subtitle, "; ")],
    width,
    legend: { series, counts: series.map(({ place }) => known.filter((row) => row.series === place).length), looks: ["point"] },
  } as const;
  if (known.length === 0) return assembleChart({ ...parts, views: [messageView("bars", width, height, "Nobody has a percentage")] });
  const ticks = roundTicks(range === undefined ? [0, threshold ?? 0, ...heights] : [range.from, range.to], Math.max(2, Math.floor(height / 45)));
  const scale: ChartScale = { domain: range === undefined ? endsOf(ticks) : [range.from, range.to], nice: false, zero: false };
  const of = result.kind === "slope-change" ? "lead-in decline" : "earlier value";
  const title = axisTitle(`Improvement (% of ${of}; positive is benefit)`, height);
  // A few bars are no wider than those of many.
  const across: ChartScale = { domain: [0, Math.max(known.length, fewest)], nice: false, zero: false };
  const x: ChartFieldPosition = { field: "left", type: "quantitative", scale: across, axis: null };
  const y: ChartFieldPosition = { field: "percentImprovement", type: "quantitative", scale, axis: { title, values: ticks.filter((tick) => tick >= scale.domain[0]! && tick <= scale.domain[1]!) } };
  const { color } = seriesChannels(series);
  const triangles = (side: "up" | "down"): ChartLayer => ({
    data: { values: cut.filter(({ percentImprovement }) => Number(percentImprovement) > 0 === (side === "up")).map(({ rank }) => ({ rank: rank!, edge: endsOf(scale.domain)[side === "up" ? 1 : 0] })) },
    mark: { type: "point", shape: `triangle-${side}`, filled: true, size: 40, color: "#222222", opacity: 1, aria: false },
    encoding: { x: { ...x, field: "rank" }, y: { ...y, field: "edge" } },
  });
  const bars: ChartView = {
    name: "bars",
    width,
    height,
    data: { values },
    layer: [
      { mark: { type: "rect", opacity: 0.75, clip: true, tooltip: { content: "data" } }, encoding: { x, x2: { field: "right" }, y: { ...y, field: "zero" }, y2: { field: "percentImprovement" }, color } },
      lineAt(0, y),
      ...(threshold === undefined ? [] : [lineAt(threshold, y, [5, 4])]),
      triangles("up"),
      triangles("down"),
    ],
  };
  return assembleChart({ ...parts, views: [bars, armLines(series, values, across, width)] });
}

const fewest = 8;

/** Whose bar each is: a line for each arm, with a mark under each of its bars. */
function armLines(series: readonly Series[], bars: readonly ChartRow[], scale: ChartScale, width: number): ChartView {
  const x: ChartFieldPosition = { field: "left", type: "quantitative", scale, axis: { title: "Participants, from best to worst", values: [], labels: false, ticks: false, domain: false } };
  const y: ChartFieldPosition = { field: "line", type: "quantitative", scale: { domain: [0, series.length], nice: false, zero: false, reverse: true }, axis: null };
  const { color, shape } = seriesChannels(series);
  const lines = series.map(({ place, label }, index): ChartRow => ({ series: place, arm: label, line: index + 0.5 }));
  const values = bars.map((bar): ChartRow => {
    const index = series.findIndex(({ place }) => place === bar["series"]);
    return { series: bar["series"]!, participant: bar["participant"]!, left: bar["left"]!, right: bar["right"]!, top: index + 0.15, bottom: index + 0.85 };
  });
  return {
    name: "arms",
    width,
    height: 10 * series.length,
    data: { values },
    layer: [
      { data: { values: lines }, mark: { type: "rule", color: "#CCCCCC", strokeWidth: 1, aria: false }, encoding: { y } },
      { mark: { type: "rect", opacity: 1, aria: false }, encoding: { x, x2: { field: "right" }, y: { ...y, field: "top" }, y2: { field: "bottom" }, color } },
      { data: { values: lines }, mark: { type: "point", filled: true, size: 45, opacity: 1, aria: false }, encoding: { x: { value: -10 }, y, color, shape } },
    ],
  };
}

const caller = "waterfallChart";
