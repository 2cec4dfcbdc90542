const fit = "test/trajectory/fitPiecewiseLinear.test.ts";
const segmented = "test/trajectory/fitSegmented.test.ts";
const predict = "test/trajectory/predictPiecewiseLinear.test.ts";
const byParticipant = "test/trajectory/fitPiecewiseLinearByParticipant.test.ts";
const properties = "test/trajectory/piecewise.property.test.ts";
const naive = "test/naive/trajectory.ts";
const linear = {
  script: "test/reference/trajectory/piecewiseLinear.R",
  fixture: "test/reference/trajectory/piecewiseLinear.json",
} as const;

export const proofs = {
  fitPiecewiseLinear: {
    example: { file: fit, test: "a hinge through five visits, worked by hand" },
    reference: { file: fit, test: "204 random fits agree with R's lm to 2e-12 of the value or its standard error", ...linear },
    naive: {
      file: fit,
      test: "400 random fits agree with exact fractions in the plain basis, which also say what cannot be fitted",
      implementation: naive,
    },
    properties: { file: properties, test: "a longer unit of time makes steeper slopes, and shifts, scales and lines move what they should" },
  },
  fitSegmented: {
    example: { file: segmented, test: "an onset of decline, worked by hand" },
    reference: {
      file: segmented,
      test: "210 random cases agree with a brute-force search in R to 1e-8, refusals and profile limits included",
      script: "test/reference/trajectory/segmented.R",
      fixture: "test/reference/trajectory/segmented.json",
    },
    naive: { file: segmented, test: "200 random courses agree with an enumeration in the plain basis", implementation: "test/naive/segmented.ts" },
    properties: {
      file: "test/trajectory/fitSegmented.property.test.ts",
      test: "no knots fit better, and with its own breakpoints known the lines are the same",
    },
  },
  predictPiecewiseLinear: {
    example: { file: predict, test: "the mean two months after a hinge, worked by hand" },
    reference: { file: predict, test: "means of 204 fits on a grid agree with R's lm to 2e-12 of the value or its standard error", ...linear },
    naive: { file: predict, test: "200 random fits agree with exact fractions, on both sides of a knot", implementation: naive },
    properties: { file: properties, test: "gives back the fitted values, follows the slopes, and does not move with the origin of time" },
  },
  fitPiecewiseLinearByParticipant: {
    example: { file: byParticipant, test: "two participants of an arm, worked by hand" },
    reference: {
      file: byParticipant,
      test: "participants of 200 simulated trials agree with R's lm to 2e-12: their slopes, who cannot be fitted and why, and the arms",
      script: "test/reference/trajectory/byParticipant.R",
      fixture: "test/reference/trajectory/byParticipant.json",
    },
    naive: {
      file: byParticipant,
      test: "200 random participants agree with exact fractions, and the same ones cannot be fitted",
      implementation: naive,
    },
    properties: {
      file: properties,
      test: "each is fitted alone, everyone is accounted for, and turning the scale round turns the change and not the improvement",
    },
  },
} as const;
