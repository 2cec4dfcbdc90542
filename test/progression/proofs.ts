const script = "test/reference/progression/progression.R";
const implementation = "test/naive/progression.ts";
const properties = "test/progression/progression.property.test.ts";
const times = "test/progression/timeToProgression.test.ts";
const stages = "test/progression/stagesByVisit.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  timeToProgression: {
    example: { file: times, test: "is right by hand: confirmed, not sustained, waiting, missed visits, and baselines of 0, 5.5 and 6" },
    reference: { file: times, test: "agrees with R, which tries every pair of visits, in 200 random trials", script, fixture: "test/reference/progression/progression.json" },
    naive: { file: times, test: "agrees with a second implementation that walks along visits and relapses once", implementation },
    properties: { file: properties, test: "on one component without relapses it is confirmedProgression, whatever the reference" },
  },
  stagesByVisit: {
    example: { file: stages, test: "is right by hand: regions counted, gastrostomy and ventilation from their day on, death, and what items leave open" },
    reference: { file: stages, test: "agrees with R, which fills in every value of a missing item, in 200 random trials", script, fixture: "test/reference/progression/stages.json" },
    naive: { file: stages, test: "agrees with a second implementation that counts down tables of items", implementation },
    properties: { file: properties, test: "a worse item never gives a lower stage at its visit, and changes no other visit" },
  },
} as const;
