const implementation = "test/naive/instruments.ts";
const fixtures = { script: "test/reference/instruments/instruments.R", fixture: "test/reference/instruments/instruments.json" };
const properties = "test/instruments/instruments.property.test.ts";

/** Where the four proofs of each calculator stand. */
export const proofs = {
  scoreAlsfrsR: {
    example: { file: "test/instruments/scoreAlsfrsR.test.ts", test: "sums items 1–3, 4–6, 7–9 and 10–12 by hand, and says nothing where an item misses" },
    reference: { file: "test/instruments/scoreAlsfrsR.test.ts", test: "agrees with R on 240 random visits, with and without missing items", ...fixtures },
    naive: { file: "test/instruments/scoreAlsfrsR.test.ts", test: "agrees with a second implementation that counts what was lost", implementation },
    properties: { file: properties, test: "a prorated score lies between the scores with the missing items at 0 and at 4" },
  },
  kingsStage: {
    example: { file: "test/instruments/stages.test.ts", test: "is right by hand for every branch of Balendra 2014, and null where a missing item could change it" },
    reference: { file: "test/instruments/stages.test.ts", test: "agrees with R, which tries every value of the missing items, on 240 random visits", ...fixtures },
    naive: { file: "test/instruments/stages.test.ts", test: "agrees with a second implementation that fills in the best and the worst", implementation },
    properties: { file: properties, test: "a worse item never gives a better King's stage, nor does an event" },
  },
  mitosStage: {
    example: { file: "test/instruments/stages.test.ts", test: "is right by hand for every branch of Chiò 2015, Table 1, and null where a missing item could change it" },
    reference: { file: "test/instruments/stages.test.ts", test: "agrees with R, which tries every value of the missing items, on 240 random visits", ...fixtures },
    naive: { file: "test/instruments/stages.test.ts", test: "agrees with a second implementation that fills in the best and the worst", implementation },
    properties: { file: properties, test: "a worse item never gives a better MiToS stage" },
  },
  progressorGroup: {
    example: { file: "test/instruments/progressorGroup.test.ts", test: "is right by hand at and beside every bound" },
    reference: { file: "test/instruments/progressorGroup.test.ts", test: "agrees with R's findInterval on 240 random losses, in hundredths of points", ...fixtures },
    naive: { file: "test/instruments/progressorGroup.test.ts", test: "agrees with a second implementation that sorts the loss among the bounds", implementation },
    properties: { file: properties, test: "a larger loss never gives a slower group" },
  },
  edssFunctionalSystem: {
    example: { file: "test/instruments/edss.test.ts", test: "has the two tables of the Neurostatus definitions, grade by grade" },
    reference: { file: "test/instruments/edss.test.ts", test: "agrees with R's findInterval() on 240 random grades", ...fixtures },
    naive: { file: "test/instruments/edss.test.ts", test: "agrees with a second implementation that lists how many grades share each converted grade", implementation },
    properties: { file: properties, test: "a higher grade never converts to a lower one, and none rises" },
  },
  timedTestScore: {
    example: { file: "test/instruments/timedTestScore.test.ts", test: "is right by hand: means of the completed trials, and the limit, flagged, where there is none" },
    reference: { file: "test/instruments/timedTestScore.test.ts", test: "agrees with R's mean() on 240 random visits", ...fixtures },
    naive: { file: "test/instruments/timedTestScore.test.ts", test: "agrees with a second implementation that updates the mean trial by trial", implementation },
    properties: { file: properties, test: "a score lies between the fastest and the slowest trial, in whatever order they came" },
  },
  edssChange: {
    example: { file: "test/instruments/edss.test.ts", test: "is right by hand at every bound: 1.5 from 0, 1.0 up to 5.5, 0.5 from 6.0, and with the cut at 5.5" },
    reference: { file: "test/instruments/edss.test.ts", test: "agrees with R on 240 random pairs, in half points", ...fixtures },
    naive: { file: "test/instruments/edss.test.ts", test: "agrees with a second implementation that counts steps of the scale, on every pair of steps", implementation },
    properties: { file: properties, test: "a higher EDSS is never a better verdict, and a verdict one way excludes the other" },
  },
  confirmedProgression: {
    example: { file: "test/instruments/confirmedProgression.test.ts", test: "is right by hand: bounds met exactly, visits a day early, breaks, both references" },
    reference: { file: "test/instruments/confirmedProgression.test.ts", test: "agrees with R, which tries every pair of visits, on 240 random series", ...fixtures },
    naive: { file: "test/instruments/confirmedProgression.test.ts", test: "agrees with a second implementation that cuts the series into stretches", implementation },
    properties: { file: properties, test: "a confirmed event holds at every visit from onset to confirmation, which are far enough apart" },
  },
  edssPlusImprovement: {
    example: { file: "test/instruments/edssPlus.test.ts", test: "is right by hand with the registered thresholds of Harris 2024, exact ties and missing components included" },
    reference: { file: "test/instruments/edssPlus.test.ts", test: "agrees with R on 240 random pairs of visits, in tenths of seconds", ...fixtures },
    naive: { file: "test/instruments/edssPlus.test.ts", test: "agrees with a second implementation by ratios and steps", implementation },
    properties: { file: properties, test: "EDSS-Plus improves when a component does, and scaling the times changes nothing" },
  },
  edssPlusProgression: {
    example: { file: "test/instruments/edssPlus.test.ts", test: "is right by hand: each component confirmed by itself at 24 weeks, exact ties included" },
    reference: { file: "test/instruments/edssPlus.test.ts", test: "agrees with R on 240 random courses", ...fixtures },
    naive: { file: "test/instruments/edssPlus.test.ts", test: "agrees with a second implementation that cuts each series into stretches", implementation },
    properties: { file: properties, test: "EDSS-Plus progression is no later than any of its components, and a component added never undoes it" },
  },
} as const;
