const implementation = "test/naive/change.ts";
const numbers = { script: "test/reference/change/numbers.R", fixture: "test/reference/change/numbers.json" };
const trials = { script: "test/reference/change/trials.R", fixture: "test/reference/change/trials.json" };
const slopeFixture = { script: "test/reference/change/slopes.R", fixture: "test/reference/change/slopes.json" };
const slopeChangeFixture = { script: "test/reference/change/slopeChanges.R", fixture: "test/reference/change/slopeChanges.json" };
const ofNumbers = "test/change/numbers.property.test.ts";
const ofTrials = "test/change/trial.property.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  twoVisitSlope: {
    example: { file: "test/change/twoVisitSlope.test.ts", test: "is −2 a month for a loss of 6 points in the three months before baseline, by hand" },
    reference: { file: "test/change/twoVisitSlope.test.ts", test: "agrees with R on 240 random pairs", ...numbers },
    naive: { file: "test/change/twoVisitSlope.test.ts", test: "agrees with a second implementation that solves for the line", implementation },
    properties: { file: ofNumbers, test: "is the same whichever visit comes first and wherever time starts, and follows the units" },
  },
  leastSquaresSlope: {
    example: { file: "test/change/leastSquaresSlope.test.ts", test: "repeats the 25 months of steam use of Draper and Smith, Applied Regression Analysis, Appendix 1A" },
    reference: { file: "test/change/leastSquaresSlope.test.ts", test: "agrees with R's lm() and confint() on 240 random cases", ...numbers },
    naive: { file: "test/change/leastSquaresSlope.test.ts", test: "agrees with a second implementation by all pairs of visits", implementation },
    properties: { file: ofNumbers, test: "follows the units and the origin, whatever the order of the visits" },
  },
  slopeImprovement: {
    example: { file: "test/change/slopeImprovement.test.ts", test: "turns the slope changes of Oh 2018, Table 3, as its text reads them: AALS −1.51 is an improvement of +1.51" },
    reference: { file: "test/change/slopeImprovement.test.ts", test: "agrees with R on 240 random pairs of slopes", ...numbers },
    naive: { file: "test/change/slopeImprovement.test.ts", test: "agrees with a second implementation that looks at what is left of the decline", implementation },
    properties: { file: ofNumbers, test: "never calls a participant improved who got worse: percentage and improvement have one sign" },
  },
  percentSlowing: {
    example: { file: "test/change/percentSlowing.test.ts", test: "is T/(C ± 1.96 SE) by hand where the treatment slope is known without error" },
    reference: { file: "test/change/percentSlowing.test.ts", test: "agrees with R's search for the ratios that are not rejected, 240 random cases", ...numbers },
    naive: { file: "test/change/percentSlowing.test.ts", test: "agrees with a second implementation that walks out from the estimate", implementation },
    properties: { file: ofNumbers, test: "excludes no slowing exactly when the difference of the slopes is significant" },
  },
  progressionRate: {
    example: { file: "test/change/progressionRate.test.ts", test: "is (48 − ALSFRS-R) / months by hand" },
    reference: { file: "test/change/progressionRate.test.ts", test: "agrees with R on 240 random scores", ...numbers },
    naive: { file: "test/change/progressionRate.test.ts", test: "agrees with a second implementation that divides before it subtracts", implementation },
    properties: { file: ofNumbers, test: "halves when the same loss took twice as long, and adds up over losses" },
  },
  changeFromBaseline: {
    example: { file: "test/change/changeFromBaseline.test.ts", test: "is right by hand for four participants, one withdrawn and one dead" },
    reference: { file: "test/change/changeFromBaseline.test.ts", test: "agrees with R on 200 simulated trials: who is analysed, who is not and why, and arms described with quantiles of every type", ...trials },
    naive: { file: "test/change/changeFromBaseline.test.ts", test: "agrees with a second implementation on tables of scores", implementation },
    properties: { file: ofTrials, test: "has change and improvement of one size, and swapping the visits' scores turns their sign" },
  },
  slopes: {
    example: { file: "test/change/slopes.test.ts", test: "are right by hand: two visits three months apart, and the line through three" },
    reference: { file: "test/change/slopes.test.ts", test: "agree with R's lm() on 200 simulated trials, on planned and on actual times: who is analysed, who is not and why, and the arms", ...slopeFixture },
    naive: { file: "test/change/slopes.test.ts", test: "agree with a second implementation on tables of scores", implementation },
    properties: { file: ofTrials, test: "accounts for every participant once, analysed or excluded, and returns plain data" },
  },
  slopeChange: {
    example: { file: "test/change/slopeChange.test.ts", test: "is right by hand for Oh 2018's definition: (V9 − V5)/4 minus (V5 − V1)/3" },
    reference: { file: "test/change/slopeChange.test.ts", test: "agrees with R on 200 simulated trials, by two visits and by least squares: who is analysed, who is not and why, and the arms", ...slopeChangeFixture },
    naive: { file: "test/change/slopeChange.test.ts", test: "agrees with a second implementation on tables of scores", implementation },
    properties: { file: ofTrials, test: "a constant added to every score changes no slope" },
  },
  progressionRates: {
    example: { file: "test/change/progressionRates.test.ts", test: "are right by hand: 12 points in 24 months, and 50 of AALS in 20" },
    reference: { file: "test/change/progressionRates.test.ts", test: "agree with R on 200 simulated trials: who is analysed, who is not and why, and the arms", ...trials },
    naive: { file: "test/change/progressionRates.test.ts", test: "agree with a second implementation that divides before it subtracts", implementation },
    properties: { file: ofTrials, test: "the rate of progression times the months since onset is what was lost" },
  },
} as const;
