const naive = "test/naive/biomarker.ts";
const properties = "test/biomarker/biomarker.property.test.ts";
const script = (name: string) => ({ script: `test/reference/biomarker/${name}.R`, fixture: `test/reference/biomarker/${name}.json` });

/** Where the four proofs of each calculator stand. */
export const proofs = {
  censoredNormal: {
    example: { file: "test/biomarker/censoredNormal.test.ts", test: "is right by hand: with one value and one limit, the score equations hold" },
    reference: {
      file: "test/biomarker/censoredNormal.test.ts",
      test: "agrees with R's survreg() on 240 random samples, censored below, above and at both ends",
      ...script("censoredNormal"),
    },
    naive: { file: "test/biomarker/censoredNormal.test.ts", test: "agrees with the EM algorithm on truncated moments", implementation: naive },
    properties: { file: properties, test: "censoredNormal moves and turns with its values, whatever their order, and is plain" },
  },
  censoredNormalPairs: {
    example: {
      file: "test/biomarker/censoredNormalPairs.test.ts",
      test: "is the mean difference where no value lies beyond a limit, with the paired t test's error times √((n − 1)/n)",
    },
    reference: {
      file: "test/biomarker/censoredNormalPairs.test.ts",
      test: "agrees with a likelihood in R by pnorm() and integrate() on 200 random samples of pairs",
      ...script("censoredPairs"),
    },
    naive: {
      file: "test/biomarker/censoredNormalPairs.test.ts",
      test: "agrees with a grid over the unknown values, and no neighbouring parameters are likelier there",
      implementation: naive,
    },
    properties: { file: properties, test: "censoredNormalPairs keeps its test under a new unit, and turns its sign when before and after are swapped" },
  },
  biomarkerChange: {
    example: { file: "test/biomarker/biomarkerChange.test.ts", test: "is right by hand: doubled, quadrupled from half of a limit, doubled" },
    reference: {
      file: "test/biomarker/biomarkerChange.test.ts",
      test: "agrees with R's t.test() and coin's exact signed rank test on 200 random trials of two arms and three biomarkers",
      ...script("trials"),
    },
    naive: { file: "test/biomarker/biomarkerChange.test.ts", test: "agrees with a second implementation from the definitions", implementation: naive },
    properties: { file: properties, test: "biomarkerChange accounts for every participant once, and returns plain data" },
  },
  biomarkerCorrelation: {
    example: { file: "test/biomarker/biomarkerCorrelation.test.ts", test: "is right by hand for four points" },
    reference: { file: "test/biomarker/biomarkerCorrelation.test.ts", test: "agrees with R's cor.test() and lm() on 200 random trials", ...script("trials") },
    naive: { file: "test/biomarker/biomarkerCorrelation.test.ts", test: "agrees with a second implementation from sums", implementation: naive },
    properties: { file: properties, test: "biomarkerCorrelation accounts for every participant once, is symmetric in x and y, and returns plain data" },
  },
  biomarkerPanel: {
    example: { file: "test/biomarker/biomarkerPanel.test.ts", test: "has one row for each analyte in each arm, with the change's own numbers" },
    reference: { file: "test/biomarker/biomarkerPanel.test.ts", test: "agrees with R's t.test() and p.adjust() on 200 random trials", ...script("trials") },
    naive: {
      file: "test/biomarker/biomarkerPanel.test.ts",
      test: "agrees with Holm's steps counted over ranks, over the panel and within each arm",
      implementation: naive,
    },
    properties: { file: properties, test: "biomarkerPanel has a row for each analyte and arm, none less adjusted than its own p-value, and returns plain data" },
  },
  adjustedBiomarkerChange: {
    example: { file: "test/biomarker/adjustedBiomarkerChange.test.ts", test: "is right by hand: parallel lines, one above the other" },
    reference: { file: "test/biomarker/adjustedBiomarkerChange.test.ts", test: "agrees with R's lm() on 200 random trials", ...script("trials") },
    naive: {
      file: "test/biomarker/adjustedBiomarkerChange.test.ts",
      test: "agrees with the means' difference less the pooled slope within arms",
      implementation: naive,
    },
    properties: { file: properties, test: "adjustedBiomarkerChange turns its sign with the arms, needs no change but the value after, and is plain" },
  },
} as const;
