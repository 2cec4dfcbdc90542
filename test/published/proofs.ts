const file = "test/published/auditTable.test.ts";

const whole = "test/published/wholeNumbers.test.ts";

export const proofs = {
  auditTable: {
    example: { file, test: "SF-36 in Table 3 of Oh 2018: the printed standard error is the pooled standard deviation, the rest is right" },
    reference: {
      file,
      test: "agrees with R on every figure of Oh 2018: verdict, value and envelope of every candidate",
      script: "test/reference/published/oh2018.R",
      fixture: "test/reference/published/oh2018.json",
    },
    naive: { file, test: "agrees with a naive audit on every two-group row of Oh 2018", implementation: "test/naive/published.ts" },
    properties: { file: "test/published/auditTable.property.test.ts", test: "a table printed from data is never inconsistent, however it was rounded" },
  },
  recoverCounts: {
    example: { file: whole, test: "finds the counts of Oh 2018, and none behind its 82 % of 27" },
    reference: { file: whole, test: "agrees with R on 220 percentages under four roundings", script: "test/reference/published/wholeNumbers.R", fixture: "test/reference/published/wholeNumbers.json" },
    naive: { file: whole, test: "agrees with a second implementation by long division", implementation: "test/naive/wholeNumbers.ts" },
    properties: { file: "test/published/wholeNumbers.property.test.ts", test: "finds every count that was printed, and under `any` whatever rounding to the nearest finds" },
  },
  recoverTotals: {
    example: { file: whole, test: "repeats the example of Brown & Heathers 2017: 5.19 is no mean of 28 whole numbers" },
    reference: { file: whole, test: "agrees with R on 220 means of scores in steps of 1, 0.5 and 0.1", script: "test/reference/published/wholeNumbers.R", fixture: "test/reference/published/wholeNumbers.json" },
    naive: { file: whole, test: "agrees with a second implementation by long division", implementation: "test/naive/wholeNumbers.ts" },
    properties: { file: "test/published/wholeNumbers.property.test.ts", test: "finds every total that was printed" },
  },
} as const;
