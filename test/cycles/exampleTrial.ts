import { aals, alsfrsR, defineTrial, readTrialData, type TrialRecords } from "trialwise";

/** Visits around repeated doses; any data read into the trial are made up. */
export const trial = defineTrial({
  id: "example",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: {
    R1: { at: { months: -12 } },
    R2: { at: { months: -9 } },
    R3: { at: { months: -6 } },
    R4: { at: { months: -3 } },
    V0: { at: { months: 0 }, baseline: true },
    V1: { at: { months: 1 } },
    V2: { at: { months: 2 } },
    D2: { at: { days: 0 }, from: "dose:2" },
    D2m2: { at: { days: 60 }, from: "dose:2" },
    D3: { at: { days: 0 }, from: "dose:3" },
    end: { at: { months: 12 } },
  },
  measures: { alsfrsR, aals },
  populations: { seen: { label: "Seen at baseline", rule: { kind: "observed", measure: "alsfrsR", visit: "V0" } } },
});

type VisitKey = keyof typeof trial.visits;

/** A participant in one line: at each visit the day and the score, or why there is none; a score alone has no date. */
export interface ExampleParticipant {
  readonly arm?: "msc" | "control";
  readonly measure?: keyof typeof trial.measures;
  readonly at: { readonly [V in VisitKey]?: readonly [day: number, score: number] | number | "died" | "withdrew" | "not-done" };
  /** Days of doses 1, 2, …; `null` leaves a number out, text is a partial date. */
  readonly doses?: readonly (number | string | null)[];
  readonly deathDay?: number;
}

export function readExample(participants: { readonly [id: string]: ExampleParticipant }) {
  return readTrialData(trial, recordsOf(Object.entries(participants)));
}

export function recordsOf(participants: readonly (readonly [string, ExampleParticipant])[]): TrialRecords {
  return {
    participants: participants.map(([id, { arm = "msc" }]) => ({ id, arm, baselineDate: isoDate(0) })),
    observations: participants.flatMap(([participant, { at, measure = "alsfrsR" }]) =>
      Object.entries(at).map(([visit, found]) => {
        const where = { participant, visit, measure };
        if (typeof found === "string") return { ...where, missing: found };
        return typeof found === "number" ? { ...where, value: found } : { ...where, date: isoDate(found[0]), value: found[1] };
      }),
    ),
    doses: participants.flatMap(([participant, { doses = [] }]) =>
      doses.flatMap((day, index) => (day === null ? [] : [{ participant, number: index + 1, at: typeof day === "string" ? { date: day } : { days: day } }])),
    ),
    clinicalEvents: participants.flatMap(([participant, { deathDay }]) => (deathDay === undefined ? [] : [{ participant, kind: "death" as const, at: { days: deathDay } }])),
  };
}

/** The calendar date of a day counted from a baseline on 1 February 2020. */
export function isoDate(day: number): string {
  return new Date(Date.UTC(2020, 1, 1 + day)).toISOString().slice(0, 10);
}
