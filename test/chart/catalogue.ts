import {
  type ArmChartOptions,
  adverseEventChart,
  biomarkerChart,
  type ChartSpec,
  cumulativeIncidenceChart,
  forestChart,
  meanChangeChart,
  meanCurveChart,
  rocChart,
  slopeChart,
  survivalChart,
  trajectoryChart,
  waterfallChart,
} from "trialwise/chart";
import type { simulatedResults } from "./simulatedResults.ts";

export type Results = ReturnType<typeof simulatedResults>;

/** Every chart that can be drawn from some results, by name. */
export function chartsOf(results: Results, { colors, arms, ...size }: ArmChartOptions): Readonly<Record<string, ChartSpec>> {
  const options = { ...size, ...(arms !== undefined && { arms }), ...(colors !== undefined && { colors }) };
  const visits = results.trial.visits;
  return {
    "mean change by time": meanChangeChart(results.changes, { ...options, visits }),
    "mean change by visit": meanChangeChart(results.changes, { ...options, intervals: "standard-error" }),
    "mean change at one visit": meanChangeChart(results.change, { ...options, quantity: "percentChange" }),
    slopes: slopeChart(results.slopes, options),
    waterfall: waterfallChart(results.slopes, { ...options, threshold: 50 }),
    "waterfall, cut": waterfallChart(results.change, { ...options, range: { from: -20, to: 20 } }),
    trajectories: trajectoryChart(results.fits, options),
    survival: survivalChart(results.survival, options),
    "survival at round times": survivalChart(results.survivalWithoutTimes, { ...options, intervals: "none" }),
    incidence: cumulativeIncidenceChart(results.incidence, options),
    biomarker: biomarkerChart(results.biomarker, options),
    ...(results.model && { "model curves": meanCurveChart(results.model, options) }),
    ...(results.mmrm && { "model means by time": meanCurveChart(results.mmrm, { ...options, visits }) }),
    ...(results.subgroups && { subgroups: forestChart(results.subgroups, size) }),
    ...(results.adverseEvents && { "adverse events": adverseEventChart(results.adverseEvents, options), "organ classes": adverseEventChart(results.adverseEvents, { ...options, rows: "system-organ-classes", atLeast: 0.1 }) }),
    ...(results.roc && { roc: rocChart(results.roc, size) }),
  };
}
