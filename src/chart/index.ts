// By arm and over time
export { meanChangeChart } from "./meanChangeChart.ts";
export type { MeanChangeChartOptions } from "./meanChangeChart.ts";
export { meanCurveChart } from "./meanCurveChart.ts";
export type { MeanCurveChartOptions, MeanCurves } from "./meanCurveChart.ts";
export { survivalChart } from "./survivalChart.ts";
export type { SurvivalChartOptions, SurvivalCurves } from "./survivalChart.ts";
export { cumulativeIncidenceChart } from "./cumulativeIncidenceChart.ts";
export type { CumulativeIncidenceChartOptions } from "./cumulativeIncidenceChart.ts";

// By participant
export { slopeChart } from "./slopeChart.ts";
export type { SlopeChartOptions } from "./slopeChart.ts";
export { trajectoryChart } from "./trajectoryChart.ts";
export type { TrajectoryChartOptions } from "./trajectoryChart.ts";
export { waterfallChart } from "./waterfallChart.ts";
export type { WaterfallChartOptions } from "./waterfallChart.ts";

export { biomarkerChart } from "./biomarkerChart.ts";
export type { BiomarkerChartOptions } from "./biomarkerChart.ts";

// Estimates
export { adverseEventChart } from "./adverseEventChart.ts";
export type { AdverseEventChartOptions } from "./adverseEventChart.ts";
export { forestChart } from "./forestChart.ts";
export type { ForestChartOptions } from "./forestChart.ts";
export type { ForestRow } from "./forestLines.ts";
export { rocChart } from "./rocChart.ts";
export type { RocChartOptions } from "./rocChart.ts";

// Participants
export { participantFlowDiagram } from "./participantFlowDiagram.ts";
export type { ParticipantFlowDiagramOptions } from "./participantFlowDiagram.ts";

// What charts are
export type { ArmChartOptions, ChartOptions } from "./ChartOptions.ts";
export type {
  ChartAxis,
  ChartConfig,
  ChartData,
  ChartEncoding,
  ChartFieldPosition,
  ChartLayer,
  ChartMark,
  ChartPosition,
  ChartRow,
  ChartScale,
  ChartSecondPosition,
  ChartSeriesChannel,
  ChartSizeChannel,
  ChartSpec,
  ChartTitle,
  ChartValue,
  ChartView,
} from "./ChartSpec.ts";
export type { MeanIntervals } from "./meanIntervals.ts";
export type { CurveIntervals } from "./stepCurves.ts";
export type { VisitTimes } from "./visitAxis.ts";
