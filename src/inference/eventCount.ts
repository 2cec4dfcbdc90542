import { checkParts } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/** How many of a group had an event. */
export interface EventCount {
  readonly events: number;
  readonly n: number;
}

/** Reads whole counts of events among at least one participant. */
export function readEventCount(caller: string, name: string, input: EventCount): EventCount {
  checkParts(caller, name, input, ["events", "n"]);
  const prefix = name === "the input" ? "" : `${name}.`;
  checkCount(caller, `${prefix}n`, input.n);
  checkCount(caller, `${prefix}events`, input.events);
  if (input.events > input.n) {
    throw new RangeError(`${caller}: ${prefix}events must not be more than n, which is ${input.n}; received ${input.events}`);
  }
  if (input.n > 0) return { events: input.events === 0 ? 0 : input.events, n: input.n };
  throw new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: ${prefix}n is 0, and a proportion needs a denominator`,
    required: "at least 1 participant",
    observed: 0,
  });
}
