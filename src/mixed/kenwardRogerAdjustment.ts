import type { ParticipantPatterns } from "./participantPatterns.ts";
import type { PatternSums } from "./sumPatterns.ts";
import type { VarianceParameters } from "./varianceInformation.ts";

/**
 * A = M⁻¹ Φ_A M⁻ᵀ of Kenward & Roger's adjusted covariance Φ_A, where Φ = MMᵀ is the unadjusted one:
 * I + 2 Σ wᵢⱼ M⁻¹Φ(Qᵢⱼ − PᵢΦPⱼ)ΦM⁻ᵀ (Kenward & Roger 1997, equation 5, https://doi.org/10.2307/2533558). Variances and
 * covariances are linear in V, so that Rᵢⱼ is nil; the terms of the residual variance cancel. Sums over participants of
 * Qᵢⱼ = XᵀV⁻¹VᵢV⁻¹VⱼV⁻¹X come out of one pass, with the weights w already in them.
 */
export function kenwardRogerAdjustment(
  { randomCount: q, fixedCount: p, patterns }: ParticipantPatterns,
  { patternLeverage, blocks }: PatternSums,
  { directions, sensitivities, covariance }: VarianceParameters,
): Float64Array {
  const squares = q * q;
  const count = directions.length;
  const stride = count + 1;
  const width = p + 1;
  const adjustment = new Float64Array(p * p);
  for (let row = 0; row < p; row++) adjustment[row * p + row] = 1;
  // Σ wᵢⱼ dΓᵢ[a,b] dΓⱼ[c,d]
  const weights = new Float64Array(squares * squares);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const weight = covariance[i * stride + j]!;
      for (let ab = 0; ab < squares; ab++) {
        const left = weight * directions[i]![ab]!;
        if (left !== 0) for (let cd = 0; cd < squares; cd++) weights[ab * squares + cd]! += left * directions[j]![cd]!;
      }
      const [first, second] = [sensitivities[i]!, sensitivities[j]!];
      for (let row = 0; row < p; row++) {
        for (let k = 0; k < p; k++) {
          for (let column = 0; column < p; column++) adjustment[row * p + column]! -= 2 * weight * first[row * p + k]! * second[k * p + column]!;
        }
      }
    }
  }
  const middle = new Float64Array(squares);
  let offset = 0;
  patterns.forEach(({ blockCount }, index) => {
    middle.fill(0);
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < q; b++) {
        for (let c = 0; c < q; c++) {
          const leverage = patternLeverage[index * squares + b * q + c]!;
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
  return adjustment;
}
