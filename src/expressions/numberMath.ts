import {
  absDependencies,
  addDependencies,
  ceilDependencies,
  create,
  divideDependencies,
  equalDependencies,
  expDependencies,
  floorDependencies,
  largerDependencies,
  largerEqDependencies,
  log10Dependencies,
  log2Dependencies,
  logDependencies,
  type MathNode,
  multiplyDependencies,
  parseDependencies,
  powDependencies,
  roundDependencies,
  smallerDependencies,
  smallerEqDependencies,
  sqrtDependencies,
  subtractDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
  unequalDependencies,
} from "mathjs/number";

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
    ...expDependencies,
    ...floorDependencies,
    ...largerDependencies,
    ...largerEqDependencies,
    ...log10Dependencies,
    ...log2Dependencies,
    ...logDependencies,
    ...multiplyDependencies,
    ...powDependencies,
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
  const { abs, add, ceil, divide, exp, floor, log, log10, log2, multiply, pow, round, sqrt, subtract, unaryMinus, unaryPlus } = math;
  const { equal, unequal, smaller, smallerEq, larger, largerEq } = math;
  // mathjs takes numbers that are equal but for rounding for either: max(-1e-16, 0) would be negative.
  const arithmetic = { abs, add, ceil, divide, exp, floor, log, log10, log2, multiply, pow, round, sqrt, subtract, unaryMinus, unaryPlus, max: Math.max, min: Math.min };
  return {
    parse: (text) => math.parse(text),
    arithmetic: new Map(Object.entries<(...numbers: number[]) => unknown>(arithmetic).map(([name, calculate]) => [name, (...numbers) => Number(calculate(...numbers))])),
    comparisons: new Map(
      Object.entries<(left: number, right: number) => unknown>({ equal, unequal, smaller, smallerEq, larger, largerEq }).map(([name, compare]) => [name, (left, right) => compare(left, right) === true]),
    ),
  };
}
