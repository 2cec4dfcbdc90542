import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import type { Dose } from "../trial/Dose.ts";
import { isNumeric } from "../trial/isNumeric.ts";
import { type Path, problem } from "../trial/problem.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import { listOf } from "./listOf.ts";
import { times, type UnitFactor } from "./unitFactor.ts";

export interface DoseConversion {
  /** Absent for doses that name no treatment. */
  readonly treatment?: string;
  readonly from: string;
  readonly to: string;
  /** A number in `from` times this is the number in `to`, but for the body weight. */
  readonly factor: number;
  /** Whether each number was also multiplied with, or divided by, the participant's weight in kg. */
  readonly weight?: "multiplied" | "divided";
  readonly doses: number;
}

interface DoseOptions {
  readonly doseUnits?: string | { readonly [treatment: string]: string | undefined };
  readonly weight?: string;
}

interface ConvertedDoses {
  readonly doses: readonly Dose[];
  readonly converted: readonly DoseConversion[];
  /** As resolved; absent where doses were left alone. */
  readonly units?: string | { readonly [treatment: string]: string };
}

/** Doses in the units asked for; what stands in the way is added to `issues`. */
export function convertDoses(caller: string, trial: Trial, records: TrialRecords, options: DoseOptions, factorOf: UnitFactor, issues: DataIssue[]): ConvertedDoses {
  const units = readUnits(caller, trial, options.doseUnits);
  const weights = readWeights(caller, trial, records, options.weight, factorOf);
  if (units === undefined) return { doses: listOf(records.doses), converted: [] };
  const known = new Map<string, BodyWeightFactor | undefined>();
  const conversions = new Map<string, Omit<DoseConversion, "doses"> & { doses: number }>();
  const doses = listOf(records.doses).map((dose, index): Dose => {
    const from: unknown = dose?.amount?.unit;
    const to = typeof units === "string" ? units : Object.hasOwn(units, dose?.treatment ?? "") ? units[dose.treatment!] : undefined;
    if (dose?.amount === undefined || to === undefined || typeof from !== "string" || from === to) return dose;
    const path = ["doses", index, "amount"];
    const pair = JSON.stringify([from, to]);
    if (!known.has(pair)) known.set(pair, bodyWeightFactor(factorOf, from, to));
    const conversion = known.get(pair);
    if (conversion === undefined) {
      const sentence = `${show(from)} and ${show(to)}, the unit asked for, measure different things or are not both units that can be converted`;
      issues.push(problem([...path, "unit"], "conflict", from, sentence));
      return dose;
    }
    const weight = conversion.weight === undefined ? 1 : weights(dose.participant, `from ${show(from)} to ${show(to)}`, path);
    if (typeof weight !== "number") {
      issues.push(weight);
      return dose;
    }
    const key = JSON.stringify([dose.treatment ?? null, from, to]);
    const counted = conversions.get(key) ?? { ...(dose.treatment !== undefined && { treatment: dose.treatment }), from, to, ...conversion, doses: 0 };
    counted.doses++;
    conversions.set(key, counted);
    const factor = conversion.weight === "divided" ? conversion.factor / weight : conversion.factor * weight;
    return { ...dose, amount: { value: times(dose.amount.value, factor), unit: to } };
  });
  return { doses, converted: [...conversions.values()], units };
}

type BodyWeightFactor = Pick<DoseConversion, "factor" | "weight">;

/** The factor between two units, with the body weight in kg where one of them is per body weight. */
function bodyWeightFactor(factorOf: UnitFactor, from: string, to: string): BodyWeightFactor | undefined {
  const same = factorOf(from, to);
  if (typeof same === "number") return { factor: same };
  const whole = factorOf(`${from} * kg`, to);
  if (typeof whole === "number") return { factor: whole, weight: "multiplied" };
  const perKilogram = factorOf(from, `${to} * kg`);
  return typeof perKilogram === "number" ? { factor: perKilogram, weight: "divided" } : undefined;
}

function readUnits(caller: string, trial: Trial, units: DoseOptions["doseUnits"]): ConvertedDoses["units"] {
  if (units === undefined || typeof units === "string") return units;
  if (typeof units !== "object" || units === null || Array.isArray(units)) throw new TypeError(`${caller}: doseUnits must be a unit, or units by treatment; received ${show(units)}`);
  const read: [string, string][] = [];
  for (const [treatment, unit] of Object.entries(units)) {
    checkKey(caller, trial.treatments, treatment, "treatment");
    if (unit === undefined) continue;
    if (typeof unit !== "string") throw new TypeError(`${caller}: doseUnits.${treatment} must be text; received ${show(unit)}`);
    read.push([treatment, unit]);
  }
  return Object.fromEntries(read);
}

/** Looks up a participant's weight in kg, or says what stands in the way. */
function readWeights(caller: string, trial: Trial, records: TrialRecords, key: string | undefined, factorOf: UnitFactor) {
  const toKilogram = key === undefined ? 1 : kilogramsOf(caller, trial, key, factorOf);
  const byParticipant = new Map(listOf(key === undefined ? [] : records.participants).map((participant) => [participant?.id, participant?.covariates?.[key!]]));
  return (participant: string, conversion: string, path: Path): number | DataIssue => {
    if (key === undefined) return problem(path, "missing-field", null, `the conversion ${conversion} needs the body weight; name its covariate in weight`);
    const recorded = byParticipant.get(participant);
    const weight = typeof recorded === "string" && isNumeric(recorded) ? Number(recorded) : recorded;
    if (typeof weight === "number" && weight > 0 && weight < Infinity) return weight * toKilogram;
    return problem(path, "missing-field", recorded, `the conversion ${conversion} needs the ${key} of participant ${show(participant)}, above 0; received ${show(recorded)}`);
  };
}

function kilogramsOf(caller: string, trial: Trial, key: string, factorOf: UnitFactor): number {
  checkKey(caller, trial.covariates, key, "covariate");
  const covariate = trial.covariates[key]!;
  const unit = covariate.kind === "number" ? covariate.unit : undefined;
  const factor = unit === undefined ? "unknown" : factorOf(unit, "kg");
  if (typeof factor === "number") return factor;
  throw new RangeError(`${caller}: weight must name a covariate of kind "number" that declares a unit of mass; ${show(key)} is of kind ${show(covariate.kind)} with the unit ${show(unit)}`);
}
