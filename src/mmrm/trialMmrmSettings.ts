import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf, nominalDay } from "../trial/visitTime.ts";
import type { FitTrialMmrmOptions } from "./fitTrialMmrm.ts";
import { resolveMmrmSettings } from "./resolveMmrmSettings.ts";
import type { TrialMmrmSettings } from "./TrialMmrm.ts";

const selections = ["measure", "outcome", "visits", "arms", "compare", "baseline", "covariates", "covarianceBy", "weights", "population"];
const modelOptions = ["covarianceStructure", "fallback", "estimator", "degreesOfFreedomMethod", "information", "covarianceAdjustment", "informationCriteria", "level"];

/** Applies the defaults, and refuses what the trial does not declare. */
export function trialMmrmSettings<Keys extends TrialKeys, Arm extends Keys["arm"], Visit extends Keys["visit"]>(
  caller: string,
  trial: Trial<Keys>,
  options: FitTrialMmrmOptions<Keys, Arm, Visit>,
): TrialMmrmSettings<Keys, Arm, Visit> {
  checkParts(caller, "the options", options, ["measure"]);
  checkOptionKeys(caller, options, [...selections, ...modelOptions]);
  const { measure, outcome = "change", visits, arms, compare, baseline = "by-visit", covariates = [], covarianceBy = "all", weights = "equal", population, ...model } = options;
  checkKey(caller, trial.measures, measure, "measure");
  checkChoice(caller, "outcome", outcome, ["change", "value"]);
  checkChoice(caller, "baseline", baseline, ["by-visit", "common", "none"]);
  checkChoice(caller, "covarianceBy", covarianceBy, ["all", "arm"]);
  checkChoice(caller, "weights", weights, ["equal", "proportional", "counterfactual"]);
  checkKeys(caller, "covariates", covariates, trial.covariates, "covariate");
  const resolved = resolveMmrmSettings(caller, model);
  const chosenArms = chosen<Keys["arm"], Arm>(caller, "arms", keysOf(trial.arms), arms, trial.arms, "arm");
  const chosenVisits = chosen<Keys["visit"], Visit>(caller, "visits", laterVisits(trial), visits, trial.visits, "visit");
  checkVisits(caller, trial, chosenVisits);
  const pairs = compare ?? plannedComparisons(trial, chosenArms);
  if (!Array.isArray(pairs)) throw new TypeError(`${caller}: compare must be an array; received ${show(pairs)}`);
  pairs.forEach((pair, index) => checkPair(caller, `compare[${index}]`, pair, chosenArms));
  return {
    measure,
    outcome,
    visits: chosenVisits,
    arms: chosenArms,
    compare: pairs.map(({ treatment, control }) => ({ treatment, control })),
    baseline,
    covariates: [...covariates],
    covarianceBy,
    weights,
    ...(population !== undefined && { population }),
    ...resolved,
  };
}

/** The keys named, or all that there are. */
function chosen<Key extends string, Chosen extends Key>(caller: string, option: string, all: readonly Key[], named: readonly Chosen[] | undefined, family: object, what: string): readonly Chosen[] {
  if (named !== undefined) checkKeys(caller, option, named, family, what);
  if (named?.length === 0 || all.length === 0) throw new RangeError(`${caller}: ${option} must name at least one ${what}`);
  // Where none are named, `Chosen` is every key there is.
  const isChosen = (key: Key): key is Chosen => named === undefined || named.some((one) => one === key);
  return named ?? all.filter(isChosen);
}

/** The visits planned after baseline, in the order of their times; those counted from a dose have none. */
function laterVisits<Keys extends TrialKeys>(trial: Trial<Keys>): Keys["visit"][] {
  const dayOf = (visit: Keys["visit"]) => nominalDay(trial, visit) ?? -Infinity;
  return keysOf(trial.visits).filter((visit) => dayOf(visit) > 0).sort((a, b) => dayOf(a) - dayOf(b));
}

function checkVisits<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, visits: readonly Keys["visit"][]): void {
  const baseline = baselineVisitOf(trial);
  visits.forEach((visit, index) => {
    if (visit === baseline) throw new RangeError(`${caller}: visits must be other than the baseline visit; received ${show(visit)}`);
    const [before, day] = [index === 0 ? null : nominalDay(trial, visits[index - 1]!), nominalDay(trial, visit)];
    if (before !== null && day !== null && day <= before) throw new RangeError(`${caller}: visits must be in the order of their times; ${show(visit)} is not after ${show(visits[index - 1])}`);
  });
}

/** Every other arm against every control. */
function plannedComparisons<Keys extends TrialKeys, Arm extends Keys["arm"]>(trial: Trial<Keys>, arms: readonly Arm[]) {
  const isControl = (arm: Arm) => trial.arms[arm].role === "control";
  return arms.filter((arm) => !isControl(arm)).flatMap((treatment) => arms.filter(isControl).map((control) => ({ treatment, control })));
}

function checkPair(caller: string, name: string, pair: { readonly treatment: string; readonly control: string }, arms: readonly string[]): void {
  checkParts(caller, name, pair, ["treatment", "control"]);
  for (const arm of [pair.treatment, pair.control]) {
    if (!arms.includes(arm)) throw new RangeError(`${caller}: ${name} must name two of the arms analysed (${arms.join(", ")}); received ${show(arm)}`);
  }
  if (pair.treatment === pair.control) throw new RangeError(`${caller}: ${name} must name two arms; received ${show(pair.treatment)} for both`);
}

function checkKeys(caller: string, option: string, keys: readonly string[], family: object, what: string): void {
  if (!Array.isArray(keys)) throw new TypeError(`${caller}: ${option} must be an array; received ${show(keys)}`);
  keys.forEach((key, index) => {
    checkKey(caller, family, key, what);
    if (keys.indexOf(key) !== index) throw new RangeError(`${caller}: ${option} must not list ${show(key)} twice`);
  });
}
