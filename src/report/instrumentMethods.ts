import type { ConfirmedProgressionResult } from "../instruments/ConfirmedProgressionResult.ts";
import type { EdssChangeResult } from "../instruments/edssChange.ts";
import type { EdssPlusImprovementResult } from "../instruments/edssPlusImprovement.ts";
import type { EdssPlusProgressionResult } from "../instruments/edssPlusProgression.ts";
import type { ProgressorGroupResult } from "../instruments/progressorGroup.ts";
import type { AlsfrsRScore } from "../instruments/scoreAlsfrsR.ts";
import type { TimedTestScore } from "../instruments/timedTestScore.ts";

/** Methods sections of scores, stages and rules of instruments. */
export const instrumentMethods = {
  "alsfrs-r-score": ({ options }: AlsfrsRScore["method"]) =>
    `The ALSFRS-R is the sum of twelve items; where one was not rated, ${options.missingItems === "unscored" ? "there is no score" : "its domain is prorated from the other items where at least half were rated"}.`,
  "kings-stage": () => "King's stages were derived from the items of the ALSFRS-R.",
  "mitos-stage": () => "MiToS stages were derived from the items of the ALSFRS-R.",
  "progressor-group": ({ options }: ProgressorGroupResult["method"]) => `Slow and fast progressors were told apart by the cut-off ${options.cutOff}.`,
  "timed-test-score": ({ options }: TimedTestScore["method"]) => `The ${options.test === "t25fw" ? "timed 25-foot walk" : "nine-hole peg test"} is scored from its trials, with a limit of ${options.limit} seconds.`,
  "edss-change": ({ options }: EdssChangeResult["method"]) => `A change of the EDSS is one point, or half a point where the reference is at least ${options.halfPointFrom}.`,
  "confirmed-progression": ({ options }: ConfirmedProgressionResult["method"]) =>
    `Progression is a worsening ${options.rule.kind === "edss" ? `of the EDSS by one point (half a point from ${options.rule.halfPointFrom} on)` : `by ${options.rule.percent}%`} against a ${options.reference} reference, confirmed after ${options.weeks} weeks, with a tolerance of ${options.toleranceDays} days.`,
  "edss-plus-improvement": ({ options }: EdssPlusImprovementResult["method"]) =>
    `EDSS-Plus improvement is one of the EDSS (half a point from ${options.halfPointFrom} on), or of the timed walk or peg test by ${options.percent}%.`,
  "edss-plus-progression": ({ options }: EdssPlusProgressionResult["method"]) =>
    `EDSS-Plus progression is one of the EDSS (half a point from ${options.halfPointFrom} on), or of the timed walk or peg test by ${options.percent}%, against a ${options.reference} reference, confirmed after ${options.weeks} weeks, with a tolerance of ${options.toleranceDays} days.`,
};
