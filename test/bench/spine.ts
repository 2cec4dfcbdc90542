import { classifyResponders, slopeChange, tallyAdverseEvents } from "trialwise";
import { alsfrsR } from "trialwise/instruments";
import { defineTrial, percentImprovement, readTrialData, type TrialRecords } from "trialwise/trial";
import type { Comparison } from "./compareSpeed.ts";

/*
 * The path from records to results, at 100 000 observations and 100 000 adverse events. The records are simulated: every
 * participant has the four visits, scores follow the participant's number, and terms are drawn by a fixed rule.
 */
const trial = defineTrial({
  id: "simulated",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
  measures: { alsfrsR },
  endpoints: {
    slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
  },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});

const size = 100_000;
const ids = Array.from({ length: size / 4 }, (_, index) => `P${index}`);
const visits = ["V1", "V5", "V9", "V10"];
const records: TrialRecords = {
  participants: ids.map((id, index) => ({ id, arm: index % 2 === 0 ? "msc" : "control" })),
  observations: ids.flatMap((participant, index) =>
    visits.map((visit, turn) => ({ participant, visit, measure: "alsfrsR", value: 46 - (index % 7) - turn * (1 + (index % 3)) })),
  ),
  adverseEvents: Array.from({ length: size }, (_, index) => ({
    participant: ids[(index * 7919) % ids.length]!,
    systemOrganClass: `Class ${index % 20}`,
    preferredTerm: `Term ${index % 200}`,
    serious: index % 10 === 0,
    start: { days: index % 180 },
  })),
};
const data = readTrialData(trial, records);

/** The least that any reader must do: look at every field of every row once. */
function touchEveryField(): number {
  let fields = 0;
  for (const rows of [records.participants, records.observations ?? [], records.adverseEvents ?? []]) {
    for (const row of rows) for (const field in row) if (Object.hasOwn(row, field)) fields++;
  }
  return fields;
}

/** The barest count of events and participants by term and arm, with nothing else. */
function countByHand(): number {
  const arms = new Map(data.participants.map(({ id, arm }) => [id, arm]));
  const cells = new Map<string, { events: number; participants: Set<string> }>();
  for (const { participant, systemOrganClass, preferredTerm } of data.adverseEvents) {
    for (const term of [systemOrganClass, preferredTerm]) {
      const key = `${term}|${arms.get(participant)}`;
      const cell = cells.get(key) ?? { events: 0, participants: new Set<string>() };
      cell.events++;
      cell.participants.add(participant);
      cells.set(key, cell);
    }
  }
  return cells.size;
}

export const comparisons: readonly Comparison[] = [
  {
    title: "100 000 observations and 100 000 adverse events, read and validated",
    baseline: { name: "looking at every field once", run: touchEveryField },
    others: [{ name: "readTrialData", run: () => readTrialData(trial, records) }],
  },
  {
    title: "slopes and responders of 25 000 participants with 100 000 observations",
    baseline: { name: "slopeChange", run: () => slopeChange(data, "slope4") },
    others: [{ name: "classifyResponders", run: () => classifyResponders(data, { rule: percentImprovement({ of: "slope4", atLeast: 50 }) }) }],
  },
  {
    title: "100 000 adverse events tallied by system organ class and preferred term",
    baseline: { name: "a bare count by term and arm", run: countByHand },
    others: [
      {
        name: "tallyAdverseEvents",
        run: () =>
          tallyAdverseEvents(data, {
            population: "safety",
            windows: { months6: { start: { days: 0 }, end: { months: 6 } } },
            categories: { all: {} },
          }),
      },
    ],
  },
];
