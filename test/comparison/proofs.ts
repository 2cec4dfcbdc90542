const implementation = "test/naive/comparison.ts";
const properties = "test/comparison/comparison.property.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  compareArms: {
    example: {
      file: "test/comparison/compareArms.test.ts",
      test: "repeats the primary row of Oh 2018 from a simulated trial: −1.69 (2.51) against −4.67 (3.25), 2.98 (0.75)",
    },
    reference: {
      file: "test/comparison/compareArms.test.ts",
      test: "agrees with R's t.test() on two arms of 200 simulated trials and their changes or rates, Student's and Welch's, and says what is left of arms too small",
      script: "test/reference/change/trials.R",
      fixture: "test/reference/change/trials.json",
    },
    naive: { file: "test/comparison/compareArms.test.ts", test: "agrees with a second implementation by integrals and pairs", implementation },
    properties: { file: properties, test: "swapping the arms turns the estimate and what it favours, and keeps the p-value" },
  },
  analysisOfCovariance: {
    example: { file: "test/comparison/analysisOfCovariance.test.ts", test: "reproduces a comparison worked by hand" },
    reference: {
      file: "test/comparison/analysisOfCovariance.test.ts",
      test: "agrees with lm() and emmeans of R on 200 simulated trials, of two arms or of three",
      script: "test/reference/model/covarianceAnalyses.R",
      fixture: "test/reference/model/covarianceAnalyses.json",
    },
    naive: { file: "test/comparison/analysisOfCovariance.test.ts", test: "agrees with normal equations in fractions", implementation: "test/naive/model.ts" },
    properties: { file: "test/comparison/analysisOfCovariance.property.test.ts", test: "swapping the arms turns the estimate and what it favours, and keeps the p-value" },
  },
  compareResponders: {
    example: {
      file: "test/comparison/compareResponders.test.ts",
      test: "repeats the p-values of Oh 2018, Table 3, with the test that its rule chooses",
    },
    reference: {
      file: "test/comparison/compareResponders.test.ts",
      test: "agrees with R on the counts of 200 simulated trials, cells of 0 and single responders among them",
      script: "test/reference/response/responders.R",
      fixture: "test/reference/response/responders.json",
    },
    naive: {
      file: "test/comparison/compareResponders.test.ts",
      test: "agrees with a second implementation that counts participants one by one",
      implementation,
    },
    properties: { file: properties, test: "swapping the arms turns the difference and its limits, and keeps the p-value" },
  },
} as const;
