import type { ParticipantRows } from "../model/readModelColumns.ts";
import { checkLength, groupRows, namesOf, readColumn, tooFew } from "../model/readModelColumns.ts";
import { checkFields } from "../result/checkKeys.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";

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
export interface ModelInput<Fixed extends string, Random extends string, Id extends string | number> extends ParticipantRows<Id> {
  readonly response: Float64Array;
  readonly fixedNames: readonly Fixed[];
  readonly fixed: readonly Float64Array[];
  readonly randomNames: readonly Random[];
  readonly random: readonly Float64Array[];
}

export function readModelInput<Fixed extends string, Random extends string, Id extends string | number>(
  caller: string,
  input: LinearMixedModelInput<Fixed, Random, Id>,
): ModelInput<Fixed, Random, Id> {
  checkFields(caller, "the input", input, ["response", "fixed", "random", "participant"]);
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
