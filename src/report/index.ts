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
export type { TableColumn, TableRow, TableRowGroup, Table } from "./Table.ts";

export { toRows } from "./toRows.ts";
export type { StatisticRow } from "./toRows.ts";
