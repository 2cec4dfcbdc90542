import { exp } from "../numeric/elementary/exp.ts";
import { checkChoice, checkCount } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { SubgroupAnalysisResult } from "../subgroup/subgroupAnalysis.ts";
import { assembleChart, messageView } from "./assembleChart.ts";
import { logTicks, roundTicks } from "./axisTicks.ts";
import { type ChartOptions, checkRange, checkText, readChartOptions } from "./ChartOptions.ts";
import { levelText, numberText, printable, wrapLines } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartSpec } from "./ChartSpec.ts";
import { type ForestLine, forestLines, type ForestRow } from "./forestLines.ts";
import { axisTitle, uprightAt } from "./lines.ts";
import { labelLayers, lineChannel, lineHeight, listRows } from "./rowList.ts";

export interface ForestChartOptions extends ChartOptions {
  /**
   * What the estimates are.
   *
   * - `difference`: drawn as they are; no effect is 0
   * - `ratio`: drawn on a logarithmic axis; no effect is 1
   * - `log-of-ratio`: logarithms of ratios, drawn back-transformed as ratios
   *
   * Default `"difference"`.
   */
  readonly scale?: "difference" | "ratio" | "log-of-ratio";
  /** What the axis says: the effect and its unit. Default: the scale. */
  readonly effect?: string;
  /** What either side of no effect speaks for: `{ left: "Control better", right: "MSC better" }`. */
  readonly favours?: { readonly left: string; readonly right: string };
  /** What the axis goes from and to; an interval that goes beyond ends in an arrow there. Default: as far as estimates and intervals. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Decimals of the numbers beside the plot. Default 2. */
  readonly decimals?: number;
}

/**
 * A forest plot: estimates with their intervals, one below the other, on one axis with a line of no effect, and as numbers beside it.
 *
 * From a result of `subgroupAnalysis` (everyone first, then each subgroup with its interaction test beside the heading), or from any list of
 * estimates with intervals. Ratios have a logarithmic axis. An interval without an end on one side, or that goes beyond `range`, is drawn to the
 * edge with an arrow; an effect that could not be estimated keeps its line without a mark. n is of those analysed. Subgroups may not be compared by whether their intervals cross the line: the
 * interaction says whether effects differ.
 *
 * @throws RangeError, TypeError for ratios that are not above 0, rows without a label, an estimate or an interval, an unknown option
 *
 * @example
 * ```ts
 * import { forestChart } from "trialwise";
 *
 * const chart = forestChart(
 *   [
 *     { label: "Unadjusted", estimate: 0.62, interval: { lower: 0.4, upper: 0.97, level: 0.95 } },
 *     { label: "Adjusted for age", estimate: 0.58, interval: { lower: 0.36, upper: null, level: 0.95 } },
 *   ],
 *   { scale: "ratio", effect: "Hazard ratio" },
 * );
 *
 * chart.concat[0]?.data.values.map(({ estimate, text }) => [estimate, text]); // => [[0.62, "0.62 (0.40 to 0.97)"], [0.58, "0.58 (0.36 to ∞)"]]
 * ```
 */
export function forestChart(input: SubgroupAnalysisResult | readonly ForestRow[], options: ForestChartOptions = {}): ChartSpec {
  const lines = forestLines(caller, input);
  const list = listRows(lines.map(({ label, indent }) => ({ text: label, indent })));
  const { width, height } = readChartOptions(caller, options, ["scale", "effect", "favours", "decimals", "range"], { width: 300, height: Math.max(40, list.lines * lineHeight) });
  const { scale: kind = "difference", decimals = 2, favours, range } = options;
  checkChoice(caller, "scale", kind, ["difference", "ratio", "log-of-ratio"]);
  checkCount(caller, "decimals", decimals);
  const none = kind === "difference" ? 0 : 1;
  if (range !== undefined) checkRange(caller, range, none);
  const { effect = kind === "difference" ? "Difference" : "Ratio" } = options;
  checkText(caller, "effect", effect);
  const isRatio = kind !== "difference";
  const effects = lines.map((line) => line.effect && toAxis(line.effect, kind));
  const levels = [...new Set(lines.flatMap((line) => (line.effect === undefined ? [] : [line.effect.interval.level])))];
  const parts = {
    title: options.title ?? "Effects with their intervals",
    subtitle: levels.length === 0 ? [] : [`${effect} with ${levels.map(levelText).join(", ")} confidence intervals`],
    width,
  };
  const drawn = effects.flatMap((each) => (each === undefined ? [] : [each.estimate, each.lower, each.upper])).filter((value) => value !== null).filter((value) => value > 0 || !isRatio);
  if (drawn.length === 0) return assembleChart({ ...parts, views: [messageView("effects", width, 80, "No effect can be estimated")] });
  const ends = range === undefined ? [none, ...drawn] : [range.from, range.to];
  const every = isRatio ? logTicks(ends) : roundTicks(ends, Math.max(2, Math.floor(width / 60)));
  // Ticks may fall short of a value by its rounding.
  const [low, high] = range === undefined ? [Math.min(...every, ...drawn), Math.max(...every, ...drawn)] : [range.from, range.to];
  const ticks = every.filter((tick) => tick >= low && tick <= high);
  const effectTitle = axisTitle(effect, width);
  const scale: ChartScale = { domain: [low, high], nice: false, ...(isRatio ? { type: "log" } : { zero: false }) };
  const x: ChartFieldPosition = { field: "estimate", type: "quantitative", scale, axis: { title: effectTitle, values: ticks, labelOverlap: true, ...(isRatio && { format: "~g" }) } };
  const y = lineChannel(list);
  const values = lines.map(({ label, participants }, index): ChartRow => {
    const { estimate, lower, upper } = effects[index] ?? { estimate: null, lower: null, upper: null };
    return { label: printable(label), participants, line: list.rows[index]!.line, estimate, lower, upper, text: textOf(lines[index]!, effects[index], decimals, isRatio) };
  });
  const within = (value: number) => Math.min(Math.max(value, low), high);
  const intervals = effects.flatMap((each, index) => {
    if (each === undefined || (each.lower === null && each.upper === null)) return [];
    const [lower, upper] = [each.lower ?? -Infinity, each.upper ?? Infinity];
    return [{ line: list.rows[index]!.line, from: within(lower), to: within(upper), isCut: { lower: lower < low, upper: upper > high } }];
  });
  const marks = (summary: boolean) => values.filter(({ estimate }, index) => lines[index]!.summary === summary && typeof estimate === "number" && estimate === within(estimate));
  const arrow = (end: "lower" | "upper"): ChartLayer => ({
    data: { values: intervals.filter(({ isCut }) => isCut[end]).map(({ line }) => ({ line, at: end === "lower" ? low : high })) },
    mark: { type: "point", shape: end === "lower" ? "triangle-left" : "triangle-right", filled: true, color: ink, size: 50, opacity: 1, aria: false },
    encoding: { x: { ...x, field: "at" }, y },
  });
  const mark = (summary: boolean): ChartLayer => ({
    data: { values: marks(summary) },
    mark: { type: "point", shape: summary ? "diamond" : "square", filled: true, color: summary ? "#D55E00" : "#0072B2", size: summary ? 120 : 60, opacity: 1, tooltip: { content: "data" } },
    encoding: { x, y },
  });
  const side = (text: string, align: "left" | "right"): ChartLayer => ({
    data: { values: [{ text: wrapLines(text, width / 2 - 8, 11) }] },
    mark: { type: "text", align, baseline: "top", fontSize: 11, lineHeight: 13, color: "#222222" },
    encoding: { x: { value: align === "left" ? 0 : width }, y: { value: height + 26 + 14 * (effectTitle?.length ?? 0) }, text: { field: "text", type: "nominal" } },
  });
  return assembleChart({
    ...parts,
    views: [
      {
        name: "effects",
        width,
        height,
        data: { values },
        layer: [
          uprightAt(none, x, [5, 4]),
          { data: { values: intervals.map(({ line, from, to }) => ({ line, from, to })) }, mark: { type: "rule", color: ink, strokeWidth: 1.5 }, encoding: { x: { ...x, field: "from" }, x2: { field: "to" }, y } },
          arrow("lower"),
          arrow("upper"),
          mark(false),
          mark(true),
          ...labelLayers(list, (index) => lines[index]!.indent),
          { mark: { type: "text", align: "left", baseline: "middle", fontSize: 12, color: ink }, encoding: { x: { value: width + 16 }, y, text: { field: "text", type: "nominal" } } },
          ...(favours === undefined ? [] : [side(`← ${favours.left}`, "left"), side(`${favours.right} →`, "right")]),
        ],
      },
    ],
  });
}

const caller = "forestChart";
const ink = "#222222";

interface Drawn {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The numbers on the axis; a ratio that is too large for a number is as good as unbounded. */
function toAxis({ estimate, interval }: NonNullable<ForestLine["effect"]>, kind: "difference" | "ratio" | "log-of-ratio"): Drawn {
  const convert = (value: number | null): number | null => {
    if (kind === "ratio" && value !== null && value < 0) {
      throw new RangeError(`${caller}: a ratio must not be below 0; received ${show(value)}. Logarithms of ratios are drawn by scale: "log-of-ratio"`);
    }
    if (value === null || kind !== "log-of-ratio") return value === null ? null : withoutNegativeZero(value);
    const ratio = exp(value);
    return Number.isFinite(ratio) ? ratio : null;
  };
  return { estimate: convert(estimate), lower: convert(interval.lower), upper: convert(interval.upper) };
}

function textOf({ remark = "", effect }: ForestLine, drawn: Drawn | undefined, decimals: number, isRatio: boolean): string {
  if (effect === undefined || drawn === undefined) return remark;
  if (drawn.estimate === null) return "not estimated";
  const { lower, upper } = drawn;
  // A ratio that is no more than rounded to 0 is not 0.
  const least = Number(`1e-${decimals}`);
  const text = (value: number) => (isRatio && value > 0 && value < least / 2 ? `<${numberText(least, decimals)}` : numberText(value, decimals));
  const estimate = text(drawn.estimate);
  if (lower === null && upper === null) return `${estimate} (no interval)`;
  const from = lower === null ? (isRatio ? "0" : "−∞") : text(lower);
  return `${estimate} (${from} to ${upper === null ? "∞" : text(upper)})`;
}
