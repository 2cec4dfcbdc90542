import type { RuleOfTrial } from "../response/classifyResponders.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";
import type { VisitRange } from "../trial/MeasureEndpoint.ts";
import { resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";

const caller = "crossoverResponders";

/** The visits that each period's rule looks at, endpoint by endpoint: one list of all periods for each endpoint of the longest rule. */
export function ruleWindows<Keys extends TrialKeys>(trial: Trial<Keys>, rules: readonly RuleOfTrial<Keys>[]): readonly (readonly VisitRange<Keys["visit"]>[])[] {
  const windows = rules.map((rule) => endpointsOf(rule).map((endpoint) => windowOf(trial, endpoint)));
  const most = Math.max(...windows.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => windows.map((ranges) => ranges[Math.min(index, ranges.length - 1)]!));
}

function endpointsOf<Keys extends TrialKeys>(rule: RuleOfTrial<Keys>): readonly EndpointReference<Keys>[] {
  if ("of" in rule) return [rule.of];
  return "rule" in rule ? endpointsOf(rule.rule) : rule.rules.flatMap((part) => endpointsOf(part));
}

function windowOf<Keys extends TrialKeys>(trial: Trial<Keys>, reference: EndpointReference<Keys>): VisitRange<Keys["visit"]> {
  // What is wrong with an endpoint in place was refused before, when the rule was applied.
  const endpoint = resolveEndpoint(caller, trial, reference, ["change", "percent-change", "slope-change"]);
  if (endpoint.kind === "slope-change") return endpoint.followUp;
  // A change was measured from some visit: without a baseline the rule was refused, too.
  return { from: endpoint.from ?? baselineVisitOf(trial)!, to: endpoint.to };
}
