import { checkFields } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkRange } from "../trial/checkMeasureEndpoint.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { refuseFaults } from "../trial/Fault.ts";
import { recordOf } from "../trial/keysOf.ts";
import { checkKey, resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import type { ChangeAnalysisOptions } from "./analysis.ts";
import { type ChangeResult, changeResult } from "./changeResult.ts";

export interface ChangeFromBaselineOptions<
  Keys extends TrialKeys = TrialKeys,
  To extends Keys["visit"] | readonly Keys["visit"][] = Keys["visit"] | readonly Keys["visit"][],
> extends ChangeAnalysisOptions<Keys> {
  readonly measure: Keys["measure"];
  /** The later visit, or several of them. */
  readonly to: To;
  /** The earlier visit; the trial's baseline visit if left out. */
  readonly from?: Keys["visit"];
}

/** Changes to several visits, each a result of its own: participants may differ from visit to visit. */
export interface ChangeByVisitResult<Keys extends TrialKeys = TrialKeys, To extends Keys["visit"] = Keys["visit"]> {
  readonly byVisit: { readonly [V in To]: ChangeResult<Keys> };
}

/**
 * Change of a measure from baseline to a visit: for each participant, and described by arm.
 *
 * Use it for the plain question how much a score changed; `compareArms` compares the arms. The change is written in place, or is an
 * endpoint of the trial by its key (`change` or `percent-change`, as `evaluateEndpoint` has them). `change` is later − earlier in the
 * measure's units, `improvement` the same turned so that positive is benefit, by the direction that the measure declares, and
 * `percentChange` 100 × change / earlier value, `null` where that value is not above 0.
 *
 * A participant needs a value at both visits; nothing is carried forward or imputed. `excluded` names the others with the
 * reason recorded for the missing value (`died` also where a death by then is known and no record was made of the visit).
 * Every arm keeps its entry in `byArm`, also without participants. With several visits in `to` the result has one such
 * result for each under `byVisit`.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, an endpoint of another kind, a visit that is not later than
 *   `from`, an unknown option
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302), whose primary endpoint it is.
 *
 * @example
 * ```ts
 * import { alsfrsR, changeFromBaseline, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 *   endpoints: { change4: { kind: "change", measure: "alsfrsR", to: "V9" } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "control" }],
 *   observations: [
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
 *     { participant: "001", visit: "V9", measure: "alsfrsR", value: 35 },
 *     { participant: "002", visit: "V5", measure: "alsfrsR", value: 40 },
 *     { participant: "002", visit: "V9", measure: "alsfrsR", value: 36 },
 *     { participant: "003", visit: "V5", measure: "alsfrsR", value: 33 },
 *     { participant: "003", visit: "V9", measure: "alsfrsR", missing: "withdrew" },
 *   ],
 * });
 * const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
 *
 * change.byArm.msc.change.mean; // => -2.5
 * change.byArm.msc.percentChange.mean; // => -6.389
 * change.byArm.control.n; // => 0
 * change.excluded; // => [{ participant: "003", arm: "control", reason: "withdrew", visit: "V9" }]
 * changeFromBaseline(data, "change4").byArm.msc.change.mean; // => -2.5
 * ```
 */
export function changeFromBaseline<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: ChangeFromBaselineOptions<NoInfer<Keys>, NoInfer<Keys["visit"]>>,
): ChangeResult<Keys>;
export function changeFromBaseline<Keys extends TrialKeys, const To extends Keys["visit"]>(
  data: TrialData<Keys>,
  options: ChangeFromBaselineOptions<NoInfer<Keys>, readonly To[]>,
): ChangeByVisitResult<Keys, To>;
export function changeFromBaseline<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<Keys["endpoint"]>,
  options?: ChangeAnalysisOptions<NoInfer<Keys>>,
): ChangeResult<Keys>;
export function changeFromBaseline<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: Keys["endpoint"] | ChangeFromBaselineOptions<Keys>,
  options: ChangeAnalysisOptions<Keys> = {},
): ChangeResult<Keys> | ChangeByVisitResult<Keys> {
  checkTrialData("changeFromBaseline", data);
  if (typeof endpoint === "string") {
    const declared = resolveEndpoint("changeFromBaseline", data.trial, endpoint, ["change", "percent-change"]);
    // A trial that declares the later visit has a baseline.
    const { kind, measure, to, from = baselineVisitOf(data.trial) ?? to } = declared;
    return changeResult("changeFromBaseline", data, kind, { measure, from, to }, options);
  }
  checkFields("changeFromBaseline", "the options", endpoint, ["measure", "to"], ["from", "population", "quantileType"]);
  const { measure, to, from = baselineVisitOf(data.trial), ...rest } = endpoint;
  checkKey("changeFromBaseline", data.trial.measures, measure, "measure");
  const changeTo = (visit: Keys["visit"]) => {
    // A trial that declares the later visit has a baseline.
    const range = { from: from ?? visit, to: visit };
    refuseFaults("changeFromBaseline", checkRange(data.trial, range, []));
    return changeResult("changeFromBaseline", data, "change", { measure, ...range }, rest);
  };
  if (typeof to === "string") return changeTo(to);
  if (!Array.isArray(to) || to.length === 0) throw new RangeError(`changeFromBaseline: to must name at least one visit; received ${show(to)}`);
  return { byVisit: recordOf<Keys["visit"], ChangeResult<Keys>>(to, changeTo) };
}
