import { checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import type { Interval } from "../result/Interval.ts";
import type { SubgroupAnalysisResult } from "../subgroup/subgroupAnalysis.ts";
import type { EffectRow } from "../subgroup/SubgroupEffect.ts";
import { labelWithCount } from "./assembleChart.ts";
import { checkText } from "./ChartOptions.ts";
import { pValueText } from "./chartText.ts";

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

/** A line as it is to be drawn: an effect, or a heading with a remark. */
export interface ForestLine {
  readonly label: string;
  readonly indent: boolean;
  readonly summary: boolean;
  readonly participants: number | null;
  readonly effect?: { readonly estimate: number | null; readonly interval: Interval };
  readonly remark?: string;
}

/** The lines of a forest plot from the top: a list with its headings, or everyone and then each subgroup. */
export function forestLines(caller: string, input: SubgroupAnalysisResult | readonly ForestRow[]): readonly ForestLine[] {
  return isRowList(input) ? linesOfRows(caller, input) : linesOfSubgroups(caller, input);
}

function isRowList(input: SubgroupAnalysisResult | readonly ForestRow[]): input is readonly ForestRow[] {
  return Array.isArray(input);
}

function linesOfRows(caller: string, rows: readonly ForestRow[]): readonly ForestLine[] {
  return rows.flatMap((row, index): ForestLine[] => {
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

function linesOfSubgroups(caller: string, result: SubgroupAnalysisResult): readonly ForestLine[] {
  checkResult(caller, result, { "subgroup-analysis": "subgroupAnalysis" }, "what is no list of rows");
  const { overall, subgroups } = result;
  const groups = Object.values(subgroups).flatMap(({ label, groups: rows, interaction, postBaseline }): ForestLine[] => {
    const remark = interaction.pValue === null ? "no test of interaction" : `interaction p ${pValueText(interaction.pValue)}`;
    return [
      { label: postBaseline ? `${label} (known only after baseline)` : label, indent: false, summary: false, participants: null, remark },
      ...rows.map((row) => lineOfEffect(row.group, row, false)),
    ];
  });
  return [lineOfEffect("Everyone", overall, true), ...groups];
}

/** A line says how many its effect stands on, which may be fewer than the group has. */
function lineOfEffect(label: string, { counts, estimate, interval }: EffectRow, summary: boolean): ForestLine {
  const analysed = counts.treatment + counts.control;
  return { label: labelWithCount(label, analysed), indent: !summary, summary, participants: analysed, effect: { estimate, interval } };
}
