const example = "test/crossover/examples.test.ts";
const reference = "test/crossover/reference.test.ts";
const random = "test/crossover/crossover.property.test.ts";
const implementation = "test/naive/crossover.ts";
const twoPeriods = { script: "test/reference/crossover/twoPeriods.R", fixture: "test/reference/crossover/twoPeriods.json" };
const mixedModels = { script: "test/reference/crossover/mixedModels.R", fixture: "test/reference/crossover/mixedModels.json" };
const trials = { script: "test/reference/crossover/trials.R", fixture: "test/reference/crossover/trials.json" };

/** Where the four proofs of each calculator stand. */
export const proofs = {
  crossoverTTest: {
    example: { file: example, test: "repeats Senn's trial of formoterol in 13 children: 46.6 l/min, 95 % from 22.9 to 70.3" },
    reference: { file: reference, test: "has the same t tests of treatment, period and carry-over, within participants and in the first period", ...twoPeriods },
    naive: { file: random, test: "agrees with least squares in which every participant has a level", implementation },
    properties: { file: random, test: "swapping the treatments turns their difference and keeps all else; a shift of one period moves the period effect alone" },
  },
  crossoverRankTest: {
    example: { file: example, test: "counts pairs of half differences by hand" },
    reference: { file: reference, test: "has the same exact rank sum tests and shifts", ...twoPeriods },
    naive: { file: random, test: "agrees with ranks in every way to divide the participants", implementation },
    properties: { file: random, test: "swapping the treatments turns the shift, and a rising line keeps the p-value" },
  },
  crossoverBinaryTest: {
    example: { file: example, test: "repeats Senn's preferences of 24 participants by hand" },
    reference: { file: reference, test: "has the same tests of yes-or-no responses: Prescott's, Mainland and Gart's, McNemar's", ...twoPeriods },
    naive: { file: random, test: "agrees with scores in every way to divide the participants, and with every table of preferences", implementation },
    properties: { file: random, test: "swapping the treatments turns the risk difference, and no p-value depends on those who respond alike to both" },
  },
  crossoverMixedModel: {
    example: { file: example, test: "is the t test of Senn's trial where nobody lacks a period" },
    reference: { file: reference, test: "has the same mixed models", ...mixedModels },
    naive: { file: random, test: "agrees with generalised least squares at the best of many ratios of variances", implementation },
    properties: { file: random, test: "the order of the rows does not matter, and swapping the treatments turns the estimate" },
  },
  crossoverChange: {
    example: { file: example, test: "reads changes within periods and describes them by treatment, period and sequence, worked by hand" },
    reference: { file: "test/crossover/trials.test.ts", test: "has the same changes within periods, the same lacks, and describes treatments, periods and sequences alike", ...trials },
    naive: { file: random, test: "agrees with lists of differences, and puts every participant and period in a row or among the excluded", implementation },
    properties: { file: random, test: "agrees with lists of differences, and puts every participant and period in a row or among the excluded" },
  },
  crossoverResponders: {
    example: { file: "test/crossover/crossoverResponders.test.ts", test: "counts who is two seconds faster in each period, worked by hand" },
    reference: { file: "test/crossover/trials.test.ts", test: "has the same responders in each period, under every policy for the dead and the missing", ...trials },
    naive: { file: random, test: "agrees with a list of who rose by so much, and puts every participant and period in a row", implementation },
    properties: { file: random, test: "agrees with a list of who rose by so much, and puts every participant and period in a row" },
  },
  compareCrossover: {
    example: { file: example, test: "compares treatments within participants by hand" },
    reference: { file: "test/crossover/trials.test.ts", test: "compares the treatments alike, by t tests, ranks, mixed models and the first period, and says why it cannot", ...trials },
    naive: { file: random, test: "agrees with least squares on the changes, and swapping the treatments turns what it finds", implementation },
    properties: { file: random, test: "agrees with least squares on the changes, and swapping the treatments turns what it finds" },
  },
} as const;
