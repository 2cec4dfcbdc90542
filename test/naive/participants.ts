// Second implementations of the baseline table, the flow and the doses: one participant, one cell at a time, by asking the records anew.
// Means by counting on, variances by pairs, quartiles by walking; it shares nothing with the first but types.
import type { TrialOutcome } from "trialwise/participants";
import type { TrialData } from "trialwise/trial";

export interface NaiveDescription {
  readonly n: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

export function naiveDescription(values: readonly number[]): NaiveDescription {
  const n = values.length;
  let [total, squares] = [0, 0];
  for (const value of values) total += value;
  for (const value of values) for (const other of values) squares += (value - other) ** 2;
  const at = (probability: number) => {
    // Linear between the values, the first of which stands at 0 and the last at 1.
    const ascending = [...values].sort((left, right) => left - right);
    for (let k = 0; k + 1 < n; k++) {
      const [from, to] = [k / (n - 1), (k + 1) / (n - 1)];
      if (probability >= from && probability <= to) return ascending[k]! + ((probability - from) / (to - from)) * (ascending[k + 1]! - ascending[k]!);
    }
    return ascending[0]!;
  };
  return { n, mean: total / n, standardDeviation: Math.sqrt(squares / (2 * n * (n - 1))), median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** Difference over the root of the mean variance. */
export function naiveMeanDifference(treatment: readonly number[], control: readonly number[]): number {
  const [t, c] = [naiveDescription(treatment), naiveDescription(control)];
  return (t.mean - c.mean) / ((t.standardDeviation ** 2 + c.standardDeviation ** 2) / 2) ** 0.5;
}

/** √(dᵀS⁻¹d) by Cramer's rule with the last level left out; NaN where S is singular. */
export function naiveCategoryDistance(treatment: readonly string[], control: readonly string[]): number {
  const levels = [...new Set([...treatment, ...control])].slice(0, -1);
  const share = (list: readonly string[], level: string) => list.filter((other) => other === level).length / list.length;
  const product = (list: readonly string[], a: string, b: string) => (a === b ? share(list, a) : 0) - share(list, a) * share(list, b);
  const s = levels.map((a) => levels.map((b) => (product(treatment, a, b) + product(control, a, b)) / 2));
  const d = levels.map((level) => share(treatment, level) - share(control, level));
  const whole = determinant(s);
  if (levels.length === 0 || Math.abs(whole) < 1e-12) return NaN;
  let square = 0;
  d.forEach((own, column) => {
    square += (own * determinant(s.map((row, index) => row.map((entry, place) => (place === column ? d[index]! : entry))))) / whole;
  });
  return Math.sqrt(Math.max(0, square));
}

function determinant(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 0) return 1;
  return matrix[0]!.reduce((total, entry, column) => total + (column % 2 === 0 ? 1 : -1) * entry * determinant(matrix.slice(1).map((row) => row.filter((_, place) => place !== column))), 0);
}

/** A death with a day is a clinical event here, one without is a disposition. */
export function naiveOutcome(data: TrialData, id: string): { readonly outcome: TrialOutcome; readonly reason: string | undefined; readonly day: number | null } {
  const death = data.clinicalEvents.find(({ participant, kind }) => participant === id && kind === "death");
  const undated = data.dispositions.find(({ participant, status }) => participant === id && status === "died");
  const order: readonly TrialOutcome[] = ["died", "completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"];
  const all: { readonly outcome: TrialOutcome; readonly reason: string | undefined; readonly day: number | null; readonly sort: number }[] = [];
  if (death !== undefined) all.push({ outcome: "died", reason: death.description, day: death.at.earliest, sort: death.at.earliest });
  else if (undated !== undefined) all.push({ outcome: "died", reason: undated.reason, day: null, sort: Infinity });
  for (const { participant, status, at, reason } of data.dispositions) {
    if (participant === id && status !== "died" && order.some((known) => known === status)) {
      all.push({ outcome: status as TrialOutcome, reason, day: at?.earliest ?? null, sort: at?.earliest ?? -Infinity });
    }
  }
  if (all.length === 0) return { outcome: "not-recorded", reason: undefined, day: null };
  let best = all[0]!;
  for (const other of all) {
    const isEarlier = other.sort < best.sort || (other.sort === best.sort && order.indexOf(other.outcome) < order.indexOf(best.outcome));
    if (isEarlier) best = other;
  }
  return best;
}

export function naivePlace(data: TrialData, id: string, visit: string): "inTrial" | "discontinued" | "died" | "notScheduled" {
  const plannedDay = (name: string): number | null => {
    const { at, from = "baseline" } = data.trial.visits[name]!;
    const days = at.days ?? 0;
    if (from === "baseline") return days;
    const dose = data.doses.find(({ participant, number }) => participant === id && from === `dose:${number}`);
    return dose === undefined ? null : dose.at.latest + days;
  };
  const wasSeen = (name: string) =>
    data.observations.some((row) => row.participant === id && row.visit === name && row.value !== undefined) ||
    data.biomarkerSamples.some((row) => row.participant === id && row.visit === name && !("missing" in row));
  const planned = plannedDay(visit);
  if (wasSeen(visit)) return "inTrial";
  if (planned === null) return "notScheduled";
  const seenDays = Object.keys(data.trial.visits).filter(wasSeen).map(plannedDay).filter((day) => day !== null);
  if (seenDays.some((day) => day >= planned)) return "inTrial";
  const { outcome, day } = naiveOutcome(data, id);
  if (outcome === "not-recorded") return "inTrial";
  if (outcome === "completed") {
    const diedOn = data.clinicalEvents.find((event) => event.participant === id && event.kind === "death")?.at.earliest;
    const diedSomeDay = data.dispositions.some((row) => row.participant === id && row.status === "died");
    const wasDead = diedOn === undefined ? diedSomeDay : diedOn <= planned;
    return wasDead && (day === null || Math.floor(day) < planned) ? "died" : "inTrial";
  }
  if (outcome === "died") return day === null || day <= planned ? "died" : "inTrial";
  return day === null || Math.floor(day) < Math.floor(planned) ? "discontinued" : "inTrial";
}

export interface NaiveDoses {
  readonly doses: number;
  /** `null` where a date is not known to the day. */
  readonly time: number | null;
  readonly intervals: readonly (number | null)[];
  /** By treatment and unit, as `treatment/unit`; `null` where units or amounts are mixed. */
  readonly totals: { readonly [name: string]: number | null };
}

export function naiveDoses(data: TrialData, id: string): NaiveDoses {
  const own = data.doses.filter(({ participant }) => participant === id);
  const dayOf = (number: number) => {
    const dose = own.find((other) => other.number === number);
    return dose === undefined || dose.at.earliest !== dose.at.latest ? null : dose.at.earliest;
  };
  const between = (from: number, to: number) => {
    const [first, last] = [dayOf(from), dayOf(to)];
    return first === null || last === null ? null : last - first;
  };
  const whole = between(1, own.length);
  const totals: Record<string, number | null> = {};
  for (const { treatment, amount } of own) {
    if (amount === undefined) continue;
    const same = own.filter((other) => other.treatment === treatment);
    totals[`${treatment}/${amount.unit}`] = same.every((other) => other.amount?.unit === amount.unit) ? same.reduce((total, other) => total + other.amount!.value, 0) : null;
  }
  return { doses: own.length, time: whole === null ? null : whole + 1, intervals: own.slice(1).map((_, index) => between(index + 1, index + 2)), totals };
}
