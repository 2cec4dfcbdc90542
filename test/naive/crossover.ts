// A second implementation of crossover analyses. The t test comes from the least squares of a model with every participant's own level, by
// normal equations; rank tests and Prescott's by listing every way to divide the participants; Mainland and Gart's by listing tables.
import type { CrossoverColumns } from "trialwise/crossover";

interface Person {
  readonly sequence: string;
  readonly values: Map<number, { readonly treatment: string; readonly response: number }>;
}

function peopleOf({ participant, sequence, period, treatment, response }: CrossoverColumns): Person[] {
  const people = new Map<string | number, Person>();
  participant.forEach((id, row) => {
    const person = people.get(id) ?? { sequence: sequence[row]!, values: new Map() };
    person.values.set(period[row]!, { treatment: treatment[row]!, response: response[row]! });
    people.set(id, person);
  });
  return [...people.values()].filter(({ values }) => values.has(1) && values.has(2));
}

/** Treatment and period of response = participant + period + treatment, by ordinary least squares over all columns. */
export function naiveLeastSquares(columns: CrossoverColumns, treatment: string) {
  const people = peopleOf(columns);
  const rows = people.flatMap((person, index) =>
    [1, 2].map((period) => {
      const { treatment: given, response } = person.values.get(period)!;
      return { x: [given === treatment ? 1 : 0, period === 2 ? 1 : 0, ...people.map((_, other) => (other === index ? 1 : 0))], y: response };
    }),
  );
  const size = people.length + 2;
  const normal = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => rows.reduce((sum, { x }) => sum + x[i]! * x[j]!, 0)));
  const inverse = invert(normal);
  const crossed = normal.map((_, i) => rows.reduce((sum, { x, y }) => sum + x[i]! * y, 0));
  const coefficients = inverse.map((row) => row.reduce((sum, value, j) => sum + value * crossed[j]!, 0));
  const degreesOfFreedom = rows.length - size;
  const residual = rows.reduce((sum, { x, y }) => sum + (y - x.reduce((fit, value, j) => fit + value * coefficients[j]!, 0)) ** 2, 0);
  const effect = (index: number) => ({ estimate: coefficients[index]!, standardError: Math.sqrt((residual / degreesOfFreedom) * inverse[index]![index]!) });
  return { treatment: effect(0), period: effect(1), degreesOfFreedom };
}

/** The same difference of sequences in any score of both responses, in every way to choose who had treatment first: two-sided p. */
export function naivePermutation(columns: CrossoverColumns, treatment: string, scoresOf: (differences: readonly number[]) => readonly number[]): number {
  const people = peopleOf(columns);
  const differences = people.map(({ values }) => values.get(1)!.response - values.get(2)!.response);
  const scores = scoresOf(differences);
  const isFirst = people.map(({ values }) => values.get(1)!.treatment === treatment);
  const size = isFirst.filter(Boolean).length;
  const mean = (size * scores.reduce((sum, score) => sum + score, 0)) / people.length;
  const observed = Math.abs(scores.reduce((sum, score, index) => sum + (isFirst[index] ? score : 0), 0) - mean);
  let [all, far] = [0, 0];
  const choose = (index: number, left: number, sum: number): void => {
    if (left > people.length - index) return;
    if (index === people.length) {
      all++;
      if (Math.abs(sum - mean) >= observed - 1e-9) far++;
      return;
    }
    if (left > 0) choose(index + 1, left - 1, sum + scores[index]!);
    choose(index + 1, left, sum);
  };
  choose(0, size, 0);
  return far / all;
}

/** Mean ranks, by counting. */
export function naiveRanks(values: readonly number[]): number[] {
  return values.map((value) => values.filter((other) => other < value - 1e-9).length + (values.filter((other) => Math.abs(other - value) <= 1e-9).length + 1) / 2);
}

/** Every table with the margins of sequence by preferred period, as likely or less than the one observed. */
export function naiveMainlandGart(columns: CrossoverColumns, treatment: string): number {
  const preferring = peopleOf(columns).flatMap(({ values }) => {
    const difference = values.get(1)!.response - values.get(2)!.response;
    return difference === 0 ? [] : [{ isFirst: values.get(1)!.treatment === treatment, prefersFirst: difference > 0 }];
  });
  const rows = preferring.filter(({ isFirst }) => isFirst).length;
  const likes = preferring.filter(({ prefersFirst }) => prefersFirst).length;
  const observed = preferring.filter(({ isFirst, prefersFirst }) => isFirst && prefersFirst).length;
  const ways = (k: number) => binomial(likes, k) * binomial(preferring.length - likes, rows - k);
  const tables = Array.from({ length: rows + 1 }, (_, k) => ways(k));
  const total = tables.reduce((sum, count) => sum + count, 0);
  return tables.filter((count) => count <= ways(observed) * (1 + 1e-7)).reduce((sum, count) => sum + count, 0) / total;
}

/**
 * Rows of participant, treatment and response of everybody whose value rose by so much in each period: values at both ends of both
 * periods, in the order of visits. A change that cannot be read is no response, or no row.
 */
export function naiveResponses(people: readonly { readonly order: string; readonly values: readonly (number | null)[] }[], atLeast: number, missing: "non-responder" | "excluded") {
  return people.flatMap(({ order, values }, person) =>
    [0, 1].flatMap((period) => {
      const [from, to] = values.slice(2 * period, 2 * period + 2);
      const isKnown = typeof from === "number" && typeof to === "number";
      if (!isKnown && missing === "excluded") return [];
      return [{ person, period: period + 1, treatment: order.charAt(period), response: isKnown && to >= from + atLeast ? 1 : 0 }];
    }),
  );
}

function binomial(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}

/**
 * Treatment in response = period + treatment + participant's random level, by generalised least squares at the ratio of variances that is
 * found by trying: a grid, refined.
 */
export function naiveMixedModel({ participant, period, treatment, response }: CrossoverColumns, given: string) {
  const ids = [...new Set(participant)];
  const groups = ids.map((id) => participant.flatMap((other, row) => (other === id ? [row] : [])));
  const columns = participant.map((_, row) => [1, period[row] === 2 ? 1 : 0, treatment[row] === given ? 1 : 0]);
  const fit = (ratio: number) => {
    // The inverse of I + ratio J has −ratio / (1 + n ratio) off the diagonal.
    const products = (left: (row: number) => number, right: (row: number) => number) =>
      groups.reduce((sum, rows) => {
        const [a, b] = [rows.map(left), rows.map(right)];
        const total = (list: readonly number[]) => list.reduce((part, value) => part + value, 0);
        return sum + a.reduce((part, value, i) => part + value * b[i]!, 0) - (ratio / (1 + rows.length * ratio)) * total(a) * total(b);
      }, 0);
    const column = (j: number) => (row: number) => columns[row]![j]!;
    const information = [0, 1, 2].map((i) => [0, 1, 2].map((j) => products(column(i), column(j))));
    const inverse = invert(information);
    const crossed = [0, 1, 2].map((i) => products(column(i), (row) => response[row]!));
    const coefficients = inverse.map((row) => row.reduce((sum, value, j) => sum + value * crossed[j]!, 0));
    const residual = (row: number) => response[row]! - columns[row]!.reduce((sum, value, j) => sum + value * coefficients[j]!, 0);
    const degrees = participant.length - 3;
    const variance = products(residual, residual) / degrees;
    const logLikelihood =
      -(degrees * Math.log(2 * Math.PI * variance) + groups.reduce((sum, { length }) => sum + Math.log(1 + length * ratio), 0) + Math.log(determinant(information)) + degrees) / 2;
    return { logLikelihood, estimate: coefficients[2]!, standardError: Math.sqrt(variance * inverse[2]![2]!), ratio };
  };
  let best = fit(0);
  for (let log = -6; log <= 8; log += 0.25) best = better(best, fit(Math.exp(log)));
  for (let step = 0.25; step > 1e-9 && best.ratio > 0; step /= 1.6) best = better(best, better(fit(best.ratio * Math.exp(step)), fit(best.ratio * Math.exp(-step))));
  return best;
}

function better<Fit extends { readonly logLikelihood: number }>(one: Fit, other: Fit): Fit {
  return other.logLikelihood > one.logLikelihood ? other : one;
}

function determinant(matrix: readonly (readonly number[])[]): number {
  const at = (row: number, column: number) => matrix[row]![column % 3]!;
  return [0, 1, 2].reduce((sum, j) => sum + at(0, j) * (at(1, j + 1) * at(2, j + 2) - at(1, j + 2) * at(2, j + 1)), 0);
}

/** Gauss and Jordan, with the largest pivot. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i + 1; k < n; k++) if (Math.abs(work[k]![i]!) > Math.abs(work[pivot]![i]!)) pivot = k;
    [work[i], work[pivot]] = [work[pivot]!, work[i]!];
    const divisor = work[i]![i]!;
    work[i] = work[i]!.map((value) => value / divisor);
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = work[k]![i]!;
      work[k] = work[k]!.map((value, j) => value - factor * work[i]![j]!);
    }
  }
  return work.map((row) => row.slice(n));
}
