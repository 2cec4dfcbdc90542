export { formatInterval } from "./formatInterval.ts";
export type { FormatIntervalOptions } from "./formatInterval.ts";
export { formatNumber } from "./formatNumber.ts";
export type { FormatNumberOptions } from "./formatNumber.ts";
export { formatPercent } from "./formatPercent.ts";
export type { FormatPercentOptions } from "./formatPercent.ts";
export { formatPValue } from "./formatPValue.ts";
export type { FormatPValueOptions, PValueStyle } from "./formatPValue.ts";
export { roundDecimal } from "./roundDecimal.ts";

export { renderCsv } from "./renderCsv.ts";
export type { RenderCsvOptions } from "./renderCsv.ts";
export { renderHtml } from "./renderHtml.ts";
export type { RenderHtmlOptions } from "./renderHtml.ts";
export { renderMarkdown } from "./renderMarkdown.ts";
export { renderText } from "./renderText.ts";
export type { RenderTextOptions } from "./renderText.ts";
export type { Table, TableColumn, TableRow, TableRowGroup, TableText } from "./Table.ts";

// Ready tables
export { adverseEventOverviewTable } from "./adverseEventOverviewTable.ts";
export type { AdverseEventOverviewTableOptions } from "./adverseEventOverviewTable.ts";
export { adverseEventTable } from "./adverseEventTable.ts";
export type { AdverseEventTableOptions } from "./adverseEventTable.ts";
export { baselineTable } from "./baselineTable.ts";
export type { BaselineTableOptions } from "./baselineTable.ts";
export { biomarkerPanelTable } from "./biomarkerPanelTable.ts";
export type { BiomarkerPanelTableOptions } from "./biomarkerPanelTable.ts";
export { coefficientTable } from "./coefficientTable.ts";
export type { CoefficientTableOptions, FitWithCoefficients } from "./coefficientTable.ts";
export { endpointTable } from "./endpointTable.ts";
export type { EndpointAtVisit, EndpointRow, EndpointTableOptions } from "./endpointTable.ts";
export { leastSquaresMeansTable } from "./leastSquaresMeansTable.ts";
export type { LeastSquaresMeansTableOptions, TabledMeans } from "./leastSquaresMeansTable.ts";
export { participantFlowTable } from "./participantFlowTable.ts";
export type { ParticipantFlowTableOptions } from "./participantFlowTable.ts";
export { responderTable } from "./responderTable.ts";
export type { ResponderMeasure, ResponderRow, ResponderTableOptions } from "./responderTable.ts";
export { survivalTable } from "./survivalTable.ts";
export type { SurvivalTableOptions } from "./survivalTable.ts";
export type { TableArm } from "./tableArms.ts";
export type { TableDecimals } from "./tableFigures.ts";
export type { TableOptions } from "./tableOptions.ts";

// Results in words and in notebooks
export { describe } from "./describe.ts";
export { display } from "./display.ts";
export type { Displayable, MimeBundle, VegaLiteSpec } from "./display.ts";
export { methodsText } from "./methodsText.ts";
export { toRows } from "./toRows.ts";
export type { StatisticRow } from "./toRows.ts";
