import { findRoot } from "../numeric/findRoot.ts";
import { studentTQuantile } from "../numeric/studentT.ts";
import type { Alternative } from "../result/Alternative.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { PowerFormula } from "./powerFormula.ts";
import { normalEquations, shortfall, studentEquations } from "./powerFormula.ts";

/** A design whose size is one number: participants, or the factor that a fixed allocation is multiplied by. */
export interface SizedDesign {
  readonly size: number;
  readonly difference: number;
  readonly standardDeviation: number;
  readonly power: number;
  readonly significanceLevel: number;
}

/** A design with exactly one quantity left out, which is undefined. */
export type WithOneLeftOut<Design> = { readonly [Quantity in keyof Design]: Design[Quantity] | undefined };

/** What the size of a design does. */
export interface Sampling {
  /** The standard error of the difference at size 1, in standard deviations; at another size it is 1/√size of it. */
  readonly unitError: number;
  readonly degreesOfFreedom: (size: number) => number;
  /** The size with hardly any degrees of freedom, from which a solution is looked for. */
  readonly smallest: number;
  /** Participants of the largest group at size 1: beyond 10¹⁵ of them there is no solution. */
  readonly largestGroup: number;
}

export interface DesignConventions {
  /** The function asked, for its messages. */
  readonly caller: string;
  readonly formula: PowerFormula;
  readonly alternative: Alternative;
}

/** The whole design, from one of which a quantity was left out. Its test is a t test, or the normal approximation of one. */
export function solveDesign(question: WithOneLeftOut<SizedDesign>, sampling: Sampling, conventions: DesignConventions): SizedDesign {
  const solution = solutionOf(question, sampling, conventions);
  const { size = solution, difference = solution, standardDeviation = solution, power = solution, significanceLevel = solution } = question;
  return { size, difference, standardDeviation, power, significanceLevel };
}

function solutionOf(question: WithOneLeftOut<SizedDesign>, sampling: Sampling, conventions: DesignConventions): number {
  const { caller, formula, alternative } = conventions;
  // What follows from the quantity left out is not a number, and is not used.
  const { size = NaN, difference = NaN, standardDeviation = NaN, power = NaN, significanceLevel = NaN } = question;
  const equations = formula === "normal" ? normalEquations : studentEquations;
  const direction = alternative === "less" ? -1 : 1;
  const sides = alternative === "two-sided" ? 2 : 1;
  const tail = significanceLevel / sides;
  const degreesOfFreedom = sampling.degreesOfFreedom(size);
  const error = sampling.unitError / Math.sqrt(size);
  const noncentrality = (sides === 2 ? Math.abs(difference) : direction * difference) / (standardDeviation * error);
  if (question.power === undefined) return equations.power(noncentrality, tail, degreesOfFreedom);
  if (question.significanceLevel === undefined) {
    const solution = sides * equations.tail(power, noncentrality, degreesOfFreedom);
    if (solution < 1) return solution;
    throw noSolution(caller, "a significance level below 1", solution);
  }
  checkPowerAboveTail(caller, power, tail);
  if (question.size === undefined) return solveSize(Math.abs(difference) / standardDeviation, power, tail, sampling, conventions);
  const reached = equations.noncentrality(power, tail, degreesOfFreedom);
  return question.difference === undefined ? direction * reached * standardDeviation * error : Math.abs(difference) / (reached * error);
}

/** The size for a positive effect (difference / standard deviation). */
function solveSize(effect: number, power: number, tail: number, sampling: Sampling, { caller, formula }: DesignConventions): number {
  const { unitError, degreesOfFreedom, smallest, largestGroup } = sampling;
  const withinReach = (size: number) => {
    if (size * largestGroup > 1e15) throw noSolution(caller, "groups of at most 1e15 participants", size * largestGroup);
  };
  const normal = ((normalEquations.noncentrality(power, tail, 0) * unitError) / effect) ** 2;
  withinReach(normal);
  if (formula === "normal") return normal;
  // With hardly any degrees of freedom left the power falls to the tail probability, with more of them it rises.
  const excess = (size: number) => {
    const critical = studentTQuantile(tail, degreesOfFreedom(size), "upper");
    return shortfall(power, critical, degreesOfFreedom(size), (effect * Math.sqrt(size)) / unitError);
  };
  if (excess(smallest) > 0) throw noSolution(caller, "a power that the smallest groups do not exceed", power);
  let largest = Math.max(normal, 2 * smallest);
  while (excess(largest) < 0) withinReach((largest *= 2));
  return findRoot(excess, { from: smallest, to: largest });
}

export function checkPowerAboveTail(caller: string, power: number, tail: number): void {
  if (power > tail) return;
  throw noSolution(caller, `a power above ${tail}, the significance level in the tail of the difference`, power);
}

export function noSolution(caller: string, required: string, observed: number): TrialwiseError {
  return new TrialwiseError({
    code: "no-solution",
    message: `${caller}: no value of the quantity left out gives this design; it needs ${required}`,
    required,
    observed: Number.isFinite(observed) ? observed : String(observed),
  });
}
