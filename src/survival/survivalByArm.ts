import { checkOptionKeys } from "../result/checkKeys.ts";
import { attempt } from "../result/attempt.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkTimeToEvent, refuseCompeting, timesOfRows } from "./armTimes.ts";
import { kaplanMeier, type KaplanMeierOptions, type KaplanMeierResult, resolveKaplanMeier } from "./kaplanMeier.ts";
import { checkVarianceCorrection, resolveRestrictedMean, restrictedMeanSurvival, type RestrictedMeanSurvivalOptions, type RestrictedMeanSurvivalResult } from "./restrictedMeanSurvival.ts";
import type { TimeToEventExclusion, TimeToEventMethodOptions, TimeToEventResult, TimeToEventRow } from "./TimeToEventResult.ts";

export interface SurvivalByArmOptions extends KaplanMeierOptions {
  /** Restricted means up to this time from the origin, or up to each arm's own last time. None are given if left out. */
  readonly horizon?: RestrictedMeanSurvivalOptions["horizon"];
  /** Of the variance of restricted means. Default `"none"`. */
  readonly varianceCorrection?: RestrictedMeanSurvivalOptions["varianceCorrection"];
}

export interface SurvivalByArmResult<Keys extends TrialKeys = TrialKeys> {
  /** Of every time in the result. */
  readonly unit: TimeUnit;
  readonly byArm: { readonly [A in Keys["arm"]]: SurvivalInArm };
  /** As `timeToEvent` left them out. */
  readonly excluded: readonly TimeToEventExclusion<Keys>[];
  readonly method: Method<"kaplan-meier-by-arm", ResolvedSurvivalByArmOptions & { readonly timeToEvent: TimeToEventMethodOptions<Keys> }>;
}

export interface SurvivalInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly events: number;
  /** Curve, median, other quantiles, numbers at risk at `times`; `null` (`"no-values"`) for an arm that nobody is in. */
  readonly survival: KaplanMeierResult | null;
  /**
   * Absent unless a horizon is given. `null` where the arm is empty (`"no-values"`) or its curve is unknown up to the horizon
   * (`"beyond-follow-up"`).
   */
  readonly restrictedMean?: RestrictedMeanSurvivalResult | null;
  readonly reasons?: Reasons<"survival" | "restrictedMean">;
}

export type ResolvedSurvivalByArmOptions = Required<Omit<SurvivalByArmOptions, "horizon">> & Pick<SurvivalByArmOptions, "horizon">;

/**
 * Survival in each arm of a trial: Kaplan–Meier curves with medians and other quantiles, numbers at risk at chosen times, and
 * restricted means.
 *
 * Use it on what `timeToEvent` returns. Each arm is estimated by `kaplanMeier` and `restrictedMeanSurvival`, from which the conventions
 * are; delayed entry is taken over. An arm that cannot be estimated is `null` with its reason, and the others stand. A restricted
 * mean up to `"last-time"` spans another time in each arm ("mean survival" of SPSS); name a horizon to compare arms.
 *
 * Where `timeToEvent` was told of competing events, use `cumulativeIncidenceByArm`.
 *
 * @throws RangeError, TypeError for anything but a result of `timeToEvent`, one with competing events, an option that `kaplanMeier` or
 *   `restrictedMeanSurvival` refuses
 *
 * Source: Kaplan & Meier 1958 (https://doi.org/10.1080/01621459.1958.10501452).
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData, survivalByArm, timeToEvent } from "trialwise";
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
 * const { byArm } = survivalByArm(timeToEvent(data, { events: ["death"] }), { times: [0, 12], horizon: 18 });
 *
 * byArm.msc.survival?.median.estimate; // => 17.5
 * byArm.control.survival?.atTimes.map(({ atRisk }) => atRisk); // => [4, 1]
 * byArm.control.restrictedMean?.estimate; // => 10
 * ```
 */
export function survivalByArm<Keys extends TrialKeys>(result: TimeToEventResult<Keys>, options: SurvivalByArmOptions = {}): SurvivalByArmResult<Keys> {
  checkTimeToEvent(caller, result);
  refuseCompeting(caller, result);
  checkOptionKeys(caller, options, ["intervalMethod", "quantileRule", "probabilities", "times", "level", "horizon", "varianceCorrection"]);
  const { horizon, varianceCorrection = "none", ...curveOptions } = options;
  const resolved = resolveKaplanMeier(caller, curveOptions);
  checkVarianceCorrection(caller, varianceCorrection);
  const meanOptions = horizon === undefined ? undefined : resolveRestrictedMean(caller, { horizon, varianceCorrection, level: resolved.level });
  return {
    unit: result.unit,
    byArm: recordOf<Keys["arm"], SurvivalInArm>(keysOf(result.byArm), (arm) => survivalInArm(result.rows.filter((row) => row.arm === arm), resolved, meanOptions)),
    excluded: result.excluded,
    method: {
      name: "kaplan-meier-by-arm",
      options: { ...resolved, varianceCorrection, ...(horizon !== undefined && { horizon }), timeToEvent: result.method.options },
      reference: "Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452",
    },
  };
}

const caller = "survivalByArm";

function survivalInArm(rows: readonly TimeToEventRow[], options: KaplanMeierOptions, meanOptions: RestrictedMeanSurvivalOptions | undefined): SurvivalInArm {
  const times = timesOfRows(rows);
  const survival = attempt(() => kaplanMeier(times, options));
  const mean = meanOptions && attempt(() => restrictedMeanSurvival(times, meanOptions));
  const reasons = { ...(!survival.ok && { survival: "no-values" as const }), ...(mean?.ok === false && { restrictedMean: reasonOf(mean.issue.code) }) };
  return {
    n: rows.length,
    events: rows.filter(({ outcome }) => outcome === "event").length,
    survival: survival.ok ? survival.value : null,
    ...(mean !== undefined && { restrictedMean: mean.ok ? mean.value : null }),
    ...(keysOf(reasons).length > 0 && { reasons }),
  };
}

/** A restricted mean fails without participants, or where the curve is unknown. */
function reasonOf(code: string): Reason {
  return code === "beyond-follow-up" ? "beyond-follow-up" : "no-values";
}
