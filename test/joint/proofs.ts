const naive = "test/naive/joint.ts";
const properties = "test/joint/joint.property.test.ts";
const reference = { script: "test/reference/joint/pairs.R", fixture: "test/reference/joint/pairs.json" };

/** Where the four proofs of each calculator stand. */
export const proofs = {
  jointRankTest: {
    example: { file: "test/joint/jointRankTest.test.ts", test: "scores the fifteen pairs of six participants as by hand" },
    reference: { file: "test/joint/jointRankTest.test.ts", test: "agrees with matrices of pairs in R, coin's exact tests, wilcox.test() and lm() on 240 random trials", ...reference },
    naive: { file: "test/joint/jointRankTest.test.ts", test: "agrees with a second implementation that settles every pair by the words of the definition", implementation: naive },
    properties: { file: properties, test: "without deaths and with everyone at the last visit it is the rank sum test of the changes" },
  },
  jointRank: {
    example: { file: "test/joint/jointRank.test.ts", test: "scores the participants of a small trial as by hand" },
    reference: { file: "test/joint/jointRank.test.ts", test: "agrees with the matrices of pairs in R on 240 random trials", ...reference },
    naive: { file: "test/joint/jointRank.test.ts", test: "agrees with a second implementation that settles every pair by the words of the definition", implementation: naive },
    properties: { file: properties, test: "in a trial, swapping the arms turns the estimate, and the order of the records does not matter" },
  },
  winRatio: {
    example: { file: "test/joint/winRatio.test.ts", test: "counts the nine pairs of six participants as by hand" },
    reference: { file: "test/joint/winRatio.test.ts", test: "agrees with matrices of pairs and var() in R on 240 random trials", ...reference },
    naive: { file: "test/joint/winRatio.test.ts", test: "agrees with a second implementation from all pairs of pairs", implementation: naive },
    properties: { file: properties, test: "swapping the groups inverts ratio and odds, and the three agree on the sign" },
  },
  compareWins: {
    example: { file: "test/joint/winRatio.test.ts", test: "counts the pairs of a small trial as by hand" },
    reference: { file: "test/joint/winRatio.test.ts", test: "agrees with the matrices of pairs in R on the random trials without strata", ...reference },
    naive: { file: "test/joint/winRatio.test.ts", test: "counts as a second implementation that settles every pair by the words of the definition", implementation: naive },
    properties: { file: properties, test: "swapping the arms of a trial inverts ratio and odds" },
  },
} as const;
