const smallTrials = { script: "test/reference/mixed/smallTrials.R", fixture: "test/reference/mixed/smallTrialTests.json" };
const madeBy = (name: string, script = `${name}.R`) => ({ script: `test/reference/model/${script}`, fixture: `test/reference/model/${name}.json` });
const properties = "test/model/model.property.test.ts";
const implementation = "test/naive/model.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  contrast: {
    example: { file: "test/model/contrast.test.ts", test: "of a balanced design has the degrees of freedom of the analysis of variance" },
    reference: { file: "test/mixed/smallTrials.test.ts", test: "have the contrasts of lme4's optimum, alone and together", ...smallTrials },
    naive: { file: "test/mixed/mixed.property.test.ts", test: "tests contrasts and nested fits as dense matrices do", implementation: "test/naive/mixed.ts" },
    properties: {
      file: "test/mixed/mixed.property.test.ts",
      test: "a linear change of the fixed columns changes the restricted likelihood by its determinant only",
    },
  },
  linearRegression: {
    example: { file: "test/model/linearRegression.test.ts", test: "reproduces NIST's certified values: $name" },
    reference: { file: "test/model/linearRegression.test.ts", test: "agrees with lm() of R on 200 random regressions", ...madeBy("linearRegressions") },
    naive: { file: properties, test: "agree with normal equations in fractions: regression with and without intercept", implementation },
    properties: { file: properties, test: "follow the response when it is shifted and scaled, and the covariate when it is" },
  },
  designColumns: {
    example: { file: "test/model/designColumns.test.ts", test: "codes factors against a reference, and interactions as products" },
    reference: { file: "test/model/designColumns.test.ts", test: "has the columns of model.matrix() of R on random models", ...madeBy("linearModels") },
    naive: { file: properties, test: "name the same columns as aliased as elimination in fractions, and predict the same", implementation },
    properties: { file: properties, test: "do not depend on the reference levels: fitted values, adjusted means and tests are the same" },
  },
  fitLinearModel: {
    example: { file: "test/model/fitLinearModel.test.ts", test: "reproduces Snedecor and Cochran's analysis of covariance as SAS prints it" },
    reference: {
      file: "test/model/fitLinearModel.test.ts",
      test: "agrees with lm() of R on random models, unbalanced, with empty cells and collinear columns",
      ...madeBy("linearModels"),
    },
    naive: { file: properties, test: "have tests of type III as models with and without sum-to-zero columns, in fractions", implementation },
    properties: { file: properties, test: "do not depend on the reference levels: fitted values, adjusted means and tests are the same" },
  },
  leastSquaresMeans: {
    example: { file: "test/model/leastSquaresMeans.test.ts", test: "reproduces adjusted means worked by hand" },
    reference: {
      file: "test/model/leastSquaresMeans.test.ts",
      test: "agrees with emmeans and with means of predictions in R on random models, and on what is not estimable",
      ...madeBy("leastSquaresMeans"),
    },
    naive: { file: properties, test: "have adjusted means as averages of predictions, in fractions", implementation },
    properties: { file: properties, test: "give equal and proportional weights the same means in balanced data, and the tests one type" },
  },
  termTests: {
    example: { file: "test/model/fitLinearModel.test.ts", test: "of a balanced design are the analysis of variance, whatever the type" },
    reference: {
      file: "test/model/fitLinearModel.test.ts",
      test: "agrees with anova() and car::Anova() of R on random models, unbalanced, with empty cells and collinear columns",
      ...madeBy("linearModels"),
    },
    naive: { file: properties, test: "have tests of type III as models with and without sum-to-zero columns, in fractions", implementation },
    properties: { file: properties, test: "do not depend on the reference levels: fitted values, adjusted means and tests are the same" },
  },
  oneWayAnova: {
    example: { file: "test/model/oneWayAnova.test.ts", test: "reproduces an analysis of variance worked by hand" },
    reference: { file: "test/model/oneWayAnova.test.ts", test: "agrees with oneway.test() and pairwise.t.test() of R on random groups", ...madeBy("groups") },
    naive: { file: properties, test: "of one factor: analysis of variance as two models in fractions, whatever the unit and the order of groups", implementation },
    properties: { file: properties, test: "of one factor: analysis of variance as two models in fractions, whatever the unit and the order of groups" },
  },
} as const;
