import type { ContrastBasis, DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { FixedEffect } from "../model/FixedEffect.ts";
import type { InformationCriteria } from "../model/informationCriteria.ts";
import type { NamedMatrix } from "../model/NamedMatrix.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import type { Method } from "../result/Method.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";
import type { CovarianceAdjustment } from "./CovarianceAdjustment.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

/** The covariance of one participant's values: rows and columns in the order of `visits`. */
export interface VisitCovariance<Visit extends string | number = string | number> {
  readonly visits: readonly Visit[];
  readonly matrix: readonly (readonly number[])[];
  readonly standardDeviations: readonly number[];
  readonly correlations: readonly (readonly number[])[];
}

/** That of the participants of one group. */
export interface GroupVisitCovariance<Visit extends string | number = string | number, Group extends string | number = string | number> extends VisitCovariance<Visit> {
  readonly group: Group;
}

export interface MmrmDiagnostics {
  /** Always true: a fit whose optimum cannot be confirmed throws `no-convergence`. */
  readonly converged: true;
  /** Newton steps. */
  readonly iterations: number;
  /** √(gᵀH⁻¹g): nearly the distance from the exact optimum, in standard errors of the covariance parameters. */
  readonly gradientNorm: number;
  /** Checked: of the criterion in the covariance parameters. */
  readonly hessian: "positive-definite";
  /** Largest over smallest eigenvalue of that Hessian. */
  readonly conditionNumber: number;
}

export interface MmrmCounts {
  readonly observations: number;
  readonly participants: number;
  readonly fixedEffects: number;
  /** Of all groups. */
  readonly covarianceParameters: number;
  /** How many participants have that many visits; sorted, without empty rows. */
  readonly participantsByVisits: readonly { readonly visits: number; readonly participants: number }[];
  /** Different sets of observed visits, in all groups: each costs one factorisation. */
  readonly patterns: number;
}

export interface MmrmSettings<Visit extends string | number = string | number> {
  /** The one asked for; `method.covarianceStructure` is the one that stands. */
  readonly covarianceStructure: VisitCovarianceStructure;
  readonly fallback: readonly VisitCovarianceStructure[];
  readonly estimator: Estimator;
  readonly degreesOfFreedomMethod: DegreesOfFreedomMethod;
  /** Only of methods that use it: `satterthwaite` and `kenward-roger`. */
  readonly information?: VarianceInformation;
  /** Only with `kenward-roger`. */
  readonly covarianceAdjustment?: CovarianceAdjustment;
  readonly visitOrder: readonly Visit[];
  readonly informationCriteria: InformationCriteria;
  readonly level: number;
}

/** One entry for each observation. */
export interface MmrmRows<Visit extends string | number = string | number> {
  readonly participant: readonly (string | number)[];
  readonly visit: readonly Visit[];
}

/** A structure that could not be fitted, and why. */
export interface FailedStructure {
  readonly covarianceStructure: VisitCovarianceStructure;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface MmrmMethod<Visit extends string | number = string | number> extends Method<"mmrm", MmrmSettings<Visit>> {
  /** The structure of this fit. */
  readonly covarianceStructure: VisitCovarianceStructure;
  /** Structures that were tried before it, in order; empty where the one asked for stands. */
  readonly failedStructures: readonly FailedStructure[];
}

/** What every fitted mixed model for repeated measures has, as plain data. */
export interface MmrmEstimates<Fixed extends string, Visit extends string | number> {
  /** The fixed effects by the names of their columns. */
  readonly coefficients: { readonly [Name in Fixed]: FixedEffect };
  /** Of the fixed effects; with `kenward-roger` the adjusted one. */
  readonly covariance: NamedMatrix<Fixed>;
  /** Restricted with `reml`: −½[(n − p) log 2π + log|V| + log|XᵀV⁻¹X| + rᵀV⁻¹r]. */
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  /** Whose each observation is, and of which visit, in the order given. */
  readonly rows: MmrmRows<Visit>;
  /** For each observation in the order given. */
  readonly fitted: readonly number[];
  readonly residuals: {
    /** Response − fitted. */
    readonly raw: readonly number[];
    /** L⁻¹ times a participant's raw residuals in the order of visits, where LLᵀ is their covariance: nearly independent with variance 1. */
    readonly standardised: readonly number[];
  };
  readonly diagnostics: MmrmDiagnostics;
  readonly counts: MmrmCounts;
  /** What `contrast` needs besides the estimates. */
  readonly contrastBasis: ContrastBasis;
  readonly method: MmrmMethod<Visit>;
}

/** A fitted mixed model for repeated measures with one covariance for all participants. */
export interface MmrmFit<Fixed extends string = string, Visit extends string | number = string | number> extends MmrmEstimates<Fixed, Visit> {
  readonly visitCovariance: VisitCovariance<Visit>;
}

/** A fitted mixed model for repeated measures with a covariance for each group. */
export interface GroupedMmrmFit<Fixed extends string = string, Visit extends string | number = string | number, Group extends string | number = string | number>
  extends MmrmEstimates<Fixed, Visit> {
  readonly rows: MmrmRows<Visit> & { readonly group: readonly Group[] };
  /** In the order in which the groups occur. */
  readonly visitCovariance: readonly GroupVisitCovariance<Visit, Group>[];
}
