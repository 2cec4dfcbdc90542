const ofClasses = "test/cycles/cycleResponders.test.ts";
const file = "test/cycles/cycleSlopes.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  cycleResponders: {
    example: { file: ofClasses, test: "are right by hand: more than 25 %, exactly 25 %, none and worse" },
    reference: {
      file: ofClasses,
      test: "agrees with R's counts in 200 random trials",
      script: "test/reference/cycles/cycles.R",
      fixture: "test/reference/cycles/cycles.json",
    },
    naive: { file: ofClasses, test: "agrees with a second implementation by what is left of the decline", implementation: "test/naive/cycles.ts" },
    properties: { file: "test/cycles/cycles.property.test.ts", test: "classes that share a bound split those with a decline, and everyone who had the dose is accounted for" },
  },
  cycleSlopes: {
    example: { file, test: "are right by hand for a participant with a lead-in of eight months and three doses" },
    reference: {
      file,
      test: "agrees with R's lm(), t.test() and every sign listed, 200 random trials",
      script: "test/reference/cycles/cycles.R",
      fixture: "test/reference/cycles/cycles.json",
    },
    naive: { file, test: "agrees with a second implementation that walks the calendar day by day", implementation: "test/naive/cycles.ts" },
    properties: { file: "test/cycles/cycles.property.test.ts", test: "account for every participant in every period, under every option, and are plain data" },
  },
} as const;
