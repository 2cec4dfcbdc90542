import type { QuantileType } from "../inference/quantile.ts";
import type { Method } from "../result/Method.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { SlopeOptions } from "../trial/MeasureEndpoint.ts";
import { resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type ChangeAnalysisOptions, resolveAnalysisOptions } from "./analysis.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import { type Direction, improvementOf } from "./direction.ts";
import { checkSlopeInPlace } from "./endpointInPlace.ts";
import { resolveSlopeOptions } from "./resolveSlopeOptions.ts";
import { type ResolvedSlopeOptions, slopeReader } from "./slopeReader.ts";

/** A slope endpoint written in place. */
export interface SlopeInPlace<Keys extends TrialKeys = TrialKeys> extends SlopeOptions {
  readonly kind?: "slope";
  readonly measure: Keys["measure"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
}

/** Slopes of a measure over a range of visits, by participant and by arm. */
export interface SlopesResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "slope";
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantSlope<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: SlopeInArm };
  /** What `compareArms` can compare, and which way each is better; the first is compared unless another is asked for. */
  readonly better: { readonly slope: Direction; readonly improvement: "higher" };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"slope", SlopeMethodOptions<Keys>>;
}

export interface ParticipantSlope<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** Units of the measure per unit of time. */
  readonly slope: number;
  /** The slope, turned so that positive is benefit. */
  readonly improvement: number;
  /** Values that the slope was taken from. */
  readonly visits: number;
}

export interface SlopeInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly slope: ArmSummary;
  readonly improvement: ArmSummary;
}

export interface SlopeMethodOptions<Keys extends TrialKeys = TrialKeys> extends ResolvedSlopeOptions {
  readonly measure: Keys["measure"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
}

/**
 * Rate of change of a measure over a range of visits: for each participant, and described by arm.
 *
 * Use it for how fast a score changed in one stretch of the trial; `slopeChange` sets two stretches against each other. The
 * endpoint is a key of the trial or written in place. `slope` is in the measure's units per unit of time (`per`; the unit that
 * the visits were declared in if left out), `improvement` the same turned so that positive is benefit.
 *
 * - `two-visit`: (value at `to` − value at `from`) / time between. Both values are needed.
 * - `least-squares`: the line through every value of the range, both ends included. The range is that of the planned times;
 *   any two values in it are enough, so an end visit may be missing, and `visits` says how many there were.
 *
 * Planned times are used as declared: three months are 3. With `time: "actual"` recorded days are used instead, in months of
 * `daysPerMonth`; whoever has a value without a date is then excluded (`no-date`), and so is whose visits were on one day
 * (`same-day`) or, for two visits, the wrong way round (`out-of-order`). Visits counted from a dose have times of their own in
 * each participant and need actual time. Nothing is carried forward or imputed; every arm keeps its entry in `byArm`.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, an endpoint of another kind, a reversed range, an
 *   unknown option
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302) for two visits; Draper & Smith 1998
 * (https://doi.org/10.1002/9781118625590) for least squares.
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData, slopes } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V1: { at: { months: -3 } }, V3: { at: { months: -1 } }, V5: { at: { months: 0 }, baseline: true } },
 *   measures: { alsfrsR },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V1", measure: "alsfrsR", value: 40 },
 *     { participant: "001", visit: "V3", measure: "alsfrsR", value: 38 },
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 34 },
 *   ],
 * });
 *
 * slopes(data, { measure: "alsfrsR", from: "V1", to: "V5", method: "two-visit" }).byArm.msc.slope.mean; // => -2
 * slopes(data, { measure: "alsfrsR", from: "V1", to: "V5", method: "least-squares" }).byArm.msc.slope.mean; // => -1.857
 * ```
 */
export function slopes<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<Keys["endpoint"] | SlopeInPlace<Keys>>,
  options: ChangeAnalysisOptions<NoInfer<Keys>> = {},
): SlopesResult<Keys> {
  checkTrialData(caller, data);
  const resolved = resolveAnalysisOptions(caller, options);
  const reference = typeof endpoint === "string" ? endpoint : ({ kind: "slope", ...endpoint } as const);
  const { measure, from, to, ...declared } = resolveEndpoint(caller, data.trial, reference, ["slope"], (inPlace) => checkSlopeInPlace(caller, data.trial, inPlace));
  const slopeOptions = resolveSlopeOptions(caller, data.trial, [{ from, to }], declared);
  const slopeOver = slopeReader(data, measure, slopeOptions);
  const { better } = data.trial.measures[measure];
  const analysed = analyseParticipants<Keys, ParticipantSlope<Keys>>(caller, data, options.population, ({ id, arm }) => {
    const reading = slopeOver(id, { from, to });
    if (!reading.found) return reading;
    const { slope } = reading;
    return { participant: id, arm, slope, improvement: improvementOf(better, slope), visits: reading.values.length };
  });
  return {
    kind: "slope",
    ...analysed,
    byArm: summariseByArm(data.trial.arms, analysed.rows, ["slope", "improvement"], resolved.quantileType),
    better: { slope: better, improvement: "higher" },
    method: {
      name: "slope",
      options: { measure, from, to, ...slopeOptions, ...resolved },
      reference: "Oh et al. 2018, doi:10.1002/ana.25302; Draper & Smith 1998, doi:10.1002/9781118625590",
    },
  };
}

const caller = "slopes";
