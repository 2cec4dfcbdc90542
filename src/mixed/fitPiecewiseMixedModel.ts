import { contrast } from "../model/contrast.ts";
import type { DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { InformationCriteria } from "../model/informationCriteria.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { type Continuity, timeTolerance } from "../numeric/segments.ts";
import { mean } from "../numeric/sum.ts";
import type { Reasons } from "../result/Reason.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { analyseParticipants } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { courseReader } from "../trial/courseReader.ts";
import { recordOf } from "../trial/keysOf.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import { lack } from "../trial/Lack.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import { amountOf, type TimeAxisOptions } from "../trial/TimeAxis.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { covariateColumns, covariateOf, type FactorWeights } from "./covariateColumns.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import { fitRandomParts } from "./fitRandomParts.ts";
import { participantSlopes } from "./participantSlopes.ts";
import { checkKnotsInside, type CourseRow, piecewiseDesign } from "./piecewiseDesign.ts";
import { curvePoint, type FittedLines, piecewiseEffects } from "./piecewiseEffects.ts";
import type { ArmPair, CovariateEffect, FitPiecewiseMixedModelResult, PiecewiseArm, PiecewiseMixedModelSettings } from "./PiecewiseMixedModel.ts";
import { piecewiseMixedSettings } from "./piecewiseMixedSettings.ts";
import { linesOf, type PiecewiseRandomPart, randomLinesOf } from "./piecewiseRandomPart.ts";

export interface FitPiecewiseMixedModelOptions<Keys extends TrialKeys = TrialKeys, Arm extends Keys["arm"] = Keys["arm"]> extends TimeAxisOptions<Keys> {
  readonly measure: Keys["measure"];
  /** The visits whose values count; every visit from `from` to `to` if left out. */
  readonly visits?: readonly Keys["visit"][];
  /** The arms to analyse; every arm of the trial if left out. */
  readonly arms?: readonly Arm[];
  /** Which arms to compare. Default: every other arm with every arm of the role `control`. */
  readonly compare?: readonly ArmPair<NoInfer<Arm>>[];
  /** Whether the mean lines of an arm meet at the knots. Default `"continuous"`; `"separate"` where the random part is. */
  readonly continuity?: Continuity;
  /** What varies from participant to participant. Default `"continuous"`. */
  readonly random?: PiecewiseRandomPart;
  /** Random parts to try in turn where a fit is singular or cannot be estimated. Default: none, a singular fit is reported as it is. */
  readonly fallback?: readonly PiecewiseRandomPart[];
  /** Covariates of the participants, added to the level. */
  readonly covariates?: readonly Keys["covariate"][];
  /** How the levels of categorical covariates count in the mean curves. Default `"equal"`. */
  readonly factorWeights?: FactorWeights;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** Times of the mean curves, in units of time from baseline; the planned times of the visits if left out. */
  readonly grid?: readonly number[];
  /** Default `"reml"`. */
  readonly estimator?: Estimator;
  /** Of the random effects. Default `"unstructured"`. */
  readonly covarianceStructure?: CovarianceStructure;
  /** Default `"satterthwaite"`. */
  readonly degreesOfFreedomMethod?: DegreesOfFreedomMethod;
  /** Default `"observed"` with `satterthwaite`, `"expected"` with `kenward-roger`. */
  readonly information?: VarianceInformation;
  /** Default `"r"`. */
  readonly informationCriteria?: InformationCriteria;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

const caller = "fitPiecewiseMixedModel";

/**
 * A piecewise linear mixed model of a trial: each arm's mean slopes before and after known times, and how they differ, from all
 * participants' visits at once.
 *
 * Use it where participants have several visits before and after treatment, some missing. Each arm has a line with a bend at
 * every knot (a broken stick), and every participant a course of their own about it. A participant with few visits, or
 * one, counts for what they tell; `fitPiecewiseLinearByParticipant` leaves them out and weighs all others the same.
 *
 * `slopes` and `slopeChanges` (later − earlier) come by arm and as differences, treatment − control, in units of the measure per
 * unit of time (`per`); `improvement` has the same turned so that positive is benefit. Every one has its own degrees of
 * freedom. `participants` has each participant's slopes and their changes (arm's + predicted random effects): shrunken towards the arm's,
 * and not to be compared between arms by a test.
 *
 * `random` is what varies between participants: `continuous` (level and slope in each segment), `separate` (lines that need not
 * meet: the four random effects of Oh 2018; the mean lines then need not meet either, unless `continuity` says so, and `jumps`
 * has what lies between them), `intercept-and-slope`, `intercept`, or a list of terms. With few visits a fit is often singular:
 * it is reported in `randomPart`, and `fallback` names simpler random parts to try in turn, each of which is reported too.
 * A value at a knot belongs to the segment that ends there.
 *
 * Covariates add to the level. Numbers are taken from their participant mean and categories from their weighted mean, so that
 * the curves speak of participants as they are on average; slopes do not depend on it.
 *
 * Missing values are taken to be missing at random, given those observed. Death is no exception: values end there, and
 * the model goes on as if the participant had lived. Where deaths differ between arms (`counts.deaths`), a joint rank or a joint model
 * answers another question. Participants without a value, without a covariate (`no-covariate`), or outside the arms and the
 * population are in `excluded`.
 *
 * Planned times are used as declared; `time: "actual"` uses recorded days, as in `fitPiecewiseLinearByParticipant`, with knots where
 * each participant's stand. Slopes that an arm's visits do not determine are `null` (`too-few-values`; `no-values` for an arm
 * without any), and the other arms stand.
 *
 * R: `lmer(y ~ 0 + arm + arm:pre + arm:post + (1 + pre + post | participant))` with `pre = pmin(t, 0)`, `post = pmax(t, 0)`; SAS:
 * PROC MIXED with RANDOM INTERCEPT PRE POST / SUBJECT= TYPE=UN. Degrees of freedom and convergence: see `fitLinearMixedModel`.
 *
 * @throws TrialwiseError what `fitLinearMixedModel` throws, where no random part could be estimated; `singular-design` for a knot
 *   with all values to one side, a covariate that is the same in all; `too-few-values` without any value
 * @throws RangeError, TypeError for keys that the trial does not declare, knots that do not ascend, terms that the lines do not
 *   have, an arm compared with itself, an unknown option
 *
 * Source: Naumova, Must & Laird 2001 (https://doi.org/10.1093/ije/30.6.1332); Laird & Ware 1982
 * (https://doi.org/10.2307/2529876); Oh et al. 2018 (https://doi.org/10.1002/ana.25302).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, fitPiecewiseMixedModel, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = {
 *   "001": ["msc", 42, 38, 37, 35], "002": ["msc", 40, 37, 36, 35], "003": ["msc", 44, 42, 39, 38], "004": ["msc", 37, 34, 30],
 *   "005": ["control", 41, 38, 34, 30], "006": ["control", 43, 41, 38, 37], "007": ["control", 38, 34, 28, 25], "008": ["control", 40],
 * } as const;
 * const visits = ["V1", "V5", "V9", "V10"];
 * const data = readTrialData(trial, {
 *   participants: Object.entries(scores).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(scores).flatMap(([participant, [, ...values]]) =>
 *     values.map((value, index) => ({ participant, visit: visits[index]!, measure: "alsfrsR", value })),
 *   ),
 * });
 * const model = fitPiecewiseMixedModel(data, { measure: "alsfrsR", knots: ["V5"], fallback: ["intercept-and-slope", "intercept"] });
 * const [difference] = model.differences;
 *
 * difference?.treatment; // => "msc"
 * difference?.slopes[1]?.estimate; // => 0.5667
 * difference?.slopes[1]?.standardError; // => 0.2213
 * difference?.slopes[1]?.degreesOfFreedom; // => 7.6135
 * model.byArm.msc.slopeChanges[0]?.estimate; // => 0.3878
 * model.byArm.control.counts; // => { participants: 4, observations: 13, withOneVisit: 1, deaths: 0 }
 * model.randomPart.used; // => "intercept-and-slope"
 * model.randomPart.tried[0]; // => { random: "continuous", outcome: "singular" }
 * ```
 */
export function fitPiecewiseMixedModel<Keys extends TrialKeys, const Arm extends NoInfer<Keys["arm"]> = Keys["arm"]>(
  data: TrialData<Keys>,
  options: FitPiecewiseMixedModelOptions<NoInfer<Keys>, Arm>,
): FitPiecewiseMixedModelResult<Keys, Arm> {
  checkTrialData(caller, data);
  const { trial } = data;
  const settings = piecewiseMixedSettings<Keys, Arm>(caller, trial, options);
  const { measure, arms, continuity, level } = settings;
  const { rows, counts, excluded } = readRows<Keys, Arm>(data, settings);
  if (rows.length === 0) throw withoutValues(measure);
  const knots = knotTimes<Keys, Arm>(data, settings, rows);
  checkKnotsInside(caller, rows, knots);
  const segmentCount = knots.length + 1;
  const lines = linesOf(continuity, segmentCount);
  const covariates = settings.covariates.flatMap((key, index) =>
    covariateColumns(caller, key, trial.covariates[key], rows.map((row) => row.covariates[index]!), settings.factorWeights),
  );
  const design = piecewiseDesign(rows, arms, lines, covariates);
  const { estimator, covarianceStructure, degreesOfFreedomMethod, information, informationCriteria } = settings;
  const parts = [settings.random, ...settings.fallback].map((random) => ({ random, lines: randomLinesOf(caller, "random", random, continuity, segmentCount) }));
  const { fit, report } = fitRandomParts(caller, rows, design, parts, {
    estimator,
    covarianceStructure,
    degreesOfFreedomMethod,
    ...(information !== undefined && { information }),
    informationCriteria,
    level,
  });
  const times = rows.flatMap(({ course }) => course.time);
  const fitted: FittedLines<Arm> = {
    fit,
    lines,
    segments: { knots, tolerance: timeTolerance(largestMagnitude(times)) },
    dependencies: design.dependencies,
    armsWithValues: new Set(rows.map(({ arm }) => arm)),
    better: trial.measures[measure].better,
    level,
  };
  const hasDied = deathsAmong<Keys, Arm>(data, settings);
  const byArm = recordOf(arms, (arm): PiecewiseArm => {
    const own = rows.filter((row) => row.arm === arm);
    return {
      ...piecewiseEffects(fitted, [[arm, 1]]),
      curve: settings.grid.map((time) => curvePoint(fitted, arm, time)),
      counts: {
        participants: own.length,
        observations: own.reduce((total, { course }) => total + course.value.length, 0),
        withOneVisit: own.filter(({ course }) => course.value.length === 1).length,
        deaths: own.filter(({ participant }) => hasDied(participant)).length,
      },
    };
  });
  const { covariance, correlations } = fit.randomEffects;
  return {
    kind: "piecewise-mixed-model",
    segments: [0, ...knots].map((_, index) => segmentBetween(knots[index - 1], knots[index])),
    byArm,
    differences: settings.compare.map(({ treatment, control }) => ({ treatment, control, ...piecewiseEffects(fitted, [[treatment, 1], [control, -1]]) })),
    covariates: covariates.map(({ name, covariate, level: own, reference }): CovariateEffect<Keys["covariate"]> => {
      const { method: _, ...effect } = contrast(fit, { [name]: 1 }, { level });
      return { covariate, ...(own !== undefined && { level: own }), ...(reference !== undefined && { reference }), ...effect };
    }),
    participants: participantSlopes(rows, byArm, fit),
    randomPart: report,
    varianceComponents: {
      covariance,
      correlations,
      residualVariance: fit.residualVariance,
      ...(correlations.matrix.flat().includes(null) && { reasons: { correlations: "no-variance" } as const }),
    },
    fit,
    counts: { ...counts, observations: times.length },
    excluded,
    method: {
      name: "piecewise-linear-mixed-model",
      options: { ...settings, ...(fit.method.options.information !== undefined && { information: fit.method.options.information }) },
      reference: "Naumova, Must & Laird 2001, doi:10.1093/ije/30.6.1332; Laird & Ware 1982, doi:10.2307/2529876",
    },
  };
}

type Settings<Keys extends TrialKeys, Arm extends string> = PiecewiseMixedModelSettings<Keys, Arm>;

/** The participants with values; those of other arms are outside what was asked for, as those of other populations. */
function readRows<Keys extends TrialKeys, Arm extends Keys["arm"]>(data: TrialData<Keys>, settings: Settings<Keys, Arm>) {
  const { measure, visits, arms, covariates, population } = settings;
  const courseOf = courseReader(data, measure, settings, visits);
  const isAnalysed = (arm: Keys["arm"]): arm is Arm => arms.some((own) => own === arm);
  return analyseParticipants<Keys, CourseRow<Arm>>(caller, data, population, (participant) => {
    const { id, arm } = participant;
    if (!isAnalysed(arm)) return lack("not-in-population");
    const course = courseOf(id);
    if (!course.found) return course;
    if (course.value.length === 0) return lack("too-few-visits");
    const values = covariates.flatMap((key) => covariateOf(participant, key, data.trial.covariates[key]) ?? []);
    return values.length < covariates.length ? lack("no-covariate") : { participant: id, arm, course, covariates: values };
  });
}

/** Where knots stand in the results: as planned, or on average where they differ by participant. */
function knotTimes<Keys extends TrialKeys, Arm extends Keys["arm"]>({ trial }: TrialData<Keys>, settings: Settings<Keys, Arm>, rows: readonly CourseRow[]): number[] {
  return settings.knots.map((knot, index) => {
    const { at, from = "baseline" } = typeof knot === "string" ? trial.visits[knot] : { at: knot };
    return withoutNegativeZero(from === "baseline" ? amountOf(at, settings) : mean(rows.map(({ course }) => course.knots[index]!)));
  });
}

/** Whether a participant is known to have died by the last visit that counts. */
function deathsAmong<Keys extends TrialKeys, Arm extends Keys["arm"]>(data: TrialData<Keys>, { visits, to, daysPerMonth }: Settings<Keys, Arm>) {
  const deaths = knownDeaths(data);
  const plannedDay = plannedDaysOf(data, daysPerMonth);
  return (participant: string): boolean => {
    const death = deaths.get(participant);
    if (death === undefined) return false;
    const last = (to === undefined ? visits : [to]).reduce((latest, visit) => Math.max(latest, plannedDay(participant, visit) ?? -Infinity), -Infinity);
    return death.earliest <= last;
  };
}

function segmentBetween(from: number | undefined, to: number | undefined): FitPiecewiseMixedModelResult["segments"][number] {
  const reasons: Reasons<"from" | "to"> = { ...(from === undefined && { from: "unbounded" }), ...(to === undefined && { to: "unbounded" }) };
  return { from: from ?? null, to: to ?? null, ...((from === undefined || to === undefined) && { reasons }) };
}

function withoutValues(measure: string): TrialwiseError {
  return new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: no participant has a value of ${JSON.stringify(measure)} at the visits that count`,
    required: "participants with values",
    observed: 0,
  });
}
