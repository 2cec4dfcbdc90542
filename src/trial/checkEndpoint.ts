import { show } from "../result/show.ts";
import { checkChangeEndpoint, checkRange, checkSlopeChangeEndpoint, checkSlopeEndpoint } from "./checkMeasureEndpoint.ts";
import type { Endpoint } from "./Endpoint.ts";
import { type Fault, fault } from "./Fault.ts";
import type { SlopeOptions, VisitRange } from "./MeasureEndpoint.ts";
import { declaredUnits, unitConflict } from "./Offset.ts";
import type { Path } from "./problem.ts";
import type { ResponderRule } from "./ResponderRule.ts";
import type { Trial } from "./Trial.ts";
import { unknownKey } from "./unknownKey.ts";
import { timesOf } from "./visitTime.ts";

/** What is wrong with an endpoint: keys that the trial does not declare, visits out of order, times that have no unit. */
export function checkEndpoint(trial: Trial, endpoint: Endpoint, path: Path): Fault[] {
  switch (endpoint.kind) {
    case "response":
      return checkRule(trial, endpoint.rule, [...path, "rule"]);
    case "time-to-event":
      return endpoint.origin === undefined ? [] : unknownKey([...path, "origin"], endpoint.origin, "visit", trial.visits);
    case "biomarker-change":
      return [
        ...unknownKey([...path, "biomarker"], endpoint.biomarker, "biomarker", trial.biomarkers),
        ...checkRange(trial, endpoint, path),
      ];
    case "slope":
      return [...checkSlopeEndpoint(trial, endpoint, path), ...checkUnits(trial, [endpoint], endpoint, path)];
    case "slope-change":
      return [...checkSlopeChangeEndpoint(trial, endpoint, path), ...checkUnits(trial, [endpoint.leadIn, endpoint.followUp], endpoint, path)];
    default:
      return checkChangeEndpoint(trial, endpoint, path);
  }
}

/** Slopes are per one unit of time: that of their visits, or the one that the endpoint names. */
function checkUnits(trial: Trial, ranges: readonly VisitRange[], { per }: SlopeOptions, path: Path): Fault[] {
  const areDeclared = ranges.every(({ from, to }) => Object.hasOwn(trial.visits, from) && Object.hasOwn(trial.visits, to));
  if (per !== undefined || !areDeclared) return [];
  const [first, second] = declaredUnits(timesOf(trial, ranges));
  if (first === undefined || second === undefined) return [];
  return [fault(path, "conflict", null, unitConflict("the endpoint's visits", first, second))];
}

function checkRule(trial: Trial, rule: ResponderRule, path: Path): Fault[] {
  switch (rule.kind) {
    case "any-of":
    case "all-of":
      return rule.rules.flatMap((inner, index) => checkRule(trial, inner, [...path, "rules", index]));
    case "not":
    case "confirmed":
      return checkRule(trial, rule.rule, [...path, "rule"]);
    default:
      return checkLeaf(trial, rule, [...path, "of"]);
  }
}

/** A rule's endpoint has an improvement, and a percentage where the rule asks for one. */
function checkLeaf(trial: Trial, rule: Extract<ResponderRule, { readonly of: unknown }>, path: Path): Fault[] {
  const { of } = rule;
  const issues = typeof of === "string" ? unknownKey(path, of, "endpoint", trial.endpoints) : checkEndpoint(trial, of, path);
  if (issues.length > 0) return issues;
  const { kind } = typeof of === "string" ? trial.endpoints[of]! : of;
  const name = typeof of === "string" ? `the endpoint ${show(of)}` : "the endpoint";
  if (rule.kind === "percent-improvement" && kind === "change") {
    return [fault(path, "conflict", kind, `a percent improvement needs a percent change or a slope change; ${name} is of kind ${show(kind)}`)];
  }
  if (rule.kind === "starting-within" && kind === "slope-change") {
    return [fault(path, "conflict", kind, `a rule of kind "starting-within" needs a change or a percent change; ${name} is of kind ${show(kind)}`)];
  }
  if (kind === "change" || kind === "percent-change" || kind === "slope-change") return [];
  return [fault(path, "conflict", typeof of === "string" ? of : null, `a responder rule needs a change, a percent change or a slope change; ${name} is of kind ${show(kind)}`)];
}
