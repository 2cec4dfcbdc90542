import { formatNumber, formatPValue, renderText } from "trialwise";
import type { Table } from "trialwise";
import type { Analysis, Provenance } from "./figures.ts";

/** The analyses of a simulated trial as text no wider than `width`, each under a title that says SIMULATED. */
export function reportLines({ label, seed, participants }: Provenance, analyses: readonly Analysis[], width: number): readonly string[] {
  const rows = [["Data", "simulated, everybody in them"], ["Seed", String(seed)], ["Participants", String(participants)]].map((cells) => ({ cells }));
  const head = renderText({ title: label, columns: [{ label: "What", align: "left" }, { label: "Value", align: "left" }], groups: [{ rows }], footnotes: [] }, { width });
  return [head, ...analyses.map((analysis) => renderText(tableOf(analysis), { width }))].flatMap((table) => [...table.trimEnd().split("\n"), ""]);
}

/** One row for each part of an analysis, such as a visit and arm, and one column for each number in it. */
function tableOf({ id, title, figures }: Analysis): Table {
  const rows = new Map<string, Map<string, string>>();
  for (const [name, value] of Object.entries(figures)) {
    const end = name.lastIndexOf(".");
    const part = name.slice(0, Math.max(end, 0));
    const row = rows.get(part) ?? new Map<string, string>();
    rows.set(part, row.set(name.slice(end + 1), shown(name, value)));
  }
  const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))];
  const isLong = columns.length > widest;
  return {
    title: `${id}. ${title} (SIMULATED)`,
    columns: isLong ? twoColumns : [{ label: "", align: "left" }, ...columns.map((column) => ({ label: headings[column] ?? column, align: "right" as const }))],
    groups: [
      {
        rows: isLong
          ? [...rows].flatMap(([part, row]) => [...row].map(([name, text]) => ({ cells: [[part.replaceAll(".", ", "), headings[name] ?? name].filter(Boolean).join(", "), text] })))
          : [...rows].map(([part, row]) => ({ cells: [part.replaceAll(".", ", "), ...columns.map((column) => row.get(column) ?? "")] })),
      },
    ],
    footnotes: [],
  };
}

/** More columns than this do not fit beside one another. */
const widest = 9;
const twoColumns: Table["columns"] = [{ label: "Quantity", align: "left" }, { label: "Value", align: "right" }];

const headings: Readonly<Record<string, string>> = {
  standardDeviation: "SD",
  standardError: "SE",
  degreesOfFreedom: "df",
  estimate: "estimate",
  lower: "CI from",
  upper: "CI to",
  pValue: "p",
  rSquared: "R²",
  riskDifference: "RD",
  riskRatio: "RR",
  oddsRatio: "OR",
  logRank: "χ²",
  logHazardRatio: "log HR",
  logHazardRatioError: "SE",
  logLikelihood: "log-likelihood",
};

function shown(name: string, value: number | null): string {
  if (value === null) return "–";
  if (name.endsWith("pValue") || name.endsWith("holm")) return formatPValue(value);
  return formatNumber(value, { decimals: Number.isInteger(value) ? 0 : 2 });
}
