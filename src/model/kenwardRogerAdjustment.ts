import { product } from "../numeric/matrixProduct.ts";
import type { PatternShape } from "../numeric/patternSums.ts";

/** Variance parameters whose dV are ZdΓZᵀ within one kind of participants: one group of a trial, or everybody. */
export interface VarianceParameterGroup {
  readonly shape: PatternShape;
  readonly patternLeverage: Float64Array;
  readonly blocks: Float64Array;
  /** dΓ of each of the group's parameters, q × q. */
  readonly directions: readonly Float64Array[];
  /** Where they start among all parameters. */
  readonly first: number;
}

/**
 * A = M⁻¹ Φ_A M⁻ᵀ of Kenward & Roger's adjusted covariance Φ_A, where Φ = MMᵀ is the unadjusted one:
 * I + 2 Σ wᵢⱼ M⁻¹Φ(Qᵢⱼ − PᵢΦPⱼ)ΦM⁻ᵀ (Kenward & Roger 1997, equation 5, https://doi.org/10.2307/2533558), without the term in second
 * derivatives of V, Rᵢⱼ. Sums over participants of Qᵢⱼ = XᵀV⁻¹VᵢV⁻¹VⱼV⁻¹X come out of one pass, with the weights w already in
 * them. `covariance` has w by rows of length `stride`, which may hold further parameters whose terms cancel.
 */
export function kenwardRogerAdjustment(
  fixedCount: number,
  groups: readonly VarianceParameterGroup[],
  sensitivities: readonly Float64Array[],
  covariance: Float64Array,
  stride: number,
): Float64Array {
  const p = fixedCount;
  const adjustment = new Float64Array(p * p);
  for (let row = 0; row < p; row++) adjustment[row * p + row] = 1;
  const combined = new Float64Array(p * p);
  sensitivities.forEach((first, i) => {
    combined.fill(0);
    sensitivities.forEach((second, j) => second.forEach((value, place) => (combined[place]! += 2 * covariance[i * stride + j]! * value)));
    product(first, combined, p, p, p).forEach((value, place) => (adjustment[place]! -= value));
  });
  for (const group of groups) addSecondOrderProducts(adjustment, group, covariance, stride);
  return adjustment;
}

/** Σ wᵢⱼ M⁻¹ΦQᵢⱼΦM⁻ᵀ of one group, twice. */
function addSecondOrderProducts(
  adjustment: Float64Array,
  { shape: { size: q, fixedCount: p, patterns }, patternLeverage, blocks, directions, first }: VarianceParameterGroup,
  covariance: Float64Array,
  stride: number,
): void {
  const squares = q * q;
  const width = p + 1;
  // Σ wᵢⱼ dΓᵢ[a,b] dΓⱼ[c,d]
  const weights = new Float64Array(squares * squares);
  directions.forEach((left, i) => {
    const combined = new Float64Array(squares);
    directions.forEach((right, j) => {
      const weight = covariance[(first + i) * stride + first + j]!;
      for (let cd = 0; cd < squares; cd++) combined[cd]! += weight * right[cd]!;
    });
    for (let ab = 0; ab < squares; ab++) {
      const factor = left[ab]!;
      if (factor !== 0) for (let cd = 0; cd < squares; cd++) weights[ab * squares + cd]! += factor * combined[cd]!;
    }
  });
  const middle = new Float64Array(squares);
  let offset = 0;
  patterns.forEach(({ blockCount }, index) => {
    middle.fill(0);
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < q; b++) {
        for (let c = 0; c < q; c++) {
          const leverage = patternLeverage[index * squares + b * q + c]!;
          if (leverage === 0) continue;
          for (let d = 0; d < q; d++) middle[a * q + d]! += leverage * weights[(a * q + b) * squares + c * q + d]!;
        }
      }
    }
    for (let block = 0; block < blockCount; block++, offset += q * width) {
      for (let a = 0; a < q; a++) {
        for (let d = 0; d < q; d++) {
          const factor = 2 * middle[a * q + d]!;
          if (factor === 0) continue;
          for (let row = 0; row < p; row++) {
            const left = factor * blocks[offset + a * width + row]!;
            for (let column = 0; column < p; column++) adjustment[row * p + column]! += left * blocks[offset + d * width + column]!;
          }
        }
      }
    }
  });
}
