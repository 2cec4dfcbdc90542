import { show } from "../result/show.ts";
import { inOrder } from "./labels.ts";
import { type CheckedTimes, checkLength, readSurvivalTimes } from "./survivalTimes.ts";
import type { SurvivalTimes } from "./survivalTimes.ts";

/** Times to the first of several kinds of event, one entry of each column for each participant, in any order. */
export interface CompetingTimes<Cause extends string | number = string | number> extends Pick<SurvivalTimes, "time" | "entry"> {
  /** What happened at `time`: the name or number of a cause, or `null` where observation ended without any. */
  readonly cause: readonly (Cause | null)[];
}

/** The times after they were checked, with the causes in order: numbers before text, each ascending. */
export interface CheckedCauses<Cause extends string | number> {
  readonly data: CheckedTimes;
  readonly causes: readonly Cause[];
  /** Index into `causes` of each participant; −1 where censored. */
  readonly causeOf: Int32Array;
}

export function readCauses<Cause extends string | number>(
  caller: string,
  input: CompetingTimes<Cause>,
): CheckedCauses<Cause> {
  const { cause, ...columns } = input;
  const size = Array.isArray(cause) ? cause.length : 0;
  if (!Array.isArray(cause)) throw new TypeError(`${caller}: cause must be an array of names or numbers, with null where censored; received ${show(cause)}`);
  const found = new Set<Cause>();
  for (let row = 0; row < size; row++) {
    const value: unknown = cause[row];
    if (value === null) continue;
    if (value === 0 || (typeof value !== "string" && !(typeof value === "number" && Number.isFinite(value)))) {
      throw new TypeError(`${caller}: cause[${row}] must be a name, a number other than 0, or null where censored; received ${show(value)}`);
    }
    found.add(cause[row]!);
  }
  const data = readSurvivalTimes(caller, { ...columns, event: cause.map((value) => value !== null) });
  checkLength(caller, "cause", size, data.time.length);
  const causes = [...found].sort(inOrder);
  const indexes = new Map(causes.map((value, index) => [value, index]));
  return { data, causes, causeOf: Int32Array.from(cause, (value: Cause | null) => (value === null ? -1 : indexes.get(value)!)) };
}
