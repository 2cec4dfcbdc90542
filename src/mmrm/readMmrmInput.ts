import type { ParticipantRows } from "../model/readModelColumns.ts";
import { checkLength, groupRows, namesOf, readColumn, tooFew } from "../model/readModelColumns.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { nearestKey } from "../result/nearestKey.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";

/** The columns of a model, one entry for each observation, in any order. Visits that were missed have no row. */
export interface MmrmInput<Fixed extends string = string, Visit extends string | number = string | number, Id extends string | number = string | number> {
  /** What was measured. */
  readonly response: Sample;
  /** Columns of the fixed effects by name, as they are: an intercept is a column of ones. */
  readonly fixed: Readonly<Record<Fixed, Sample>>;
  /** At which visit it was measured: at most once for each participant. */
  readonly visit: readonly Visit[];
  /** Whose observation each is. `1` and `"1"` are two participants. */
  readonly participant: readonly Id[];
}

/** The same, with a covariance for each group of participants: their arm, say. */
export interface GroupedMmrmInput<
  Fixed extends string = string,
  Visit extends string | number = string | number,
  Id extends string | number = string | number,
  Group extends string | number = string | number,
> extends MmrmInput<Fixed, Visit, Id> {
  /** The same for all observations of a participant. */
  readonly group: readonly Group[];
}

/** The input after it was checked, with the rows of each participant in the order of visits. */
export interface MmrmModelInput<Fixed extends string, Visit extends string | number, Group extends string | number> extends ParticipantRows<string | number> {
  readonly response: Float64Array;
  readonly fixedNames: readonly Fixed[];
  readonly fixed: readonly Float64Array[];
  readonly visits: readonly Visit[];
  /** Index into `visits` of each observation. */
  readonly visitOfRow: Int32Array;
  /** Undefined without groups: all participants are of one. */
  readonly groups: readonly Group[] | undefined;
  /** Index into `groups` of each participant. */
  readonly groupOfParticipant: Int32Array;
}

/** `needsOrder`: visits that are text must have their order given. */
export function readMmrmInput<Fixed extends string, Visit extends string | number, Id extends string | number, Group extends string | number>(
  caller: string,
  input: MmrmInput<Fixed, Visit, Id> & { readonly group?: readonly Group[] },
  visitOrder: readonly Visit[] | undefined,
  needsOrder: boolean,
): MmrmModelInput<Fixed, Visit, Group> {
  checkParts(caller, "the input", input, ["response", "fixed", "visit", "participant"]);
  checkKnownKeys(caller, "the input", input, ["response", "fixed", "visit", "participant", "group"]);
  const response = readColumn(caller, "response", input.response);
  const fixedNames = namesOf(caller, "fixed", input.fixed);
  const fixed = fixedNames.map((name) => {
    const values = readColumn(caller, `fixed.${name}`, input.fixed[name]);
    checkLength(caller, `fixed.${name}`, values.length, response.length);
    return values;
  });
  const labels = (name: "visit" | "participant" | "group", column: readonly (string | number)[] | undefined) => {
    if (!Array.isArray(column)) throw new TypeError(`${caller}: ${name} must be an array of names or numbers; received ${show(column)}`);
    checkLength(caller, name, column.length, response.length);
  };
  labels("visit", input.visit);
  labels("participant", input.participant);
  const grouped = groupRows(caller, input.participant);
  const visits = orderVisits(caller, input.visit, visitOrder, needsOrder);
  const places = new Map(visits.map((visit, index) => [visit, index]));
  const visitOfRow = Int32Array.from(input.visit, (visit) => places.get(visit)!);
  sortRows(caller, grouped, visitOfRow, visits);
  let groups: readonly Group[] | undefined;
  const groupOfParticipant = new Int32Array(grouped.participants.length);
  if (input.group !== undefined) {
    labels("group", input.group);
    groups = readGroups(caller, input.group, grouped, groupOfParticipant);
  }
  if (grouped.participants.length < 2) throw tooFew(caller, "participants", "at least 2 participants", grouped.participants.length);
  if (response.length <= fixed.length) throw tooFew(caller, "observations", `more observations than the ${fixed.length} fixed columns`, response.length);
  return { response, fixedNames, fixed, visits, visitOfRow, groups, groupOfParticipant, ...grouped };
}

function orderVisits<Visit extends string | number>(caller: string, column: readonly Visit[], visitOrder: readonly Visit[] | undefined, needsOrder: boolean): readonly Visit[] {
  column.forEach((visit, row) => {
    if (typeof visit !== "string" && !(typeof visit === "number" && Number.isFinite(visit))) {
      throw new TypeError(`${caller}: visit[${row}] must be a string or a finite number; received ${show(visit)}`);
    }
  });
  const seen = new Set(column);
  if (visitOrder === undefined) {
    if ([...seen].every((visit) => typeof visit === "number")) return [...seen].sort((a, b) => Number(a) - Number(b));
    if (needsOrder) throw new RangeError(`${caller}: visitOrder must list the visits from first to last: this covariance structure depends on it, and names do not tell`);
    return [...seen];
  }
  if (!Array.isArray(visitOrder)) throw new TypeError(`${caller}: visitOrder must be an array of visits; received ${show(visitOrder)}`);
  const listed = new Set(visitOrder);
  if (listed.size < visitOrder.length) {
    const twice = visitOrder.find((visit, index) => visitOrder.indexOf(visit) !== index);
    throw new RangeError(`${caller}: visitOrder must list each visit once; ${show(twice)} is there twice`);
  }
  for (const visit of visitOrder) if (!seen.has(visit)) throw unknownVisit(`${caller}: visitOrder lists ${show(visit)}, at which nothing was observed`, visit, [...seen]);
  for (const visit of seen) if (!listed.has(visit)) throw unknownVisit(`${caller}: visitOrder lacks ${show(visit)}, which occurs in visit`, visit, visitOrder);
  return [...listed];
}

function unknownVisit(problem: string, visit: string | number, known: readonly (string | number)[]): RangeError {
  const nearest = typeof visit === "string" ? nearestKey(visit, known.map(String)) : undefined;
  return new RangeError(problem + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`));
}

/** Brings the rows of each participant, in place, into the order of visits. */
function sortRows(caller: string, { participants, rows, starts }: ParticipantRows<string | number>, visitOfRow: Int32Array, visits: readonly (string | number)[]): void {
  participants.forEach((participant, index) => {
    const own = rows.subarray(starts[index]!, starts[index + 1]!);
    own.sort((a, b) => visitOfRow[a]! - visitOfRow[b]!);
    for (let place = 1; place < own.length; place++) {
      const visit = visitOfRow[own[place]!]!;
      if (visit !== visitOfRow[own[place - 1]!]!) continue;
      throw new RangeError(`${caller}: a participant must have one observation at each visit; ${show(participant)} has several at ${show(visits[visit])}`);
    }
  });
}

function readGroups<Group extends string | number>(
  caller: string,
  column: readonly Group[],
  { participants, participantOfRow, starts }: ParticipantRows<string | number>,
  groupOfParticipant: Int32Array,
): readonly Group[] {
  const places = new Map<Group, number>();
  groupOfParticipant.fill(-1);
  column.forEach((group, row) => {
    if (typeof group !== "string" && !(typeof group === "number" && Number.isFinite(group))) {
      throw new TypeError(`${caller}: group[${row}] must be a string or a finite number; received ${show(group)}`);
    }
    if (!places.has(group)) places.set(group, places.size);
    const participant = participantOfRow[row]!;
    const place = places.get(group)!;
    if (groupOfParticipant[participant] === -1) groupOfParticipant[participant] = place;
    else if (groupOfParticipant[participant] !== place) {
      throw new RangeError(`${caller}: a participant must be in one group; ${show(participants[participant])} is in several`);
    }
  });
  const groups = [...places.keys()];
  const sizes = groups.map(() => 0);
  for (let participant = 0; participant < starts.length - 1; participant++) sizes[groupOfParticipant[participant]!]!++;
  const small = sizes.findIndex((size) => size < 2);
  if (small >= 0) throw tooFew(caller, `participants in group ${show(groups[small])}`, "at least 2 participants in each group", sizes[small]!);
  return groups;
}
