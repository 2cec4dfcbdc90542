import type { DesignConventions, SizedDesign, WithOneLeftOut } from "./solveDesign.ts";
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

export interface PowerConventions extends DesignConventions {
  /** Ratio of the group sizes, when they are what is left out. */
  readonly allocation: PerArm;
}

/** The whole of a two-group design. */
export function solvePower({ n, ...others }: WithOneLeftOut<PowerDesign>, { allocation, ...conventions }: PowerConventions): PowerDesign {
  const unit = n ?? allocation;
  const { size, ...design } = solveDesign({ ...others, size: n === undefined ? undefined : 1 }, samplingOf(unit), conventions);
  return { ...design, n: { treatment: unit.treatment * size, control: unit.control * size } };
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
