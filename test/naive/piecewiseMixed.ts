import { naiveAt } from "./mixed.ts";

export interface NaiveObservation {
  readonly participant: string;
  readonly treated: boolean;
  readonly time: number;
  readonly value: number;
}

/** The slopes of a hinge by arm and their differences, each with its standard error and degrees of freedom (Satterthwaite, observed information). */
export interface NaiveHinge {
  readonly logLikelihood: number;
  readonly controlLeadIn: NaiveEffect;
  readonly controlChange: NaiveEffect;
  readonly leadInDifference: NaiveEffect;
  readonly changeDifference: NaiveEffect;
}

export interface NaiveEffect {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * The broken stick of two arms in other columns than the library's: a control's line, its bend (t − k)₊, and what the treated
 * arm adds to both; with one dense matrix for all observations, at the variances given, by maximum likelihood.
 */
export function naiveHinge(observations: readonly NaiveObservation[], knot: number, g: readonly (readonly number[])[], residualVariance: number): NaiveHinge {
  const ones = observations.map(() => 1);
  const time = observations.map((each) => each.time - knot);
  const bend = time.map((value) => (value > 0 ? value : 0));
  const treated = observations.map((each) => (each.treated ? 1 : 0));
  const times = (left: readonly number[], right: readonly number[]) => left.map((value, row) => value * right[row]!);
  const fixed = [ones, time, bend, treated, times(treated, time), times(treated, bend)];
  const random = [ones, time.map((value, row) => value - bend[row]!), bend];
  const { coefficients, covariance, satterthwaite, logLikelihood } = naiveAt(
    { response: observations.map(({ value }) => value), fixed, random, participant: observations.map(({ participant }) => participant) },
    g,
    residualVariance,
    "ml",
    "unstructured",
  );
  const effect = (index: number): NaiveEffect => ({
    estimate: coefficients[index]!,
    standardError: Math.sqrt(covariance[index]![index]!),
    degreesOfFreedom: satterthwaite[index]!,
  });
  return { logLikelihood, controlLeadIn: effect(1), controlChange: effect(2), leadInDifference: effect(4), changeDifference: effect(5) };
}
