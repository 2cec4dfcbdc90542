import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import type { SlopeEndpoint } from "./Endpoint.ts";
import type { MeasureEndpoint, SlopeChangeEndpoint, SlopeOptions } from "./MeasureEndpoint.ts";
import { type Path, problem } from "./problem.ts";
import type { Trial } from "./Trial.ts";
import { unknownKey } from "./unknownKey.ts";
import { baselineVisitOf, nominalTimeBetween } from "./visitTime.ts";

/** What is wrong with an endpoint on a measure: keys that are not declared, visits out of order, times that have no unit. */
export function checkMeasureEndpoint(trial: Trial, endpoint: MeasureEndpoint | SlopeEndpoint, path: Path): DataIssue[] {
  const measure = unknownKey([...path, "measure"], endpoint.measure, "measure", trial.measures);
  if (endpoint.kind === "slope") return [...measure, ...checkRange(trial, endpoint, path, endpoint)];
  if (endpoint.kind === "slope-change") {
    const ranges = [
      ...checkRange(trial, endpoint.leadIn, [...path, "leadIn"], endpoint),
      ...checkRange(trial, endpoint.followUp, [...path, "followUp"], endpoint),
    ];
    return [...measure, ...(ranges.length > 0 ? ranges : checkTwoRanges(trial, endpoint, path))];
  }
  const from = endpoint.from ?? baselineVisitOf(trial);
  if (from === undefined) return [...measure, ...unknownKey([...path, "to"], endpoint.to, "visit", trial.visits)];
  return [...measure, ...checkRange(trial, { from, to: endpoint.to }, path)];
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
  const sentence = `the lead-in is declared in ${before.unit}s and the follow-up in ${after.unit}s; say per which unit of time the slopes are: per: "${before.unit}" or per: "${after.unit}"`;
  return [problem(path, "conflict", followUp.to, sentence)];
}

/** Both visits are declared and the second is later; for a slope, the time between them can be told in one unit. */
export function checkRange(trial: Trial, range: { readonly from: string; readonly to: string }, path: Path, slope?: SlopeOptions): DataIssue[] {
  const unknown = [
    ...unknownKey([...path, "from"], range.from, "visit", trial.visits),
    ...unknownKey([...path, "to"], range.to, "visit", trial.visits),
  ];
  if (unknown.length > 0) return unknown;
  const between = nominalTimeBetween(trial, range.from, range.to, slope ?? { per: "day" });
  if (between.kind === "time") {
    if (between.amount > 0) return [];
    return [problem(path, "impossible-order", range.to, `${show(range.to)} must be later than ${show(range.from)}`)];
  }
  if (slope === undefined || (slope.time === "actual" && slope.per !== undefined)) return [];
  return [problem(path, "conflict", range.to, between.sentence)];
}
