/** Outcomes as likely as the observed one but for rounding belong to its tail. */
export const likelihoodTolerance = 1e-7;
