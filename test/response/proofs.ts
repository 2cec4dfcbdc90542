/** Where the four proofs of each calculator stand. */
const nullRate = "test/response/nullResponderRate.test.ts";

export const proofs = {
  classifyResponders: {
    example: {
      file: "test/response/classifyResponders.test.ts",
      test: "is right by hand: 62.5 % slower, 25 % slower, dead, gone, and never in decline",
    },
    reference: {
      file: "test/response/classifyResponders.test.ts",
      test: "agrees with R's whole numbers and three-valued logic on 200 simulated trials",
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
  nullResponderRate: {
    example: { file: nullRate, test: "is by hand an angle where slopes are 0: 3/8, 0.3238 and 1/4 of the circle, and 1/3 with a shared visit" },
    reference: {
      file: nullRate,
      test: "agrees with R's integrals over 220 random designs, selected by lead-in or not",
      script: "test/reference/response/nullResponderRates.R",
      fixture: "test/reference/response/nullResponderRates.json",
    },
    naive: { file: nullRate, test: "agrees with a second implementation that conditions the other way round", implementation: "test/naive/nullResponders.ts" },
    properties: { file: "test/response/nullResponderRate.property.test.ts", test: "falls as more is asked for, and is never above the share that declines" },
  },
} as const;
