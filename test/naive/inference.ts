// A second implementation of the numbers floor of inference, which shares nothing with the first: integrals instead of special
// functions, bisection instead of closed forms, whole-number enumeration instead of recurrences. Slow and plain on purpose.

export interface NaiveTest {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly less: number;
  readonly greater: number;
  readonly twoSided: number;
  readonly lower: number;
  readonly upper: number;
}

/** ∫f over a finite range by the tanh-sinh rule (Takahasi & Mori 1974), which bears a singularity at either end. */
export function integrate(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / 2;
  const step = 1 / 64;
  let total = 0;
  for (let k = -400; k <= 400; k++) {
    const t = k * step;
    const s = (Math.PI / 2) * Math.sinh(t);
    // The distance from the nearer end, which 1 - tanh(s) would lose.
    const distance = half * (2 / (1 + Math.exp(2 * Math.abs(s))));
    const x = s < 0 ? from + distance : to - distance;
    const weight = ((Math.PI / 2) * Math.cosh(t)) / Math.cosh(s) ** 2;
    if (weight > 0 && distance > 0) total += f(x) * weight;
  }
  return total * half * step;
}

export function bisect(rising: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T > t): with t = √ν tan θ the density is proportional to cos^(ν − 1) θ. */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  if (t < 0) return 1 - studentUpperTail(-t, degreesOfFreedom);
  // By the complementary angle, so that a far tail keeps its digits.
  const angle = Math.atan2(Math.sqrt(degreesOfFreedom), t);
  const density = (complement: number) => Math.sin(complement) ** (degreesOfFreedom - 1);
  return integrate(density, 0, angle) / (2 * integrate(density, 0, Math.PI / 2));
}

export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  return integrate((x) => Math.exp((-x * x) / 2), z, z + 12) / Math.sqrt(2 * Math.PI);
}

/** P(X > x): of √X, whose density is proportional to u^(k − 1) e^(−u²/2). */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  const density = (u: number) => u ** (degreesOfFreedom - 1) * Math.exp((-u * u) / 2);
  const root = Math.sqrt(x);
  return integrate(density, root, root + 20) / (integrate(density, 0, 6) + integrate(density, 6, 30));
}

export const normalCritical = (tail: number) => bisect((z) => tail - normalUpperTail(z), 0, 10);
export const studentCritical = (tail: number, degreesOfFreedom: number) => bisect((t) => tail - studentUpperTail(t, degreesOfFreedom), 0, 2000);

const plus = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The variance from all pairs: Σ(xᵢ − xⱼ)²/(n(n − 1)) over i < j, without a mean. */
function variance(values: readonly number[]): number {
  return squares(values) / (values.length - 1);
}

/** The sum of squares about the mean, by differences of pairs. */
function squares(values: readonly number[]): number {
  let total = 0;
  values.forEach((x, i) => values.slice(i + 1).forEach((y) => (total += (x - y) ** 2)));
  return total / values.length;
}

function tested(estimate: number, standardError: number, degreesOfFreedom: number, level: number): NaiveTest {
  const statistic = estimate / standardError;
  const tailOf = (t: number) => (degreesOfFreedom === Infinity ? normalUpperTail(t) : studentUpperTail(t, degreesOfFreedom));
  const tail = (1 - level) / 2;
  const critical = degreesOfFreedom === Infinity ? normalCritical(tail) : studentCritical(tail, degreesOfFreedom);
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    less: tailOf(-statistic),
    greater: tailOf(statistic),
    twoSided: 2 * tailOf(Math.abs(statistic)),
    lower: estimate - critical * standardError,
    upper: estimate + critical * standardError,
  };
}

/** The mean of all differences between one of treatment and one of control. */
const differenceOfMeans = (treatment: readonly number[], control: readonly number[]) =>
  plus(treatment.flatMap((x) => control.map((y) => x - y))) / (treatment.length * control.length);

export function naiveStudent(treatment: readonly number[], control: readonly number[], level: number): NaiveTest {
  const [n, m] = [treatment.length, control.length];
  const pooled = (squares(treatment) + squares(control)) / (n + m - 2);
  return tested(differenceOfMeans(treatment, control), Math.sqrt(pooled / n + pooled / m), n + m - 2, level);
}

export function naiveWelch(treatment: readonly number[], control: readonly number[], level: number): NaiveTest {
  const [v, w] = [variance(treatment) / treatment.length, variance(control) / control.length];
  const degreesOfFreedom = (v + w) ** 2 / (v ** 2 / (treatment.length - 1) + w ** 2 / (control.length - 1));
  return tested(differenceOfMeans(treatment, control), Math.sqrt(v + w), degreesOfFreedom, level);
}

export function naivePaired(before: readonly number[], after: readonly number[], level: number): NaiveTest {
  const n = before.length;
  const differences = before.map((value, i) => after[i]! - value);
  return tested(plus(differences) / n, Math.sqrt(variance(differences) / n), n - 1, level);
}

export function naiveCompareEstimates(
  treatment: { readonly estimate: number; readonly standardError: number },
  control: { readonly estimate: number; readonly standardError: number },
  degreesOfFreedom: number,
  level: number,
): NaiveTest {
  const standardError = Math.sqrt(treatment.standardError ** 2 + control.standardError ** 2);
  return tested(treatment.estimate - control.estimate, standardError, degreesOfFreedom, level);
}

/** Quantiles by their definitions: a line through (i/(n − 1), x₍ᵢ₎) for type 7, the inverted step function for type 2. */
export function naiveSummary(sample: readonly number[]) {
  const sorted = sample.slice();
  for (let i = 1; i < sorted.length; i++) {
    for (let j = i; j > 0 && sorted[j - 1]! > sorted[j]!; j--) [sorted[j - 1], sorted[j]] = [sorted[j]!, sorted[j - 1]!];
  }
  const n = sorted.length;
  const type7 = (p: number) => {
    for (let i = 0; i < n - 1; i++) {
      const [from, to] = [i / (n - 1), (i + 1) / (n - 1)];
      if (p <= to) return sorted[i]! + ((p - from) / (to - from)) * (sorted[i + 1]! - sorted[i]!);
    }
    return sorted[n - 1]!;
  };
  const type2 = (p: number) => {
    // In quarters, so that the comparison is of whole numbers.
    const reached = sorted.findIndex((_, i) => 4 * (i + 1) >= 4 * p * n);
    return 4 * (reached + 1) === 4 * p * n ? (sorted[reached]! + sorted[reached + 1]!) / 2 : sorted[reached]!;
  };
  const standardDeviation = Math.sqrt(variance(sample));
  return {
    mean: plus(sample) / n,
    standardDeviation,
    standardError: standardDeviation / Math.sqrt(n),
    median: (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2,
    type7: { lower: type7(0.25), upper: type7(0.75) },
    type2: { lower: type2(0.25), upper: type2(0.75) },
    minimum: sorted[0]!,
    maximum: sorted[n - 1]!,
  };
}

export function naiveChiSquare(counts: readonly (readonly number[])[], yates = false) {
  const rows = counts.map(plus);
  const columns = counts[0]!.map((_, j) => plus(counts.map((row) => row[j]!)));
  const n = plus(rows);
  let statistic = 0;
  // Σ o²/e − n, or the shortcut formula of a 2 × 2 table for the corrected one.
  counts.forEach((row, i) => row.forEach((count, j) => (statistic += (count * count * n) / (rows[i]! * columns[j]!))));
  statistic -= n;
  if (yates) {
    const determinant = Math.abs(counts[0]![0]! * counts[1]![1]! - counts[0]![1]! * counts[1]![0]!);
    statistic = (n * Math.max(0, determinant - n / 2) ** 2) / (rows[0]! * rows[1]! * columns[0]! * columns[1]!);
  }
  const degreesOfFreedom = (rows.length - 1) * (columns.length - 1);
  return { statistic, degreesOfFreedom, pValue: chiSquareUpperTail(statistic, degreesOfFreedom) };
}

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1n; i <= BigInt(k); i++) result = (result * (BigInt(n - k) + i)) / i;
  return result;
}

const ratioOf = (part: bigint, whole: bigint) => Number((part * 10n ** 40n) / whole) / 1e40;
const noMoreLikely = (weight: bigint, observed: bigint) => weight * 10_000_000n <= observed * 10_000_001n;

/** Whole-number weights of all 2 × 2 tables with these margins, keyed by the first count. */
function tablesLike(counts: readonly (readonly number[])[]): Map<number, bigint> {
  const [a, b, c, d] = counts.flat() as [number, number, number, number];
  const weights = new Map<number, bigint>();
  for (let x = 0; x <= a + b; x++) {
    if (x <= a + c && a + b - x <= b + d) weights.set(x, choose(a + c, x) * choose(b + d, a + b - x));
  }
  return weights;
}

export function naiveFisherTwoByTwo(counts: readonly (readonly number[])[], level: number) {
  const x = counts[0]![0]!;
  const weights = tablesLike(counts);
  const sumOf = (isIn: (key: number, weight: bigint) => boolean) => [...weights].reduce((total, [key, weight]) => (isIn(key, weight) ? total + weight : total), 0n);
  const whole = sumOf(() => true);
  // Under an odds ratio ψ, relative to the observed table.
  const noncentral = (psi: number) => {
    const terms = [...weights].map(([key, weight]) => ({ key, weight: ratioOf(weight, whole) * psi ** (key - x) }));
    const total = plus(terms.map(({ weight }) => weight));
    const share = (isIn: (key: number) => boolean) => plus(terms.filter(({ key }) => isIn(key)).map(({ weight }) => weight)) / total;
    return { mean: plus(terms.map(({ key, weight }) => key * weight)) / total, lower: share((key) => key <= x), upper: share((key) => key >= x) };
  };
  const solve = (rising: (psi: number) => number) => Math.exp(bisect((log) => rising(Math.exp(log)), -12, 12));
  const tail = (1 - level) / 2;
  return {
    twoSided: ratioOf(sumOf((_, weight) => noMoreLikely(weight, weights.get(x)!)), whole),
    less: ratioOf(sumOf((key) => key <= x), whole),
    greater: ratioOf(sumOf((key) => key >= x), whole),
    estimate: solve((psi) => noncentral(psi).mean - x),
    lower: solve((psi) => noncentral(psi).upper - tail),
    upper: solve((psi) => tail - noncentral(psi).lower),
  };
}

/** All tables one cell after another, with whole-number weights. */
export function naiveFisher(counts: readonly (readonly number[])[]): number {
  const rows = counts.map(plus);
  const columns = counts[0]!.map((_, j) => plus(counts.map((row) => row[j]!)));
  const weightOf = (row: readonly number[], left: readonly number[]) => row.reduce((weight, count, j) => weight * choose(left[j]!, count), 1n);
  const compositions = (total: number, left: readonly number[]): number[][] => {
    if (left.length === 1) return total <= left[0]! ? [[total]] : [];
    return Array.from({ length: Math.min(total, left[0]!) + 1 }, (_, first) => compositions(total - first, left.slice(1)).map((rest) => [first].concat(rest))).flat();
  };
  // Filling a row from what the columns have left: the product of these is proportional to the table's probability.
  const weightsFrom = (i: number, left: readonly number[]): bigint[] =>
    i === rows.length - 1
      ? [1n]
      : compositions(rows[i]!, left).flatMap((row) =>
          weightsFrom(i + 1, left.map((total, j) => total - row[j]!)).map((weight) => weight * weightOf(row, left)),
        );
  let left: readonly number[] = columns;
  let observed = 1n;
  for (const row of counts) {
    observed *= weightOf(row, left);
    left = left.map((total, j) => total - row[j]!);
  }
  const weights = weightsFrom(0, columns);
  const add = (total: bigint, weight: bigint) => total + weight;
  return ratioOf(weights.filter((weight) => noMoreLikely(weight, observed)).reduce(add, 0n), weights.reduce(add, 0n));
}

/** Wilson's limits by searching for the p at which the score test just rejects. */
export function naiveWilson(events: number, n: number, level: number): [number, number] {
  const z = normalCritical((1 - level) / 2);
  const estimate = events / n;
  const excess = (p: number) => Math.abs(estimate - p) - z * Math.sqrt((p * (1 - p)) / n);
  return [events === 0 ? 0 : bisect((p) => -excess(p), 0, estimate), events === n ? 1 : bisect(excess, estimate, 1)];
}

/** P(X ≥ events), term by term. */
function binomialUpperTail(events: number, n: number, p: number): number {
  let total = 0;
  for (let x = events; x <= n; x++) total += Number(choose(n, x)) * p ** x * (1 - p) ** (n - x);
  return total;
}

export function naiveClopperPearson(events: number, n: number, level: number): [number, number] {
  const tail = (1 - level) / 2;
  return [
    events === 0 ? 0 : bisect((p) => binomialUpperTail(events, n, p) - tail, 0, 1),
    events === n ? 1 : bisect((p) => tail - binomialUpperTail(n - events, n, 1 - p), 0, 1),
  ];
}

/** Jeffreys's limits: with p = sin²θ the posterior is proportional to sin^(2x) θ cos^(2(n − x)) θ. */
export function naiveJeffreys(events: number, n: number, level: number): [number, number] {
  const density = (angle: number) => Math.sin(angle) ** (2 * events) * Math.cos(angle) ** (2 * (n - events));
  const whole = integrate(density, 0, Math.PI / 2);
  const tail = (1 - level) / 2;
  const limit = (probability: number) => Math.sin(bisect((angle) => integrate(density, 0, angle) / whole - probability, 0, Math.PI / 2)) ** 2;
  return [events === 0 ? 0 : limit(tail), events === n ? 1 : limit(1 - tail)];
}

/** Wald's limits after adding so many events and as many others: z²/2 for Agresti and Coull's. */
export function naiveWald(events: number, n: number, level: number, added: "none" | "agresti-coull"): [number, number] {
  const z = normalCritical((1 - level) / 2);
  const more = added === "none" ? 0 : (z * z) / 2;
  const p = (events + more) / (n + 2 * more);
  const margin = z * Math.sqrt((p - p * p) / (n + 2 * more));
  return [Math.max(p - margin, 0), Math.min(p + margin, 1)];
}

interface NaiveCount {
  readonly events: number;
  readonly n: number;
}

export function naiveNewcombe(treatment: NaiveCount, control: NaiveCount, level: number): [number, number] {
  const [l1, u1] = naiveWilson(treatment.events, treatment.n, level);
  const [l0, u0] = naiveWilson(control.events, control.n, level);
  const [p1, p0] = [treatment.events / treatment.n, control.events / control.n];
  return [p1 - p0 - Math.sqrt((p1 - l1) ** 2 + (u0 - p0) ** 2), p1 - p0 + Math.sqrt((u1 - p1) ** 2 + (p0 - l0) ** 2)];
}

/** Miettinen and Nurminen's limits: the constrained proportion by a ternary search for the largest likelihood. */
export function naiveMiettinenNurminen(treatment: NaiveCount, control: NaiveCount, level: number): [number, number] {
  const z = normalCritical((1 - level) / 2);
  const difference = treatment.events / treatment.n - control.events / control.n;
  const term = (count: number, p: number) => (count === 0 ? 0 : count * Math.log(p));
  const score = (delta: number) => {
    const likelihood = (p: number) =>
      term(treatment.events, p + delta) + term(treatment.n - treatment.events, 1 - p - delta) + term(control.events, p) + term(control.n - control.events, 1 - p);
    let [low, high] = [Math.max(0, -delta), Math.min(1, 1 - delta)];
    for (let i = 0; i < 300; i++) {
      const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
      if (likelihood(left) < likelihood(right)) low = left;
      else high = right;
    }
    const p = (low + high) / 2;
    const variance = ((p + delta) * (1 - p - delta)) / treatment.n + (p * (1 - p)) / control.n;
    const total = treatment.n + control.n;
    return Math.abs(difference - delta) / Math.sqrt((Math.max(variance, 1e-300) * total) / (total - 1));
  };
  return [difference === -1 ? -1 : bisect((delta) => z - score(delta), -1, difference), difference === 1 ? 1 : bisect((delta) => score(delta) - z, difference, 1)];
}

/** Log-Wald limits of a ratio from the four counts, by the delta method written out. */
export function naiveRatio(ratio: number, varianceOfLog: number, level: number): [number, number] {
  const margin = normalCritical((1 - level) / 2) * Math.sqrt(varianceOfLog);
  return [Math.exp(Math.log(ratio) - margin), Math.exp(Math.log(ratio) + margin)];
}

/** The correlation by way of least squares: the slope's t is the correlation's. */
export function naiveCorrelation(x: readonly number[], y: readonly number[], level: number) {
  const n = x.length;
  const products = (a: readonly number[], b: readonly number[]) => {
    let total = 0;
    a.forEach((_, i) => a.forEach((_, j) => (total += (a[i]! - a[j]!) * (b[i]! - b[j]!))));
    return total / (2 * n);
  };
  const slope = products(x, y) / products(x, x);
  const residuals = y.map((value, i) => value - slope * x[i]!);
  const statistic = slope / Math.sqrt(products(residuals, residuals) / (n - 2) / products(x, x));
  const estimate = statistic / Math.sqrt(n - 2 + statistic ** 2);
  const margin = normalCritical((1 - level) / 2) / Math.sqrt(n - 3);
  return {
    estimate,
    statistic,
    less: studentUpperTail(-statistic, n - 2),
    greater: studentUpperTail(statistic, n - 2),
    twoSided: 2 * studentUpperTail(Math.abs(statistic), n - 2),
    lower: Math.tanh(Math.atanh(estimate) - margin),
    upper: Math.tanh(Math.atanh(estimate) + margin),
  };
}

/** P(t test significant in the right direction): the normal tail averaged over the distribution of the estimated deviation. */
export function naivePower(n: { readonly treatment: number; readonly control: number }, effect: number, tail: number): number {
  const degreesOfFreedom = n.treatment + n.control - 2;
  const noncentrality = effect / Math.sqrt(1 / n.treatment + 1 / n.control);
  const critical = studentCritical(tail, degreesOfFreedom);
  const logDensity = (s: number) => (degreesOfFreedom - 1) * Math.log(s) - (degreesOfFreedom * s * s) / 2;
  const mode = Math.sqrt((degreesOfFreedom - 1) / degreesOfFreedom);
  const density = (s: number) => Math.exp(logDensity(s) - logDensity(mode));
  const [from, to] = [Math.max(0, mode - 9 / Math.sqrt(degreesOfFreedom)), mode + 9 / Math.sqrt(degreesOfFreedom)];
  return integrate((s) => density(s) * normalUpperTail(critical * s - noncentrality), from, to) / integrate(density, from, to);
}
