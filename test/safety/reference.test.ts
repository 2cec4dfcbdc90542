import { describe, expect, it } from "vitest";
import { tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventCell, AdverseEventTable } from "trialwise/safety";
import { categories, type CategoryName, dataOf, readSimulatedCases, type WindowName, windows } from "./simulatedCase.ts";

type Arm = "active" | "control";

const simulated = readSimulatedCases();

const cellText = (row: string, arm: string, cell: readonly unknown[]) => `${row} ${arm}: ${cell.join(" ")}`;

/** A table's cells in which something happened, as text, in no order. */
function cellsOf(table: AdverseEventTable<Arm>): string[] {
  const rows: [string, { readonly [A in Arm]: AdverseEventCell }][] = [["", table.overall.byArm]];
  for (const { systemOrganClass, byArm, preferredTerms } of table.systemOrganClasses) {
    rows.push([systemOrganClass, byArm], ...preferredTerms.map((row): (typeof rows)[number] => [`${systemOrganClass}/${row.preferredTerm}`, row.byArm]));
  }
  return rows.flatMap(([row, byArm]) =>
    simulated.names.arms.flatMap((arm) => {
      const { events, participants, byGrade, incidence } = byArm[arm];
      if (events === 0 && incidence!.prevalent === 0) return [];
      const grades = (["ungraded", 1, 2, 3, 4, 5] as const).map((grade) => byGrade![grade].participants).join("");
      return [cellText(row, arm, [events, participants, grades, incidence!.events, incidence!.days, incidence!.prevalent])];
    }),
  );
}

describe("against R", () => {
  it("every cell of 210 simulated data sets is what base R counts", () => {
    let cells = 0;
    for (const [index, simulatedCase] of simulated.cases.entries()) {
      const data = dataOf(simulated, simulatedCase);
      const { partialDates, tables } = simulatedCase;
      const tally = tallyAdverseEvents(data, { population: "safety", windows, categories, grading: "CTCAE 5.0", exposure: { partialDates } });
      for (const [window, category, unstated, expected] of tables) {
        const table = tally.windows[window].categories[category];
        // R lists every cell with an event or with a case from before; a row without an event in any window has no cells here.
        const rows = new Set(cellsOf(table).map((text) => text.split(": ")[0]));
        const expectedCells = expected.map(([systemOrganClass, term, arm, ...cell]) => {
          const { classes, terms, arms } = simulated.names;
          const row = systemOrganClass === null ? "" : term === null ? classes[systemOrganClass]! : `${classes[systemOrganClass]!}/${terms[term]!}`;
          return { text: cellText(row, arms[arm]!, cell), events: cell[0], key: `${row} ${arms[arm]!}` };
        });
        const listed = expectedCells.filter(({ events, key }) => events > 0 || rows.has(key)).map(({ text }) => text);
        expect({ index, window, category, cells: cellsOf(table).sort() }).toEqual({ index, window, category, cells: listed.sort() });
        expect({ index, window, category, unstated: table.counts.unstated }).toEqual({ index, window, category, unstated });
        cells += expected.length;
      }
    }
    expect(cells).toBeGreaterThan(2500);
  });

  it("rates and exact Poisson intervals are those of poisson.test", () => {
    let [worst, rates] = [0, 0];
    for (const simulatedCase of simulated.cases) {
      const tally = tallyAdverseEvents(dataOf(simulated, simulatedCase), { population: "safety", windows, categories, exposure: { partialDates: simulatedCase.partialDates } });
      const window: WindowName = simulatedCase.tables[0]![0];
      for (const [category, arm, ...expected] of simulatedCase.rates as readonly (readonly [CategoryName, number, number, number, number])[]) {
        const { estimate, interval } = tally.windows[window].categories[category].overall.byArm[simulated.names.arms[arm]!].incidence!;
        for (const [at, found] of [estimate, interval.lower, interval.upper].entries()) {
          worst = Math.max(worst, Math.abs(found! - expected[at]!) / Math.max(expected[at]!, 1e-300));
        }
        rates += 1;
      }
    }
    expect(rates).toBeGreaterThan(200);
    // Closed forms: what is left is rounding, ours and R's.
    expect(worst).toBeLessThan(1e-13);
  });
});
