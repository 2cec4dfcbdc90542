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
