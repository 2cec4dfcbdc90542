import { studentTQuantile, studentTTails } from "../numeric/studentT.ts";
import type { ReferenceDistribution } from "./testOfEstimate.ts";

/** Student's t as the reference distribution of a test. */
export function studentDistribution(degreesOfFreedom: number): ReferenceDistribution {
  return {
    tails: (statistic) => studentTTails(statistic, degreesOfFreedom),
    upperQuantile: (probability) => studentTQuantile(probability, degreesOfFreedom, "upper"),
  };
}
