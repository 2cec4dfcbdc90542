import { checkMagnitudes } from "../inference/groupMoments.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { keysOf } from "../trial/keysOf.ts";

/** The rows of each participant. */
export interface ParticipantRows<Id extends string | number> {
  /** In the order of their first observation. */
  readonly participants: readonly Id[];
  /** Index into `participants` of each observation. */
  readonly participantOfRow: Int32Array;
  /** The rows of participant i are `rows[starts[i]]` to `rows[starts[i + 1] − 1]`. */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Finite numbers of a size that can be squared. */
export function readColumn(caller: string, name: string, column: Sample): Float64Array {
  checkSample(caller, name, column);
  checkMagnitudes(caller, name, column);
  return new Float64Array(column);
}

/** The names of a part that is an object of columns. */
export function namesOf<Name extends string>(caller: string, part: string, columns: Readonly<Record<Name, unknown>>): readonly Name[] {
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) {
    throw new TypeError(`${caller}: ${part} must be an object of columns by name; received ${show(columns)}`);
  }
  const names = keysOf(columns);
  if (names.length === 0) throw new RangeError(`${caller}: ${part} must have at least one column`);
  const inherited = names.find((name) => name in Object.prototype);
  if (inherited !== undefined) throw new RangeError(`${caller}: a column cannot be called ${show(inherited)}, which every object answers to`);
  return names;
}

/** Refuses a column that is longer or shorter than the response. */
export function checkLength(caller: string, name: string, received: number, expected: number): void {
  if (received === expected) return;
  throw new RangeError(`${caller}: ${name} must have one entry for each of the ${expected} values of response; received ${received}`);
}

/** Participants by their ids; `1` and `"1"` are two. */
export function groupRows<Id extends string | number>(caller: string, ids: readonly Id[]): ParticipantRows<Id> {
  const indexes = new Map<Id, number>();
  const participantOfRow = new Int32Array(ids.length);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
      throw new TypeError(`${caller}: participant[${row}] must be a string or a finite number; received ${show(id)}`);
    }
    let index = indexes.get(id);
    if (index === undefined) indexes.set(id, (index = indexes.size));
    participantOfRow[row] = index;
  }
  const starts = new Int32Array(indexes.size + 1);
  for (const index of participantOfRow) starts[index + 1]!++;
  for (let index = 0; index < indexes.size; index++) starts[index + 1]! += starts[index]!;
  const next = starts.slice();
  const rows = new Int32Array(ids.length);
  participantOfRow.forEach((index, row) => (rows[next[index]!++] = row));
  return { participants: [...indexes.keys()], participantOfRow, rows, starts };
}

export function tooFew(caller: string, what: string, required: string, observed: number): TrialwiseError {
  return new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: ${observed} ${what} are too few; it needs ${required}`,
    required,
    observed,
  });
}
