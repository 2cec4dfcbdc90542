/**
 * Which of Kenward and Roger's terms adjust the covariance of the fixed effects.
 *
 * - `first-order`: without second derivatives of V. It does not depend on how the covariance is parameterised, and is the whole
 *   adjustment where V is linear in its parameters. SAS: DDFM=KENWARDROGER(FIRSTORDER); mmrm: "Kenward-Roger-Linear".
 * - `second-order`: with them, in variances and correlations. SAS: DDFM=KENWARDROGER. mmrm's "Kenward-Roger" has them in other
 *   parameters, and differs.
 */
export type CovarianceAdjustment = "first-order" | "second-order";

export const covarianceAdjustments: readonly CovarianceAdjustment[] = ["first-order", "second-order"];
