import { attempt, type Attempt } from "../result/attempt.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel, checkPositive } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { adjustedRegression, type AdjustedSurvivalRegression, checkAdjustFor } from "./adjustedRegression.ts";
import { checkTimeToEvent, timesOfRows } from "./armTimes.ts";
import { compareRestrictedMeanSurvival, type CompareRestrictedMeanSurvivalResult } from "./compareRestrictedMeanSurvival.ts";
import type { CovarianceMethod } from "./coxCovariance.ts";
import { tiesMethods } from "./coxFit.ts";
import { coxRegression, type CoxRegressionResult } from "./coxRegression.ts";
import { failureReason } from "./failureReason.ts";
import { grayTest, type GrayTestResult } from "./grayTest.ts";
import { logRankTest, type LogRankTestResult } from "./logRankTest.ts";
import type { TiesMethod } from "./riskSums.ts";
import { proportionalHazardsTest, type ProportionalHazardsTestResult } from "./proportionalHazardsTest.ts";
import { checkNotNegative } from "./survivalTimes.ts";
import type { TimeToEventMethodOptions, TimeToEventResult, TimeToEventRow, TimeToEventExclusion } from "./TimeToEventResult.ts";

export interface CompareSurvivalOptions<Keys extends TrialKeys = TrialKeys> extends TwoArms<Keys["arm"]> {
  /** Covariates whose combinations are the strata of the log-rank test, the regression and Gray's test, as randomisation was stratified. Default none. */
  readonly strata?: readonly Keys["covariate"][];
  /**
   * Covariates to adjust the hazard ratio for: `[{ covariate: "age" }, { covariate: "sex" }]`. A number is one column; a category has one of 1 and
   * 0 for each level but its first. Not adjusted if left out.
   */
  readonly adjustFor?: readonly { readonly covariate: Keys["covariate"] }[];
  /** Restricted means are compared up to this time from the origin; not at all if left out. */
  readonly horizon?: number;
  /** Of the log-rank test and Gray's: the power of the weights. Default 0. */
  readonly rho?: number;
  /** Of the regression. Default `"efron"`. */
  readonly ties?: TiesMethod;
  /** Of the regression. Default `"information"`. */
  readonly covarianceMethod?: CovarianceMethod;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface CompareSurvivalResult<Keys extends TrialKeys = TrialKeys> {
  readonly unit: TimeUnit;
  /** Whether hazards differ. */
  readonly logRank: LogRankTestResult<Keys["arm"]> | null;
  /** Cox's regression on the arm: `coefficients.treatment.hazardRatio` is that of treatment against control. */
  readonly regression: CoxRegressionResult<"treatment"> | null;
  /** Whether that hazard ratio stays the same over time. */
  readonly proportionalHazards: ProportionalHazardsTestResult<"treatment"> | null;
  /** The regression with the covariates of `adjustFor` beside the arm; absent unless that is given. */
  readonly adjustedRegression?: AdjustedSurvivalRegression<Keys>;
  /** Mean time without the event up to the horizon, treatment − control and as a ratio; absent unless a horizon is given. */
  readonly restrictedMean?: CompareRestrictedMeanSurvivalResult | null;
  /**
   * Whether the cumulative incidence of the endpoint differs; absent unless events compete. `null` (`"not-defined"`) with delayed entry.
   */
  readonly gray?: GrayTestResult<"event" | "competing", Keys["arm"]> | null;
  readonly groups: { readonly treatment: ComparedSurvivalArm<Keys["arm"]>; readonly control: ComparedSurvivalArm<Keys["arm"]> };
  /** Participants of the two arms who are not in the comparison. */
  readonly excluded: readonly ComparedSurvivalExclusion<Keys>[];
  readonly method: Method<"survival-comparison", CompareSurvivalMethodOptions<Keys>>;
  readonly reasons?: Reasons<ReasonPath>;
}

export interface ComparedSurvivalArm<Arm extends string = string> {
  readonly arm: Arm;
  /** Participants in the comparison. */
  readonly n: number;
  readonly events: number;
}

export interface ComparedSurvivalExclusion<Keys extends TrialKeys = TrialKeys> extends Omit<TimeToEventExclusion<Keys>, "reason"> {
  /** `no-covariate`: a covariate of the strata is unknown. */
  readonly reason: TimeToEventExclusion["reason"] | "no-covariate";
}

export interface CompareSurvivalMethodOptions<Keys extends TrialKeys = TrialKeys> extends Required<Omit<CompareSurvivalOptions<Keys>, "horizon" | "adjustFor">> {
  readonly adjustFor?: readonly { readonly covariate: Keys["covariate"] }[];
  readonly horizon?: number;
  /** Participants with one of these are censored there: hazards are cause-specific. */
  readonly competing: readonly ClinicalEventKind[];
  readonly timeToEvent: TimeToEventMethodOptions<Keys>;
}

/**
 * Compares survival in two arms of a trial: the log-rank test, the hazard ratio with a test of whether it is constant, and the
 * difference of restricted means.
 *
 * Use it on what `timeToEvent` returns, with the arms by name. The parts are those of `logRankTest`, `coxRegression`,
 * `proportionalHazardsTest` and `compareRestrictedMeanSurvival`. `strata` stratifies the first three, and Gray's test, by covariates of the participants, whose
 * values count as categories; whoever lacks one is left out, as `no-covariate`. The difference of restricted means is of all participants
 * together. Which of the parts is the analysis is decided before the data are seen: the hazard ratio where hazards are
 * proportional, the restricted mean where they need not be.
 *
 * With `adjustFor` there is a second regression, `adjustedRegression`, on the arm and covariates of the participants, with the same strata, ties and
 * covariance: its `treatment` is the hazard ratio between participants alike in them. A value at a visit is a covariate once the
 * participants' records have it as one. A category is in it as columns named `sex[male]`, against the first of its declared
 * levels that somebody has, and those of its levels that are left out. Whoever lacks a covariate is in its `excluded`, and still in the other parts, so that the two hazard ratios may be of
 * different participants. What has no coefficient is in `leftOut`: a level without anybody, a covariate that is the same in everybody,
 * one that others determine, or one whose hazard ratio is 0 or infinite. `treatment` is `null` where the covariates determine the arm (`"not-estimable"`), where
 * any hazard ratio is 0 or infinite, as of a level without events (`"unbounded"`), and without events or an arm (`"no-values"`).
 * R: `coxph(Surv(time, event) ~ arm + age + sex + strata(site))`; SAS: PROC PHREG with CLASS arm sex / PARAM=REF.
 *
 * With competing events participants are censored at them, so that hazards are cause-specific: the rate of the event among those
 * still at risk of it, not how many come to have it. Restricted means are then `null` (`"not-defined"`), since a curve that censors deaths
 * has no meaning; `cumulativeIncidenceByArm` shows what happened, and `gray` is Gray's test of whether it differs.
 *
 * A part that cannot be estimated is `null` with its reason: an empty arm or no event (`"no-values"`), arms that are never at risk
 * together (`"no-variance"`), an arm without an event, whose hazard ratio is 0 or infinite (`"unbounded"`), a horizon after an arm's
 * last time (`"beyond-follow-up"`).
 *
 * @throws RangeError, TypeError for arms or covariates that the result does not have, an arm compared with itself, a horizon that is
 *   not positive, an option out of range, an unknown option
 *
 * Source: Mantel 1966 (Cancer Chemotherapy Reports 50, 163–170); Cox 1972 (https://doi.org/10.1111/j.2517-6161.1972.tb00899.x);
 * Grambsch & Therneau 1994 (https://doi.org/10.1093/biomet/81.3.515); Gray 1988 (https://doi.org/10.1214/aos/1176350951); Royston & Parmar 2013 (https://doi.org/10.1186/1471-2288-13-152).
 *
 * @example
 * ```ts
 * import { compareSurvival, defineTrial, readTrialData, timeToEvent } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true } },
 * });
 * const months = { msc: [9, 15, 20, 24], control: [4, 7, 11, 18] };
 * const people = [...months.msc.map((month, index) => ({ id: `M${index}`, arm: "msc", month })), ...months.control.map((month, index) => ({ id: `C${index}`, arm: "control", month }))];
 * const data = readTrialData(trial, {
 *   participants: people.map(({ id, arm }) => ({ id, arm })),
 *   clinicalEvents: people.filter(({ month }) => month < 24).map(({ id, month }) => ({ participant: id, kind: "death", at: { months: month } })),
 *   dispositions: [{ participant: "M3", status: "completed", at: { months: 24 } }],
 * });
 * const comparison = compareSurvival(timeToEvent(data, { events: ["death"] }), { treatment: "msc", control: "control", horizon: 18 });
 *
 * comparison.logRank?.pValue; // => 0.13337
 * comparison.regression?.coefficients.treatment.hazardRatio; // => 0.28862
 * comparison.restrictedMean?.estimate; // => 5
 * ```
 */
export function compareSurvival<Keys extends TrialKeys>(result: TimeToEventResult<Keys>, options: CompareSurvivalOptions<NoInfer<Keys>>): CompareSurvivalResult<Keys> {
  const resolved = resolve(result, options);
  const { treatment, control, strata, adjustFor, horizon, rho, ties, covarianceMethod, level, competing } = resolved;
  const known = result.rows.filter(({ arm }) => arm === treatment || arm === control);
  const rows = known.filter((row) => stratumOf(row, strata) !== undefined);
  const inArm = (arm: Keys["arm"]) => rows.filter((row) => row.arm === arm);
  const times = timesOfRows(rows);
  const stratum = rows.map((row) => stratumOf(row, strata) ?? "");
  const input = { ...times, covariates: { treatment: rows.map(({ arm }) => (arm === treatment ? 1 : 0)) }, stratum };
  const logRank = attempt(() => logRankTest({ ...times, group: rows.map(({ arm }) => arm), stratum }, { rho }));
  const regression = attempt(() => coxRegression(input, { ties, covarianceMethod, level }));
  const proportionalHazards = attempt(() => proportionalHazardsTest(input, { ties }));
  const groups = { treatment: timesOfRows(inArm(treatment)), control: timesOfRows(inArm(control)) };
  const isNet = horizon !== undefined && competing.length > 0;
  const restrictedMean = horizon === undefined || isNet ? undefined : attempt(() => compareRestrictedMeanSurvival(groups, { horizon, level }));
  const entered = rows.some(({ entry }) => entry > 0);
  const gray = competing.length === 0 || entered ? undefined : attempt(() => grayTest(grayColumns(rows, stratum), { of: "event", rho }));
  const describe = (arm: Keys["arm"]) => ({ arm, n: inArm(arm).length, events: inArm(arm).filter(({ outcome }) => outcome === "event").length });
  const compared = { treatment: describe(treatment), control: describe(control) };
  const whyNot = (part: Part | undefined) => (part === undefined || part.ok ? undefined : compared.treatment.n * compared.control.n === 0 ? "no-values" : failureReason(part.issue));
  const reasons = withoutUndefined({
    logRank: whyNot(logRank),
    regression: whyNot(regression),
    proportionalHazards: whyNot(proportionalHazards),
    gray: competing.length > 0 && entered ? ("not-defined" as const) : whyNot(gray),
    restrictedMean: isNet ? ("not-defined" as const) : whyNot(restrictedMean),
  });
  return {
    unit: result.unit,
    logRank: logRank.ok ? logRank.value : null,
    regression: regression.ok ? regression.value : null,
    proportionalHazards: proportionalHazards.ok ? proportionalHazards.value : null,
    ...(adjustFor !== undefined && {
      adjustedRegression: adjustedRegression(rows, (row) => stratumOf(row, strata) ?? "", result.levels, { treatment, adjustFor, ties, covarianceMethod, level }),
    }),
    ...(horizon !== undefined && { restrictedMean: restrictedMean?.ok === true ? restrictedMean.value : null }),
    ...(competing.length > 0 && { gray: gray?.ok === true ? gray.value : null }),
    groups: compared,
    excluded: [
      ...result.excluded.filter(({ arm }) => arm === treatment || arm === control),
      ...known.filter((row) => !rows.includes(row)).map(({ participant, arm }) => ({ participant, arm, reason: "no-covariate" as const })),
    ],
    method: {
      name: "survival-comparison",
      options: resolved,
      reference: [
        "Mantel 1966, Cancer Chemotherapy Reports 50, 163-170; Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Grambsch & Therneau 1994, doi:10.1093/biomet/81.3.515",
        ...(gray === undefined ? [] : ["Gray 1988, doi:10.1214/aos/1176350951"]),
        ...(horizon === undefined ? [] : ["Royston & Parmar 2013, doi:10.1186/1471-2288-13-152"]),
      ].join("; "),
    },
    ...(keysOf(reasons).length > 0 && { reasons }),
  };
}

const caller = "compareSurvival";

function resolve<Keys extends TrialKeys>(result: TimeToEventResult<Keys>, options: CompareSurvivalOptions<Keys>): CompareSurvivalMethodOptions<Keys> {
  checkTimeToEvent(caller, result);
  checkOptionKeys(caller, options, ["treatment", "control", "strata", "adjustFor", "horizon", "rho", "ties", "covarianceMethod", "level"]);
  const { treatment, control, strata = [], adjustFor, horizon, rho = 0, ties = "efron", covarianceMethod = "information", level = 0.95 } = options;
  checkTwoArms(caller, result.byArm, options);
  if (!Array.isArray(strata)) throw new TypeError(`${caller}: strata must be a list of covariates; received ${show(strata)}`);
  if (horizon !== undefined) checkPositive(caller, "horizon", horizon);
  for (const covariate of strata) checkKey(caller, recordOf(result.covariates, () => true), covariate, "covariate");
  if (adjustFor !== undefined) checkAdjustFor(caller, result, adjustFor);
  checkNotNegative(caller, "rho", rho);
  checkChoice(caller, "ties", ties, tiesMethods);
  checkChoice(caller, "covarianceMethod", covarianceMethod, ["information", "robust"]);
  checkLevel(caller, level);
  return {
    treatment,
    control,
    strata: [...strata],
    ...(adjustFor !== undefined && { adjustFor: adjustFor.map(({ covariate }) => ({ covariate })) }),
    ...(horizon !== undefined && { horizon }),
    rho: withoutNegativeZero(rho),
    ties,
    covarianceMethod,
    level,
    competing: result.method.options.competing,
    timeToEvent: result.method.options,
  };
}

function grayColumns<Arm extends string>(rows: readonly { readonly time: number; readonly arm: Arm; readonly outcome: TimeToEventRow["outcome"] }[], stratum: readonly string[]) {
  return {
    time: rows.map(({ time }) => time),
    cause: rows.map(({ outcome }) => (outcome === "censored" ? null : outcome)),
    group: rows.map(({ arm }) => arm),
    stratum,
  };
}

/** The combination of a participant's covariates; `undefined` where one is unknown. */
function stratumOf<Keys extends TrialKeys>({ covariates }: TimeToEventRow<Keys>, strata: readonly Keys["covariate"][]): string | undefined {
  const values = strata.map((covariate) => covariates?.[covariate]);
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}

type Part = Attempt<unknown>;

function withoutUndefined(reasons: { readonly [Key in ReasonPath]: Reason | undefined }): Reasons<ReasonPath> {
  return Object.fromEntries(Object.entries(reasons).filter(([, reason]) => reason !== undefined));
}

type ReasonPath = "gray" | "logRank" | "regression" | "proportionalHazards" | "restrictedMean";
