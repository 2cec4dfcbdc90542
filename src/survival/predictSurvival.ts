import { exp } from "../numeric/elementary/exp.ts";
import { mean } from "../numeric/sum.ts";
import { checkFields } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { BaselineStep } from "./baselineHazards.ts";
import { baselineHazards } from "./baselineHazards.ts";
import { coxCovariance } from "./coxCovariance.ts";
import type { CoxCounts, CoxRegressionInput } from "./coxFit.ts";
import { coxFit, coxReferences, tiesMethods } from "./coxFit.ts";
import { readLabels } from "./labels.ts";
import { linearPredictors } from "./partialLikelihood.ts";
import type { TiesMethod } from "./riskSums.ts";
import { readTimesAsked, stepTime } from "./survivalCurve.ts";
import type { SurvivalEstimate, SurvivalIntervalMethod } from "./survivalInterval.ts";
import { beyondFollowUp, survivalEstimator, survivalIntervalMethods } from "./survivalInterval.ts";
import type { QuantileRule, SurvivalQuantile } from "./survivalQuantile.ts";
import { quantileRules, survivalQuantile } from "./survivalQuantile.ts";

export interface PredictSurvivalOptions<Name extends string = string> {
  /** For whom: values of all covariates, one curve each (and for each stratum). */
  readonly at: readonly { readonly [Key in Name]: number }[];
  /** As for the regression; `breslow` gives Breslow's baseline hazard. Default `"efron"`. */
  readonly ties?: TiesMethod;
  /** As for `kaplanMeier`. Default `"log-log"`. */
  readonly intervalMethod?: SurvivalIntervalMethod;
  /** As for `kaplanMeier`. Default `"midpoint"`. */
  readonly quantileRule?: QuantileRule;
  /** Times at which `atTimes` describes each curve. Default none. */
  readonly times?: readonly number[];
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** A predicted curve from one event time on, up to the next. */
export interface PredictedStep extends SurvivalEstimate {
  readonly time: number;
  /** Participants of the stratum under observation just before this time, whatever their covariates. */
  readonly atRisk: number;
  readonly events: number;
  readonly estimate: number;
  /** −log of the estimate. */
  readonly cumulativeHazard: number;
}

/** A predicted curve at a time that was asked for; `null` after the stratum's last time (`"beyond-follow-up"`). */
export interface PredictedAtTime extends SurvivalEstimate {
  readonly time: number;
}

export interface PredictedCurve<Name extends string = string> {
  readonly covariates: { readonly [Key in Name]: number };
  /** Absent without strata. */
  readonly stratum?: string | number;
  /** One for each time with an event in the stratum, in order. Before the first the estimate is 1. */
  readonly steps: readonly PredictedStep[];
  readonly median: SurvivalQuantile;
  /** In the order of `times`. */
  readonly atTimes: readonly PredictedAtTime[];
}

export interface PredictSurvivalResult<Name extends string = string> {
  /** In the order of `at`, and for each the strata: numbers before text, each ascending. */
  readonly curves: readonly PredictedCurve<Name>[];
  readonly counts: CoxCounts;
  readonly method: Method<"cox-survival-prediction", Required<PredictSurvivalOptions<Name>>>;
}

/**
 * Survival curves that a Cox regression predicts for given values of its covariates: the exponential of minus the cumulative hazard, with
 * standard errors, intervals and the median.
 *
 * Use it to show what a regression says: survival with and without treatment for a participant of 60, adjusted. It takes the input of
 * `coxRegression` and fits the same model; each stratum has a curve of its own, from its own baseline hazard. Errors are of both the
 * baseline hazard and the coefficients, so they grow with the distance from the participants observed. The curve of mean covariates is not
 * the mean of curves.
 *
 * R: `survfit(coxph(…), newdata, conf.type = "log-log")`, whose own interval is `"log"`; SAS: PROC PHREG with BASELINE COVARIATES= and
 * METHOD=BRESLOW for `ties: "breslow"`.
 *
 * @throws TrialwiseError as `coxRegression` does
 * @throws RangeError, TypeError for values of `at` that lack a covariate, are not finite, or so far off that the hazard is no number; as
 *   `coxRegression` does
 *
 * Source: Breslow 1974 (https://doi.org/10.2307/2529620); Efron 1977 (https://doi.org/10.1080/01621459.1977.10480613); standard errors:
 * Tsiatis 1981 (https://doi.org/10.1214/aos/1176345335).
 *
 * @example Relapse of acute myelogenous leukaemia with (1) and without (0) maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { predictSurvival } from "trialwise";
 *
 * const { curves } = predictSurvival(
 *   {
 *     time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
 *     event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
 *     covariates: { maintained: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
 *   },
 *   { at: [{ maintained: 1 }, { maintained: 0 }], times: [24] },
 * );
 * curves[0]?.atTimes[0]?.estimate; // => 0.7058
 * curves[1]?.median.estimate; // => 23
 * ```
 */
export function predictSurvival<Name extends string>(input: CoxRegressionInput<Name>, options: PredictSurvivalOptions<NoInfer<Name>>): PredictSurvivalResult<Name> {
  checkFields(caller, "options", options, ["at"], ["ties", "intervalMethod", "quantileRule", "times", "level"]);
  const { at, ties = "efron" } = options;
  checkChoice(caller, "ties", ties, tiesMethods);
  const { data, design, model, maximum, counts } = coxFit(caller, input, ties);
  const { names } = design;
  const resolved = resolve(options, names);
  const { estimates, matrix } = coxCovariance(caller, design, model, maximum, "information");
  // From the mean participant, so that large values of a covariate keep their digits.
  const centres = names.map((name) => mean([...input.covariates[name]]));
  const rows = new Float64Array(model.rows.length);
  names.forEach((name, j) => model.sets.order.forEach((row, place) => (rows[place * names.length + j] = input.covariates[name][row]! - centres[j]!)));
  const coefficients = Float64Array.from(estimates);
  const baselines = baselineHazards({ ...model, rows }, linearPredictors(rows, coefficients));
  const { labels, indexOfRow } = readLabels(caller, "stratum", input.stratum ?? Array.from(data.time, () => 0), data.time.length);
  const lastTimes = labels.map((_, stratum) => data.time.reduce((last, time, row) => (indexOfRow[row] === stratum ? Math.max(last, time) : last), 0));
  const curves = at.flatMap((covariates, index) => {
    const values = Float64Array.from(names, (name, j) => covariates[name] - centres[j]!);
    return labels.map((label, stratum): PredictedCurve<Name> => {
      const steps = predictedSteps(baselines.get(stratum) ?? [], linearPredictors(values, coefficients)[0]!, values, matrix);
      // Hazards add up, so the last is the largest.
      if (!((steps.at(-1)?.variance ?? 0) < 1e150)) throw new RangeError(`${caller}: at[${index}] is so far from the participants that its hazard is no number`);
      return {
        covariates: recordOf(names, (name) => withoutNegativeZero(covariates[name])),
        ...(input.stratum !== undefined && { stratum: label }),
        ...describeCurve(steps, lastTimes[stratum]!, resolved),
      };
    });
  });
  return { curves, counts, method: { name: "cox-survival-prediction", options: resolved, reference: `${coxReferences[ties]}; Tsiatis 1981, doi:10.1214/aos/1176345335` } };
}

const caller = "predictSurvival";

function resolve<Name extends string>(options: PredictSurvivalOptions<Name>, names: readonly Name[]): Required<PredictSurvivalOptions<Name>> {
  const { at, ties = "efron", intervalMethod = "log-log", quantileRule = "midpoint", times = [], level = 0.95 } = options;
  if (!Array.isArray(at)) throw new TypeError(`${caller}: at must be a list of values of the covariates; received ${show(at)}`);
  at.forEach((values, index) => {
    checkFields(caller, `at[${index}]`, values, names);
    for (const name of names) checkFinite(caller, `at[${index}].${name}`, values[name]);
  });
  checkChoice(caller, "intervalMethod", intervalMethod, survivalIntervalMethods);
  checkChoice(caller, "quantileRule", quantileRule, quantileRules);
  const asked = readTimesAsked(caller, times);
  checkLevel(caller, level);
  const copies = at.map((values) => recordOf(names, (name) => withoutNegativeZero(values[name])));
  return { at: copies, ties, intervalMethod, quantileRule, times: asked, level };
}

interface HazardStep extends Pick<PredictedStep, "time" | "atRisk" | "events" | "cumulativeHazard"> {
  readonly variance: number;
}

/** Cumulative hazards with their variance: that of the baseline, and that of the coefficients, which grows with the distance from those at risk. */
function predictedSteps(baseline: readonly BaselineStep[], predictor: number, values: Float64Array, covariance: readonly (readonly number[])[]): HazardStep[] {
  let [cumulativeHazard, ofBaseline] = [0, 0];
  const distance = new Float64Array(values.length);
  return baseline.map(({ reference, time, atRisk, events, hazard, variance, means }) => {
    const relative = exp(predictor - reference);
    cumulativeHazard += relative * hazard;
    ofBaseline += relative * relative * variance;
    values.forEach((value, j) => (distance[j]! += relative * (value * hazard - means[j]!)));
    const ofCoefficients = covariance.reduce((total, row, i) => row.reduce((sum, each, j) => sum + distance[i]! * each * distance[j]!, total), 0);
    return { time, atRisk, events, cumulativeHazard, variance: ofBaseline + ofCoefficients };
  });
}

function describeCurve(hazards: readonly HazardStep[], lastTime: number, { intervalMethod, quantileRule, times, level }: Required<PredictSurvivalOptions>) {
  const estimateOf = ({ cumulativeHazard, variance }: Pick<HazardStep, "cumulativeHazard" | "variance">) =>
    survivalEstimator(intervalMethod, level)({ estimate: exp(-cumulativeHazard), varianceOfLog: variance });
  const steps = hazards.map(({ time, atRisk, events, cumulativeHazard, variance }): PredictedStep => ({ time, atRisk, events, cumulativeHazard, ...estimateOf({ cumulativeHazard, variance }) }));
  const atTimes = times.map((time): PredictedAtTime => {
    const moment = stepTime(hazards, time);
    if (moment > lastTime) return { time, ...beyondFollowUp(level) };
    return { time, ...estimateOf(hazards.filter((step) => step.time <= moment).at(-1) ?? { cumulativeHazard: 0, variance: 0 }) };
  });
  return { steps, median: survivalQuantile(steps, 0.5, quantileRule, level), atTimes };
}
