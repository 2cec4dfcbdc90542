import { checkQuantileType, type QuantileType } from "../inference/quantile.ts";
import { type ResolvedTestOptions, resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { checkFields, checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkPositive } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import { daysPerMonth as julianMonth, type Offset, type TimeUnit } from "../trial/Offset.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

export interface CycleSlopesOptions<Keys extends TrialKeys = TrialKeys> extends TestOptions {
  readonly measure: Keys["measure"];
  /** `two-visit`: from the value at the dose to the one at the cycle's end. `least-squares`: the line through every value between, both included. */
  readonly method: "two-visit" | "least-squares";
  /** How long the cycle after a participant's last dose lasts: its end stands in the place of a next dose. */
  readonly lastCycle: Offset;
  /** What each cycle is held against: the lead-in (default), or the period before it, which is the lead-in for the first cycle. */
  readonly against?: "lead-in" | "previous-cycle";
  /**
   * Which value within the window stands at a dose or at the end. `last-before` (default): the last until that day, or else the first
   * after it. `nearest`: the one closest in time, of two equally close the later.
   */
  readonly atDose?: "last-before" | "nearest";
  /** How far from a dose or an end a value may lie to stand there. One month before and no day after if left out. */
  readonly window?: CycleWindow;
  /**
   * Where no value stands at the end of a period, by two visits. `at-end` (default): there is no slope. `last-value`: the last value
   * within the period ends it.
   */
  readonly closing?: "at-end" | "last-value";
  /** Values longer before the first dose than this do not count; every value before it does if left out. */
  readonly longestLeadIn?: Offset;
  /** Who never had a dose has no lead-in (`excluded`, default), or all their values are one (`whole-course`). */
  readonly neverDosed?: "excluded" | "whole-course";
  /** Unit of time of slopes, lengths and intervals. Default `month`. */
  readonly per?: TimeUnit;
  /** `actual` (default): recorded dates of visits. `nominal`: their planned times. Doses stand where they were given in both. */
  readonly time?: "actual" | "nominal";
  /** Days in a month, 30.4375 if left out. */
  readonly daysPerMonth?: number;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken, by Hyndman and Fan's number: 7 as in R (default), 2 as in SAS. */
  readonly quantileType?: QuantileType;
}

export interface CycleWindow {
  readonly before: Offset;
  readonly after: Offset;
}

/** Options after defaults were applied; those without a default are absent where they were left out. */
export interface ResolvedCycleOptions<Keys extends TrialKeys = TrialKeys> extends ResolvedTestOptions {
  readonly measure: Keys["measure"];
  readonly method: "two-visit" | "least-squares";
  readonly lastCycle: Offset;
  readonly against: "lead-in" | "previous-cycle";
  readonly atDose: "last-before" | "nearest";
  readonly window: CycleWindow;
  readonly closing: "at-end" | "last-value";
  readonly longestLeadIn?: Offset;
  readonly neverDosed: "excluded" | "whole-course";
  readonly per: TimeUnit;
  readonly time: "actual" | "nominal";
  readonly daysPerMonth: number;
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
}

/** Applies the defaults, and refuses what no cycle can be cut by. */
export function resolveCycleOptions<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, options: CycleSlopesOptions<Keys>): ResolvedCycleOptions<Keys> {
  checkFields(caller, "the options", options, ["measure", "method", "lastCycle"], optional);
  const {
    measure,
    method,
    lastCycle,
    against = "lead-in",
    atDose = "last-before",
    window = { before: { months: 1 }, after: { days: 0 } },
    closing = "at-end",
    longestLeadIn,
    neverDosed = "excluded",
    per = "month",
    time = "actual",
    daysPerMonth = julianMonth,
    population,
    quantileType = 7,
    ...testOptions
  } = options;
  const tested = resolveTestOptions(caller, testOptions);
  checkKey(caller, trial.measures, measure, "measure");
  const chosen = { method, against, atDose, closing, neverDosed, per, time };
  for (const option of keysOf(choices)) checkChoice<string>(caller, option, chosen[option], choices[option]);
  checkPositive(caller, "daysPerMonth", daysPerMonth);
  checkQuantileType(caller, quantileType);
  checkLength(caller, "lastCycle", lastCycle, true);
  if (longestLeadIn !== undefined) checkLength(caller, "longestLeadIn", longestLeadIn, true);
  checkFields(caller, "window", window, ["before", "after"]);
  checkLength(caller, "window.before", window.before, false);
  checkLength(caller, "window.after", window.after, false);
  return {
    measure,
    method,
    lastCycle,
    against,
    atDose,
    window,
    closing,
    ...(longestLeadIn !== undefined && { longestLeadIn }),
    neverDosed,
    per,
    time,
    daysPerMonth,
    ...(population !== undefined && { population }),
    quantileType,
    ...tested,
  };
}

const choices = {
  method: ["two-visit", "least-squares"],
  against: ["lead-in", "previous-cycle"],
  atDose: ["last-before", "nearest"],
  closing: ["at-end", "last-value"],
  neverDosed: ["excluded", "whole-course"],
  per: ["month", "week", "day"],
  time: ["actual", "nominal"],
} as const;

const optional = ["against", "atDose", "window", "closing", "longestLeadIn", "neverDosed", "per", "time", "daysPerMonth", "population", "quantileType", "level", "alternative"];

/** Notebooks are not type-checked: a length in an unknown unit would be read as no number. */
function checkLength(caller: string, name: string, length: Offset, isPositive: boolean): void {
  checkKnownKeys(caller, name, length, ["months", "weeks", "days"]);
  const [[unit, amount] = ["", NaN], other] = Object.entries(length);
  if (unit === "" || other !== undefined) throw new RangeError(`${caller}: ${name} must be { months }, { weeks } or { days }; received ${show(length)}`);
  checkFinite(caller, `${name}.${unit}`, amount);
  if (isPositive ? amount > 0 : amount >= 0) return;
  throw new RangeError(`${caller}: ${name}.${unit} must ${isPositive ? "be above" : "not be below"} 0; received ${amount}`);
}
