import type { ComparableResponders, CompareRespondersResult } from "../comparison/compareResponders.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import { show } from "../result/show.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { exclusionNotes, inArms } from "./exclusionNotes.ts";
import type { Table, TableColumn, TableText } from "./Table.ts";
import { keysIn, labelOfArm, tableArms } from "./tableArms.ts";
import { commonLevel, countText, figureWriter, levelText } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, checkTableRows, type TableOptions } from "./tableOptions.ts";

/** One row: a class of responders by arm, and how two arms compare. */
export interface ResponderRow<Arm extends string = string> {
  readonly label: string;
  /** As `classifyResponders` has them. */
  readonly responders: ComparableResponders<Arm> & { readonly excluded?: readonly Pick<Exclusion, "arm" | "reason">[] };
  /** As `compareResponders` has it; without one the row's figures of comparison stay empty. */
  readonly comparison?: CompareRespondersResult<Arm>;
}

export type ResponderMeasure = "riskDifference" | "riskRatio" | "oddsRatio" | "numberNeededToTreat";

export interface ResponderTableOptions<Arm extends string = string> extends TableOptions<Arm> {
  /** Columns of the comparison, in their order. Default `["riskDifference"]`. */
  readonly measures?: readonly ResponderMeasure[];
  /** Of percentages, percentage points and ratios. Default 1, and 2 for ratios. */
  readonly percentDecimals?: number;
}

/**
 * The table of responders: n / N (%) by class and arm, and between two arms the risk difference in percentage points, or other measures,
 * with their intervals, and p. Footnotes name each test, and say who is in no denominator and why.
 *
 * @throws RangeError, TypeError for an arm that a row does not have, a comparison of other counts, rows that compare other arms, intervals of different levels, no row,
 *   an unknown measure or option
 *
 * @example
 * ```ts
 * import { compareResponders, responderTable } from "trialwise";
 *
 * const responders = { byArm: { msc: { responders: 22, n: 32 }, control: { responders: 8, n: 26 } } };
 * const comparison = compareResponders(responders, { treatment: "msc", control: "control" });
 * const table = responderTable([{ label: "Improvement of at least 50 %", responders, comparison }]);
 *
 * table.columns.map(({ label }) => label); // => ["Class", "msc", "control", "Risk difference, % (95% CI)", "p"]
 * table.groups[0]?.rows[0]?.cells.slice(1, 4); // => ["22/32 (68.8)", "8/26 (30.8)", "38.0 (12.1 to 57.5)"]
 * ```
 */
export function responderTable<Arm extends string>(rows: readonly ResponderRow<Arm>[], options: ResponderTableOptions<NoInfer<Arm>> = {}): Table {
  const caller = "responderTable";
  const { title, footnotes } = checkTableOptions(caller, options, ["measures", "percentDecimals"], "Responders");
  const { measures = ["riskDifference"], percentDecimals = 1 } = options;
  for (const [index, measure] of measures.entries()) checkChoice(caller, `measures[${index}]`, measure, keysIn(measureNames));
  checkDecimals(caller, percentDecimals);
  checkTableRows(caller, rows, ["label", "responders"]);
  const [first] = rows;
  if (first === undefined) throw new RangeError(`${caller}: a table needs at least one row`);
  for (const row of rows) checkCounts(caller, row);
  const arms = tableArms(caller, keysIn<Arm>(first.responders.byArm), options.arms);
  const comparisons = rows.flatMap(({ label, comparison }) => (comparison === undefined ? [] : [{ label, ...comparison }]));
  const level = commonLevel(caller, comparisons.map(({ riskDifference }) => riskDifference.interval.level));
  const [compared] = comparisons;
  const other = comparisons.find(({ counts }) => counts.treatment.arm !== compared?.counts.treatment.arm || counts.control.arm !== compared.counts.control.arm);
  if (other !== undefined) throw new RangeError(`${caller}: every row must compare the same two arms; ${show(other.label)} does not`);
  const notes = tableNotes([
    ...footnotes,
    "Responders/participants (%).",
    ...(compared === undefined
      ? []
      : [`Compared are ${labelOfArm(compared.counts.treatment.arm, arms)} and ${labelOfArm(compared.counts.control.arm, arms)}, in this order. CI: confidence interval.`]),
    ...rows.flatMap(({ label, responders: { excluded = [] } }) => exclusionNotes(label, inArms(excluded, arms))),
  ]);
  const cellsOf = (comparison: CompareRespondersResult<Arm>): TableText[] => {
    const reasons = comparison.reasons ?? {};
    const figures = measures.map((measure) => {
      const { estimate, interval } = comparison[measure];
      const write = figureWriter(notes, reasons, measure === "riskDifference" ? 2 : 0);
      const digits = measure === "riskDifference" || measure === "numberNeededToTreat" ? percentDecimals : 2;
      const written = write.withInterval({ value: estimate, path: `${measure}.estimate` }, interval, `${measure}.interval`, digits);
      return measure === "numberNeededToTreat" && comparison.numberNeededToTreat.direction === "harm" ? notes.mark(written, "To harm.") : written;
    });
    const pValue = figureWriter(notes, reasons).pValue(comparison.pValue, "pValue");
    const { testUsed } = comparison;
    return [...figures, typeof pValue === "string" && testUsed !== null ? notes.mark(pValue, testNames[testUsed]) : pValue];
  };
  const comparisonColumns: readonly TableColumn[] =
    compared === undefined
      ? []
      : [...measures.map((measure) => ({ label: `${measureNames[measure]} (${levelText(level)} CI)`, align: "right" as const })), { label: "p", align: "right" }];
  return {
    title,
    columns: [{ label: "Class", align: "left" }, ...arms.map(({ label }) => ({ label, align: "right" as const })), ...comparisonColumns],
    groups: [
      {
        rows: rows.map(({ label, responders, comparison }) => {
          const counts = arms.map(({ arm }): TableText => {
            const { responders: events, n } = responders.byArm[arm];
            const share = countText(notes, events, n, percentDecimals);
            return typeof share === "string" ? share.replace(" ", `/${n} `) : { ...share, text: share.text.replace(" ", `/${n} `) };
          });
          return { cells: [label, ...counts, ...(comparison === undefined ? comparisonColumns.map(() => "") : cellsOf(comparison))] };
        }),
      },
    ],
    footnotes: notes.footnotes(),
  };
}

/** Refuses a comparison of other responders than those beside it. */
function checkCounts<Arm extends string>(caller: string, { label, responders, comparison }: ResponderRow<Arm>): void {
  checkParts(caller, `the responders of ${show(label)}`, responders, ["byArm"]);
  if (comparison !== undefined) checkResult(caller, comparison, { "two-proportions": "compareResponders" }, `the comparison of ${show(label)}`);
  for (const { arm, events, n } of comparison === undefined ? [] : [comparison.counts.treatment, comparison.counts.control]) {
    const own = responders.byArm[arm];
    if (own.responders === events && own.n === n) continue;
    throw new RangeError(`${caller}: the comparison of ${show(label)} must be of its responders; it has ${events} of ${n} in ${arm}, where they are ${own.responders} of ${own.n}`);
  }
}

const measureNames: { readonly [M in ResponderMeasure]: string } = {
  riskDifference: "Risk difference, %",
  riskRatio: "Risk ratio",
  oddsRatio: "Odds ratio",
  numberNeededToTreat: "Number needed to treat",
};

const testNames = { pearson: "Pearson's χ² test.", fisher: "Fisher's exact test." } as const;
