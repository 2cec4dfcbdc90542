import {
  absDependencies,
  addDependencies,
  ceilDependencies,
  create,
  divideDependencies,
  equalDependencies,
  floorDependencies,
  largerDependencies,
  largerEqDependencies,
  type MathNode,
  multiplyDependencies,
  parseDependencies,
  roundDependencies,
  smallerDependencies,
  smallerEqDependencies,
  sqrtDependencies,
  subtractDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
  unequalDependencies,
} from "mathjs/number";
import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import { log10, log2 } from "../numeric/elementary/logarithms.ts";
import { power } from "../numeric/elementary/power.ts";

/** Of mathjs: the parser, and what expressions may call by the name it has there. Nothing else can be reached. */
export interface NumberMath {
  readonly parse: (text: string) => MathNode;
  readonly arithmetic: ReadonlyMap<string, (...numbers: readonly number[]) => number>;
  readonly comparisons: ReadonlyMap<string, (left: number, right: number) => boolean>;
}

/** An instance of its own, numbers alone: no units, matrices, complex numbers or fractions, and no state shared with another. */
export function numberMath(): NumberMath {
  const factories = {
    ...parseDependencies,
    ...absDependencies,
    ...addDependencies,
    ...ceilDependencies,
    ...divideDependencies,
    ...equalDependencies,
    ...floorDependencies,
    ...largerDependencies,
    ...largerEqDependencies,
    ...multiplyDependencies,
    ...roundDependencies,
    ...smallerDependencies,
    ...smallerEqDependencies,
    ...sqrtDependencies,
    ...subtractDependencies,
    ...unaryMinusDependencies,
    ...unaryPlusDependencies,
    ...unequalDependencies,
  };
  const math = create(factories, { number: "number", predictable: true, relTol: 1e-12, absTol: 1e-15 });
  const { abs, add, ceil, divide, floor, multiply, round, sqrt, subtract, unaryMinus, unaryPlus } = math;
  const { equal, unequal, smaller, smallerEq, larger, largerEq } = math;
  // Those of mathjs are the engine's own, whose last digits differ from engine to engine.
  const elementary = { exp, log, log10, log2, pow: power };
  // mathjs takes numbers that are equal but for rounding for either: max(-1e-16, 0) would be negative.
  const arithmetic = { ...elementary, abs, add, ceil, divide, floor, multiply, round, sqrt, subtract, unaryMinus, unaryPlus, max: Math.max, min: Math.min };
  return {
    parse: (text) => math.parse(text),
    arithmetic: new Map(Object.entries<(...numbers: number[]) => unknown>(arithmetic).map(([name, calculate]) => [name, (...numbers) => Number(calculate(...numbers))])),
    comparisons: new Map(
      Object.entries<(left: number, right: number) => unknown>({ equal, unequal, smaller, smallerEq, larger, largerEq }).map(([name, compare]) => [name, (left, right) => compare(left, right) === true]),
    ),
  };
}
