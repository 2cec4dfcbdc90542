/** Restricted or full maximum likelihood. */
export type Estimator = "reml" | "ml";
