import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";

/** A choice that JSON can hold: `"two-visit"`, 30.4375, true, or `null` for an option that is left out. */
export type Choice = string | number | boolean | null;

/** The decisions that an analysis leaves open, each with its choices: the first is that of the primary analysis. */
export type Conventions = { readonly [name: string]: readonly [Choice, ...Choice[]] };

/** One choice for each convention. */
export type Choices<Grid extends Conventions> = { readonly [Name in keyof Grid]: Grid[Name][number] };

/**
 * What an analysis has to say of the quantity: comparisons of means, tests and contrasts have it all. Of `compareResponders` it is
 * `{ ...riskDifference, pValue }`.
 */
export interface SensitivityEstimate {
  /** Of a ratio its logarithm, which tells benefit from harm by its sign, and whose differences mean the same above 1 and below. */
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

const mostCombinations = 10_000;

export function resolveSensitivity<const Grid extends Conventions>(caller: string, options: SensitivityOptions<Grid>): Required<SensitivityOptions<Grid>> {
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
  for (const name of names) checkConvention(caller, name, conventions[name]);
  const combinations = names.reduce((product, name) => product * (conventions[name]?.length ?? 0), 1);
  if (combinations > mostCombinations) {
    throw new RangeError(`${caller}: the conventions have ${combinations} combinations, more than ${mostCombinations}; vary fewer at once`);
  }
  return { conventions, analysis, significanceLevel };
}

function checkConvention(caller: string, name: string, choices: unknown): void {
  if (name in Object.prototype) throw new RangeError(`${caller}: a convention cannot be called ${show(name)}, which every object answers to`);
  if (!Array.isArray(choices) || choices.length === 0) throw new RangeError(`${caller}: conventions.${name} must be a list of at least one choice; received ${show(choices)}`);
  // A gap in the list is seen as undefined, which `forEach` would pass over.
  [...choices].forEach((choice: unknown, index) => {
    const isNumber = typeof choice === "number" && Number.isFinite(choice) && !Object.is(choice, -0);
    if (!isNumber && typeof choice !== "string" && typeof choice !== "boolean" && choice !== null) {
      throw new TypeError(`${caller}: conventions.${name}[${index}] must be text, a finite number, true, false or null; received ${show(choice)}`);
    }
    if (choices.indexOf(choice) !== index) throw new RangeError(`${caller}: conventions.${name} has ${show(choice)} twice`);
  });
}
