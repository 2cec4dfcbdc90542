import { attempt } from "../result/attempt.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Issue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";

/** A choice that JSON can hold: `"two-visit"`, 30.4375, true, or `null` for an option that is left out. */
export type Choice = string | number | boolean | null;

/** The decisions that an analysis leaves open, each with its choices: the first is that of the primary analysis. */
export type Conventions = { readonly [name: string]: readonly [Choice, ...Choice[]] };

/** One choice for each convention. */
export type Choices<Grid extends Conventions> = { readonly [Name in keyof Grid]: Grid[Name][number] };

/** What an analysis has to say of the quantity: the comparisons, tests and contrasts of this library have it all. */
export interface SensitivityEstimate {
  readonly estimate: number | null;
  readonly standardError?: number | null;
  readonly interval?: Interval;
  readonly pValue?: number | null;
  readonly reasons?: Reasons;
}

export interface SensitivityOptions<Grid extends Conventions> {
  readonly conventions: Grid;
  /** The analysis under some choices. A `TrialwiseError` is a row without an estimate; any other error is thrown on. */
  readonly analysis: (choices: Choices<Grid>) => SensitivityEstimate;
  /** Below it a p-value counts in `counts.belowSignificanceLevel`. Default 0.05. */
  readonly significanceLevel?: number;
}

/** The analysis under one choice for each convention. */
export interface SensitivityRow<Grid extends Conventions = Conventions> {
  readonly choices: Choices<Grid>;
  readonly estimate: number | null;
  readonly standardError?: number | null;
  readonly interval?: Interval;
  readonly pValue?: number | null;
  readonly reasons?: Reasons;
  /** Why there is no estimate, where the analysis failed. */
  readonly issue?: Issue;
}

/** One convention varied, all others as in the primary analysis. */
export interface OneConvention<Value extends Choice = Choice> {
  readonly rows: readonly { readonly choice: Value; readonly estimate: number | null; readonly pValue?: number | null }[];
  /** Of the estimates to the primary one, in either direction; `null` without a primary estimate or another to set beside it. */
  readonly largestDifference: number | null;
}

export interface SensitivityResult<Grid extends Conventions = Conventions> {
  /** The first choice of every convention. */
  readonly primary: SensitivityRow<Grid>;
  /** Every combination of choices, the primary one first; the last convention changes fastest. */
  readonly rows: readonly SensitivityRow<Grid>[];
  readonly byConvention: { readonly [Name in keyof Grid]: OneConvention<Grid[Name][number]> };
  /** The least and the largest estimate of all; `null` where there is none. */
  readonly range: { readonly lowest: number; readonly highest: number } | null;
  readonly counts: {
    readonly analyses: number;
    readonly estimated: number;
    /** Those whose estimate has the sign of the primary one. */
    readonly sameDirection: number;
    readonly withPValue: number;
    readonly belowSignificanceLevel: number;
  };
  readonly method: Method<"sensitivity", { readonly conventions: Grid; readonly significanceLevel: number }>;
}

/**
 * One analysis under every combination of the decisions that it leaves open, to see how much hangs on them.
 *
 * Use it where a protocol or a paper does not say how a quantity was worked out: which visit the line begins at, what a death
 * counts as, which test was used. It is a multiverse analysis, no search for the best answer: the first choice of each convention is the primary
 * analysis, all others stand beside it, and `byConvention` tells which decision moves the estimate. Its p-values are of one question asked many
 * times and are not adjusted.
 *
 * An analysis that cannot be estimated keeps its row, with the issue. Nothing is averaged over rows.
 *
 * @throws RangeError for a convention without choices or with one twice, or more than 10 000 combinations. What the analysis throws
 * other than `TrialwiseError`.
 *
 * Source: Steegen, Tuerlinckx, Gelman & Vanpaemel 2016, doi:10.1177/1745691616658637. R: package multiverse; SAS: a macro loop.
 *
 * @example
 * ```ts
 * import { sensitivity, studentTTest, welchTTest } from "trialwise";
 *
 * const groups = { treatment: [3.1, 4.2, 2.8, 5.0], control: [1.2, 2.4, 2.0, 1.6, 2.2] };
 * const result = sensitivity({
 *   conventions: { test: ["student", "welch"], unit: ["per-month", "per-year"] },
 *   analysis: ({ test, unit }) => {
 *     const scale = unit === "per-month" ? 1 : 12;
 *     const scaled = { treatment: groups.treatment.map((value) => value * scale), control: groups.control.map((value) => value * scale) };
 *     return test === "student" ? studentTTest(scaled) : welchTTest(scaled);
 *   },
 * });
 *
 * result.counts.analyses; // => 4
 * result.primary.estimate; // => 1.895
 * result.byConvention.test.largestDifference; // => 0
 * result.byConvention.unit.largestDifference; // => 20.845
 * ```
 */
export function sensitivity<const Grid extends Conventions>(options: SensitivityOptions<Grid>): SensitivityResult<Grid> {
  const { conventions, analysis, significanceLevel } = resolve(options);
  const names = keysOf(conventions);
  const rows = combinationsOf(conventions, names).map((choices) => rowOf(choices, analysis));
  const primary = rows[0]!;
  const estimates = rows.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
  const pValues = rows.flatMap(({ pValue }) => (typeof pValue === "number" ? [pValue] : []));
  return {
    primary,
    rows,
    byConvention: entriesOf<SensitivityResult<Grid>["byConvention"]>(names, (name) => oneConvention(rows, primary, names, name)),
    range: estimates.length === 0 ? null : { lowest: estimates.reduce((a, b) => Math.min(a, b)), highest: estimates.reduce((a, b) => Math.max(a, b)) },
    counts: {
      analyses: rows.length,
      estimated: estimates.length,
      sameDirection: primary.estimate === null ? 0 : estimates.filter((estimate) => Math.sign(estimate) === Math.sign(primary.estimate!)).length,
      withPValue: pValues.length,
      belowSignificanceLevel: pValues.filter((pValue) => pValue < significanceLevel).length,
    },
    method: {
      name: "sensitivity",
      options: { conventions, significanceLevel },
      reference: "Steegen, Tuerlinckx, Gelman & Vanpaemel 2016, doi:10.1177/1745691616658637",
    },
  };
}

const caller = "sensitivity";
const mostCombinations = 10_000;

function resolve<const Grid extends Conventions>(options: SensitivityOptions<Grid>): Required<SensitivityOptions<Grid>> {
  checkParts(caller, "the options", options, ["conventions", "analysis"]);
  checkOptionKeys(caller, options, ["conventions", "analysis", "significanceLevel"]);
  const { conventions, analysis, significanceLevel = 0.05 } = options;
  if (typeof analysis !== "function") throw new TypeError(`${caller}: analysis must be a function of the choices; received ${show(analysis)}`);
  checkFinite(caller, "significanceLevel", significanceLevel);
  if (!(significanceLevel > 0 && significanceLevel < 1)) {
    throw new RangeError(`${caller}: significanceLevel must be between 0 and 1; received ${show(significanceLevel)}`);
  }
  if (typeof conventions !== "object" || conventions === null || Array.isArray(conventions)) {
    throw new TypeError(`${caller}: conventions must be an object of lists of choices; received ${show(conventions)}`);
  }
  const names = keysOf(conventions);
  if (names.length === 0) throw new RangeError(`${caller}: conventions must have at least one decision`);
  for (const name of names) checkConvention(name, conventions[name]);
  const combinations = names.reduce((product, name) => product * (conventions[name]?.length ?? 0), 1);
  if (combinations > mostCombinations) {
    throw new RangeError(`${caller}: the conventions have ${combinations} combinations, more than ${mostCombinations}; vary fewer at once`);
  }
  return { conventions, analysis, significanceLevel };
}

function checkConvention(name: string, choices: unknown): void {
  if (name in Object.prototype) throw new RangeError(`${caller}: a convention cannot be called ${show(name)}, which every object answers to`);
  if (!Array.isArray(choices) || choices.length === 0) throw new RangeError(`${caller}: conventions.${name} must be a list of at least one choice; received ${show(choices)}`);
  choices.forEach((choice: unknown, index) => {
    const isNumber = typeof choice === "number" && Number.isFinite(choice) && !Object.is(choice, -0);
    if (!isNumber && typeof choice !== "string" && typeof choice !== "boolean" && choice !== null) {
      throw new TypeError(`${caller}: conventions.${name}[${index}] must be text, a finite number, true, false or null; received ${show(choice)}`);
    }
    if (choices.indexOf(choice) !== index) throw new RangeError(`${caller}: conventions.${name} has ${show(choice)} twice`);
  });
}

function combinationsOf<Grid extends Conventions>(conventions: Grid, names: readonly Name<Grid>[]): readonly Choices<Grid>[] {
  const sizes = names.map((name) => conventions[name]!.length);
  const total = sizes.reduce((product, size) => product * size, 1);
  return Array.from({ length: total }, (_, row) =>
    entriesOf<Choices<Grid>>(names, (name) => {
      // The choices are the digits of the row's number, the last convention's the units.
      const place = names.findIndex((each) => each === name);
      const below = sizes.slice(place + 1).reduce((product, size) => product * size, 1);
      return conventions[name]![Math.floor(row / below) % sizes[place]!]!;
    }),
  );
}

function rowOf<Grid extends Conventions>(choices: Choices<Grid>, analysis: (choices: Choices<Grid>) => SensitivityEstimate): SensitivityRow<Grid> {
  const attempted = attempt(() => analysis(choices));
  if (!attempted.ok) return { choices, estimate: null, issue: attempted.issue };
  const { value } = attempted;
  checkParts(caller, "what the analysis returns", value, ["estimate"]);
  const { estimate, standardError, interval, pValue, reasons } = value;
  if (estimate !== null) checkFinite(caller, "the estimate of the analysis", estimate);
  return {
    choices,
    estimate,
    ...(standardError !== undefined && { standardError }),
    ...(interval !== undefined && { interval }),
    ...(pValue !== undefined && { pValue }),
    ...(reasons !== undefined && { reasons }),
  };
}

function oneConvention<Grid extends Conventions, N extends Name<Grid>>(
  rows: readonly SensitivityRow<Grid>[],
  primary: SensitivityRow<Grid>,
  names: readonly Name<Grid>[],
  name: N,
): OneConvention<Grid[N][number]> {
  const varied = rows.filter(({ choices }) => names.every((other) => other === name || choices[other] === primary.choices[other]));
  const differences = varied.flatMap((row) =>
    row === primary || row.estimate === null || primary.estimate === null ? [] : [Math.abs(row.estimate - primary.estimate)],
  );
  return {
    rows: varied.map(({ choices, estimate, pValue }) => ({ choice: choices[name], estimate, ...(pValue !== undefined && { pValue }) })),
    largestDifference: differences.length === 0 ? null : differences.reduce((a, b) => Math.max(a, b)),
  };
}

type Name<Grid extends Conventions> = Extract<keyof Grid, string>;

/** An entry for each key with a type of its own. TypeScript cannot see that a loop over all keys fills the record. */
function entriesOf<Entries extends object>(keys: readonly Extract<keyof Entries, string>[], valueOf: <K extends Extract<keyof Entries, string>>(key: K) => Entries[K]): Entries {
  const entries: Partial<Entries> = {};
  for (const key of keys) entries[key] = valueOf(key);
  return entries as Entries;
}
