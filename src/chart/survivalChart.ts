import { checkParts } from "../result/checkKeys.ts";
import { checkResult } from "../result/checkResult.ts";
import type { KaplanMeierOptions, KaplanMeierResult } from "../survival/kaplanMeier.ts";
import type { SurvivalByArmResult } from "../survival/survivalByArm.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import { leftOutText } from "./assembleChart.ts";
import { type ArmChartOptions, checkText, readChartOptions, usualSize } from "./ChartOptions.ts";
import { joinParts } from "./chartText.ts";
import type { ChartSpec } from "./ChartSpec.ts";
import { type Series, seriesAt, seriesOfArms } from "./series.ts";
import { type CurveIntervals, limitsText, readIntervals, riskCounter, type StepCurve, stepCurvesChart } from "./stepCurves.ts";

export interface SurvivalChartOptions extends ArmChartOptions {
  /** How to draw the limits of the curves. Default `"band"`, of more than two curves `"bars"`. */
  readonly intervals?: CurveIntervals;
  /** What the vertical axis says. Default `"Survival probability"`. */
  readonly outcome?: string;
  /** What the horizontal axis says: `"Months from randomisation"`. Default: the unit of time, where the result has one. */
  readonly time?: string;
}

/** Curves of several groups, each by `kaplanMeier`. */
export interface SurvivalCurves {
  readonly byArm: { readonly [arm: string]: { readonly survival: KaplanMeierResult | null } };
  /** Of the times. */
  readonly unit?: TimeUnit;
  readonly method?: never;
}

/**
 * Kaplan–Meier curves by arm, with limits, marks where participants were censored, and the numbers at risk below.
 *
 * From a result of `survivalByArm`, of `kaplanMeier` for one group, or from curves of several groups put together as `SurvivalCurves`. Upwards is the probability of being without the event, from 0 to 1;
 * to the right time, in the result's unit. A curve ends at its last time. Numbers at risk stand at the `times` that the result was asked
 * for, otherwise at round times; they are of participants under observation just before each time, and where somebody entered later
 * (delayed entry) only those asked for are known. Bands are pointwise limits, or of more than
 * two curves bars at ticks, a little apart; there is none where the estimate has no variance.
 * An arm that nobody is in has its place in the legend, and no curve.
 *
 * @throws RangeError, TypeError for an arm without an entry in `arms`, curves whose limits differ in level or method, an unknown option
 *
 * @example
 * ```ts
 * import { kaplanMeier, survivalChart } from "trialwise";
 *
 * const curve = kaplanMeier({ time: [5, 8, 12, 16], event: [1, 1, 0, 1] }, { times: [0, 10] });
 * const chart = survivalChart(curve, { title: "Time to ventilation" });
 *
 * chart.concat[1]?.data.values.map(({ time, estimate }) => [time, estimate]); // => [[0, 1], [5, 0.75], [8, 0.5], [12, 0.5], [16, 0]]
 * chart.concat[2]?.data.values.map(({ number }) => number); // => [4, 2]
 * ```
 */
export function survivalChart(result: SurvivalByArmResult | KaplanMeierResult | SurvivalCurves, options: SurvivalChartOptions = {}): ChartSpec {
  const how = drawnBy(result);
  const size = readChartOptions(caller, options, ["arms", "colors", "intervals", "outcome", "time"], usualSize);
  const { outcome = "Survival probability", title = "Kaplan–Meier estimate" } = options;
  checkText(caller, "outcome", outcome);
  checkText(caller, "time", options.time);
  const byArm = "byArm" in result;
  const curves = byArm
    ? seriesOfArms(caller, Object.keys(result.byArm), options).map((series) => curveOf(series, result.byArm[series.key]!.survival))
    : [curveOf(seriesAt("all", "All participants", 0, options.colors), result)];
  const intervals = readIntervals(caller, options.intervals, curves);
  const limits = limitsText(curves, intervals, how);
  const marks = curves.some(({ censored }) => censored.length > 0) ? "Upright marks: censored" : undefined;
  const leftOut = "excluded" in result ? leftOutText(result.excluded.length, "not analysed") : undefined;
  return stepCurvesChart({
    title,
    subtitle: [joinParts([marks, limits, leftOut], "; ")],
    curves,
    xTitle: options.time,
    yTitle: outcome,
    unit: byArm ? result.unit : undefined,
    times: how.times,
    intervals,
    full: true,
    oneGroup: false,
    size,
  });
}

const caller = "survivalChart";

type Drawn = Pick<Required<KaplanMeierOptions>, "times" | "level" | "intervalMethod">;

/** How the curves were estimated, as far as the chart says it. */
function drawnBy(result: SurvivalByArmResult | KaplanMeierResult | SurvivalCurves): Drawn {
  if (!isByHand(result)) {
    checkResult(caller, result, { "kaplan-meier-by-arm": "survivalByArm", "kaplan-meier": "kaplanMeier" });
    return result.method.options;
  }
  const drawn = Object.entries(result.byArm).flatMap(([arm, group]): Drawn[] => {
    checkParts(caller, `byArm.${arm}`, group, ["survival"]);
    if (group.survival === null) return [];
    checkResult(caller, group.survival, { "kaplan-meier": "kaplanMeier" }, `byArm.${arm}.survival`);
    return [group.survival.method.options];
  });
  const [first = { times: [], level: 0.95, intervalMethod: "log-log" }] = drawn;
  if (drawn.some(({ level, intervalMethod }) => level !== first.level || intervalMethod !== first.intervalMethod)) {
    throw new RangeError(`${caller}: all curves must have the same level and intervalMethod`);
  }
  return { ...first, times: [...new Set(drawn.flatMap(({ times }) => times))].sort((a, b) => a - b) };
}

function isByHand(result: SurvivalByArmResult | KaplanMeierResult | SurvivalCurves): result is SurvivalCurves {
  return typeof result === "object" && result !== null && "byArm" in result && typeof result.byArm === "object" && result.byArm !== null && !("method" in result);
}

function curveOf<Key extends string>(series: Series<Key>, result: KaplanMeierResult | null): StepCurve<Key> {
  if (result === null) return { series, n: 0, steps: [], censored: [], atRisk: () => 0 };
  const { steps, counts, atTimes } = result;
  const start = steps[0]?.time === 0 ? [] : [{ time: 0, estimate: 1, lower: null, upper: null }];
  return {
    series,
    n: counts.participants,
    steps: [...start, ...steps.map(({ time, estimate, interval }) => ({ time, estimate, lower: interval.lower, upper: interval.upper }))],
    censored: steps.flatMap(({ time, estimate, censored }) => (censored === 0 ? [] : [{ time, estimate, participants: censored }])),
    atRisk: riskCounter(steps, counts.participants, atTimes),
  };
}
