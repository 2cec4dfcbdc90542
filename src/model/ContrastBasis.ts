import type { VarianceInformation } from "./VarianceInformation.ts";

/**
 * How the degrees of freedom of the fixed effects are found.
 *
 * - `satterthwaite`: those of a χ² with the same mean and variance as the estimated variance of the contrast
 *   (Giesbrecht & Burns 1985, https://doi.org/10.2307/2530872; several at once: Fai & Cornelius 1996,
 *   https://doi.org/10.1080/00949659608811740).
 * - `kenward-roger`: the same idea with a standard error that allows for estimated variances; REML only
 *   (Kenward & Roger 1997, https://doi.org/10.2307/2533558).
 * - `residual`: observations − fixed columns, as if observations were independent.
 * - `asymptotic`: none; the normal distribution.
 */
export type DegreesOfFreedomMethod = "satterthwaite" | "kenward-roger" | "residual" | "asymptotic";

/**
 * What `contrast` needs of a fit, as plain data: rows and columns in the order of `covariance.parameters`. With M = `root`,
 * the covariance of the fixed effects with variances taken as known is Φ = MMᵀ.
 */
export type ContrastBasis =
  | {
      readonly degreesOfFreedomMethod: "satterthwaite" | "kenward-roger";
      readonly information: VarianceInformation;
      readonly root: readonly (readonly number[])[];
      /** For each variance parameter θ, M⁻¹(∂Φ/∂θ)M⁻ᵀ. The last one of a linear mixed model is the logarithm of the residual variance. */
      readonly sensitivities: readonly (readonly (readonly number[])[])[];
      /** Asymptotic covariance of the variance parameters. */
      readonly parameterCovariance: readonly (readonly number[])[];
      /** Kenward–Roger only: A, where the adjusted covariance is MAMᵀ. */
      readonly adjustment?: readonly (readonly number[])[];
    }
  | { readonly degreesOfFreedomMethod: "residual"; readonly root: readonly (readonly number[])[]; readonly degreesOfFreedom: number }
  | { readonly degreesOfFreedomMethod: "asymptotic"; readonly root: readonly (readonly number[])[] };
