import type { DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { InformationCriteria } from "../model/informationCriteria.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import type { CovarianceAdjustment } from "./CovarianceAdjustment.ts";
import { fitMmrmColumns } from "./fitMmrmColumns.ts";
import type { GroupedMmrmFit, MmrmFit } from "./MmrmFit.ts";
import type { GroupedMmrmInput, MmrmInput } from "./readMmrmInput.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

export interface FitMmrmOptions<Visit extends string | number = string | number> {
  /** Default `"unstructured"`. */
  readonly covarianceStructure?: VisitCovarianceStructure;
  /** Structures to try, in this order, where the one before could not be fitted. Default: none. */
  readonly fallback?: readonly VisitCovarianceStructure[];
  /** Default `"reml"`. */
  readonly estimator?: Estimator;
  /** Default `"satterthwaite"`. */
  readonly degreesOfFreedomMethod?: DegreesOfFreedomMethod;
  /** Default `"observed"` with `satterthwaite`, `"expected"` with `kenward-roger`; of no use to the other methods. */
  readonly information?: VarianceInformation;
  /** With `kenward-roger`. Default `"first-order"`. */
  readonly covarianceAdjustment?: CovarianceAdjustment;
  /**
   * The visits from first to last. Default: ascending, where they are numbers; as they occur, where they are text and the covariance
   * structure does not depend on their order.
   */
  readonly visitOrder?: readonly NoInfer<Visit>[];
  /** Default `"r"`. */
  readonly informationCriteria?: InformationCriteria;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/**
 * A mixed model for repeated measures (MMRM): response = fixed effects + error, where the errors of one participant covary from visit
 * to visit in any way, or in one of nine simpler ways.
 *
 * Use it for a measure taken at planned visits, as the primary analysis of a trial usually is: a mean for each arm and visit, and
 * what they differ by at the last. Participants with missed visits stay in and count for what they tell; missed visits are left out
 * as rows and are taken to be missing at random. Columns are used as they are: a visit is a column of 0 and 1, a baseline
 * covariate may be multiplied with it. Coefficients are in units of the response per unit of their column. Large and small columns do no harm.
 *
 * `covarianceStructure` says how values covary; with `group` each group of participants has a covariance of its own. `unstructured`
 * assumes nothing and is the default; small trials with many visits may not support it, and then it is refused rather than
 * guessed at. `fallback` names structures to try then, in order; `method` of the result says which failed, why, and which stands. AR(1),
 * Toeplitz and ante-dependence count visits by their order, not by the time between them.
 *
 * Estimates maximise the restricted likelihood (`reml`) or the likelihood (`ml`), and the optimum is checked, never assumed: its
 * gradient is zero to rounding and its Hessian positive definite. Among several optima, which are rare, the one found need not be
 * the highest.
 *
 * Degrees of freedom: `satterthwaite` (default) with the observed information, as R's mmrm and PROC MIXED; `kenward-roger` (REML
 * only) with the expected information, as pbkrtest; `information` sets the other one. Kenward–Roger is that of 1997; its standard
 * error is by default the first-order one, which does not depend on how the covariance is parameterised.
 *
 * R: `mmrm(response ~ … + us(visit | participant))`; `nlme::gls` with `corSymm` and `varIdent`, whose degrees of freedom are `residual`.
 * SAS: PROC MIXED with REPEATED visit / SUBJECT=participant TYPE=UN and DDFM=SATTERTHWAITE, or KENWARDROGER, whose information is the
 * observed one and whose terms are those of `covarianceAdjustment: "second-order"`.
 *
 * @throws TrialwiseError `singular-design` for fixed columns that are combinations of others (named), and for variances and correlations
 *   that the visits do not determine, as of two visits that nobody has both of (named); `too-few-values` with fewer than two
 *   participants, in all or in a group, or no more observations than fixed columns; `no-variance` when the fixed effects fit
 *   exactly, or the likelihood rises without end: too few participants for the structure; `no-convergence` when no optimum can be confirmed
 * @throws RangeError, TypeError for columns of unequal length, values that are not finite, two observations of a participant at one
 *   visit, a participant in two groups, a `visitOrder` that lacks a visit or has one too many, text visits without `visitOrder` where
 *   the order matters, `kenward-roger` with `ml`, an unknown option or choice, a level outside (0, 1)
 *
 * Source: Mallinckrodt, Lane, Schnell, Peng & Mancuso 2008 (https://doi.org/10.1177/009286150804200402); structures and likelihood:
 * Jennrich & Schluchter 1986 (https://doi.org/10.2307/2530695); ante-dependence: Gabriel 1962
 * (https://doi.org/10.1214/aoms/1177704724); degrees of freedom: Giesbrecht & Burns 1985 (https://doi.org/10.2307/2530872), Kenward & Roger
 * 1997 (https://doi.org/10.2307/2533558).
 *
 * @example Change from baseline at three visits, two arms
 * ```ts
 * import { fitMmrm } from "trialwise";
 *
 * const visits = ["week 4", "week 8", "week 12"] as const;
 * const changes = [[-1, -3, -4], [0, -1, -3], [-2, -2, -6], [-1, -4], [0, 0, -2], [-1, -1, -1], [1, 0, -2], [0, -2, -1], [-1, 0], [1]];
 * const rows = changes.flatMap((values, participant) =>
 *   values.map((change, place) => ({ participant, change, visit: visits[place]!, treated: participant > 4 ? 1 : 0 })),
 * );
 * const at = (visit: string) => rows.map((row) => (row.visit === visit ? 1 : 0));
 * const treatedAt = (visit: string) => rows.map((row) => (row.visit === visit ? row.treated : 0));
 * const fit = fitMmrm(
 *   {
 *     response: rows.map(({ change }) => change),
 *     fixed: { week4: at("week 4"), week8: at("week 8"), week12: at("week 12"), treated4: treatedAt("week 4"), treated8: treatedAt("week 8"), treated12: treatedAt("week 12") },
 *     visit: rows.map(({ visit }) => visit),
 *     participant: rows.map(({ participant }) => participant),
 *   },
 *   { visitOrder: visits },
 * );
 * fit.coefficients.treated12.estimate; // => 2.5994
 * fit.coefficients.treated12.standardError; // => 0.9782
 * fit.coefficients.treated12.degreesOfFreedom; // => 5.9213
 * fit.visitCovariance.standardDeviations; // => [0.922, 1.357, 1.344]
 * fit.counts.participantsByVisits; // => [{ visits: 1, participants: 1 }, { visits: 2, participants: 2 }, { visits: 3, participants: 7 }]
 * ```
 */
export function fitMmrm<Fixed extends string, Visit extends string | number, Id extends string | number, Group extends string | number>(
  input: GroupedMmrmInput<Fixed, Visit, Id, Group>,
  options?: FitMmrmOptions<Visit>,
): GroupedMmrmFit<Fixed, Visit, Group>;
export function fitMmrm<Fixed extends string, Visit extends string | number, Id extends string | number>(
  input: MmrmInput<Fixed, Visit, Id>,
  options?: FitMmrmOptions<Visit>,
): MmrmFit<Fixed, Visit>;
export function fitMmrm<Fixed extends string, Visit extends string | number, Id extends string | number, Group extends string | number>(
  input: MmrmInput<Fixed, Visit, Id> & { readonly group?: readonly Group[] },
  options: FitMmrmOptions<Visit> = {},
): MmrmFit<Fixed, Visit> | GroupedMmrmFit<Fixed, Visit, Group> {
  return fitMmrmColumns("fitMmrm", input, options);
}
