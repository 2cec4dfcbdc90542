const reference = { script: "test/reference/mixed/linearMixedModels.R", fixture: "test/reference/mixed/linearMixedModels.json" };
const properties = "test/mixed/mixed.property.test.ts";
const implementation = "test/naive/mixed.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  contrast: {
    example: { file: "test/model/contrast.test.ts", test: "of a balanced design has the degrees of freedom of the analysis of variance" },
    reference: { file: "test/model/contrast.test.ts", test: "agrees with R on all effects but the first: $name", ...reference },
    naive: { file: properties, test: "tests contrasts and nested fits as dense matrices do", implementation },
    properties: { file: properties, test: "a linear change of the fixed columns changes the restricted likelihood by its determinant only" },
  },
} as const;
