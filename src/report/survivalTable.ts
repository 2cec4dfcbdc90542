import { checkResult } from "../result/checkResult.ts";
import { show } from "../result/show.ts";
import type { AdjustedSurvivalRegression } from "../survival/adjustedRegression.ts";
import type { CompareSurvivalResult } from "../survival/compareSurvival.ts";
import type { SurvivalByArmResult } from "../survival/survivalByArm.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { exclusionNotes, inArms } from "./exclusionNotes.ts";
import type { Table, TableRow, TableText } from "./Table.ts";
import { keysIn, labelOfArm, tableArms, type TableArm } from "./tableArms.ts";
import { armHeading, commonLevel, countText, figureWriter, levelText } from "./tableFigures.ts";
import { type TableNotes, tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface SurvivalTableOptions<Keys extends TrialKeys = TrialKeys> extends TableOptions<Keys["arm"]> {
  /** Of times. Default 1. */
  readonly decimals?: number;
  /** Of percentages. Default 1. */
  readonly percentDecimals?: number;
  /** What `compareSurvival` found: adds hazard ratio, adjusted hazard ratio where there is one, log-rank p and the difference of restricted means, in the treatment's column. */
  readonly comparison?: CompareSurvivalResult<Keys>;
}

/**
 * The summary of a time to an event by arm: participants, events, median with its interval, survival at the times asked for, restricted
 * mean; and with `comparison` the hazard ratio, the adjusted one if `adjustFor` asked for it, the log-rank test and the difference of
 * restricted means. A median that was not reached is a dash with a footnote.
 *
 * @throws RangeError, TypeError for an arm that the result does not have, a comparison of arms not shown or of other times, decimals out of range, an unknown option
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData, survivalByArm, survivalTable, timeToEvent } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [4, 7, 11, 18].map((month) => ({ id: `C${month}`, arm: "control" })),
 *   clinicalEvents: [4, 7, 11, 18].map((month) => ({ participant: `C${month}`, kind: "death", at: { months: month } })),
 * });
 * const table = survivalTable(survivalByArm(timeToEvent(data, { events: ["death"] }), { times: [12] }));
 *
 * table.groups[0]?.rows.map(({ cells }) => cells[0]); // => ["Events, n (%)", "Median, months (95% CI)", "Without event at month 12, % (95% CI)"]
 * table.groups[0]?.rows[2]?.cells[1]; // => "25.0 (0.9 to 66.5)"
 * ```
 */
export function survivalTable<Keys extends TrialKeys>(result: SurvivalByArmResult<Keys>, options: SurvivalTableOptions<NoInfer<Keys>> = {}): Table {
  const caller = "survivalTable";
  checkResult(caller, result, { "kaplan-meier-by-arm": "survivalByArm" });
  const { title, footnotes } = checkTableOptions(caller, options, ["decimals", "percentDecimals", "comparison"], "Time to event");
  const { decimals = 1, percentDecimals = 1, comparison } = options;
  checkDecimals(caller, decimals);
  checkDecimals(caller, percentDecimals);
  const arms = tableArms(caller, keysIn<Keys["arm"]>(result.byArm), options.arms);
  if (comparison !== undefined) checkComparison(caller, comparison, result, arms);
  const { level, times, horizon } = result.method.options;
  const notes = tableNotes([
    ...footnotes,
    "Kaplan–Meier estimates. CI: confidence interval.",
    ...exclusionNotes("Participants", inArms(result.excluded, arms)),
  ]);
  const across = (label: string, write: (arm: Keys["arm"]) => TableText): TableRow => ({ cells: [label, ...arms.map(({ arm }) => write(arm))] });
  const ci = `(${levelText(level)} CI)`;
  const median = (arm: Keys["arm"]): TableText => {
    const { survival, reasons } = result.byArm[arm];
    if (survival === null) return notes.missing(reasons?.survival);
    const { estimate, interval, reasons: why } = survival.median;
    return figureWriter(notes, why).withInterval({ value: estimate, path: "estimate" }, interval, "interval", decimals);
  };
  const atTime = (arm: Keys["arm"], index: number): TableText => {
    const { survival, reasons } = result.byArm[arm];
    const at = survival?.atTimes[index];
    if (at === undefined) return notes.missing(reasons?.survival);
    const writer = figureWriter(notes, at.reasons, 2);
    if ((at.estimate === 0 || at.estimate === 1) && at.interval.lower === null && at.interval.upper === null) {
      return notes.mark(writer.number(at.estimate, "estimate", percentDecimals), at.estimate === 1 ? "No interval: no event up to then." : "No interval: no one left without an event.");
    }
    return writer.withInterval({ value: at.estimate, path: "estimate" }, at.interval, "interval", percentDecimals);
  };
  const restricted = (arm: Keys["arm"]): TableText => {
    const { restrictedMean, reasons } = result.byArm[arm];
    if (restrictedMean === undefined || restrictedMean === null) return notes.missing(reasons?.restrictedMean);
    return figureWriter(notes, restrictedMean.reasons).withInterval({ value: restrictedMean.estimate, path: "estimate" }, restrictedMean.interval, "interval", decimals);
  };
  const rows = [
    across("Events, n (%)", (arm) => countText(notes, result.byArm[arm].events, result.byArm[arm].n, percentDecimals)),
    across(`Median, ${result.unit}s ${ci}`, median),
    ...times.map((time, index) => across(`Without event at ${result.unit} ${time}, % ${ci}`, (arm) => atTime(arm, index))),
    ...(horizon === undefined ? [] : [across(`Restricted mean up to ${horizon === "last-time" ? "each arm's last time" : `${result.unit} ${horizon}`}, ${result.unit}s ${ci}`, restricted)]),
  ];
  return {
    title,
    columns: [{ label: "", align: "left" }, ...arms.map(({ arm, label }) => ({ label: armHeading(label, result.byArm[arm].n), align: "right" as const }))],
    groups: [{ rows }, ...(comparison === undefined ? [] : [comparisonRows<Keys>(caller, comparison, arms, notes, decimals)])],
    footnotes: notes.footnotes(),
  };
}

/** Refuses a comparison that has no column here, or of other times. Strata may leave out participants whose covariates are unknown. */
function checkComparison<Keys extends TrialKeys>(caller: string, comparison: CompareSurvivalResult<Keys>, { byArm }: SurvivalByArmResult<Keys>, arms: readonly TableArm<Keys["arm"]>[]): void {
  checkResult(caller, comparison, { "survival-comparison": "compareSurvival" }, "the comparison");
  const { groups, method } = comparison;
  for (const { arm, n, events } of [groups.treatment, groups.control]) {
    if (arms.every((one) => one.arm !== arm)) throw new RangeError(`${caller}: the comparison is of ${show(arm)}, which must be one of the arms shown`);
    const own = byArm[arm];
    if (method.options.strata.length > 0 || (own.n === n && own.events === events)) continue;
    throw new RangeError(`${caller}: the comparison must be of the result's own times; it has ${events} events of ${n} in ${arm}, where there are ${own.events} of ${own.n}`);
  }
}

function comparisonRows<Keys extends TrialKeys>(
  caller: string,
  comparison: CompareSurvivalResult<Keys>,
  arms: readonly TableArm<Keys["arm"]>[],
  notes: TableNotes,
  decimals: number,
) {
  const { regression, logRank, adjustedRegression, restrictedMean, groups, reasons, unit, method } = comparison;
  const [treatment, control] = [groups.treatment.arm, groups.control.arm];
  const { level, ties, rho, strata, adjustFor = [], horizon } = method.options;
  const ci = `(${levelText(commonLevel(caller, [level]))} CI)`;
  const inColumn = (label: TableText, figure: TableText): TableRow => ({ cells: [label, ...arms.map(({ arm }) => (arm === treatment ? figure : arm === control ? "reference" : ""))] });
  const ratio = (): TableText => {
    if (regression === null) return notes.missing(reasons?.regression);
    const { hazardRatio, hazardRatioInterval, reasons: why } = regression.coefficients.treatment;
    return figureWriter(notes, why).withInterval({ value: hazardRatio, path: "hazardRatio" }, hazardRatioInterval, "hazardRatioInterval", 2);
  };
  const ofTies = `${ties === "efron" ? "Efron" : "Breslow"}'s method for ties`;
  const ofStrata = strata.length === 0 ? "" : `, stratified by ${strata.join(", ")}`;
  const test = rho === 0 ? "Log-rank test" : `Weighted log-rank test (ρ = ${rho})`;
  const ofAdjusted = (): string => {
    const { coefficients = [], counts } = adjustedRegression ?? {};
    const isUsed = (covariate: string) => coefficients.length === 0 || coefficients.some(({ name }) => name === covariate || name.startsWith(`${covariate}[`));
    const names = adjustFor.map(({ covariate }) => covariate);
    const [used, unused] = [names.filter(isUsed), names.filter((name) => !isUsed(name))];
    const participants = (counts?.treatment.n ?? 0) + (counts?.control.n ?? 0);
    return `Cox's regression of ${participants} participants, ${ofTies}${ofStrata}, adjusted for ${used.join(", ")}${unused.length === 0 ? "" : `, not for ${unused.join(", ")}, which tells nothing of its own`}.`;
  };
  const adjusted = (): TableText => {
    const { treatment: coefficient = null, leftOut = [], reasons: whyNot } = adjustedRegression ?? {};
    if (coefficient === null && whyNot?.treatment === "unbounded") return notes.mark("–", `– ${unboundedText(leftOut)}`);
    if (coefficient === null) return notes.missing(whyNot?.treatment);
    return figureWriter(notes, coefficient.reasons).withInterval({ value: coefficient.hazardRatio, path: "hazardRatio" }, coefficient.hazardRatioInterval, "hazardRatioInterval", 2);
  };
  const difference = (): TableText => {
    if (restrictedMean === null || restrictedMean === undefined) return notes.missing(reasons?.restrictedMean);
    const { estimate, interval, reasons: why } = restrictedMean;
    return figureWriter(notes, why).withInterval({ value: estimate, path: "estimate" }, interval, "interval", decimals);
  };
  return {
    label: `${labelOfArm(treatment, arms)} compared with ${labelOfArm(control, arms)}`,
    rows: [
      inColumn(notes.mark(`Hazard ratio ${ci}`, `Cox's regression, ${ofTies}${ofStrata}.`), ratio()),
      ...(adjustedRegression === undefined ? [] : [inColumn(notes.mark(`Adjusted hazard ratio ${ci}`, ofAdjusted()), adjusted())]),
      inColumn(notes.mark("p", `${test}${ofStrata}.`), logRank === null ? notes.missing(reasons?.logRank) : figureWriter(notes, undefined).pValue(logRank.pValue, "pValue")),
      ...(restrictedMean === undefined ? [] : [inColumn(`Difference of restricted means up to ${unit} ${horizon ?? "–"}, ${unit}s ${ci}`, difference())]),
    ],
  };
}

/** Why there is no adjusted hazard ratio: a level without events has none of its own. */
function unboundedText(leftOut: AdjustedSurvivalRegression["leftOut"]): string {
  const names = leftOut.filter(({ reason }) => reason === "unbounded").map(({ name }) => name);
  return `${names.length === 0 ? "A hazard ratio" : `The hazard ratio of ${names.join(" or ")}`} in the regression is 0 or infinite.`;
}
