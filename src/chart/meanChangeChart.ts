import type { ChangeByVisitResult } from "../change/changeFromBaseline.ts";
import type { ChangeResult } from "../change/changeResult.ts";
import { checkObject } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import { assembleChart, leftOutText, messageView } from "./assembleChart.ts";
import { type ArmChartOptions, checkText, readChartOptions, usualSize } from "./ChartOptions.ts";
import { joinParts } from "./chartText.ts";
import type { ChartRow, ChartSpec } from "./ChartSpec.ts";
import { describeIntervals, limitsOfMean, type MeanIntervals, meanIntervalKinds } from "./meanIntervals.ts";
import { dodge, meansView } from "./meansView.ts";
import { numbersTable } from "./numbersTable.ts";
import { seriesOfArms } from "./series.ts";
import { visitAxis, type VisitTimes } from "./visitAxis.ts";

export interface MeanChangeChartOptions extends ArmChartOptions {
  /** Whether to draw the change in units of the measure or in percent of the earlier value. Default `"change"`. */
  readonly quantity?: "change" | "percentChange";
  /** Default `"confidence"`. */
  readonly intervals?: MeanIntervals;
  /** Coverage of confidence intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /** Planned times of the visits, as `trial.visits` has them, for an axis in time. Without it visits stand side by side. */
  readonly visits?: VisitTimes;
  /** What to call the measure. Default: its key. */
  readonly measure?: string;
  /** The measure's unit. Default `"points"`. */
  readonly unit?: string;
}

/**
 * Mean change from baseline by arm over the visits: lines from zero at the earlier visit, with intervals and, below, the number of
 * participants behind each mean.
 *
 * From a result of `changeFromBaseline`, to one visit or several. Upwards is the change in the measure's units (or in percent); the title of
 * the axis says which way is better. Means of different visits are of different participants, as the numbers show: nothing is carried
 * forward. An arm keeps its colour, symbol and dash also where nobody in it is analysed. A mean without an error (one participant) has
 * no interval. Intervals are for each mean by itself; that two of them overlap says little about the difference, which is `compareArms`'.
 * Arms are moved a little apart at each visit so that intervals do not hide each other; `time` in the rows is where they belong. Change
 * from a visit of the lead-in (`from`) shows both slopes: with `visits`, a dashed upright line stands at baseline.
 *
 * @throws RangeError, TypeError for an arm or visit without an entry in `arms` or `visits`, visits in differing units of time, an
 *   unknown option
 *
 * @example
 * ```ts
 * import { alsfrsR, changeFromBaseline, defineTrial, meanChangeChart, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
 *     { participant: "001", visit: "V9", measure: "alsfrsR", value: 35 },
 *     { participant: "002", visit: "V5", measure: "alsfrsR", value: 40 },
 *     { participant: "002", visit: "V9", measure: "alsfrsR", value: 36 },
 *   ],
 * });
 * const chart = meanChangeChart(changeFromBaseline(data, { measure: "alsfrsR", to: ["V9"] }), { arms: trial.arms, visits: trial.visits, measure: "ALSFRS-R" });
 *
 * chart.concat[1]?.data.values.map(({ time, estimate, participants }) => [time, estimate, participants]); // => [[0, 0, null], [4, -2.5, 2]]
 * ```
 */
export function meanChangeChart(result: ChangeResult | ChangeByVisitResult, options: MeanChangeChartOptions = {}): ChartSpec {
  const size = readChartOptions(caller, options, ["arms", "colors", "quantity", "intervals", "level", "visits", "measure", "unit"], usualSize);
  const { quantity = "change", intervals = "confidence", level = 0.95, unit = "points" } = options;
  checkChoice(caller, "quantity", quantity, ["change", "percentChange"]);
  checkChoice(caller, "intervals", intervals, meanIntervalKinds);
  checkLevel(caller, level);
  checkText(caller, "measure", options.measure);
  checkText(caller, "unit", unit);
  checkObject(caller, "the result", result);
  if ("byVisit" in result) checkObject(caller, "byVisit", result.byVisit);
  const results = "byVisit" in result ? Object.values<ChangeResult>(result.byVisit) : [result];
  for (const each of results) checkResult(caller, each, { "change-from-baseline": "changeFromBaseline", "percent-change-from-baseline": "evaluateEndpoint" });
  const [first] = results;
  if (first === undefined) throw new RangeError(`${caller}: the result must have at least one visit`);
  const { from, measure: key } = first.method.options;
  const { measure = key } = options;
  const series = seriesOfArms(caller, Object.keys(first.byArm), options);
  const axis = visitAxis(caller, [from, ...results.map(({ method }) => method.options.to)], options.visits, size);
  const numbers = series.map(({ key: arm }) => results.map(({ byArm }, index) => ({ position: axis.positions[index + 1]!, number: byArm[arm]![quantity].n })));
  const points = series.flatMap(({ key: arm, label, place }, index) => {
    const means = results.flatMap(({ byArm, method }, visit) => {
      const summary = byArm[arm]![quantity];
      if (summary.mean === null) return [];
      const time = axis.positions[visit + 1]!;
      const row: ChartRow = { arm: label, visit: method.options.to, time, participants: summary.n };
      const position = time + dodge(index, series.length, axis, size.width);
      return [{ series: place, stretch: 0, position, estimate: summary.mean, ...limitsOfMean(summary, intervals, level), row }];
    });
    const time = axis.positions[0]!;
    const origin = { series: place, stretch: 0, position: time, estimate: 0, lower: null, upper: null, row: { arm: label, visit: from, time, participants: null } };
    return means.length === 0 ? [] : [origin, ...means];
  });
  const better = first.better[quantity] === "higher" ? "higher is better" : "lower is better";
  const [what, scaleUnit] = quantity === "change" ? ["change", unit] : ["percent change", "%"];
  const name = `Mean ${what} in ${measure} from ${from}`;
  const yTitle = `${name} (${scaleUnit}; ${better})`;
  const view =
    points.length === 0
      ? messageView("means", size.width, size.height, "Nobody has values at both visits")
      : meansView({ points, series, axis, yTitle, ...size, look: "bars", zero: true });
  const last = results.at(-1)!;
  return assembleChart({
    title: options.title ?? name,
    subtitle: [joinParts([describeIntervals(intervals, level), leftOutText(last.excluded.length, `not analysed at ${last.method.options.to}`)], "; ")],
    width: size.width,
    views: [view, ...(points.length === 0 ? [] : [numbersTable({ heading: "Participants analysed", series, numbers, scale: axis.scale, width: size.width })])],
    legend: { series, counts: series.map(({ key: arm }) => mostOf(results.map(({ byArm }) => byArm[arm]![quantity].n))), looks: ["line", "point"] },
  });
}

const caller = "meanChangeChart";

function mostOf(counts: readonly number[]): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}
