import { checkChoice, checkPositive } from "../result/checkOption.ts";
import type { SlopeOptions, VisitRange } from "../trial/MeasureEndpoint.ts";
import { daysPerMonth as julianMonth } from "../trial/Offset.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { nominalTimeBetween } from "../trial/visitTime.ts";
import type { ResolvedSlopeOptions } from "./slopeReader.ts";

/** Applies the defaults of an endpoint on slopes over a range of visits, and checks its choices. */
export function resolveSlopeOptions<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  { from, to }: VisitRange<Keys["visit"]>,
  options: SlopeOptions,
): ResolvedSlopeOptions {
  const { method, time = "nominal", daysPerMonth = julianMonth } = options;
  checkChoice(caller, "method", method, ["two-visit", "least-squares"]);
  checkChoice(caller, "time", time, ["nominal", "actual"]);
  checkPositive(caller, "daysPerMonth", daysPerMonth);
  const between = nominalTimeBetween(trial, from, to, options);
  // Without a planned time in one unit, a checked endpoint says per which unit.
  const per = options.per ?? (between.kind === "time" ? between.unit : "month");
  checkChoice(caller, "per", per, ["month", "week", "day"]);
  return { method, per, time, daysPerMonth };
}
