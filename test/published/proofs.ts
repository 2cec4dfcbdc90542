const file = "test/published/auditTable.test.ts";

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
} as const;
