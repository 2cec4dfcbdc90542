import { checkOptionKeys } from "../result/checkKeys.ts";
import type { DataIssue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { Measure } from "../trial/Measure.ts";
import { problem } from "../trial/problem.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import { deriveAtVisits, recordedValues, type Underived } from "./deriveAtVisits.ts";
import { derivationError } from "./derivationError.ts";
import { readDerivedMeasures } from "./readDerivedMeasures.ts";
import type { Expression } from "./readExpression.ts";

export interface DeriveMeasuresOptions<Keys extends TrialKeys = TrialKeys, Derived extends string = string> {
  /** By key: a new measure with the expression it is derived by; the expression alone where the trial declares the measure. */
  readonly measures: { readonly [M in Derived]: DerivationOf<Keys, M> };
}

/** An expression for a declared measure, a whole measure for a new one; either where only a run can know the trial's keys. */
export type DerivationOf<Keys extends TrialKeys, M extends string> = string extends Keys["measure"] ? string | DerivedMeasure : M extends Keys["measure"] ? string : DerivedMeasure;

/** A measure like any other, and how it is calculated. */
export interface DerivedMeasure extends Measure {
  readonly expression: string;
}

/** The keys of a trial with those of derived measures. */
export type WithMeasures<Keys extends TrialKeys, Derived extends string> = {
  readonly [Family in keyof TrialKeys]: Family extends "measure" ? Keys["measure"] | Derived : Keys[Family];
};

export interface DeriveMeasuresResult<Keys extends TrialKeys = TrialKeys> {
  /** The trial given, with the new measures declared. */
  readonly trial: Trial<Keys>;
  /** The records given, with the derived values after the observations; ready for `readTrialData` with that trial. */
  readonly records: TrialRecords;
  /** In the order of derivation. */
  readonly derived: readonly {
    readonly measure: Keys["measure"];
    /** Names in the expression, in the order of their first mention. */
    readonly inputs: readonly string[];
    readonly values: number;
    readonly underived: number;
  }[];
  /** Values that could not be derived, and why. In the records they are missing. */
  readonly underived: readonly Underived[];
  readonly counts: { readonly values: number; readonly underived: number };
  readonly method: Method<"derived-measures", { readonly expressions: { readonly [measure: string]: string } }>;
}

/**
 * Measures calculated from others by a formula written as text, at each visit of each participant, before records are read.
 *
 * Use it where a measure of the protocol is not recorded but follows from what is: a percentage of the value at baseline, a ratio, a sum
 * of components, a composite of thresholds. Like `convertUnits` of `trialwise/units` it is a step of its own: it returns the trial with
 * the measures declared and the records with their values, which every analysis takes. A measure that the trial declares already, so that
 * its endpoints can name it, is given as its expression alone.
 *
 * **An expression** has decimal numbers; inputs by name; `+ - * / ^`; the comparisons `< <= > >= == !=`, also chained (`2 <= edss < 5`);
 * `and`, `or`, `not`; `condition ? this : that`; and the functions `abs`, `min`, `max`, `round` (halves away from zero; `round(x, 1)` to 1
 * decimal), `sqrt`, `log`, `log10`, `log2`, `exp`, `floor` and `ceil`. Inputs are a measure (its value at the visit), a measure with
 * `_baseline` (its value at the baseline visit), another derived measure, and a covariate of kind `number`; at least one is a measure at the
 * visit. Numbers that differ by no more than 1e-12 of the larger, or by 1e-15, compare as equal, since `100 * (8.4 - 7) / 7` is not quite 20,
 * and so `floor` and `ceil` of a number that misses a whole one by as little are that one. `round` goes by the digits that are printed: 1.005 to 2 decimals is 1.01.
 * There is nothing else: no names of JavaScript or mathjs, no texts, properties, lists, units or assignments. mathjs only parses and
 * calculates with numbers, in an instance of the call's own; no code is made from text. At most 2000 characters, 500 parts, 100 levels.
 *
 * **Missing values**: a value is derived at a visit where at least one of the measures that the expression names there has a record. If an
 * input has no value, whether or not the calculation would come to it, the derived value is missing for the reason recorded with the
 * input (of several, the first of `died`, `withdrew`, `not-done`, `not-applicable`, `unknown`). Where the calculation has no result (a division by zero, the
 * logarithm of 0) it is missing as `not-applicable`. `underived` names each of them. A value has the last date of its inputs at the visit, if all have one.
 *
 * Ranges and steps of derived measures are checked by `readTrialData`, as others are.
 *
 * Loading this subpath loads mathjs, which nothing else does but `trialwise/units`.
 *
 * @throws TrialwiseError `invalid-definition`, with every problem of every expression and measure in `issues`; `invalid-records` where a
 *   derived measure has records already
 * @throws RangeError, TypeError for an unknown option
 *
 * Source: mathjs 15, number functions (https://mathjs.org/docs/custom_bundling.html).
 *
 * @example
 * ```ts
 * import { changeFromBaseline, defineTrial, readTrialData, t25fw } from "trialwise";
 * import { deriveMeasures } from "trialwise/expressions";
 *
 * const definition = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { t25fw },
 * });
 * const { trial, records, underived } = deriveMeasures(definition, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V5", measure: "t25fw", value: 6 },
 *     { participant: "001", visit: "V9", measure: "t25fw", value: 7.5 },
 *     { participant: "002", visit: "V9", measure: "t25fw", value: 8 },
 *   ],
 * }, {
 *   measures: {
 *     slowing: { label: "Slowing", unit: "%", better: "lower", expression: "100 * (t25fw - t25fw_baseline) / t25fw_baseline" },
 *   },
 * });
 * const data = readTrialData(trial, records);
 * data.observations.filter(({ measure }) => measure === "slowing").map(({ visit, value }) => [visit, value ?? null]); // => [["V5", 0], ["V9", 25], ["V9", null]]
 * underived; // => [{ participant: "002", visit: "V9", measure: "slowing", reason: "missing-input", inputs: ["t25fw_baseline"] }]
 * ```
 */
export function deriveMeasures<Keys extends TrialKeys, Derived extends string>(
  trial: Trial<Keys>,
  records: TrialRecords,
  options: DeriveMeasuresOptions<Keys, Derived>,
): DeriveMeasuresResult<WithMeasures<Keys, Derived>>;
export function deriveMeasures(trial: Trial, records: TrialRecords, options: DeriveMeasuresOptions): DeriveMeasuresResult {
  checkOptionKeys("deriveMeasures", options, ["measures"]);
  const { definition, expressions, order } = readDerivedMeasures(trial, options.measures);
  checkUnrecorded(records, expressions);
  const recorded = recordedValues(records);
  const times = { visits: keysOf(trial.visits), baseline: baselineVisitOf(trial) ?? "" };
  const results = order.map((measure) => {
    const expression = expressions.get(measure)!;
    const result = deriveAtVisits(measure, expression, times, recorded);
    // What is derived from this measure looks its values up.
    result.observations.forEach(recorded.add);
    return { measure, inputs: [...expression.inputs.keys()], ...result };
  });
  const observations = results.flatMap((result) => result.observations);
  const underived = results.flatMap((result) => result.underived);
  return {
    trial: definition,
    records: observations.length === 0 ? records : { ...records, observations: [...(records.observations ?? []), ...observations] },
    derived: results.map(({ measure, inputs, ...result }) => {
      const lacking = result.underived.length;
      return { measure, inputs, values: result.observations.length - lacking, underived: lacking };
    }),
    underived,
    counts: { values: observations.length - underived.length, underived: underived.length },
    method: {
      name: "derived-measures",
      options: { expressions: Object.fromEntries([...expressions].map(([measure, { text }]) => [measure, text])) },
      reference: "mathjs 15, number functions",
    },
  };
}

/** A measure is recorded or derived: two values for one visit would contradict each other, or hide that they do. */
function checkUnrecorded(records: TrialRecords, expressions: ReadonlyMap<string, Expression>): void {
  const issues: DataIssue[] = [];
  const rows: readonly unknown[] = Array.isArray(records.observations) ? records.observations : [];
  rows.forEach((row, index) => {
    const measure: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "measure") : undefined;
    if (typeof measure !== "string" || !expressions.has(measure)) return;
    issues.push(problem(["observations", index, "measure"], "conflict", measure, `observations[${index}]: ${measure} is derived, and cannot be recorded as well`));
  });
  if (issues.length > 0) throw derivationError("invalid-records", "records without derived measures", issues);
}
