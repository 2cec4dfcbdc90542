import type { Bound, ResponderRule } from "../trial/ResponderRule.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";

/** What makes a participant a responder: `with an improvement of walk (baseline to V9) by at least 20% of the first value`. */
export function responderRuleText(rule: ResponderRule<EndpointReference>): string {
  switch (rule.kind) {
    case "percent-improvement":
      return `with an improvement of ${endpointText(rule.of)} by ${boundText(rule)}%${referenceText(rule.of)}`;
    case "absolute-improvement":
      return `with an improvement of ${endpointText(rule.of)} by ${boundText(rule)}`;
    case "no-worsening":
      return `with no worsening of ${endpointText(rule.of)}`;
    case "starting-within":
      return `with a first value of ${endpointText(rule.of)}${rule.from === undefined ? "" : ` from ${rule.from}`}${rule.to === undefined ? "" : ` up to ${rule.to}`}`;
    case "confirmed":
      return `${responderRuleText(rule.rule)}, confirmed after ${rule.weeks} weeks`;
    case "any-of":
      return `either ${rule.rules.map(responderRuleText).join(" or ")}`;
    case "all-of":
      return rule.rules.map(responderRuleText).join(" and ");
    case "not":
      return `not (${responderRuleText(rule.rule)})`;
  }
}

/** `at least 50`, `more than 25` */
export function boundText({ atLeast, moreThan }: Bound): string {
  return atLeast === undefined ? `more than ${moreThan}` : `at least ${atLeast}`;
}

function endpointText(of: EndpointReference): string {
  if (typeof of === "string") return of;
  if (of.kind !== "slope-change") return `${of.measure} (${of.from ?? "baseline"} to ${of.to})`;
  return `the slope of ${of.measure} (${of.followUp.from} to ${of.followUp.to} against ${of.leadIn.from} to ${of.leadIn.to}, ${of.method})`;
}

/** What a percentage is of, where the endpoint is written in place. */
function referenceText(of: EndpointReference): string {
  if (typeof of === "string") return "";
  return of.kind === "slope-change" ? " of the decline in the lead-in" : " of the first value";
}
