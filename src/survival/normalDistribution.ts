import type { ReferenceDistribution } from "../inference/testOfEstimate.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";

/** The standard normal distribution as the reference distribution of a test. */
export const normalDistribution: ReferenceDistribution = {
  tails: normalTails,
  upperQuantile: (probability) => normalQuantile(probability, "upper"),
};
