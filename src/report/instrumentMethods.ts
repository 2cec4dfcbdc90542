import type { ConfirmedProgressionResult } from "../instruments/ConfirmedProgressionResult.ts";
import type { EdssChangeResult } from "../instruments/edssChange.ts";
import type { EdssPlusImprovementResult } from "../instruments/edssPlusImprovement.ts";
import type { EdssPlusProgressionResult } from "../instruments/edssPlusProgression.ts";
import type { ProgressorGroupResult } from "../instruments/progressorGroup.ts";
import type { AlsfrsRScore } from "../instruments/scoreAlsfrsR.ts";
import type { TimedTestScore } from "../instruments/timedTestScore.ts";
import type { StagesByVisitResult } from "../progression/StagesByVisitResult.ts";
import type { TimeToProgressionResult } from "../progression/TimeToProgressionResult.ts";
import { inPopulation, listed } from "./methodsPhrases.ts";

/** Methods sections of scores, stages and rules of instruments. */
export const instrumentMethods = {
  "alsfrs-r-score": ({ options }: AlsfrsRScore["method"]) =>
    `The ALSFRS-R is the sum of twelve items; where one was not rated, ${options.missingItems === "unscored" ? "there is no score" : "its domain is prorated from the other items where at least half were rated"}.`,
  "kings-stage": () => "King's stages were derived from the items of the ALSFRS-R.",
  "mitos-stage": () => "MiToS stages were derived from the items of the ALSFRS-R.",
  "progressor-group": ({ options }: ProgressorGroupResult["method"]) => `Slow and fast progressors were told apart by the cut-off ${options.cutOff}.`,
  "timed-test-score": ({ options }: TimedTestScore["method"]) => `The ${options.test === "t25fw" ? "timed 25-foot walk" : "nine-hole peg test"} is scored from its trials, with a limit of ${options.limit} seconds.`,
  "edss-change": ({ options }: EdssChangeResult["method"]) => `Progression of the EDSS is a rise by ${edssRise(options.halfPointFrom)}; improvement is a fall by 1 point, or by half a point from ${options.halfPointFrom} on.`,
  "confirmed-progression": ({ options }: ConfirmedProgressionResult["method"]) =>
    `Progression is a worsening ${options.rule.kind === "edss" ? `of the EDSS by ${edssRise(options.rule.halfPointFrom)},` : `by ${options.rule.percent}%`} against a ${options.reference} reference, confirmed after ${options.weeks} weeks, with a tolerance of ${options.toleranceDays} days.`,
  "edss-plus-improvement": ({ options }: EdssPlusImprovementResult["method"]) =>
    `EDSS-Plus improvement is a fall of the EDSS by 1 point (half a point from ${options.halfPointFrom} on), or of the time of the walk or the peg test by ${options.percent}%.`,
  "edss-plus-progression": ({ options }: EdssPlusProgressionResult["method"]) =>
    `EDSS-Plus progression is a rise of the EDSS by ${edssRise(options.halfPointFrom)}, or of the time of the walk or the peg test by ${options.percent}%, against a ${options.reference} reference, confirmed after ${options.weeks} weeks, with a tolerance of ${options.toleranceDays} days.`,
  "stages-by-visit": ({ options }: StagesByVisitResult["method"]) =>
    `${options.system === "kings" ? "King's" : "MiToS"} stages${inPopulation(options.population)} were derived from the items of the ALSFRS-R at ${listed(options.visits)}${
      options.system === "kings" ? `, with gastrostomy${options.ventilation.length === 0 ? "" : ` and ${listed(options.ventilation)}`} from the day on record` : ""
    }; death is stage 5, and nothing was carried forward.`,
  "time-to-progression": ({ options }: TimeToProgressionResult["method"]) =>
    `The time from baseline to the first progression${inPopulation(options.population)} was taken from ${listed(Object.values(options.components))}${options.to === undefined ? "" : ` up to ${options.to}`}, by ${options.visitDays === "nominal" ? "planned" : "recorded"} days: a worsening ${progressionText(options)} against a ${options.reference} reference, confirmed after ${options.weeks} weeks, with a tolerance of ${options.toleranceDays} days. The event is dated at its ${options.eventAt}. ${unconfirmedTexts[options.unconfirmed]} ${
      options.missingComponents === "exclude-participant" ? "Participants in whom a measure was missing at baseline were excluded." : "Measures missing at baseline were left out."
    }${options.relapses === undefined ? "" : ` ${relapseText(options.relapses)}`} A month has ${options.daysPerMonth} days.`,
};

/** How much worse is worse on the EDSS, by where it starts. */
function edssRise(halfPointFrom: number): string {
  return `1.5 points from 0, by 1 point from a score below ${halfPointFrom} and by half a point from ${halfPointFrom} on`;
}

/** What is worse in the components that were taken. */
function progressionText({ components, halfPointFrom, percent }: TimeToProgressionResult["method"]["options"]): string {
  const { edss, ...times } = components;
  const timed = `of a timed test by ${percent}%`;
  if (edss === undefined) return timed;
  const steps = `of the EDSS by ${edssRise(halfPointFrom)},`;
  return Object.keys(times).length === 0 ? steps : `${steps} or ${timed}, each confirmed by itself,`;
}

const unconfirmedTexts = {
  "censored-at-last-visit": "Progression without a confirming visit was censored at the last visit.",
  "censored-at-onset": "Progression without a confirming visit was censored at its onset.",
  event: "Progression without a confirming visit counted as confirmed.",
} as const;

const afterRelapse = {
  "new-reference": "the first visit after that became the reference",
  censored: "the first relapse ended observation",
  "same-reference": "the reference stayed",
} as const;

function relapseText({ after, daysAfter, daysBefore, adverseEvents }: NonNullable<TimeToProgressionResult["method"]["options"]["relapses"]>): string {
  const recorded = adverseEvents.length === 0 ? "" : ` (also recorded as ${listed(adverseEvents)})`;
  return `Visits from ${daysBefore} days before to ${daysAfter} days after the beginning of a relapse${recorded} did not count, and ${afterRelapse[after]}.`;
}
