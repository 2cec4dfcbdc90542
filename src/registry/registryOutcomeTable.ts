import type { PrintedComparison, PublishedRow, PublishedTable, ProportionsTest } from "../published/PublishedTable.ts";
import { checkFields } from "../result/checkKeys.ts";
import { checkPositive } from "../result/checkOption.ts";
import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { checkLists } from "./checkLists.ts";
import { printedFigure } from "./figureText.ts";
import { registryLabel } from "./registryLabel.ts";
import type { RegistryAnalysis, RegistryMeasurement, RegistryOutcome } from "./RegistryResults.ts";

export interface RegistryOutcomeTableOptions {
  /** The ids of two groups of the outcome (`"OG000"`): posted differences are taken to be treatment − control. */
  readonly treatment: string;
  readonly control: string;
  /**
   * Of a model's estimates, which the registry has no field for: a number, or `"normal"` for a Wald test. Without it their intervals and
   * p-values are listed as not derivable.
   */
  readonly degreesOfFreedom?: number | "normal";
}

/**
 * A posted outcome as a table for {@link auditTable}: every analysis of exactly these two groups, with what its figures follow from.
 *
 * - A two-sided t test of two means with standard deviations: difference, standard error, interval and p-value.
 * - Pearson's χ² or Fisher's exact test of two counts of participants: the p-value. Of two categories that make up everybody either
 *   gives the same test.
 * - A difference of two least-squares means: that it is their difference.
 * - Any other estimate with its standard error, except ratios: interval and p-value, with `degreesOfFreedom`.
 *
 * Every other figure is listed as not derivable. Analyses are held against posted figures only where the outcome has one row of them,
 * since the registry does not say which of several rows an analysis is of. The registry does not say either which group is
 * subtracted from which: where every difference is of the wrong sign, exchange the groups. Interval and p-value of a ratio, and one-sided
 * limits, are not derivable.
 *
 * @throws RangeError, TypeError for what is no outcome of a record, a group that the outcome does not have, or the same one twice, degrees
 *   of freedom that are not above 0
 *
 * @example An invented outcome
 * ```ts
 * import { auditTable, readRegistryRecord, registryOutcomeTable } from "trialwise";
 *
 * const counts = [{ groupId: "OG000", value: "56" }, { groupId: "OG001", value: "55" }];
 * const record = readRegistryRecord({
 *   protocolSection: { identificationModule: { nctId: "NCT00000000" } },
 *   resultsSection: { outcomeMeasuresModule: { outcomeMeasures: [{
 *     title: "Change in ALSFRS-R", paramType: "MEAN", dispersionType: "Standard Deviation",
 *     groups: [{ id: "OG000", title: "Cells" }, { id: "OG001", title: "Placebo" }],
 *     denoms: [{ units: "Participants", counts }],
 *     classes: [{ categories: [{ measurements: [
 *       { groupId: "OG000", value: "-4.2", spread: "5.1" }, { groupId: "OG001", value: "-6.6", spread: "5.3" },
 *     ] }] }],
 *     analyses: [{ groupIds: ["OG000", "OG001"], statisticalMethod: "t-test, 2 sided", pValue: "0.017", paramType: "Mean Difference (Final Values)", paramValue: "2.5" }],
 *   }] } },
 * });
 * const table = registryOutcomeTable(record.results!.outcomes[0]!, { treatment: "OG000", control: "OG001" });
 *
 * auditTable(table).figures.map(({ quantity, verdict }) => [quantity, verdict.kind]); // => [["difference", "consistent"], ["pValue", "consistent"]]
 * ```
 */
export function registryOutcomeTable(outcome: RegistryOutcome, options: RegistryOutcomeTableOptions): PublishedTable {
  checkGroups(outcome, options);
  const compared = [options.treatment, options.control];
  const row = onlyRow(outcome, options);
  const rows = outcome.analyses.flatMap((analysis, index) => {
    const ids = new Set(analysis.groupIds);
    if (ids.size !== 2 || !compared.every((id) => ids.has(id))) return [];
    return analysisRows({ analysis, row, options, id: `analyses.${index}`, label: registryLabel(outcome.title, analysis.groupDescription) });
  });
  return { title: registryLabel(outcome.title, outcome.timeFrame), rows };
}

function checkGroups(outcome: RegistryOutcome, options: RegistryOutcomeTableOptions): void {
  checkLists("registryOutcomeTable", "the outcome", outcome, ["groups", "classes", "analyses"]);
  checkFields("registryOutcomeTable", "options", options, ["treatment", "control"], ["degreesOfFreedom"]);
  const { degreesOfFreedom = "normal" } = options;
  if (degreesOfFreedom !== "normal") checkPositive("registryOutcomeTable", 'degreesOfFreedom, unless "normal",', degreesOfFreedom);
  const ids = outcome.groups.map(({ id }) => id);
  for (const name of ["treatment", "control"] as const) {
    if (ids.includes(options[name])) continue;
    throw new RangeError(`registryOutcomeTable: ${name} must be a group of the outcome (${ids.map(show).join(", ")}); received ${show(options[name])}${didYouMean(options[name], ids)}`);
  }
  if (options.treatment === options.control) {
    throw new RangeError(`registryOutcomeTable: a group cannot be compared with itself; received ${show(options.control)} twice`);
  }
}

interface Row {
  readonly treatment: RegistryMeasurement;
  readonly control: RegistryMeasurement;
}

/** The row of figures that an analysis of the two groups must be of: the only one, or either of two categories that make up everybody. */
function onlyRow(outcome: RegistryOutcome, { treatment, control }: RegistryOutcomeTableOptions): Row | undefined {
  const [only, ...others] = outcome.classes;
  if (only === undefined || others.length > 0) return undefined;
  const rows = only.categories.map(({ measurements }) => [treatment, control].map((id) => measurements.find(({ groupId }) => groupId === id)));
  const isEverybody = [0, 1].every((group) => {
    const [one, other] = rows.map((row) => row[group]?.proportion);
    return one !== undefined && other !== undefined && one.events + other.events === one.n && one.n === other.n;
  });
  if (rows.length !== 1 && !(rows.length === 2 && isEverybody)) return undefined;
  const [ofTreatment, ofControl] = rows[0]!;
  return ofTreatment === undefined || ofControl === undefined ? undefined : { treatment: ofTreatment, control: ofControl };
}

interface Context {
  readonly analysis: RegistryAnalysis;
  readonly row: Row | undefined;
  readonly options: RegistryOutcomeTableOptions;
  readonly id: string;
  readonly label: string;
}

function analysisRows(context: Context): readonly PublishedRow[] {
  const printed = printedComparison(context.analysis);
  const { difference, interval, pValue, ...others } = printed;
  const means = meansRow(context, printed);
  if (means !== undefined) return [means];
  const proportions = proportionsRow(context, pValue);
  const estimate = proportions === undefined ? estimateRow(context, printed) : undefined;
  const estimates = differenceRow(context, difference);
  return [
    ...[proportions, estimates, estimate].filter((row) => row !== undefined),
    ...notDerivable(context, {
      ...(proportions === undefined && estimate === undefined && pValue !== undefined && { pValue }),
      ...(estimate === undefined && interval !== undefined && { "interval.lower": interval.lower, "interval.upper": interval.upper }),
      ...(estimate === undefined && others),
      ...(estimates === undefined && estimate === undefined && difference !== undefined && { estimate: difference }),
    }),
  ];
}

/** The posted figures of an analysis as text that an audit reads. */
function printedComparison(analysis: RegistryAnalysis): PrintedComparison {
  const { paramValue, dispersionType, dispersionValue, ciLowerLimit, ciUpperLimit, pValue, numbers } = analysis;
  const text = (figure: string | undefined) => printedFigure(figure)?.text;
  const exact = (field: keyof typeof numbers, figure: string | undefined) => (numbers[field] === undefined ? undefined : text(figure));
  const [difference, lower, upper, p] = [exact("paramValue", paramValue), exact("ciLowerLimit", ciLowerLimit), exact("ciUpperLimit", ciUpperLimit), text(pValue)];
  const standardError = dispersionType === "STANDARD_ERROR_OF_MEAN" ? exact("dispersionValue", dispersionValue) : undefined;
  return {
    ...(difference !== undefined && { difference }),
    ...(standardError !== undefined && { standardError }),
    ...(lower !== undefined && upper !== undefined && { interval: { lower, upper, ...levelOf(analysis) } }),
    ...(p !== undefined && { pValue: p }),
  };
}

/** A two-sided level, or none. As a decimal number it is that of the text: 99.9 / 100 is not 0.999. */
function levelOf({ ciNumSides, numbers: { ciPctValue } }: RegistryAnalysis): { readonly level?: number } {
  return ciNumSides !== "ONE_SIDED" && ciPctValue !== undefined && ciPctValue > 0 && ciPctValue < 100 ? { level: Number(`${ciPctValue}e-2`) } : {};
}

function meansRow({ analysis, row, id, label }: Context, printed: PrintedComparison): PublishedRow | undefined {
  const [treatment, control] = [printedMean(row?.treatment), printedMean(row?.control)];
  const method = analysis.statisticalMethod ?? "";
  const isTest = /\bt[ -]?test\b/i.test(method) && !/\b(1|one)[ -]sided\b|paired/i.test(method);
  const isDifference = printed.difference === undefined || /difference/i.test(analysis.paramType ?? "");
  const isTwoSided = printed.interval === undefined || printed.interval.level !== undefined;
  if (!isTest || !isDifference || !isTwoSided || treatment === undefined || control === undefined) return undefined;
  return { kind: "means", id, label, treatment, control, printed };
}

function printedMean(measurement: RegistryMeasurement | undefined) {
  const [mean, standardDeviation] = [printedFigure(measurement?.value)?.text, printedFigure(measurement?.spread)?.text];
  if (measurement?.summary === undefined || mean === undefined || standardDeviation === undefined) return undefined;
  return { n: measurement.summary.n, mean, standardDeviation };
}

function proportionsRow({ analysis, row, id, label }: Context, pValue: string | undefined): PublishedRow | undefined {
  const test = proportionsTest(analysis.statisticalMethod ?? "");
  const [treatment, control] = [row?.treatment.proportion, row?.control.proportion];
  if (test === undefined || pValue === undefined || treatment === undefined || control === undefined) return undefined;
  return { kind: "proportions", id, label, treatment, control, printed: { pValue }, test };
}

function proportionsTest(method: string): ProportionsTest | undefined {
  if (/fisher/i.test(method)) return "fisher";
  if (!/^(pearson('s)? )?chi[ -]squared?( test)?(, corrected)?$/i.test(method.trim())) return undefined;
  return /corrected/i.test(method) ? "yates" : "pearson";
}

/** That a posted difference is that of the two least-squares means. */
function differenceRow({ analysis, row, id, label }: Context, difference: string | undefined): PublishedRow | undefined {
  const [treatment, control] = [printedEstimate(row?.treatment), printedEstimate(row?.control)];
  if (difference === undefined || !/difference/i.test(analysis.paramType ?? "") || treatment === undefined || control === undefined) return undefined;
  return { kind: "estimates", id: `${id}.difference`, label, treatment, control, printed: { difference } };
}

function printedEstimate(measurement: RegistryMeasurement | undefined) {
  const [estimate, standardError] = [printedFigure(measurement?.value)?.text, printedFigure(measurement?.spread)?.text];
  if (measurement?.estimate === undefined || estimate === undefined || standardError === undefined) return undefined;
  return { estimate, standardError };
}

function estimateRow({ analysis, options, id, label }: Context, printed: PrintedComparison): PublishedRow | undefined {
  const { difference, standardError, interval, pValue } = printed;
  const { degreesOfFreedom } = options;
  const isUsable = degreesOfFreedom !== undefined && !/ratio/i.test(analysis.paramType ?? "") && (analysis.numbers.dispersionValue ?? 0) > 0;
  const isTwoSided = interval === undefined || interval.level !== undefined;
  if (!isUsable || !isTwoSided || difference === undefined || standardError === undefined || (interval === undefined && pValue === undefined)) return undefined;
  return {
    kind: "estimate",
    id,
    label,
    estimate: difference,
    standardError,
    ...(degreesOfFreedom !== "normal" && { degreesOfFreedom }),
    printed: { ...(interval !== undefined && { interval }), ...(pValue !== undefined && { pValue }) },
  };
}

function notDerivable({ analysis, id, label }: Context, figures: Readonly<Record<string, string>>): readonly PublishedRow[] {
  const needs = `the participants' data, or what the method (${analysis.statisticalMethod ?? "not stated"}) was given`;
  return Object.entries(figures).map(([name, value]) => ({ kind: "not-derivable", id: `${id}.${name}`, label: `${label}, ${name}`, printed: { value }, needs }));
}
