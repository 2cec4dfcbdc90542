const kilobyte = 1024;

/** Calculators that cannot be as small as the others, with what each may cost and why. */
const exceptions = new Map([
  // On trial data: a population's rules, an endpoint's checks and a named sentence for every mistake come along.
  ["slopes", 6 * kilobyte],
  ["slopeChange", 6.5 * kilobyte],
  ["compareResponders", 5.5 * kilobyte],
  ["classifyResponders", 9 * kilobyte],
  ["fitPiecewiseLinearByParticipant", 9.5 * kilobyte],
  ["tallyAdverseEvents", 10 * kilobyte],
  // Pearson's, Spearman's and Kendall's, the last two with their exact distributions.
  ["correlation", 7 * kilobyte],
  // Newton's method with its safeguards, three tests and delayed entry.
  ["coxRegression", 8 * kilobyte],
  ["proportionalHazardsTest", 6.5 * kilobyte],
  // Two models with stated or fitted variances, each mistake in them by name; the noncentral t and its equations.
  ["powerSlope", 8 * kilobyte],
  // Courses, leaving, deaths, events and doses, each mistake in them by name.
  ["simulateTrial", 7 * kilobyte],
  // Tries every test that a printed table may have used.
  ["auditTable", 15 * kilobyte],
  // An optimiser with exact derivatives, Satterthwaite and Kenward-Roger.
  ["fitLinearMixedModel", 15 * kilobyte],
  ["fitMmrm", 15 * kilobyte],
  // The same, with a trial's checks, the columns of terms and adjusted means.
  ["fitTrialMmrm", 23 * kilobyte],
]);

/** The most that an app may carry for one calculator, minified and gzipped. */
export function largestBundle(name: string): number {
  return exceptions.get(name) ?? 5 * kilobyte;
}
