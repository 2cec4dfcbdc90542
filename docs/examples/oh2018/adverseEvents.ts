/**
 * Adverse events rebuilt from the counts of Table 2. RECONSTRUCTED: the counts are the paper's, the participants' identities and
 * the days are made up, and nothing may be concluded from who had which event.
 *
 * Three things beside the counts of the preferred terms are known and kept: one MSC participant had adverse drug reactions in two
 * system organ classes (4 events in 3 participants, 2 participants in each class); adverse drug reactions came within 48 hours of an
 * injection; and the control's cardiac arrest came before Visit 3, so before baseline.
 */
import { defineTrial } from "trialwise";
import type { AdverseEvent, TrialRecords } from "trialwise";
import type { Table2, Table2Row } from "./published.ts";

export const trial = defineTrial({
  id: "NCT01363401",
  title: "Repeated intrathecal mesenchymal stem cells in ALS (Oh et al. 2018)",
  arms: {
    treatment: { label: "BM-MSC + riluzole", role: "experimental" },
    control: { label: "Riluzole", role: "control" },
  },
  visits: {
    V1: { at: { months: -3 } },
    V3: { at: { months: -1 } },
    V5: { at: { months: 0 }, baseline: true },
    V9: { at: { months: 4 } },
    V10: { at: { months: 6 } },
  },
  populations: { randomised: { label: "All randomised", rule: { kind: "everyone" } } },
});

type ArmKey = keyof typeof trial.arms;
const arms: readonly ArmKey[] = ["treatment", "control"];

/** One event for each that Table 2 counts at its preferred terms; its totals and system organ classes play no part. */
export function reconstructRecords(table2: Table2): TrialRecords {
  const participants = arms.flatMap((arm) => Array.from({ length: table2.n[arm] }, (_, index) => ({ id: idOf(arm, index), arm })));
  return { participants, adverseEvents: arms.flatMap((arm) => [...eventsOf(table2, "ADR", arm), ...eventsOf(table2, "SAE", arm)]) };
}

function idOf(arm: ArmKey, index: number): string {
  return `${arm}-${String(index + 1).padStart(2, "0")} (reconstructed)`;
}

function eventsOf(table2: Table2, category: Table2Row["category"], arm: ArmKey): AdverseEvent[] {
  const events: AdverseEvent[] = [];
  let systemOrganClass = "";
  // How many of the arm's participants have had an event of this category so far: the next term starts with the next one.
  let participants = 0;
  for (const row of table2.rows.filter((each) => each.category === category)) {
    if (row.level === "SOC") systemOrganClass = row.term;
    if (row.level !== "PT") continue;
    const [until4] = row.at4[arm];
    const [until6, affected] = row.at6[arm];
    if (row.term === "Headache" && arm === "treatment") participants -= sharedBySystemOrganClasses;
    for (let index = 0; index < until6; index++) {
      // More events than participants: the last one has the rest, and an event needs somebody who had it.
      const participant = idOf(arm, participants + Math.min(index, Math.max(affected, 1) - 1));
      events.push({ participant, systemOrganClass, preferredTerm: row.term, ...details(row, index < until4) });
    }
    participants += affected;
  }
  return events;
}

/** Participants of the MSC arm with adverse drug reactions in both system organ classes. */
const sharedBySystemOrganClasses = 1;

const fatalTerms: readonly string[] = ["Respiratory failure", "Cardiac arrest"];

function details({ category, term }: Table2Row, isInFirst4Months: boolean): Omit<AdverseEvent, "participant" | "systemOrganClass" | "preferredTerm"> {
  if (category === "ADR") return { serious: false, related: { product: "yes" }, outcome: "recovered", start: { days: 1 } };
  const start = { months: term === "Cardiac arrest" ? -2 : isInFirst4Months ? 2 : 5 };
  const end = fatalTerms.includes(term) ? ({ outcome: "fatal", end: start } as const) : {};
  return { serious: true, related: { product: "no" }, start, ...end };
}
