/** Where the four proofs of each calculator stand. */
export const proofs = {
  classifyResponders: {
    example: {
      file: "test/response/classifyResponders.test.ts",
      test: "is right by hand: 62.5 % slower, 25 % slower, dead, gone, and never in decline",
    },
    reference: {
      file: "test/response/classifyResponders.test.ts",
      test: "agrees with R's whole numbers and three-valued logic on 60 simulated trials",
      script: "test/reference/response/responders.R",
      fixture: "test/reference/response/responders.json",
    },
    naive: {
      file: "test/response/classifyResponders.test.ts",
      test: "agrees with a second implementation that tries every way an open part could come out",
      implementation: "test/naive/response.ts",
    },
    properties: { file: "test/response/classifyResponders.property.test.ts", test: "a class and its opposite share out everyone who can be told" },
  },
} as const;
