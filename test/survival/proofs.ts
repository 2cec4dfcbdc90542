const naive = "test/naive/survival.ts";
const properties = "test/survival/survival.property.test.ts";
const ofTrials = "test/survival/trial.property.test.ts";
const byArm = "test/survival/arms.test.ts";
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
  cumulativeIncidence: {
    example: { file: "test/survival/cumulativeIncidence.test.ts", test: "is right by hand for six participants" },
    reference: {
      file: "test/survival/cumulativeIncidence.test.ts",
      test: "agrees with R's survfit() on 240 random groups, and with the variance of cmprsk's cuminc()",
      ...script("cumulativeIncidence"),
    },
    naive: {
      file: "test/survival/cumulativeIncidence.test.ts",
      test: "agrees with a second implementation by sums over all event times, delayed entry included",
      implementation: "test/naive/competing.ts",
    },
    properties: { file: ofTrials, test: "adds up to 1 with the event-free probability, rises, and is the share who had it without censoring" },
  },
  grayTest: {
    example: { file: "test/survival/grayTest.test.ts", test: "is right by hand for four participants" },
    reference: {
      file: "test/survival/grayTest.test.ts",
      test: "agrees with cmprsk's cuminc() on 240 random samples with heavy ties, strata and weights",
      ...script("gray"),
    },
    naive: { file: "test/survival/grayTest.test.ts", test: "agrees with a second implementation by derivatives, summed forwards", implementation: "test/naive/competing.ts" },
    properties: { file: ofTrials, test: "without competing events the scores are those of the log-rank test, and order does not matter" },
  },
  predictSurvival: {
    example: { file: "test/survival/predictSurvival.test.ts", test: "has the hazards that Therneau & Grambsch work out by hand for six participants, by Breslow's ties" },
    reference: { file: "test/survival/predictSurvival.test.ts", test: "agrees with R's survfit(coxph()) on 210 random samples", ...script("predictions") },
    naive: {
      file: "test/survival/predictSurvival.test.ts",
      test: "agrees with a second implementation by the definition of the hazard and differences of it",
      implementation: "test/naive/prediction.ts",
    },
    properties: { file: ofTrials, test: "falls with time, lies higher for lower hazards, and does not depend on order or on the origin of covariates" },
  },
  timeToEvent: {
    example: { file: "test/survival/timeToEvent.test.ts", test: "has the first of a composite endpoint, in months of 30.4375 days, or why observation ended" },
    reference: {
      file: "test/survival/timeToEvent.test.ts",
      test: "agrees with R's times of 200 simulated trials, with delayed entry, other origins, cut-offs and competing events",
      ...script("trial"),
    },
    naive: {
      file: "test/survival/timeToEvent.test.ts",
      test: "agrees with a second implementation that walks through each participant's days",
      implementation: "test/naive/timeToEvent.ts",
    },
    properties: { file: ofTrials, test: "accounts for everyone once, in any order and any unit, and adds up by arm" },
  },
  survivalByArm: {
    example: { file: byArm, test: "has the medians and the mean survival of the leukaemia data" },
    reference: { file: byArm, test: "agrees with R's survfit() in both arms of 200 simulated trials", ...script("trial") },
    naive: { file: byArm, test: "agrees with a second implementation of the curve and its area", implementation: naive },
    properties: { file: ofTrials, test: "is kaplanMeier of each arm, whatever the order of participants, and counts everyone" },
  },
  compareSurvival: {
    example: { file: byArm, test: "has the log-rank test and the hazard ratio of the leukaemia data" },
    reference: { file: byArm, test: "agrees with R's survdiff(), coxph() and cox.zph() on 200 simulated trials", ...script("trial") },
    naive: { file: byArm, test: "agrees with a second implementation of the log-rank test and the regression", implementation: naive },
    properties: { file: ofTrials, test: "is logRankTest and coxRegression of the two arms, and swapping the arms inverts the hazard ratio" },
  },
  cumulativeIncidenceByArm: {
    example: { file: byArm, test: "is right by hand: of four, one gastrostomy, one death without, two event-free at 12 months" },
    reference: { file: byArm, test: "agrees with R's survfit() of a factor in both arms of 200 simulated trials", ...script("trial") },
    naive: { file: byArm, test: "agrees with a second implementation by sums, and is cumulativeIncidence of each arm", implementation: "test/naive/competing.ts" },
    properties: { file: ofTrials, test: "adds up in every arm, in any order, and is plain data from frozen input" },
  },
} as const;
