const naive = "test/naive/inference.ts";
const naiveRanks = "test/naive/ranks.ts";
const naiveChanges = "test/naive/changes.ts";
const script = (name: string) => ({ script: `test/reference/inference/${name}.R`, fixture: `test/reference/inference/${name}.json` });

/** Where the four proofs of each calculator stand. */
export const proofs = {
  summarise: {
    example: { file: "test/inference/summarise.test.ts", test: "has the mean and standard deviation that Student 1908 printed" },
    reference: { file: "test/inference/summarise.test.ts", test: "agrees with R on 220 random samples", ...script("summaries") },
    naive: { file: "test/inference/summarise.test.ts", test: "agrees with a second implementation from pairs and definitions", implementation: naive },
    properties: { file: "test/inference/tTests.property.test.ts", test: "has its order statistics in order" },
  },
  quantiles: {
    example: { file: "test/inference/quantiles.test.ts", test: "of four values at 0.3 are, by hand, what each definition says" },
    reference: { file: "test/inference/quantiles.test.ts", test: "agree with R's quantile() of all nine types on 220 random samples", ...script("quantiles") },
    naive: { file: "test/inference/quantiles.test.ts", test: "agree with a second implementation that looks among the values", implementation: "test/naive/quantiles.ts" },
    properties: { file: "test/inference/quantiles.property.test.ts", test: "rise with the probability, within the sample, whatever its order" },
  },
  studentTTest: {
    example: { file: "test/inference/studentTTest.test.ts", test: "repeats the sleep data of Student 1908 as every textbook has them" },
    reference: { file: "test/inference/studentTTest.test.ts", test: "agrees with R's t.test(var.equal = TRUE) on 240 random cases", ...script("tTests") },
    naive: { file: "test/inference/studentTTest.test.ts", test: "agrees with a second implementation by integrals and pairs", implementation: naive },
    properties: { file: "test/inference/tTests.property.test.ts", test: "the interval excludes zero exactly when p is below 1 − level" },
  },
  welchTTest: {
    example: { file: "test/inference/welchTTest.test.ts", test: "repeats the sleep data of Student 1908 as R's help page of t.test has them" },
    reference: { file: "test/inference/welchTTest.test.ts", test: "agrees with R's t.test() on 240 random cases", ...script("tTests") },
    naive: { file: "test/inference/welchTTest.test.ts", test: "agrees with a second implementation by integrals and pairs", implementation: naive },
    properties: { file: "test/inference/tTests.property.test.ts", test: "of Welch lie between those of the smaller group and of Student" },
  },
  pairedTTest: {
    example: { file: "test/inference/pairedTTest.test.ts", test: "repeats the test of Student 1908 on his sleep data" },
    reference: { file: "test/inference/pairedTTest.test.ts", test: "agrees with R's t.test(paired = TRUE) on 240 random cases", ...script("tTests") },
    naive: { file: "test/inference/pairedTTest.test.ts", test: "agrees with a second implementation by integrals and pairs", implementation: naive },
    properties: { file: "test/inference/tTests.property.test.ts", test: "depends on the differences alone" },
  },
  compareEstimates: {
    example: { file: "test/inference/compareEstimates.test.ts", test: "is right by hand for a difference of 1.96 standard errors" },
    reference: { file: "test/inference/compareEstimates.test.ts", test: "agrees with R's normal and t distributions on 220 random cases", ...script("estimates") },
    naive: { file: "test/inference/compareEstimates.test.ts", test: "agrees with a second implementation by integrals", implementation: naive },
    properties: { file: "test/inference/tTests.property.test.ts", test: "swapping the groups turns the sign, and more degrees of freedom lower the p-value" },
  },
  pearsonChiSquareTest: {
    example: { file: "test/inference/pearsonChiSquareTest.test.ts", test: "repeats gender and party identification of Agresti 2007" },
    reference: { file: "test/inference/pearsonChiSquareTest.test.ts", test: "agrees with R's chisq.test() on 240 random tables, corrected and not", ...script("chiSquare") },
    naive: { file: "test/inference/pearsonChiSquareTest.test.ts", test: "agrees with a second implementation by Σo²/e − n and an integral", implementation: naive },
    properties: { file: "test/inference/counts.property.test.ts", test: "k times the counts have k times the statistic, and a correction lowers it" },
  },
  fisherExactTest: {
    example: { file: "test/inference/fisherExactTest.test.ts", test: "has the probability of Fisher's tea taster, 17/70, and 34/70 on both sides" },
    reference: { file: "test/inference/fisherExactTest.test.ts", test: "agrees with R on 240 random 2 × 2 tables: p, conditional odds ratio and exact limits", ...script("fisherTwoByTwo") },
    naive: { file: "test/inference/fisherExactTest.test.ts", test: "agrees with a second implementation that goes through every larger table", implementation: naive },
    properties: { file: "test/inference/counts.property.test.ts", test: "swapping the rows inverts the odds ratio and its interval, and keeps the p-value" },
  },
  proportion: {
    example: { file: "test/inference/proportion.test.ts", test: "repeats the four examples of Newcombe 1998, Table I" },
    reference: { file: "test/inference/proportion.test.ts", test: "agrees with R on 240 random cases and five methods", ...script("proportions") },
    naive: { file: "test/inference/proportion.test.ts", test: "agrees with a second implementation by search and integrals", implementation: naive },
    properties: { file: "test/inference/counts.property.test.ts", test: "counting the others in place of the events mirrors the interval" },
  },
  compareProportions: {
    example: { file: "test/inference/compareProportions.test.ts", test: "repeats the eight examples of Newcombe 1998, Table II, by both score methods" },
    reference: { file: "test/inference/compareProportions.test.ts", test: "agrees with R on 240 random pairs", ...script("twoProportions") },
    naive: { file: "test/inference/compareProportions.test.ts", test: "agrees with a second implementation by search and whole numbers", implementation: naive },
    properties: { file: "test/inference/counts.property.test.ts", test: "swapping the groups turns the difference, inverts the ratios and keeps the p-value" },
  },
  compareStratifiedProportions: {
    example: { file: "test/inference/compareStratifiedProportions.test.ts", test: "of one stratum is the interval that Newcombe 1998 printed, and of two copies of it twice the statistic" },
    reference: { file: "test/inference/compareStratifiedProportions.test.ts", test: "agrees with R on 220 sets of 2 to 6 strata, empty of events or full of them among them", ...script("stratifiedProportions") },
    naive: { file: "test/inference/compareStratifiedProportions.test.ts", test: "agrees with a second implementation on ever finer grids", implementation: "test/naive/stratified.ts" },
    properties: { file: "test/inference/compareStratifiedProportions.property.test.ts", test: "interval and test agree about no difference, and the estimate lies between those of the strata" },
  },
  rankSumTest: {
    example: { file: "test/inference/rankSumTest.test.ts", test: "repeats the birth weights of Kirkwood and Sterne as the CAMIS project has them from coin" },
    reference: { file: "test/inference/rankSumTest.test.ts", test: "agrees with R on 260 random cases, exact with ties by coin and normal by wilcox.test()", ...script("rankSums") },
    naive: { file: "test/inference/rankSumTest.test.ts", test: "agrees with a second implementation that lists every division of the values", implementation: naiveRanks },
    properties: { file: "test/inference/ranks.property.test.ts", test: "swapping the groups turns the shift and its interval, and keeps the p-value" },
  },
  kruskalWallisTest: {
    example: { file: "test/inference/kruskalWallisTest.test.ts", test: "has the exact probability that Kruskal & Wallis tabulate for their bottle-caps" },
    reference: {
      file: "test/inference/kruskalWallisTest.test.ts",
      test: "agrees with every division of the ranks in R on 220 random cases, with ties and without, and with coin for two groups",
      ...script("kruskalWallisExact"),
    },
    naive: {
      file: "test/inference/kruskalWallisTest.test.ts",
      test: "agrees with a second implementation that gives out the values one by one",
      implementation: "test/naive/kruskalWallis.ts",
    },
    properties: { file: "test/inference/kruskalWallisTest.property.test.ts", test: "depends on the order of values alone, and with two groups is the rank sum test" },
  },
  signedRankTest: {
    example: { file: "test/inference/signedRankTest.test.ts", test: "repeats the depression scores of Hollander and Wolfe" },
    reference: { file: "test/inference/signedRankTest.test.ts", test: "agrees with R on 260 random cases, exact with ties and zeros by coin and normal by coin and wilcox.test()", ...script("signedRanks") },
    naive: { file: "test/inference/signedRankTest.test.ts", test: "agrees with a second implementation that lists every choice of signs", implementation: naiveRanks },
    properties: { file: "test/inference/ranks.property.test.ts", test: "turning the differences turns the estimate and its interval, and keeps the p-value" },
  },
  signTest: {
    example: { file: "test/inference/binomialTest.test.ts", test: "repeats the depression scores of Hollander and Wolfe: 2 of 9 up, p = 2(1 + 9 + 36)/512" },
    reference: { file: "test/inference/binomialTest.test.ts", test: "agrees with R's binom.test() of the signs on 240 random cases", ...script("binomial") },
    naive: { file: "test/inference/binomialTest.test.ts", test: "agrees with a second implementation that lists every sequence of signs", implementation: naiveChanges },
    properties: { file: "test/inference/changes.property.test.ts", test: "depends on the signs alone, and turning them turns the median and its interval" },
  },
  binomialTest: {
    example: { file: "test/inference/binomialTest.test.ts", test: "repeats Mendel's peas of Conover" },
    reference: { file: "test/inference/binomialTest.test.ts", test: "agrees with R's binom.test() on 240 random cases", ...script("binomial") },
    naive: { file: "test/inference/binomialTest.test.ts", test: "agrees with a second implementation that adds one trial after the other", implementation: naiveChanges },
    properties: { file: "test/inference/changes.property.test.ts", test: "counting the others in place of the events mirrors the interval and keeps the p-value" },
  },
  mcNemarTest: {
    example: { file: "test/inference/mcNemarTest.test.ts", test: "repeats the airway hyper-responsiveness of Fagerland, Lydersen and Laake by all four methods" },
    reference: { file: "test/inference/mcNemarTest.test.ts", test: "agrees with R's mcnemar.test() and binom.test() on 240 random tables", ...script("binomial") },
    naive: { file: "test/inference/mcNemarTest.test.ts", test: "agrees with a second implementation by trials and an integral", implementation: naiveChanges },
    properties: { file: "test/inference/changes.property.test.ts", test: "swapping the categories inverts the odds ratio and keeps the p-value; those who stayed do not matter" },
  },
  cochranMantelHaenszelTest: {
    example: { file: "test/inference/cochranMantelHaenszelTest.test.ts", test: "repeats the rabbits of Agresti as R's help page of mantelhaen.test has them" },
    reference: { file: "test/inference/cochranMantelHaenszelTest.test.ts", test: "agrees with R's mantelhaen.test() on 240 random cases, and with Breslow and Day's test by uniroot()", ...script("mantelHaenszel") },
    naive: { file: "test/inference/cochranMantelHaenszelTest.test.ts", test: "agrees with a second implementation that goes through every table and bisects", implementation: naiveChanges },
    properties: { file: "test/inference/changes.property.test.ts", test: "swapping the groups inverts the odds ratio and its interval, and keeps the p-values" },
  },
  adjustPValues: {
    example: { file: "test/inference/adjustPValues.test.ts", test: "rejects as many as Benjamini and Hochberg 1995 did: four, and three by Bonferroni and Hochberg" },
    reference: { file: "test/inference/adjustPValues.test.ts", test: "agrees with R's p.adjust() on 240 random lists and six methods", ...script("adjustments") },
    naive: { file: "test/inference/adjustPValues.test.ts", test: "agrees with a second implementation by closed tests and step-up procedures at every level", implementation: "test/naive/adjustments.ts" },
    properties: { file: "test/inference/ranks.property.test.ts", test: "never lowers a p-value, never goes above 1, and keeps order and ties" },
  },
  correlation: {
    example: { file: "test/inference/correlation.test.ts", test: "repeats the tuna data of Hollander and Wolfe" },
    reference: { file: "test/inference/correlation.test.ts", test: "agrees with R's cor.test() on 220 random cases", ...script("correlations") },
    naive: { file: "test/inference/correlation.test.ts", test: "agrees with a second implementation by least squares and integrals", implementation: naive },
    properties: { file: "test/inference/relations.property.test.ts", test: "x and y are alike, and turning one of them turns the sign" },
  },
  powerTTest: {
    example: { file: "test/inference/powerTTest.test.ts", test: "repeats published tables of group sizes" },
    reference: { file: "test/inference/powerTTest.test.ts", test: "agrees with R on 240 random designs, whichever quantity is left out", ...script("power") },
    naive: { file: "test/inference/powerTTest.test.ts", test: "agrees with a second implementation that averages over the estimated deviation", implementation: naive },
    properties: { file: "test/inference/relations.property.test.ts", test: "the solved group size has the power asked for, and one participant less has not" },
  },
  powerPairedTTest: {
    example: { file: "test/inference/powerDesigns.test.ts", test: "is right by hand for the normal formula, and repeats R's example for the t test" },
    reference: { file: "test/inference/powerDesigns.test.ts", test: "agrees with R on 220 random designs", ...script("powerDesigns") },
    naive: { file: "test/inference/powerDesigns.test.ts", test: "agrees with a second implementation that averages over the estimated deviation", implementation: "test/naive/powerDesigns.ts" },
    properties: { file: "test/inference/powerDesigns.property.test.ts", test: "a solved number of pairs has the power asked for, and one pair less has not" },
  },
  powerProportions: {
    example: { file: "test/inference/powerDesigns.test.ts", test: "repeats the examples of R's power.prop.test, and by hand with continuity correction and angles" },
    reference: { file: "test/inference/powerDesigns.test.ts", test: "agrees with R on 220 random designs of four formulas", ...script("powerDesigns") },
    naive: { file: "test/inference/powerDesigns.test.ts", test: "agrees with a second implementation by integrals", implementation: "test/naive/powerDesigns.ts" },
    properties: { file: "test/inference/powerDesigns.property.test.ts", test: "a solved group size has the power asked for, and responders and non-responders are alike" },
  },
  powerSurvival: {
    example: { file: "test/inference/powerDesigns.test.ts", test: "is right by hand for both formulas, and repeats a published example" },
    reference: { file: "test/inference/powerDesigns.test.ts", test: "agrees with R on 220 random designs of both formulas", ...script("powerDesigns") },
    naive: { file: "test/inference/powerDesigns.test.ts", test: "agrees with a second implementation that adds up events over time", implementation: "test/naive/powerDesigns.ts" },
    properties: { file: "test/inference/powerDesigns.property.test.ts", test: "solved events have the power asked for; exchanging the groups turns the hazard ratio over" },
  },
  powerSlope: {
    example: { file: "test/inference/powerSlope.test.ts", test: "repeats the table of group sizes of Diggle, Heagerty, Liang & Zeger" },
    reference: { file: "test/inference/powerSlope.test.ts", test: "agrees with R's dense matrices on 240 random designs, whichever quantity is left out", ...script("slopePower") },
    naive: { file: "test/inference/powerSlope.test.ts", test: "agrees with a second implementation that looks for the weights of least variance", implementation: "test/naive/slopePower.ts" },
    properties: { file: "test/inference/powerSlope.property.test.ts", test: "rescales with time and with the response, and its size does not" },
  },
  rocCurve: {
    example: { file: "test/inference/rocCurve.test.ts", test: "has the area that Hanley & McNeil 1982 count from the ratings of 109 images, with DeLong's error" },
    reference: { file: "test/inference/rocCurve.test.ts", test: "agrees with R's pROC on 240 random samples", ...script("roc") },
    naive: { file: "test/inference/rocCurve.test.ts", test: "agrees with a second implementation by pairs, the jackknife and thin strips", implementation: "test/naive/roc.ts" },
    properties: { file: "test/inference/roc.property.test.ts", test: "turned round, the area is the rest of 1, and it is the rank sum over the number of pairs" },
  },
  compareRocCurves: {
    example: { file: "test/inference/rocCurve.test.ts", test: "is right by hand for two scores of four participants" },
    reference: { file: "test/inference/rocCurve.test.ts", test: "agrees with pROC's roc.test() on 240 random samples, paired and not", ...script("roc") },
    naive: { file: "test/inference/rocCurve.test.ts", test: "agrees with a second implementation by the jackknife", implementation: "test/naive/roc.ts" },
    properties: { file: "test/inference/roc.property.test.ts", test: "swapping the scores turns the difference, and without correlation it is the test of two samples" },
  },
} as const;
