// A second implementation of the numbers floor of survival analysis, which shares nothing with the first: every sum over a risk set
// is taken anew from the definition, curves are functions of time, areas are sums of rectangles, and Cox's likelihood is
// maximised with derivatives by differences. Slow and plain on purpose.

import { bisect, chiSquareUpperTail, normalUpperTail } from "./inference.ts";

export interface NaivePerson {
  readonly time: number;
  readonly event: boolean;
  /** At risk from this time on; everyone with 0 is at risk at 0 too. */
  readonly entry: number;
}

export function people({ time, event, entry }: { readonly time: readonly number[]; readonly event: readonly (number | boolean)[]; readonly entry?: readonly number[] | null }): NaivePerson[] {
  // Times equal to eight digits of their mean are ties, in whatever way they were computed.
  const distinct = [...new Set([...time, ...(entry ?? time.map(() => 0))])];
  const unit = (distinct.reduce((a, b) => a + b, 0) / distinct.length) * 1e-8;
  const same = (value: number) => distinct.filter((other) => Math.abs(other - value) < unit).reduce((a, b) => Math.min(a, b), value);
  return time.map((value, index) => ({ time: same(value), event: Number(event[index]) === 1, entry: same(entry?.[index] ?? 0) }));
}

const isAtRisk = (person: NaivePerson, t: number) => person.time >= t && (person.entry < t || person.entry === 0);
const eventsAt = (group: readonly NaivePerson[], t: number) => group.filter((person) => person.event && person.time === t).length;
const eventTimes = (group: readonly NaivePerson[]) => [...new Set(group.filter(({ event }) => event).map(({ time }) => time))].sort((a, b) => a - b);
export const atRiskCount = (group: readonly NaivePerson[], t: number) => group.filter((person) => isAtRisk(person, t)).length;

/** S(t) as the product over all event times up to t. */
export function naiveSurvival(group: readonly NaivePerson[], t: number): number {
  return eventTimes(group)
    .filter((u) => u <= t)
    .reduce((product, u) => product * (1 - eventsAt(group, u) / atRiskCount(group, u)), 1);
}

/** Greenwood's variance of log S(t). */
export function naiveVarianceOfLog(group: readonly NaivePerson[], t: number): number {
  return eventTimes(group)
    .filter((u) => u <= t)
    .reduce((total, u) => {
      const [d, n] = [eventsAt(group, u), atRiskCount(group, u)];
      return total + d / n / (n - d);
    }, 0);
}

/** The z that leaves (1 − level)/2 above it. */
export function naiveMargin(level: number): number {
  return bisect((x) => (1 - level) / 2 - normalUpperTail(x), 0, 10);
}

/** Limits by solving for where the standardised distance on each scale is z, by bisection. */
export function naiveLimits(group: readonly NaivePerson[], t: number, method: "log-log" | "log" | "plain", z: number): readonly [number, number] {
  const survival = naiveSurvival(group, t);
  const error = Math.sqrt(naiveVarianceOfLog(group, t));
  const scale = { plain: (s: number) => s, log: Math.log, "log-log": (s: number) => -Math.log(-Math.log(s)) }[method];
  // The delta method, with the derivative of each scale in log S.
  const slope = { plain: survival, log: 1, "log-log": -1 / Math.log(survival) }[method];
  const limit = (sign: number) => {
    const target = scale(survival) + sign * z * slope * error;
    if (method === "plain") return Math.min(1, Math.max(0, target));
    if (scale(1 - 1e-16) < target) return 1;
    // Bisection over log S, so that small limits keep their digits.
    return Math.min(1, Math.exp(bisect((log) => scale(Math.exp(log)) - target, -800, -1e-300)));
  };
  return [limit(-1), limit(1)];
}

/** The quantile of any falling curve that is known at its steps, from the definitions of the rules. */
export function naiveQuantile(curve: readonly { readonly time: number; readonly height: number | null }[], p: number, rule: "midpoint" | "r-quantile" | "sas"): number | null {
  const [above, at] = [1 - p + 1e-9, 1 - p - 1e-9];
  const first = curve.find(({ height }) => height !== null && height < above);
  const below = curve.find(({ height, time }) => height !== null && height < at && (first === undefined || time >= first.time));
  if (first === undefined) return null;
  if (first === below) return first.time;
  if (below !== undefined) return (first.time + below.time) / 2;
  if (rule === "sas") return null;
  return rule === "midpoint" ? first.time : (first.time + curve[curve.length - 1]!.time) / 2;
}

/** Area under S up to the horizon and its variance, by rectangles between all times. */
export function naiveRestrictedMean(group: readonly NaivePerson[], horizon: number): { readonly estimate: number; readonly variance: number } {
  const area = (from: number) => {
    const cuts = [from, ...eventTimes(group).filter((t) => t > from && t < horizon), horizon];
    return cuts.slice(1).reduce((total, cut, index) => total + (cut - cuts[index]!) * naiveSurvival(group, cuts[index]!), 0);
  };
  const variance = eventTimes(group)
    .filter((t) => t < horizon)
    .reduce((total, t) => {
      const [d, n] = [eventsAt(group, t), atRiskCount(group, t)];
      return n === d ? total : total + (area(t) ** 2 * d) / (n * (n - d));
    }, 0);
  return { estimate: area(0), variance };
}

export interface NaiveLogRank {
  readonly statistic: number;
  readonly pValue: number;
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly trend: number;
}

/** Sums of 2 × k tables, with the inverse of the covariance by cofactors. Groups are numbered from 0. */
export function naiveLogRank(group: readonly (NaivePerson & { readonly group: number; readonly stratum: number })[], groups: number, rho: number): NaiveLogRank {
  const observed = Array.from({ length: groups }, () => 0);
  const expected = [...observed];
  const covariance = observed.map(() => observed.map(() => 0));
  for (const stratum of new Set(group.map((person) => person.stratum))) {
    const members = group.filter((person) => person.stratum === stratum);
    for (const t of eventTimes(members)) {
      const before = eventTimes(members).filter((u) => u < t);
      const weight = before.length === 0 ? 1 : naiveSurvival(members, before[before.length - 1]!) ** rho;
      const [d, n] = [eventsAt(members, t), atRiskCount(members, t)];
      const counts = observed.map((_, index) => atRiskCount(members.filter((person) => person.group === index), t));
      observed.forEach((_, i) => {
        observed[i]! += weight * eventsAt(members.filter((person) => person.group === i), t);
        expected[i]! += weight * d * (counts[i]! / n);
        if (n > 1) counts.forEach((count, j) => (covariance[i]![j]! += weight ** 2 * d * ((n - d) / (n - 1)) * (counts[i]! / n) * ((i === j ? 1 : 0) - count / n)));
      });
    }
  }
  const difference = observed.map((value, index) => value - expected[index]!);
  const inner = covariance.slice(1).map((row) => row.slice(1));
  const statistic = quadratic(difference.slice(1), inner);
  const score = difference.reduce((total, value, index) => total + index * value, 0);
  const variance = covariance.reduce((total, row, i) => row.reduce((sum, value, j) => sum + i * j * value, total), 0);
  return { statistic, pValue: chiSquareUpperTail(statistic, groups - 1), observed, expected, trend: score ** 2 / variance };
}

/** xᵀA⁻¹x by Cramer's rule. */
export function quadratic(x: readonly number[], matrix: readonly (readonly number[])[]): number {
  const whole = determinant(matrix);
  return x.reduce((total, value, column) => {
    const replaced = matrix.map((row, i) => row.map((entry, j) => (j === column ? x[i]! : entry)));
    return total + (value * determinant(replaced)) / whole;
  }, 0);
}

export function determinant(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 0) return 1;
  return matrix[0]!.reduce((total, entry, column) => {
    const minor = matrix.slice(1).map((row) => row.filter((_, j) => j !== column));
    return total + (column % 2 === 0 ? 1 : -1) * entry * determinant(minor);
  }, 0);
}

export interface NaiveCoxPerson extends NaivePerson {
  readonly stratum: number;
  readonly x: readonly number[];
}

/** The log partial likelihood, set by set; tied events leave by turns (Efron) or not at all (Breslow). */
export function naivePartialLikelihood(group: readonly NaiveCoxPerson[], beta: readonly number[], ties: "efron" | "breslow", drift?: { readonly at: (t: number) => number; readonly theta: readonly number[] }): number {
  let total = 0;
  for (const stratum of new Set(group.map((person) => person.stratum))) {
    const members = group.filter((person) => person.stratum === stratum);
    for (const t of eventTimes(members)) {
      const predictor = (person: NaiveCoxPerson) => person.x.reduce((sum, value, j) => sum + value * (beta[j]! + (drift === undefined ? 0 : drift.theta[j]! * drift.at(t))), 0);
      const atRisk = members.filter((person) => isAtRisk(person, t));
      const dying = members.filter((person) => person.event && person.time === t);
      dying.forEach((person, place) => {
        const weights = atRisk.map((other) => (ties === "efron" && dying.includes(other) ? 1 - place / dying.length : 1) * Math.exp(predictor(other) - predictor(person)));
        total -= Math.log(weights.reduce((sum, weight) => sum + weight, 0));
      });
    }
  }
  return total;
}

export interface NaiveCox {
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly logLikelihood: readonly [number, number];
  readonly scoreStatistic: number;
}

/** Newton's method for any smooth function, with central differences of higher order, on centred covariates of unit spread. */
export function naiveCox(group: readonly NaiveCoxPerson[], ties: "efron" | "breslow"): NaiveCox {
  const size = group[0]!.x.length;
  const means = Array.from({ length: size }, (_, j) => group.reduce((total, { x }) => total + x[j]! / group.length, 0));
  const spreads = means.map((mean, j) => Math.sqrt(group.reduce((total, { x }) => total + (x[j]! - mean) ** 2 / group.length, 0)));
  const scaled = group.map((person) => ({ ...person, x: person.x.map((value, j) => (value - means[j]!) / spreads[j]!) }));
  const likelihood = (beta: readonly number[]) => naivePartialLikelihood(scaled, beta, ties);
  let beta = means.map(() => 0);
  const start = differentiate(likelihood, beta);
  for (let iteration = 0; iteration < 25; iteration++) {
    const { gradient, hessian } = differentiate(likelihood, beta);
    const step = solve(hessian, gradient);
    beta = beta.map((value, j) => value - step[j]!);
    if (step.every((value) => Math.abs(value) < 1e-10)) break;
  }
  const { hessian } = differentiate(likelihood, beta);
  const information = hessian.map((row) => row.map((value) => -value));
  const unit = (index: number) => means.map((_, j) => (j === index ? 1 : 0));
  return {
    estimates: beta.map((value, j) => value / spreads[j]!),
    standardErrors: beta.map((_, j) => Math.sqrt(quadratic(unit(j), information)) / spreads[j]!),
    logLikelihood: [likelihood(means.map(() => 0)), likelihood(beta)],
    scoreStatistic: quadratic(start.gradient, start.hessian.map((row) => row.map((value) => -value))),
  };
}

/** First and second derivatives by differences of six and more points. */
export function differentiate(f: (x: readonly number[]) => number, at: readonly number[]): { readonly gradient: readonly number[]; readonly hessian: readonly (readonly number[])[] } {
  const step = 0.02;
  // Coefficients of the eight-point central difference.
  const weights = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
  const along = (g: (h: number) => number) => weights.reduce((total, weight, k) => total + (weight * (g((k + 1) * step) - g(-(k + 1) * step))) / step, 0);
  const moved = (x: readonly number[], j: number, h: number) => x.map((value, index) => (index === j ? value + h : value));
  const gradient = at.map((_, i) => along((h) => f(moved(at, i, h))));
  const hessian = at.map((_, i) => at.map((__, j) => along((h) => along((k) => f(moved(moved(at, i, h), j, k))))));
  return { gradient, hessian };
}

function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const whole = determinant(matrix);
  return right.map((_, column) => determinant(matrix.map((row, i) => row.map((entry, j) => (j === column ? right[i]! : entry)))) / whole);
}

/** The test of Grambsch & Therneau as the score test of the wider model, by differences of its likelihood. */
export function naiveDrift(group: readonly NaiveCoxPerson[], beta: readonly number[], ties: "efron" | "breslow", at: (t: number) => number): number {
  const size = beta.length;
  const wider = (parameters: readonly number[]) => naivePartialLikelihood(group, parameters.slice(0, size), ties, { at, theta: parameters.slice(size) });
  const { gradient, hessian } = differentiate(wider, [...beta, ...beta.map(() => 0)]);
  return quadratic(gradient.map((value, index) => (index < size ? 0 : value)), hessian.map((row) => row.map((value) => -value)));
}

/** The robust variance from the change of the estimate when each participant's weight is changed a little. */
export function naiveRobustErrors(group: readonly NaiveCoxPerson[], beta: readonly number[], ties: "efron" | "breslow"): readonly number[] {
  const size = beta.length;
  const { hessian } = differentiate((x) => naivePartialLikelihood(group, x, ties), beta);
  const influences = group.map((person) => {
    const gradientWith = (weight: number) => differentiate((x) => weightedLikelihood(group, x, ties, person, weight), beta).gradient;
    const [more, less] = [gradientWith(1 + 1e-4), gradientWith(1 - 1e-4)];
    return solve(hessian, more.map((value, j) => -(value - less[j]!) / 2e-4));
  });
  return Array.from({ length: size }, (_, j) => Math.sqrt(influences.reduce((total, influence) => total + influence[j]! ** 2, 0)));
}

/** With one participant's case weight changed: in the sums, and in how often their own event counts. Without ties only. */
function weightedLikelihood(group: readonly NaiveCoxPerson[], beta: readonly number[], ties: "efron" | "breslow", chosen: NaiveCoxPerson, weight: number): number {
  let total = 0;
  const predictor = (person: NaiveCoxPerson) => person.x.reduce((sum, value, j) => sum + value * beta[j]!, 0);
  const caseWeight = (person: NaiveCoxPerson) => (person === chosen ? weight : 1);
  for (const person of group) {
    if (!person.event) continue;
    const peers = group.filter((other) => other.stratum === person.stratum);
    if (ties === "efron" && peers.some((other) => other !== person && other.event && other.time === person.time)) throw new Error("ties");
    const sum = peers.filter((other) => isAtRisk(other, person.time)).reduce((all, other) => all + caseWeight(other) * Math.exp(predictor(other) - predictor(person)), 0);
    total -= caseWeight(person) * Math.log(sum);
  }
  return total;
}

/** The log partial likelihood with its slope, its curvature and each participant's part of the slope: every sum anew, relative to the largest hazard in it. */
export function naiveSlopes(group: readonly NaiveCoxPerson[], beta: readonly number[], ties: "efron" | "breslow") {
  const sizes = beta.map((_, j) => j);
  const gradient = sizes.map(() => 0);
  const information = sizes.map(() => sizes.map(() => 0));
  const parts = group.map(() => sizes.map(() => 0));
  const predictors = group.map(({ x }) => x.reduce((sum, value, j) => sum + value * beta[j]!, 0));
  let logLikelihood = 0;
  for (const stratum of new Set(group.map((person) => person.stratum))) {
    const members = [...group.keys()].filter((row) => group[row]!.stratum === stratum);
    for (const t of eventTimes(members.map((row) => group[row]!))) {
      const atRisk = members.filter((row) => isAtRisk(group[row]!, t));
      const dying = atRisk.filter((row) => group[row]!.event && group[row]!.time === t);
      const largest = Math.max(...atRisk.map((row) => predictors[row]!));
      dying.forEach((row, place) => {
        const leftOf = (other: number) => (ties === "efron" && dying.includes(other) ? 1 - place / dying.length : 1);
        const hazards = atRisk.map((other) => leftOf(other) * Math.exp(predictors[other]! - largest));
        const total = hazards.reduce((sum, value) => sum + value, 0);
        const means = sizes.map((j) => atRisk.reduce((sum, other, k) => sum + (hazards[k]! / total) * group[other]!.x[j]!, 0));
        logLikelihood += predictors[row]! - largest - Math.log(total);
        for (const i of sizes) {
          gradient[i]! += group[row]!.x[i]! - means[i]!;
          // Tied events have their places by turns.
          for (const other of dying) parts[other]![i]! += (group[other]!.x[i]! - means[i]!) / dying.length;
          atRisk.forEach((other, k) => (parts[other]![i]! -= (hazards[k]! / total) * (group[other]!.x[i]! - means[i]!)));
          for (const j of sizes) information[i]![j]! += atRisk.reduce((sum, other, k) => sum + (hazards[k]! / total) * (group[other]!.x[i]! - means[i]!) * (group[other]!.x[j]! - means[j]!), 0);
        }
      });
    }
  }
  return { logLikelihood, gradient, information, parts };
}

/** By Gauss and Jordan. */
export function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const work = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  work.forEach((row, i) => {
    const pivot = row[i]!;
    for (let j = 0; j < row.length; j++) row[j]! /= pivot;
    work.forEach((other, k) => {
      if (k === i) return;
      const factor = other[i]!;
      for (let j = 0; j < other.length; j++) other[j]! -= factor * row[j]!;
    });
  });
  return work.map((row) => row.slice(matrix.length));
}
