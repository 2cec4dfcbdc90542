import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { BiomarkerSample } from "../trial/BiomarkerSample.ts";
import { keysOf } from "../trial/keysOf.ts";
import { problem } from "../trial/problem.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import { convertDoses, type DoseConversion } from "./convertDoses.ts";
import { listOf } from "./listOf.ts";
import { times, type UnitFactor, unitFactors } from "./unitFactor.ts";

export interface ConvertUnitsOptions<Keys extends TrialKeys = TrialKeys> {
  /** In g/mol, of analytes that some laboratories report in moles and others in mass. */
  readonly molarMasses?: { readonly [B in Keys["biomarker"]]?: number };
  /** The unit that amounts of doses are brought to: of all doses, or by treatment. Doses stay as they are without it. */
  readonly doseUnits?: string | { readonly [T in Keys["treatment"]]?: string };
  /** The covariate with the body weight, a number with its unit: needed between amounts and amounts per body weight. */
  readonly weight?: Keys["covariate"];
}

export interface ConvertUnitsResult {
  /** The records given, with every biomarker sample in its declared unit; ready for `readTrialData`. */
  readonly records: TrialRecords;
  /** What was converted, by biomarker and unit, in the order it was met. */
  readonly converted: readonly UnitConversion[];
  /** Amounts of doses that were converted, by treatment and unit, in the order they were met. */
  readonly convertedDoses: readonly DoseConversion[];
  readonly counts: { readonly samples: number; readonly converted: number; readonly doses: number; readonly convertedDoses: number };
  readonly method: Method<
    "unit-conversion",
    {
      readonly molarMasses: { readonly [biomarker: string]: number };
      readonly doseUnits?: string | { readonly [treatment: string]: string };
      readonly weight?: string;
    }
  >;
}

export interface UnitConversion {
  readonly biomarker: string;
  readonly from: string;
  readonly to: string;
  /** A number in `from` times this is the number in `to`. */
  readonly factor: number;
  readonly samples: number;
}

const caller = "convertUnits";

/**
 * Brings biomarker samples to the units that the trial declares, and doses to one unit, before they are read.
 *
 * Use it where laboratories report one analyte in several units (`ng/L` and `pg/mL`, `mg/dL` and `mmol/L`). It is a step of its own
 * because nothing is converted in passing: `readTrialData` refuses a sample in another unit than declared. Values and limits of
 * quantification (`below`, `above`) are multiplied by one factor for each unit, and rounded to 14 digits, which takes away the rounding of
 * the multiplication; missing ones get the unit alone. Mass and amount of substance convert by the analyte's molar mass, which must be
 * given. Samples of biomarkers that are not declared, and rows that are none, are left as they are, for `readTrialData` to name.
 *
 * **Doses** have no declared unit, so `doseUnits` names the one that their amounts are brought to, for all or by treatment. Between an amount
 * and an amount per body weight (`10^6 cells/kg` and `cells`, `mg/kg` and `mg`) stands the participant's weight, a covariate that declares
 * its unit; a dose of somebody without one is refused. Doses without an amount, and those of a treatment that `doseUnits` does not name,
 * are left as they are. Measures need no conversion: an observation is a number in the unit that its measure declares.
 *
 * Units are those of mathjs, with SI prefixes, products and quotients: `pg/mL`, `umol/L` (or `µmol/L`), `mmHg`, `1/mL`; also counts such as
 * `10^9/L`, and cells; `mcg` is `ug`. Another number in a unit (`1e6 cells`, `mg/100 mL`) is refused. International units, equivalents and percentages have no factor to others and are refused, as is temperature.
 *
 * Loading this subpath loads mathjs, which nothing else does but `trialwise/expressions`.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: a unit that is not known, one of another kind, a molar mass
 *   or a body weight that is missing
 * @throws RangeError, TypeError for a biomarker, treatment or covariate that the trial does not declare, a molar mass not above 0, a `weight`
 *   that is no number with a unit of mass, an unknown option
 *
 * Source: BIPM 2019, The International System of Units (https://doi.org/10.59161/si-brochure-9).
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData } from "trialwise";
 * import { convertUnits } from "trialwise/units";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true } },
 *   biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL" } },
 * });
 * const { records, converted } = convertUnits(trial, {
 *   participants: [{ id: "001", arm: "msc" }],
 *   biomarkerSamples: [{ participant: "001", visit: "V5", biomarker: "nfl", unit: "ng/mL", value: 4.1 }],
 * });
 * converted; // => [{ biomarker: "nfl", from: "ng/mL", to: "pg/mL", factor: 1000, samples: 1 }]
 * readTrialData(trial, records).biomarkerSamples.length; // => 1
 * ```
 */
export function convertUnits<Keys extends TrialKeys>(trial: Trial<Keys>, records: TrialRecords, options: ConvertUnitsOptions<NoInfer<Keys>> = {}): ConvertUnitsResult {
  checkOptionKeys(caller, options, ["molarMasses", "doseUnits", "weight"]);
  const molarMasses = readMolarMasses(trial, options.molarMasses ?? {});
  const factorOf = unitFactors();
  const issues: DataIssue[] = [];
  const conversions = new Map<string, { readonly biomarker: string; readonly from: string; readonly to: string; readonly factor: number; samples: number }>();
  const samples = listOf(records.biomarkerSamples).map((sample, index) => {
    const to = declaredUnit(trial, sample?.biomarker);
    if (to === undefined || typeof sample.unit !== "string" || sample.unit === to) return sample;
    const key = JSON.stringify([sample.biomarker, sample.unit]);
    const known = conversions.get(key);
    const factor = known?.factor ?? factorOf(sample.unit, to, molarMasses.get(sample.biomarker));
    if (typeof factor !== "number") {
      issues.push(problem(["biomarkerSamples", index, "unit"], "conflict", sample.unit, sentenceOf(factor, sample.biomarker, sample.unit, to)));
      return sample;
    }
    const conversion = known ?? { biomarker: sample.biomarker, from: sample.unit, to, factor, samples: 0 };
    conversion.samples++;
    conversions.set(key, conversion);
    return inUnit(sample, to, factor);
  });
  const doses = convertDoses(caller, trial, records, options, factorOf, issues);
  if (issues.length > 0) {
    throw new TrialwiseError({
      code: "invalid-records",
      message: `${caller}: ${issues.length === 1 ? "1 value" : `${issues.length} values`} cannot be converted; the first: ${issues[0]!.message}`,
      required: "units that can be converted to those declared",
      observed: `${issues.length} that cannot`,
      issues,
    });
  }
  const converted = [...conversions.values()];
  return {
    records: {
      ...records,
      ...(Array.isArray(records.biomarkerSamples) && { biomarkerSamples: samples }),
      ...(Array.isArray(records.doses) && { doses: doses.doses }),
    },
    converted,
    convertedDoses: doses.converted,
    counts: {
      samples: samples.length,
      converted: converted.reduce((total, conversion) => total + conversion.samples, 0),
      doses: doses.doses.length,
      convertedDoses: doses.converted.reduce((total, conversion) => total + conversion.doses, 0),
    },
    method: {
      name: "unit-conversion",
      options: {
        molarMasses: Object.fromEntries(molarMasses),
        ...(doses.units !== undefined && { doseUnits: doses.units }),
        ...(options.weight !== undefined && { weight: options.weight }),
      },
      reference: "BIPM 2019, doi:10.59161/si-brochure-9",
    },
  };
}

function declaredUnit<Keys extends TrialKeys>({ biomarkers }: Trial<Keys>, biomarker: string): string | undefined {
  const key = keysOf(biomarkers).find((declared) => declared === biomarker);
  return key === undefined ? undefined : biomarkers[key].unit;
}

function inUnit(sample: BiomarkerSample, unit: string, factor: number): BiomarkerSample {
  // Reading passes over a field that is undefined, so that it must not hide another.
  if ("value" in sample && sample.value !== undefined) return { ...sample, unit, value: times(sample.value, factor) };
  if ("below" in sample && sample.below !== undefined) return { ...sample, unit, below: times(sample.below, factor) };
  if ("above" in sample && sample.above !== undefined) return { ...sample, unit, above: times(sample.above, factor) };
  return { ...sample, unit };
}

function readMolarMasses<Keys extends TrialKeys>(trial: Trial<Keys>, molarMasses: { readonly [biomarker: string]: number | undefined }): ReadonlyMap<string, number> {
  const read = new Map<string, number>();
  for (const [biomarker, molarMass] of Object.entries(molarMasses)) {
    checkKey(caller, trial.biomarkers, biomarker, "biomarker");
    if (molarMass === undefined) continue;
    checkFinite(caller, `molarMasses.${biomarker}`, molarMass);
    if (molarMass <= 0) throw new RangeError(`${caller}: molarMasses.${biomarker} must be above 0 (g/mol); received ${show(molarMass)}`);
    read.set(biomarker, molarMass);
  }
  return read;
}

function sentenceOf(reason: Exclude<ReturnType<UnitFactor>, number>, biomarker: string, from: string, to: string): string {
  const both = `${show(from)} and ${show(to)}, the declared unit of ${biomarker},`;
  switch (reason) {
    case "unknown":
      return `${both} are not both units that can be converted`;
    case "incompatible":
      return `${both} measure different things, or scales with zeros of their own`;
    case "needs-molar-mass":
      return `${both} convert by the molar mass alone; give molarMasses.${biomarker} in g/mol`;
  }
}
