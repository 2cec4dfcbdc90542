import type { QuantileType } from "../inference/quantile.ts";
import type { Method } from "../result/Method.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import { type ChangeAnalysisOptions, resolveAnalysisOptions } from "./analysis.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import { lack } from "../trial/Lack.ts";

export interface ProgressionRatesOptions<Keys extends TrialKeys = TrialKeys> extends ChangeAnalysisOptions<Keys> {
  /** The score, of a measure whose normal end of the range is declared. */
  readonly measure: Keys["measure"];
  /** The numeric covariate that holds months from symptom onset to baseline; its unit, if declared, is `"months"`. */
  readonly monthsSinceOnset: Keys["covariate"];
}

/** Progression before the trial, by participant and by arm. */
export interface ProgressionRatesResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "progression-rate";
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantProgressionRate<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: ProgressionRateInArm };
  /** What `compareArms` can compare, and which way it is better. */
  readonly better: { readonly progressionRate: "lower" };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"progression-rate", ProgressionRatesMethodOptions<Keys>>;
}

export interface ParticipantProgressionRate<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly score: number;
  readonly monthsSinceOnset: number;
  /** Units of the measure lost per month since onset: larger is faster. */
  readonly progressionRate: number;
}

export interface ProgressionRateInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly progressionRate: ArmSummary;
}

export interface ProgressionRatesMethodOptions<Keys extends TrialKeys = TrialKeys> {
  readonly measure: Keys["measure"];
  readonly visit: Keys["visit"];
  readonly monthsSinceOnset: Keys["covariate"];
  /** The score of normal function. */
  readonly normal: number;
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
}

/**
 * Rate of progression before the trial (ΔFS) of each participant: what was lost from normal function to baseline, divided by
 * the months since symptom onset.
 *
 * Use it to describe arms at baseline, or to find rapid progressors; `progressionRate` is the same on numbers. Normal function
 * is the better end of the measure's range (48 of the ALSFRS-R), the score that of the baseline visit, and the months those of
 * a covariate. `excluded` names the participants without a score and, as `no-covariate`, those without months above 0.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, a measure without that end of its range, a covariate
 *   that is no number or declared in another unit than months, an unknown option
 *
 * Source: Kimura et al. 2006, Neurology 66, 265–267 (https://pubmed.ncbi.nlm.nih.gov/16434671).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, progressionRates, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true } },
 *   measures: { alsfrsR },
 *   covariates: { onset: { kind: "number", label: "Time since symptom onset", unit: "months" } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc", covariates: { onset: 24 } }],
 *   observations: [{ participant: "001", visit: "V5", measure: "alsfrsR", value: 36 }],
 * });
 *
 * progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onset" }).rows[0]?.progressionRate; // => 0.5
 * ```
 */
export function progressionRates<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: ProgressionRatesOptions<NoInfer<Keys>>,
): ProgressionRatesResult<Keys> {
  checkTrialData("progressionRates", data);
  checkParts("progressionRates", "the options", options, ["measure", "monthsSinceOnset"]);
  checkOptionKeys("progressionRates", options, ["measure", "monthsSinceOnset", "population", "quantileType"]);
  const { measure, monthsSinceOnset, ...rest } = options;
  const resolved = resolveAnalysisOptions("progressionRates", rest);
  const normal = normalScore(data, measure);
  checkCovariate(data, monthsSinceOnset);
  const visit = baselineVisitOf(data.trial);
  if (visit === undefined) throw new RangeError("progressionRates: the trial declares no visits, so it has no baseline");
  const valueAt = valuesOf(data, measure);
  const analysed = analyseParticipants<Keys, ParticipantProgressionRate<Keys>>("progressionRates", data, rest.population, (participant) => {
    const score = valueAt(participant.id, visit);
    if (!score.found) return lack(score.reason, visit);
    const months = participant.covariates?.[monthsSinceOnset];
    const progressionRate = Math.abs(normal - score.value) / Number(months);
    if (typeof months !== "number" || months <= 0 || !Number.isFinite(progressionRate)) return lack("no-covariate", visit);
    return { participant: participant.id, arm: participant.arm, score: score.value, monthsSinceOnset: months, progressionRate };
  });
  return {
    kind: "progression-rate",
    rows: analysed.rows,
    byArm: summariseByArm(data.trial.arms, analysed.rows, ["progressionRate"], resolved.quantileType),
    better: { progressionRate: "lower" },
    counts: analysed.counts,
    excluded: analysed.excluded,
    method: {
      name: "progression-rate",
      options: { measure, visit, monthsSinceOnset, normal, ...resolved },
      reference: "Kimura et al. 2006, Neurology 66, 265-267",
    },
  };
}

/** The better end of a measure's range. */
function normalScore<Keys extends TrialKeys>({ trial }: TrialData<Keys>, measure: Keys["measure"]): number {
  checkKey("progressionRates", trial.measures, measure, "measure");
  const { better, range } = trial.measures[measure];
  const normal = better === "higher" ? range?.to : range?.from;
  if (normal !== undefined) return normal;
  throw new RangeError(`progressionRates: the measure ${show(measure)} declares no score of normal function: its range has no ${better === "higher" ? "to" : "from"}`);
}

function checkCovariate<Keys extends TrialKeys>({ trial }: TrialData<Keys>, covariate: Keys["covariate"]): void {
  checkKey("progressionRates", trial.covariates, covariate, "covariate");
  const declared = trial.covariates[covariate];
  if (declared.kind !== "number") {
    throw new RangeError(`progressionRates: monthsSinceOnset needs a covariate of kind "number"; ${show(covariate)} is of kind ${show(declared.kind)}`);
  }
  // Years taken for months would make every rate twelve times too high.
  if (declared.unit === undefined || /^months?$/i.test(declared.unit)) return;
  throw new RangeError(`progressionRates: monthsSinceOnset needs a covariate in months; ${show(covariate)} is declared in ${show(declared.unit)}`);
}
