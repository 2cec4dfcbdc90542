import { log } from "../numeric/elementary/log.ts";
import { checkFields, checkObject, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Reason } from "../result/Reason.ts";
import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkRange } from "../trial/checkMeasureEndpoint.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import { refuseFaults } from "../trial/Fault.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { partOf } from "./CensoredValue.ts";
import { beyondLimits, substitute, type SubstitutionRule, substitutionRules } from "./limitRule.ts";
import { samplesOf } from "./samplesOf.ts";

/** One number of each participant: a biomarker's value or change, or a quantity of another result. */
export type BiomarkerQuantity<Keys extends TrialKeys = TrialKeys> = BiomarkerValue<Keys> | BiomarkerDifference<Keys> | ResultQuantity;

/** A biomarker's value at a visit, in its unit or as its natural logarithm. */
export interface BiomarkerValue<Keys extends TrialKeys = TrialKeys> {
  readonly biomarker: Keys["biomarker"];
  readonly at: Keys["visit"];
  /** Default `"raw"`. */
  readonly scale?: "raw" | "log";
}

/** A biomarker's change between two visits, in its unit or of its natural logarithm. */
export interface BiomarkerDifference<Keys extends TrialKeys = TrialKeys> {
  readonly biomarker: Keys["biomarker"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  /** Default `"raw"`. */
  readonly scale?: "raw" | "log";
}

/** A quantity of the rows of a result, as the `improvement` of `slopeChange`. */
export interface ResultQuantity {
  readonly result: {
    readonly rows: readonly QuantityRow[];
    readonly excluded: readonly { readonly participant: string; readonly reason: ExclusionReason | Reason; readonly visit?: string }[];
  };
  readonly of: string;
}

/** A row with the quantity; why it is `null` the row itself says. */
interface QuantityRow {
  readonly participant: string;
  readonly reasons?: { readonly [quantity: string]: Reason };
}

/** A quantity after defaults were applied; that of a result is named without the result. */
export type ResolvedBiomarkerQuantity<Keys extends TrialKeys = TrialKeys> =
  | Required<BiomarkerValue<Keys>>
  | Required<BiomarkerDifference<Keys>>
  | { readonly of: string };

export type QuantityReading = FoundQuantity | { readonly found: false; readonly lack: QuantityLack };

interface FoundQuantity {
  readonly found: true;
  readonly value: number;
  /** How many of the values it stands on lay beyond a limit. */
  readonly beyond: number;
}

export interface QuantityLack {
  readonly reason: ExclusionReason | Reason;
  readonly visit?: string;
}

interface QuantityReader<Keys extends TrialKeys> {
  readonly resolved: ResolvedBiomarkerQuantity<Keys>;
  readonly read: (participant: string) => QuantityReading;
}

/** Reads a quantity off each participant. */
export function quantityReader<Keys extends TrialKeys>(
  caller: string,
  name: string,
  data: TrialData<Keys>,
  quantity: BiomarkerQuantity<Keys>,
  limits: SubstitutionRule | undefined,
): QuantityReader<Keys> {
  checkObject(caller, name, quantity);
  if ("result" in quantity) return { resolved: { of: quantity.of }, read: resultReader(caller, name, quantity) };
  const parts = "at" in quantity ? (["biomarker", "at"] as const) : (["biomarker", "from", "to"] as const);
  checkFields(caller, name, quantity, parts, ["scale"]);
  const { biomarker, scale = "raw" } = quantity;
  checkKey(caller, data.trial.biomarkers, biomarker, "biomarker");
  checkChoice(caller, `${name}.scale`, scale, ["raw", "log"]);
  const sampleAt = samplesOf(caller, data, biomarker);
  const valueAt = (participant: string, visit: Keys["visit"]): QuantityReading => {
    const sample = sampleAt(participant, visit);
    if (!sample.found) return missing(sample.reason, visit);
    const value = substitute(sample.value, limits);
    if (value === null) throw beyondLimits(caller, biomarker, substitutionRules, participant);
    if (scale === "log" && !(value > 0)) return missing("zero-reference", visit);
    return { found: true, value: scale === "log" ? log(value) : value, beyond: partOf(sample.value).kind === "value" ? 0 : 1 };
  };
  if ("at" in quantity) {
    checkKey(caller, data.trial.visits, quantity.at, "visit");
    return { resolved: { biomarker, at: quantity.at, scale }, read: (participant) => valueAt(participant, quantity.at) };
  }
  const { from, to } = quantity;
  refuseFaults(`${caller}: ${name}`, checkRange(data.trial, { from, to }, []));
  const read = (participant: string): QuantityReading => {
    const before = valueAt(participant, from);
    if (!before.found) return before;
    const after = valueAt(participant, to);
    if (!after.found) return after;
    return { found: true, value: withoutNegativeZero(after.value - before.value), beyond: before.beyond + after.beyond };
  };
  return { resolved: { biomarker, from, to, scale }, read };
}

function resultReader(caller: string, name: string, quantity: ResultQuantity): (participant: string) => QuantityReading {
  checkFields(caller, name, quantity, ["result", "of"]);
  const { result, of } = quantity;
  checkParts(caller, `${name}.result`, result, ["rows", "excluded"]);
  if (result.rows.length > 0 && !result.rows.some((row) => Object.hasOwn(row, of))) {
    throw new RangeError(`${caller}: ${name}.of must name a quantity of the result's rows; received ${show(of)}${didYouMean(of, keysOf(result.rows[0]!))}`);
  }
  const rows = new Map(result.rows.map((row) => [row.participant, row]));
  if (rows.size < result.rows.length) throw new RangeError(`${caller}: ${name}.result must have one row for each participant; received ${result.rows.length} rows of ${rows.size}`);
  const excluded = new Map(result.excluded.map((exclusion) => [exclusion.participant, exclusion]));
  return (participant) => {
    const row = rows.get(participant);
    if (row === undefined) {
      const { reason = "no-observation" as const, visit } = excluded.get(participant) ?? {};
      return missing(reason, visit);
    }
    const value: unknown = Reflect.get(row, of);
    if (typeof value === "number") return { found: true, value: withoutNegativeZero(value), beyond: 0 };
    return missing(row.reasons?.[of] ?? "not-defined");
  };
}

function missing(reason: QuantityLack["reason"], visit?: string): QuantityReading {
  return { found: false, lack: { reason, ...(visit !== undefined && { visit }) } };
}
