import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import type { SlopeEndpoint } from "./Endpoint.ts";
import type { ChangeEndpoint, MeasureEndpoint, PercentChangeEndpoint, SlopeChangeEndpoint, SlopeOptions } from "./MeasureEndpoint.ts";
import { type Path, problem } from "./problem.ts";
import type { Trial } from "./Trial.ts";
import { unknownKey } from "./unknownKey.ts";
import { baselineVisitOf, nominalTimeBetween, unitConflict } from "./visitTime.ts";

/** What is wrong with an endpoint on a measure: keys that are not declared, visits out of order, times that have no unit. */
export function checkMeasureEndpoint(trial: Trial, endpoint: MeasureEndpoint | SlopeEndpoint, path: Path): DataIssue[] {
  if (endpoint.kind === "slope") return checkSlopeEndpoint(trial, endpoint, path);
  return endpoint.kind === "slope-change" ? checkSlopeChangeEndpoint(trial, endpoint, path) : checkChangeEndpoint(trial, endpoint, path);
}

export function checkChangeEndpoint(trial: Trial, endpoint: ChangeEndpoint | PercentChangeEndpoint, path: Path): DataIssue[] {
  const { from = baselineVisitOf(trial), to } = endpoint;
  const visits = from === undefined ? unknownKey([...path, "to"], to, "visit", trial.visits) : checkRange(trial, { from, to }, path);
  return [...checkMeasure(trial, endpoint, path), ...visits];
}

export function checkSlopeEndpoint(trial: Trial, endpoint: SlopeEndpoint, path: Path): DataIssue[] {
  return [...checkMeasure(trial, endpoint, path), ...checkRange(trial, endpoint, path, endpoint)];
}

export function checkSlopeChangeEndpoint(trial: Trial, endpoint: SlopeChangeEndpoint, path: Path): DataIssue[] {
  const ranges = (["leadIn", "followUp"] as const).flatMap((name) => checkRange(trial, endpoint[name], [...path, name], endpoint));
  return [...checkMeasure(trial, endpoint, path), ...(ranges.length > 0 ? ranges : checkTwoRanges(trial, endpoint, path))];
}

function checkMeasure(trial: Trial, { measure }: { readonly measure: string }, path: Path): DataIssue[] {
  return unknownKey([...path, "measure"], measure, "measure", trial.measures);
}

/** The lead-in begins before the follow-up, and their slopes are per one unit of time. */
function checkTwoRanges(trial: Trial, endpoint: SlopeChangeEndpoint, path: Path): DataIssue[] {
  const { leadIn, followUp } = endpoint;
  const between = nominalTimeBetween(trial, leadIn.from, followUp.from, { per: "day" });
  if (between.kind === "time" && between.amount <= 0) {
    const sentence = `the follow-up must begin after the lead-in; it begins at ${show(followUp.from)}, the lead-in at ${show(leadIn.from)}`;
    return [problem([...path, "followUp", "from"], "impossible-order", followUp.from, sentence)];
  }
  const [before, after] = [leadIn, followUp].map(({ from, to }) => nominalTimeBetween(trial, from, to, endpoint));
  if (before?.kind !== "time" || after?.kind !== "time" || before.unit === after.unit) return [];
  return [problem(path, "conflict", followUp.to, unitConflict("the lead-in", before.unit, "the follow-up", after.unit))];
}

/** Both visits are declared and the second is later; for a slope, the time between them can be told in one unit. */
export function checkRange(trial: Trial, range: { readonly from: string; readonly to: string }, path: Path, slope?: SlopeOptions): DataIssue[] {
  const unknown = (["from", "to"] as const).flatMap((end) => unknownKey([...path, end], range[end], "visit", trial.visits));
  if (unknown.length > 0) return unknown;
  const between = nominalTimeBetween(trial, range.from, range.to, slope ?? { per: "day" });
  if (between.kind === "time") {
    if (between.amount > 0) return [];
    return [problem(path, "impossible-order", range.to, `${show(range.to)} must be later than ${show(range.from)}`)];
  }
  if (slope === undefined || (slope.time === "actual" && slope.per !== undefined)) return [];
  return [problem(path, "conflict", range.to, between.sentence)];
}
