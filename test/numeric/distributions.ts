import { betaQuantile, betaTails } from "../../src/numeric/beta.ts";
import { chiSquareQuantile, chiSquareTails } from "../../src/numeric/chiSquare.ts";
import { fQuantile, fTails } from "../../src/numeric/fDistribution.ts";
import { hypergeometricTails } from "../../src/numeric/hypergeometric.ts";
import { noncentralTTails } from "../../src/numeric/noncentralT.ts";
import { normalQuantile, normalTails } from "../../src/numeric/normal.ts";
import { studentTQuantile, studentTTails } from "../../src/numeric/studentT.ts";
import type { Tail, Tails } from "../../src/numeric/Tails.ts";

/** The functions under their fixtures' names, with their arguments in one array. */
export const continuous = {
  beta: { tails: (point) => betaTails(...three(point)), quantile: (point, tail) => betaQuantile(...three(point), tail) },
  chiSquare: { tails: (point) => chiSquareTails(...two(point)), quantile: (point, tail) => chiSquareQuantile(...two(point), tail) },
  fDistribution: { tails: (point) => fTails(...three(point)), quantile: (point, tail) => fQuantile(...three(point), tail) },
  normal: { tails: (point) => normalTails(point[0]!), quantile: (point, tail) => normalQuantile(point[0]!, tail) },
  studentT: { tails: (point) => studentTTails(...two(point)), quantile: (point, tail) => studentTQuantile(...two(point), tail) },
} satisfies Readonly<Record<string, Distribution>>;

export interface Distribution {
  readonly tails: (point: readonly number[]) => Tails;
  readonly quantile: (point: readonly number[], tail: Tail) => number;
}

export const tailsOf: Readonly<Record<string, Distribution["tails"]>> = {
  beta: continuous.beta.tails,
  chiSquare: continuous.chiSquare.tails,
  fDistribution: continuous.fDistribution.tails,
  normal: continuous.normal.tails,
  studentT: continuous.studentT.tails,
  noncentralT: (point) => noncentralTTails(...three(point)),
  hypergeometric: ([x, successes, failures, draws]) =>
    hypergeometricTails(x!, { successes: successes!, failures: failures!, draws: draws! }),
};

function two(point: readonly number[]): [number, number] {
  return [point[0]!, point[1]!];
}

function three(point: readonly number[]): [number, number, number] {
  return [point[0]!, point[1]!, point[2]!];
}
