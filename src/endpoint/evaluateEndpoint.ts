import { type BiomarkerAnalysisOptions, biomarkerAnalysisKeys, biomarkerChange } from "../biomarker/biomarkerChange.ts";
import type { BiomarkerChangeOf, BiomarkerChangeResult, CensoredBiomarkerChangeResult } from "../biomarker/BiomarkerChangeResult.ts";
import type { LimitRule, SubstitutionRule } from "../biomarker/limitRule.ts";
import type { ChangeAnalysisOptions } from "../change/analysis.ts";
import { type ChangeResult, changeResult } from "../change/changeResult.ts";
import { checkMeasureEndpointInPlace, checkSlopeInPlace } from "../change/endpointInPlace.ts";
import { slopeChange, type SlopeChangeResult } from "../change/slopeChange.ts";
import { slopes, type SlopesResult } from "../change/slopes.ts";
import { type ClassificationOptions, classifyResponders } from "../response/classifyResponders.ts";
import type { ResponderResult } from "../response/ResponderResult.ts";
import { checkFields, checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { timeToEvent } from "../survival/timeToEvent.ts";
import type { TimeToEventOptions } from "../survival/timeToEventOptions.ts";
import type { TimeToEventResult } from "../survival/TimeToEventResult.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { BiomarkerChangeEndpoint, Endpoint, ResponseEndpoint, SlopeEndpoint, TimeToEventEndpoint } from "../trial/Endpoint.ts";
import type { ChangeEndpoint, PercentChangeEndpoint, SlopeChangeEndpoint } from "../trial/MeasureEndpoint.ts";
import { resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";

/** A result by the kind of its endpoint: `result.kind` tells them apart. */
export type EndpointResult<Keys extends TrialKeys = TrialKeys> =
  | ChangeResult<Keys>
  | SlopesResult<Keys>
  | SlopeChangeResult<Keys>
  | ResponderResult<Keys>
  | BiomarkerChangeResult<Keys>
  | CensoredBiomarkerChangeResult<Keys>
  | TimeToEventResult<Keys>;

/**
 * `quantileType` is for endpoints on a measure or a biomarker; `deaths`, `missing` and `noLeadInDecline` are for responses; the others,
 * such as `limits`, for changes of a biomarker, or, such as `origin`, for times to an event.
 */
export interface EvaluateEndpointOptions<Keys extends TrialKeys = TrialKeys>
  extends ChangeAnalysisOptions<Keys>, ClassificationOptions<Keys>, BiomarkerAnalysisOptions<Keys>, TimeToEventOptions<Keys> {
  readonly population?: Keys["population"];
}

/**
 * Evaluates an endpoint of a trial, whatever its kind.
 *
 * Use it to go through a trial's endpoints in a loop, or where the endpoint is data; where the kind is known, call its
 * calculator. `change` and `percent-change` give what `changeFromBaseline` gives (a percent change leaves out participants
 * whose earlier value is not above 0, as `zero-reference`), `slope` what `slopes` gives, `slope-change` what `slopeChange` gives
 * `response` what `classifyResponders` gives, `biomarker-change` what `biomarkerChange` gives and `time-to-event` what `timeToEvent`
 * gives. An endpoint written in place has a result of its own type; that of a key is told apart by `kind`.
 *
 * @throws TrialwiseError `beyond-limits`, `invalid-records` as `biomarkerChange`
 * @throws RangeError, TypeError for a key that the trial does not declare, an endpoint of another kind, an option that is not
 *   one of its kind's
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, evaluateEndpoint, keysOf, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 *   endpoints: {
 *     change4: { kind: "change", measure: "alsfrsR", to: "V9" },
 *     leadIn: { kind: "slope", measure: "alsfrsR", from: "V1", to: "V5", method: "two-visit" },
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
 *
 * keysOf(trial.endpoints).map((endpoint) => evaluateEndpoint(data, endpoint).kind); // => ["change", "slope"]
 * evaluateEndpoint(data, { kind: "percent-change", measure: "alsfrsR", to: "V9" }).byArm.msc.percentChange.mean; // => -8.333
 * ```
 */
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<ChangeEndpoint<Keys> | PercentChangeEndpoint<Keys>>,
  options?: ChangeAnalysisOptions<NoInfer<Keys>>,
): ChangeResult<Keys>;
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<SlopeEndpoint<Keys>>,
  options?: ChangeAnalysisOptions<NoInfer<Keys>>,
): SlopesResult<Keys>;
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<SlopeChangeEndpoint<Keys>>,
  options?: ChangeAnalysisOptions<NoInfer<Keys>>,
): SlopeChangeResult<Keys>;
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<ResponseEndpoint<Keys>>,
  options?: ClassificationOptions<NoInfer<Keys>>,
): ResponderResult<Keys>;
export function evaluateEndpoint<Keys extends TrialKeys, Rule extends LimitRule = SubstitutionRule, Better extends "higher" | "lower" = never>(
  data: TrialData<Keys>,
  endpoint: NoInfer<BiomarkerChangeEndpoint<Keys>>,
  options?: BiomarkerAnalysisOptions<NoInfer<Keys>, Rule, Better>,
): BiomarkerChangeOf<Keys, Rule, Better>;
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<TimeToEventEndpoint<Keys>>,
  options?: TimeToEventOptions<NoInfer<Keys>>,
): TimeToEventResult<Keys>;
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<Keys["endpoint"] | Endpoint<Keys>>,
  options?: EvaluateEndpointOptions<NoInfer<Keys>>,
): EndpointResult<Keys>;
export function evaluateEndpoint<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: Keys["endpoint"] | Endpoint<Keys>,
  options: EvaluateEndpointOptions<Keys> = {},
): EndpointResult<Keys> {
  checkTrialData("evaluateEndpoint", data);
  const resolved = resolveEndpoint("evaluateEndpoint", data.trial, endpoint, kinds, (inPlace) => checkInPlace(data.trial, inPlace));
  switch (resolved.kind) {
    case "slope":
      return slopes(data, resolved, options);
    case "slope-change":
      return slopeChange(data, resolved, options);
    case "response":
      return evaluateResponse(data, resolved, options);
    case "time-to-event":
      return timeToEvent(data, resolved, options);
    case "biomarker-change": {
      checkOptionKeys("evaluateEndpoint", options, biomarkerAnalysisKeys);
      const { kind: _, ...change } = resolved;
      return biomarkerChange(data, { ...change, ...options });
    }
    default: {
      const { kind, measure, to, from = baselineVisitOf(data.trial) ?? to } = resolved;
      return changeResult("evaluateEndpoint", data, kind, { measure, from, to }, options);
    }
  }
}

const kinds = ["change", "percent-change", "slope", "slope-change", "response", "biomarker-change", "time-to-event"] as const;

function checkInPlace(trial: Trial, endpoint: Endpoint): void {
  switch (endpoint.kind) {
    case "slope":
      return checkSlopeInPlace("evaluateEndpoint", trial, endpoint);
    case "response":
      return checkFields("evaluateEndpoint", "the endpoint", endpoint, ["rule"], ["kind"]);
    case "biomarker-change":
      return checkKnownKeys("evaluateEndpoint", "the endpoint", endpoint, ["kind", "biomarker", "from", "to", "scale"]);
    case "time-to-event":
      // `timeToEvent` checks its endpoint itself.
      return;
    default:
      return checkMeasureEndpointInPlace("evaluateEndpoint", trial, endpoint);
  }
}

/** The rule is the endpoint's: one among the options, which a caller without types may give, must not take its place. */
function evaluateResponse<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  { rule }: ResponseEndpoint<Keys>,
  options: ClassificationOptions<Keys>,
): ResponderResult<Keys> {
  checkOptionKeys("evaluateEndpoint", options, ["population", "deaths", "missing", "noLeadInDecline"]);
  return classifyResponders(data, { rule, ...options });
}
