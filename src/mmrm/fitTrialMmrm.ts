import type { DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import type { Estimator } from "../model/Estimator.ts";
import { estimableEffect } from "../model/estimableEffect.ts";
import type { GridWeights } from "../model/gridWeights.ts";
import { gridWeights } from "../model/gridWeights.ts";
import type { InformationCriteria } from "../model/informationCriteria.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { CovarianceAdjustment } from "./CovarianceAdjustment.ts";
import { fitTrialRows } from "./fitTrialRows.ts";
import type { TrialRow } from "./readTrialRows.ts";
import { readTrialRows } from "./readTrialRows.ts";
import type { BaselineCovariate, TrialMmrmEffect, TrialMmrmMean, TrialMmrmOutcome, TrialMmrmResult } from "./TrialMmrm.ts";
import { inestimableEffect, withImprovement } from "./trialMmrmEffect.ts";
import { trialMmrmSettings } from "./trialMmrmSettings.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

export interface FitTrialMmrmOptions<Keys extends TrialKeys = TrialKeys, Arm extends Keys["arm"] = Keys["arm"], Visit extends Keys["visit"] = Keys["visit"]> {
  readonly measure: Keys["measure"];
  /** Default `"change"`. */
  readonly outcome?: TrialMmrmOutcome;
  /** The visits to model, from first to last; every visit planned after baseline if left out. */
  readonly visits?: readonly Visit[];
  /** The arms to analyse; every arm of the trial if left out. */
  readonly arms?: readonly Arm[];
  /** Which arms to compare. Default: every other arm with every arm of the role `control`. */
  readonly compare?: readonly { readonly treatment: NoInfer<Arm>; readonly control: NoInfer<Arm> }[];
  /** The value at baseline as a covariate. Default `"by-visit"`. */
  readonly baseline?: BaselineCovariate;
  /** Other covariates of the participants, with one effect at all visits. Default: none. */
  readonly covariates?: readonly Keys["covariate"][];
  /** Default `"unstructured"`. */
  readonly covarianceStructure?: VisitCovarianceStructure;
  /** Structures to try, in this order, where the one before could not be fitted. Default: none. */
  readonly fallback?: readonly VisitCovarianceStructure[];
  /** One covariance for all participants, or one for each arm. Default `"all"`. */
  readonly covarianceBy?: "all" | "arm";
  /** How levels of categorical covariates count in the adjusted means, as in `leastSquaresMeans`. Default `"equal"`. */
  readonly weights?: GridWeights;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** Default `"reml"`. */
  readonly estimator?: Estimator;
  /** Default `"satterthwaite"`. */
  readonly degreesOfFreedomMethod?: DegreesOfFreedomMethod;
  /** Default `"observed"` with `satterthwaite`, `"expected"` with `kenward-roger`. */
  readonly information?: VarianceInformation;
  /** With `kenward-roger`. Default `"first-order"`. */
  readonly covarianceAdjustment?: CovarianceAdjustment;
  /** Default `"r"`. */
  readonly informationCriteria?: InformationCriteria;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

const caller = "fitTrialMmrm";

/**
 * A mixed model for repeated measures of a trial: adjusted means of a measure by arm and visit, and how arms differ at each.
 *
 * Use it as the primary analysis of a measure taken at planned visits after baseline. The model has a mean for each arm and visit, the
 * value at baseline as covariate (its effect differs from visit to visit unless `baseline` says otherwise), and other
 * covariates where asked for; the values of a participant covary as `covarianceStructure` says, `unstructured` by default, with one
 * covariance for each arm where `covarianceBy` is `"arm"`. `byArm` has adjusted means at the mean baseline of the participants
 * analysed, `differences` treatment − control with their tests and intervals, in units of the measure; `improvement` has
 * a difference turned so that positive is benefit. With baseline as covariate differences are the same for `change` and `value`.
 *
 * Participants need a value at one visit after baseline, and at baseline unless the outcome is `value` without `baseline`; missed visits are no reason to leave somebody out. They are taken to
 * be missing at random, given the values observed. Death is no exception: values end there, and the model goes on as if the
 * participant had lived; `missing` counts the reasons by arm and visit, and where deaths differ between arms a joint rank or a joint
 * model answers another question. The others are in `excluded` (`no-covariate`, `too-few-visits`, the reason recorded at baseline).
 *
 * A small trial may not support an unstructured covariance: `fallback` names what to try then, `method` what was tried. A mean
 * that the values do not determine is `null`: `no-values` where nobody in the arm has one at the visit, `not-estimable` where the
 * model cannot tell. `fit` has the model itself, with its design, for `contrast`, `leastSquaresMeans` and `termTests`.
 *
 * R: `mmrm(change ~ arm * visit + baseline * visit + us(visit | participant))` and `emmeans(…, ~ arm | visit)`, which averages baseline
 * over rows: its means, not its differences, differ a little. SAS: PROC MIXED with LSMEANS arm*visit / DIFF. Degrees of freedom: see `fitMmrm`.
 *
 * @throws TrialwiseError what `fitMmrm` throws where no structure could be fitted; `singular-design` for a covariate that is the same
 *   in all; `too-few-values` without any value
 * @throws RangeError, TypeError for keys that the trial does not declare, visits out of order, the baseline visit among them, an arm
 *   compared with itself, an unknown option
 *
 * Source: Mallinckrodt, Lane, Schnell, Peng & Mancuso 2008 (https://doi.org/10.1177/009286150804200402).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, fitTrialMmrm, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V8: { at: { months: 3 } }, V10: { at: { months: 6 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = {
 *   "001": ["msc", 42, 41, 40], "002": ["msc", 40, 38, 35], "003": ["msc", 44, 44, 41], "004": ["msc", 37, 36], "005": ["msc", 39, 37, 36],
 *   "006": ["msc", 35, 35, 34], "007": ["control", 41, 38, 34], "008": ["control", 43, 41, 38], "009": ["control", 38, 34, 28],
 *   "010": ["control", 40], "011": ["control", 36, 34, 33], "012": ["control", 42, 37],
 * } as const;
 * const visits = ["V5", "V8", "V10"];
 * const data = readTrialData(trial, {
 *   participants: Object.entries(scores).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(scores).flatMap(([participant, [, ...values]]) =>
 *     values.map((value, index) => ({ participant, visit: visits[index]!, measure: "alsfrsR", value })),
 *   ),
 * });
 * const model = fitTrialMmrm(data, { measure: "alsfrsR" });
 *
 * model.byArm.msc.byVisit.V10.estimate; // => -2.7662
 * model.byArm.control.byVisit.V10.estimate; // => -7.1073
 * model.differences[0]?.byVisit.V10.estimate; // => 4.3411
 * model.differences[0]?.byVisit.V10.standardError; // => 1.5900
 * model.differences[0]?.byVisit.V10.degreesOfFreedom; // => 6.8548
 * model.differences[0]?.byVisit.V10.pValue; // => 0.02993
 * model.byArm.control.byVisit.V10.missing; // => [{ reason: "no-observation", participants: 1 }]
 * model.excluded; // => [{ participant: "010", arm: "control", reason: "too-few-visits" }]
 * ```
 */
export function fitTrialMmrm<Keys extends TrialKeys, const Arm extends NoInfer<Keys["arm"]> = Keys["arm"], const Visit extends NoInfer<Keys["visit"]> = Keys["visit"]>(
  data: TrialData<Keys>,
  options: FitTrialMmrmOptions<NoInfer<Keys>, Arm, Visit>,
): TrialMmrmResult<Keys, Arm, Visit> {
  checkTrialData(caller, data);
  const { trial } = data;
  const settings = trialMmrmSettings<Keys, Arm, Visit>(caller, trial, options);
  const { visits, arms, compare, weights, level } = settings;
  const { rows, counts, excluded } = readTrialRows<Keys, Arm, Visit>(caller, data, settings);
  if (rows.length === 0) throw withoutValues(settings.measure);
  const fit = fitTrialRows(caller, trial, settings, rows);
  const variables = new Set(fit.design.factors.map(({ name }) => name));
  const weightsOf = (arm: Arm, visit: Visit) => {
    const held = [["arm", arm], ["visit", visit]] as const;
    return gridWeights(fit.design, new Map<string, string>(held.filter(([name]) => variables.has(name))), weights);
  };
  const has = (arm: Arm, visit: Visit) => rows.some((row) => row.arm === arm && row.outcomes.some((one) => one.visit === visit));
  const effectOf = (cells: readonly Arm[], visit: Visit): TrialMmrmEffect => {
    if (!cells.every((arm) => has(arm, visit))) return inestimableEffect("no-values", level);
    const [first, second] = cells.map((arm) => weightsOf(arm, visit));
    return estimableEffect(fit, second === undefined ? first! : first!.map((value, index) => value - second[index]!), level) ?? inestimableEffect("not-estimable", level);
  };
  const { better } = trial.measures[settings.measure];
  return {
    kind: "trial-mmrm",
    byArm: recordOf(arms, (arm) => {
      const own = rows.filter((row) => row.arm === arm);
      return { byVisit: recordOf(visits, (visit) => ({ ...effectOf([arm], visit), ...countsAt(own, visit) })), participants: own.length };
    }),
    differences: compare.map(({ treatment, control }) => ({
      treatment,
      control,
      byVisit: recordOf(visits, (visit) => withImprovement(effectOf([treatment, control], visit), better)),
    })),
    fit,
    counts: { ...counts, observations: fit.counts.observations },
    excluded,
    method: {
      name: "trial-mmrm",
      options: settings,
      reference: fit.method.reference,
      covarianceStructure: fit.method.covarianceStructure,
      failedStructures: fit.method.failedStructures,
    },
  };
}

function countsAt(rows: readonly TrialRow[], visit: string): Pick<TrialMmrmMean, "observed" | "missing"> {
  const reasons = rows.flatMap(({ missed }) => missed.flatMap((one) => (one.visit === visit ? [one.reason] : [])));
  return {
    observed: rows.filter(({ outcomes }) => outcomes.some((one) => one.visit === visit)).length,
    missing: [...new Set(reasons)].map((reason) => ({ reason, participants: reasons.filter((other) => other === reason).length })),
  };
}

function withoutValues(measure: string): TrialwiseError {
  return new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: no participant has a value of ${JSON.stringify(measure)} at baseline and at one of the visits`,
    required: "participants with values",
    observed: 0,
  });
}
