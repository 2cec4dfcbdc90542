import type { Sample } from "./Sample.ts";

/** Values of one participant and the times they were taken at, in the same order. */
export interface TimedValues {
  readonly time: Sample;
  readonly value: Sample;
}
