import { power } from "../numeric/elementary/power.ts";

/** One time with an event in one stratum, by group. */
interface EventTime {
  readonly atRisk: readonly number[];
  /** Events of the cause of interest. */
  readonly own: readonly number[];
  readonly competing: readonly number[];
}

/** Scores of the groups and their covariance, over all strata. */
export interface GraySums {
  readonly scores: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

export interface GrayRow {
  readonly time: number;
  readonly group: number;
  readonly outcome: "own" | "competing" | "censored";
}

/**
 * Gray's scores, of rows by stratum in the order of time: at each event of the cause of interest the events of a group less its share of
 * those who might still have it, R = Y (1 − F) / S, Y being at risk, F the incidence and S the event-free probability of the group just
 * before. Weights are (1 − F₀)^rho, F₀ the incidence of all groups together.
 */
export function graySums(strata: readonly (readonly GrayRow[])[], groups: number, rho: number): GraySums {
  const scores = Array.from({ length: groups }, () => 0);
  const covariance = scores.map(() => scores.map(() => 0));
  for (const rows of strata) addStratum(eventTimes(rows, groups), rho, scores, covariance);
  return { scores, covariance };
}

function eventTimes(rows: readonly GrayRow[], groups: number): EventTime[] {
  const left = Array.from({ length: groups }, () => 0);
  for (const { group } of rows) left[group]!++;
  const times: EventTime[] = [];
  for (let next = 0; next < rows.length; ) {
    const { time } = rows[next]!;
    const [atRisk, own, competing] = [[...left], left.map(() => 0), left.map(() => 0)];
    for (; next < rows.length && rows[next]!.time === time; next++) {
      const { group, outcome } = rows[next]!;
      left[group]!--;
      if (outcome === "own") own[group]!++;
      else if (outcome === "competing") competing[group]!++;
    }
    if (own.some((count) => count > 0) || competing.some((count) => count > 0)) times.push({ atRisk, own, competing });
  }
  return times;
}

/** What the variance needs of one time. */
interface Moment extends EventTime {
  /** Y / S of each group, by which its scores count if all incidences are the same, and the sum over groups. */
  readonly weights: readonly number[];
  readonly total: number;
  /** S of each group before and after. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Of all groups together: the rise of the incidence, and 1 − incidence before and after. */
  readonly rise: number;
  readonly freeBefore: number;
  readonly freeAfter: number;
  readonly weight: number;
}

function addStratum(times: readonly EventTime[], rho: number, scores: number[], covariance: number[][]): void {
  const moments: Moment[] = [];
  let eventFree: readonly number[] = scores.map(() => 1);
  let incidences: readonly number[] = scores.map(() => 0);
  let freeOfCause = 1;
  for (const each of times) {
    const { atRisk, own, competing } = each;
    const before = eventFree;
    const weights = atRisk.map((count, group) => (count > 0 ? count / before[group]! : 0));
    const total = weights.reduce((sum, value) => sum + value, 0);
    const events = own.reduce((sum, count) => sum + count, 0);
    const rise = events / total;
    const weight = power(freeOfCause, rho);
    const mightHave = weights.map((value, group) => value * (1 - incidences[group]!));
    const all = mightHave.reduce((sum, value) => sum + value, 0);
    if (events > 0) for (let group = 0; group < scores.length; group++) scores[group]! += weight * (own[group]! - (events * mightHave[group]!) / all);
    incidences = incidences.map((value, group) => (atRisk[group]! > 0 ? value + (before[group]! * own[group]!) / atRisk[group]! : value));
    eventFree = before.map((value, group) => (atRisk[group]! > 0 ? (value * (atRisk[group]! - own[group]! - competing[group]!)) / atRisk[group]! : value));
    moments.push({ ...each, weights, total, before, after: eventFree, rise, freeBefore: freeOfCause, freeAfter: freeOfCause - rise, weight });
    freeOfCause -= rise;
  }
  for (let group = 0; group < scores.length; group++) addVariance(moments, group, covariance);
}

/**
 * The variance from one group. A score changes with each event of the group: by its own term, and since the estimates of S and F that
 * later terms are weighted by change; `later` is what those terms add up to, going backwards in time. Tied events of one kind are drawn
 * without replacement, as in Aalen's variance.
 */
function addVariance(moments: readonly Moment[], group: number, covariance: number[][]): void {
  const later = covariance.map(() => 0);
  for (const { atRisk, own, competing, weights, total, before, after, rise, freeBefore, freeAfter, weight } of [...moments].reverse()) {
    const size = atRisk[group]!;
    if (size === 0) continue;
    const terms = weights.map((value, index) => weight * ((index === group ? 1 : 0) - value / total));
    const ratio = after[group]! > 0 ? freeAfter / after[group]! : 0;
    const perEvent = before[group]! / size;
    const ofOwn = terms.map((term, index) => term + (1 - ratio) * perEvent * later[index]!);
    const ofCompeting = later.map((value) => -ratio * perEvent * value);
    const events = own.reduce((sum, count) => sum + count, 0);
    const expected = weights[group]! * rise * drawn(events, total * before[group]!);
    const observed = competing[group]! * drawn(competing[group]!, size);
    for (let i = 0; i < later.length; i++) {
      for (let j = 0; j < later.length; j++) covariance[i]![j]! += ofOwn[i]! * ofOwn[j]! * expected + ofCompeting[i]! * ofCompeting[j]! * observed;
    }
    if (events > 0) terms.forEach((term, index) => (later[index]! += (term * weights[group]! * rise) / freeBefore));
  }
}

/** `atRisk` need not be whole, nor as large as the events: it is what would be at risk if all groups had this one's event-free probability. */
function drawn(tied: number, atRisk: number): number {
  return tied > 1 ? 1 - (tied - 1) / (atRisk - 1) : 1;
}
