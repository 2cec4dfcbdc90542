import type { TrialRecords } from "trialwise";

/** A simulated trial's records as tables of text and numbers, which R reads. Days are those from baseline; `null` is missing. */
export interface FlatRecords {
  readonly participants: readonly Row[];
  readonly observations: readonly Row[];
  readonly biomarkerSamples: readonly Row[];
  readonly doses: readonly Row[];
  readonly adverseEvents: readonly Row[];
  readonly clinicalEvents: readonly Row[];
  readonly dispositions: readonly Row[];
}

type Cell = string | number | boolean | null;
type Row = { readonly [column: string]: Cell };

export function flatRecords({ participants, observations = [], biomarkerSamples = [], doses = [], adverseEvents = [], clinicalEvents = [], dispositions = [] }: TrialRecords): FlatRecords {
  return {
    participants: participants.map(({ id, arm, covariates = {} }) => ({ id, arm, ...covariates })),
    observations: observations.map((row) => ({ participant: row.participant, visit: row.visit, measure: row.measure, value: "value" in row ? (row.value ?? null) : null })),
    biomarkerSamples: biomarkerSamples.map((row) => ({ participant: row.participant, visit: row.visit, biomarker: row.biomarker, value: "value" in row ? (row.value ?? null) : null })),
    doses: doses.map(({ participant, number, at, amount }) => ({ participant, number, day: dayOf(at), amount: amount?.value ?? null })),
    adverseEvents: adverseEvents.map(({ participant, systemOrganClass, preferredTerm, serious, start }) => ({ participant, systemOrganClass, preferredTerm, serious: serious ?? null, day: dayOf(start) })),
    clinicalEvents: clinicalEvents.map(({ participant, kind, at }) => ({ participant, kind, day: dayOf(at) })),
    dispositions: dispositions.map(({ participant, status, at }) => ({ participant, status, day: dayOf(at) })),
  };
}

/** Months are of 30.4375 days. */
function dayOf(at: object | undefined): number | null {
  if (at === undefined) return null;
  if ("days" in at && typeof at.days === "number") return at.days;
  if ("months" in at && typeof at.months === "number") return at.months * 30.4375;
  throw new RangeError("a simulated time is in days or months");
}

/** JSON with one record on each line. */
export function textOf(flat: FlatRecords): string {
  const tables = Object.entries(flat).map(([name, rows]: [string, readonly Row[]]) => `${JSON.stringify(name)}:[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`);
  return `{${tables.join(",\n")}}\n`;
}
