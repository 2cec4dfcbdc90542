import type { ContrastBasis, DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import type { FixedEffect } from "../model/FixedEffect.ts";
import type { NamedMatrix } from "../model/NamedMatrix.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { InformationCriteria } from "../model/informationCriteria.ts";

/** One participant's random effects: how far their own coefficients lie from the fixed ones. */
export interface ParticipantEffects<Random extends string, Id extends string | number> {
  readonly participant: Id;
  readonly observations: number;
  readonly effects: { readonly [Name in Random]: PredictedEffect };
  /**
   * Of the random effects given the observations, in the order of `covariance.parameters`: the variance of a combination w of them is
   * wᵀCw. Fixed effects and variances are taken as known, as in `conditionalStandardDeviation`.
   */
  readonly conditionalCovariance: readonly (readonly number[])[];
}

/** A random effect predicted from its participant's observations (BLUP). */
export interface PredictedEffect {
  readonly estimate: number;
  /** Of the random effect given the observations, with fixed effects and variances taken as known (as lme4's condVar). */
  readonly conditionalStandardDeviation: number;
}

/** A combination of random effects that does not vary from participant to participant: weights, the largest of them 1. */
export type SingularDirection<Random extends string> = { readonly [Name in Random]: number };

/** The covariance of the random effects lies on the boundary of what is possible. */
export interface SingularFit<Random extends string> {
  /** Rank of the covariance of the random effects. */
  readonly rank: number;
  readonly directions: readonly SingularDirection<Random>[];
  /**
   * Which model the degrees of freedom are those of: with observed information the one whose random effects are restricted
   * to the rank found, with expected information the unrestricted one, as if the estimate were inside. `null` for methods
   * that do not use the variance parameters' uncertainty.
   */
  readonly degreesOfFreedomModel: "restricted-rank" | "unrestricted" | null;
}

export interface FitDiagnostics<Random extends string> {
  /** Always true: a fit whose optimum cannot be confirmed throws `no-convergence`. */
  readonly converged: true;
  /** Newton steps. */
  readonly iterations: number;
  /** √(gᵀH⁻¹g): nearly the distance from the exact optimum, in standard errors of the variance parameters. */
  readonly gradientNorm: number;
  /** Checked: of the criterion in the covariance parameters, on the rank that was found. */
  readonly hessian: "positive-definite";
  /** Largest over smallest eigenvalue of that Hessian, for standardised columns. */
  readonly conditionNumber: number;
  readonly singular: false | SingularFit<Random>;
}

export interface LinearMixedModelSettings {
  readonly estimator: Estimator;
  readonly covarianceStructure: CovarianceStructure;
  readonly degreesOfFreedomMethod: DegreesOfFreedomMethod;
  /** Only of methods that use it: `satterthwaite` and `kenward-roger`. */
  readonly information?: VarianceInformation;
  readonly informationCriteria: InformationCriteria;
  readonly level: number;
}

/** A fitted linear mixed model, as plain data. */
export interface LinearMixedModelFit<Fixed extends string = string, Random extends string = string, Id extends string | number = string | number> {
  /** The fixed effects by the names of their columns. */
  readonly coefficients: { readonly [Name in Fixed]: FixedEffect };
  /** Of the fixed effects; with `kenward-roger` the adjusted one. */
  readonly covariance: NamedMatrix<Fixed>;
  readonly randomEffects: {
    readonly covariance: NamedMatrix<Random>;
    readonly standardDeviations: { readonly [Name in Random]: number };
    /** `null` beside a standard deviation of zero. */
    readonly correlations: NamedMatrix<Random, number | null>;
    /** In the order of their first observation. */
    readonly byParticipant: readonly ParticipantEffects<Random, Id>[];
  };
  /** Variance about each participant's own course. */
  readonly residualVariance: number;
  /** Restricted with `reml`: −½[(n − p) log 2π + log|V| + log|XᵀV⁻¹X| + rᵀV⁻¹r]. */
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  /** For each observation in the order given: the fixed effects alone, and with the participant's random effects. */
  readonly fitted: { readonly marginal: readonly number[]; readonly conditional: readonly number[] };
  /** Response − fitted. */
  readonly residuals: { readonly marginal: readonly number[]; readonly conditional: readonly number[] };
  readonly diagnostics: FitDiagnostics<Random>;
  readonly counts: {
    readonly observations: number;
    readonly participants: number;
    readonly fixedEffects: number;
    /** Variances and covariances of the random effects, and the residual variance. */
    readonly covarianceParameters: number;
  };
  /** What `contrast` needs besides the estimates. */
  readonly contrastBasis: ContrastBasis;
  readonly method: Method<"linear-mixed-model", LinearMixedModelSettings>;
  readonly reasons?: Reasons<"randomEffects.correlations">;
}
