const implementation = "test/naive/subgroup.ts";
const properties = "test/subgroup/subgroup.property.test.ts";
const made = { script: "test/reference/subgroup/trials.R", fixture: "test/reference/subgroup/trials.json" };

/** Where the four proofs of each calculator stand. */
export const proofs = {
  subgroupAnalysis: {
    example: {
      file: "test/subgroup/examples.test.ts",
      test: "repeats Altman & Bland 2003: relative risks 0.67 (0.46 to 0.98) and 0.88 (0.71 to 1.08), d −0.2726, SE 0.2206, z −1.24, p 0.2",
    },
    reference: { file: "test/subgroup/reference.test.ts", test: "has the same effects, interactions and heterogeneity in 200 simulated trials", ...made },
    naive: { file: properties, test: "agrees with a second implementation from lists of values and pairs of effects", implementation },
    properties: { file: properties, test: "puts everyone in one group or among the unclassified, whoever comes first" },
  },
  fitSubgroupModel: {
    example: { file: "test/subgroup/examples.test.ts", test: "has F of twelve made-up changes as by hand" },
    reference: { file: "test/subgroup/reference.test.ts", test: "has the same interaction of arm and group in lm() in 200 simulated trials", ...made },
    naive: { file: properties, test: "agrees with a second implementation that compares two fits", implementation },
    properties: { file: properties, test: "neither the order of groups nor a shift of everyone in one group changes F" },
  },
} as const;
