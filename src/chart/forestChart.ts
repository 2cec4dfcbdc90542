import { checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkCount, checkFinite } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { SubgroupAnalysisResult } from "../subgroup/subgroupAnalysis.ts";
import { assembleChart, labelWithCount, messageView } from "./assembleChart.ts";
import { endsOf, logTicks, roundTicks } from "./axisTicks.ts";
import { type ChartOptions, checkText, readChartOptions } from "./ChartOptions.ts";
import { levelText, numberText, printable, pValueText, wrapLines } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartSpec, ChartValue } from "./ChartSpec.ts";
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
  /** Decimals of the numbers beside the plot. Default 2. */
  readonly decimals?: number;
}

/** A line of a forest plot. */
export interface ForestRow {
  readonly label: string;
  readonly estimate: number | null;
  readonly interval: Interval;
  /** Participants, added to the label. */
  readonly participants?: number;
  /** A heading: rows of one heading that follow each other stand below it, set in. */
  readonly group?: string;
  /** Drawn as a diamond: an effect in everyone, or put together from others. Default false. */
  readonly summary?: boolean;
}

/**
 * A forest plot: estimates with their intervals, one below the other, on one axis with a line of no effect, and as numbers beside it.
 *
 * From a result of `subgroupAnalysis` (everyone first, then each subgroup with its interaction test beside the heading), or from any list of
 * estimates with intervals. Ratios have a logarithmic axis. An interval without an end on one side is drawn to the edge with an arrow; an effect that
 * could not be estimated keeps its line without a mark. Subgroups may not be compared by whether their intervals cross the line: the
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
  const lines = isRowList(input) ? linesOfRows(input) : linesOfSubgroups(input);
  const list = listRows(lines.map(({ label, indent }) => ({ text: label, indent })));
  const { width, height } = readChartOptions(caller, options, ["scale", "effect", "favours", "decimals"], { width: 300, height: Math.max(40, list.lines * lineHeight) });
  const { scale: kind = "difference", decimals = 2, favours } = options;
  checkChoice(caller, "scale", kind, ["difference", "ratio", "log-of-ratio"]);
  checkCount(caller, "decimals", decimals);
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
  const none = isRatio ? 1 : 0;
  const ticks = isRatio ? logTicks([none, ...drawn]) : roundTicks([none, ...drawn], Math.max(2, Math.floor(width / 60)));
  const [low, high] = endsOf(ticks);
  const effectTitle = axisTitle(effect, width);
  const scale: ChartScale = { domain: [low, high], nice: false, ...(isRatio ? { type: "log" } : { zero: false }) };
  const x: ChartFieldPosition = { field: "estimate", type: "quantitative", scale, axis: { title: effectTitle, values: ticks, labelOverlap: true, ...(isRatio && { format: "~r" }) } };
  const y = lineChannel(list);
  const isDrawn = (value: number | null): value is number => value !== null && value >= low && value <= high;
  const values = lines.map(({ label, participants }, index): ChartRow => {
    const { estimate, lower, upper } = effects[index] ?? { estimate: null, lower: null, upper: null };
    return { label: printable(label), participants, line: list.rows[index]!.line, estimate, lower, upper, text: textOf(lines[index]!, effects[index], decimals, isRatio) };
  });
  const intervals = values.flatMap(({ line, lower, upper }, index): ChartRow[] => {
    const known = effects[index];
    if (known === undefined || (known.lower === null && known.upper === null)) return [];
    return [{ line: line!, lower: lower!, upper: upper!, from: isDrawn(known.lower) ? known.lower : low, to: isDrawn(known.upper) ? known.upper : high }];
  });
  const arrows = (end: "lower" | "upper") => intervals.flatMap((row, index): ChartRow[] => (isDrawn(numberOf(intervals[index]![end]!)) ? [] : [{ line: row["line"]!, at: end === "lower" ? low : high }]));
  const marks = (summary: boolean) => values.filter((row, index) => lines[index]!.summary === summary && isDrawn(numberOf(row["estimate"]!)));
  const arrow = (end: "lower" | "upper"): ChartLayer => ({
    data: { values: arrows(end) },
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
          { data: { values: intervals }, mark: { type: "rule", color: ink, strokeWidth: 1.5 }, encoding: { x: { ...x, field: "from" }, x2: { field: "to" }, y } },
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

/** A line as it is to be drawn: an effect, or a heading with a remark. */
interface Line {
  readonly label: string;
  readonly indent: boolean;
  readonly summary: boolean;
  readonly participants: number | null;
  readonly effect?: { readonly estimate: number | null; readonly interval: Interval };
  readonly remark?: string;
}

interface Drawn {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

function isRowList(input: SubgroupAnalysisResult | readonly ForestRow[]): input is readonly ForestRow[] {
  return Array.isArray(input);
}

function linesOfRows(rows: readonly ForestRow[]): readonly Line[] {
  return rows.flatMap((row, index): Line[] => {
    checkParts(caller, `rows[${index}]`, row, ["label", "estimate", "interval"]);
    const { label, estimate, interval, participants = null, group, summary = false } = row;
    checkText(caller, `rows[${index}].label`, label, true);
    checkText(caller, `rows[${index}].group`, group);
    checkParts(caller, `rows[${index}].interval`, interval, ["lower", "upper", "level"]);
    for (const value of [estimate, interval.lower, interval.upper]) if (value !== null) checkFinite(caller, `a number of rows[${index}]`, value);
    const line = { label: labelWithCount(label, participants), indent: group !== undefined, summary, participants, effect: { estimate, interval } };
    const heading = { label: group ?? "", indent: false, summary: false, participants: null };
    return group === undefined || group === rows[index - 1]?.group ? [line] : [heading, line];
  });
}

function linesOfSubgroups({ overall, subgroups }: SubgroupAnalysisResult): readonly Line[] {
  const groups = Object.values(subgroups).flatMap(({ label, groups: rows, interaction, postBaseline }): Line[] => {
    const remark = interaction.pValue === null ? "no test of interaction" : `interaction p ${pValueText(interaction.pValue)}`;
    return [
      { label: postBaseline ? `${label} (known only after baseline)` : label, indent: false, summary: false, participants: null, remark },
      ...rows.map(({ group, participants, estimate, interval }) => ({ label: labelWithCount(group, participants), indent: true, summary: false, participants, effect: { estimate, interval } })),
    ];
  });
  const { participants, estimate, interval } = overall;
  return [{ label: labelWithCount("Everyone", participants), indent: false, summary: true, participants, effect: { estimate, interval } }, ...groups];
}

/** The numbers on the axis; a ratio that is too large for a number is as good as unbounded. */
function toAxis({ estimate, interval }: NonNullable<Line["effect"]>, kind: "difference" | "ratio" | "log-of-ratio"): Drawn {
  const convert = (value: number | null): number | null => {
    if (kind === "ratio" && value !== null && value < 0) throw new RangeError(`${caller}: a ratio must not be below 0; received ${show(value)}`);
    if (value === null || kind !== "log-of-ratio") return value === null ? null : withoutNegativeZero(value);
    const ratio = Math.exp(value);
    return Number.isFinite(ratio) ? ratio : null;
  };
  return { estimate: convert(estimate), lower: convert(interval.lower), upper: convert(interval.upper) };
}

function textOf({ remark = "", effect }: Line, drawn: Drawn | undefined, decimals: number, isRatio: boolean): string {
  if (effect === undefined || drawn === undefined) return remark;
  if (drawn.estimate === null) return "not estimated";
  const { lower, upper } = drawn;
  const estimate = numberText(drawn.estimate, decimals);
  if (lower === null && upper === null) return `${estimate} (no interval)`;
  const from = lower === null ? (isRatio ? "0" : "−∞") : numberText(lower, decimals);
  return `${estimate} (${from} to ${upper === null ? "∞" : numberText(upper, decimals)})`;
}

function numberOf(value: ChartValue): number | null {
  return typeof value === "number" ? value : null;
}
