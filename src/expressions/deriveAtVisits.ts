import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { isNumeric } from "../trial/isNumeric.ts";
import { type MissingReason, missingReasons, Observation } from "../trial/Observation.ts";
import { Participant } from "../trial/Participant.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import type { Input } from "./Input.ts";
import type { NotDefined } from "./NotDefined.ts";
import type { Expression } from "./readExpression.ts";

/** A value that could not be derived at a visit where something that it is derived from was recorded. */
export type Underived = {
  readonly participant: string;
  readonly visit: string;
  readonly measure: string;
} & (
  | {
      readonly reason: "missing-input";
      /** The inputs without a value, as the expression names them. */
      readonly inputs: readonly string[];
    }
  | { readonly reason: NotDefined }
);

/** What was recorded, to look values up in; derived values are added as they come. */
export interface RecordedValues {
  readonly participants: readonly Participant[];
  readonly find: (participant: string, visit: string, measure: string) => Observation | undefined;
  readonly add: (observation: Observation) => void;
}

/** The rows that have the shape of one; the others are left for `readTrialData` to name. Of two rows for one value the first counts. */
export function recordedValues(records: TrialRecords): RecordedValues {
  const rows = new Map<string, Observation>();
  const keyOf = (participant: string, visit: string, measure: string) => JSON.stringify([participant, visit, measure]);
  const add = (row: Observation) => {
    const key = keyOf(row.participant, row.visit, row.measure);
    if (!rows.has(key)) rows.set(key, row);
  };
  listOf(records.observations).forEach((row) => {
    const read = Observation.safeParse(row);
    if (read.success) add(read.data);
  });
  const participants = listOf(records.participants).flatMap((row) => {
    const read = Participant.safeParse(row);
    return read.success ? [read.data] : [];
  });
  return { participants, add, find: (participant, visit, measure) => rows.get(keyOf(participant, visit, measure)) };
}

/** Rows without the fields that are `undefined`, as they are read. Records come from outside, whatever their type says. */
function listOf(rows: unknown): readonly unknown[] {
  return Array.isArray(rows) ? rows.map(present) : [];
}

function present(row: unknown): unknown {
  if (typeof row !== "object" || row === null) return row;
  const fields = Object.entries(row).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, key === "covariates" ? present(field) : field]));
}

/** One measure at every visit of every participant where something that it is derived from was recorded. */
export function deriveAtVisits(
  measure: string,
  expression: Expression,
  { visits, baseline }: { readonly visits: readonly string[]; readonly baseline: string },
  recorded: RecordedValues,
): { readonly observations: readonly Observation[]; readonly underived: readonly Underived[] } {
  const observations: Observation[] = [];
  const underived: Underived[] = [];
  const inputs = [...expression.inputs];
  for (const participant of recorded.participants) {
    for (const visit of visits) {
      const found = new Map(inputs.map(([name, input]) => [name, find(input, participant, visit, baseline, recorded)]));
      const atVisit = inputs.flatMap(([name, { kind }]) => (kind === "visit" ? [found.get(name)?.row] : [])).filter((row) => row !== undefined);
      if (atVisit.length === 0) continue;
      const where = { participant: participant.id, visit, measure };
      const lacking = inputs.map(([name]) => name).filter((name) => found.get(name)?.value === undefined);
      if (lacking.length > 0) {
        observations.push({ ...where, missing: reasonOf(lacking.map((name) => found.get(name)?.row)) });
        underived.push({ ...where, reason: "missing-input", inputs: lacking });
        continue;
      }
      const value = expression.evaluate((name) => found.get(name)!.value!);
      if (typeof value === "number") observations.push({ ...where, ...dateOf(atVisit), value: withoutNegativeZero(value) });
      else {
        observations.push({ ...where, missing: "not-applicable" });
        underived.push({ ...where, reason: value });
      }
    }
  }
  return { observations, underived };
}

interface Found {
  readonly value?: number;
  /** The row it stands in, if it stands in one of its own. */
  readonly row?: Observation;
}

function find(input: Input, participant: Participant, visit: string, baseline: string, recorded: RecordedValues): Found {
  if (input.kind === "covariate") {
    const value = participant.covariates?.[input.covariate];
    if (typeof value === "number") return { value };
    return value !== undefined && isNumeric(value) ? { value: Number(value) } : {};
  }
  const row = recorded.find(participant.id, input.kind === "visit" ? visit : baseline, input.measure);
  if (row === undefined) return {};
  return row.value === undefined ? { row } : { row, value: row.value };
}

/** The first of the reasons in the order of their weight: who has died was not merely absent. */
function reasonOf(rows: readonly (Observation | undefined)[]): MissingReason {
  return missingReasons.find((reason) => rows.some((row) => row?.missing === reason)) ?? "unknown";
}

/** The day of the last of the values that were measured at the visit, where all of them are dated. */
function dateOf(rows: readonly Observation[]): { readonly date?: string } {
  const dates = rows.map(({ date }) => date).filter((date) => date !== undefined);
  const last = dates.sort().at(-1);
  return last === undefined || dates.length < rows.length ? {} : { date: last };
}
