import { assignVisits, type AssignVisitsResult } from "trialwise/calendar";
import { defineTrial, type KeysOf, readTrialData, type TrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import type { NaiveVisitCase } from "../naive/calendar.ts";

/** The made-up trial and participant of a case, and its assessments, by day. */
export function recordsOf({ targets, windows, baseline, dose, day, known }: NaiveVisitCase) {
  const visits = Object.fromEntries(
    targets.map((target, visit) => {
      const window = windows[visit]!;
      return [
        `V${visit}`,
        {
          at: { days: target },
          ...(visit === baseline && { baseline: true as const }),
          ...(window !== null && { window: { before: { days: window.before }, after: { days: window.after } } }),
        },
      ];
    }),
  );
  const trial = defineTrial({
    id: "made-up",
    arms: { only: { label: "Only", role: "observational" } },
    visits,
    measures: { score: { label: "Score", unit: "points", better: "higher" } },
  });
  const people = {
    participants: [{ id: "001", arm: "only", baselineDate: "2012-02-20" }],
    ...(dose !== null && { doses: [{ participant: "001", number: 1, at: { days: dose } }] }),
  };
  const assessments = day.map((on, index) => ({ participant: "001", measure: "score" as const, day: on, ...(known[index] ? { value: index } : { missing: "not-done" as const }) }));
  return { trial, people, assessments };
}

export type MadeUpKeys = KeysOf<ReturnType<typeof recordsOf>["trial"]>;

export function assign(visitCase: NaiveVisitCase): { readonly data: TrialData; readonly result: AssignVisitsResult; readonly visits: readonly (number | null)[] } {
  const { trial, people, assessments } = recordsOf(visitCase);
  const { rule, within, ties, several, useLast } = visitCase;
  const data = readTrialData(trial, people);
  const result = assignVisits(deepFreeze(data), deepFreeze(assessments), {
    windows: rule,
    ...(rule === "closest" && { within: { days: within } }),
    ties,
    several,
    baseline: useLast ? "last-before-treatment" : "window",
  });
  const visits = assessments.map((_, index) => {
    const placed = result.placed.find(({ assessment }) => assessment === index);
    return placed === undefined ? null : Number(placed.visit.slice(1));
  });
  return { data: readTrialData(trial, { ...people, observations: result.observations }), result, visits };
}
