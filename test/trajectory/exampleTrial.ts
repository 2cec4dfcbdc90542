import { aals, alsfrsR } from "trialwise/instruments";
import { defineTrial, type KeysOf, readTrialData, type TrialData, type TrialRecords } from "trialwise/trial";

/** A trial with enough visits for lines on either side of baseline; two visits are counted from the second dose. */
export const trial = defineTrial({
  id: "piecewise",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" }, open: { label: "Open", role: "observational" } },
  visits: {
    V1: { at: { months: -3 } },
    V2: { at: { months: -2 } },
    V3: { at: { months: -1 } },
    V4: { at: { months: -0.5 } },
    V5: { at: { months: 0 }, baseline: true },
    V6: { at: { months: 1 } },
    V7: { at: { months: 2 } },
    V8: { at: { months: 3 } },
    V9: { at: { months: 4 } },
    V10: { at: { months: 6 } },
    second: { at: { days: 0 }, from: "dose:2" },
    late: { at: { days: 28 }, from: "dose:2" },
  },
  measures: { alsfrsR, aals },
  populations: { early: { label: "Seen at V7", rule: { kind: "observed", measure: "alsfrsR", visit: "V7" } } },
});

export type VisitKey = keyof typeof trial.visits;

export interface ExampleParticipant {
  readonly arm: "msc" | "control" | "open";
  /** The day of the baseline visit. */
  readonly baseline?: string;
  /** A score by visit, or a score with its date. */
  readonly scores: { readonly [V in VisitKey]?: number | readonly [score: number, date: string] };
}

/** The data of some participants, by id. */
export function dataOf(participants: { readonly [id: string]: ExampleParticipant }, more: Partial<TrialRecords> = {}): TrialData<KeysOf<typeof trial>> {
  const entries = Object.entries(participants);
  return readTrialData(trial, {
    participants: entries.map(([id, { arm, baseline }]) => ({ id, arm, ...(baseline !== undefined && { baselineDate: baseline }) })),
    observations: entries.flatMap(([participant, { scores }]) =>
      Object.entries(scores).map(([visit, score]) => {
        const where = { participant, visit, measure: "alsfrsR" };
        return typeof score === "number" ? { ...where, value: score } : { ...where, value: score[0], date: score[1] };
      }),
    ),
    ...more,
  });
}
