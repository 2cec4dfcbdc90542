import { compareProportions, formatInterval, formatNumber, keysOf, renderText } from "trialwise";
import type { AuditedFigure, MeansRow, ProportionsRow, PublishedTable, Quantity, Table, TableAudit, TableColumn } from "trialwise";
import { auditPaper, meansRow, otherReadings, proportionsRow, statedTables } from "./audit.ts";
import type { AuditedTable, Paper, PaperAudit } from "./audit.ts";
import { findingsOf } from "./findings.ts";
import type { Table2Cell, Table2Row } from "./published.ts";
import { arms, windows } from "./table2.ts";

/** The whole demonstration as lines of at most `width` columns: every printed figure beside the recomputed one, and what is wrong. */
export function reportLines(paper: Paper, width: number): string[] {
  const audited = auditPaper(paper);
  const tables = [
    plainTable(audited, "flow"),
    table1(audited),
    ...windows.map((window) => table2(audited, window)),
    proportionsTable(audited, "adverseEventIncidence"),
    comparisonTable(audited, "table3", ["95 % CI, Student's t, pooled variance, two-sided. Second line: n: mean (SD) of MSC and of control."]),
    comparisonTable(audited, "table3WholeNumbers", [
      "ALSFRS-R and AALS are whole numbers, so that the printed means and SDs stand for whole-number totals, here in brackets (MSC, control; for slope changes those of the lead-in). SDs of slopes are as printed.",
    ]),
    proportionsTable(audited, "responders", [...deathsNote(paper), ...boundNote(audited)]),
    proportionsTable(audited, "respondersInText"),
    plainTable(audited, "slopeChangeFootnotes"),
    plainTable(audited, "correlations", ["One-sided t test of the correlation; the numbers of participants are not printed but inferred."]),
    plainTable(audited, "mixedModel", ["Slopes with standard errors, MSC and control. Wald's test; the paper prints no degrees of freedom."]),
    plainTable(audited, "sampleSize", [sampleSizeNote(paper)]),
    notDerivableTable(audited),
  ];
  return [
    ...legend.flatMap((line) => wrap(line, width)),
    ...tables.flatMap((table) => ["", ...renderText(table, { width }).split("\n")]),
    "",
    "What does not reproduce",
    ...findingsOf(audited).flatMap(({ text }, index) => ["", ...wrap(text, width - 4).map((line, at) => (at === 0 ? `${index + 1}.`.padEnd(4) : "    ") + line)]),
    "",
    ...renderText(verdictCounts(audited), { width }).split("\n"),
  ];
}

const legend = [
  "Oh et al. 2018, Ann Neurol 84:361-373, recomputed from its printed figures",
  "doi 10.1002/ana.25302, NCT01363401. MSC: mesenchymal stem cells and riluzole; control: riluzole.",
  "Differences are MSC - control.",
  "",
  "A printed figure stands first, then the recomputed one with a mark:",
  "  ✓  agrees at the printed inputs",
  "  ≈  agrees within the rounding of the printed inputs",
  "  ✗  does not follow from the printed inputs",
  "  –  cannot be recomputed from what is printed",
  "  =  input: the tallied events are built from this row's counts, so that they test nothing",
];

/** The mark of one figure's verdict. */
export function markOf({ verdict }: AuditedFigure): "✓" | "≈" | "✗" | "–" {
  if (verdict.kind === "consistent") return verdict.agreement === "at-printed-inputs" ? "✓" : "≈";
  return verdict.kind === "inconsistent" ? "✗" : "–";
}

function recomputedText(figure: AuditedFigure | undefined): string {
  return figure === undefined ? "" : `${figure.rounded ?? ""} ${markOf(figure)}`.trim();
}

function beside(figure: AuditedFigure | undefined): string {
  return figure === undefined ? "" : `${figure.printed.text} | ${recomputedText(figure)}`;
}

const left = (label: string): TableColumn => ({ label, align: "left" });
const right = (label: string): TableColumn => ({ label, align: "right" });

function table1({ paper, audit }: PaperAudit): Table {
  const { title, rows } = paper.table1;
  return {
    title,
    columns: [left("Characteristic"), right("MSC"), right("Control"), right("p"), right("recomputed")],
    groups: [
      {
        rows: rows.map((row) => {
          const figure = figureFinder(audit("table1"), row.id);
          const pValue = figure("pValue");
          return { cells: [row.label, armText(row, "treatment", figure), armText(row, "control", figure), pValue?.printed.text ?? "", recomputedText(pValue)] };
        }),
      },
    ],
    footnotes: ["Mean (SD), Student's t; or n (% | recomputed), Pearson's χ² without correction."],
  };
}

function armText(row: PublishedTable["rows"][number], arm: "treatment" | "control", figure: FigureOf): string {
  if (row.kind === "means") return `${row[arm].mean} (${row[arm].standardDeviation})`;
  return row.kind === "proportions" ? `${row[arm].events} (${beside(figure(`${arm}.percent`))})` : "";
}

/** Table 2 in one window: events; participants (%), printed and tallied from the reconstructed events. */
function table2({ paper, figure }: PaperAudit, { cell, months }: (typeof windows)[number]): Table {
  const { title, n, rows } = paper.table2;
  return {
    title: `${title}, ${months} months`,
    columns: [left("Events; participants (%)"), ...arms.flatMap(({ arm, label }) => [right(`${label}, n ${n[arm]}`), right("tallied")])],
    groups: [
      {
        rows: rows.map((row, index) => ({
          indent: { total: 0, SOC: 1, PT: 2 }[row.level],
          cells: [row.term, ...arms.flatMap(({ arm }) => table2Cells(row, `${index + 1}.${months}.${arm}`, row[cell][arm], figure))],
        })),
      },
    ],
    footnotes: [
      "Tallied from event records reconstructed from the counts of the preferred terms (=); who had which event is made up. The window begins with enrolment.",
      "Participants do not add up over rows: one MSC participant had adverse drug reactions in two classes.",
    ],
  };
}

/** A printed cell and the recomputed one. The counts of a preferred term are what the events are built from; its percentage is not. */
function table2Cells({ level }: Table2Row, id: string, [events, participants, percent]: Table2Cell, figure: PaperAudit["figure"]): string[] {
  const printed = `${events}; ${participants} (${percent})`;
  const share = figure(`table2/${id}.percent`);
  if (level === "PT") return [printed, `=; = (${share.rounded ?? "–"}) ${markOf(share)}`];
  const counts = [figure(`table2Tallied/${id}.events.value`), figure(`table2Tallied/${id}.participants.value`)];
  const [tallied, talliedParticipants] = counts.map(({ rounded }) => rounded ?? "–");
  return [printed, `${tallied}; ${talliedParticipants} (${share.rounded ?? "–"}) ${worstMark([...counts, share])}`];
}

function worstMark(figures: readonly AuditedFigure[]): string {
  const marks = figures.map(markOf);
  return (["✗", "–", "≈"] as const).find((mark) => marks.includes(mark)) ?? "✓";
}

/** Rows of two means: the printed comparison, and the recomputed one under it. */
function comparisonTable({ table, audit }: PaperAudit, name: AuditedTable, footnotes: readonly string[]): Table {
  const { title, rows } = table(name);
  return {
    title,
    columns: [left("Outcome"), left(""), right("Diff."), right("SE"), right("CI from"), right("to"), right("p")],
    groups: rows
      .filter((row) => row.kind === "means")
      .map((row) => {
        const figure = figureFinder(audit(name), row.id);
        const line = (text: (each: AuditedFigure | undefined) => string) => comparison.map((quantity) => text(figure(quantity)));
        return {
          rows: [
            { cells: [row.label, "printed", ...line((each) => each?.printed.text ?? "")] },
            { cells: [groupsText(row), "recomputed", ...line(recomputedText)], indent: 1 },
          ],
        };
      }),
    footnotes,
  };
}

const comparison: readonly Quantity[] = ["difference", "standardError", "interval.lower", "interval.upper", "pValue"];

/** `32: -1.69 (2.51), 27: -4.67 (3.25)` */
function groupsText({ treatment, control }: MeansRow): string {
  const summary = ({ n, mean, standardDeviation }: MeansRow["treatment"]) => `${n}: ${shown(mean)} (${shown(standardDeviation)})`;
  return `${summary(treatment)}, ${summary(control)}`;
}

function shown(input: string | number): string {
  return typeof input === "string" ? input : formatNumber(input, { decimals: 4 });
}

/** Proportions with their test, and the risk difference that the paper does not print. */
function proportionsTable({ table, audit }: PaperAudit, name: AuditedTable, footnotes: readonly string[] = []): Table {
  const { title, rows } = table(name);
  return {
    title,
    columns: [left("n (% | recomputed)"), right("MSC"), right("Control"), right("p"), right("recomputed"), left("test"), right("Risk difference")],
    groups: [
      {
        rows: rows
          .filter((row) => row.kind === "proportions")
          .map((row) => {
            const figure = figureFinder(audit(name), row.id);
            const pValue = figure("pValue");
            return {
              cells: [
                row.label,
                armText(row, "treatment", figure),
                armText(row, "control", figure),
                pValue?.printed.text ?? "",
                recomputedText(pValue),
                pValue?.candidates[0]?.method ?? "",
                riskDifferenceText(row),
              ],
            };
          }),
      },
    ],
    footnotes: [
      "pearson: χ² without correction; fisher: where an expected count is below 5. The risk difference, in percentage points with Newcombe's 95 % CI, is not in the paper.",
      ...footnotes,
    ],
  };
}

function riskDifferenceText({ treatment, control }: ProportionsRow): string {
  const { estimate, interval } = compareProportions({ treatment, control }).riskDifference;
  const percent = (value: number | null) => (value === null ? null : 100 * value);
  const limits = { lower: percent(interval.lower), upper: percent(interval.upper), level: interval.level };
  return `${formatNumber(percent(estimate), { decimals: 0 })} (${formatInterval(limits, { decimals: 0 })})`;
}

/** One line for each figure, with what another method makes of it where there is one. */
function plainTable({ table, audit }: PaperAudit, name: AuditedTable, footnotes: readonly string[] = []): Table {
  const { title, rows } = table(name);
  const { figures } = audit(name);
  const others = figures.some(({ candidates }) => candidates.length > 1);
  return {
    title,
    columns: [left("Figure"), right("printed"), right("recomputed"), ...(others ? [left("by another method")] : [])],
    groups: [
      {
        rows: rows.flatMap((row) =>
          figures
            .filter((figure) => figure.row === row.id)
            .map((figure) => ({ cells: [labelWithInputs(row), figure.printed.text, recomputedText(figure), ...(others ? [otherCandidates(figure)] : [])] })),
        ),
      },
    ],
    footnotes,
  };
}

function otherCandidates({ candidates }: AuditedFigure): string {
  const marks = { "at-printed-inputs": "✓", "within-input-rounding": "≈", none: "✗" };
  return candidates.slice(1).map(({ method, rounded, agreement }) => `${rounded} ${marks[agreement]} ${method}`).join(", ");
}

function labelWithInputs(row: PublishedTable["rows"][number]): string {
  if (row.kind === "correlation") return `${row.label}: R² ${row.rSquared}, n ${row.n}`;
  if (row.kind !== "estimates") return row.label;
  const estimate = ({ estimate: slope, standardError }: typeof row.treatment) => `${slope} (${standardError})`;
  return `${row.label}: ${estimate(row.treatment)}, ${estimate(row.control)}; t, ${row.degreesOfFreedom} df, p`;
}

/** At 6 months the denominators hold more participants than had an ALSFRS-R then. */
function deathsNote({ responders, table3 }: Paper): string[] {
  const [all, observed] = [proportionsRow(responders, "atLeast50At6"), meansRow(table3, "alsfrsrChange6")];
  const died = [all.treatment.n - observed.treatment.n, all.control.n - observed.control.n];
  return died.some((count) => count > 0) ? [`At 6 months the denominators hold the ${died.join(" and ")} who had died: poor responders by the paper's definition, not an error.`] : [];
}

/** The p-values that show how the paper prints small ones. */
function boundNote({ audit }: PaperAudit): string[] {
  const small = audit("responders").figures.filter(({ quantity, printed, recomputed }) => quantity === "pValue" && printed.text === "0.001" && recomputed !== null && recomputed < 0.001);
  const values = small.map(({ recomputed }) => formatNumber(recomputed, { decimals: 5 }));
  return values.length === 0 ? [] : [`The paper prints <0.001 only where 0.000 would stand: ${values.join(" and ")} are printed 0.001.`];
}

function sampleSizeNote({ sampleSize: { difference, power, oneSidedError, dropout } }: Paper): string {
  const percent = (share: number) => `${Number(formatNumber(100 * share, { decimals: 1 }))} %`;
  return `To detect ${difference} points with ${percent(power)} power at one-sided ${percent(oneSidedError)}, ${percent(dropout)} dropout; normal formula. The SD is not in the paper.`;
}

function notDerivableTable({ table, audit }: PaperAudit): Table {
  return {
    title: table("notDerivable").title,
    columns: [left("Figure"), right("printed"), left(""), left("what a recomputation needs")],
    groups: [
      {
        rows: audit("notDerivable").figures.map((figure) => ({
          cells: [figure.label, figure.printed.text, markOf(figure), figure.verdict.kind === "not-derivable" ? figure.verdict.needs : ""],
        })),
      },
    ],
    footnotes: [],
  };
}

/** How many figures of each table have which verdict. */
function verdictCounts({ paper, audit }: PaperAudit): Table {
  const cells = (label: string, audits: readonly TableAudit[]) => {
    const sum = (count: keyof TableAudit["counts"]) => String(audits.reduce((total, { counts }) => total + counts[count], 0));
    return { cells: [label, sum("figures"), sum("atPrintedInputs"), sum("withinInputRounding"), sum("inconsistent"), sum("notDerivable")] };
  };
  const rowsOf = (names: readonly AuditedTable[]) => names.map((name) => cells(audit(name).title, [audit(name)]));
  const stated = keysOf(statedTables(paper));
  return {
    title: "Verdicts",
    columns: [left("Table"), right("figures"), right("✓"), right("≈"), right("✗"), right("–")],
    groups: [
      { label: "As printed", rows: [...rowsOf(stated), cells("All figures as printed", stated.map(audit))] },
      { label: "The same figures read in another way", rows: rowsOf(keysOf(otherReadings(paper))) },
    ],
    footnotes: [],
  };
}

type FigureOf = (quantity: Quantity) => AuditedFigure | undefined;

function figureFinder({ figures }: TableAudit, row: string): FigureOf {
  return (quantity) => figures.find((figure) => figure.row === row && figure.quantity === quantity);
}

function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0];
  const lines = [indent];
  for (const word of text.slice(indent.length).split(/(?<=\S) /)) {
    const line = lines.at(-1)!;
    if (line.trim() !== "" && `${line} ${word}`.length > width) lines.push(indent + word);
    else lines[lines.length - 1] = line.trim() === "" ? indent + word : `${line} ${word}`;
  }
  return lines;
}
