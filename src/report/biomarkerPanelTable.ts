import type { BiomarkerPanelResult, BiomarkerPanelRow } from "../biomarker/biomarkerPanel.ts";
import { checkResult } from "../result/checkResult.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { adjusted, unlessTwoSided } from "./methodsPhrases.ts";
import type { Table, TableRow, TableText } from "./Table.ts";
import { labelOfArm, tableArms } from "./tableArms.ts";
import { commonLevel, decimalsFor, figureWriter, levelText, type TableDecimals } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface BiomarkerPanelTableOptions<Arm extends string = string> extends TableOptions<Arm> {
  /** Of changes or ratios, by the label of the analyte. Default 2. */
  readonly decimals?: TableDecimals;
}

/**
 * The table of a biomarker panel: each analyte with its matrix and unit, and below it, arm by arm, n, the change or the ratio after / before
 * with its interval, p, and p adjusted for the number of tests. Footnotes count who was not analysed, and values beyond the limits of quantification.
 *
 * @throws RangeError, TypeError for an arm that the panel does not have, decimals out of range, an unknown option
 *
 * @example
 * ```ts
 * import { biomarkerPanel, biomarkerPanelTable, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V6: { at: { months: 1 } } },
 *   biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" } },
 * });
 * const pairs = [[20, 29], [18, 22], [25, 41]] as const;
 * const data = readTrialData(trial, {
 *   participants: pairs.map((_, index) => ({ id: `00${index + 1}`, arm: "msc" })),
 *   biomarkerSamples: pairs.flatMap(([before, after], index) => [
 *     { participant: `00${index + 1}`, visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: before },
 *     { participant: `00${index + 1}`, visit: "V6", biomarker: "tgfb1", unit: "pg/mL", value: after },
 *   ]),
 * });
 * const table = biomarkerPanelTable(biomarkerPanel(data, { from: "V5", to: "V6" }));
 *
 * table.groups[0]?.label; // => "TGF-β1 (CSF, pg/mL)"
 * table.groups[0]?.rows[0]?.cells.slice(0, 3); // => ["msc", "3", "1.43 (0.99 to 2.06)"]
 * ```
 */
export function biomarkerPanelTable<Keys extends TrialKeys>(
  result: BiomarkerPanelResult<Keys>,
  options: BiomarkerPanelTableOptions<NoInfer<Keys["arm"]>> = {},
): Table {
  const caller = "biomarkerPanelTable";
  checkResult(caller, result, { "biomarker-panel": "biomarkerPanel" });
  const { title, footnotes } = checkTableOptions(caller, options, ["decimals"], "Biomarkers");
  const { decimals = 2 } = options;
  const arms = tableArms(caller, [...new Set(result.rows.map(({ arm }) => arm))], options.arms);
  const level = commonLevel(caller, result.rows.map(({ interval }) => interval.level));
  const { from, to, scale, adjustment, family, test, alternative } = result.method.options;
  const notes = tableNotes([...footnotes, `Change from ${from} to ${to}. CI: confidence interval. Tests: ${testNames[test]}${unlessTwoSided(alternative)}; ${adjusted(adjustment)} over the ${family === "arm" ? "tests of each arm" : "whole panel"}.`]);
  const rowOf = (row: BiomarkerPanelRow<Keys>): TableRow => {
    const write = figureWriter(notes, row.reasons);
    const name = labelOfArm(row.arm, arms);
    return {
      cells: [
        name,
        countOf(row),
        write.withInterval({ value: row.estimate, path: "estimate" }, row.interval, "interval", decimalsFor(caller, row.label, decimals)),
        write.pValue(row.pValue, "pValue"),
        write.pValue(row.adjustedPValue, "adjustedPValue"),
      ],
    };
  };
  const countOf = ({ n, excluded, limits: { before, after } }: BiomarkerPanelRow<Keys>): TableText => {
    const analysed = excluded === 0 ? String(n) : notes.mark(String(n), `Not analysed: ${excluded} ${excluded === 1 ? "participant" : "participants"} of the arm.`);
    const [below, above] = [before.below + after.below, before.above + after.above];
    if (below + above === 0) return analysed;
    return notes.mark(analysed, `Values beyond the limits of quantification: ${below} below, ${above} above.`);
  };
  return {
    title,
    columns: [
      { label: "Analyte, arm", align: "left" },
      { label: "n", align: "right" },
      { label: `${scale === "fold" ? "Ratio after / before" : scale === "log" ? "Change of logarithm" : "Change"} (${levelText(level)} CI)`, align: "right" },
      { label: "p", align: "right" },
      { label: "Adjusted p", align: "right" },
    ],
    groups: result.method.options.biomarkers.flatMap((biomarker) => {
      const own = result.rows.filter((row) => row.biomarker === biomarker);
      const shown = arms.flatMap(({ arm }) => own.filter((row) => row.arm === arm));
      const [first] = shown;
      return first === undefined ? [] : [{ label: `${first.label} (${first.matrix}, ${first.unit})`, rows: shown.map(rowOf) }];
    }),
    footnotes: notes.footnotes(),
  };
}

const testNames = { "paired-t": "paired t", "signed-rank": "Wilcoxon's signed-rank", tobit: "likelihood ratio of a censored normal model" } as const;
