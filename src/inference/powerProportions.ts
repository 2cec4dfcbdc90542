import { findRoot } from "../numeric/findRoot.ts";
import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { ErrorRates, NoSize, Size, Without } from "./designNumbers.ts";
import { checkDropout, checkErrorRates, checkGiven, quantityLeftOut, readAllocation, readSize } from "./designNumbers.ts";
import type { ProportionFormula } from "./proportionPower.ts";
import { proportionFormulas, proportionPower, proportionScale, proportionTail } from "./proportionPower.ts";
import { checkPowerAboveTail, noSolution } from "./solveDesign.ts";
import type { PerArm } from "./solvePower.ts";
import type { ParticipantsPerArm } from "./wholeParticipants.ts";
import { wholeParticipants } from "./wholeParticipants.ts";

interface Proportions {
  /** Expected proportion with the event (responders, say) in the treatment group, between 0 and 1. */
  readonly treatment: number;
  /** The same in the control group. */
  readonly control: number;
}

/** The design with one quantity left out: the group size, one of the proportions, the power or the significance level. */
export type PowerProportionsInput =
  | (NoSize & Proportions & ErrorRates)
  | (Size & Without<Proportions, "treatment"> & ErrorRates)
  | (Size & Without<Proportions, "control"> & ErrorRates)
  | (Size & Proportions & Without<ErrorRates, "power">)
  | (Size & Proportions & Without<ErrorRates, "significanceLevel">);

export interface PowerProportionsOptions {
  /**
   * - `pooled`: the score test, whose error under no difference is that of the pooled proportion (Pearson's χ²)
   * - `unpooled`: Wald's test, with one error for both
   * - `continuity-corrected`: `pooled` with Yates's correction, near Fisher's exact test
   * - `arcsine`: the difference of the angles 2 asin √proportion (Cohen's h)
   *
   * Default `"pooled"`.
   */
  readonly formula?: ProportionFormula;
  /** Default `"two-sided"`. `"greater"` needs treatment above control, `"less"` below. */
  readonly alternative?: Alternative;
  /** Ratio of the group sizes when they are what is left out. Default 1 to 1. */
  readonly allocation?: PerArm;
  /** Proportion of enrolled participants who will not be analysed, 0 or more and below 1. Default 0. */
  readonly dropout?: number;
}

/** Every quantity of a comparison of two proportions. */
export interface ProportionsDesign extends Proportions {
  /** Participants analysed in each group, not rounded. */
  readonly n: PerArm;
  readonly power: number;
  readonly significanceLevel: number;
}

export interface PowerProportionsResult extends ProportionsDesign {
  /** The quantity that was left out. */
  readonly solvedFor: keyof ProportionsDesign;
  /** treatment − control */
  readonly difference: number;
  /** `n` rounded up in each group, at least 2. `power` is that of `n` itself. */
  readonly nAnalysed: ParticipantsPerArm;
  /** `nAnalysed` / (1 − dropout), rounded up in each group. */
  readonly nEnrolled: ParticipantsPerArm;
  readonly alternative: Alternative;
  readonly method: Method<
    "power-proportions",
    { readonly formula: ProportionFormula; readonly alternative: Alternative; readonly allocation: PerArm; readonly dropout: number }
  >;
}

const caller = "powerProportions";

const references = {
  pooled: "Fleiss, Levin & Paik 2003, doi:10.1002/0471445428",
  unpooled: "Fleiss, Levin & Paik 2003, doi:10.1002/0471445428",
  "continuity-corrected": "Fleiss, Tytun & Ury 1980, doi:10.2307/2529990",
  arcsine: "Cohen 1988, doi:10.4324/9780203771587",
} as const;

/**
 * Sample size, power, detectable proportion or significance level of a comparison of two proportions: the one of them that is
 * left out.
 *
 * Use it to plan a trial whose endpoint is a response, such as a slope improved by half, or to see what a published responder
 * comparison could have found. Group sizes come as `nPerGroup` or `n: { treatment, control }`, and need not be whole: a solved
 * `n` is exact, and every other quantity belongs to exactly the `n` given or solved. `nAnalysed` rounds it up in each group,
 * `nEnrolled` then inflates for dropout and rounds up again.
 *
 * All formulas are normal approximations, which flatter small groups: below about five expected events or non-events in a group
 * plan with `"continuity-corrected"` and expect Fisher's test to be used. Power counts only a significant difference in the right
 * direction, as R's `power.prop.test(strict = FALSE)`, which has the formula `"pooled"`; `pwr::pwr.2p.test` has `"arcsine"`. A
 * proportion that is left out lies above the other one's side that `alternative` names; with `"two-sided"` the treatment's above
 * the control's, and the control's below the treatment's.
 *
 * @throws TrialwiseError `no-solution` when the power asked for is not above the significance level in the tail, or no
 *   proportion between 0 and 1, level or group size up to 10¹⁵ gives it
 * @throws RangeError, TypeError when none or more than one quantity is left out; for equal proportions or ones in the wrong order,
 *   groups below 2, probabilities outside (0, 1), an allocation beside given group sizes
 *
 * Source: Fleiss, Levin & Paik 2003 (https://doi.org/10.1002/0471445428), chapter 4; with continuity correction Fleiss, Tytun & Ury
 * 1980 (https://doi.org/10.2307/2529990); angles: Cohen 1988 (https://doi.org/10.4324/9780203771587).
 *
 * @example
 * ```ts
 * import { powerProportions } from "trialwise";
 *
 * const { n, nEnrolled } = powerProportions({ treatment: 0.5, control: 0.25, power: 0.9 }, { dropout: 0.1 });
 * n; // => { "treatment": 76.707, "control": 76.707 }
 * nEnrolled; // => { "treatment": 86, "control": 86, "total": 172 }
 * powerProportions({ nPerGroup: 30, treatment: 0.5, control: 0.25 }, { formula: "continuity-corrected" }).power; // => 0.40727
 * ```
 */
export function powerProportions(input: PowerProportionsInput, options: PowerProportionsOptions = {}): PowerProportionsResult {
  checkOptionKeys(caller, options, ["formula", "alternative", "allocation", "dropout"]);
  const { formula = "pooled", alternative = "two-sided", dropout = 0 } = options;
  checkChoice(caller, "formula", formula, proportionFormulas);
  checkChoice(caller, "alternative", alternative, alternatives);
  checkDropout(caller, dropout);
  const question = readProportionsQuestion(input, alternative);
  const allocation = readAllocation(caller, options.allocation, question.solvedFor === "n" ? undefined : question.n);
  const design = solve(question, { formula, alternative, allocation });
  return {
    ...design,
    solvedFor: question.solvedFor,
    difference: withoutNegativeZero(design.treatment - design.control),
    ...wholeParticipants(design.n, dropout),
    alternative,
    method: { name: "power-proportions", options: { formula, alternative, allocation, dropout: withoutNegativeZero(dropout) }, reference: references[formula] },
  };
}

interface Conventions {
  readonly formula: ProportionFormula;
  readonly alternative: Alternative;
  readonly allocation: PerArm;
}

/** A design with exactly one quantity left out. */
type ProportionsQuestion = {
  readonly [Quantity in keyof ProportionsDesign]: Omit<ProportionsDesign, Quantity> & { readonly solvedFor: Quantity };
}[keyof ProportionsDesign];

function solve(question: ProportionsQuestion, { formula, alternative, allocation }: Conventions): ProportionsDesign {
  const sides = alternative === "two-sided" ? 2 : 1;
  switch (question.solvedFor) {
    case "n": {
      const { solvedFor: _, ...given } = question;
      checkPowerAboveTail(caller, given.power, given.significanceLevel / sides);
      const scale = proportionScale(formula, given, allocation, given.power, given.significanceLevel / sides);
      const n = { treatment: allocation.treatment * scale, control: allocation.control * scale };
      const larger = Math.max(n.treatment, n.control);
      if (larger > 1e15) throw noSolution(caller, "groups of at most 1e15 participants", larger);
      return { ...given, n };
    }
    case "treatment": {
      const { solvedFor: _, ...given } = question;
      const powerAt = (treatment: number) => proportionPower(formula, { treatment, control: given.control }, given.n, given.significanceLevel / sides);
      return { ...given, treatment: solveProportion(given.control, alternative !== "less", powerAt, given.power, given.significanceLevel / sides) };
    }
    case "control": {
      const { solvedFor: _, ...given } = question;
      const powerAt = (control: number) => proportionPower(formula, { treatment: given.treatment, control }, given.n, given.significanceLevel / sides);
      return { ...given, control: solveProportion(given.treatment, alternative === "less", powerAt, given.power, given.significanceLevel / sides) };
    }
    case "power": {
      const { solvedFor: _, ...given } = question;
      const isWrongWay = alternative === "greater" ? given.treatment < given.control : alternative === "less" && given.treatment > given.control;
      return { ...given, power: proportionPower(formula, given, given.n, given.significanceLevel / sides, isWrongWay ? -1 : 1) };
    }
    case "significanceLevel": {
      const { solvedFor: _, ...given } = question;
      const significanceLevel = sides * proportionTail(formula, given, given.n, given.power);
      if (significanceLevel >= 1) throw noSolution(caller, "a significance level below 1", significanceLevel);
      return { ...given, significanceLevel };
    }
  }
}

/** The proportion on one side of the other at which the power is as wanted. */
function solveProportion(other: number, isAbove: boolean, powerAt: (proportion: number) => number, power: number, tail: number): number {
  checkPowerAboveTail(caller, power, tail);
  const end = isAbove ? 1 : 0;
  const largest = powerAt(end);
  if (largest < power) throw noSolution(caller, `a proportion ${isAbove ? `between ${other} and 1` : `between 0 and ${other}`}, where the power is at most ${largest}`, power);
  return other + findRoot((share) => powerAt(other + share * (end - other)) - power, { from: 0, to: 1 }) * (end - other);
}

/** Checks every number that is given, and sees which one is left out; a significance level left out beside another is 0.05. */
function readProportionsQuestion(input: PowerProportionsInput, alternative: Alternative): ProportionsQuestion {
  checkKnownKeys(caller, "the input", input, ["nPerGroup", "n", "treatment", "control", "power", "significanceLevel"]);
  const n = readSize(caller, input);
  const { treatment, control, power } = input;
  for (const [name, value] of [["treatment", treatment], ["control", control]] as const) {
    checkGiven(caller, name, value, (proportion) => proportion > 0 && proportion < 1, "a proportion between 0 and 1 (0.5 for 50 %)");
  }
  checkErrorRates(caller, input);
  quantityLeftOut(caller, { nPerGroup: n, treatment, control, power }, input.significanceLevel);
  if (treatment !== undefined && control !== undefined && power !== undefined) checkOrder(treatment, control, alternative);
  const { significanceLevel = 0.05 } = input;
  if (input.nPerGroup === undefined && input.n === undefined) {
    return { treatment: input.treatment, control: input.control, power: input.power, significanceLevel, solvedFor: "n" };
  }
  const size = input.n ?? { treatment: input.nPerGroup, control: input.nPerGroup };
  if (input.treatment === undefined) return { n: size, control: input.control, power: input.power, significanceLevel, solvedFor: "treatment" };
  if (input.control === undefined) return { n: size, treatment: input.treatment, power: input.power, significanceLevel, solvedFor: "control" };
  const given = { n: size, treatment: input.treatment, control: input.control };
  if (input.power === undefined) return { ...given, significanceLevel, solvedFor: "power" };
  return { ...given, power: input.power, solvedFor: "significanceLevel" };
}

function checkOrder(treatment: number, control: number, alternative: Alternative): void {
  const received = `received ${show(treatment)} and ${show(control)}`;
  if (treatment === control) throw new RangeError(`${caller}: treatment and control must differ; ${received}`);
  if (alternative === "greater" && treatment < control) throw new RangeError(`${caller}: treatment must be above control for alternative "greater"; ${received}`);
  if (alternative === "less" && treatment > control) throw new RangeError(`${caller}: treatment must be below control for alternative "less"; ${received}`);
}
