const reference = { script: "test/reference/safety/tallies.R", fixture: "test/reference/safety/tallies.json" } as const;
const comparisons = { script: "test/reference/safety/comparisons.R", fixture: "test/reference/safety/comparisons.json" } as const;
const naive = { file: "test/safety/naive.test.ts", implementation: "test/naive/safety.ts" } as const;
const properties = "test/safety/comparisons.property.test.ts";

export const proofs = {
  tallyAdverseEvents: {
    example: {
      file: "test/safety/oh2018.test.ts",
      test: "all 20 rows in both windows and arms have the printed events, participants and percentages, but for two misprints",
    },
    reference: { file: "test/safety/reference.test.ts", test: "every cell of 210 simulated data sets is what base R counts", ...reference },
    naive: { ...naive, test: "every cell of 250 random data sets is what asking every event anew gives" },
    properties: { file: "test/safety/tallyAdverseEvents.property.test.ts", test: "does not depend on the order of the events" },
  },
  compareAdverseEvents: {
    example: { file: "test/safety/compareAdverseEvents.test.ts", test: "compares participants, not events: the tea taster of Fisher 1935" },
    reference: { file: "test/safety/compareAdverseEvents.test.ts", test: "agrees with fisher.test and prop.test of R on 200 random sets of counts", ...comparisons },
    naive: { ...naive, test: "differences between arms are those of the counts, by integrals and whole numbers" },
    properties: { file: properties, test: "swapping the arms turns differences and limits around, and leaves p-values" },
  },
  commonAdverseEvents: {
    example: { file: "test/safety/oh2018.test.ts", test: "the commonest events of the MSC arm are those that the text names" },
    reference: { file: "test/safety/compareAdverseEvents.test.ts", test: "ranks the treatment arm's terms as order() of R does, on 200 random sets of counts", ...comparisons },
    naive: { ...naive, test: "common events are what sets of participants give" },
    properties: { file: properties, test: "terms come in falling order, with the participants that the rows have" },
  },
  incidenceRate: {
    example: { file: "test/safety/incidenceRate.test.ts", test: "repeats the table of Garwood's limits: none, one, five and ten events" },
    reference: {
      file: "test/safety/incidenceRate.test.ts",
      test: "agrees with poisson.test of R on 240 random counts",
      script: "test/reference/safety/incidenceRates.R",
      fixture: "test/reference/safety/incidenceRates.json",
    },
    naive: { ...naive, test: "exact Poisson limits are where the Poisson probabilities add up to the tail" },
    properties: { file: properties, test: "the interval holds the estimate, widens with the level, and moves with the unit of time" },
  },
} as const;
