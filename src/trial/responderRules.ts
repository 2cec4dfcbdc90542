import { checkFields } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { MeasureEndpoint } from "./MeasureEndpoint.ts";
import type {
  AbsoluteImprovement,
  AllOf,
  AnyOf,
  Bound,
  Confirmed,
  NoWorsening,
  Not,
  PercentImprovement,
  ResponderRule,
  StartingWithin,
} from "./ResponderRule.ts";

/** What a rule may look at: the key of an endpoint, or an endpoint written in place. */
export type RuleReference = string | MeasureEndpoint;

/** The endpoints that some rules look at, each rule's its own. */
export type ReferencesOf<Rule> = Rule extends ResponderRule<infer Of> ? Of : never;

/**
 * Responds by improving by a percentage.
 *
 * Of a slope change: 100 × improvement / lead-in decline, so 50 means that the decline slowed by half and 100 that it
 * stopped. Without a decline in the lead-in it is undefined, and `classifyResponders` says what becomes of the
 * participant. Of a percent change: 100 × improvement / value at the endpoint's first visit.
 *
 * `atLeast` is reached at equality (Oh 2018: at least 50 %), `moreThan` only beyond (Petrou 2021: more than 25 %).
 *
 * @example
 * ```ts
 * import { percentImprovement } from "trialwise";
 *
 * percentImprovement({ of: "slope4", atLeast: 50 }); // => { kind: "percent-improvement", of: "slope4", atLeast: 50 }
 * ```
 */
export function percentImprovement<const Of extends RuleReference>(options: { readonly of: Of } & Bound): PercentImprovement<Of> {
  checkFields("percentImprovement", "the rule", options, ["of"], ["atLeast", "moreThan"]);
  return { kind: "percent-improvement", of: options.of, ...boundOf("percentImprovement", options) };
}

/**
 * Responds by improving by an amount: points for a change, points per unit of time for a slope change (Berry 2019: at
 * least 1.5 points per month).
 *
 * @example
 * ```ts
 * import { absoluteImprovement } from "trialwise";
 *
 * absoluteImprovement({ of: "slope24", atLeast: 1.5 }); // => { kind: "absolute-improvement", of: "slope24", atLeast: 1.5 }
 * ```
 */
export function absoluteImprovement<const Of extends RuleReference>(options: { readonly of: Of } & Bound): AbsoluteImprovement<Of> {
  checkFields("absoluteImprovement", "the rule", options, ["of"], ["atLeast", "moreThan"]);
  return { kind: "absolute-improvement", of: options.of, ...boundOf("absoluteImprovement", options) };
}

/**
 * Responds by not getting worse: the change, oriented so that positive is benefit, is at least 0.
 *
 * @example
 * ```ts
 * import { noWorsening } from "trialwise";
 *
 * noWorsening({ of: "change4" }); // => { kind: "no-worsening", of: "change4" }
 * ```
 */
export function noWorsening<const Of extends RuleReference>(options: { readonly of: Of }): NoWorsening<Of> {
  checkFields("noWorsening", "the rule", options, ["of"]);
  return { kind: "no-worsening", of: options.of };
}

/**
 * Holds where the value at the first visit of a change lies in a range, its ends included: for thresholds that depend on the
 * baseline. It is a part of a rule and takes the endpoint of the part beside it, so that both can be read or neither.
 *
 * @example
 * ```ts
 * import { absoluteImprovement, allOf, anyOf, startingWithin } from "trialwise";
 *
 * // Harris 2024, EDSS: half a point better from 6.0, a whole point from up to 5.5.
 * const edssImproved = anyOf(
 *   allOf(startingWithin({ of: "edss", from: 6 }), absoluteImprovement({ of: "edss", atLeast: 0.5 })),
 *   allOf(startingWithin({ of: "edss", to: 5.5 }), absoluteImprovement({ of: "edss", atLeast: 1 })),
 * );
 * edssImproved.kind; // => "any-of"
 * ```
 */
export function startingWithin<const Of extends RuleReference>(options: { readonly of: Of; readonly from?: number; readonly to?: number }): StartingWithin<Of> {
  checkFields("startingWithin", "the rule", options, ["of"], ["from", "to"]);
  const { of, from, to } = options;
  const isNumber = (value: number | undefined): boolean => value === undefined || Number.isFinite(value);
  if ((from === undefined && to === undefined) || !isNumber(from) || !isNumber(to) || (from ?? -Infinity) > (to ?? Infinity)) {
    throw new RangeError(`startingWithin: give from, to or both, as finite numbers that run upwards; received ${String(from)} and ${String(to)}`);
  }
  return { kind: "starting-within", of, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/**
 * Responds if any of the rules holds. One rule that holds is enough even where others cannot be evaluated; where none
 * holds and one cannot be evaluated, neither can the whole (three-valued logic).
 *
 * @example
 * ```ts
 * import { absoluteImprovement, anyOf, noWorsening } from "trialwise";
 *
 * anyOf(noWorsening({ of: "edss" }), absoluteImprovement({ of: "walk", atLeast: 1 })).rules.length; // => 2
 * ```
 */
export function anyOf<const Rules extends readonly ResponderRule[]>(...rules: Rules): AnyOf<ReferencesOf<Rules[number]>>;
export function anyOf(...rules: readonly ResponderRule[]): AnyOf {
  return { kind: "any-of", rules };
}

/**
 * Responds if all of the rules hold. One rule that fails is enough to fail even where others cannot be evaluated.
 *
 * @example
 * ```ts
 * import { allOf, not, percentImprovement } from "trialwise";
 *
 * // Petrou 2021's middle class: improved, by at most 25 %.
 * const middle = allOf(
 *   percentImprovement({ of: "slope", atLeast: 0 }),
 *   not(percentImprovement({ of: "slope", moreThan: 25 })),
 * );
 * middle.kind; // => "all-of"
 * ```
 */
export function allOf<const Rules extends readonly ResponderRule[]>(...rules: Rules): AllOf<ReferencesOf<Rules[number]>>;
export function allOf(...rules: readonly ResponderRule[]): AllOf {
  return { kind: "all-of", rules };
}

/**
 * Responds if the rule does not hold. What a policy made of a death or a missing value is turned round as well: with
 * deaths as non-responders, `not(percentImprovement({ of, atLeast: 50 }))` is Oh 2018's "less than 50 %, or died".
 *
 * @example
 * ```ts
 * import { not, percentImprovement } from "trialwise";
 *
 * not(percentImprovement({ of: "slope4", atLeast: 50 })).kind; // => "not"
 * ```
 */
export function not<const Of>(rule: ResponderRule<Of>): Not<Of> {
  return { kind: "not", rule };
}

/**
 * Responds if the rule holds at the endpoint's last visit and at every later visit up to the first that is at least
 * `weeks` weeks after it: the same component, the same side, against the same reference.
 *
 * @example
 * ```ts
 * import { absoluteImprovement, confirmed } from "trialwise";
 *
 * confirmed(absoluteImprovement({ of: "edss6", atLeast: 1 }), { weeks: 24 }).weeks; // => 24
 * ```
 */
export function confirmed<const Of>(rule: ResponderRule<Of>, options: { readonly weeks: number }): Confirmed<Of> {
  checkFields("confirmed", "the options", options, ["weeks"]);
  const weeks: unknown = options.weeks;
  if (typeof weeks !== "number" || !(weeks > 0 && weeks < Infinity)) throw new RangeError(`confirmed: weeks must be a positive number; received ${show(weeks)}`);
  return { kind: "confirmed", rule, weeks: options.weeks };
}

function boundOf(caller: string, bound: Bound): Bound {
  const { atLeast, moreThan } = bound;
  if (typeof atLeast === "number" && Number.isFinite(atLeast) && moreThan === undefined) return { atLeast };
  if (typeof moreThan === "number" && Number.isFinite(moreThan) && atLeast === undefined) return { moreThan };
  const given = atLeast !== undefined && moreThan !== undefined ? "both" : show(atLeast ?? moreThan);
  throw new RangeError(`${caller}: give either atLeast or moreThan, as a finite number; received ${given}`);
}
