import type { AdjustedEffect, DifferenceOfMeans, LeastSquaresMeansResult } from "../model/leastSquaresMeans.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { adjustmentTexts } from "./methodsPhrases.ts";
import type { Table, TableRow, TableRowGroup } from "./Table.ts";
import { keysIn } from "./tableArms.ts";
import { figureWriter, levelText } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface LeastSquaresMeansTableOptions extends Omit<TableOptions, "arms"> {
  /** What to call levels of factors: `{ msc: "MSC" }`. Default: their names. */
  readonly labels?: { readonly [level: string]: string };
  /** Of means, differences and standard errors. Default 2. */
  readonly decimals?: number;
}

/** What a table of means needs of the result of `leastSquaresMeans`. */
export interface TabledMeans extends Pick<LeastSquaresMeansResult, "covariates" | "counts"> {
  readonly means: readonly (AdjustedEffect & { readonly levels: { readonly [factor: string]: string } })[];
  readonly differences: readonly (AdjustedEffect & Pick<DifferenceOfMeans, "level" | "versus" | "adjustedPValue"> & { readonly within: { readonly [factor: string]: string | undefined } })[];
  readonly method: { readonly options: Pick<LeastSquaresMeansResult["method"]["options"], "weights" | "adjustment" | "level"> };
}

/**
 * Adjusted (least-squares) means with standard error, degrees of freedom and interval, and their differences with p. A mean that the
 * design cannot tell is a dash with a footnote. Without differences there is no column of p. Footnotes say what covariates were held at.
 *
 * @throws RangeError, TypeError for decimals out of range, an unknown option
 *
 * @example
 * ```ts
 * import { fitLinearModel, leastSquaresMeans, leastSquaresMeansTable } from "trialwise";
 *
 * const fit = fitLinearModel({ response: [1, 2, 3, 5, 6, 7], terms: ["arm"], data: { arm: ["c", "c", "c", "t", "t", "t"] } });
 * const table = leastSquaresMeansTable(leastSquaresMeans(fit, { of: ["arm"], differences: { of: "arm", versus: "c" } }), { labels: { t: "Treated", c: "Control" } });
 *
 * table.groups[1]?.rows[0]?.cells; // => ["Treated − Control", "4.00", "0.82", "4.0", "1.73 to 6.27", "0.008"]
 * ```
 */
export function leastSquaresMeansTable(result: TabledMeans, options: LeastSquaresMeansTableOptions = {}): Table {
  const caller = "leastSquaresMeansTable";
  const { title, footnotes } = checkTableOptions(caller, options, ["labels", "decimals"], "Adjusted means");
  checkParts(caller, "the result", result, ["means", "differences", "covariates", "counts", "method"]);
  const { labels = {}, decimals = 2 } = options;
  checkDecimals(caller, decimals);
  const { weights, adjustment, level } = result.method.options;
  const held = result.covariates.map(({ name, value }) => `${name} = ${Number(value.toPrecision(6))}`);
  const notes = tableNotes([
    ...footnotes,
    `${result.counts.observations} observations of ${result.counts.participants} participants. SE: standard error; df: degrees of freedom; CI: confidence interval.`,
    `${weightNames[weights]}${held.length === 0 ? "" : `, covariates held at ${held.join(", ")}`}.`,
  ]);
  const nameOf = (name: string): string => (Object.hasOwn(labels, name) ? (labels[name] ?? name) : name);
  const levelsText = (levels: { readonly [factor: string]: string | undefined }): string =>
    keysIn<string>(levels).map((factor) => nameOf(levels[factor] ?? "")).join(", ");
  // Means have no p-value: without differences there is no column for one.
  const isCompared = result.differences.length > 0;
  const isAdjusted = isCompared && adjustment !== "none";
  const cellsOf = (effect: AdjustedEffect) => {
    const write = figureWriter(notes, effect.reasons);
    const isUnbounded = effect.degreesOfFreedom === null && effect.reasons?.degreesOfFreedom === "unbounded";
    return [
      write.number(effect.estimate, "estimate", decimals),
      write.number(effect.standardError, "standardError", decimals),
      isUnbounded ? notes.mark("∞", "Normal distribution.") : write.number(effect.degreesOfFreedom, "degreesOfFreedom", 1),
      write.range({ value: effect.interval.lower, path: "interval.lower" }, { value: effect.interval.upper, path: "interval.upper" }, decimals),
    ];
  };
  const means = result.means.map((mean): TableRow => ({ cells: [levelsText(mean.levels), ...cellsOf(mean), ...(isCompared ? [""] : []), ...(isAdjusted ? [""] : [])] }));
  const differences = result.differences.map((difference): TableRow => {
    const write = figureWriter(notes, difference.reasons);
    const within = levelsText(difference.within);
    return {
      cells: [
        `${nameOf(difference.level)} − ${nameOf(difference.versus)}${within === "" ? "" : ` (${within})`}`,
        ...cellsOf(difference),
        write.pValue(difference.pValue, "pValue"),
        ...(isAdjusted ? [write.pValue(difference.adjustedPValue ?? null, "adjustedPValue")] : []),
      ],
    };
  });
  const groups: readonly TableRowGroup[] = [{ label: "Means", rows: means }, ...(isCompared ? [{ label: "Differences", rows: differences }] : [])];
  return {
    title,
    columns: [
      { label: "", align: "left" },
      ...["Estimate", "SE", "df", `${levelText(level)} CI`, ...(isCompared ? ["p"] : [])].map((label) => ({ label, align: "right" as const })),
      ...(isAdjusted ? [{ label: notes.mark("Adjusted p", `Adjusted by ${adjustmentTexts[adjustment]}; intervals are not adjusted.`), align: "right" as const }] : []),
    ],
    groups,
    footnotes: notes.footnotes(),
  };
}

const weightNames = { equal: "Factors averaged with equal weights", proportional: "Factors averaged with weights proportional to their frequency", counterfactual: "Averaged over the participants' own factors and covariates" } as const;
