import { checkKnownKeys } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import { nearestKey } from "../result/nearestKey.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ModelTerm } from "./ModelDesign.ts";
import { checkLength, namesOf, readColumn, tooFew } from "./readModelColumns.ts";

/** The values of a variable, one for each observation: texts make it a factor, numbers a covariate. */
export type VariableColumn = readonly string[] | Sample;

export type ModelData = Readonly<Record<string, VariableColumn>>;

/** The variables of data that are factors. */
export type FactorOf<Data extends ModelData> = { [V in keyof Data & string]: Data[V] extends Sample ? never : V }[keyof Data & string];

/** The variables of data that are covariates. */
export type CovariateOf<Data extends ModelData> = { [V in keyof Data & string]: Data[V] extends readonly string[] ? never : V }[keyof Data & string];

/** A model in words: its terms, and the data they speak of. */
export interface ModelTerms<Data extends ModelData> {
  /** `"arm"` for a main effect, `["arm", "visit"]` for an interaction, in any order. */
  readonly terms: readonly ModelTerm<keyof Data & string>[];
  /** Variables by name; those in no term are ignored. */
  readonly data: Data;
  /** Levels of factors in the order to show them, and the reference, which is the first unless it is named. Default: sorted. */
  readonly factors?: { readonly [F in FactorOf<Data>]?: { readonly levels?: readonly string[]; readonly reference?: string } };
  /** What to subtract from covariates: a number, or `"mean"` for the participant mean. Default: nothing. */
  readonly centre?: { readonly [C in CovariateOf<Data>]?: number | "mean" };
  /** Whether the model has a constant. Default true. */
  readonly intercept?: boolean;
}

export interface FactorVariable<Factor extends string = string> {
  readonly name: Factor;
  readonly levels: readonly string[];
  readonly reference: string;
  readonly absent: readonly string[];
  /** Index into `levels` of each observation. */
  readonly codes: Int32Array;
}

export interface CovariateVariable<Covariate extends string = string> {
  readonly name: Covariate;
  readonly values: Float64Array;
  readonly centre: number | "mean";
}

export type ModelVariable<Factor extends string = string, Covariate extends string = string> = FactorVariable<Factor> | CovariateVariable<Covariate>;

/** The variables of each term, checked, and the number of observations: that of the first variable unless it is known. */
export function readTerms<Data extends ModelData>(
  caller: string,
  { terms, data, factors = {}, centre = {} }: ModelTerms<Data>,
  expected?: number,
): { readonly terms: readonly (readonly ModelVariable<FactorOf<Data>, CovariateOf<Data>>[])[]; readonly observations: number } {
  const known = namesOf(caller, "data", data);
  if (!Array.isArray(terms) || terms.length === 0) throw new RangeError(`${caller}: terms must be a list with at least one term; received ${show(terms)}`);
  const names = terms.map((term: ModelTerm<keyof Data & string>) => (typeof term === "string" ? [term] : term));
  names.forEach((term, index) => checkTerm(caller, term, names.slice(0, index), known));
  const used = [...new Set(names.flat())];
  const observations = expected ?? data[used[0]!]?.length ?? 0;
  if (observations === 0) throw tooFew(caller, "observations", "at least one observation", 0);
  const isFactor = (name: string): name is FactorOf<Data> => isTexts(data[name]);
  const isCovariate = (name: string): name is CovariateOf<Data> => !isFactor(name);
  checkKnownKeys(caller, "factors", factors, used.filter(isFactor));
  checkKnownKeys(caller, "centre", centre, used.filter(isCovariate));
  const variables = new Map<string, ModelVariable<FactorOf<Data>, CovariateOf<Data>>>();
  for (const name of used) {
    const column: VariableColumn = data[name]!;
    if (isTexts(column)) {
      if (isFactor(name)) variables.set(name, readFactor(caller, name, column, factors[name], observations));
    } else if (isCovariate(name)) {
      variables.set(name, readCovariate(caller, name, column, centre[name], observations));
    }
  }
  return { terms: names.map((term) => term.map((name) => variables.get(name)!)), observations };
}

interface FactorDeclaration {
  readonly levels?: readonly string[];
  readonly reference?: string;
}

function checkTerm(caller: string, term: unknown, earlier: readonly (readonly string[])[], known: readonly string[]): void {
  if (!isTexts(term)) throw new TypeError(`${caller}: a term must be the name of a variable or a list of names; received ${show(term)}`);
  for (const name of term) {
    if (known.includes(name)) continue;
    const nearest = nearestKey(name, known);
    throw new RangeError(`${caller}: the term ${show(term.join(":"))} needs a column ${show(name)} in data` + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`));
  }
  if (new Set(term).size < term.length) throw new RangeError(`${caller}: the term ${show(term.join(":"))} must not name a variable twice`);
  if (earlier.some((other) => other.length === term.length && other.every((name) => term.includes(name)))) {
    throw new RangeError(`${caller}: the term ${show(term.join(":"))} must not be listed twice`);
  }
}

function readCovariate<Name extends string>(caller: string, name: Name, column: Sample, centre: number | "mean" = 0, observations: number): CovariateVariable<Name> {
  if (centre !== "mean") checkFinite(caller, `centre.${name}`, centre);
  const values = readColumn(caller, `data.${name}`, column);
  checkLength(caller, `data.${name}`, values.length, observations);
  return { name, values, centre };
}

function readFactor<Name extends string>(
  caller: string,
  name: Name,
  column: readonly string[],
  { levels, reference }: FactorDeclaration = {},
  observations: number,
): FactorVariable<Name> {
  checkLength(caller, `data.${name}`, column.length, observations);
  for (let row = 0; row < column.length; row++) {
    if (typeof column[row] !== "string") throw new TypeError(`${caller}: data.${name}[${row}] must be a text, as the first one is; received ${show(column[row])}`);
  }
  const present = new Set(column);
  if (levels !== undefined) checkLevels(caller, name, levels, present);
  const all = levels ?? [...present].sort();
  const kept = all.filter((level) => present.has(level));
  const { 0: first = "" } = all;
  const base = reference ?? first;
  if (!all.includes(base)) {
    const nearest = nearestKey(base, all);
    throw new RangeError(`${caller}: the reference of ${name} must be one of its levels; received ${show(base)}` + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`));
  }
  if (!present.has(base)) throw singularFactor(caller, `no observation has ${name} ${show(base)}, the reference level`, "observations of the reference level", show(base));
  if (kept.length < 2) throw singularFactor(caller, `every observation has ${name} ${show(base)}, so its effect cannot be estimated`, "factors of at least two levels", show(base));
  const codeOf = new Map(kept.map((level, code) => [level, code]));
  const codes = Int32Array.from(column, (level) => codeOf.get(level)!);
  return { name, levels: kept, reference: base, absent: all.filter((level) => !present.has(level)), codes };
}

function checkLevels(caller: string, name: string, levels: readonly string[], present: ReadonlySet<string>): void {
  if (!isTexts(levels) || new Set(levels).size < levels.length) throw new RangeError(`${caller}: factors.${name}.levels must be a list of different texts`);
  for (const level of present) {
    if (levels.includes(level)) continue;
    const nearest = nearestKey(level, levels);
    throw new RangeError(`${caller}: data.${name} has ${show(level)}, which is not among its levels` + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`));
  }
}

function singularFactor(caller: string, what: string, required: string, observed: string): TrialwiseError {
  return new TrialwiseError({ code: "singular-design", message: `${caller}: ${what}`, required, observed });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === "string";
}
