import type { RocCurveResult } from "../inference/rocCurve.ts";
import { checkResult } from "../result/checkResult.ts";
import { assembleChart } from "./assembleChart.ts";
import { type ChartOptions, checkText, readChartOptions } from "./ChartOptions.ts";
import { intervalText, numberText } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartScale, ChartSpec } from "./ChartSpec.ts";
import { axisTitle } from "./lines.ts";
import { seriesAt } from "./series.ts";

/** What `rocChart` takes. */
export interface RocChartOptions extends ChartOptions {
  /** Default Okabe and Ito's blue. */
  readonly color?: string;
}

/**
 * A receiver operating characteristic: sensitivity against 1 − specificity, with the line of chance and Youden's cut-off.
 *
 * From a result of `rocCurve`, whose area and interval the subtitle has, with the number of participants in each class. To the right is
 * 1 − specificity, upwards sensitivity, both from 0 to 1. Lines between points are straight, as the area has it; the diamond is the cut-off
 * with the largest sensitivity + specificity. Rows have every cut-off.
 *
 * @throws RangeError, TypeError for an unknown option
 *
 * @example
 * ```ts
 * import { rocChart, rocCurve } from "trialwise";
 *
 * const scores = { score: [12, 15, 15, 18, 22, 25, 31, 40], positive: [false, false, true, false, false, true, true, true] };
 * const chart = rocChart(rocCurve(scores, { direction: "higher-is-positive" }));
 *
 * chart.description; // => "Receiver operating characteristic. Area 0.84 (95 % confidence interval 0.52 to 1.00); 4 with the condition, 4 without. Dashed: chance; diamond: the cut-off with the largest sensitivity + specificity"
 * ```
 */
export function rocChart(result: RocCurveResult, options: RocChartOptions = {}): ChartSpec {
  checkResult(caller, result, { "roc-curve": "rocCurve" });
  const { width, height } = readChartOptions(caller, options, ["color"], { width: 320, height: options.width ?? 320 });
  checkText(caller, "color", options.color);
  const { auc, points, youden, counts } = result;
  const { color = seriesAt("roc", "", 0).color } = options;
  const ticks = width < 150 ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1];
  const scale: ChartScale = { domain: [0, 1], nice: false, zero: false };
  const x: ChartFieldPosition = { field: "falsePositiveRate", type: "quantitative", scale, axis: { title: axisTitle("1 − specificity", width), values: ticks } };
  const y: ChartFieldPosition = { field: "sensitivity", type: "quantitative", scale, axis: { title: axisTitle("Sensitivity", height), values: ticks } };
  // Points of many cut-offs would run together into a thick line.
  const size = Math.max(2, Math.min(20, 1200 / points.length));
  const values = points.map(({ cutOff, sensitivity, specificity }, order) => ({ order, cutOff, falsePositiveRate: 1 - specificity, sensitivity, specificity }));
  const chance: ChartLayer = {
    data: { values: [0, 1].map((end) => ({ falsePositiveRate: end, sensitivity: end })) },
    mark: { type: "line", color: "#777777", strokeWidth: 1, strokeDash: [5, 4], aria: false },
    encoding: { x, y },
  };
  const best: ChartLayer = {
    data: { values: [{ cutOff: youden.cutOff, falsePositiveRate: 1 - youden.specificity, sensitivity: youden.sensitivity, specificity: youden.specificity }] },
    mark: { type: "point", shape: "diamond", color: "#D55E00", filled: true, size: 110, opacity: 1, tooltip: { content: "data" } },
    encoding: { x, y },
  };
  const interval = intervalText(auc.interval, 2);
  const area = `Area ${numberText(auc.estimate, 2)}${interval === undefined ? ", without an interval" : ` (${interval})`}`;
  return assembleChart({
    title: options.title ?? "Receiver operating characteristic",
    subtitle: [
      `${area}; ${counts.positive} with the condition, ${counts.negative} without`,
      `Dashed: chance; diamond: the cut-off with the largest sensitivity + specificity`,
      ...(result.caution === undefined ? [] : ["The classes are the same participants, and the interval takes them for others"]),
    ],
    width,
    views: [
      {
        name: "roc",
        width,
        height,
        data: { values },
        layer: [
          chance,
          { mark: { type: "line", color, strokeWidth: 2 }, encoding: { x, y, order: { field: "order", type: "quantitative" } } },
          { mark: { type: "point", color, filled: true, size, opacity: 1, tooltip: { content: "data" } }, encoding: { x, y } },
          best,
        ],
      },
    ],
  });
}

const caller = "rocChart";
