/** Weeks to relapse of acute myelogenous leukaemia: Miller 1981, Survival Analysis (Wiley), page 49. The last of 161 is censored. */
export const maintained = { time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0] };
export const nonmaintained = { time: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], event: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1] };

export const aml = {
  time: [...maintained.time, ...nonmaintained.time],
  event: [...maintained.event, ...nonmaintained.event],
  group: [...maintained.time.map(() => "maintained"), ...nonmaintained.time.map(() => "nonmaintained")],
};

/**
 * The toy data whose answers Therneau & Grambsch 2000, Modeling Survival Data (https://doi.org/10.1007/978-1-4757-3294-8), appendix E,
 * work out by hand: six participants, one covariate, one pair of tied events.
 */
export const toy = { time: [1, 1, 6, 6, 8, 9], event: [1, 0, 1, 1, 0, 1], covariates: { x: [1, 1, 1, 0, 0, 0] } };
