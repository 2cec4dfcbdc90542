import { checkChoice } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import { show } from "../result/show.ts";
import type { CumulativeIncidenceResult } from "../survival/cumulativeIncidence.ts";
import type { CumulativeIncidenceByArmResult, RowCause } from "../survival/cumulativeIncidenceByArm.ts";
import { leftOutText } from "./assembleChart.ts";
import { type ArmChartOptions, checkText, readChartOptions, usualSize } from "./ChartOptions.ts";
import { countText, joinParts } from "./chartText.ts";
import type { ChartSpec } from "./ChartSpec.ts";
import { type Series, seriesAt, seriesOfArms } from "./series.ts";
import { type CurveIntervals, limitsText, readIntervals, riskCounter, type StepCurve, stepCurvesChart } from "./stepCurves.ts";

export interface CumulativeIncidenceChartOptions extends ArmChartOptions {
  /** Of a result by arm: what the incidence is of, as the result names it. Default `"event"`. */
  readonly cause?: RowCause;
  /** How to draw the limits of the curves. Default `"band"`, of more than two curves `"bars"`. */
  readonly intervals?: CurveIntervals;
  /** What the vertical axis says. Default `"Cumulative incidence"`. */
  readonly outcome?: string;
  /** What the horizontal axis says: `"Months from randomisation"`. Default: the unit of time, where the result has one. */
  readonly time?: string;
}

/**
 * Cumulative incidence of an event by arm, where something else may rule it out, with limits and the numbers at risk below.
 *
 * From a result of `cumulativeIncidenceByArm`, of one cause; or of `cumulativeIncidence` for one group, of every cause, all of which have the same
 * participants at risk. Upwards is the
 * probability of having had the event, from 0 to 1; to the right time, in the result's unit. A curve runs on to the last time at which
 * anybody was observed. At risk are those without an event of any cause. An arm in which nobody had the event runs level at 0; one that
 * nobody is in has its place in the legend, and no curve. Marks of censoring are left out, as is the custom.
 *
 * @throws RangeError, TypeError for a cause that the result was not asked for, an arm without an entry in `arms`, an unknown option
 *
 * @example
 * ```ts
 * import { cumulativeIncidence, cumulativeIncidenceChart } from "trialwise";
 *
 * const incidence = cumulativeIncidence({ time: [2, 4, 4, 6], cause: ["gastrostomy", "death", "gastrostomy", null] });
 * const chart = cumulativeIncidenceChart(incidence);
 *
 * chart.concat[1]?.data.values.filter(({ label }) => label === "gastrostomy").map(({ time, estimate }) => [time, estimate]); // => [[0, 0], [2, 0.25], [4, 0.5], [6, 0.5]]
 * ```
 */
export function cumulativeIncidenceChart(
  result: CumulativeIncidenceByArmResult | CumulativeIncidenceResult,
  options: CumulativeIncidenceChartOptions = {},
): ChartSpec {
  checkResult(caller, result, { "cumulative-incidence-by-arm": "cumulativeIncidenceByArm", "cumulative-incidence": "cumulativeIncidence" });
  const byArm = "byArm" in result;
  const size = readChartOptions(caller, options, ["arms", "colors", "intervals", "outcome", "time", ...(byArm ? ["cause"] : [])], usualSize);
  const { outcome = "Cumulative incidence", title = "Cumulative incidence", cause = "event" } = options;
  checkText(caller, "outcome", outcome);
  checkText(caller, "time", options.time);
  const { times } = result.method.options;
  const parts = { title, xTitle: options.time, yTitle: outcome, times, full: false, size };
  if (!byArm) {
    const { causes, counts } = result;
    const names = causes.length === 0 ? ["event"] : causes.map((each) => each.cause);
    const curves = names.map((name, place) => curveOf(seriesAt(name, String(name), place, options.colors), result, name));
    const intervals = readIntervals(caller, options.intervals, curves);
    const subtitle = [countText(counts.participants, "participant", "participants"), limitsText(curves, intervals, result.method.options)];
    return stepCurvesChart({ ...parts, intervals, subtitle: [joinParts(subtitle, "; ")], curves, unit: undefined, oneGroup: true });
  }
  checkCause(result, cause);
  const curves = seriesOfArms(caller, Object.keys(result.byArm), options).map((series) => curveOf(series, result.byArm[series.key]!.incidence, cause));
  const intervals = readIntervals(caller, options.intervals, curves);
  const leftOut = leftOutText(result.excluded.length, "not analysed");
  return stepCurvesChart({ ...parts, intervals, subtitle: [joinParts([limitsText(curves, intervals, result.method.options), leftOut], "; ")], curves, unit: result.unit, oneGroup: false });
}

const caller = "cumulativeIncidenceChart";

/** A result by kind of event does not say which kinds there could be: one that nobody had is known by its spelling alone. */
function checkCause({ method }: CumulativeIncidenceByArmResult, cause: RowCause): void {
  if (method.options.causes === "outcome") checkChoice(caller, "cause", cause, ["event", "competing"]);
  else if (cause === "event" || cause === "competing") {
    throw new RangeError(`${caller}: cause must name a kind of event, since the result is by kind; received ${show(cause)}`);
  }
}

function curveOf<Key extends string | number, Cause extends string | number>(series: Series<Key>, result: CumulativeIncidenceResult<Cause> | null, cause: Cause): StepCurve<Key> {
  if (result === null) return { series, n: 0, steps: [], censored: [], atRisk: () => 0 };
  const own = result.causes.find((each) => each.cause === cause)?.steps ?? [];
  const steps = own.map(({ time, estimate, interval }) => ({ time, estimate, lower: interval.lower, upper: interval.upper }));
  const start = steps[0]?.time === 0 ? [] : [{ time: 0, estimate: 0, lower: null, upper: null }];
  const last = steps.at(-1) ?? start[0]!;
  const end = result.steps.at(-1)?.time ?? 0;
  return {
    series,
    n: result.counts.participants,
    steps: [...start, ...steps, ...(end > last.time ? [{ ...last, time: end }] : [])],
    censored: [],
    atRisk: riskCounter(result.steps, result.counts.participants, []),
  };
}
