import type { Sample } from "../result/Sample.ts";
import type { Summary } from "../result/Summary.ts";
import { checkParts } from "../result/checkKeys.ts";
import type { GroupMoments, GroupSummary } from "./groupMoments.ts";
import { differenceOfMeans, groupMoments, groupSummary } from "./groupMoments.ts";
import type { TestOfEstimate } from "./testOfEstimate.ts";

/** Two independent groups, each as raw values or as a summary; the two may be mixed. */
export interface TwoSamples {
  readonly treatment: Sample | Summary;
  readonly control: Sample | Summary;
}

/** What Student's and Welch's tests have in common. The estimate is the mean of treatment − the mean of control. */
export interface TwoSampleTTestResult extends TestOfEstimate {
  readonly degreesOfFreedom: number;
  /** What was compared: enough to repeat the test. */
  readonly groups: { readonly treatment: GroupSummary; readonly control: GroupSummary };
  readonly counts: { readonly treatment: number; readonly control: number };
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

export function describeGroups({ treatment, control }: TwoSampleMoments): Pick<TwoSampleTTestResult, "groups" | "counts"> {
  return {
    groups: { treatment: groupSummary(treatment), control: groupSummary(control) },
    counts: { treatment: treatment.n, control: control.n },
  };
}
