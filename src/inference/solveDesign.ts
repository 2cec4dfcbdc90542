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

/** A design with exactly one quantity left out. */
export type DesignQuestion = {
  readonly [Quantity in keyof SizedDesign]: Omit<SizedDesign, Quantity> & { readonly solvedFor: Quantity };
}[keyof SizedDesign];

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

/** The quantity left out of a design whose test is a t test, or its normal approximation. */
export function solveDesign(question: DesignQuestion, sampling: Sampling, conventions: DesignConventions): SizedDesign {
  const { caller, formula, alternative } = conventions;
  const { degreesOfFreedom } = sampling;
  const equations = formula === "normal" ? normalEquations : studentEquations;
  const direction = alternative === "less" ? -1 : 1;
  const sides = alternative === "two-sided" ? 2 : 1;
  const errorAt = (size: number) => sampling.unitError / Math.sqrt(size);
  switch (question.solvedFor) {
    case "size": {
      const { solvedFor: _, ...given } = question;
      const effect = Math.abs(given.difference) / given.standardDeviation;
      return { ...given, size: solveSize(effect, given.power, given.significanceLevel / sides, sampling, conventions) };
    }
    case "difference": {
      const { solvedFor: _, ...given } = question;
      const noncentrality = reachableNoncentrality(given.power, given.significanceLevel / sides, given.size);
      return { ...given, difference: direction * noncentrality * given.standardDeviation * errorAt(given.size) };
    }
    case "standardDeviation": {
      const { solvedFor: _, ...given } = question;
      const noncentrality = reachableNoncentrality(given.power, given.significanceLevel / sides, given.size);
      return { ...given, standardDeviation: Math.abs(given.difference) / (noncentrality * errorAt(given.size)) };
    }
    case "power": {
      const { solvedFor: _, ...given } = question;
      return { ...given, power: equations.power(noncentralityOf(given), given.significanceLevel / sides, degreesOfFreedom(given.size)) };
    }
    case "significanceLevel": {
      const { solvedFor: _, ...given } = question;
      const tail = equations.tail(given.power, noncentralityOf(given), degreesOfFreedom(given.size));
      if (sides * tail >= 1) throw noSolution(caller, "a significance level below 1", sides * tail);
      return { ...given, significanceLevel: sides * tail };
    }
  }

  function noncentralityOf({ size, difference, standardDeviation }: Pick<SizedDesign, "size" | "difference" | "standardDeviation">): number {
    return (sides === 2 ? Math.abs(difference) : direction * difference) / (standardDeviation * errorAt(size));
  }

  function reachableNoncentrality(power: number, tail: number, size: number): number {
    checkPowerAboveTail(caller, power, tail);
    return equations.noncentrality(power, tail, degreesOfFreedom(size));
  }
}

/** The size for a positive effect (difference / standard deviation). */
function solveSize(effect: number, power: number, tail: number, sampling: Sampling, { caller, formula }: DesignConventions): number {
  const { unitError, degreesOfFreedom, smallest, largestGroup } = sampling;
  checkPowerAboveTail(caller, power, tail);
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
