const properties = "test/mmrm/mmrm.property.test.ts";
const trial = "test/mmrm/fitTrialMmrm.test.ts";
const comparison = "test/mmrm/compareMmrmFits.test.ts";
const comparisonProperties = "test/mmrm/compareMmrmFits.property.test.ts";
const trialProperties = "test/mmrm/fitTrialMmrm.property.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  fitMmrm: {
    example: { file: "test/mmrm/fitMmrm.test.ts", test: "reproduces what PROC MIXED printed: %s, by arm %s" },
    reference: { file: "test/mmrm/fitMmrm.test.ts", test: "agrees with the polished fit of R: $name", script: "test/reference/mmrm/mmrm.R", fixture: "test/reference/mmrm/mmrm.json" },
    naive: { file: properties, test: "agrees with one matrix for all observations, and no simplex finds a better fit", implementation: "test/naive/mmrm.ts" },
    properties: { file: properties, test: "the order of observations and participants does not matter" },
  },
  fitTrialMmrm: {
    example: { file: trial, test: "is Student's t test at each visit where nobody missed one and nothing is adjusted for" },
    reference: { file: trial, test: "agrees with means and differences written out in R: $name", script: "test/reference/mmrm/trialMmrm.R", fixture: "test/reference/mmrm/trialMmrm.json" },
    naive: { file: trialProperties, test: "agrees with dense matrices", implementation: "test/naive/mmrm.ts" },
    properties: { file: trialProperties, test: "arms change places with the sign" },
  },
  compareMmrmFits: {
    example: { file: comparison, test: "is the likelihood-ratio test of independence of two visits, worked by hand" },
    reference: { file: comparison, test: "agrees with R: $restricted in $full", script: "test/reference/mmrm/compareMmrmFits.R", fixture: "test/reference/mmrm/compareMmrmFits.json" },
    naive: { file: comparisonProperties, test: "tests nested structures as dense matrices do", implementation: "test/naive/mmrm.ts" },
    properties: { file: comparisonProperties, test: "steps between structures add up" },
  },
} as const;
