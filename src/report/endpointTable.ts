import type { AnalysisOfCovarianceResult } from "../comparison/analysisOfCovariance.ts";
import type { CompareArmsResult } from "../comparison/compareArms.ts";
import type { TrialMmrmArm, TrialMmrmComparison } from "../mmrm/TrialMmrm.ts";
import { checkObject, checkParts } from "../result/checkKeys.ts";
import { checkResult } from "../result/checkResult.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { exclusionNotes } from "./exclusionNotes.ts";
import { unlessTwoSided } from "./methodsPhrases.ts";
import type { Table, TableRow, TableText } from "./Table.ts";
import { labelOfArm, tableArms } from "./tableArms.ts";
import { commonLevel, decimalsFor, figureWriter, levelText, type TableDecimals } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, checkTableRows, type TableOptions } from "./tableOptions.ts";

/** One row: an endpoint and how its arms compare. */
export interface EndpointRow<Arm extends string = string> {
  readonly label: string;
  /** Rows under one heading, such as `"Primary"` and `"Secondary"`; neighbours with the same one share it. */
  readonly group?: string;
  readonly result: CompareArmsResult<Arm> | AnalysisOfCovarianceResult<TrialKeys, Arm> | EndpointAtVisit<Arm>;
}

/** A visit of a mixed model for repeated measures. */
export interface EndpointAtVisit<Arm extends string = string> {
  /** As `fitTrialMmrm` has it. */
  readonly model: {
    readonly byArm: { readonly [arm: string]: TrialMmrmArm<string> };
    readonly differences: readonly TrialMmrmComparison<Arm, string>[];
    readonly excluded: readonly Exclusion[];
  };
  readonly visit: string;
  /** Which of the model's comparisons. Default: its first. */
  readonly compare?: { readonly treatment: Arm; readonly control: Arm };
}

export interface EndpointTableOptions<Arm extends string = string> extends TableOptions<Arm> {
  /** Of means and differences. Default 2. */
  readonly decimals?: TableDecimals;
}

interface Side {
  readonly n: number;
  readonly first: number | null;
  readonly second: number | null;
  readonly reasons: { readonly first: Reason | undefined; readonly second: Reason | undefined };
}

/** What a row needs, whatever it was computed by. */
interface Comparison<Arm extends string> {
  readonly treatment: Arm;
  readonly control: Arm;
  readonly sides: { readonly treatment: Side; readonly control: Side };
  readonly estimate: number | null;
  readonly interval: Interval;
  readonly pValue: number | null;
  readonly reasons: { readonly [path: string]: Reason | undefined };
  readonly footnote: string;
  /** Whether means are adjusted, and what stands beside them is a standard error. */
  readonly isAdjusted: boolean;
  readonly excluded: Parameters<typeof exclusionNotes>[1];
}

/**
 * The table of endpoints: for each, n and mean (SD) of two arms, their difference with its interval, and p. Rows come from `compareArms`,
 * `analysisOfCovariance`, or a visit of `fitTrialMmrm`; of the latter two means are adjusted, with the standard error beside them.
 * Footnotes name the method of each p-value, and who is not in a row and why.
 *
 * @throws RangeError, TypeError when rows compare other arms than the first, intervals have different levels, a model has no such visit,
 *   there is no row; for an unknown option
 *
 * @example
 * ```ts
 * import { changeFromBaseline, compareArms, defineTrial, endpointTable, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { score: { label: "Score", unit: "points", better: "higher" } },
 * });
 * const after = { msc: [38, 41, 36], control: [33, 35, 30] } as const;
 * const people = (["msc", "control"] as const).flatMap((arm) => after[arm].map((value, index) => ({ id: `${arm} ${index}`, arm, value })));
 * const data = readTrialData(trial, {
 *   participants: people.map(({ id, arm }) => ({ id, arm })),
 *   observations: people.flatMap(({ id, value }) => [{ participant: id, visit: "V5", measure: "score", value: 40 }, { participant: id, visit: "V9", measure: "score", value }]),
 * });
 * const result = compareArms(changeFromBaseline(data, { measure: "score", to: "V9" }), { treatment: "msc", control: "control" });
 * const table = endpointTable([{ label: "Score, change to month 4", result }], { decimals: 1 });
 *
 * table.groups[0]?.rows[0]?.cells.slice(0, 6); // => ["Score, change to month 4", "3", "-1.7 (2.5)", "3", "-7.3 (2.5)", "5.7 (0.0 to 11.4)"]
 * ```
 */
export function endpointTable<Arm extends string>(rows: readonly EndpointRow<Arm>[], options: EndpointTableOptions<NoInfer<Arm>> = {}): Table {
  const caller = "endpointTable";
  const { title, footnotes } = checkTableOptions(caller, options, ["decimals"], "Endpoints");
  const { decimals = 2 } = options;
  checkTableRows(caller, rows, ["label", "result"]);
  const compared = rows.map(({ label, group, result }) => ({ label, group, ...readComparison(caller, result) }));
  const [first] = compared;
  if (first === undefined) throw new RangeError(`${caller}: a table needs at least one row`);
  const other = compared.find(({ treatment, control }) => treatment !== first.treatment || control !== first.control);
  if (other !== undefined) throw new RangeError(`${caller}: every row must compare ${first.treatment} with ${first.control}; ${show(other.label)} compares ${other.treatment} with ${other.control}`);
  const arms = tableArms(caller, [first.treatment, first.control], options.arms);
  const level = commonLevel(caller, compared.map(({ interval }) => interval.level));
  const areAdjusted = compared.every(({ isAdjusted }) => isAdjusted);
  const notes = tableNotes([
    ...footnotes,
    `Differences are ${labelOfArm(first.treatment, arms)} − ${labelOfArm(first.control, arms)}. ${areAdjusted ? "SE: standard error" : "SD: standard deviation"}; CI: confidence interval.`,
    ...compared.flatMap(({ label, excluded }) => exclusionNotes(label, excluded)),
  ]);
  const sideCells = (row: Comparison<Arm>, arm: Arm, digits: number): TableText[] => {
    const { n, first: mean, second, reasons } = row.sides[arm === row.treatment ? "treatment" : "control"];
    const written = figureWriter(notes, reasons).pair({ value: mean, path: "first" }, { value: second, path: "second" }, digits);
    return [String(n), row.isAdjusted && !areAdjusted ? notes.mark(written, "Adjusted mean (standard error).") : written];
  };
  const groups: { label?: string; rows: TableRow[] }[] = [];
  for (const row of compared) {
    const digits = decimalsFor(caller, row.label, decimals);
    const write = figureWriter(notes, row.reasons);
    const pValue = write.pValue(row.pValue, "pValue");
    const cells = [
      row.label,
      ...arms.flatMap(({ arm }) => sideCells(row, arm, digits)),
      write.withInterval({ value: row.estimate, path: "estimate" }, row.interval, "interval", digits),
      typeof pValue === "string" ? notes.mark(pValue, row.footnote) : pValue,
    ];
    const last = groups.at(-1);
    if (last !== undefined && last.label === row.group) last.rows.push({ cells });
    else groups.push({ ...(row.group !== undefined && { label: row.group }), rows: [{ cells }] });
  }
  return {
    title,
    columns: [
      { label: "Endpoint", align: "left" },
      ...arms.flatMap(({ label }) => [{ label: "n", align: "right" as const, spanner: label }, { label: areAdjusted ? "Adjusted mean (SE)" : "Mean (SD)", align: "right" as const, spanner: label }]),
      { label: `Difference (${levelText(level)} CI)`, align: "right" },
      { label: "p", align: "right" },
    ],
    groups,
    footnotes: notes.footnotes(),
  };
}

function readComparison<Arm extends string>(caller: string, result: EndpointRow<Arm>["result"]): Comparison<Arm> {
  checkObject(caller, "a row's result", result);
  if ("model" in result) return readVisit(caller, result);
  checkResult(caller, result, { "student-t-test": "compareArms", "welch-t-test": "compareArms", "analysis-of-covariance": "analysisOfCovariance" }, "a row's result");
  const { estimate, interval, pValue, reasons = {}, excluded, method, groups } = result;
  const shared = { treatment: groups.treatment.arm, control: groups.control.arm, estimate, interval, pValue, reasons, excluded };
  if ("adjustedMean" in groups.treatment && "adjustedMean" in groups.control) {
    const { treatment, control } = groups;
    const side = ({ n, adjustedMean }: typeof treatment, path: string): Side => ({
      n, first: adjustedMean.estimate, second: adjustedMean.standardError, reasons: { first: reasonAt(reasons, `${path}.adjustedMean.estimate`), second: reasonAt(reasons, `${path}.adjustedMean.standardError`) },
    });
    return { ...shared, isAdjusted: true, footnote: "Analysis of covariance.", sides: { treatment: side(treatment, "groups.treatment"), control: side(control, "groups.control") } };
  }
  if (!("standardDeviation" in groups.treatment && "standardDeviation" in groups.control)) throw new TypeError(`${caller}: a row's result must come from compareArms, analysisOfCovariance or fitTrialMmrm`);
  const { treatment, control } = groups;
  const side = ({ n, mean, standardDeviation }: typeof treatment, path: string): Side => ({
    n, first: mean, second: standardDeviation, reasons: { first: reasonAt(reasons, `${path}.mean`), second: reasonAt(reasons, `${path}.standardDeviation`) },
  });
  const footnote = `${method.name === "student-t-test" ? "Student" : "Welch"}'s t test${unlessTwoSided(result.alternative)}.`;
  return { ...shared, isAdjusted: false, footnote, sides: { treatment: side(treatment, "groups.treatment"), control: side(control, "groups.control") } };
}

function readVisit<Arm extends string>(caller: string, { model, visit, compare }: EndpointAtVisit<Arm>): Comparison<Arm> {
  checkParts(caller, "the model of a row's result", model, ["byArm", "differences", "excluded"]);
  const compared = compare === undefined ? model.differences[0] : model.differences.find((one) => one.treatment === compare.treatment && one.control === compare.control);
  if (compared === undefined && compare !== undefined) throw new RangeError(`${caller}: the model must compare ${compare.treatment} with ${compare.control} at its visits`);
  const difference = compared?.byVisit[visit];
  if (compared === undefined || difference === undefined) throw new RangeError(`${caller}: the model must compare arms at its visits; there is no difference at ${show(visit)}`);
  const side = (arm: Arm): Side => {
    const { observed, estimate, standardError, reasons } = model.byArm[arm]!.byVisit[visit]!;
    return { n: observed, first: estimate, second: standardError, reasons: { first: reasons?.estimate, second: reasons?.standardError } };
  };
  const { treatment, control } = compared;
  const { estimate, interval, pValue, reasons = {} } = difference;
  const sides = { treatment: side(treatment), control: side(control) };
  return { treatment, control, estimate, interval, pValue, reasons, isAdjusted: true, footnote: "Mixed model for repeated measures.", sides, excluded: model.excluded };
}

function reasonAt(reasons: { readonly [path: string]: Reason | undefined }, path: string): Reason | undefined {
  return reasons[path];
}
