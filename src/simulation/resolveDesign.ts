import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { caller, checkByArm, checkDeclared, checkExactly, checkList, checkNumber, checkProbability, checkRate, daysOf } from "./checkNumbers.ts";
import type { ResolvedQuantity } from "./resolveQuantity.ts";
import { resolveQuantity } from "./resolveQuantity.ts";
import type { MonthlyRate, SimulatedAdverseEvent, SimulatedDose, SimulatedDropout, SimulatedQuantity, SimulationDesign } from "./SimulationDesign.ts";

type Defaulted = "measures" | "biomarkers" | "missedVisits" | "dropout" | "adverseEvents" | "doses";

/** A design after defaults were applied. */
export interface ResolvedDesign<Keys extends TrialKeys = TrialKeys>
  extends Omit<SimulationDesign<Keys>, Defaulted>,
    Required<Pick<SimulationDesign<Keys>, "missedVisits" | "adverseEvents" | "doses">> {
  readonly measures: { readonly [M in Keys["measure"]]?: ResolvedQuantity<Keys> };
  readonly biomarkers: { readonly [B in Keys["biomarker"]]?: ResolvedQuantity<Keys> };
  readonly dropout: SimulatedDropout<Keys> & { readonly perMonth: MonthlyRate<Keys> };
}

const keys = ["seed", "participants", "measures", "biomarkers", "missedVisits", "dropout", "deaths", "followUp", "adverseEvents", "doses"];

/** Checks a design against its trial, and fills in what was left out. */
export function resolveDesign<Keys extends TrialKeys>(trial: Trial<Keys>, design: SimulationDesign<Keys>): ResolvedDesign<Keys> {
  checkParts(caller, "the design", design, ["seed", "participants"]);
  checkKnownKeys(caller, "the design", design, keys);
  const { seed, participants, measures = {}, biomarkers = {}, missedVisits = 0, dropout = {}, deaths, followUp, adverseEvents = [], doses = {} } = design;
  checkNumber("seed", seed, Number.isSafeInteger, "a whole number");
  checkByArm("participants", participants, trial.arms);
  for (const arm of keysOf(trial.arms)) checkCount(caller, `participants.${arm}`, participants[arm]);
  checkProbability("missedVisits", missedVisits);
  checkDropout(trial, dropout, measures);
  if (deaths !== undefined) checkDeaths(trial, deaths, measures);
  checkList("adverseEvents", adverseEvents);
  adverseEvents.forEach((event, index) => checkAdverseEvent(trial, `adverseEvents[${index}]`, event));
  checkKindsApart(adverseEvents);
  checkDoses(trial, doses);
  if (followUp !== undefined) daysOf("followUp", followUp);
  const resolved: ResolvedDesign<Keys> = {
    seed,
    participants,
    measures: resolveQuantities(trial, "measures", measures, trial.measures, "linear", measures),
    biomarkers: resolveQuantities(trial, "biomarkers", biomarkers, trial.biomarkers, "log", measures),
    missedVisits,
    dropout: { perMonth: 0, ...dropout },
    ...(deaths === undefined ? {} : { deaths }),
    ...(followUp === undefined ? {} : { followUp }),
    adverseEvents,
    doses,
  };
  // The caller's own objects stay the caller's, and −0 and fields that are undefined do not get into a result.
  const copy: ResolvedDesign<Keys> = JSON.parse(JSON.stringify(resolved));
  return copy;
}

function resolveQuantities<Keys extends TrialKeys, Name extends string>(
  trial: Trial<Keys>,
  family: string,
  quantities: { readonly [N in Name]?: SimulatedQuantity<Keys> },
  declared: object,
  usualScale: "linear" | "log",
  measures: { readonly [measure: string]: SimulatedQuantity<Keys> | undefined },
): { readonly [N in Name]?: ResolvedQuantity<Keys> } {
  const given = keysOf(quantities).filter((name) => quantities[name] !== undefined);
  return recordOf<Name, ResolvedQuantity<Keys>>(given, (name) => {
    checkDeclared(family, name, declared, `${family} of the trial`);
    return resolveQuantity(trial, `${family}.${name}`, quantities[name]!, usualScale, measures);
  });
}

function checkDropout<Keys extends TrialKeys>(trial: Trial<Keys>, dropout: SimulatedDropout<Keys>, measures: object): void {
  checkKnownKeys(caller, "dropout", dropout, ["perMonth", "afterValue"]);
  if (dropout.perMonth !== undefined) checkRate("dropout.perMonth", dropout.perMonth, trial.arms);
  if (dropout.afterValue === undefined) return;
  checkExactly("dropout.afterValue", dropout.afterValue, ["measure", "intercept", "perUnit"]);
  checkDeclared("dropout.afterValue.measure", dropout.afterValue.measure, measures, "a measure of the design");
  checkNumber("dropout.afterValue.intercept", dropout.afterValue.intercept, () => true, "finite");
  checkNumber("dropout.afterValue.perUnit", dropout.afterValue.perUnit, () => true, "finite");
}

function checkDeaths<Keys extends TrialKeys>(trial: Trial<Keys>, deaths: NonNullable<SimulationDesign<Keys>["deaths"]>, measures: object): void {
  checkParts(caller, "deaths", deaths, ["perMonth"]);
  checkKnownKeys(caller, "deaths", deaths, ["perMonth", "byValue"]);
  checkRate("deaths.perMonth", deaths.perMonth, trial.arms);
  if (deaths.byValue === undefined) return;
  checkExactly("deaths.byValue", deaths.byValue, ["measure", "reference", "hazardRatioPerUnit"]);
  checkDeclared("deaths.byValue.measure", deaths.byValue.measure, measures, "a measure of the design");
  checkNumber("deaths.byValue.reference", deaths.byValue.reference, () => true, "finite");
  checkNumber("deaths.byValue.hazardRatioPerUnit", deaths.byValue.hazardRatioPerUnit, (ratio) => ratio > 0, "above 0");
}

function checkAdverseEvent<Keys extends TrialKeys>(trial: Trial<Keys>, name: string, event: NonNullable<SimulationDesign<Keys>["adverseEvents"]>[number]): void {
  checkParts(caller, name, event, ["systemOrganClass", "preferredTerm", "perMonth"]);
  checkKnownKeys(caller, name, event, ["systemOrganClass", "preferredTerm", "perMonth", "from", "grades", "serious", "meanDays"]);
  checkRate(`${name}.perMonth`, event.perMonth, trial.arms);
  if (event.from !== undefined) daysOf(`${name}.from`, event.from);
  if (event.grades !== undefined) checkList(`${name}.grades`, event.grades);
  if (event.grades !== undefined && event.grades.length !== 4) throw new RangeError(`${caller}: ${name}.grades must be 4 frequencies, of the grades 1 to 4; received ${show(event.grades)}`);
  event.grades?.forEach((weight, grade) => checkNumber(`${name}.grades[${grade}]`, weight, (value) => value >= 0, "at least 0"));
  if (event.grades !== undefined) checkNumber(`the sum of ${name}.grades`, event.grades.reduce((sum, weight) => sum + weight, 0), (sum) => sum > 0, "above 0");
  if (event.serious !== undefined) checkProbability(`${name}.serious`, event.serious);
  if (event.meanDays !== undefined) checkNumber(`${name}.meanDays`, event.meanDays, (days) => days > 0, "above 0");
}

function checkDoses<Keys extends TrialKeys>(trial: Trial<Keys>, doses: NonNullable<SimulationDesign<Keys>["doses"]>): void {
  checkKnownKeys(caller, "doses", doses, keysOf(trial.arms));
  for (const arm of keysOf(trial.arms)) {
    checkList(`doses.${arm}`, doses[arm] ?? []);
    const days = (doses[arm] ?? []).map((dose, index) => checkDose(`doses.${arm}[${index}]`, dose));
    days.forEach((day, index) => checkNumber(`doses.${arm}[${index}].at`, day, () => index === 0 || day >= days[index - 1]!, "not before the dose before it"));
    doses[arm]?.forEach(({ treatment }, index) => {
      if (treatment !== undefined) checkDeclared(`doses.${arm}[${index}].treatment`, treatment, trial.treatments, "a treatment of the trial");
    });
  }
}

/** The days from baseline of a dose that is one. */
function checkDose(name: string, dose: SimulatedDose): number {
  checkParts(caller, name, dose, ["at"]);
  checkKnownKeys(caller, name, dose, ["at", "treatment", "routes", "amount"]);
  if (dose.routes !== undefined) checkList(`${name}.routes`, dose.routes);
  if (dose.amount !== undefined) {
    checkExactly(`${name}.amount`, dose.amount, ["value", "unit"]);
    checkNumber(`${name}.amount.value`, dose.amount.value, () => true, "finite");
  }
  return daysOf(`${name}.at`, dose.at);
}

/** One kind's random numbers are found by its terms, so two of the same terms would come on the same days. */
function checkKindsApart(events: readonly SimulatedAdverseEvent[]): void {
  const kinds = events.map(({ systemOrganClass, preferredTerm }) => JSON.stringify([systemOrganClass, preferredTerm]));
  const again = kinds.findIndex((kind, index) => kinds.indexOf(kind) < index);
  if (again >= 0) throw new RangeError(`${caller}: adverseEvents[${again}] must be of other terms than those before it; received ${kinds[again]} again`);
}
