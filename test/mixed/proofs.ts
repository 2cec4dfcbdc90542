const smallTrials = "test/mixed/smallTrials.test.ts";
const script = "test/reference/mixed/smallTrials.R";
const properties = "test/mixed/mixed.property.test.ts";
const piecewiseProperties = "test/mixed/piecewise.property.test.ts";
const implementation = "test/naive/mixed.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  fitLinearMixedModel: {
    example: { file: "test/mixed/fitLinearMixedModel.test.ts", test: "reproduces the published fit of sleepstudy" },
    reference: { file: smallTrials, test: "agree with lme4's criterion at its optimum, pbkrtest and exact Satterthwaite degrees of freedom", script, fixture: "test/reference/mixed/smallTrials.json" },
    naive: { file: properties, test: "agrees with one matrix for all observations, and no simplex finds a better fit", implementation },
    properties: { file: properties, test: "the order of observations, participants and random columns does not matter" },
  },
  compareFits: {
    example: { file: "test/mixed/compareFits.test.ts", test: "reproduces the published comparison of sleepstudy" },
    reference: { file: smallTrials, test: "have the likelihood-ratio tests of lme4's optima", script, fixture: "test/reference/mixed/smallTrialTests.json" },
    naive: { file: properties, test: "tests contrasts and nested fits as dense matrices do", implementation },
    properties: { file: properties, test: "tests contrasts and nested fits as dense matrices do" },
  },
  predictMeans: {
    example: { file: "test/mixed/predictMeans.test.ts", test: "is the mean of participants' own lines in a balanced layout, with the error of a mean, worked by hand" },
    reference: { file: smallTrials, test: "have the mean courses of lme4's optimum", script, fixture: "test/reference/mixed/smallTrialTests.json" },
    naive: { file: "test/mixed/predictMeans.test.ts", test: "agrees with dense matrices", implementation },
    properties: { file: piecewiseProperties, test: "is the linear mixed model of its columns, and predictions are its contrasts" },
  },
  fitPiecewiseMixedModel: {
    example: { file: "test/mixed/fitPiecewiseMixedModel.test.ts", test: "equals the mean of participants' own lines in a balanced trial" },
    reference: {
      file: "test/mixed/smallPiecewise.test.ts",
      test: "agrees with lme4's criterion at its optimum on 200 small random trials",
      script: "test/reference/mixed/smallPiecewise.R",
      fixture: "test/reference/mixed/smallPiecewise.json",
    },
    naive: { file: piecewiseProperties, test: "agree with dense matrices in other columns", implementation: "test/naive/piecewiseMixed.ts" },
    properties: { file: piecewiseProperties, test: "two arms that change places change the sign of every difference and nothing else" },
  },
} as const;
