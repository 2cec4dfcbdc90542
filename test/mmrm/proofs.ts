const properties = "test/mmrm/mmrm.property.test.ts";
const smallTrials = "test/mmrm/smallTrials.test.ts";
const script = "test/reference/mmrm/smallTrials.R";
const trial = "test/mmrm/fitTrialMmrm.test.ts";
const comparison = "test/mmrm/compareMmrmFits.test.ts";
const comparisonProperties = "test/mmrm/compareMmrmFits.property.test.ts";
const trialProperties = "test/mmrm/fitTrialMmrm.property.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  fitMmrm: {
    example: { file: "test/mmrm/fitMmrm.test.ts", test: "reproduces what PROC MIXED printed: %s, by arm %s" },
    reference: { file: smallTrials, test: "agree with generalised least squares of R, polished to the optimum", script, fixture: "test/reference/mmrm/smallTrials.json" },
    naive: { file: properties, test: "agrees with one matrix for all observations, and no simplex finds a better fit", implementation: "test/naive/mmrm.ts" },
    properties: { file: properties, test: "the order of observations and participants does not matter" },
  },
  fitTrialMmrm: {
    example: { file: trial, test: "is Student's t test at each visit where nobody missed one and nothing is adjusted for" },
    reference: {
      file: "test/mmrm/smallTrialMmrm.test.ts",
      test: "agrees with means and differences written out in R on 200 small random trials",
      script: "test/reference/mmrm/smallTrialMmrm.R",
      fixture: "test/reference/mmrm/smallTrialMmrm.json",
    },
    naive: { file: trialProperties, test: "agrees with dense matrices", implementation: "test/naive/mmrm.ts" },
    properties: { file: trialProperties, test: "arms change places with the sign" },
  },
  compareMmrmFits: {
    example: { file: comparison, test: "is the likelihood-ratio test of independence of two visits, worked by hand" },
    reference: { file: smallTrials, test: "have the likelihood-ratio tests of R's optima", script, fixture: "test/reference/mmrm/smallTrialTests.json" },
    naive: { file: comparisonProperties, test: "tests nested structures as dense matrices do", implementation: "test/naive/mmrm.ts" },
    properties: { file: comparisonProperties, test: "steps between structures add up" },
  },
} as const;
