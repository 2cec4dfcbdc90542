import type { BiomarkerChangeResult } from "../biomarker/BiomarkerChangeResult.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import { assembleChart, leftOutText, messageView } from "./assembleChart.ts";
import { endsOf, logTicks, roundTicks } from "./axisTicks.ts";
import { type ArmChartOptions, checkText, readChartOptions } from "./ChartOptions.ts";
import { joinParts } from "./chartText.ts";
import { areaChannel, countAlike, keyOf, widthChannel } from "./coinciding.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartSpec } from "./ChartSpec.ts";
import { axisTitle } from "./lines.ts";
import { seriesChannels, seriesOfArms } from "./series.ts";
import { axisOfNames, axisScale } from "./visitAxis.ts";

export interface BiomarkerChartOptions extends ArmChartOptions {
  /** Default: `log` where the result is of logarithms (`log`, `fold`) and every value is above 0, otherwise `linear`. */
  readonly scale?: "linear" | "log";
  /** What to call the biomarker. Default: its key. */
  readonly biomarker?: string;
}

/**
 * A biomarker before and after: each participant's two values joined by a line, by arm, with the median of each arm.
 *
 * From a result of `biomarkerChange` (`limits: "tobit"`, whose rows may be bounds, has no such chart). Upwards is the value in the declared unit, on a
 * logarithmic axis where the result is of logarithms; to the right the two visits, once for each arm. A value beyond a limit of
 * quantification is drawn hollow, at what stood for it in the analysis. Where participants of an arm have the same value at a visit, the area of
 * the symbol is theirs together, and a line of several is as much wider as symbols are; the subtitle says so, and `together` in the rows how many. Participants without both values are not drawn; the subtitle says how many.
 *
 * @throws RangeError, TypeError for a logarithmic axis where a value is not above 0, an arm without an entry in `arms`, an unknown option
 *
 * @example
 * ```ts
 * import { biomarkerChange, biomarkerChart, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V6: { at: { months: 1 } } },
 *   biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   biomarkerSamples: [
 *     { participant: "001", visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: 20 },
 *     { participant: "001", visit: "V6", biomarker: "tgfb1", unit: "pg/mL", value: 45 },
 *   ],
 * });
 * const chart = biomarkerChart(biomarkerChange(data, { biomarker: "tgfb1", from: "V5", to: "V6" }), { biomarker: "TGF-β1" });
 *
 * chart.concat[1]?.data.values.map(({ visit, value }) => [visit, value]); // => [["V5", 20], ["V6", 45]]
 * ```
 */
export function biomarkerChart(result: BiomarkerChangeResult, options: BiomarkerChartOptions = {}): ChartSpec {
  checkResult(caller, result, { "biomarker-change": "biomarkerChange" });
  const size = readChartOptions(caller, options, ["arms", "colors", "scale", "biomarker"], { width: 420, height: 280 });
  const { width, height } = size;
  const { biomarker: key, from, to } = result.method.options;
  const { biomarker = key } = options;
  checkText(caller, "biomarker", biomarker);
  const numbers = result.rows.flatMap(({ before, after }) => [before, after]);
  const isPositive = numbers.every((value) => value > 0);
  const { scale: kind = isPositive && result.scale !== "raw" ? "log" : "linear" } = options;
  checkChoice(caller, "scale", kind, ["linear", "log"]);
  if (kind === "log" && !isPositive) throw new RangeError(`${caller}: a logarithmic axis needs values above 0`);
  const series = seriesOfArms(caller, Object.keys(result.byArm), options);
  const axis = axisOfNames(series.flatMap(() => [from, to]), size);
  const pairs = series.flatMap(({ key: arm, label, place }, index) =>
    result.rows.flatMap(({ arm: own, ...row }, pair) => (own === arm ? [{ ...row, pair, series: place, arm: label, position: 2 * index }] : [])),
  );
  const linesTogether = countAlike(pairs.map(({ series: place, before, after }) => keyOf(place, before, after)));
  const ends = pairs.flatMap(({ series: place, arm, participant, pair, position, before, after, beyond }, index) => {
    const row = { series: place, arm, participant, pair, linesTogether: linesTogether[index]! };
    return [
      { ...row, visit: from, position, value: before, limit: beyond?.before ?? null },
      { ...row, visit: to, position: position + 1, value: after, limit: beyond?.after ?? null },
    ];
  });
  const together = countAlike(ends.map(({ position, value, limit }) => `${keyOf(position, value)} ${limit}`));
  const rows = ends.map((row, index): ChartRow => ({ ...row, together: together[index]! }));
  const most = [...linesTogether, ...together].reduce((larger, count) => Math.max(larger, count), 1);
  const medians = series.flatMap(({ key: arm, label, place }, index): ChartRow[] => {
    const { before, after } = result.byArm[arm]!;
    const row = { series: place, arm: label };
    return [before, after].flatMap(({ median }, visit) => (median === null ? [] : [{ ...row, position: 2 * index + visit, left: 2 * index + visit - 0.12, right: 2 * index + visit + 0.12, median }]));
  });
  const subtitle = ["Bars: medians", rows.some(({ limit }) => limit !== null) ? "hollow: beyond a limit of quantification" : undefined, most > 1 ? "larger symbols and wider lines: several participants" : undefined, leftOutText(result.excluded.length, "without both values")];
  const parts = {
    title: options.title ?? `${biomarker}, ${from} and ${to}`,
    subtitle: [joinParts(subtitle, "; ")],
    width,
    legend: { series, counts: series.map(({ key: arm }) => result.byArm[arm]!.n), looks: ["line", "point"] },
  } as const;
  if (rows.length === 0) return assembleChart({ ...parts, views: [messageView("pairs", width, height, "Nobody has values at both visits")] });
  const ticks = kind === "log" ? logTicks(numbers) : roundTicks(numbers, Math.max(2, Math.floor(height / 45)));
  const scale: ChartScale = kind === "log" ? { domain: endsOf(ticks), nice: false, type: "log" } : axisScale(ticks);
  const title = axisTitle(`${biomarker} (${result.unit}${kind === "log" ? "; logarithmic" : ""})`, height);
  const x: ChartFieldPosition = { field: "position", type: "quantitative", scale: axis.scale, axis: axis.axis };
  const y: ChartFieldPosition = { field: "value", type: "quantitative", scale, axis: { title, values: ticks, labelOverlap: true, ...(kind === "log" && { format: "~g" }) } };
  const { color, shape, strokeDash } = seriesChannels(series);
  const points = (filled: boolean): ChartLayer => ({
    data: { values: rows.filter(({ limit }) => (limit === null) === filled) },
    mark: { type: "point", filled, opacity: 0.85, tooltip: { content: "data" } },
    encoding: { x, y, color, shape, size: areaChannel("together", most, 32) },
  });
  return assembleChart({
    ...parts,
    views: [
      {
        name: "pairs",
        width,
        height,
        data: { values: rows },
        layer: [
          { mark: { type: "line", opacity: 0.5, aria: false }, encoding: { x, y, color, strokeDash, detail: { field: "pair", type: "nominal" }, strokeWidth: widthChannel("linesTogether", most, 1) } },
          points(true),
          points(false),
          { data: { values: medians }, mark: { type: "rule", strokeWidth: 3, color: "#222222" }, encoding: { x: { ...x, field: "left" }, x2: { field: "right" }, y: { ...y, field: "median" } } },
          ...axis.labels(x),
        ],
      },
    ],
  });
}

const caller = "biomarkerChart";
