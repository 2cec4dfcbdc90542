import { checkMagnitudes } from "../inference/groupMoments.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { TimedValues } from "../result/TimedValues.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/** Checks that there is one time for each value, and at least two times that differ. */
export function checkTimedValues(caller: string, input: TimedValues): void {
  checkParts(caller, "the input", input, ["time", "value"]);
  const { time, value } = input;
  for (const [name, sample] of [["time", time], ["value", value]] as const) {
    checkSample(caller, name, sample);
    checkMagnitudes(caller, name, sample);
  }
  if (time.length !== value.length) {
    throw new RangeError(`${caller}: time and value must have the same length; received ${time.length} and ${value.length}`);
  }
  if (time.length < 2) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: `${caller}: a slope needs two visits; there ${time.length === 1 ? "is one" : "are none"}`,
      required: "at least 2 visits",
      observed: time.length,
    });
  }
  if (time.every((moment) => moment === time[0])) throw singularDesign(caller);
}

/** The slope, unless the times are so near to each other that it is too large for a number. */
export function checkSlope(caller: string, slope: number): number {
  if (Number.isFinite(slope)) return slope;
  throw singularDesign(caller);
}

function singularDesign(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: there is no time between the visits, so no slope`,
    required: "visits at different times",
    observed: "one time",
  });
}
