import { checkMagnitude } from "../inference/groupMoments.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { keysOf } from "../trial/keysOf.ts";

/** The columns of a model, one entry for each observation, in any order. */
export interface LinearMixedModelInput<Fixed extends string = string, Random extends string = string, Id extends string | number = string | number> {
  /** What was measured. */
  readonly response: Sample;
  /** Columns of the fixed effects by name, as they are: an intercept is a column of ones. */
  readonly fixed: Readonly<Record<Fixed, Sample>>;
  /** Columns whose coefficients vary from participant to participant, by name. */
  readonly random: Readonly<Record<Random, Sample>>;
  /** Whose observation each is. `1` and `"1"` are two participants. */
  readonly participant: readonly Id[];
}

/** The input after it was checked, with the rows of each participant. */
export interface ModelInput<Fixed extends string, Random extends string, Id extends string | number> {
  readonly response: Float64Array;
  readonly fixedNames: readonly Fixed[];
  readonly fixed: readonly Float64Array[];
  readonly randomNames: readonly Random[];
  readonly random: readonly Float64Array[];
  /** In the order of their first observation. */
  readonly participants: readonly Id[];
  /** Index into `participants` of each observation. */
  readonly participantOfRow: Int32Array;
  /** The rows of participant i are `rows[starts[i]]` to `rows[starts[i + 1] − 1]`. */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

export function readModelInput<Fixed extends string, Random extends string, Id extends string | number>(
  caller: string,
  input: LinearMixedModelInput<Fixed, Random, Id>,
): ModelInput<Fixed, Random, Id> {
  checkParts(caller, "the input", input, ["response", "fixed", "random", "participant"]);
  const response = readColumn(caller, "response", input.response);
  const fixedNames = namesOf(caller, "fixed", input.fixed);
  const randomNames = namesOf(caller, "random", input.random);
  const columnOf = (part: string, name: string, column: Sample) => {
    const values = readColumn(caller, `${part}.${name}`, column);
    checkLength(caller, `${part}.${name}`, values.length, response.length);
    return values;
  };
  const fixed = fixedNames.map((name) => columnOf("fixed", name, input.fixed[name]));
  const random = randomNames.map((name) => columnOf("random", name, input.random[name]));
  if (!Array.isArray(input.participant)) {
    throw new TypeError(`${caller}: participant must be an array of ids; received ${show(input.participant)}`);
  }
  checkLength(caller, "participant", input.participant.length, response.length);
  const grouped = groupRows(caller, input.participant);
  const model = { response, fixedNames, fixed, randomNames, random, ...grouped };
  if (grouped.participants.length < 2) throw tooFew(caller, "participants", "at least 2 participants", grouped.participants.length);
  if (response.length <= fixed.length) {
    throw tooFew(caller, "observations", `more observations than the ${fixed.length} fixed columns`, response.length);
  }
  return model;
}

function readColumn(caller: string, name: string, column: Sample): Float64Array {
  const isList = Array.isArray(column) || column instanceof Float64Array;
  let isSound = isList;
  // Columns are long: the check that names each value is made only where one is not sound.
  for (let row = 0; isSound && row < column.length; row++) isSound = typeof column[row] === "number" && Math.abs(column[row]!) <= 1e150;
  if (!isSound) {
    checkSample(caller, name, column);
    for (let row = 0; row < column.length; row++) checkMagnitude(caller, `${name}[${row}]`, column[row]!);
  }
  return new Float64Array(column);
}

function namesOf<Name extends string>(caller: string, part: string, columns: Readonly<Record<Name, Sample>>): readonly Name[] {
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) {
    throw new TypeError(`${caller}: ${part} must be an object of columns by name; received ${show(columns)}`);
  }
  const names = keysOf(columns);
  if (names.length === 0) throw new RangeError(`${caller}: ${part} must have at least one column`);
  const inherited = names.find((name) => name in Object.prototype);
  if (inherited !== undefined) throw new RangeError(`${caller}: a column cannot be called ${show(inherited)}, which every object answers to`);
  return names;
}

function checkLength(caller: string, name: string, received: number, expected: number): void {
  if (received === expected) return;
  throw new RangeError(`${caller}: ${name} must have one entry for each of the ${expected} values of response; received ${received}`);
}

function groupRows<Id extends string | number>(caller: string, ids: readonly Id[]): Pick<ModelInput<string, string, Id>, "participants" | "participantOfRow" | "rows" | "starts"> {
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

function tooFew(caller: string, what: string, required: string, observed: number): TrialwiseError {
  return new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: ${observed} ${what} are too few; it needs ${required}`,
    required,
    observed,
  });
}
