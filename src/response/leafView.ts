import type { Lack } from "../trial/Lack.ts";
import { checkMeasureEndpointInPlace } from "../change/endpointInPlace.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";
import { keysOf } from "../trial/keysOf.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import { resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { type MeasureReader, type MeasureReading, measureReader } from "./measureReader.ts";
import type { ResponderPolicies, RuleEvidence } from "./ResponderResult.ts";
import { boundTest, type LeafRule } from "./ruleBound.ts";
import { type EndpointLack, negate, type ResponseReason, type ResponseVerdict } from "./ResponseVerdict.ts";

/** What the parts of a rule share. */
export interface RuleContext<Keys extends TrialKeys> {
  readonly caller: string;
  readonly data: TrialData<Keys>;
  readonly policies: Required<ResponderPolicies>;
}

/** One part of a rule, with all that has to be known to judge a participant by it. */
export interface LeafView<Keys extends TrialKeys> {
  readonly window: MeasureReader<Keys>["window"];
  readonly daysPerMonth: number;
  /** Evidence found: the opposite where the part is turned round. */
  readonly judgeAt: (participant: string, visit: Keys["visit"]) => Judged<Keys> | Lack<Keys>;
  /** The verdict of a policy, in place of what values would say. */
  readonly assume: (policy: Policy, reason: ResponseReason, lack: EndpointLack<Keys>) => ResponseVerdict<Keys>;
  readonly isDeadBy: (participant: string, visit: Keys["visit"]) => boolean;
  /** A participant's visits in order, with their planned days from the end of the window. */
  readonly calendar: (participant: string) => readonly DatedVisit<Keys>[];
}

export interface Judged<Keys extends TrialKeys> {
  readonly found: true;
  readonly evidence: RuleEvidence<Keys>;
}

export interface DatedVisit<Keys extends TrialKeys> {
  readonly visit: Keys["visit"];
  readonly days: number;
}

type Policy = Required<ResponderPolicies>[keyof ResponderPolicies];

export function leafView<Keys extends TrialKeys>(
  { caller, data, policies }: RuleContext<Keys>,
  rule: LeafRule<EndpointReference<Keys>>,
  negated: boolean,
): LeafView<Keys> {
  const endpoint = resolveEndpoint(caller, data.trial, rule.of, ["change", "percent-change", "slope-change"], (inPlace) =>
    checkMeasureEndpointInPlace(caller, data.trial, inPlace),
  );
  const { read, window, daysPerMonth } = measureReader(caller, data, endpoint);
  const isMet = boundTest(caller, rule, endpoint.kind);
  const valueAt = valuesOf(data, endpoint.measure);
  const plannedDay = plannedDaysOf(data, daysPerMonth);
  // Deaths were placed by the month of the data, not by that of the endpoint's slopes.
  const lastDay = plannedDaysOf(data);
  const deaths = knownDeaths(data);
  const turn = (verdict: ResponseVerdict<Keys>) => (negated ? negate(verdict) : verdict);

  const assume: LeafView<Keys>["assume"] = (policy, reason, lack) =>
    turn(policy === "non-responder" ? { holds: false, reason, lack } : { holds: null, reason, lack });

  function verdictOn(reading: MeasureReading): ResponseVerdict<Keys> {
    const met = isMet(reading);
    if (met !== null) return turn({ holds: met, reason: met ? "met" : "not-met" });
    if (endpoint.kind !== "slope-change") return assume(policies.missing, "missing", { reason: "zero-reference", visit: window.from });
    return assume(policies.noLeadInDecline, "no-lead-in-decline", { reason: "no-lead-in-decline", visit: endpoint.leadIn.to });
  }

  return {
    window,
    daysPerMonth,
    assume,
    judgeAt: (participant, visit) => {
      // A line may be drawn to a visit without a value, but says nothing new there.
      const observed = visit === window.to ? null : valueAt(participant, visit);
      if (observed?.found === false) return observed;
      const reading = read(participant, visit);
      if (!reading.found) return reading;
      const { improvement, percentImprovement } = reading;
      const numbers = { visit, improvement, ...(percentImprovement !== undefined && { percentImprovement }) };
      return { found: true, evidence: { ...numbers, ...verdictOn(reading) } };
    },
    isDeadBy: (participant, visit) => {
      const observed = valueAt(participant, visit);
      // A visit held after its planned day tells of deaths until then.
      if (!observed.found && observed.reason === "died") return true;
      const end = (observed.found ? observed.day : null) ?? lastDay(participant, visit) ?? NaN;
      return (deaths.get(participant)?.earliest ?? Infinity) <= end;
    },
    calendar: (participant) => {
      const end = plannedDay(participant, window.to);
      const placed = keysOf(data.trial.visits).flatMap((visit) => {
        const day = plannedDay(participant, visit);
        return day === null || end === null ? [] : [{ visit, days: day - end }];
      });
      return placed.sort((left, right) => left.days - right.days);
    },
  };
}
