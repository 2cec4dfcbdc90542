const implementation = "test/naive/participants.ts";
const [examples, reference, naive, properties] = [
  "test/participants/examples.test.ts",
  "test/participants/reference.test.ts",
  "test/participants/naive.test.ts",
  "test/participants/participants.property.test.ts",
];
const made = { script: "test/reference/participants/trials.R", fixture: "test/reference/participants/trials.json" };

/** Where the four proofs of each calculator stand. */
export const proofs = {
  baselineCharacteristics: {
    example: { file: examples, test: "describes seven made-up participants as by hand" },
    reference: { file: reference, test: "describes the baseline of 100 simulated trials alike, with standardised differences and p-values", ...made },
    naive: { file: naive, test: "describes the same baseline, value by value and pair by pair", implementation },
    properties: { file: properties, test: "counts, missing and levels add up, whoever comes first, and every statistic has a row" },
  },
  participantFlow: {
    example: { file: examples, test: "counts seven made-up participants as by hand" },
    reference: { file: reference, test: "counts the flow of 100 simulated trials alike", ...made },
    naive: { file: naive, test: "finds the same way through the trial, participant by participant", implementation },
    properties: { file: properties, test: "adds up: outcomes, reasons, places at each visit, populations, arms" },
  },
  exposure: {
    example: { file: examples, test: "Petrou 2021 counts who had at least k injections: 19 of 20 one, 12 three, 10 four" },
    reference: { file: reference, test: "describes the doses of 100 simulated trials alike", ...made },
    naive: { file: naive, test: "finds the same doses, dose by dose", implementation },
    properties: { file: properties, test: "has at least k + 1 doses in nobody who has not k, and as many doses as the records" },
  },
} as const;
