import { attempt } from "../result/attempt.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Issue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { keysOf } from "../trial/keysOf.ts";
import { type Choice, type Choices, type Conventions, resolveSensitivity, type SensitivityEstimate, type SensitivityOptions } from "./sensitivityOptions.ts";

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
    /** Those whose estimate has the sign of the primary one, itself included. */
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
 * @throws RangeError, TypeError for a convention without choices or with one twice, more than 10 000 combinations, an analysis that returns
 *   what is no number, an unknown option. What the analysis throws other than `TrialwiseError`.
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
  const { conventions, analysis, significanceLevel } = resolveSensitivity(caller, options);
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
  // A copy: an analysis that fills in an option must not change the row.
  const attempted = attempt(() => analysis({ ...choices }));
  if (!attempted.ok) return { choices, estimate: null, issue: attempted.issue };
  const { value } = attempted;
  checkParts(caller, "what the analysis returns", value, ["estimate"]);
  const { estimate, standardError, interval, pValue, reasons } = value;
  if (estimate !== null) checkFinite(caller, "the estimate of the analysis", estimate);
  if (typeof standardError === "number") checkFinite(caller, "the standardError of the analysis", standardError);
  if (typeof pValue === "number") checkPValue(pValue);
  if (interval !== undefined) checkInterval(interval);
  return {
    choices,
    estimate: estimate === null ? null : withoutNegativeZero(estimate),
    ...(standardError !== undefined && { standardError }),
    ...(interval !== undefined && { interval }),
    ...(pValue !== undefined && { pValue }),
    ...(reasons !== undefined && { reasons }),
  };
}

function checkPValue(pValue: number): void {
  if (pValue >= 0 && pValue <= 1) return;
  throw new RangeError(`${caller}: the pValue of the analysis must be between 0 and 1; received ${show(pValue)}`);
}

function checkInterval(interval: Interval): void {
  checkParts(caller, "the interval of the analysis", interval, ["lower", "upper", "level"]);
  for (const limit of ["lower", "upper"] as const) if (interval[limit] !== null) checkFinite(caller, `the interval.${limit} of the analysis`, interval[limit]);
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
