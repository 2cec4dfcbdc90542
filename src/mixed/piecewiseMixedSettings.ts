import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkLevel } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import { amountOf, resolveTimeAxis, type TimeAxis } from "../trial/TimeAxis.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { FitPiecewiseMixedModelOptions } from "./fitPiecewiseMixedModel.ts";
import type { ArmPair, PiecewiseMixedModelSettings } from "./PiecewiseMixedModel.ts";
import { randomLinesOf } from "./piecewiseRandomPart.ts";

const timeOptions = ["knots", "from", "to", "time", "per", "daysPerMonth"];
const selections = ["measure", "visits", "arms", "compare", "covariates", "factorWeights", "population", "grid"];
const modelOptions = ["continuity", "random", "fallback", "covarianceStructure", "estimator", "degreesOfFreedomMethod", "information", "informationCriteria", "level"];

/** Applies the defaults, and refuses what the trial does not declare. */
export function piecewiseMixedSettings<Keys extends TrialKeys, Arm extends Keys["arm"]>(
  caller: string,
  trial: Trial<Keys>,
  options: FitPiecewiseMixedModelOptions<Keys, Arm>,
): PiecewiseMixedModelSettings<Keys, Arm> {
  checkParts(caller, "the options", options, ["measure", "knots"]);
  checkOptionKeys(caller, options, [...timeOptions, ...selections, ...modelOptions]);
  const { measure, random = "continuous", fallback = [], continuity = random === "separate" ? "separate" : "continuous" } = options;
  const { covarianceStructure = "unstructured", estimator = "reml", degreesOfFreedomMethod = "satterthwaite", information, informationCriteria = "r", level = 0.95 } = options;
  const { covariates = [], factorWeights = "equal", population } = options;
  checkKey(caller, trial.measures, measure, "measure");
  checkChoice(caller, "continuity", continuity, ["continuous", "separate"]);
  checkChoice(caller, "factorWeights", factorWeights, ["equal", "proportional"]);
  checkLevel(caller, level);
  const axis = resolveTimeAxis(caller, trial, options);
  const segments = axis.knots.length + 1;
  checkList(caller, "fallback", fallback);
  randomLinesOf(caller, "random", random, continuity, segments);
  fallback.forEach((part, index) => randomLinesOf(caller, `fallback[${index}]`, part, continuity, segments));
  const visits = options.visits ?? keysOf(trial.visits);
  checkKeys(caller, "visits", visits, trial.visits, "visit");
  const arms = armsOf(caller, trial, options);
  const { compare = plannedComparisons(trial, arms) } = options;
  checkList(caller, "compare", compare);
  compare.forEach((pair, index) => checkPair(caller, `compare[${index}]`, pair, arms));
  checkKeys(caller, "covariates", covariates, trial.covariates, "covariate");
  const { grid = plannedTimes(trial, axis, visits) } = options;
  checkList(caller, "grid", grid);
  grid.forEach((time, index) => checkFinite(caller, `grid[${index}]`, time));
  return {
    measure,
    ...axis,
    visits: [...visits],
    arms,
    compare: compare.map(({ treatment, control }) => ({ treatment, control })),
    continuity,
    random,
    fallback: [...fallback],
    covariates: [...covariates],
    factorWeights,
    ...(population !== undefined && { population }),
    estimator,
    covarianceStructure,
    degreesOfFreedomMethod,
    ...(information !== undefined && { information }),
    informationCriteria,
    level,
    grid: grid.map(withoutNegativeZero),
  };
}

function armsOf<Keys extends TrialKeys, Arm extends Keys["arm"]>(caller: string, trial: Trial<Keys>, { arms }: FitPiecewiseMixedModelOptions<Keys, Arm>): readonly Arm[] {
  if (arms !== undefined) checkKeys(caller, "arms", arms, trial.arms, "arm");
  if (arms?.length === 0) throw new RangeError(`${caller}: arms must name at least one arm`);
  // Where none are named, `Arm` is every arm of the trial.
  const isAnalysed = (arm: Keys["arm"]): arm is Arm => arms === undefined || arms.some((named) => named === arm);
  return keysOf(trial.arms).flatMap((arm) => (isAnalysed(arm) ? [arm] : []));
}

/** Every other arm against every control. */
function plannedComparisons<Keys extends TrialKeys, Arm extends Keys["arm"]>(trial: Trial<Keys>, arms: readonly Arm[]): ArmPair<Arm>[] {
  const isControl = (arm: Arm) => trial.arms[arm].role === "control";
  return arms.filter((arm) => !isControl(arm)).flatMap((treatment) => arms.filter(isControl).map((control) => ({ treatment, control })));
}

/** When the visits that count were planned, in order; those counted from a dose have no such time. */
function plannedTimes<Keys extends TrialKeys>(trial: Trial<Keys>, axis: TimeAxis<Keys>, visits: readonly Keys["visit"][]): number[] {
  const timeOf = (visit: Keys["visit"] | undefined) => {
    if (visit === undefined) return null;
    const { at, from = "baseline" } = trial.visits[visit];
    return from === "baseline" ? amountOf(at, axis) : null;
  };
  const [start, end] = [timeOf(axis.from) ?? -Infinity, timeOf(axis.to) ?? Infinity];
  const times = visits.map(timeOf).filter((time) => time !== null);
  return [...new Set(times.filter((time) => time >= start && time <= end).map(withoutNegativeZero))].sort((a, b) => a - b);
}

function checkPair(caller: string, name: string, pair: ArmPair, arms: readonly string[]): void {
  checkParts(caller, name, pair, ["treatment", "control"]);
  for (const arm of [pair.treatment, pair.control]) {
    if (!arms.includes(arm)) throw new RangeError(`${caller}: ${name} must name two of the arms analysed (${arms.join(", ")}); received ${show(arm)}`);
  }
  if (pair.treatment === pair.control) throw new RangeError(`${caller}: ${name} must name two arms; received ${show(pair.treatment)} for both`);
}

function checkKeys(caller: string, option: string, keys: readonly string[], family: object, what: string): void {
  checkList(caller, option, keys);
  keys.forEach((key, index) => {
    checkKey(caller, family, key, what);
    if (keys.indexOf(key) !== index) throw new RangeError(`${caller}: ${option} must not list ${show(key)} twice`);
  });
}

function checkList(caller: string, option: string, list: readonly unknown[]): void {
  if (!Array.isArray(list)) throw new TypeError(`${caller}: ${option} must be an array; received ${show(list)}`);
}
