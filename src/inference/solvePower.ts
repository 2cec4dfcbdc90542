import { findRoot } from "../numeric/findRoot.ts";
import { studentTQuantile } from "../numeric/studentT.ts";
import type { Alternative } from "../result/Alternative.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { PowerFormula } from "./powerFormula.ts";
import { normalEquations, shortfall, studentEquations } from "./powerFormula.ts";

/** One number for each of two groups. */
export interface PerArm {
  readonly treatment: number;
  readonly control: number;
}

/** Every quantity of a two-group design. */
export interface PowerDesign {
  /** Participants analysed in each group, not rounded. */
  readonly n: PerArm;
  readonly difference: number;
  readonly standardDeviation: number;
  readonly power: number;
  readonly significanceLevel: number;
}

/** A design with exactly one quantity left out. */
export type PowerQuestion = {
  readonly [Quantity in keyof PowerDesign]: Omit<PowerDesign, Quantity> & { readonly solvedFor: Quantity };
}[keyof PowerDesign];

export interface PowerConventions {
  /** The function asked, for its messages. */
  readonly caller: string;
  readonly formula: PowerFormula;
  readonly alternative: Alternative;
  /** Ratio of the group sizes, when they are what is left out. */
  readonly allocation: PerArm;
}

/** The quantity left out of a two-group design. */
export function solvePower(question: PowerQuestion, conventions: PowerConventions): PowerDesign {
  const { caller, formula, alternative } = conventions;
  const equations = formula === "normal" ? normalEquations : studentEquations;
  const direction = alternative === "less" ? -1 : 1;
  const sides = alternative === "two-sided" ? 2 : 1;
  switch (question.solvedFor) {
    case "n": {
      const { difference, standardDeviation, power, significanceLevel } = question;
      const effect = Math.abs(difference) / standardDeviation;
      return { n: solveSize(effect, power, significanceLevel / sides, conventions), difference, standardDeviation, power, significanceLevel };
    }
    case "difference": {
      const { n, standardDeviation, power, significanceLevel } = question;
      const noncentrality = reachableNoncentrality(power, significanceLevel / sides, n);
      return { n, difference: direction * noncentrality * standardDeviation * rootOfInverses(n), standardDeviation, power, significanceLevel };
    }
    case "standardDeviation": {
      const { n, difference, power, significanceLevel } = question;
      const noncentrality = reachableNoncentrality(power, significanceLevel / sides, n);
      return { n, difference, standardDeviation: Math.abs(difference) / (noncentrality * rootOfInverses(n)), power, significanceLevel };
    }
    case "power": {
      const { n, difference, standardDeviation, significanceLevel } = question;
      const noncentrality = noncentralityOf(difference, standardDeviation, n);
      return { n, difference, standardDeviation, power: equations.power(noncentrality, significanceLevel / sides, degreesOfFreedom(n)), significanceLevel };
    }
    case "significanceLevel": {
      const { n, difference, standardDeviation, power } = question;
      const tail = equations.tail(power, noncentralityOf(difference, standardDeviation, n), degreesOfFreedom(n));
      if (sides * tail >= 1) throw noSolution(caller, "a significance level below 1", sides * tail);
      return { n, difference, standardDeviation, power, significanceLevel: sides * tail };
    }
  }

  function noncentralityOf(difference: number, standardDeviation: number, n: PerArm): number {
    return (sides === 2 ? Math.abs(difference) : direction * difference) / (standardDeviation * rootOfInverses(n));
  }

  function reachableNoncentrality(power: number, tail: number, n: PerArm): number {
    checkPowerAboveTail(caller, power, tail);
    return equations.noncentrality(power, tail, degreesOfFreedom(n));
  }
}

/** Group sizes for a positive effect (difference / standard deviation). */
function solveSize(effect: number, power: number, tail: number, { caller, formula, allocation }: PowerConventions): PerArm {
  checkPowerAboveTail(caller, power, tail);
  const sizes = (scale: number): PerArm => ({ treatment: allocation.treatment * scale, control: allocation.control * scale });
  const normal = ((normalEquations.noncentrality(power, tail, 0) * rootOfInverses(allocation)) / effect) ** 2;
  withinReach(caller, sizes(normal));
  if (formula === "normal") return sizes(normal);
  // With hardly any degrees of freedom left the power falls to the tail probability, with more of them it rises.
  const smallest = 2.1 / (allocation.treatment + allocation.control);
  const excess = (scale: number) => {
    const n = sizes(scale);
    const critical = studentTQuantile(tail, degreesOfFreedom(n), "upper");
    return shortfall(power, critical, degreesOfFreedom(n), effect / rootOfInverses(n));
  };
  if (excess(smallest) > 0) throw noSolution(caller, "a power that the smallest groups do not exceed", power);
  let largest = Math.max(normal, 2 * smallest);
  while (excess(largest) < 0) withinReach(caller, sizes((largest *= 2)));
  return sizes(findRoot(excess, { from: smallest, to: largest }));
}

function withinReach(caller: string, { treatment, control }: PerArm): void {
  const larger = Math.max(treatment, control);
  if (larger > 1e15) throw noSolution(caller, "groups of at most 1e15 participants", larger);
}

function checkPowerAboveTail(caller: string, power: number, tail: number): void {
  if (power > tail) return;
  throw noSolution(caller, `a power above ${tail}, the significance level in the tail of the difference`, power);
}

function degreesOfFreedom({ treatment, control }: PerArm): number {
  return treatment + control - 2;
}

/** √(1/n₁ + 1/n₀) */
export function rootOfInverses({ treatment, control }: PerArm): number {
  return Math.sqrt(1 / treatment + 1 / control);
}

function noSolution(caller: string, required: string, observed: number): TrialwiseError {
  return new TrialwiseError({
    code: "no-solution",
    message: `${caller}: no value of the quantity left out gives this design; it needs ${required}`,
    required,
    observed: Number.isFinite(observed) ? observed : String(observed),
  });
}
