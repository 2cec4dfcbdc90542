import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";
import { log } from "../numeric/elementary/log.ts";
import type { PatternProducts, SecondOrderSums } from "../numeric/patternSums.ts";
import { addGram, mirror, secondOrderSums } from "../numeric/patternSums.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";

/**
 * All that the criterion and its derivatives need at one Γ = ΛΛᵀ, the covariance of the random effects over the residual
 * variance, summed over participants. W = I + ZΓZᵀ of one participant.
 */
export interface PatternSums extends SecondOrderSums {
  /** Σ log|W|. */
  readonly logDeterminant: number;
  /** L, (p + 1)², by rows: its first p rows give β, its last diagonal element is s, the root of the residual sum of squares. */
  readonly root: Float64Array;
}

/** The first pass over the patterns. `factor` is Λ, q × `columns`, by rows. Undefined where rounding leaves W indefinite. */
export function sumProducts(model: ParticipantPatterns, factor: Float64Array, columns: number): PatternProducts | undefined {
  const { randomCount: q, fixedCount, patterns } = model;
  const width = fixedCount + 1;
  const products = model.withinProducts.slice();
  const patternLeverage = new Float64Array(patterns.length * q * q);
  const blocks = new Float64Array(patterns.reduce((total, { blockCount }) => total + blockCount, 0) * q * width);
  const scaled = new Float64Array(q * columns);
  const covariance = new Float64Array(q * q);
  const root = new Float64Array(q * q);
  const block = new Float64Array(q * width);
  let logDeterminant = 0;
  let offset = 0;
  for (let index = 0; index < patterns.length; index++) {
    const pattern = patterns[index]!;
    const { rank } = pattern;
    multiply(pattern.root, factor, scaled, rank, q, columns);
    for (let i = 0; i < rank; i++) {
      for (let j = 0; j <= i; j++) {
        let value = i === j ? 1 : 0;
        for (let k = 0; k < columns; k++) value += scaled[i * columns + k]! * scaled[j * columns + k]!;
        covariance[i * rank + j] = value;
      }
    }
    if (!choleskyInPlace(covariance, rank)) return undefined;
    let halfLog = 0;
    for (let i = 0; i < rank; i++) halfLog += log(covariance[i * rank + i]!);
    logDeterminant += 2 * pattern.participants * halfLog;
    root.set(pattern.root);
    solveLowerInPlace(covariance, rank, root, q);
    addGram(patternLeverage, index * q * q, root, rank, q);
    mirror(patternLeverage, index * q * q, q);
    for (let start = 0; start < pattern.blocks.length; start += rank * width) {
      for (let place = 0; place < rank * width; place++) block[place] = pattern.blocks[start + place]!;
      solveLowerInPlace(covariance, rank, block, width);
      addGram(products, 0, block, rank, width);
      for (let a = 0; a < q; a++) {
        for (let k = 0; k < rank; k++) {
          const weight = root[k * q + a]!;
          if (weight === 0) continue;
          for (let column = 0; column < width; column++) blocks[offset + a * width + column]! += weight * block[k * width + column]!;
        }
      }
      offset += q * width;
    }
  }
  return { logDeterminant, products, patternLeverage, blocks };
}

/** Both passes. */
export function sumPatterns(model: ParticipantPatterns, factor: Float64Array, columns: number): PatternSums | undefined {
  const first = sumProducts(model, factor, columns);
  if (first === undefined) return undefined;
  const { randomCount: size, fixedCount, patterns } = model;
  const { products: root, logDeterminant } = first;
  if (!choleskyInPlace(root, fixedCount + 1)) return undefined;
  return { logDeterminant, root, ...secondOrderSums({ size, fixedCount, patterns }, first, root) };
}

/** AB over the start of `target`. */
function multiply(left: Float64Array, right: Float64Array, target: Float64Array, rows: number, inner: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let value = 0;
      for (let k = 0; k < inner; k++) value += left[i * inner + k]! * right[k * columns + j]!;
      target[i * columns + j] = value;
    }
  }
}
