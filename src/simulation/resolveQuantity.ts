import { semidefiniteRoot } from "../numeric/semidefiniteRoot.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { caller, checkByArm, checkDeclared, checkExactly, checkList, checkNotNegative, checkNumber, daysOf } from "./checkNumbers.ts";
import type { MeanCourse, ParticipantVariation, SimulatedQuantity } from "./SimulationDesign.ts";

/** A measure or biomarker after defaults were applied. */
export interface ResolvedQuantity<Keys extends TrialKeys = TrialKeys>
  extends Required<Omit<SimulatedQuantity<Keys>, "follows" | "randomEffects">>,
    Pick<SimulatedQuantity<Keys>, "follows"> {
  readonly randomEffects: Required<ParticipantVariation>;
}

const keys = ["byArm", "knots", "per", "randomEffects", "residualStandardDeviation", "scale", "follows", "visits"];

/** Checks how one measure or biomarker is to behave, and fills in what was left out. */
export function resolveQuantity<Keys extends TrialKeys>(
  trial: Trial<Keys>,
  name: string,
  quantity: SimulatedQuantity<Keys>,
  usualScale: "linear" | "log",
  measures: { readonly [measure: string]: SimulatedQuantity<Keys> | undefined },
): ResolvedQuantity<Keys> {
  checkKnownKeys(caller, name, quantity, keys);
  checkParts(caller, name, quantity, ["byArm", "randomEffects", "residualStandardDeviation"]);
  const { byArm, knots = [], per = "month", randomEffects, residualStandardDeviation, scale = usualScale, follows, visits = keysOf(trial.visits) } = quantity;
  checkChoice(caller, `${name}.scale`, scale, ["linear", "log"]);
  checkChoice(caller, `${name}.per`, per, ["month", "week", "day"]);
  checkList(`${name}.knots`, knots);
  checkList(`${name}.visits`, visits);
  const knotDays = knots.map((knot, index) => daysOf(`${name}.knots[${index}]`, knot));
  knotDays.forEach((day, index) => checkNumber(`${name}.knots[${index}]`, day, () => index === 0 || day > knotDays[index - 1]!, "after the knot before it"));
  checkByArm(`${name}.byArm`, byArm, trial.arms);
  for (const arm of keysOf(trial.arms)) {
    const { baseline } = checkCourse(`${name}.byArm.${arm}`, byArm[arm], knots.length + 1);
    if (scale === "log") checkNumber(`${name}.byArm.${arm}.baseline`, baseline, (value) => value > 0, "above 0 on the log scale");
  }
  checkNotNegative(`${name}.residualStandardDeviation`, residualStandardDeviation);
  visits.forEach((visit, index) => checkDeclared(`${name}.visits[${index}]`, visit, trial.visits, "a visit of the trial"));
  if (follows !== undefined) checkFollows(name, follows, knots.length, measures);
  return {
    byArm,
    knots,
    per,
    randomEffects: resolveVariation(`${name}.randomEffects`, randomEffects, knots.length + 1),
    residualStandardDeviation,
    scale,
    ...(follows === undefined ? {} : { follows }),
    visits,
  };
}

function checkCourse(name: string, course: MeanCourse, slopes: number): MeanCourse {
  checkExactly(name, course, ["baseline", "slopes"]);
  checkNumber(`${name}.baseline`, course.baseline, () => true, "finite");
  if (!Array.isArray(course.slopes)) throw new TypeError(`${caller}: ${name}.slopes must be an array of numbers; received ${show(course.slopes)}`);
  course.slopes.forEach((slope, index) => checkNumber(`${name}.slopes[${index}]`, slope, () => true, "finite"));
  if (course.slopes.length === slopes) return course;
  throw new RangeError(`${caller}: ${name}.slopes must be ${slopes}, one more than there are knots; received ${course.slopes.length}`);
}

function resolveVariation(name: string, variation: ParticipantVariation, slopes: number): Required<ParticipantVariation> {
  checkParts(caller, name, variation, ["standardDeviations"]);
  checkKnownKeys(caller, name, variation, ["standardDeviations", "correlations"]);
  const standardDeviations = checkCourse(`${name}.standardDeviations`, variation.standardDeviations, slopes);
  [standardDeviations.baseline, ...standardDeviations.slopes].forEach((value) => checkNotNegative(`${name}.standardDeviations`, value));
  const indexes = Array.from({ length: slopes + 1 }, (_, index) => index);
  const { correlations = indexes.map((row) => indexes.map((column) => (row === column ? 1 : 0))) } = variation;
  const isCorrelation =
    correlations.length === indexes.length &&
    indexes.every((row) => correlations[row]!.length === indexes.length && indexes.every((column) => correlations[row]![column] === (row === column ? 1 : correlations[column]![row])));
  if (!isCorrelation || semidefiniteRoot(correlations) === null) {
    throw new RangeError(`${caller}: ${name}.correlations must be a correlation matrix of baseline and ${slopes} ${slopes === 1 ? "slope" : "slopes"}, in this order`);
  }
  return { standardDeviations, correlations };
}

function checkFollows(
  name: string,
  follows: NonNullable<SimulatedQuantity["follows"]>,
  knots: number,
  measures: { readonly [measure: string]: SimulatedQuantity | undefined },
): void {
  checkExactly(`${name}.follows`, follows, ["measure", "correlation"]);
  const { measure, correlation } = follows;
  checkDeclared(`${name}.follows.measure`, measure, measures, "a measure of the design");
  checkNumber(`${name}.follows.correlation`, correlation, (value) => Math.abs(value) <= 1, "between -1 and 1");
  const leader = measures[measure];
  if (leader?.follows !== undefined) throw new RangeError(`${caller}: ${name} must follow a measure that follows none; ${measure} follows ${leader.follows.measure}`);
  if ((leader?.knots ?? []).length !== knots) throw new RangeError(`${caller}: ${name} must have as many knots as ${measure}, which it follows`);
}
