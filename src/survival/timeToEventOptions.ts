import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { type ClinicalEventKind, clinicalEventKinds } from "../trial/ClinicalEvent.ts";
import type { TimeToEventEndpoint } from "../trial/Endpoint.ts";
import { daysPerMonth, type Offset, offsetParts, type TimeUnit } from "../trial/Offset.ts";
import { checkKey, resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { dayNumber } from "./dayNumber.ts";
import type { FollowUpEnd, TimeToEventMethodOptions } from "./TimeToEventResult.ts";

/**
 * A moment in a participant's trial.
 *
 * - `baseline`: day 0
 * - `randomisation`: the disposition `randomised`
 * - `first-dose`: the dose with number 1
 * - `{ visit }`: a visit, at its planned time or at the first date recorded there (`visitDays`)
 */
export type TimeAnchor<Keys extends TrialKeys = TrialKeys> = "baseline" | "randomisation" | "first-dose" | { readonly visit: Keys["visit"] };

/** The day that a partial date stands for: the first it may mean, the last, or the middle between them. */
export type PartialDateRule = "earliest" | "midpoint" | "latest";

/** The end of all observation: a calendar date, or so long after each participant's origin. */
export type CutOff = { readonly date: string } | Offset;

/** A time-to-event endpoint written in place. */
export interface TimeToEventInPlace<Keys extends TrialKeys = TrialKeys> extends Omit<TimeToEventEndpoint<Keys>, "kind"> {
  readonly kind?: "time-to-event";
}

export interface TimeToEventOptions<Keys extends TrialKeys = TrialKeys> {
  /** What time is counted from, where the endpoint names no visit. Default `"baseline"`. */
  readonly origin?: TimeAnchor<Keys>;
  /**
   * From when on events were observed; before it a participant is not at risk (delayed entry). `"origin"`: everyone who is timed was
   * followed from the origin, whoever had an event before treatment included. Not declared by default: at risk from the origin, and
   * `immortalTime` lists who could not have had an event yet.
   */
  readonly entry?: "origin" | TimeAnchor<Keys>;
  /** Events that rule the endpoint out: death, where the endpoint is gastrostomy. Default none. */
  readonly competing?: readonly ClinicalEventKind[];
  /**
   * What becomes of participants with an event before the origin: left out, since they are no longer at risk, or observed for
   * the next one, as for relapses. Default `"exclude"`.
   */
  readonly priorEvents?: "exclude" | "ignore";
  /**
   * Dispositions that end observation; the last of them counts where a participant has several. Default all:
   * `["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"]`. With `[]` everyone is observed up to
   * their last record; where deaths alone were recorded later on, that makes survival look shorter than it is.
   */
  readonly followUpEnds?: readonly FollowUpEnd[];
  /** Default none. */
  readonly cutOff?: CutOff;
  /** Default `"midpoint"`. */
  readonly partialDates?: PartialDateRule;
  /** Days of visits: planned ones, or the first date recorded at the visit. Default `"nominal"`. */
  readonly visitDays?: "nominal" | "actual";
  /** Of the times in the result. Default `"month"`, of 30.4375 days. */
  readonly unit?: TimeUnit;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
}

/** Dispositions that end follow-up unless told otherwise. */
export const leaving: readonly FollowUpEnd[] = ["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"];

export function resolveTimeToEvent<Keys extends TrialKeys>(
  caller: string,
  { trial }: TrialData<Keys>,
  reference: Keys["endpoint"] | TimeToEventInPlace<Keys>,
  options: TimeToEventOptions<Keys>,
): TimeToEventMethodOptions<Keys> {
  checkOptionKeys(caller, options, ["origin", "entry", "competing", "priorEvents", "followUpEnds", "cutOff", "partialDates", "visitDays", "unit", "population"]);
  const inPlace = typeof reference === "object" && reference !== null ? ({ kind: "time-to-event", ...reference } as const) : reference;
  const endpoint = resolveEndpoint(caller, trial, inPlace, ["time-to-event"]);
  checkKnownKeys(caller, "the endpoint", endpoint, ["kind", "events", "origin", "censoredBy"]);
  const { competing = [], priorEvents = "exclude", followUpEnds = leaving, cutOff, partialDates = "midpoint", visitDays = "nominal", unit = "month" } = options;
  if (endpoint.origin !== undefined && options.origin !== undefined) {
    throw new RangeError(`${caller}: the endpoint counts from the visit ${show(endpoint.origin)}; leave out the option origin, or the endpoint's`);
  }
  const origin = endpoint.origin === undefined ? (options.origin ?? "baseline") : { visit: endpoint.origin };
  checkAnchor(caller, "origin", trial.visits, origin);
  const { entry } = options;
  if (entry !== undefined && entry !== "origin") checkAnchor(caller, "entry", trial.visits, entry);
  const { events, censoredBy = [] } = endpoint;
  checkKinds(caller, { events, competing, censoredBy });
  checkChoice(caller, "priorEvents", priorEvents, ["exclude", "ignore"]);
  checkList(caller, "followUpEnds", followUpEnds, leaving);
  checkChoice(caller, "partialDates", partialDates, ["earliest", "midpoint", "latest"]);
  checkChoice(caller, "visitDays", visitDays, ["nominal", "actual"]);
  checkChoice(caller, "unit", unit, ["month", "week", "day"]);
  if (cutOff !== undefined) checkCutOff(caller, cutOff);
  return {
    events: [...events],
    competing: [...competing],
    censoredBy: [...censoredBy],
    origin,
    ...(entry !== undefined && { entry }),
    priorEvents,
    followUpEnds: [...followUpEnds],
    ...(cutOff !== undefined && { cutOff }),
    partialDates,
    visitDays,
    unit,
    daysPerMonth,
    ...(options.population !== undefined && { population: options.population }),
  };
}

function checkAnchor<Keys extends TrialKeys>(caller: string, name: string, visits: object, anchor: TimeAnchor<Keys>): void {
  if (typeof anchor === "object" && anchor !== null) {
    checkKnownKeys(caller, name, anchor, ["visit"]);
    checkKey(caller, visits, anchor.visit, "visit");
  } else checkChoice(caller, name, anchor, name === "entry" ? ["origin", "baseline", "randomisation", "first-dose"] : ["baseline", "randomisation", "first-dose"]);
}

function checkKinds(caller: string, lists: { readonly [name: string]: readonly ClinicalEventKind[] }): void {
  const seen = new Map<ClinicalEventKind, string>();
  for (const [name, kinds] of Object.entries(lists)) {
    checkList(caller, name, kinds, clinicalEventKinds);
    if (name === "events" && kinds.length === 0) throw new RangeError(`${caller}: events must name at least one kind of clinical event`);
    for (const kind of kinds) {
      const before = seen.get(kind);
      if (before !== undefined) throw new RangeError(`${caller}: ${show(kind)} is named in ${before === name ? `${name} twice` : `${before} and in ${name}`}`);
      seen.set(kind, name);
    }
  }
}

function checkList<Choice extends string>(caller: string, name: string, list: readonly Choice[], choices: readonly Choice[]): void {
  if (!Array.isArray(list)) throw new TypeError(`${caller}: ${name} must be a list; received ${show(list)}`);
  for (const each of list) checkChoice(caller, name, each, choices);
}

function checkCutOff(caller: string, cutOff: CutOff): void {
  checkKnownKeys(caller, "cutOff", cutOff, ["date", "months", "weeks", "days"]);
  if (Object.keys(cutOff).length !== 1) throw new TypeError(`${caller}: cutOff must be { date }, { months }, { weeks } or { days }`);
  if ("date" in cutOff) {
    if (Number.isNaN(dayNumber(cutOff.date))) throw new RangeError(`${caller}: cutOff.date must be a full ISO date such as "2014-06-30"; received ${show(cutOff.date)}`);
    return;
  }
  const { unit, amount } = offsetParts(cutOff);
  checkFinite(caller, `cutOff.${unit}s`, amount);
  if (amount <= 0) throw new RangeError(`${caller}: cutOff must be after the origin; received ${show(amount)} ${unit}s`);
}
