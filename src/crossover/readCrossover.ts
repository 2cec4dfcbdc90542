import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkCount, checkFinite } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";

/** The responses of a crossover trial as columns, one entry for each participant and period with a value, in any order. */
export interface CrossoverColumns<Id extends string | number = string | number> {
  /** `1` and `"1"` are two participants. */
  readonly participant: readonly Id[];
  /** The sequence of treatments that the participant was allocated to, by any name. */
  readonly sequence: readonly string[];
  /** Whole numbers from 1, in the order of time. */
  readonly period: readonly number[];
  /** What was given in that period. */
  readonly treatment: readonly string[];
  readonly response: Sample;
}

/** One participant in one period. */
export interface CrossoverObservation<Id extends string | number = string | number> {
  readonly participant: Id;
  readonly sequence: string;
  readonly period: number;
  readonly treatment: string;
  readonly response: number;
}

/** The two treatments of a comparison: differences are treatment − control. */
export interface TwoTreatments {
  readonly treatment: string;
  readonly control: string;
}

const names = ["participant", "sequence", "period", "treatment", "response"] as const;

/** The columns as observations, after the design was found to be one: a sequence has one treatment in each period. */
export function readCrossover<Id extends string | number>(caller: string, columns: CrossoverColumns<Id>): readonly CrossoverObservation<Id>[] {
  checkParts(caller, "the input", columns, names);
  checkKnownKeys(caller, "the input", columns, names);
  for (const name of names) checkColumn(caller, name, columns[name], columns.participant.length);
  const observations = columns.participant.map((participant, row) => {
    const period = columns.period[row]!;
    const response = columns.response[row]!;
    checkCount(caller, `period[${row}]`, period, 1);
    checkFinite(caller, `response[${row}]`, response);
    return { participant, sequence: columns.sequence[row]!, period, treatment: columns.treatment[row]!, response };
  });
  checkDesign(caller, observations);
  return observations;
}

/** Refuses options that do not name two treatments. */
export function checkTwoTreatments(caller: string, options: TwoTreatments): void {
  checkParts(caller, "the options", options, ["treatment", "control"]);
  for (const name of ["treatment", "control"] as const) {
    if (typeof options[name] !== "string") throw new TypeError(`${caller}: ${name} must be a string; received ${show(options[name])}`);
  }
  if (options.treatment !== options.control) return;
  throw new RangeError(`${caller}: treatment and control must be two treatments; received ${show(options.treatment)} for both`);
}

/** The values that occur, each once, in the order of their first row. */
export function distinct<Value>(values: Iterable<Value>): readonly Value[] {
  return [...new Set(values)];
}

function checkColumn(caller: string, name: (typeof names)[number], column: ArrayLike<unknown>, length: number): void {
  if (!Array.isArray(column) && !(name === "response" && column instanceof Float64Array)) {
    throw new TypeError(`${caller}: ${name} must be an array; received ${show(column)}`);
  }
  if (column.length !== length) throw new RangeError(`${caller}: ${name} must be as long as participant (${length}); received ${column.length}`);
  if (name === "period" || name === "response") return;
  const types = name === "participant" ? ["string", "number"] : ["string"];
  for (let row = 0; row < length; row++) {
    if (!types.includes(typeof column[row])) throw new TypeError(`${caller}: ${name}[${row}] must be a ${types.join(" or a ")}; received ${show(column[row])}`);
  }
}

function checkDesign(caller: string, observations: readonly CrossoverObservation[]): void {
  const treatments = new Map<string, Map<number, string>>();
  const people = new Map<string | number, { readonly sequence: string; readonly periods: Set<number> }>();
  for (const { participant, sequence, period, treatment } of observations) {
    const planned = treatments.get(sequence) ?? new Map<number, string>();
    treatments.set(sequence, planned);
    const other = planned.get(period);
    if (other !== undefined && other !== treatment) {
      throw new RangeError(`${caller}: a sequence has one treatment in each period; ${show(sequence)} has ${show(other)} and ${show(treatment)} in period ${period}`);
    }
    planned.set(period, treatment);
    const person = people.get(participant) ?? { sequence, periods: new Set<number>() };
    people.set(participant, person);
    if (person.sequence !== sequence) {
      throw new RangeError(`${caller}: a participant has one sequence; ${show(participant)} has ${show(person.sequence)} and ${show(sequence)}`);
    }
    if (person.periods.has(period)) throw new RangeError(`${caller}: a participant has one response in each period; ${show(participant)} has two in period ${period}`);
    person.periods.add(period);
  }
}
