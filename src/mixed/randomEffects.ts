import { choleskyInPlace, invertLower } from "../numeric/cholesky.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";

/** What the prediction of random effects starts from, in the standardised columns. */
interface Prediction {
  /** Λ, q × rank. */
  readonly factor: Float64Array;
  readonly rank: number;
  /** Fixed effects of the standardised columns. */
  readonly coefficients: Float64Array;
  /** T, q × q: the random effects of the given columns are T times the standardised ones, times `responseScale`. */
  readonly randomTransform: Float64Array;
  readonly responseScale: number;
  readonly residualStandardDeviation: number;
}

/** Random effects of each participant, and their conditional standard deviations, q each, one participant after the other. */
export interface PredictedEffects {
  readonly estimates: Float64Array;
  readonly standardDeviations: Float64Array;
}

/**
 * b̂ = ΛU(QᵀZΛ)ᵀQᵀ(y − Xβ) with conditional covariance σ²ΛUΛᵀ, U = (I + ΛᵀZᵀZΛ)⁻¹ (Bates et al. 2015, section 3.7):
 * U once for each pattern.
 */
export function predictRandomEffects(model: ParticipantPatterns, prediction: Prediction): PredictedEffects {
  const { randomCount: q, fixedCount: p, patterns, participantPattern, participantOffset, participantBlocks } = model;
  const { coefficients, responseScale } = prediction;
  const width = p + 1;
  const predictors = patterns.map((pattern) => patternPredictor(q, pattern.root, pattern.rank, prediction));
  const estimates = new Float64Array(participantPattern.length * q);
  const standardDeviations = new Float64Array(participantPattern.length * q);
  participantPattern.forEach((index, participant) => {
    const { rank } = patterns[index]!;
    const { gain, deviations } = predictors[index]!;
    const offset = participantOffset[participant]!;
    for (let k = 0; k < rank; k++) {
      const start = offset + k * width;
      let residual = participantBlocks[start + p]!;
      for (let column = 0; column < p; column++) residual -= participantBlocks[start + column]! * coefficients[column]!;
      for (let a = 0; a < q; a++) estimates[participant * q + a]! += responseScale * gain[a * rank + k]! * residual;
    }
    standardDeviations.set(deviations, participant * q);
  });
  return { estimates, standardDeviations };
}

/** TΛU(RΛ)ᵀ, q × rank of R, and σ√diag(TΛUΛᵀTᵀ). */
function patternPredictor(
  q: number,
  root: Float64Array,
  rootRank: number,
  { factor, rank, randomTransform, residualStandardDeviation }: Prediction,
): { readonly gain: Float64Array; readonly deviations: Float64Array } {
  const scaled = product(root, factor, rootRank, q, rank);
  const precision = new Float64Array(rank * rank);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) {
      let value = i === j ? 1 : 0;
      for (let k = 0; k < rootRank; k++) value += scaled[k * rank + i]! * scaled[k * rank + j]!;
      precision[i * rank + j] = value;
    }
  }
  // I + AᵀA is positive definite whatever A is.
  choleskyInPlace(precision, rank);
  const inverse = invertLower(precision, rank);
  const transposed = transpose(inverse, rank, rank);
  const spread = product(product(randomTransform, factor, q, q, rank), transposed, q, rank, rank);
  const gain = product(spread, product(inverse, transpose(scaled, rootRank, rank), rank, rank, rootRank), q, rank, rootRank);
  const deviations = Float64Array.from({ length: q }, (_, a) => residualStandardDeviation * Math.hypot(...spread.subarray(a * rank, (a + 1) * rank)));
  return { gain, deviations };
}

export function product(left: Float64Array, right: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const value = left[i * inner + k]!;
      for (let j = 0; j < columns; j++) result[i * columns + j]! += value * right[k * columns + j]!;
    }
  }
  return result;
}

export function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, place) => matrix[(place % rows) * columns + Math.floor(place / rows)]!);
}
