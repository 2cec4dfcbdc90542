import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import type { Summary } from "../result/Summary.ts";
import { checkParts } from "../result/checkKeys.ts";
import type { GroupMoments } from "./groupMoments.ts";
import { differenceOfMeans, groupMoments } from "./groupMoments.ts";
import type { TestOfEstimate } from "./testOfEstimate.ts";

/** Two independent groups, each as raw values or as a summary; the two may be mixed. */
export interface TwoSamples {
  readonly treatment: Sample | Summary;
  readonly control: Sample | Summary;
}

/** What Student's and Welch's tests have in common. The estimate is the mean of treatment − the mean of control. */
export interface TwoSampleTTestResult extends Omit<TestOfEstimate, "reasons"> {
  readonly degreesOfFreedom: number;
  /** What was compared: enough to repeat the test. A group of one value, which only Student's test takes, has no standard deviation. */
  readonly groups: { readonly treatment: Summary; readonly control: Summary };
  readonly counts: { readonly treatment: number; readonly control: number };
  readonly reasons?: Reasons<"interval.lower" | "interval.upper" | "groups.treatment.standardDeviation" | "groups.control.standardDeviation">;
}

export interface TwoSampleMoments {
  readonly treatment: GroupMoments;
  readonly control: GroupMoments;
  readonly difference: number;
}

export function readTwoSamples(caller: string, input: TwoSamples): TwoSampleMoments {
  checkParts(caller, "the input", input, ["treatment", "control"]);
  const treatment = groupMoments(caller, "treatment", input.treatment);
  const control = groupMoments(caller, "control", input.control);
  return { treatment, control, difference: differenceOfMeans(treatment, control) };
}
