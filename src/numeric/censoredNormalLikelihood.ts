import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import { normalDensity, normalTails } from "./normal.ts";
import type { SecondOrder } from "./minimise.ts";

/** What is known of a value: itself, or on which side of `limit` it lies. */
export interface KnownPart {
  readonly kind: "value" | "below" | "above";
  readonly limit: number;
}

/** A logarithm of a density or a probability, and its first two derivatives. */
export interface LogTerm {
  readonly value: number;
  readonly first: number;
  readonly second: number;
}

/**
 * log φ(z), log Φ(z) or log Φ(−z), with derivatives by z; undefined where a probability is too small for a number. With
 * λ(z) = φ(z)/Φ(z), (log Φ)′ = λ and (log Φ)″ = −λ(z + λ).
 */
export function logNormalTerm(kind: KnownPart["kind"], z: number): LogTerm | undefined {
  if (kind === "value") return { value: -(z * z) / 2 - logRootTwoPi, first: -z, second: -1 };
  const side = kind === "below" ? 1 : -1;
  const probability = normalTails(side * z).lower;
  if (!(probability > 0)) return undefined;
  const ratio = normalDensity(z) / probability;
  return { value: log(probability), first: side * ratio, second: -ratio * (side * z + ratio) };
}

/** log √(2π) */
const logRootTwoPi = 0.9189385332046727;

/**
 * −log likelihood of a normal sample with values known to lie below or above limits, at (μ, τ = log σ). A value contributes
 * log φ(z) − τ, a limit log Φ(±z), z = (limit − μ)/σ. As a function of (μ/σ, 1/σ) the likelihood is log-concave (Burridge 1981,
 * https://doi.org/10.1111/j.2517-6161.1981.tb01749.x), so that a stationary point is its maximum.
 */
export function censoredNormalLikelihood(parts: readonly KnownPart[], [mu, tau]: Float64Array): SecondOrder | undefined {
  const inverse = exp(-tau!);
  let value = 0;
  const gradient = new Float64Array(2);
  const hessian = new Float64Array(4);
  for (const { kind, limit } of parts) {
    const z = (limit - mu!) * inverse;
    const term = logNormalTerm(kind, z);
    if (term === undefined) return undefined;
    const { first, second } = term;
    const jacobian = kind === "value" ? 1 : 0;
    value += jacobian * tau! - term.value;
    gradient[0]! += first * inverse;
    gradient[1]! += jacobian + first * z;
    hessian[0]! -= second * inverse * inverse;
    hessian[1]! -= (second * z + first) * inverse;
    hessian[3]! -= (second * z + first) * z;
  }
  hessian[2] = hessian[1]!;
  return Number.isFinite(value) && hessian.every(Number.isFinite) ? { value, gradient, hessian } : undefined;
}
