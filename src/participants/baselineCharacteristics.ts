import type { Method } from "../result/Method.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type BaselineCharacteristicsOptions, type ResolvedBaselineOptions, resolveBaselineOptions } from "./baselineOptions.ts";
import type { BaselineRow } from "./BaselineRow.ts";
import { categoricalRow } from "./categoricalRow.ts";
import { numericRow } from "./numericRow.ts";

export interface BaselineCharacteristicsResult<Keys extends TrialKeys = TrialKeys> {
  /** One row for each characteristic, in the order asked for. */
  readonly rows: readonly BaselineRow<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: { readonly participants: number } };
  readonly overall: { readonly participants: number };
  readonly counts: ParticipantCounts;
  /** Those outside the population. */
  readonly excluded: readonly Exclusion<Keys>[];
  /** Present where p-values were asked for: chance alone makes arms differ at baseline where they were drawn by lot. */
  readonly caution?: "tests-of-baseline-are-not-needed-in-a-randomised-trial";
  readonly method: Method<"baseline-characteristics", ResolvedBaselineOptions<Keys>>;
}

/**
 * The table of baseline characteristics, as CONSORT asks for: covariates, and measures and biomarkers at the baseline visit, by arm
 * and over all arms.
 *
 * Numbers are described by n, mean, standard deviation (denominator n − 1), median, quartiles, minimum and maximum, in their
 * declared unit. Categories are counted level by level; proportions are of those whose level is known, as in R's tableone. Every
 * row counts who has no value and lists them in `missing` with the reason, so that `n` and `missing` add up to the participants.
 * What cannot be described is `null` with its reason. Nothing is rounded; rows stand in a list, and `toRows` makes a data frame.
 *
 * Biomarker values beyond a limit of quantification are counted, and `limits` says what stands for them. Without it the statistics
 * of an arm with such a value are `null` (`"beyond-limits"`), and those of the other arms stand.
 *
 * `compare` sets two arms against each other. Standardised differences do not depend on the size of the trial. Of numbers:
 * (x̄₁ − x̄₀)/√((s₁² + s₀²)/2), treatment − control. Of categories: the distance √(dᵀS⁻¹d) of the proportions, which for
 * two levels is |p₁ − p₀|/√((p₁(1 − p₁) + p₀(1 − p₀))/2); `null` (`"no-variance"`) where the arms have no level in common or all
 * have one level. `tests` adds p-values, two-sided, and the result a `caution`: in a randomised trial every baseline difference is
 * due to chance, and a test of it answers no question (Altman 1985, Senn 1994, CONSORT 2010 item 15). A test that cannot be
 * computed is `null` with its reason (`"not-defined"`: too much work for Fisher's test of a large table).
 *
 * R: tableone's `smd` is the same, without the sign. SAS: PROC MEANS and PROC FREQ, whose quartiles are `quantileType: 2`.
 *
 * @throws TrialwiseError `invalid-records` when samples of a biomarker are in another unit than declared
 * @throws RangeError, TypeError for a characteristic, population or arm that the trial does not declare, a measure or biomarker in a
 *   trial without a baseline visit, an unknown option
 *
 * Source: Schulz 2010, CONSORT 2010 (https://doi.org/10.1136/bmj.c332); Austin 2009 (https://doi.org/10.1002/sim.3697); Yang & Dalton
 * 2012, A unified approach to measuring the effect size between two groups using SAS, SAS Global Forum, paper 335; Altman 1985
 * (https://doi.org/10.2307/2987510); Senn 1994 (https://doi.org/10.1002/sim.4780131703).
 *
 * @example
 * ```ts
 * import { baselineCharacteristics, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   covariates: {
 *     age: { kind: "number", label: "Age", unit: "years" },
 *     onset: { kind: "category", label: "Site of onset", levels: ["bulbar", "limb"] },
 *   },
 * });
 * const people = [["msc", 51, "limb"], ["msc", 57, "bulbar"], ["msc", 60, "limb"], ["control", 49, "limb"], ["control", 53, "limb"]] as const;
 * const data = readTrialData(trial, { participants: people.map(([arm, age, onset], index) => ({ id: `00${index + 1}`, arm, covariates: { age, onset } })) });
 *
 * const [age, onset] = baselineCharacteristics(data, { compare: { treatment: "msc", control: "control" } }).rows;
 * age?.kind === "number" && age.byArm.msc.mean; // => 56
 * age?.standardisedDifference?.estimate; // => 1.3131
 * onset?.kind === "category" && onset.levels[0]?.byArm.msc; // => { "participants": 1, "proportion": 0.3333 }
 * ```
 */
export function baselineCharacteristics<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: BaselineCharacteristicsOptions<NoInfer<Keys>> = {},
): BaselineCharacteristicsResult<Keys> {
  const caller = "baselineCharacteristics";
  checkTrialData(caller, data);
  const resolved: ResolvedBaselineOptions<Keys> = resolveBaselineOptions<Keys>(caller, data.trial, options);
  const { rows: members, counts, excluded } = analyseParticipants(caller, data, resolved.population, (participant) => participant);
  const rows = resolved.characteristics.map((characteristic) => {
    const covariate = "covariate" in characteristic ? data.trial.covariates[characteristic.covariate] : undefined;
    return "covariate" in characteristic && covariate?.kind === "category"
      ? categoricalRow(data, members, characteristic.covariate, covariate.levels, resolved)
      : numericRow(caller, data, members, characteristic, resolved);
  });
  return {
    rows,
    byArm: recordOf<Keys["arm"], { readonly participants: number }>(keysOf(data.trial.arms), (arm) => ({
      participants: members.filter((participant) => participant.arm === arm).length,
    })),
    overall: { participants: members.length },
    counts,
    excluded,
    ...(resolved.compare?.tests && { caution: "tests-of-baseline-are-not-needed-in-a-randomised-trial" as const }),
    method: {
      name: "baseline-characteristics",
      options: resolved,
      reference: "Schulz 2010, CONSORT 2010, doi:10.1136/bmj.c332; Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566" + (resolved.compare?.standardisedDifferences === true ? "; Austin 2009, doi:10.1002/sim.3697; Yang & Dalton 2012, SAS Global Forum, paper 335" : ""),
    },
  };
}
