import type { QuantileType } from "../inference/quantile.ts";
import type { Method } from "../result/Method.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { SlopeOptions, VisitRange } from "../trial/MeasureEndpoint.ts";
import { keysOf } from "../trial/keysOf.ts";
import { resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type ChangeAnalysisOptions, resolveAnalysisOptions } from "./analysis.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import type { Direction } from "./direction.ts";
import { checkSlopeChangeInPlace } from "./endpointInPlace.ts";
import { resolveSlopeOptions } from "./resolveSlopeOptions.ts";
import { type SlopeChangeNumbers, slopeChangeReader } from "./slopeChangeReader.ts";
import type { ResolvedSlopeOptions } from "./slopeReader.ts";

/** A slope-change endpoint written in place. */
export interface SlopeChangeInPlace<Keys extends TrialKeys = TrialKeys> extends SlopeOptions {
  readonly kind?: "slope-change";
  readonly measure: Keys["measure"];
  readonly leadIn: VisitRange<Keys["visit"]>;
  readonly followUp: VisitRange<Keys["visit"]>;
}

/** Slopes before and after, and how they differ, by participant and by arm. */
export interface SlopeChangeResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "slope-change";
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantSlopeChange<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: SlopeChangeInArm };
  /** What `compareArms` can compare, and which way each is better; the first is compared unless another is asked for. */
  readonly better: {
    readonly change: Direction;
    readonly improvement: "higher";
    readonly leadInSlope: Direction;
    readonly followUpSlope: Direction;
    readonly percentImprovement: "higher";
  };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"slope-change", SlopeChangeMethodOptions<Keys>>;
}

export interface ParticipantSlopeChange<Keys extends TrialKeys = TrialKeys> extends SlopeChangeNumbers {
  readonly participant: string;
  readonly arm: Keys["arm"];
}

export interface SlopeChangeInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly change: ArmSummary;
  readonly improvement: ArmSummary;
  readonly leadInSlope: ArmSummary;
  readonly followUpSlope: ArmSummary;
  /** Of the participants with a lead-in decline. */
  readonly percentImprovement: ArmSummary;
}

export interface SlopeChangeMethodOptions<Keys extends TrialKeys = TrialKeys> extends ResolvedSlopeOptions {
  readonly measure: Keys["measure"];
  readonly leadIn: VisitRange<Keys["visit"]>;
  readonly followUp: VisitRange<Keys["visit"]>;
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
}

/**
 * Change of slope from lead-in to follow-up, each participant their own control: for each participant, and described by arm.
 *
 * Use it where a trial watched its participants before treatment. The endpoint is a key of the trial or written in place; both
 * slopes are taken as in `slopes`, by two visits or by least squares, and a visit that ends the one range and begins the
 * other belongs to both. `change` is follow-up − lead-in in units per unit of time, `improvement` the same turned so that
 * positive is benefit: an AALS slope change of −1.51 is an improvement of +1.51. Oh 2018's footnote prints the opposite
 * subtraction, which would make its own +1.13 negative; its table reports improvement, as here.
 *
 * `percentImprovement` is 100 × improvement / lead-in decline. A decline of at most 1e-9 of the measure's range per unit of
 * time is none, and the percentage `null` with the reason `"no-lead-in-decline"`; for a measure without a full range (FVC) the
 * largest of the participant's own values stands in for it. Means of percentages are moved by participants who hardly
 * declined: `percentSlowing` compares mean slopes instead.
 *
 * Both slopes are needed; nothing is carried forward or imputed. `excluded` names the others, with the visit where the lack
 * was found. Whoever died is left out by two visits, and counted by least squares with the values before, as long as there
 * are two: a responder rule, not this, is for counting deaths. Every arm keeps its entry in `byArm`. A change from one's own
 * lead-in without another arm is in part regression to the mean, above all where participants were chosen by that lead-in.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, an endpoint of another kind, reversed ranges, an
 *   unknown option
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData, slopeChange } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 *   endpoints: {
 *     slope4: {
 *       kind: "slope-change", measure: "alsfrsR", method: "two-visit",
 *       leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" },
 *     },
 *   },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V1", measure: "alsfrsR", value: 42 },
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
 *     { participant: "001", visit: "V9", measure: "alsfrsR", value: 33 },
 *   ],
 * });
 * const change = slopeChange(data, "slope4");
 *
 * change.rows[0]?.leadInSlope; // => -2
 * change.rows[0]?.percentImprovement; // => 62.5
 * change.byArm.msc.improvement.mean; // => 1.25
 * ```
 */
export function slopeChange<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<Keys["endpoint"] | SlopeChangeInPlace<Keys>>,
  options: ChangeAnalysisOptions<NoInfer<Keys>> = {},
): SlopeChangeResult<Keys> {
  checkTrialData("slopeChange", data);
  const resolved = resolveAnalysisOptions("slopeChange", options);
  const reference = typeof endpoint === "string" ? endpoint : ({ kind: "slope-change", ...endpoint } as const);
  const declared = resolveEndpoint("slopeChange", data.trial, reference, ["slope-change"], (inPlace) => checkSlopeChangeInPlace("slopeChange", data.trial, inPlace));
  const { measure, leadIn, followUp } = declared;
  const slopeOptions = resolveSlopeOptions("slopeChange", data.trial, [leadIn, followUp], declared);
  const read = slopeChangeReader(data, declared, slopeOptions);
  const analysed = analyseParticipants<Keys, ParticipantSlopeChange<Keys>>("slopeChange", data, options.population, ({ id, arm }) => {
    const reading = read(id, followUp.to);
    return reading.found ? { participant: id, arm, ...reading.numbers } : reading;
  });
  const { better: direction } = data.trial.measures[measure];
  const better = { change: direction, improvement: "higher", leadInSlope: direction, followUpSlope: direction, percentImprovement: "higher" } as const;
  return {
    kind: "slope-change",
    ...analysed,
    byArm: summariseByArm(data.trial.arms, analysed.rows, keysOf(better), resolved.quantileType),
    better,
    method: {
      name: "slope-change",
      options: { measure, leadIn, followUp, ...slopeOptions, ...resolved },
      reference: "Oh et al. 2018, doi:10.1002/ana.25302",
    },
  };
}
