import type { PublishedTable, ProportionsRow } from "trialwise";
import type { Table2 } from "./published.ts";

/** The percentages of Table 2 for an audit: one row for each printed row and window, `7.4` being the seventh at 4 months. */
export function table2Percentages({ title, source, n, rows }: Table2): PublishedTable {
  return {
    title,
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

const windows = [
  { cell: "at4", months: 4 },
  { cell: "at6", months: 6 },
] as const;
