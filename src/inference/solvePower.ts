import type { DesignConventions, SizedDesign } from "./solveDesign.ts";
import { solveDesign } from "./solveDesign.ts";

/** One number for each of two groups. */
export interface PerArm {
  readonly treatment: number;
  readonly control: number;
}

/** Every quantity of a two-group design. */
export interface PowerDesign extends Omit<SizedDesign, "size"> {
  /** Participants analysed in each group, not rounded. */
  readonly n: PerArm;
}

/** A design with exactly one quantity left out. */
export type PowerQuestion = {
  readonly [Quantity in keyof PowerDesign]: Omit<PowerDesign, Quantity> & { readonly solvedFor: Quantity };
}[keyof PowerDesign];

export interface PowerConventions extends DesignConventions {
  /** Ratio of the group sizes, when they are what is left out. */
  readonly allocation: PerArm;
}

/** The quantity left out of a two-group design. */
export function solvePower(question: PowerQuestion, { allocation, ...conventions }: PowerConventions): PowerDesign {
  if (question.solvedFor === "n") {
    const { solvedFor: _, ...given } = question;
    const { size, ...design } = solveDesign({ ...given, solvedFor: "size" }, samplingOf(allocation), conventions);
    return { ...design, n: { treatment: allocation.treatment * size, control: allocation.control * size } };
  }
  const { n, ...rest } = question;
  const { size: _, ...design } = solveDesign({ ...rest, size: 1 }, samplingOf(n), conventions);
  return { ...design, n };
}

function samplingOf(n: PerArm) {
  const total = n.treatment + n.control;
  return {
    unitError: rootOfInverses(n),
    degreesOfFreedom: (size: number) => size * total - 2,
    smallest: 2.1 / total,
    largestGroup: Math.max(n.treatment, n.control),
  };
}

/** √(1/n₁ + 1/n₀) */
export function rootOfInverses({ treatment, control }: PerArm): number {
  return Math.sqrt(1 / treatment + 1 / control);
}
