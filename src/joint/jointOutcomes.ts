import { checkMagnitude } from "../inference/groupMoments.ts";
import { checkFields } from "../result/checkKeys.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { type CheckedTimes, checkLength, readSurvivalTimes, type SurvivalTimes } from "../survival/survivalTimes.ts";

/** Survival and function of one group, one entry for each participant in every column. */
export interface JointOutcomes {
  /** From baseline to death or to the end of observation, in any unit; not negative. */
  readonly time: Sample;
  /** Whether the participant died at `time` (`true` or 1), or was observed alive until then (`false` or 0). */
  readonly event: SurvivalTimes["event"];
  /** For each visit after baseline, in order: changes from baseline, turned so that positive is benefit; `null` where there is none. */
  readonly improvement: readonly VisitColumn[];
  /** For `test: "ancova"`: columns by name, of numbers or of texts that are categories; the same names in both groups. */
  readonly covariates?: Readonly<Record<string, readonly string[] | Sample>>;
}

/** Values of participants at one visit; `null` where there is none. */
export type VisitColumn = readonly (number | null)[] | Float64Array;

/** Both groups in one, treatment first, with near-equal times made equal. */
export interface PooledOutcomes {
  readonly treated: number;
  readonly participants: number;
  readonly times: Pick<CheckedTimes, "time" | "event">;
  /** NaN where there is no value. */
  readonly visits: readonly Float64Array[];
}

export interface TwoJointOutcomes {
  readonly treatment: JointOutcomes;
  readonly control: JointOutcomes;
}

export function readJointOutcomes(caller: string, input: TwoJointOutcomes): PooledOutcomes {
  checkFields(caller, "the input", input, ["treatment", "control"]);
  const treatment = readGroup(caller, "treatment", input.treatment);
  const control = readGroup(caller, "control", input.control);
  if (treatment.visits.length !== control.visits.length) {
    throw new RangeError(`${caller}: improvement must have as many visits in both groups; received ${treatment.visits.length} and ${control.visits.length}`);
  }
  const treated = treatment.times.time.length;
  return {
    treated,
    participants: treated + control.times.time.length,
    times: poolTimes(caller, treatment.times, control.times),
    visits: treatment.visits.map((column, visit) => pool(column, control.visits[visit]!)),
  };
}

interface GroupOutcomes {
  readonly times: CheckedTimes;
  readonly visits: readonly Float64Array[];
}

function readGroup(caller: string, name: string, group: JointOutcomes): GroupOutcomes {
  checkFields(caller, name, group, ["time", "event", "improvement"], ["covariates"]);
  const { time, event, improvement } = group;
  const times = readSurvivalTimes(`${caller}: ${name}`, { time, event });
  if (!Array.isArray(improvement)) throw new TypeError(`${caller}: ${name}.improvement must be a list of columns, one for each visit; received ${show(improvement)}`);
  return { times, visits: improvement.map((column: VisitColumn, visit) => readVisitColumn(caller, `${name}.improvement[${visit}]`, column, times.time.length)) };
}

/** A column of finite numbers, NaN in place of `null`. */
export function readVisitColumn(caller: string, name: string, column: VisitColumn, length: number): Float64Array {
  if (!Array.isArray(column) && !(column instanceof Float64Array)) throw new TypeError(`${caller}: ${name} must be an array of numbers and nulls; received ${show(column)}`);
  checkLength(caller, name, column.length, length);
  return Float64Array.from({ length }, (_, index) => {
    const value = column[index];
    if (value === null) return NaN;
    checkMagnitude(caller, `${name}[${index}]`, value!);
    return value!;
  });
}

/** Differences up to this are none: what two subtractions leave of equal values, and far less than any scale's step. */
export function equalWithin(visits: readonly Float64Array[]): number {
  return 1e-9 * visits.reduce((largest, column) => column.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), largest), 0);
}

/** Times of two groups, where what differs by rounding alone is made one. */
export function poolTimes(caller: string, treatment: Pick<CheckedTimes, "time" | "event">, control: Pick<CheckedTimes, "time" | "event">): CheckedTimes {
  return readSurvivalTimes(caller, { time: pool(treatment.time, control.time), event: [...treatment.event, ...control.event] });
}

export function pool(treatment: Float64Array, control: Float64Array): Float64Array {
  const both = new Float64Array(treatment.length + control.length);
  both.set(treatment);
  both.set(control, treatment.length);
  return both;
}
