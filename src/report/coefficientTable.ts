import type { LinearMixedModelFit } from "../mixed/LinearMixedModelFit.ts";
import type { GroupedMmrmFit, MmrmFit } from "../mmrm/MmrmFit.ts";
import { decimalText } from "../numeric/decimalText.ts";
import type { LinearModelFit } from "../model/fitLinearModel.ts";
import type { FixedEffect } from "../model/FixedEffect.ts";
import { checkResult } from "../result/checkResult.ts";
import { checkDecimals } from "./checkDecimals.ts";
import type { Table, TableRow, TableRowGroup } from "./Table.ts";
import { keysIn } from "./tableArms.ts";
import { figureWriter, levelText } from "./tableFigures.ts";
import { type TableNotes, tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

/** A model whose coefficients have a table. */
export type FitWithCoefficients = LinearModelFit | LinearMixedModelFit | MmrmFit | GroupedMmrmFit;

export interface CoefficientTableOptions extends Omit<TableOptions, "arms"> {
  /** What to call columns of the model: `{ "arm[msc]": "MSC" }`. Default: their names. */
  readonly labels?: { readonly [name: string]: string };
  /** Of estimates and standard errors. Default 3. */
  readonly decimals?: number;
}

/**
 * The coefficients of a linear model, a linear mixed model or a mixed model for repeated measures: estimate, standard error, degrees of
 * freedom, t (z where they are unbounded), p and interval; then the standard deviations of random effects and residuals. A footnote tells a
 * singular fit.
 *
 * @throws RangeError, TypeError for decimals out of range, an unknown option
 *
 * @example
 * ```ts
 * import { coefficientTable, fitLinearModel } from "trialwise";
 *
 * const fit = fitLinearModel({ response: [1, 2, 4, 4, 6], terms: ["month"], data: { month: [0, 1, 2, 3, 4] } });
 * const table = coefficientTable(fit, { labels: { month: "Month" } });
 *
 * table.groups[0]?.rows[1]?.cells; // => ["Month", "1.200", "0.163", "3.0", "7.35", "0.005", "0.680 to 1.720"]
 * ```
 */
export function coefficientTable(fit: FitWithCoefficients, options: CoefficientTableOptions = {}): Table {
  const caller = "coefficientTable";
  checkResult(caller, fit, sources, "the fit");
  const { title, footnotes } = checkTableOptions(caller, options, ["labels", "decimals"], "Coefficients of the model");
  const { labels = {}, decimals = 3 } = options;
  checkDecimals(caller, decimals);
  const notes = tableNotes([...footnotes, ...countsOf(fit), "SE: standard error; df: degrees of freedom; CI: confidence interval."]);
  const coefficients: { readonly [name: string]: FixedEffect } = fit.coefficients;
  const nameOf = (name: string): string => (Object.hasOwn(labels, name) ? (labels[name] ?? name) : name);
  const rows = keysIn<string>(coefficients).map((name): TableRow => effectRow(notes, nameOf(name), coefficients[name]!, decimals));
  const deviations = deviationRows(notes, fit, nameOf, decimals);
  return {
    title,
    columns: [
      { label: "Term", align: "left" },
      ...["Estimate", "SE", "df", "t", "p", `${levelText(fit.method.options.level)} CI`].map((label) => ({ label, align: "right" as const })),
    ],
    groups: deviations.length === 0 ? [{ rows }] : [{ label: "Fixed effects", rows }, ...deviations],
    footnotes: notes.footnotes(),
  };
}

function effectRow(notes: TableNotes, label: string, effect: FixedEffect, decimals: number): TableRow {
  const write = figureWriter(notes, effect.reasons);
  const { lower, upper } = effect.interval;
  return {
    cells: [
      label,
      write.number(effect.estimate, "estimate", decimals),
      write.number(effect.standardError, "standardError", decimals),
      effect.degreesOfFreedom === null ? notes.mark("∞", "Normal distribution: z instead of t.") : write.number(effect.degreesOfFreedom, "degreesOfFreedom", 1),
      write.number(effect.statistic, "statistic", 2),
      write.pValue(effect.pValue, "pValue"),
      write.range({ value: lower, path: "interval.lower" }, { value: upper, path: "interval.upper" }, decimals),
    ],
  };
}

function deviationRows(notes: TableNotes, fit: FitWithCoefficients, nameOf: (name: string) => string, decimals: number): readonly TableRowGroup[] {
  const row = (label: string, standardDeviation: number): TableRow => ({ cells: [label, decimalText(standardDeviation, decimals), "", "", "", "", ""] });
  if ("randomEffects" in fit) {
    const deviations: { readonly [name: string]: number } = fit.randomEffects.standardDeviations;
    const ofEffects = keysIn<string>(deviations).map((name) => row(nameOf(name), deviations[name]!));
    const { singular } = fit.diagnostics;
    const label = "Standard deviations";
    const rows = [...ofEffects, row("Residual", Math.sqrt(fit.residualVariance))];
    return [{ label: singular === false ? label : notes.mark(label, `Singular fit: the random effects vary in ${singular.rank} of ${ofEffects.length} directions.`), rows }];
  }
  if (!("visitCovariance" in fit)) return [];
  const covariances = "matrix" in fit.visitCovariance ? [fit.visitCovariance] : fit.visitCovariance;
  return covariances.map((covariance) => ({
    label: "group" in covariance ? `Standard deviations at visits: ${covariance.group}` : "Standard deviations at visits",
    rows: covariance.visits.map((visit, index) => row(String(visit), covariance.standardDeviations[index]!)),
  }));
}

const sources = { "linear-model": "fitLinearModel", "linear-mixed-model": "fitLinearMixedModel", mmrm: "fitMmrm" } as const;

function countsOf(fit: FitWithCoefficients): readonly string[] {
  const { counts } = fit;
  return ["participants" in counts ? `${counts.observations} observations of ${counts.participants} participants.` : `${counts.observations} observations.`];
}
