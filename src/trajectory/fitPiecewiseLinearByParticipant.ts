import { checkQuantileType, type QuantileType } from "../inference/quantile.ts";
import type { Continuity } from "../numeric/segments.ts";
import { attempt } from "../result/attempt.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import { type Course, courseReader } from "../trial/courseReader.ts";
import { fitPiecewiseLinear, type FitPiecewiseLinearResult } from "./fitPiecewiseLinear.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import { type Knot, resolveTimeAxis, type TimeAxis, type TimeAxisOptions } from "../trial/TimeAxis.ts";

export interface FitPiecewiseLinearByParticipantOptions<Keys extends TrialKeys = TrialKeys> extends TimeAxisOptions<Keys> {
  readonly measure: Keys["measure"];
  /** The knot, one of `knots`, whose slope change is reported by participant and arm. Default: the first. */
  readonly changeAt?: Knot<Keys["visit"]>;
  /** Whether the lines meet at the knots. Default `"continuous"`. */
  readonly continuity?: Continuity;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken: 7 as in R (default), 2 as in SAS, or another of the nine of `quantiles`. */
  readonly quantileType?: QuantileType;
  /** Coverage of the intervals of each participant's fit, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** Piecewise linear fits of each participant, and their slopes described by arm. */
export interface FitPiecewiseLinearByParticipantResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "piecewise-slope-change";
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly PiecewiseFitRow<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: PiecewiseFitsInArm };
  /** What `compareArms` can compare, and which way each is better; the first is compared unless another is asked for. */
  readonly better: {
    readonly change: "higher" | "lower";
    readonly improvement: "higher";
    readonly leadInSlope: "higher" | "lower";
    readonly followUpSlope: "higher" | "lower";
  };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"piecewise-linear-fit-by-participant", FitPiecewiseLinearByParticipantMethodOptions<Keys>>;
}

export interface PiecewiseFitRow<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** Values that the lines were fitted to. */
  readonly visits: number;
  /** The slope of the segment that ends at the knot, in units of the measure per unit of time. */
  readonly leadInSlope: number;
  /** The slope of the segment that begins at the knot. */
  readonly followUpSlope: number;
  /** followUpSlope − leadInSlope */
  readonly change: number;
  /** The change, turned so that positive is benefit. */
  readonly improvement: number;
  /** The whole fit with its errors: what `predictPiecewiseLinear` takes. */
  readonly fit: FitPiecewiseLinearResult;
}

export interface PiecewiseFitsInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly change: ArmSummary;
  readonly improvement: ArmSummary;
  readonly leadInSlope: ArmSummary;
  readonly followUpSlope: ArmSummary;
}

export interface FitPiecewiseLinearByParticipantMethodOptions<Keys extends TrialKeys = TrialKeys> extends TimeAxis<Keys> {
  readonly measure: Keys["measure"];
  readonly changeAt: Knot<Keys["visit"]>;
  readonly continuity: Continuity;
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
  readonly level: number;
}

/**
 * Piecewise linear fits of each participant of a trial: slopes before and after known times, their change, and its summary by
 * arm.
 *
 * Use it where several visits before and after treatment should all bear on each participant's slopes. `slopeChange` fits
 * the lead-in and the follow-up apart, each with the baseline visit; here one model holds both, as in `fitPiecewiseLinear`:
 * `continuous` lines meet at the knots, `separate` ones do not, and a value at a knot belongs to the segment that ends there.
 * A mixed model of all participants weighs them by how much each is known; these fits weigh all the same.
 *
 * Knots are visits or times from baseline. `leadInSlope`, `followUpSlope` and `change` of a row speak of the knot `changeAt`;
 * with several knots `fit` has them all. Slopes are in units of the measure per unit of time (`per`), `improvement` is the
 * change turned so that positive is benefit. `compareArms` takes the result as it is.
 *
 * Planned times are used as declared: three months are 3. With `time: "actual"` recorded days from baseline are used, and
 * whoever has a value without a date is excluded (`no-date`). A knot at a visit then stands at the day its value was
 * recorded, or where it was planned if there is none; knots that fall on one day (`same-day`) or change places
 * (`out-of-order`) exclude the participant. Visits counted from a dose have planned times of their own in each participant
 * and take part only on actual time.
 *
 * Visits from `from` to `to` count, by planned time. A participant needs one value more than there are segments (twice as
 * many as segments for separate lines), with enough of them on either side of each knot; others are excluded with
 * `too-few-visits`. Just enough leaves the standard errors of `fit` `null`, while the slopes count in the summaries. Nothing is
 * carried forward or imputed, and every arm keeps its entry in `byArm`.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, knots that do not ascend, a reversed range, visits
 *   declared in differing units without `per`, an unknown option
 *
 * Source: Seber & Lee 2003, Linear Regression Analysis, 2nd ed. (https://doi.org/10.1002/9780471722199).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, fitPiecewiseLinearByParticipant, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: {
 *     V1: { at: { months: -3 } }, V3: { at: { months: -1 } }, V5: { at: { months: 0 }, baseline: true },
 *     V7: { at: { months: 2 } }, V9: { at: { months: 4 } },
 *   },
 *   measures: { alsfrsR },
 * });
 * const scores = { V1: 42, V3: 39, V5: 38, V7: 37, V9: 35 } as const;
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: Object.entries(scores).map(([visit, value]) => ({ participant: "001", visit, measure: "alsfrsR", value })),
 * });
 * const fits = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] });
 *
 * fits.rows[0]?.leadInSlope; // => -1.3
 * fits.rows[0]?.change; // => 0.6
 * fits.rows[0]?.fit.slopeChanges[0]?.standardError; // => 0.2616
 * fits.byArm.msc.improvement.mean; // => 0.6
 * ```
 */
export function fitPiecewiseLinearByParticipant<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: FitPiecewiseLinearByParticipantOptions<NoInfer<Keys>>,
): FitPiecewiseLinearByParticipantResult<Keys> {
  checkTrialData(caller, data);
  const resolved = resolveOptions(data, options);
  const { measure, knots, changeAt, continuity, level } = resolved;
  const { better } = data.trial.measures[measure];
  const knot = knots.indexOf(changeAt);
  const courseOf = courseReader(data, measure, resolved);
  const analysed = analyseParticipants<Keys, PiecewiseFitRow<Keys>>(caller, data, resolved.population, ({ id, arm }) => {
    const course = courseOf(id);
    const fit = course.found ? fitCourse<Keys>(course, continuity, level) : course;
    if ("found" in fit) return fit;
    const change = fit.slopeChanges[knot]!.estimate;
    return {
      participant: id,
      arm,
      visits: fit.counts.observations,
      leadInSlope: fit.slopes[knot]!.estimate,
      followUpSlope: fit.slopes[knot + 1]!.estimate,
      change,
      improvement: withoutNegativeZero(better === "higher" ? change : -change),
      fit,
    };
  });
  return {
    kind: "piecewise-slope-change",
    rows: analysed.rows,
    byArm: summariseByArm(data.trial.arms, analysed.rows, ["change", "improvement", "leadInSlope", "followUpSlope"], resolved.quantileType),
    better: { change: better, improvement: "higher", leadInSlope: better, followUpSlope: better },
    counts: analysed.counts,
    excluded: analysed.excluded,
    method: {
      name: "piecewise-linear-fit-by-participant",
      options: resolved,
      reference: "Seber & Lee 2003, doi:10.1002/9780471722199",
    },
  };
}

const caller = "fitPiecewiseLinearByParticipant";

function resolveOptions<Keys extends TrialKeys>(
  { trial }: TrialData<Keys>,
  options: FitPiecewiseLinearByParticipantOptions<Keys>,
): FitPiecewiseLinearByParticipantMethodOptions<Keys> {
  const timeOptions = ["knots", "from", "to", "time", "per", "daysPerMonth"];
  checkParts(caller, "the options", options, ["measure", "knots"]);
  checkOptionKeys(caller, options, ["measure", "changeAt", "continuity", "population", "quantileType", "level", ...timeOptions]);
  const { measure, population, continuity = "continuous", quantileType = 7, level = 0.95 } = options;
  checkKey(caller, trial.measures, measure, "measure");
  checkChoice(caller, "continuity", continuity, ["continuous", "separate"]);
  checkQuantileType(caller, quantileType);
  checkLevel(caller, level);
  const axis = resolveTimeAxis(caller, trial, options);
  const { changeAt: named } = options;
  const changeAt = named === undefined ? axis.knots[0] : axis.knots.find((knot) => isSameKnot(knot, named));
  if (changeAt === undefined) throw new RangeError(`${caller}: changeAt must be one of the knots; received ${JSON.stringify(named)}`);
  return { measure, ...axis, changeAt, continuity, ...(population !== undefined && { population }), quantileType, level };
}

function isSameKnot(a: Knot, b: Knot): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A participant whose visits do not determine every slope is left out; the other participants stand. */
function fitCourse<Keys extends TrialKeys>(
  { time, value, knots }: Course,
  continuity: Continuity,
  level: number,
): FitPiecewiseLinearResult | Lack<Keys> {
  const fit = attempt(() => fitPiecewiseLinear({ time, value }, { knots, continuity, level }));
  return fit.ok ? fit.value : lack("too-few-visits");
}
