import { checkChoice, checkPositive } from "../result/checkOption.ts";
import type { SlopeOptions, VisitRange } from "../trial/MeasureEndpoint.ts";
import { daysPerMonth as julianMonth, declaredUnit } from "../trial/Offset.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { timesOf } from "../trial/visitTime.ts";
import type { ResolvedSlopeOptions } from "./slopeReader.ts";

/** Applies the defaults of an endpoint on slopes over some ranges of visits, and checks its choices. */
export function resolveSlopeOptions<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  ranges: readonly VisitRange<Keys["visit"]>[],
  options: SlopeOptions,
): ResolvedSlopeOptions {
  const { method, time = "nominal", daysPerMonth = julianMonth } = options;
  checkChoice(caller, "method", method, ["two-visit", "least-squares"]);
  checkChoice(caller, "time", time, ["nominal", "actual"]);
  checkPositive(caller, "daysPerMonth", daysPerMonth);
  const { per = declaredUnit(caller, "the endpoint's visits", timesOf(trial, ranges)) } = options;
  checkChoice(caller, "per", per, ["month", "week", "day"]);
  return { method, per, time, daysPerMonth };
}
