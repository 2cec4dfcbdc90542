import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";
import { product, transpose } from "../numeric/matrixProduct.ts";
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

/** Random effects of each participant, q each, one participant after the other. */
export interface PredictedEffects {
  readonly estimates: Float64Array;
  /** Their conditional covariance, q × q by rows, for each pattern. */
  readonly covariances: readonly Float64Array[];
  readonly participantPattern: Int32Array;
}

/**
 * b̂ = ΛU(QᵀZΛ)ᵀQᵀ(y − Xβ) with conditional covariance σ²ΛUΛᵀ, U = (I + ΛᵀZᵀZΛ)⁻¹ (Bates et al. 2015, section 3.7):
 * U once for each pattern.
 */
export function predictRandomEffects(model: ParticipantPatterns, prediction: Prediction): PredictedEffects {
  const { randomCount: q, fixedCount: p, patterns, participantPattern, participantOffset, participantBlocks } = model;
  const { coefficients, responseScale } = prediction;
  const width = p + 1;
  const spread = product(prediction.randomTransform, prediction.factor, q, q, prediction.rank);
  const predictors = patterns.map((pattern) => patternPredictor(q, pattern, spread, prediction));
  const estimates = new Float64Array(participantPattern.length * q);
  participantPattern.forEach((index, participant) => {
    const { rank } = patterns[index]!;
    const { gain } = predictors[index]!;
    const offset = participantOffset[participant]!;
    for (let k = 0; k < rank; k++) {
      const start = offset + k * width;
      let residual = participantBlocks[start + p]!;
      for (let column = 0; column < p; column++) residual -= participantBlocks[start + column]! * coefficients[column]!;
      for (let a = 0; a < q; a++) estimates[participant * q + a]! += responseScale * gain[a * rank + k]! * residual;
    }
  });
  return { estimates, covariances: predictors.map(({ covariance }) => covariance), participantPattern };
}

/** TΛU(RΛ)ᵀ, q × rank of R, and σ²TΛUΛᵀTᵀ. `spread` is TΛ. */
function patternPredictor(
  q: number,
  { root, rank: rows }: ParticipantPatterns["patterns"][number],
  spread: Float64Array,
  { factor, rank, residualStandardDeviation }: Prediction,
): { readonly gain: Float64Array; readonly covariance: Float64Array } {
  const scaled = product(root, factor, rows, q, rank);
  const precision = new Float64Array(rank * rank);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) {
      let value = i === j ? 1 : 0;
      for (let k = 0; k < rows; k++) value += scaled[k * rank + i]! * scaled[k * rank + j]!;
      precision[i * rank + j] = value;
    }
  }
  // I + AᵀA is positive definite whatever A is; U = CᵀC with C the inverse of its Cholesky factor.
  choleskyInPlace(precision, rank);
  const spreadRoot = transpose(spread, q, rank);
  const right = transpose(scaled, rows, rank);
  solveLowerInPlace(precision, rank, spreadRoot, q);
  solveLowerInPlace(precision, rank, right, rows);
  const gain = product(transpose(spreadRoot, rank, q), right, q, rank, rows);
  const covariance = product(transpose(spreadRoot, rank, q), spreadRoot, q, rank, q).map((entry) => residualStandardDeviation ** 2 * entry);
  return { gain, covariance };
}
