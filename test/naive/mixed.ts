/**
 * The linear mixed model with one matrix V for all observations, by the formulas of the textbooks. No blocks, no
 * factorisation that is shared, no analytic search: the likelihood is inverted matrices, its optimum is found by Nelder and
 * Mead's simplex.
 */
export interface NaiveModel {
  readonly response: readonly number[];
  readonly fixed: readonly (readonly number[])[];
  readonly random: readonly (readonly number[])[];
  readonly participant: readonly (string | number)[];
}

type Matrix = readonly (readonly number[])[];

export interface NaiveFit {
  readonly logLikelihood: number;
  readonly coefficients: readonly number[];
  readonly covariance: Matrix;
  /** Giesbrecht & Burns 1985, by the observed information. */
  readonly satterthwaite: readonly number[];
  /** Kenward & Roger 1997: adjusted covariance and degrees of freedom, by the expected information. */
  readonly adjustedCovariance: Matrix;
  readonly kenwardRoger: readonly number[];
  /** For each participant, in order of first appearance, E[b | y]. */
  readonly randomEffects: Matrix;
  /** Of −2 log-likelihood in the variances, covariances and the residual variance. */
  readonly score: readonly number[];
}

const times = (a: Matrix, b: Matrix): number[][] => a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
const transpose = (a: Matrix): number[][] => a[0]!.map((_, j) => a.map((row) => row[j]!));
const add = (a: Matrix, b: Matrix, factor = 1): number[][] => a.map((row, i) => row.map((value, j) => value + factor * b[i]![j]!));
const trace = (a: Matrix): number => a.reduce((sum, row, i) => sum + row[i]!, 0);
const column = (values: readonly number[]): number[][] => values.map((value) => [value]);
const identity = (size: number): number[][] => Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));

/** Inverse and log determinant by Gauss and Jordan, with pivots. */
function invert(matrix: Matrix): { readonly inverse: number[][]; readonly logDeterminant: number } {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...identity(size)[i]!]);
  let logDeterminant = 0;
  for (let step = 0; step < size; step++) {
    let pivot = step;
    for (let row = step; row < size; row++) if (Math.abs(work[row]![step]!) > Math.abs(work[pivot]![step]!)) pivot = row;
    [work[step], work[pivot]] = [work[pivot]!, work[step]!];
    const value = work[step]![step]!;
    logDeterminant += Math.log(Math.abs(value));
    work[step] = work[step]!.map((entry) => entry / value);
    for (let row = 0; row < size; row++) {
      if (row === step) continue;
      const factor = work[row]![step]!;
      if (factor !== 0) work[row] = work[row]!.map((entry, place) => entry - factor * work[step]![place]!);
    }
  }
  return { inverse: work.map((row) => row.slice(size)), logDeterminant };
}

/** ZdGZᵀ over all observations: participants apart do not covary. */
function spread({ random, participant }: NaiveModel, g: Matrix): number[][] {
  return participant.map((id, i) =>
    participant.map((other, j) => (id === other ? random.reduce((sum, left, a) => sum + random.reduce((part, right, b) => part + left[i]! * g[a]![b]! * right[j]!, 0), 0) : 0)),
  );
}

/** Everything at given variances. */
export function naiveAt(model: NaiveModel, g: Matrix, residualVariance: number, estimator: "reml" | "ml", structure: "unstructured" | "diagonal"): NaiveFit {
  const { response, random, participant } = model;
  const n = response.length;
  const x = transpose(model.fixed);
  const p = x[0]!.length;
  const v = add(spread(model, g), identity(n), residualVariance);
  const { inverse, logDeterminant } = invert(v);
  const xv = times(transpose(x), inverse);
  const { inverse: phi, logDeterminant: logFixed } = invert(times(xv, x));
  const coefficients = times(phi, times(xv, column(response)));
  const residual = add(column(response), times(x, coefficients), -1);
  const scaled = times(inverse, residual);
  const quadratic = trace(times(transpose(residual), scaled));
  const restricted = estimator === "reml";
  const divisor = restricted ? n - p : n;
  const logLikelihood = -(divisor * Math.log(2 * Math.PI) + logDeterminant + (restricted ? logFixed : 0) + quadratic) / 2;

  const q = random.length;
  const changes: number[][][] = [];
  for (let a = 0; a < q; a++) {
    for (let b = structure === "diagonal" ? a : 0; b <= a; b++) {
      changes.push(spread(model, identity(q).map((row, i) => row.map((_, j) => ((i === a && j === b) || (i === b && j === a) ? 1 : 0)))));
    }
  }
  changes.push(identity(n));
  const projection = add(inverse, times(transpose(xv), times(phi, xv)), -1);
  const inner = restricted ? projection : inverse;
  const along = changes.map((change) => times(inner, change));
  const projected = changes.map((change) => times(projection, times(change, scaled)));
  const score = changes.map((change, h) => trace(along[h]!) - trace(times(transpose(scaled), times(change, scaled))));
  const pairs = (of: (h: number, j: number) => number) => changes.map((_, h) => changes.map((__, j) => of(h, j)));
  const product = along.map((left) => along.map((right) => trace(times(left, right))));
  const observed = pairs((h, j) => -product[h]![j]! + 2 * trace(times(transpose(times(changes[h]!, scaled)), projected[j]!)));
  const wObserved = invert(observed).inverse.map((row) => row.map((value) => 2 * value));
  const wExpected = invert(product).inverse.map((row) => row.map((value) => 2 * value));

  const pMatrices = changes.map((change) => times(xv, times(change, transpose(xv))).map((row) => row.map((value) => -value)));
  const derivatives = pMatrices.map((matrix) => times(phi, times(matrix, phi)).map((row) => row.map((value) => -value)));
  const degreesOfFreedom = (w: Matrix) =>
    phi.map((row, i) => {
      const gradient = derivatives.map((matrix) => [matrix[i]![i]!]);
      return (2 * row[i]! ** 2) / trace(times(transpose(gradient), times(w, gradient)));
    });
  let middle = phi.map((row) => row.map(() => 0));
  changes.forEach((first, h) => {
    changes.forEach((second, j) => {
      const qMatrix = times(xv, times(first, times(inverse, times(second, transpose(xv)))));
      middle = add(middle, add(qMatrix, times(pMatrices[h]!, times(phi, pMatrices[j]!)), -1), wExpected[h]![j]!);
    });
  });
  const ids = [...new Set(participant)];
  const randomEffects = ids.map((id) => {
    const zv = random.map((values) => participant.reduce<number>((sum, other, row) => sum + (other === id ? values[row]! * scaled[row]![0]! : 0), 0));
    return times(g, column(zv)).map(([value]) => value!);
  });
  return {
    logLikelihood,
    coefficients: coefficients.map(([value]) => value!),
    covariance: phi,
    satterthwaite: degreesOfFreedom(wObserved),
    adjustedCovariance: add(phi, times(phi, times(middle, phi)), 2),
    kenwardRoger: degreesOfFreedom(wExpected),
    randomEffects,
    score,
  };
}

/** The highest log-likelihood that a simplex finds from several starts, in the elements of a Cholesky factor and log σ. */
export function naiveOptimum(model: NaiveModel, estimator: "reml" | "ml", structure: "unstructured" | "diagonal"): number {
  const q = model.random.length;
  const covariance = (point: readonly number[]) => {
    const factor = identity(q).map((row) => row.map(() => 0));
    let next = 0;
    for (let a = 0; a < q; a++) for (let b = structure === "diagonal" ? a : 0; b <= a; b++) factor[a]![b] = point[next++]!;
    return times(factor, transpose(factor));
  };
  const value = (point: readonly number[]) => {
    const logLikelihood = naiveLogLikelihood(model, covariance(point), Math.exp(2 * point.at(-1)!), estimator);
    return Number.isFinite(logLikelihood) ? -logLikelihood : 1e300;
  };
  const count = structure === "diagonal" ? q : (q * (q + 1)) / 2;
  let best = Infinity;
  for (const size of [0.3, 3]) {
    let point = Array.from({ length: count + 1 }, (_, index) => (index < count ? size * (1 + 0.3 * Math.sin(index)) : 0));
    for (let restart = 0; restart < 3; restart++) point = simplex(value, point, 120);
    best = Math.min(best, value(point));
  }
  return -best;
}

/** The log-likelihood alone, participant by participant. */
function naiveLogLikelihood({ response, fixed, random, participant }: NaiveModel, g: Matrix, residualVariance: number, estimator: "reml" | "ml"): number {
  const p = fixed.length;
  let information = identity(p).map((row) => row.map(() => 0));
  let right = column(fixed.map(() => 0));
  let total = 0;
  let squares = 0;
  for (const id of new Set(participant)) {
    const rows = [...participant.keys()].filter((row) => participant[row] === id);
    const z = rows.map((row) => random.map((values) => values[row]!));
    const x = rows.map((row) => fixed.map((values) => values[row]!));
    const y = rows.map((row) => [response[row]!]);
    const { inverse, logDeterminant } = invert(add(times(z, times(g, transpose(z))), identity(rows.length), residualVariance));
    total += logDeterminant;
    information = add(information, times(transpose(x), times(inverse, x)));
    right = add(right, times(transpose(x), times(inverse, y)));
    squares += trace(times(transpose(y), times(inverse, y)));
  }
  const { inverse, logDeterminant } = invert(information);
  const fit = trace(times(transpose(right), times(inverse, right)));
  const divisor = estimator === "reml" ? response.length - p : response.length;
  return -(divisor * Math.log(2 * Math.PI) + total + (estimator === "reml" ? logDeterminant : 0) + squares - fit) / 2;
}

/** Nelder & Mead 1965. */
function simplex(value: (point: readonly number[]) => number, start: readonly number[], steps: number): number[] {
  let corners = [start, ...start.map((_, index) => start.map((entry, place) => (place === index ? entry + 0.5 : entry)))].map((point) => ({ point: [...point], value: value(point) }));
  for (let step = 0; step < steps; step++) {
    corners = corners.sort((a, b) => a.value - b.value);
    const worst = corners.at(-1)!;
    const others = corners.slice(0, -1);
    const centre = start.map((_, index) => others.reduce((sum, { point }) => sum + point[index]!, 0) / others.length);
    const at = (factor: number) => {
      const point = centre.map((entry, index) => entry + factor * (worst.point[index]! - entry));
      return { point, value: value(point) };
    };
    const reflected = at(-1);
    let next = reflected;
    if (reflected.value < corners[0]!.value) {
      const further = at(-2);
      if (further.value < reflected.value) next = further;
    } else if (reflected.value >= others.at(-1)!.value) {
      next = reflected.value < worst.value ? at(-0.5) : at(0.5);
      if (next.value >= Math.min(worst.value, reflected.value)) {
        const best = corners[0]!.point;
        corners = corners.map(({ point }) => {
          const nearer = point.map((entry, index) => (entry + best[index]!) / 2);
          return { point: nearer, value: value(nearer) };
        });
        continue;
      }
    }
    corners[corners.length - 1] = next;
  }
  return corners.sort((a, b) => a.value - b.value)[0]!.point;
}
