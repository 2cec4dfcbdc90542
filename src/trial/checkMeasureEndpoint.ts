import { show } from "../result/show.ts";
import type { SlopeEndpoint } from "./Endpoint.ts";
import { type Fault, fault } from "./Fault.ts";
import type { ChangeEndpoint, PercentChangeEndpoint, SlopeChangeEndpoint, SlopeOptions, VisitRange } from "./MeasureEndpoint.ts";
import type { Path } from "./problem.ts";
import type { Trial } from "./Trial.ts";
import { unknownKey } from "./unknownKey.ts";
import { baselineVisitOf, plannedTimeBetween } from "./visitTime.ts";

// What is wrong with an endpoint on a measure: keys that are not declared, visits out of order. Each kind has its own function, so
// that an app carries the checks of the kinds it uses.

export function checkChangeEndpoint(trial: Trial, endpoint: ChangeEndpoint | PercentChangeEndpoint, path: Path): Fault[] {
  const { from = baselineVisitOf(trial), to } = endpoint;
  const visits = from === undefined ? unknownKey([...path, "to"], to, "visit", trial.visits) : checkRange(trial, { from, to }, path);
  return [...checkMeasure(trial, endpoint, path), ...visits];
}

export function checkSlopeEndpoint(trial: Trial, endpoint: SlopeEndpoint, path: Path): Fault[] {
  return [...checkMeasure(trial, endpoint, path), ...checkRange(trial, endpoint, path, endpoint)];
}

export function checkSlopeChangeEndpoint(trial: Trial, endpoint: SlopeChangeEndpoint, path: Path): Fault[] {
  const { leadIn, followUp } = endpoint;
  const ranges = [...checkRange(trial, leadIn, [...path, "leadIn"], endpoint), ...checkRange(trial, followUp, [...path, "followUp"], endpoint)];
  const rule = "followUp must begin after leadIn: ";
  const order = ranges.length > 0 ? ranges : checkRange(trial, { from: leadIn.from, to: followUp.from }, [...path, "followUp", "from"], undefined, rule);
  return [...checkMeasure(trial, endpoint, path), ...order];
}

function checkMeasure(trial: Trial, { measure }: { readonly measure: string }, path: Path): Fault[] {
  return unknownKey([...path, "measure"], measure, "measure", trial.measures);
}

/** Both visits are declared and the second is later; for a slope on planned time, that time is the same in everyone. */
export function checkRange(
  trial: Trial,
  { from, to }: VisitRange,
  path: Path,
  { time }: Pick<SlopeOptions, "time"> = { time: "actual" },
  rule = "",
): Fault[] {
  const unknown = [...unknownKey([...path, "from"], from, "visit", trial.visits), ...unknownKey([...path, "to"], to, "visit", trial.visits)];
  if (unknown.length > 0) return unknown;
  const days = plannedTimeBetween(trial, from, to, "day");
  if (days !== null && days <= 0) return [fault(path, "impossible-order", to, `${rule}${show(to)} must be later than ${show(from)}`)];
  if (days !== null || time === "actual") return [];
  return [fault(path, "conflict", to, `${show(from)} and ${show(to)} have different anchors, so planned time differs by participant; use time: "actual"`)];
}
