import { readTrialData, tallyAdverseEvents } from "trialwise";
import type { ProportionsRow, PublishedTable, RecomputedRow, TotalRow } from "trialwise";
import { reconstructRecords, trial } from "./adverseEvents.ts";
import type { Table2, Table2Row } from "./published.ts";

export const windows = [
  { cell: "at4", months: 4 },
  { cell: "at6", months: 6 },
] as const;

export const arms = [
  { arm: "treatment", label: "MSC" },
  { arm: "control", label: "control" },
] as const;

/** The percentages of Table 2 for an audit: one row for each printed row and window, `7.4` being the seventh at 4 months. */
export function table2Percentages({ source, n, rows }: Table2): PublishedTable {
  return {
    title: "Table 2. Percentages of participants",
    source,
    rows: rows.flatMap(({ term, ...cells }, index) =>
      windows.map(({ cell, months }): ProportionsRow => {
        const { treatment, control } = cells[cell];
        return {
          kind: "proportions",
          id: `${index + 1}.${months}`,
          label: `${term}, ${months} mo`,
          treatment: { events: treatment[1], n: n.treatment, percent: treatment[2] },
          control: { events: control[1], n: n.control, percent: control[2] },
        };
      }),
    ),
  };
}

/** Events add up, from preferred terms to system organ classes and from these to the total; participants need not. */
export function table2EventTotals({ source, rows }: Table2): PublishedTable {
  return {
    title: "Table 2. Events as sums over classes and terms",
    source,
    rows: rows.flatMap((row, index) => {
      const parts = partsOf(rows, index);
      if (parts.length === 0) return [];
      return windows.flatMap(({ cell, months }) =>
        arms.map(({ arm, label }): TotalRow => ({
          kind: "total",
          id: `${index + 1}.${months}.${arm}.events`,
          label: `${row.term}, ${months} mo, ${label}: events`,
          parts: parts.map((part) => part[cell][arm][0]),
          printed: { total: String(row[cell][arm][0]) },
        })),
      );
    }),
  };
}

/** The rows that a row adds up: a total's system organ classes, a system organ class's preferred terms. */
function partsOf(rows: readonly Table2Row[], index: number): readonly Table2Row[] {
  const { level } = rows[index]!;
  const following = rows.slice(index + 1);
  const end = following.findIndex((row) => row.level === level || row.level === "total");
  const below = end < 0 ? following : following.slice(0, end);
  return below.filter((row) => (level === "total" ? row.level === "SOC" : level === "SOC" && row.level === "PT"));
}

/** The totals and the system organ classes of Table 2, tallied anew from the reconstructed events: events and participants. */
export function table2Tallied(table2: Table2): PublishedTable {
  return tallied("Table 2. Totals and classes, tallied from reconstructed events", table2, ({ level }) => level !== "PT");
}

/**
 * The preferred terms, from which the events are built: that their counts come back shows that the reconstruction holds them, and
 * nothing about the paper. They are no part of the audit.
 */
export function table2Inputs(table2: Table2): PublishedTable {
  return tallied("Table 2. Preferred terms, built from these counts", table2, ({ level }) => level === "PT");
}

function tallied(title: string, table2: Table2, isIncluded: (row: Table2Row) => boolean): PublishedTable {
  // The printed columns hold the cardiac arrest before Visit 3, so they begin with enrolment.
  const tally = tallyFrom("V1", table2);
  return {
    title,
    source: table2.source,
    rows: table2.rows.flatMap((row, index) => {
      if (!isIncluded(row)) return [];
      return windows.flatMap(({ cell, months }) =>
        arms.flatMap(({ arm, label }) => {
          const [events, participants] = row[cell][arm];
          const counted = cellOf(tally, row, cell, arm);
          const at = (what: string) => [`${index + 1}.${months}.${arm}.${what}`, `${row.term}, ${months} mo, ${label}: ${what}`] as const;
          return [
            recomputed(...at("events"), counted?.events ?? 0, String(events)),
            recomputed(...at("participants"), counted?.participants ?? 0, String(participants)),
          ];
        }),
      );
    }),
  };
}

/** The control arm's serious adverse events at 4 months and all deaths, counted from baseline instead of from enrolment. */
export function table2FromBaseline(table2: Table2, deathsInFollowUp: string): PublishedTable {
  const tally = tallyFrom("V5", table2);
  const total = table2.rows.find(({ category, level }) => category === "SAE" && level === "total")!;
  const deaths = arms.reduce((sum, { arm }) => sum + tally.windows.at6.deaths.byArm[arm].participants, 0);
  return {
    title: "Table 2 and deaths, counted from baseline",
    source: table2.source,
    rows: [
      recomputed("events", "Serious adverse events, 4 mo, control", cellOf(tally, total, "at4", "control")?.events ?? 0, String(total.at4.control[0])),
      recomputed("deaths", "Deaths during the 6-month follow-up", deaths, deathsInFollowUp),
    ],
  };
}

function recomputed(id: string, label: string, value: number, printed: string): RecomputedRow {
  return { kind: "recomputed", id, label, value, printed: { value: printed } };
}

/** Tallies the reconstructed events from a visit to 4 and to 6 months after baseline. */
function tallyFrom(from: "V1" | "V5", table2: Table2) {
  return tallyAdverseEvents(readTrialData(trial, reconstructRecords(table2)), {
    population: "randomised",
    categories: { ADR: { relatedTo: "product" }, SAE: { serious: true } },
    windows: {
      at4: { start: { months: 0, from }, end: { months: 4 } },
      at6: { start: { months: 0, from }, end: { months: 6 } },
    },
  });
}

/** The tally's cell for a printed row; a term without an event in any window has none. */
function cellOf(tally: ReturnType<typeof tallyFrom>, row: Table2Row, cell: "at4" | "at6", arm: "treatment" | "control") {
  const { overall, systemOrganClasses } = tally.windows[cell].categories[row.category];
  if (row.level === "total") return overall.byArm[arm];
  if (row.level === "SOC") return systemOrganClasses.find(({ systemOrganClass }) => systemOrganClass === row.term)?.byArm[arm];
  const terms = systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms);
  return terms.find(({ preferredTerm }) => preferredTerm === row.term)?.byArm[arm];
}
