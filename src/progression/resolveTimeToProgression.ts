import { edssPlusComponents } from "../instruments/edssPlusComponents.ts";
import { checkHalfPointFrom, checkPercent } from "../instruments/thresholds.ts";
import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkPositive } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { daysPerMonth } from "../trial/Offset.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { nominalDay } from "../trial/visitTime.ts";
import type { RelapseOptions, ResolvedTimeToProgression, TimeToProgressionOptions } from "./TimeToProgressionOptions.ts";

const caller = "timeToProgression";

/** The options with their defaults; refuses what no participant could be judged by. */
export function resolveTimeToProgression<Keys extends TrialKeys>(trial: Trial<Keys>, options: TimeToProgressionOptions<Keys>): ResolvedTimeToProgression<Keys> {
  checkParts(caller, "options", options, ["components", "weeks"]);
  checkOptionKeys(caller, options, ["components", "weeks", "reference", "halfPointFrom", "percent", "toleranceDays", "visitDays", "eventAt", "unconfirmed", "missingComponents", "relapses", "to", "unit", "population"]);
  const { weeks, reference = "fixed", halfPointFrom = 6, percent = 20, toleranceDays = 0, visitDays = "nominal", eventAt = "onset", unconfirmed = "censored-at-last-visit", missingComponents = "leave-out-component", unit = "month" } = options;
  checkPositive(caller, "weeks", weeks);
  checkFinite(caller, "toleranceDays", toleranceDays);
  if (toleranceDays < 0 || toleranceDays >= 7 * weeks) throw new RangeError(`${caller}: toleranceDays must be at least 0 and below ${7 * weeks}; received ${toleranceDays}`);
  checkHalfPointFrom(caller, halfPointFrom);
  checkPercent(caller, percent);
  checkChoice(caller, "reference", reference, ["fixed", "roving"]);
  checkChoice(caller, "visitDays", visitDays, ["nominal", "actual"]);
  checkChoice(caller, "eventAt", eventAt, ["onset", "confirmation"]);
  checkChoice(caller, "unconfirmed", unconfirmed, ["censored-at-last-visit", "censored-at-onset", "event"]);
  checkChoice(caller, "missingComponents", missingComponents, ["leave-out-component", "exclude-participant"]);
  checkChoice(caller, "unit", unit, ["month", "week", "day"]);
  if (options.to !== undefined) checkLastVisit(trial, options.to);
  return {
    components: resolveComponents(trial, options.components),
    weeks,
    reference,
    halfPointFrom,
    percent,
    toleranceDays: withoutNegativeZero(toleranceDays),
    visitDays,
    eventAt,
    unconfirmed,
    missingComponents,
    ...(options.relapses !== undefined && { relapses: resolveRelapses(options.relapses) }),
    ...(options.to !== undefined && { to: options.to }),
    unit,
    daysPerMonth,
    ...(options.population !== undefined && { population: options.population }),
  };
}

function checkLastVisit<Keys extends TrialKeys>(trial: Trial<Keys>, to: Keys["visit"]): void {
  checkKey(caller, trial.visits, to, "visit");
  const day = nominalDay(trial, to);
  if (day !== null && day <= 0) throw new RangeError(`${caller}: to must be a visit after baseline; received ${show(to)}`);
}

function resolveComponents<Keys extends TrialKeys>(trial: Trial<Keys>, components: TimeToProgressionOptions<Keys>["components"]): TimeToProgressionOptions<Keys>["components"] {
  checkKnownKeys(caller, "components", components, edssPlusComponents);
  const named = edssPlusComponents.flatMap((component) => {
    const measure = components[component];
    return measure === undefined ? [] : [[component, measure] as const];
  });
  if (named.length === 0) throw new RangeError(`${caller}: components must name at least one measure`);
  for (const [component, measure] of named) {
    checkKey(caller, trial.measures, measure, "measure");
    const { better } = trial.measures[measure];
    if (better !== "lower") throw new RangeError(`${caller}: ${component} needs a measure in which lower is better; in ${show(measure)} ${better} is`);
  }
  return Object.fromEntries(named);
}

function resolveRelapses(relapses: RelapseOptions): Required<RelapseOptions> {
  checkParts(caller, "relapses", relapses, ["after"]);
  checkKnownKeys(caller, "relapses", relapses, ["after", "daysAfter", "daysBefore", "adverseEvents"]);
  const { after, daysAfter = 30, daysBefore = 0, adverseEvents = [] } = relapses;
  checkChoice(caller, "relapses.after", after, ["new-reference", "censored", "same-reference"]);
  for (const [name, days] of Object.entries({ daysAfter, daysBefore })) {
    checkFinite(caller, `relapses.${name}`, days);
    if (days < 0) throw new RangeError(`${caller}: relapses.${name} must not be negative; received ${days}`);
  }
  if (!Array.isArray(adverseEvents) || !adverseEvents.every((term) => typeof term === "string")) {
    throw new TypeError(`${caller}: relapses.adverseEvents must be a list of preferred terms; received ${show(adverseEvents)}`);
  }
  return { after, daysAfter: withoutNegativeZero(daysAfter), daysBefore: withoutNegativeZero(daysBefore), adverseEvents: [...adverseEvents] };
}
