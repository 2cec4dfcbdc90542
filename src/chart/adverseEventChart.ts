import { checkResult } from "../result/checkResult.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { AdverseEventComparison, AdverseEventComparisonRow, AdverseEventComparisonTable } from "../safety/compareAdverseEvents.ts";
import { assembleChart, messageView } from "./assembleChart.ts";
import { endsOf, roundTicks } from "./axisTicks.ts";
import { type ArmChartOptions, checkText, readChartOptions } from "./ChartOptions.ts";
import { joinParts, levelText, numberText, printable } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer, ChartRow, ChartScale, ChartSpec, ChartView } from "./ChartSpec.ts";
import { axisTitle, uprightAt } from "./lines.ts";
import { labelLayers, lineChannel, lineHeight, listRows, type RowList } from "./rowList.ts";
import { type Series, seriesChannels, seriesOfArms } from "./series.ts";

export interface AdverseEventChartOptions extends ArmChartOptions {
  /** A window of the comparison. Default: its first. */
  readonly window?: string;
  /** A category of the comparison. Default: its first. */
  readonly category?: string;
  /** Default `"preferred-terms"`. */
  readonly rows?: "preferred-terms" | "system-organ-classes";
  /** By risk difference, the largest first, or as the comparison has them. Default `"risk-difference"`. */
  readonly order?: "risk-difference" | "table";
  /** Only what at least this proportion of an arm had: 0.05 for 5 %. Default 0: every row. */
  readonly atLeast?: number;
}

/**
 * Adverse events as a dot plot: for each kind the proportion of each arm that had it and, beside it, the difference with its interval.
 *
 * From a result of `compareAdverseEvents`: one window and category of it. To the left are participants with at least one such event, in
 * percent of the arm; to the right the risk difference treatment − control in percentage points, with the line of no difference.
 * The kinds with the largest differences come first, since a table in alphabetical order hides them; with many rows some differences are large by chance. Where an
 * arm has nobody in the population, there is no proportion and no difference.
 *
 * @throws RangeError, TypeError for a window or category that the comparison does not have, an arm without an entry in `arms`, a
 *   proportion outside 0 to 1, an unknown option
 *
 * Source: Amit, Heiberger & Lane 2008 (https://doi.org/10.1002/pst.254).
 *
 * @example
 * ```ts
 * import { adverseEventChart, compareAdverseEvents, defineTrial, readTrialData, tallyAdverseEvents } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   populations: { safety: { label: "Safety set", rule: { kind: "everyone" } } },
 * });
 * const headache = { systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } };
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "control" }, { id: "004", arm: "control" }],
 *   adverseEvents: [{ participant: "001", ...headache }, { participant: "002", ...headache }, { participant: "003", ...headache }],
 * });
 * const tally = tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } });
 * const chart = adverseEventChart(compareAdverseEvents(tally, { treatment: "msc", control: "control" }), { arms: trial.arms });
 *
 * chart.concat[2]?.data.values.map(({ arm, term, percent }) => [arm, term, percent]); // => [["MSC", "Headache", 100], ["Control", "Headache", 50]]
 * chart.concat[3]?.data.values.map(({ difference }) => difference); // => [50]
 * ```
 */
export function adverseEventChart(comparison: AdverseEventComparison, options: AdverseEventChartOptions = {}): ChartSpec {
  checkResult(caller, comparison, { "adverse-event-comparison": "compareAdverseEvents" });
  const { rows: kind = "preferred-terms", order = "risk-difference", atLeast = 0 } = options;
  checkChoice(caller, "rows", kind, ["preferred-terms", "system-organ-classes"]);
  checkChoice(caller, "order", order, ["risk-difference", "table"]);
  checkFinite(caller, "atLeast", atLeast);
  if (atLeast < 0 || atLeast > 1) throw new RangeError(`${caller}: atLeast must be between 0 and 1 (0.05 for 5 %); received ${atLeast}`);
  const [window, { categories }] = entryOf(comparison.windows, "window", options.window);
  const [category, table] = entryOf(categories, "category", options.category);
  const { treatment, control } = comparison.method.options;
  const all = rowsOf(table, kind).filter(({ row: { counts } }) => Math.max(shareOf(counts.treatment) ?? 0, shareOf(counts.control) ?? 0) >= atLeast);
  const rows = order === "table" ? all : [...all].sort((a, b) => (b.row.riskDifference.estimate ?? 0) - (a.row.riskDifference.estimate ?? 0));
  const list = listRows(rows.map(({ term }) => ({ text: term, indent: false })));
  const keys = ["arms", "colors", "window", "category", "rows", "order", "atLeast"];
  const { width, height } = readChartOptions(caller, options, keys, { width: 440, height: Math.max(40, list.lines * lineHeight) });
  checkText(caller, "window", options.window);
  const series = seriesOfArms(caller, [treatment, control], options);
  const of = (key: string) => (key === treatment ? "treatment" : "control");
  const counts = series.map(({ key }) => table.overall.counts[of(key)].n);
  const { interval } = table.overall.riskDifference;
  const parts = {
    title: options.title ?? "Adverse events",
    subtitle: [joinParts([printable(`Window: ${window}; category: ${category}`), `${levelText(interval.level)} confidence intervals`, atLeast > 0 ? `${numberText(100 * atLeast, 0)} % or more of an arm` : undefined], "; ")],
    width,
    legend: { series, counts, looks: ["point"] },
  } as const;
  if (rows.length === 0) return assembleChart({ ...parts, views: [messageView("events", width, 80, "No adverse events")] });
  const panelWidth = Math.floor((width - 20) / 2);
  const place = { rows, list, width: panelWidth, height };
  const views = [proportionView(place, series, of), differenceView(place)];
  const nameOf = (key: string) => series.find((each) => each.key === key)!.label;
  const heading = messageView("comparison", panelWidth, 15 * series.length, `${nameOf(treatment)} − ${nameOf(control)}`);
  return assembleChart({ ...parts, legend: { ...parts.legend, width: Math.max(panelWidth, 150) }, columns: 2, views: [heading, ...views] });
}

const caller = "adverseEventChart";

interface Term {
  readonly term: string;
  readonly row: AdverseEventComparisonRow;
}

function rowsOf({ systemOrganClasses }: AdverseEventComparisonTable, kind: "preferred-terms" | "system-organ-classes"): Term[] {
  return systemOrganClasses.flatMap((row): Term[] =>
    kind === "system-organ-classes" ? [{ term: row.systemOrganClass, row }] : row.preferredTerms.map((own) => ({ term: own.preferredTerm, row: own })),
  );
}

function entryOf<Value>(family: { readonly [key: string]: Value }, name: string, asked: string | undefined): [string, Value] {
  const entries = Object.entries(family);
  const entry = asked === undefined ? entries[0] : entries.find(([key]) => key === asked);
  if (entry !== undefined) return entry;
  const keys = entries.map(([key]) => key);
  const nearest = asked === undefined ? undefined : nearestKey(asked, keys);
  throw new RangeError(`${caller}: ${name} must be one of ${keys.map(show).join(", ")}; received ${show(asked)}` + (nearest === undefined ? "" : `. Did you mean "${nearest}"?`));
}

function shareOf({ participants, n }: { readonly participants: number; readonly n: number }): number | null {
  return n === 0 ? null : participants / n;
}

interface Place {
  readonly rows: readonly Term[];
  readonly list: RowList;
  readonly width: number;
  readonly height: number;
}

function proportionView({ rows, list, width, height }: Place, series: readonly Series[], of: (arm: string) => "treatment" | "control"): ChartView {
  const values = rows.flatMap(({ term, row: { counts } }, index) =>
    series.flatMap(({ key, label, place }, lane): ChartRow[] => {
      const { participants, n } = counts[of(key)];
      // Side by side, so that equal proportions do not hide each other.
      const line = list.rows[index]!.line + (lane - (series.length - 1) / 2) * 0.5;
      return n === 0 ? [] : [{ series: place, arm: label, term: printable(term), participants, n, percent: (100 * participants) / n, line }];
    }),
  );
  const ticks = roundTicks([0, ...values.map(({ percent }) => Number(percent))], Math.max(2, Math.floor(width / 50)));
  const scale: ChartScale = { domain: endsOf(ticks), nice: false, zero: false };
  const x: ChartFieldPosition = { field: "percent", type: "quantitative", scale, axis: { title: axisTitle("Participants (%)", width), values: ticks, grid: true } };
  const { color, shape } = seriesChannels(series);
  return {
    name: "proportions",
    width,
    height,
    data: { values },
    layer: [
      guides(list),
      { mark: { type: "point", filled: true, size: 65, opacity: 0.9, tooltip: { content: "data" } }, encoding: { x, y: lineChannel(list), color, shape } },
      ...labelLayers(list, () => false),
    ],
  };
}

function differenceView({ rows, list, width, height }: Place): ChartView {
  const values = rows.flatMap(({ term, row: { riskDifference } }, index): ChartRow[] => {
    const { estimate, interval } = riskDifference;
    if (estimate === null) return [];
    return [{ term: printable(term), difference: 100 * estimate, lower: percentOf(interval.lower), upper: percentOf(interval.upper), line: list.rows[index]!.line }];
  });
  if (values.length === 0) return messageView("differences", width, height, "An arm has nobody in the population");
  const ends = values.flatMap(({ difference, lower, upper }) => [difference, lower, upper]).filter((value) => typeof value === "number");
  const ticks = roundTicks([0, ...ends], Math.max(2, Math.floor(width / 50)));
  const scale: ChartScale = { domain: endsOf(ticks), nice: false, zero: false };
  const x: ChartFieldPosition = { field: "difference", type: "quantitative", scale, axis: { title: axisTitle("Risk difference (percentage points)", width), values: ticks } };
  const y = lineChannel(list);
  return {
    name: "differences",
    width,
    height,
    data: { values },
    layer: [
      guides(list),
      uprightAt(0, x, [5, 4]),
      { mark: { type: "rule", color: "#222222", strokeWidth: 1.5 }, encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" }, y } },
      { mark: { type: "point", color: "#222222", filled: true, size: 45, opacity: 1, tooltip: { content: "data" } }, encoding: { x, y } },
    ],
  };
}

/** Lines that lead the eye from a name through both panels. */
function guides(list: RowList): ChartLayer {
  return { data: { values: list.rows.map(({ line }) => ({ line })) }, mark: { type: "rule", color: "#E4E4E4", strokeWidth: 1, aria: false }, encoding: { y: lineChannel(list) } };
}

function percentOf(value: number | null): number | null {
  return value === null ? null : 100 * value;
}
