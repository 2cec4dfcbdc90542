const naive = "test/naive/survival.ts";
const properties = "test/survival/survival.property.test.ts";
const script = (name: string) => ({ script: `test/reference/survival/${name}.R`, fixture: `test/reference/survival/${name}.json` });

/** Where the four proofs of each calculator stand. */
export const proofs = {
  kaplanMeier: {
    example: { file: "test/survival/kaplanMeier.test.ts", test: "has the limits of the median that the three rules give for the leukaemia data" },
    reference: { file: "test/survival/kaplanMeier.test.ts", test: "agrees with R's survfit() on 240 random groups", ...script("kaplanMeier") },
    naive: { file: "test/survival/kaplanMeier.test.ts", test: "agrees with a second implementation from the definitions, by bisection for the limits", implementation: naive },
    properties: { file: properties, test: "falls from 1 towards 0 inside its limits, is the share left without censoring, and is plain" },
  },
  logRankTest: {
    example: { file: "test/survival/logRankTest.test.ts", test: "has χ² of 3.396 for the leukaemia data, between those of Cox's score tests" },
    reference: {
      file: "test/survival/logRankTest.test.ts",
      test: "agrees with R's survdiff() on 220 random samples, and with its exact Cox score test on 60 with delayed entry",
      ...script("logRank"),
    },
    naive: { file: "test/survival/logRankTest.test.ts", test: "agrees with a second implementation by 2 × k tables, Cramer's rule and an integral", implementation: naive },
    properties: { file: properties, test: "identical groups have a statistic of exactly 0, and observed and expected numbers add up alike" },
  },
  restrictedMeanSurvival: {
    example: { file: "test/survival/restrictedMeanSurvival.test.ts", test: "is right by hand for four participants" },
    reference: {
      file: "test/survival/restrictedMeanSurvival.test.ts",
      test: "agrees with R's survfit() on 240 random pairs of groups, up to a time and up to the last",
      ...script("restrictedMean"),
    },
    naive: { file: "test/survival/restrictedMeanSurvival.test.ts", test: "agrees with a second implementation by rectangles", implementation: naive },
    properties: { file: properties, test: "lies between 0 and the horizon, grows with it by at most as much, and scales with time" },
  },
  compareRestrictedMeanSurvival: {
    example: { file: "test/survival/restrictedMeanSurvival.test.ts", test: "is right by hand for groups without censoring" },
    reference: {
      file: "test/survival/restrictedMeanSurvival.test.ts",
      test: "agrees with differences and ratios of R's restricted means on 240 random pairs of groups",
      ...script("restrictedMean"),
    },
    naive: { file: "test/survival/restrictedMeanSurvival.test.ts", test: "agrees with a second implementation by rectangles and an integral", implementation: naive },
    properties: { file: properties, test: "swapping the groups turns the difference and inverts the ratio" },
  },
  coxRegression: {
    example: { file: "test/survival/coxRegression.test.ts", test: "has the answers that Therneau & Grambsch work out by hand for six participants" },
    reference: { file: "test/survival/coxRegression.test.ts", test: "agrees with R's coxph() on 240 random samples", ...script("cox") },
    naive: { file: "test/survival/coxRegression.test.ts", test: "agrees with a second implementation by differences of the likelihood", implementation: naive },
    properties: { file: properties, test: "the score test of a group is the log-rank test where no events are tied" },
  },
  proportionalHazardsTest: {
    example: { file: "test/survival/proportionalHazardsTest.test.ts", test: "is right by hand for two events" },
    reference: {
      file: "test/survival/proportionalHazardsTest.test.ts",
      test: "agrees with R's cox.zph() on 240 random samples, along the Kaplan–Meier transform and along time",
      ...script("cox"),
    },
    naive: {
      file: "test/survival/proportionalHazardsTest.test.ts",
      test: "agrees with the score test of the wider model by differences of its likelihood",
      implementation: naive,
    },
    properties: { file: properties, test: "the order of participants, the unit of covariates and, along the curve, any rising function of time do not matter" },
  },
} as const;
