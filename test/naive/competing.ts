import { quadratic } from "./survival.ts";

// A second implementation of cumulative incidence: sums over all event times anew for each time asked for, with the closed forms of
// the variance as Marubini & Valsecchi 1995 (Analysing Survival Data, chapter 10) and Aalen 1978 write them.

export interface NaiveCompetitor {
  readonly time: number;
  /** `null` where censored. */
  readonly cause: string | number | null;
  /** At risk from this time on; everyone with 0 is at risk at 0 too. */
  readonly entry: number;
}

const atRiskAt = (group: readonly NaiveCompetitor[], t: number) => group.filter(({ time, entry }) => time >= t && (entry < t || entry === 0)).length;
const eventsAt = (group: readonly NaiveCompetitor[], t: number, isCounted: (cause: string | number) => boolean) =>
  group.filter(({ time, cause }) => time === t && cause !== null && isCounted(cause)).length;
const eventTimes = (group: readonly NaiveCompetitor[]) => [...new Set(group.filter(({ cause }) => cause !== null).map(({ time }) => time))].sort((a, b) => a - b);

/** Times equal to eight digits of their mean are ties. */
export function competitors({ time, cause, entry }: { readonly time: readonly number[]; readonly cause: readonly (string | number | null)[]; readonly entry?: readonly number[] | null }): NaiveCompetitor[] {
  const distinct = [...new Set([...time, ...(entry ?? [0])])];
  const unit = (distinct.reduce((a, b) => a + b, 0) / distinct.length) * 1e-8;
  const same = (value: number) => distinct.filter((other) => Math.abs(other - value) < unit).reduce((a, b) => Math.min(a, b), value);
  return time.map((value, index) => ({ time: same(value), cause: cause[index]!, entry: same(entry?.[index] ?? 0) }));
}

/** Probability of being without any event just before (or, `upTo`, at) a time. */
export function naiveEventFree(group: readonly NaiveCompetitor[], t: number, upTo = true): number {
  return eventTimes(group)
    .filter((u) => (upTo ? u <= t : u < t))
    .reduce((product, u) => product * (1 - eventsAt(group, u, () => true) / atRiskAt(group, u)), 1);
}

/** Σ S(u−) d_k(u) / n(u). */
export function naiveIncidence(group: readonly NaiveCompetitor[], cause: string | number, t: number): number {
  return eventTimes(group)
    .filter((u) => u <= t)
    .reduce((total, u) => total + (naiveEventFree(group, u, false) * eventsAt(group, u, (each) => each === cause)) / atRiskAt(group, u), 0);
}

export function naiveIncidenceVariance(group: readonly NaiveCompetitor[], cause: string | number, t: number, method: "greenwood" | "aalen"): number {
  const at = naiveIncidence(group, cause, t);
  let variance = 0;
  for (const u of eventTimes(group).filter((each) => each <= t)) {
    const n = atRiskAt(group, u);
    const own = eventsAt(group, u, (each) => each === cause);
    const others = eventsAt(group, u, (each) => each !== cause);
    const [before, after] = [naiveEventFree(group, u, false), naiveEventFree(group, u)];
    if (before === 0) continue;
    // What is still to come, relative to those left: nothing where nobody is.
    const still = at - naiveIncidence(group, cause, u);
    const share = after === 0 ? 0 : still / after;
    if (method === "greenwood") {
      const all = own + others;
      if (n > all) variance += (still ** 2 * all) / n / (n - all);
      variance += (before ** 2 * own * (n - own)) / n ** 3 - (2 * still * before * own) / n ** 2;
    } else {
      const drawn = (d: number) => (d < 2 ? d : (d * (n - d)) / (n - 1)) / n ** 2;
      variance += (before - before * share) ** 2 * drawn(own) + (before * share) ** 2 * drawn(others);
    }
  }
  return variance;
}

export interface NaiveGray {
  readonly scores: readonly number[];
  readonly statistic: number;
}

/**
 * Gray's test of cause 1 with every estimate taken anew at every time, and the variance from its derivatives: how much a score would
 * change with one more event of each kind in each group at each time, summed forwards over the later terms.
 */
export function naiveGray(everyone: readonly (NaiveCompetitor & { readonly group: number; readonly stratum: number })[], groups: number, rho: number): NaiveGray {
  const scores = Array.from({ length: groups }, () => 0);
  const covariance = scores.map(() => scores.map(() => 0));
  for (const stratum of new Set(everyone.map((person) => person.stratum))) {
    const members = everyone.filter((person) => person.stratum === stratum);
    const inGroup = scores.map((_, k) => members.filter(({ group }) => group === k));
    const times = eventTimes(members);
    const isOwn = (cause: string | number) => cause === 1;
    const weightOf = (k: number, t: number) => (atRiskAt(inGroup[k]!, t) === 0 ? 0 : atRiskAt(inGroup[k]!, t) / naiveEventFree(inGroup[k]!, t, false));
    const totalAt = (t: number) => scores.reduce((sum, _, k) => sum + weightOf(k, t), 0);
    const rise = (t: number) => eventsAt(members, t, isOwn) / totalAt(t);
    const free = (t: number, upTo: boolean) => 1 - times.filter((u) => (upTo ? u <= t : u < t)).reduce((sum, u) => sum + rise(u), 0);
    const before = (k: number, t: number) => Math.max(0, ...times.filter((u) => u < t).map((u) => naiveIncidence(inGroup[k]!, 1, u)));
    const lambda = (t: number) => free(t, false) ** rho;
    const term = (i: number, k: number, t: number) => lambda(t) * ((i === k ? 1 : 0) - weightOf(i, t) / totalAt(t));
    for (const t of times) {
      const shares = scores.map((_, k) => weightOf(k, t) * (1 - before(k, t)));
      const all = shares.reduce((sum, value) => sum + value, 0);
      scores.forEach((_, k) => (scores[k]! += lambda(t) * (eventsAt(inGroup[k]!, t, isOwn) - (eventsAt(members, t, isOwn) * shares[k]!) / all)));
      scores.forEach((_, r) => {
        const n = atRiskAt(inGroup[r]!, t);
        if (n === 0) return;
        const [s, after] = [naiveEventFree(inGroup[r]!, t, false), naiveEventFree(inGroup[r]!, t)];
        const ratio = after === 0 ? 0 : free(t, true) / after;
        const later = scores.map((__, i) => times.filter((u) => u > t).reduce((sum, u) => sum + (term(i, r, u) * weightOf(r, u) * rise(u)) / free(u, false), 0));
        const correction = (tied: number, size: number) => (tied < 2 ? 1 : 1 - (tied - 1) / (size - 1));
        const [d1, d2] = [eventsAt(members, t, isOwn), eventsAt(inGroup[r]!, t, (cause) => cause !== 1)];
        const [expected, observed] = [((n / s) * rise(t)) * correction(d1, totalAt(t) * s), d2 * correction(d2, n)];
        const own = later.map((value, i) => term(i, r, t) + ((1 - ratio) * s * value) / n);
        const other = later.map((value) => (-ratio * s * value) / n);
        covariance.forEach((row, i) => row.forEach((__, j) => (row[j]! += own[i]! * own[j]! * expected + other[i]! * other[j]! * observed)));
      });
    }
  }
  return { scores, statistic: quadratic(scores.slice(1), covariance.slice(1).map((row) => row.slice(1))) };
}
