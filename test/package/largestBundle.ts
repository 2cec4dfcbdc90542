const kilobyte = 1024;

/**
 * Calculators that cannot be as small as the others, with what each may cost and why. What has a distribution in it carries half a
 * kilobyte for exponentials and logarithms that are the same on every engine.
 */
const exceptions = new Map([
  // On trial data: a population's rules, an endpoint's checks and a named sentence for every mistake come along.
  ["compareResponders", 6 * kilobyte],
  ["classifyResponders", 7.5 * kilobyte],
  ["fitPiecewiseLinearByParticipant", 10 * kilobyte],
  ["tallyAdverseEvents", 10 * kilobyte],
  ["timeToProgression", 6.5 * kilobyte],
  ["nullResponderRate", 5.5 * kilobyte],
  // Slopes in every cycle, with both paired tests and their exact distributions.
  ["cycleSlopes", 12 * kilobyte],
  // Periods read off columns or off a trial, and in each the tests that a crossover trial is analysed by.
  ["crossoverTTest", 6.5 * kilobyte],
  ["crossoverRankTest", 6.5 * kilobyte],
  ["crossoverBinaryTest", 10.5 * kilobyte],
  ["crossoverResponders", 9 * kilobyte],
  ["crossoverMixedModel", 17.5 * kilobyte],
  ["compareCrossover", 24.5 * kilobyte],
  // A search of all pairs of breakpoints, and their intervals.
  ["fitSegmented", 8 * kilobyte],
  // Pearson's, Spearman's and Kendall's, the last two with their exact distributions.
  ["correlation", 5.5 * kilobyte],
  // Every segment, jump and slope change from one covariance, and what makes them estimable.
  ["fitPiecewiseLinear", 6 * kilobyte],
  ["predictPiecewiseLinear", 5.5 * kilobyte],
  // Newton's method with its safeguards, three tests and delayed entry.
  ["coxRegression", 10.5 * kilobyte],
  ["proportionalHazardsTest", 9 * kilobyte],
  ["predictSurvival", 10.5 * kilobyte],
  ["survivalByArm", 6 * kilobyte],
  // Risk sets by group and stratum, and the normal and the χ² distribution.
  ["logRankTest", 6 * kilobyte],
  ["grayTest", 5.5 * kilobyte],
  ["cumulativeIncidenceByArm", 5.5 * kilobyte],
  // Log-rank, Cox with its test of proportional hazards, restricted mean and Gray's test in one; and Cox adjusted, with covariates read into columns,
  // those that others determine left out, and each mistake in them by name.
  ["compareSurvival", 18 * kilobyte],
  // Pairs, exact divisions of ranks, and a linear model of the ranks; in a trial also times to death with all their checks.
  ["jointRankTest", 13.5 * kilobyte],
  ["jointRank", 19.5 * kilobyte],
  ["winRatio", 6.5 * kilobyte],
  ["compareWins", 12.5 * kilobyte],
  // Terms, what follows from an unbalanced design, and least squares with iterative refinement.
  ["designColumns", 5.5 * kilobyte],
  ["termTests", 5.5 * kilobyte],
  ["fitLinearModel", 8 * kilobyte],
  ["leastSquaresMeans", 5.5 * kilobyte],
  ["predictMeans", 5.5 * kilobyte],
  ["analysisOfCovariance", 14 * kilobyte],
  // Maximum likelihood for values beyond limits, and the tests and intervals that a biomarker's change may have.
  ["censoredNormal", 6.5 * kilobyte],
  ["censoredNormalPairs", 9 * kilobyte],
  ["biomarkerChange", 18 * kilobyte],
  ["adjustedBiomarkerChange", 6.5 * kilobyte],
  ["biomarkerCorrelation", 12 * kilobyte],
  ["biomarkerPanel", 19 * kilobyte],
  // Two models with stated or fitted variances, each mistake in them by name; the noncentral t and its equations.
  ["powerSlope", 8 * kilobyte],
  ["powerTTest", 5.5 * kilobyte],
  // Courses, leaving, deaths, events and doses, each mistake in them by name.
  ["simulateTrial", 8 * kilobyte],
  // Dates, windows round planned days, and each mistake in an assessment by name.
  ["assignVisits", 6 * kilobyte],
  // Five tests with their exact distributions, any of which may be asked for.
  ["baselineCharacteristics", 15 * kilobyte],
  // A population's rules and their checks when written in place, and the normal, Student's and the χ² distribution.
  ["subgroupAnalysis", 8.5 * kilobyte],
  // Terms, their columns, least squares and tests of terms.
  ["fitSubgroupModel", 13 * kilobyte],
  // Tries every test that a printed table may have used.
  ["auditTable", 15 * kilobyte],
  // An optimiser with exact derivatives, Satterthwaite and Kenward-Roger.
  ["fitLinearMixedModel", 14.5 * kilobyte],
  ["fitMmrm", 15.5 * kilobyte],
  // The same, with a trial's checks, knots in its visits, a ladder of random parts, slopes by participant.
  ["fitPiecewiseMixedModel", 23.5 * kilobyte],
  // The same, with a trial's checks, the columns of terms and adjusted means.
  ["fitTrialMmrm", 23.5 * kilobyte],
]);

/** The most that an app may carry for one calculator, minified and gzipped. */
export function largestBundle(name: string): number {
  return exceptions.get(name) ?? 5 * kilobyte;
}
