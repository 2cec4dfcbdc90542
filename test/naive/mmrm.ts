/**
 * The mixed model for repeated measures with one matrix V for all observations, by the formulas of the textbooks: inverted matrices,
 * derivatives of V by differences, an optimum by Nelder and Mead's simplex.
 */
export interface NaiveRepeatedModel {
  readonly response: readonly number[];
  readonly fixed: readonly (readonly number[])[];
  /** From 1 on. */
  readonly visit: readonly number[];
  readonly participant: readonly number[];
}

export type NaiveStructure =
  | "unstructured"
  | "toeplitz"
  | "heterogeneous-toeplitz"
  | "ar1"
  | "heterogeneous-ar1"
  | "compound-symmetry"
  | "heterogeneous-compound-symmetry"
  | "ante-dependence"
  | "heterogeneous-ante-dependence"
  | "diagonal";

type Matrix = readonly (readonly number[])[];

export interface NaiveRepeatedFit {
  readonly logLikelihood: number;
  readonly coefficients: readonly number[];
  readonly covariance: Matrix;
  /** Giesbrecht & Burns 1985, by the observed and by the expected information. */
  readonly satterthwaite: readonly number[];
  readonly expectedSatterthwaite: readonly number[];
  /** Kenward & Roger 1997 by the expected information: standard errors without and with second derivatives of V. */
  readonly firstOrder: readonly number[];
  readonly secondOrder: readonly number[];
}

const matrix = (rows: number, columns: number, entry: (i: number, j: number) => number): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => entry(i, j)));
const times = (a: Matrix, b: Matrix): number[][] => matrix(a.length, b[0]!.length, (i, j) => a[i]!.reduce((sum, value, k) => sum + value * b[k]![j]!, 0));
const transpose = (a: Matrix): number[][] => matrix(a[0]!.length, a.length, (i, j) => a[j]![i]!);
const combine = (a: Matrix, b: Matrix, factor: number): number[][] => matrix(a.length, a[0]!.length, (i, j) => a[i]![j]! + factor * b[i]![j]!);
/** tr(AB). */
const traceOf = (a: Matrix, b: Matrix): number => a.reduce((sum, row, i) => sum + row.reduce((part, value, j) => part + value * b[j]![i]!, 0), 0);
const trace = (a: Matrix): number => a.reduce((sum, row, i) => sum + row[i]!, 0);

/** Inverse and log determinant by Gauss and Jordan, with pivots; NaN where the determinant is negative. */
function invert(given: Matrix): { readonly inverse: number[][]; readonly logDeterminant: number } {
  const size = given.length;
  const work = given.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let logDeterminant = 0;
  let sign = 1;
  for (let step = 0; step < size; step++) {
    let pivot = step;
    for (let row = step; row < size; row++) if (Math.abs(work[row]![step]!) > Math.abs(work[pivot]![step]!)) pivot = row;
    if (pivot !== step) sign = -sign;
    [work[step], work[pivot]] = [work[pivot]!, work[step]!];
    const value = work[step]![step]!;
    sign *= Math.sign(value);
    logDeterminant += Math.log(Math.abs(value));
    work[step] = work[step]!.map((entry) => entry / value);
    for (let row = 0; row < size; row++) {
      const factor = work[row]![step]!;
      if (row !== step && factor !== 0) work[row] = work[row]!.map((entry, place) => entry - factor * work[step]![place]!);
    }
  }
  return { inverse: work.map((row) => row.slice(size)), logDeterminant: sign > 0 ? logDeterminant : Number.NaN };
}

/** Variances and covariances of a structure linear in them, variances and correlations of the others. */
function parametersOf(structure: NaiveStructure, s: Matrix): number[] {
  const size = s.length;
  const variances = s.map((row, i) => row[i]!);
  const correlation = (i: number, j: number) => s[i]![j]! / Math.sqrt(s[i]![i]! * s[j]![j]!);
  const next = Array.from({ length: size - 1 }, (_, k) => correlation(k, k + 1));
  const lags = Array.from({ length: size - 1 }, (_, k) => correlation(0, k + 1));
  switch (structure) {
    case "unstructured":
      return s.flatMap((row, i) => row.slice(0, i + 1));
    case "toeplitz":
      return [...s[0]!];
    case "heterogeneous-toeplitz":
      return [...variances, ...lags];
    case "ar1":
      return [variances[0]!, next[0]!];
    case "heterogeneous-ar1":
    case "heterogeneous-compound-symmetry":
      return [...variances, next[0]!];
    case "compound-symmetry":
      return [s[0]![1]!, s[0]![0]! - s[0]![1]!];
    case "ante-dependence":
      return [variances[0]!, ...next];
    case "heterogeneous-ante-dependence":
      return [...variances, ...next];
    case "diagonal":
      return variances;
  }
}

function covarianceOf(structure: NaiveStructure, size: number, t: readonly number[]): number[][] {
  const common = structure === "ar1" || structure === "ante-dependence";
  const rho = t.slice(common ? 1 : size);
  const scaled = (of: (from: number, to: number) => number) =>
    matrix(size, size, (i, j) => {
      const [from, to] = [Math.min(i, j), Math.max(i, j)];
      return Math.sqrt(t[common ? 0 : i]! * t[common ? 0 : j]!) * (i === j ? 1 : of(from, to));
    });
  switch (structure) {
    case "unstructured":
      return matrix(size, size, (i, j) => t[(Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j)]!);
    case "toeplitz":
      return matrix(size, size, (i, j) => t[Math.abs(i - j)]!);
    case "compound-symmetry":
      return matrix(size, size, (i, j) => t[0]! + (i === j ? t[1]! : 0));
    case "heterogeneous-toeplitz":
      return scaled((from, to) => rho[to - from - 1]!);
    case "ar1":
    case "heterogeneous-ar1":
      return scaled((from, to) => rho[0]! ** (to - from));
    case "heterogeneous-compound-symmetry":
      return scaled(() => rho[0]!);
    case "ante-dependence":
    case "heterogeneous-ante-dependence":
      return scaled((from, to) => rho.slice(from, to).reduce((product, value) => product * value, 1));
    case "diagonal":
      return scaled(() => 0);
  }
}

/** Everything at a given covariance of visits. */
export function naiveRepeatedAt(model: NaiveRepeatedModel, s: Matrix, structure: NaiveStructure, estimator: "reml" | "ml"): NaiveRepeatedFit {
  const { response, visit, participant } = model;
  const n = response.length;
  const size = s.length;
  const spread = (g: Matrix) => matrix(n, n, (i, j) => (participant[i] === participant[j] ? g[visit[i]! - 1]![visit[j]! - 1]! : 0));
  const x = transpose(model.fixed);
  const { inverse, logDeterminant } = invert(spread(s));
  const xv = times(transpose(x), inverse);
  const { inverse: phi, logDeterminant: logFixed } = invert(times(xv, x));
  const y = response.map((value) => [value]);
  const coefficients = times(phi, times(xv, y));
  const scaled = times(inverse, combine(y, times(x, coefficients), -1));
  const restricted = estimator === "reml";
  const divisor = restricted ? n - x[0]!.length : n;
  const quadratic = trace(times(transpose(y), scaled));
  const logLikelihood = -(divisor * Math.log(2 * Math.PI) + logDeterminant + (restricted ? logFixed : 0) + quadratic) / 2;

  const theta = parametersOf(structure, s);
  const steps = theta.map((value) => 1e-4 * Math.max(0.1, Math.abs(value)));
  const moved = (changes: readonly (readonly [number, number])[]) => covarianceOf(structure, size, theta.map((value, k) => value + changes.reduce((sum, [place, by]) => sum + (place === k ? by * steps[k]! : 0), 0)));
  // Differences of fourth order: 8 (f(h) − f(−h)) − (f(2h) − f(−2h)) over 12 h, and the same of those.
  const stencil = [[1, 8], [-1, -8], [2, -1], [-2, 1]] as const;
  const first = theta.map((_, h) => stencil.reduce((total, [at, weight]) => combine(total, moved([[h, at]]), weight / (12 * steps[h]!)), matrix(size, size, () => 0)));
  const second = theta.map((_, h) =>
    theta.map((__, j) =>
      spread(
        stencil.reduce(
          (total, [at, weight]) => stencil.reduce((part, [other, factor]) => combine(part, moved([[h, at], [j, other]]), (weight * factor) / (144 * steps[h]! * steps[j]!)), total),
          matrix(size, size, () => 0),
        ),
      ),
    ),
  );
  const changes = first.map(spread);
  const projection = combine(inverse, times(transpose(xv), times(phi, xv)), -1);
  const inner = restricted ? projection : inverse;
  const along = changes.map((change) => times(inner, change));
  const pairs = (of: (h: number, j: number) => number) => matrix(theta.length, theta.length, of);
  const products = pairs((h, j) => traceOf(along[h]!, along[j]!));
  const bends = pairs((h, j) => {
    const bend = second[h]![j]!;
    return traceOf(inner, bend) - trace(times(transpose(scaled), times(bend, scaled)));
  });
  const observed = pairs((h, j) => -products[h]![j]! + bends[h]![j]! + 2 * trace(times(times(transpose(scaled), changes[h]!), times(projection, times(changes[j]!, scaled)))));
  const twice = (information: Matrix) => invert(information).inverse.map((row) => row.map((value) => 2 * value));
  const [wObserved, wExpected] = [twice(observed), twice(products)];
  const p = changes.map((change) => times(xv, times(change, transpose(xv))).map((row) => row.map((value) => -value)));
  const derivatives = p.map((one) => times(phi, times(one, phi)).map((row) => row.map((value) => -value)));
  const degreesOfFreedom = (w: Matrix) =>
    phi.map((row, i) => {
      const gradient = derivatives.map((one) => one[i]![i]!);
      return (2 * row[i]! ** 2) / gradient.reduce((sum, left, h) => sum + gradient.reduce((part, right, j) => part + left * w[h]![j]! * right, 0), 0);
    });
  const adjusted = (withSecond: number) => {
    let middle = phi.map((row) => row.map(() => 0));
    changes.forEach((left, h) => {
      changes.forEach((right, j) => {
        const q = times(xv, times(left, times(inverse, times(right, transpose(xv)))));
        const r = times(xv, times(second[h]![j]!, transpose(xv)));
        middle = combine(middle, combine(combine(q, times(p[h]!, times(phi, p[j]!)), -1), r, -withSecond / 4), wExpected[h]![j]!);
      });
    });
    return combine(phi, times(phi, times(middle, phi)), 2).map((row, i) => Math.sqrt(row[i]!));
  };
  return {
    logLikelihood,
    coefficients: coefficients.map(([value]) => value!),
    covariance: phi,
    satterthwaite: degreesOfFreedom(wObserved),
    expectedSatterthwaite: degreesOfFreedom(wExpected),
    firstOrder: adjusted(0),
    secondOrder: adjusted(1),
  };
}

/** Means of arms 0 and 1 at each visit, at the mean baseline of participants, and arm 1 − arm 0, with standard errors and degrees of freedom. */
export function naiveTrialEffects(
  { arm, baseline, ...model }: Omit<NaiveRepeatedModel, "fixed"> & { readonly arm: readonly number[]; readonly baseline: readonly number[] },
  s: Matrix,
  structure: NaiveStructure,
): Readonly<Record<"first" | "second" | "difference", readonly { readonly estimate: number; readonly standardError: number; readonly degreesOfFreedom: number }[]>> {
  const visits = s.map((_, index) => index + 1);
  const ids = [...new Set(model.participant)];
  const mean = ids.reduce((sum, id) => sum + baseline[model.participant.indexOf(id)]!, 0) / ids.length;
  // The coefficient of a visit is the mean of those whose code is 0, that of visit × code what the others differ by.
  const coded = (code: readonly number[]) => {
    const at = (values: readonly number[]) => visits.map((number) => values.map((value, row) => (model.visit[row] === number ? value : 0)));
    const fit = naiveRepeatedAt({ ...model, fixed: [...at(code.map(() => 1)), ...at(code), ...at(baseline.map((value) => value - mean))] }, s, structure, "reml");
    return fit.coefficients.map((estimate, index) => ({ estimate, standardError: Math.sqrt(fit.covariance[index]![index]!), degreesOfFreedom: fit.satterthwaite[index]! }));
  };
  const [forwards, backwards] = [coded(arm), coded(arm.map((value) => 1 - value))];
  return { first: forwards.slice(0, visits.length), second: backwards.slice(0, visits.length), difference: forwards.slice(visits.length, 2 * visits.length) };
}

/** The highest log-likelihood that a simplex finds, from variances of least squares with little and with much correlation. */
export function naiveRepeatedOptimum(model: NaiveRepeatedModel, structure: NaiveStructure, estimator: "reml" | "ml", variance: number): number {
  const size = Math.max(...model.visit);
  const isLinear = structure === "unstructured" || structure === "toeplitz" || structure === "compound-symmetry";
  const byParticipant = [...new Set(model.participant)].map((id) => {
    const rows = [...model.participant.keys()].filter((row) => model.participant[row] === id);
    return { visits: rows.map((row) => model.visit[row]! - 1), x: rows.map((row) => model.fixed.map((column) => column[row]!)), y: rows.map((row) => [model.response[row]!]) };
  });
  const p = model.fixed.length;
  const logLikelihood = (s: Matrix) => {
    // Every leading minor must be positive.
    if (s.some((_, i) => !Number.isFinite(invert(s.slice(0, i + 1).map((row) => row.slice(0, i + 1))).logDeterminant))) return -Infinity;
    let [a, b, total, squares] = [matrix(p, p, () => 0), matrix(p, 1, () => 0), 0, 0];
    for (const { visits, x, y } of byParticipant) {
      const { inverse, logDeterminant } = invert(matrix(visits.length, visits.length, (i, j) => s[visits[i]!]![visits[j]!]!));
      const xv = times(transpose(x), inverse);
      a = combine(a, times(xv, x), 1);
      b = combine(b, times(xv, y), 1);
      total += logDeterminant;
      squares += trace(times(transpose(y), times(inverse, y)));
    }
    const { inverse, logDeterminant } = invert(a);
    const divisor = model.response.length - (estimator === "reml" ? p : 0);
    return -(divisor * Math.log(2 * Math.PI) + total + (estimator === "reml" ? logDeterminant : 0) + squares - trace(times(transpose(b), times(inverse, b)))) / 2;
  };
  let best = -Infinity;
  for (const correlation of [0.1, 0.6]) {
    const start = parametersOf(structure, matrix(size, size, (i, j) => variance * correlation ** Math.abs(i - j)));
    const count = structure === "ar1" || structure === "ante-dependence" ? 1 : isLinear ? 0 : size;
    // Variances by their logarithms; covariances in units of the variance.
    const back = (point: readonly number[]) => point.map((value, k) => (k < count ? Math.exp(value) : isLinear ? value * variance : value));
    const value = (point: readonly number[]) => {
      const found = logLikelihood(covarianceOf(structure, size, back(point)));
      return Number.isFinite(found) ? -found : 1e300;
    };
    let point = start.map((one, k) => (k < count ? Math.log(one) : isLinear ? one / variance : one));
    for (let restart = 0; restart < 2; restart++) point = simplex(value, point, 80);
    best = Math.max(best, -value(point));
  }
  return best;
}

/** Nelder & Mead 1965. */
function simplex(value: (point: readonly number[]) => number, start: readonly number[], steps: number): number[] {
  const at = (point: readonly number[]) => ({ point: [...point], value: value(point) });
  let corners = [start, ...start.map((_, index) => start.map((entry, place) => (place === index ? entry + 0.2 : entry)))].map(at);
  for (let step = 0; step < steps; step++) {
    corners = corners.sort((a, b) => a.value - b.value);
    const worst = corners.at(-1)!;
    const others = corners.slice(0, -1);
    const centre = start.map((_, index) => others.reduce((sum, { point }) => sum + point[index]!, 0) / others.length);
    const along = (factor: number) => at(centre.map((entry, index) => entry + factor * (worst.point[index]! - entry)));
    let next = along(-1);
    if (next.value < corners[0]!.value) {
      const further = along(-2);
      if (further.value < next.value) next = further;
    } else if (next.value >= others.at(-1)!.value) {
      next = next.value < worst.value ? along(-0.5) : along(0.5);
      if (next.value >= worst.value) {
        const best = corners[0]!.point;
        corners = corners.map(({ point }) => at(point.map((entry, index) => (entry + best[index]!) / 2)));
        continue;
      }
    }
    corners[corners.length - 1] = next;
  }
  return corners.sort((a, b) => a.value - b.value)[0]!.point;
}
