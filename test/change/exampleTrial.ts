import { aals, alsfrsR, defineTrial, fvc, readTrialData, type TrialRecords } from "trialwise";

/** Visits, arms and endpoints like those of Oh 2018 (https://doi.org/10.1002/ana.25302); any data read into it are made up. */
export const trial = defineTrial({
  id: "example",
  arms: { msc: { label: "BM-MSC + riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
  visits: {
    V1: { at: { months: -3 } },
    V3: { at: { months: -1 } },
    V5: { at: { months: 0 }, baseline: true },
    V6: { at: { months: 1 } },
    V9: { at: { months: 4 } },
    V10: { at: { months: 6 } },
    afterDose2: { at: { days: 28 }, from: "dose:2" },
    afterDose2Again: { at: { days: 84 }, from: "dose:2" },
  },
  measures: { alsfrsR, aals, fvc },
  covariates: {
    onset: { kind: "number", label: "Time since symptom onset", unit: "months" },
    site: { kind: "category", label: "Site of onset", levels: ["limb", "bulbar"] },
  },
  endpoints: {
    change4: { kind: "change", measure: "alsfrsR", to: "V9" },
    leadIn: { kind: "slope", measure: "alsfrsR", from: "V1", to: "V5", method: "two-visit" },
    slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
    slope6: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V10" } },
    aalsSlope4: { kind: "slope-change", measure: "aals", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
  },
  populations: { seenAtBaseline: { label: "Seen at baseline", rule: { kind: "observed", measure: "alsfrsR", visit: "V5" } } },
});

type VisitKey = keyof typeof trial.visits;
type MeasureKey = keyof typeof trial.measures;
type Missing = "died" | "withdrew" | "not-done";

/** A participant in one line: the arm, and at each visit the score or why there is none. */
export interface ExampleParticipant {
  readonly arm: "msc" | "control";
  readonly measure?: MeasureKey;
  readonly at: { readonly [V in VisitKey]?: number | Missing };
  /** Recorded days from baseline of the visits that carry a date. */
  readonly days?: { readonly [V in VisitKey]?: number };
  readonly onset?: number;
  readonly deathMonth?: number;
  readonly deathDay?: number;
  readonly doseDays?: readonly number[];
}

/** Reads participants by id. */
export function readExample(participants: { readonly [id: string]: ExampleParticipant }) {
  return readEntries(Object.entries(participants));
}

/** Reads participants whose ids no object could have as keys, or in a given order. */
export function readEntries(participants: readonly (readonly [string, ExampleParticipant])[]) {
  return readTrialData(trial, recordsOf(participants));
}

function recordsOf(participants: readonly (readonly [string, ExampleParticipant])[]): TrialRecords {
  return {
    participants: participants.map(([id, { arm, onset }]) => ({
      id,
      arm,
      baselineDate: isoDate(0),
      ...(onset !== undefined && { covariates: { onset } }),
    })),
    observations: participants.flatMap(([participant, { at, days, measure = "alsfrsR" }]) =>
      Object.entries(at).map(([visit, found]) => {
        const day = days?.[visit as VisitKey];
        const where = { participant, visit, measure, ...(day !== undefined && { date: isoDate(day) }) };
        return typeof found === "number" ? { ...where, value: found } : { ...where, missing: found };
      }),
    ),
    doses: participants.flatMap(([participant, { doseDays = [] }]) =>
      doseDays.map((days, index) => ({ participant, number: index + 1, at: { days } })),
    ),
    clinicalEvents: participants.flatMap(([participant, { deathMonth, deathDay }]) => {
      const at = deathDay !== undefined ? { days: deathDay } : deathMonth !== undefined ? { months: deathMonth } : undefined;
      return at === undefined ? [] : [{ participant, kind: "death" as const, at }];
    }),
  };
}

/** The calendar date of a day counted from a baseline on 1 February 2012. */
export function isoDate(day: number): string {
  return new Date(Date.UTC(2012, 1, 1 + day)).toISOString().slice(0, 10);
}
