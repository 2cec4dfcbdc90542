import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { Method } from "../result/Method.ts";
import { timeLimits } from "./timeLimits.ts";

export type TimedTest = "t25fw" | "9hpt";

export interface TimedTestInput {
  readonly test: TimedTest;
  /** Seconds of each trial of the visit, of one hand in the 9HPT; `"unable"` where it was tried and not completed. */
  readonly trials: readonly (number | "unable")[];
}

export interface TimedTestOptions {
  /** The time, in seconds, that stands for a test that could not be completed. Default 180 for the T25FW, 300 for the 9HPT. */
  readonly limit?: number;
}

export interface TimedTestScore {
  /** The mean of the completed trials, or the limit where there is none. */
  readonly seconds: number;
  /** The participant could not complete the test: `seconds` is the limit, not a time. */
  readonly unable: boolean;
  readonly counts: { readonly completed: number; readonly unable: number };
  readonly method: Method<"timed-test-score", { readonly test: TimedTest; readonly limit: number }>;
}

/**
 * The score of a timed walk (T25FW) or peg test (9HPT, one hand) from the trials of a visit: the mean of those completed.
 *
 * Use it before times are analysed, so that someone who can no longer do the test counts as worse and not as missing. Where no
 * trial was completed the score is the limit and `unable` says so; where one of two was, the completed one alone is the score.
 * A test that was not tried is missing: it has no trials and no score.
 *
 * The limit of 3 minutes for the walk is that of its instructions; 300 s for the peg test is customary and could not be
 * checked against the manual. The z-scores of the MSFC use other values (777 s in the 9HPT), which are not times.
 *
 * @throws RangeError, TypeError for no trials, a time that is not above 0 or exceeds the limit, an unknown test
 *
 * Source: Cutter et al. 1999, doi 10.1093/brain/122.5.871.
 *
 * @example
 * ```ts
 * import { timedTestScore } from "trialwise";
 *
 * timedTestScore({ test: "t25fw", trials: [8.2, 7.8] }).seconds; // => 8
 * timedTestScore({ test: "9hpt", trials: ["unable", "unable"] }).seconds; // => 300
 * ```
 */
export function timedTestScore(input: TimedTestInput, options: TimedTestOptions = {}): TimedTestScore {
  checkParts("timedTestScore", "the input", input, ["test", "trials"]);
  checkKnownKeys("timedTestScore", "the input", input, ["test", "trials"]);
  checkChoice("timedTestScore", "test", input.test, ["t25fw", "9hpt"]);
  checkOptionKeys("timedTestScore", options, ["limit"]);
  const { limit = timeLimits[input.test] } = options;
  checkFinite("timedTestScore", "limit", limit);
  if (!Array.isArray(input.trials) || input.trials.length === 0) throw new RangeError(`timedTestScore: trials must be a list with at least one trial; received ${show(input.trials)}`);
  const completed = input.trials.flatMap((trial, index) => (trial === "unable" ? [] : [checkTime(trial, limit, `trials[${index}]`)]));
  return {
    seconds: completed.length === 0 ? limit : completed.reduce((sum, time) => sum + time, 0) / completed.length,
    unable: completed.length === 0,
    counts: { completed: completed.length, unable: input.trials.length - completed.length },
    method: { name: "timed-test-score", options: { test: input.test, limit }, reference: "Cutter et al. 1999, doi:10.1093/brain/122.5.871" },
  };
}

function checkTime(seconds: number, limit: number, name: string): number {
  checkFinite("timedTestScore", name, seconds);
  if (seconds > 0 && seconds <= limit) return seconds;
  throw new RangeError(`timedTestScore: ${name} must be above 0 and at most the limit of ${limit} s; received ${seconds}`);
}
