/**
 * How the uncertainty of the variance parameters is found.
 *
 * - `observed`: from the second derivatives of the log-likelihood at the estimate.
 * - `expected`: from their expectation under the model.
 */
export type VarianceInformation = "observed" | "expected";
