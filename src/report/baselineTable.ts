import type { BaselineCharacteristicsResult } from "../participants/baselineCharacteristics.ts";
import type { BaselineRow, NumericBaselineRow } from "../participants/BaselineRow.ts";
import type { BaselineTest } from "../participants/baselineTest.ts";
import { checkResult } from "../result/checkResult.ts";
import type { ArmSummary } from "../summary/ArmSummary.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { exclusionNotes, inArms } from "./exclusionNotes.ts";
import { limitTexts } from "./methodsPhrases.ts";
import type { Table, TableRow, TableText } from "./Table.ts";
import { allArmsNotes, keysIn, labelOfArm, tableArms } from "./tableArms.ts";
import { armHeading, countText, decimalsFor, figureWriter, type TableDecimals } from "./tableFigures.ts";
import { capitalised, tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface BaselineTableOptions<Arm extends string = string> extends TableOptions<Arm> {
  /** Of means, medians and their kin. Default 1. */
  readonly decimals?: TableDecimals;
  /** Of percentages. Default 1. */
  readonly percentDecimals?: number;
  /** Whether minimum and maximum are a row too. Default false. */
  readonly range?: boolean;
  /** Whether all arms together are the last column of counts. Default true. */
  readonly overall?: boolean;
}

type Statistic = "mean" | "median" | "range";

/**
 * The table of baseline characteristics: for numbers mean (SD) and median (quartiles), for categories n (%) level by level, and for either
 * how many have no value, by arm and over all arms. Denominators stand in the headings; percentages are of those whose level is known.
 * Standardised differences and p-values are columns where the result has them; footnotes name each test.
 *
 * @throws RangeError, TypeError for an arm that the result does not have, decimals out of range, an unknown option
 *
 * @example
 * ```ts
 * import { baselineCharacteristics, baselineTable, defineTrial, readTrialData, renderText } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   covariates: { age: { kind: "number", label: "Age", unit: "years" } },
 * });
 * const ages = { msc: [51, 57, 60], control: [49, 53] } as const;
 * const participants = (["msc", "control"] as const).flatMap((arm) => ages[arm].map((age, index) => ({ id: `${arm} ${index}`, arm, covariates: { age } })));
 * const table = baselineTable(baselineCharacteristics(readTrialData(trial, { participants })), { overall: false });
 *
 * table.columns.map(({ label }) => label); // => ["Characteristic", "msc (N = 3)", "control (N = 2)"]
 * table.groups[0]?.rows[1]?.cells; // => ["Mean (SD)", "56.0 (4.6)", "51.0 (2.8)"]
 * renderText(table).split("\n")[4]; // => "Age (years)"
 * ```
 */
export function baselineTable<Keys extends TrialKeys>(
  result: BaselineCharacteristicsResult<Keys>,
  options: BaselineTableOptions<NoInfer<Keys["arm"]>> = {},
): Table {
  const caller = "baselineTable";
  checkResult(caller, result, { "baseline-characteristics": "baselineCharacteristics" });
  const { title, footnotes } = checkTableOptions(caller, options, ["decimals", "percentDecimals", "range", "overall"], "Baseline characteristics");
  const { decimals = 1, percentDecimals = 1, range = false, overall = true } = options;
  checkDecimals(caller, percentDecimals);
  const everyArm = keysIn<Keys["arm"]>(result.byArm);
  const arms = tableArms(caller, everyArm, options.arms);
  const { compare, limits } = result.method.options;
  const comparisonNotes = (): readonly string[] => {
    if (compare === undefined || (!compare.standardisedDifferences && compare.tests === undefined)) return [];
    const [treatment, control] = [labelOfArm(compare.treatment, arms), labelOfArm(compare.control, arms)];
    const columns = [...(compare.standardisedDifferences ? ["standardised differences"] : []), ...(compare.tests === undefined ? [] : ["p-values"])].join(" and ");
    const direction = compare.standardisedDifferences ? `; those of numbers are ${treatment} − ${control}, those of categories have no direction` : "";
    return [`${capitalised(columns)} are of ${treatment} and ${control}${direction}.`];
  };
  const notes = tableNotes([
    ...footnotes,
    "SD: standard deviation. Percentages are of those whose level is known.",
    ...(overall ? allArmsNotes(everyArm, arms) : []),
    ...comparisonNotes(),
    ...(result.caution === undefined ? [] : ["In a randomised trial differences at baseline are due to chance, which a p-value does not test."]),
    ...exclusionNotes("Participants", overall ? result.excluded : inArms(result.excluded, arms)),
  ]);

  /** A row's cells, arm by arm and over all. */
  const across = <Cell>(row: { readonly byArm: { readonly [A in Keys["arm"]]: Cell }; readonly overall: Cell }, write: (cell: Cell) => TableText): TableText[] => [
    ...arms.map(({ arm }) => write(row.byArm[arm])),
    ...(overall ? [write(row.overall)] : []),
  ];
  const compared = (row: BaselineRow<Keys>): TableText[] => [
    ...(compare?.standardisedDifferences ? [differenceOf(row)] : []),
    ...(compare?.tests === undefined ? [] : [testOf(row.test)]),
  ];
  const blanks = [...(compare?.standardisedDifferences ? [""] : []), ...(compare?.tests === undefined ? [] : [""])];
  const differenceOf = ({ standardisedDifference }: BaselineRow<Keys>): TableText =>
    standardisedDifference === undefined ? "" : figureWriter(notes, standardisedDifference.reasons).number(standardisedDifference.estimate, "estimate", 2);
  const testOf = (test: BaselineTest | undefined): TableText => {
    if (test === undefined) return "";
    const written = figureWriter(notes, test.reasons).pValue(test.pValue, "pValue");
    return typeof written === "string" ? notes.mark(written, `${testNames[test.test]}.`) : written;
  };
  const rowsOf = (row: BaselineRow<Keys>): readonly TableRow[] => {
    const blank = arms.map(() => "").concat(overall ? [""] : []);
    const missing: TableRow[] = row.missing.length === 0 ? [] : [{ cells: ["Missing", ...across<{ readonly missing: number }>(row, (cell) => String(cell.missing)), ...blanks], indent: 1 }];
    if (row.kind === "category") {
      const levels = row.levels.map((level): TableRow => {
        const cells = arms.map(({ arm }) => countText(notes, level.byArm[arm].participants, row.byArm[arm].n, percentDecimals));
        if (overall) cells.push(countText(notes, level.overall.participants, row.overall.n, percentDecimals));
        return { cells: [level.level, ...cells, ...blanks], indent: 1 };
      });
      return [{ cells: [`${row.label}, n (%)`, ...blank, ...compared(row)] }, ...levels, ...missing];
    }
    const digits = decimalsFor(caller, row.label, decimals);
    const statistics: readonly Statistic[] = range ? ["mean", "median", "range"] : ["mean", "median"];
    return [
      { cells: [headingOf(row.unit === undefined ? row.label : `${row.label} (${row.unit})`, row), ...blank, ...compared(row)] },
      ...statistics.map((statistic): TableRow => ({ cells: [statisticNames[statistic], ...across<ArmSummary>(row, (cell) => describe(cell, statistic, digits)), ...blanks], indent: 1 })),
      ...missing,
    ];
  };
  const headingOf = (heading: string, { byArm, overall: all }: NumericBaselineRow<Keys>): TableText => {
    if ((all.beyondLimits ?? 0) === 0) return heading;
    const counts = arms.map(({ arm, label }) => `${label} ${byArm[arm].beyondLimits ?? 0}`).join(", ");
    return notes.mark(heading, `Values beyond the limits of quantification: ${counts}${limits === undefined ? "" : `; each stands as ${limitTexts[limits]}`}.`);
  };
  const describe = (summary: ArmSummary, statistic: Statistic, digits: number): TableText => {
    const write = figureWriter(notes, summary.reasons);
    if (statistic === "mean") return write.pair({ value: summary.mean, path: "mean" }, { value: summary.standardDeviation, path: "standardDeviation" }, digits);
    if (statistic === "range") return write.range({ value: summary.minimum, path: "minimum" }, { value: summary.maximum, path: "maximum" }, digits);
    const { lower, upper } = summary.quartiles;
    return write.withInterval({ value: summary.median, path: "median" }, { lower, upper, level: 0.5 }, "quartiles", digits);
  };

  const groups = [{ rows: result.rows.flatMap(rowsOf) }];
  return {
    title,
    columns: [
      { label: "Characteristic", align: "left" },
      ...arms.map(({ arm, label }) => ({ label: armHeading(label, result.byArm[arm].participants), align: "right" as const })),
      ...(overall ? [{ label: armHeading("All", result.overall.participants), align: "right" as const }] : []),
      ...(compare?.standardisedDifferences ? [{ label: "Standardised difference", align: "right" as const }] : []),
      ...(compare?.tests === undefined ? [] : [{ label: "p", align: "right" as const }]),
    ],
    groups,
    footnotes: notes.footnotes(),
  };
}

const statisticNames: { readonly [S in Statistic]: string } = { mean: "Mean (SD)", median: "Median (quartiles)", range: "Minimum to maximum" };

const testNames: { readonly [T in BaselineTest["test"]]: string } = {
  "welch-t-test": "Welch's t test",
  "student-t-test": "Student's t test",
  "rank-sum-test": "Wilcoxon's rank-sum test",
  "pearson-chi-square-test": "Pearson's χ² test",
  "fisher-exact-test": "Fisher's exact test",
};
