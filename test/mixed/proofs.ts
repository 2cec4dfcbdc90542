const reference = { script: "test/reference/mixed/linearMixedModels.R", fixture: "test/reference/mixed/linearMixedModels.json" };
const properties = "test/mixed/mixed.property.test.ts";
const implementation = "test/naive/mixed.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  fitLinearMixedModel: {
    example: { file: "test/mixed/fitLinearMixedModel.test.ts", test: "reproduces the published fit of sleepstudy" },
    reference: { file: "test/mixed/fitLinearMixedModel.test.ts", test: "agrees with the polished fit of R: $name", ...reference },
    naive: { file: properties, test: "agrees with one matrix for all observations, and no simplex finds a better fit", implementation },
    properties: { file: properties, test: "the order of observations, participants and random columns does not matter" },
  },
  compareFits: {
    example: { file: "test/mixed/compareFits.test.ts", test: "reproduces the published comparison of sleepstudy" },
    reference: { file: "test/mixed/compareFits.test.ts", test: "agrees with R: $restricted in $full", ...reference },
    naive: { file: properties, test: "tests contrasts and nested fits as dense matrices do", implementation },
    properties: { file: properties, test: "tests contrasts and nested fits as dense matrices do" },
  },
} as const;
