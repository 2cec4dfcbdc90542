import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import { findRoot } from "../numeric/findRoot.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";
import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkDropout } from "./designNumbers.ts";
import type { ResolvedFollowUp } from "./eventProbability.ts";
import { checkPowerAboveTail, noSolution } from "./solveDesign.ts";
import type { PerArm } from "./solvePower.ts";
import type { PowerSurvivalInput, SurvivalQuestion } from "./survivalQuestion.ts";
import { readSurvivalQuestion } from "./survivalQuestion.ts";
import type { ParticipantsPerArm } from "./wholeParticipants.ts";
import { roundUp, wholeParticipants } from "./wholeParticipants.ts";

/**
 * - `schoenfeld`: by the logarithm of the hazard ratio
 * - `freedman`: by the hazard ratio itself; a few more events
 */
export type SurvivalFormula = "schoenfeld" | "freedman";

export interface PowerSurvivalOptions {
  /**
   * - `schoenfeld`: by the logarithm of the hazard ratio
   * - `freedman`: by the hazard ratio itself; a few more events
   *
   * Default `"schoenfeld"`.
   */
  readonly formula?: SurvivalFormula;
  /** Default `"two-sided"`. `"less"` needs a hazard ratio below 1, which is benefit where the event is bad, `"greater"` one above 1. */
  readonly alternative?: Alternative;
  /** Ratio of the groups, unless their sizes are given. Default 1 to 1. */
  readonly allocation?: PerArm;
  /** Proportion of enrolled participants who give no follow-up at all, 0 or more and below 1. Default 0. */
  readonly dropout?: number;
}

export interface PowerSurvivalResult {
  /** Of both groups together, not rounded. */
  readonly events: number;
  /** `events` rounded up. */
  readonly eventsNeeded: number;
  /** Hazard under treatment / hazard under control. */
  readonly hazardRatio: number;
  readonly power: number;
  readonly significanceLevel: number;
  /** The quantity that was left out. */
  readonly solvedFor: "events" | "hazardRatio" | "power" | "significanceLevel";
  /** Probability that a participant's event is seen, and the participants in each group; absent where neither it nor the follow-up is given. */
  readonly participants?: {
    readonly eventProbability: PerArm;
    /** Not rounded. */
    readonly n: PerArm;
    /** `n` rounded up in each group, at least 2. */
    readonly nAnalysed: ParticipantsPerArm;
    /** `nAnalysed` / (1 − dropout), rounded up in each group. */
    readonly nEnrolled: ParticipantsPerArm;
  };
  readonly alternative: Alternative;
  readonly method: Method<
    "power-survival",
    {
      readonly formula: SurvivalFormula;
      readonly alternative: Alternative;
      readonly allocation: PerArm;
      readonly dropout: number;
      readonly followUp?: ResolvedFollowUp;
    }
  >;
}

const caller = "powerSurvival";

const references = {
  schoenfeld: "Schoenfeld 1981, doi:10.1093/biomet/68.1.316",
  freedman: "Freedman 1982, doi:10.1002/sim.4780010204",
} as const;

/**
 * Number of events, hazard ratio, power or significance level of a log-rank test or Cox regression of two groups: the one of them
 * that is left out; and the participants who give so many events.
 *
 * Use it to plan a trial whose endpoint is death, or the first of death and ventilation, under proportional hazards: it is the
 * number of events that counts, not that of participants. The size is given as `events` of both groups, or as `nPerGroup` or `n`
 * together with `eventProbability` or `followUp`, from which events follow; these also turn a solved number of events into
 * participants. `followUp` takes constant hazards, uniform entry and a constant hazard of loss; `eventProbability` is yours.
 *
 * With d events, allocation φ to 1 and hazard ratio θ the standardised effect is √(d φ) |log θ| / (1 + φ) (`schoenfeld`) or
 * √(d φ) |1 − θ| / (1 + φ θ) (`freedman`). Power counts only a significant difference in the right direction. A hazard ratio
 * that is left out is below 1 unless `alternative` is `"greater"`, and the nearest to 1 that has the power. A solved `events` or `n` is not rounded, and every other
 * quantity belongs to exactly that; `eventsNeeded` and `nAnalysed` are.
 *
 * R: `Hmisc::cpower` and `gsDesign::nSurvival` take other variances instead, so that their numbers differ; Stata's
 * `power logrank` has both formulas, Freedman's by default; SAS PROC POWER integrates the log-rank statistic itself.
 *
 * @throws TrialwiseError `no-solution` when the power asked for is not above the significance level in the tail, or no hazard
 *   ratio, level or number of events up to 10¹⁵ gives it
 * @throws RangeError, TypeError when none or more than one quantity is left out; for a hazard ratio of 1 or on the wrong side of
 *   it, participants without `eventProbability` or `followUp`, both of these, probabilities outside (0, 1), an unknown option
 *
 * Source: Schoenfeld 1981 (https://doi.org/10.1093/biomet/68.1.316), Freedman 1982 (https://doi.org/10.1002/sim.4780010204); events
 * under uniform entry and loss: Lachin & Foulkes 1986 (https://doi.org/10.2307/2531201).
 *
 * @example
 * ```ts
 * import { powerSurvival } from "trialwise";
 *
 * powerSurvival({ hazardRatio: 0.5, power: 0.8 }).eventsNeeded; // => 66
 * powerSurvival({ hazardRatio: 0.5, power: 0.8 }, { formula: "freedman" }).eventsNeeded; // => 71
 *
 * // Median survival of 20 months without treatment, entry over 12 months, at least 18 months of follow-up.
 * const trial = powerSurvival({ hazardRatio: 0.5, power: 0.8, followUp: { controlMedian: 20, accrual: 12, followUp: 18 } });
 * trial.participants?.eventProbability; // => { "treatment": 0.33906, "control": 0.56158 }
 * trial.participants?.nAnalysed.total; // => 146
 * ```
 */
export function powerSurvival(input: PowerSurvivalInput, options: PowerSurvivalOptions = {}): PowerSurvivalResult {
  checkOptionKeys(caller, options, ["formula", "alternative", "allocation", "dropout"]);
  const { formula = "schoenfeld", alternative = "two-sided", dropout = 0 } = options;
  checkChoice(caller, "formula", formula, ["schoenfeld", "freedman"]);
  checkChoice(caller, "alternative", alternative, alternatives);
  checkDropout(caller, dropout);
  const { question, allocation, probabilityAt, followUp } = readSurvivalQuestion(caller, input, alternative, options.allocation);
  const design = solve(question, { formula, alternative, allocation });
  const probability = probabilityAt?.(design.hazardRatio);
  return {
    ...design,
    eventsNeeded: roundUp(design.events),
    solvedFor: question.solvedFor,
    ...(probability !== undefined && { participants: participantsFor(design.events, allocation, probability, dropout) }),
    alternative,
    method: {
      name: "power-survival",
      options: { formula, alternative, allocation, dropout: withoutNegativeZero(dropout), ...(followUp !== undefined && { followUp }) },
      reference: references[formula],
    },
  };
}

interface Conventions {
  readonly formula: SurvivalFormula;
  readonly alternative: Alternative;
  readonly allocation: PerArm;
}

type Design = Pick<PowerSurvivalResult, "events" | "hazardRatio" | "power" | "significanceLevel">;

function solve(question: SurvivalQuestion, { formula, alternative, allocation }: Conventions): Design {
  const sides = alternative === "two-sided" ? 2 : 1;
  const tail = question.significanceLevel === undefined ? Number.NaN : question.significanceLevel / sides;
  const needed = (power: number) => normalQuantile(tail, "upper") + normalQuantile(power, "lower");
  switch (question.solvedFor) {
    case "events": {
      const { hazardRatio, power, significanceLevel } = question;
      checkPowerAboveTail(caller, power, tail);
      const events = (needed(power) / effectPerEvent(formula, hazardRatio, allocation)) ** 2;
      if (events > 1e15) throw noSolution(caller, "at most 1e15 events", events);
      return { events, hazardRatio, power, significanceLevel };
    }
    case "hazardRatio": {
      const { eventsAt, power, significanceLevel } = question;
      checkPowerAboveTail(caller, power, tail);
      const excess = (logRatio: number) => Math.sqrt(eventsAt(exp(logRatio))) * effectPerEvent(formula, exp(logRatio), allocation) - needed(power);
      // A smaller ratio has a larger effect but fewer events, and with Freedman's formula less power at last: the ratio nearest to 1 counts.
      const stride = alternative === "greater" ? 0.05 : -0.05;
      const reached = Array.from({ length: 600 }, (_, index) => index + 1).find((step) => excess(step * stride) >= 0);
      if (reached === undefined) throw noSolution(caller, "a hazard ratio with so much power at this size", power);
      const hazardRatio = exp(findRoot(excess, { from: (reached - 1) * stride, to: reached * stride }));
      return { events: eventsAt(hazardRatio), hazardRatio, power, significanceLevel };
    }
    case "power": {
      const { eventsAt, hazardRatio, significanceLevel } = question;
      const events = eventsAt(hazardRatio);
      const isWrongWay = alternative === "less" ? hazardRatio > 1 : alternative === "greater" && hazardRatio < 1;
      const effect = (isWrongWay ? -1 : 1) * Math.sqrt(events) * effectPerEvent(formula, hazardRatio, allocation);
      return { events, hazardRatio, power: normalTails(normalQuantile(tail, "upper") - effect).upper, significanceLevel };
    }
    case "significanceLevel": {
      const { eventsAt, hazardRatio, power } = question;
      const events = eventsAt(hazardRatio);
      const effect = Math.sqrt(events) * effectPerEvent(formula, hazardRatio, allocation);
      const significanceLevel = sides * normalTails(effect - normalQuantile(power, "lower")).upper;
      if (significanceLevel >= 1) throw noSolution(caller, "a significance level below 1", significanceLevel);
      return { events, hazardRatio, power, significanceLevel };
    }
  }
}

/** The standardised effect of one event. */
function effectPerEvent(formula: SurvivalFormula, hazardRatio: number, { treatment, control }: PerArm): number {
  const ratio = treatment / control;
  if (formula === "schoenfeld") return (Math.sqrt(ratio) * Math.abs(log(hazardRatio))) / (1 + ratio);
  return (Math.sqrt(ratio) * Math.abs(1 - hazardRatio)) / (1 + ratio * hazardRatio);
}

function participantsFor(events: number, allocation: PerArm, probability: PerArm, dropout: number): NonNullable<PowerSurvivalResult["participants"]> {
  const scale = events / (allocation.treatment * probability.treatment + allocation.control * probability.control);
  const n = { treatment: allocation.treatment * scale, control: allocation.control * scale };
  return { eventProbability: probability, n, ...wholeParticipants(n, dropout) };
}
