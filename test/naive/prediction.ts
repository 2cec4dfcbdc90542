import { differentiate, inverse, type NaiveCoxPerson, naivePartialLikelihood } from "./survival.ts";

/**
 * The cumulative hazard of a participant with covariates `at` up to a time, as a function of the coefficients: at each event 1 / the
 * hazards of those at risk, less the share of the tied events that have gone before (Efron).
 */
export function naiveCumulativeHazard(group: readonly NaiveCoxPerson[], stratum: number, at: readonly number[], until: number, ties: "efron" | "breslow", beta: readonly number[]): { readonly hazard: number; readonly variance: number } {
  const predictor = (x: readonly number[]) => x.reduce((sum, value, j) => sum + beta[j]! * (value - at[j]!), 0);
  const members = group.filter((person) => person.stratum === stratum);
  let [hazard, variance] = [0, 0];
  for (const t of new Set(members.filter(({ event, time }) => event && time <= until).map(({ time }) => time))) {
    const tied = members.filter((person) => person.event && person.time === t);
    const atRisk = members.filter((person) => person.time >= t && (person.entry < t || person.entry === 0));
    tied.forEach((_, place) => {
      const sum = atRisk.reduce((total, person) => total + Math.exp(predictor(person.x)) * (ties === "efron" && tied.includes(person) ? 1 - place / tied.length : 1), 0);
      hazard += 1 / sum;
      variance += 1 / sum ** 2;
    });
  }
  return { hazard, variance };
}

/** Its standard error: with the coefficients known, and by the delta method, the derivatives by differences. */
export function naiveHazardError(group: readonly NaiveCoxPerson[], stratum: number, at: readonly number[], until: number, ties: "efron" | "breslow", beta: readonly number[]): number {
  // On the scale of each covariate's spread, so that one step suits all.
  const spread = at.map((_, j) => Math.max(1e-9, Math.sqrt(group.reduce((sum, { x }) => sum + (x[j]! - at[j]!) ** 2 / group.length, 0))));
  const unscaled = (b: readonly number[]) => b.map((value, j) => beta[j]! + value / spread[j]!);
  const zero = beta.map(() => 0);
  const { gradient } = differentiate((b) => naiveCumulativeHazard(group, stratum, at, until, ties, unscaled(b)).hazard, zero);
  const { hessian } = differentiate((b) => naivePartialLikelihood(group, unscaled(b), ties), zero);
  const information = hessian.map((row) => row.map((value) => -value));
  const covariance = inverse(information);
  const ofCoefficients = gradient.reduce((total, g, i) => total + gradient.reduce((sum, h, j) => sum + g * covariance[i]![j]! * h, 0), 0);
  return Math.sqrt(naiveCumulativeHazard(group, stratum, at, until, ties, beta).variance + ofCoefficients);
}

/** Harrell's concordance pair by pair, and its standard error by leaving weight off each participant in turn. */
export function naiveConcordance(group: readonly NaiveCoxPerson[], predictors: readonly number[]): { readonly estimate: number; readonly standardError: number } {
  const good = group.map(() => 0);
  const pairs = group.map(() => 0);
  let [allGood, all] = [0, 0];
  group.forEach((one, i) =>
    group.forEach((other, j) => {
      const isComparable = one.event && one.stratum === other.stratum && (other.entry < one.time || other.entry === 0) && (other.time > one.time || (other.time === one.time && !other.event));
      if (!isComparable) return;
      const gap = predictors[i]! - predictors[j]!;
      const score = Math.abs(gap) < 1e-9 * (1 + Math.abs(predictors[i]!)) ? 0.5 : gap > 0 ? 1 : 0;
      for (const row of [i, j]) {
        good[row]! += score;
        pairs[row]! += 1;
      }
      allGood += score;
      all += 1;
    }),
  );
  const estimate = allGood / all;
  return { estimate, standardError: Math.sqrt(good.reduce((total, value, row) => total + ((value - estimate * pairs[row]!) / all) ** 2, 0)) };
}
