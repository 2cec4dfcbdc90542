import { checkObject, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { ResponderRule } from "../trial/ResponderRule.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ResponderClassesResult, ResponderPolicies, ResponderResult } from "./ResponderResult.ts";
import { ruleClassifier } from "./ruleClassifier.ts";

/** A rule whose endpoints are keys of the trial or written in place. */
export type RuleOfTrial<Keys extends TrialKeys = TrialKeys> = ResponderRule<EndpointReference<Keys>>;

export interface ClassificationOptions<Keys extends TrialKeys = TrialKeys> extends ResponderPolicies {
  /** The population to classify; every participant in the data if left out. */
  readonly population?: Keys["population"];
}

export interface ClassifyRespondersOptions<Keys extends TrialKeys = TrialKeys> extends ClassificationOptions<Keys> {
  readonly rule: RuleOfTrial<Keys>;
}

export interface ClassifyIntoClassesOptions<Keys extends TrialKeys = TrialKeys, Class extends string = string>
  extends ClassificationOptions<Keys> {
  /** A rule for each class, by a name of your own. */
  readonly classes: { readonly [C in Class]: RuleOfTrial<Keys> };
}

/**
 * Who responded to treatment, by a rule: for each participant with the evidence, and counted by arm and by reason.
 *
 * Use it where an endpoint is turned into responders. The rule is data and carries its endpoints, as keys of the trial or
 * written in place. With `classes` there is one result for each named rule under `byClass`; classes may overlap
 * (at least 50 %, at least 75 %) and need not cover everyone, and `rows` lists each participant's. `compareResponders` compares
 * the arms.
 *
 * Three things can keep values from deciding, and an option says what becomes of each; all count as non-response by default,
 * and `byReason` keeps them apart from participants whose values did not meet the rule.
 *
 * - `deaths`: death by the end of the window, even with an earlier value. Known from a clinical event, a disposition, a fatal
 *   adverse event, or a value recorded as missing because of it; where the day is open it counts unless it must have come
 *   later. The window ends at the endpoint's last visit: the day recorded there, otherwise its planned day. A visit counted from
 *   a dose that was not given has no day: whoever died before the dose is `missing` there.
 * - `missing`: the endpoint cannot be read; the evidence names the reason and the visit. `as-observed` takes the last value
 *   within the window in its place, here and for deaths; whoever has none is excluded.
 * - `noLeadInDecline`: the rule asks for a percentage of the lead-in decline, and there was none.
 *
 * The options act on each endpoint of a rule, before `not`, `anyOf` and `allOf` (three-valued logic): with deaths as
 * non-responders, `not(percentImprovement({ of, atLeast: 50 }))` is Oh 2018's "less than 50 %, or died". Bounds hold at exact
 * ties whatever their rounding: a rule is met if improvement − needed improvement is at least −1e-9 of the measure's range
 * (per unit of time, for slopes), one with `moreThan` if it is above +1e-9. For a measure without a full range the largest of
 * the participant's own values stands in for the range.
 *
 * A `confirmed` rule holds at the endpoint's last visit and at every later visit with a value up to the first that is late
 * enough by planned time, each component by itself and against the same reference; the evidence has `visit`, the onset, and
 * `confirmedAt`.
 * What began and did not last, or has no value late enough, is `unconfirmed`.
 *
 * A responder rate is not a null rate: with a lead-in of three months about a quarter of untreated participants can reach
 * 50 % by chance, because their lead-in slope is measured with error. It means something only against another arm.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, a rule without a bound, with a field of another rule
 *   or with endpoints of another kind, a confirmation that no visit is late enough for, an unknown option
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302); three-valued logic: Kleene 1938
 * (https://doi.org/10.2307/2267778).
 *
 * @example
 * ```ts
 * import { alsfrsR, classifyResponders, defineTrial, not, percentImprovement, readTrialData } from "trialwise";
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
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   observations: [
 *     { participant: "001", visit: "V1", measure: "alsfrsR", value: 42 },
 *     { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
 *     { participant: "001", visit: "V9", measure: "alsfrsR", value: 33 },
 *     { participant: "002", visit: "V1", measure: "alsfrsR", value: 40 },
 *     { participant: "002", visit: "V5", measure: "alsfrsR", value: 37 },
 *   ],
 *   clinicalEvents: [{ participant: "002", kind: "death", at: { months: 3 } }],
 * });
 * const good = percentImprovement({ of: "slope4", atLeast: 50 });
 *
 * const { byArm, rows } = classifyResponders(data, { rule: good });
 * byArm.msc.proportion; // => 0.5
 * rows[0]?.evidence[0]?.percentImprovement; // => 62.5
 * rows[1]?.reason; // => "died"
 *
 * const { byClass } = classifyResponders(data, { classes: { good, poor: not(good) } });
 * byClass.poor.byArm.msc.responders; // => 1
 * ```
 */
export function classifyResponders<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: ClassifyRespondersOptions<NoInfer<Keys>>,
): ResponderResult<Keys>;
export function classifyResponders<Keys extends TrialKeys, Class extends string>(
  data: TrialData<Keys>,
  options: ClassifyIntoClassesOptions<NoInfer<Keys>, Class>,
): ResponderClassesResult<Keys, Class>;
export function classifyResponders<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: ClassifyRespondersOptions<Keys> | ClassifyIntoClassesOptions<Keys>,
): ResponderResult<Keys> | ResponderClassesResult<Keys> {
  checkTrialData(caller, data);
  const isSingle = typeof options === "object" && options !== null && "rule" in options;
  checkOptionKeys(caller, options, [isSingle ? "rule" : "classes", "deaths", "missing", "noLeadInDecline", "population"]);
  const classify = ruleClassifier(caller, data, options);
  if (isSingle) return classify(options.rule);
  checkParts(caller, "the options", options, ["classes"]);
  const classes = checkClasses(options.classes);
  const byClass = recordOf(classes, (name) => classify(options.classes[name]!));
  const rows = byClass[classes[0]!]!.rows.map(({ participant, arm }, index) => ({
    participant,
    arm,
    classes: classes.filter((name) => byClass[name]!.rows[index]!.status === "responder"),
  }));
  return { byClass, rows };
}

const caller = "classifyResponders";

/** The names of the classes; they become keys of the result, so a name that every object answers to is refused. */
function checkClasses(classes: object): string[] {
  checkObject(caller, "classes", classes);
  const names: string[] = keysOf(classes);
  // A literal { __proto__: rule } sets the prototype instead of naming a class, and would be lost without a word.
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(classes));
  const forbidden = isPlain ? names.find((name) => name in Object.prototype || name === "prototype") : "__proto__";
  if (forbidden !== undefined) throw new RangeError(`${caller}: a class cannot be named ${show(forbidden)}: every object answers to that name`);
  if (names.length === 0) throw new RangeError(`${caller}: classes must name at least one rule`);
  return names;
}
