import { describe, expect, it } from "vitest";
import { auditTable, roundDecimal } from "trialwise";
import type { AuditedFigure, PublishedRow, PublishedTable } from "trialwise";
import { auditPaper, paper } from "../../docs/examples/oh2018/audit.ts";
import type { Paper } from "../../docs/examples/oh2018/audit.ts";
import { findingsOf } from "../../docs/examples/oh2018/findings.ts";
import { table2EventTotals, table2Percentages, table2Tallied } from "../../docs/examples/oh2018/table2.ts";

/** Every table of the paper as data; Table 2 comes below. */
const tables = Object.entries(paper).filter((entry): entry is [string, PublishedTable] => "rows" in entry[1] && entry[0] !== "table2");
const rows = tables.flatMap(([name, table]) => table.rows.map((row) => ({ name: `${name}/${row.id}`, row })));

type Path = readonly (string | number)[];

/** Every text or number in a row but its names and settings: the figures. */
function figurePaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string" || typeof value === "number") return [path];
  if (typeof value !== "object" || value === null) return [];
  const settings = ["kind", "id", "label", "needs", "direction", "alternative", "subtraction", "test", "level"];
  return Object.entries(value).flatMap(([key, child]) => (settings.includes(key) ? [] : figurePaths(child, [...path, key])));
}

function isOutput(path: Path): boolean {
  return path[0] === "printed" || path.at(-1) === "percent";
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);
}

/** A deep copy with one figure changed. */
function changed<Value>(value: Value, path: Path, figure: string | number): Value {
  const copy = structuredClone(value);
  const holder = valueAt(copy, path.slice(0, -1));
  Reflect.set(Object(holder), path.at(-1)!, figure);
  return copy;
}

function auditRow(row: PublishedRow): readonly AuditedFigure[] {
  return auditTable({ title: "", rows: [row] }, { pValueStyle: "paper" }).figures;
}

function outcomeOf({ verdict }: AuditedFigure): string {
  return verdict.kind === "consistent" ? verdict.agreement : verdict.kind;
}

function outcomes(row: PublishedRow): string {
  return auditRow(row).map(outcomeOf).join(" ");
}

/** The audited figure that a printed output is. */
function figureAt(row: PublishedRow, path: Path): AuditedFigure {
  const quantity = path[0] === "printed" ? path.slice(1).join(".") : path.join(".");
  return auditRow(row).find((figure) => figure.quantity === quantity)!;
}

/** The same figure by ever larger steps either way, with as many decimals as before. */
function ladder(figure: string | number): (string | number)[] {
  const value = Number(figure);
  const decimals = typeof figure === "string" ? (figure.split(".")[1] ?? "").length : 0;
  const unit = typeof figure === "string" || Number.isInteger(value) ? 10 ** -decimals : Math.abs(value) / 100;
  const steps = [1, 2, 3, 5, 10, 15, 20, 30, 50, 70, 100, 200, 500].flatMap((step) => [value + step * unit, value - step * unit]);
  return typeof figure === "string" ? steps.map((step) => roundDecimal(step, decimals)) : steps;
}

/** Whether some step of the ladder changes a verdict of the row. What no row can hold (more events than participants) is passed over. */
function changesVerdict(row: PublishedRow, path: Path): boolean {
  const before = outcomes(row);
  return ladder(figureIn(row, path)).some((other) => {
    try {
      return outcomes(changed(row, path, other)) !== before;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
}

function figureIn(value: unknown, path: Path): string | number {
  const figure = valueAt(value, path);
  if (typeof figure !== "string" && typeof figure !== "number") throw new Error(`${path.join(".")} is no figure`);
  return figure;
}

/** The row with each output replaced by the recomputed figure, so that everything agrees. */
function corrected(row: PublishedRow): PublishedRow {
  return figurePaths(row)
    .filter(isOutput)
    .reduce((copy, path) => changed(copy, path, figureAt(row, path).rounded ?? String(valueAt(row, path))), row);
}

const outputs = rows.flatMap(({ name, row }) => (row.kind === "not-derivable" ? [] : figurePaths(row).filter(isOutput).map((path) => ({ name: `${name}.${path.join(".")}`, row, path }))));
const inputs = rows.flatMap(({ name, row }) => figurePaths(row).filter((path) => !isOutput(path)).map((path) => ({ name: `${name}.${path.join(".")}`, row, path })));

describe("one changed figure in a copy of Oh 2018", () => {
  it("every figure of every row is tried: all printed outputs and all inputs", () => {
    expect(outputs.length).toBe(rows.reduce((sum, { row }) => sum + (row.kind === "not-derivable" ? 0 : auditRow(row).length), 0));
    expect(outputs.length).toBeGreaterThan(140);
    expect(inputs.length).toBeGreaterThan(200);
  });

  it.each(outputs)("$name moved beyond what its inputs allow is inconsistent, and put right it agrees", ({ row, path }) => {
    const { candidates, printed, rounded } = figureAt(row, path);
    const unit = 10 ** -printed.decimals;
    const { lower, upper } = candidates[0]!.envelope;
    const beyond = [upper + 2 * unit, lower - 2 * unit].map((value) => roundDecimal(value, printed.decimals));
    for (const text of beyond) expect(outcomeOf(figureAt(changed(row, path, text), path))).toBe("inconsistent");
    expect(outcomeOf(figureAt(changed(row, path, rounded!), path))).toBe("at-printed-inputs");
  });

  it.each(inputs)("$name changes a verdict derived from it", ({ row, path }) => {
    // Nobody is 0 % of any number.
    if (path.at(-1) === "n" && valueAt(row, [path[0]!, "events"]) === 0) return;
    // Figures that do not follow from the printed inputs may not follow from others either: then it is the corrected row that changes.
    expect(changesVerdict(row, path) || changesVerdict(corrected(row), path)).toBe(true);
  });
});

describe("one changed figure of Table 2", () => {
  const outcomesOf = (table2: Paper["table2"]) =>
    [table2Percentages(table2), table2Tallied(table2), table2EventTotals(table2)].map((table) => auditTable(table).figures.map(outcomeOf).join(" "));
  const original = outcomesOf(paper.table2);
  const cells = paper.table2.rows.flatMap((row, index) =>
    (["at4", "at6"] as const).flatMap((cell) =>
      (["treatment", "control"] as const).flatMap((arm) => [0, 1, 2].map((position) => ({ name: `${row.term} ${cell} ${arm} ${["events", "participants", "percent"][position]}`, path: ["rows", index, cell, arm, position] }))),
    ),
  );

  it.each(cells)("$name", ({ path }) => {
    const figure = figureIn(paper.table2, path);
    const others = typeof figure === "string" ? [Number(figure) + 2, Number(figure) + 1, Number(figure) - 1].map(String) : [figure + 1];
    // A percentage that is wrong is put right by one of the neighbouring ones, and a right one is made wrong by any.
    expect(others.some((other) => outcomesOf(changed(paper.table2, path, other)).join("\n") !== original.join("\n"))).toBe(true);
  });

  it("the denominators", () => {
    for (const arm of ["treatment", "control"] as const) expect(outcomesOf(changed(paper.table2, ["n", arm], 90))).not.toEqual(original);
  });
});

describe("one changed figure of the text", () => {
  it.each([
    ["difference", 2.5],
    ["power", 0.9],
    ["oneSidedError", 0.05],
    ["dropout", 0.2],
    ["assumedStandardDeviation", 3.5],
    ["perArm", "33"],
  ] as const)("the sample size statement with another %s", (field, other) => {
    const copy = { ...paper, sampleSize: { ...paper.sampleSize, [field]: other } };
    expect(outcomeOf(auditPaper(paper).figure("sampleSize/perArm.value"))).toBe("at-printed-inputs");
    expect(outcomeOf(auditPaper(copy).figure("sampleSize/perArm.value"))).toBe("inconsistent");
  });

  it("the number of deaths in follow-up, put right", () => {
    const copy = { ...paper, deathsInFollowUp: { ...paper.deathsInFollowUp, deaths: "3" } };
    expect(outcomeOf(auditPaper(paper).figure("table2FromBaseline/deaths.value"))).toBe("inconsistent");
    expect(outcomeOf(auditPaper(copy).figure("table2FromBaseline/deaths.value"))).toBe("at-printed-inputs");
  });
});

describe("one changed date or count of the text", () => {
  const texts = (of: Paper) => findingsOf(auditPaper(of)).map(({ text }) => text);
  const longest = (of: Paper) => outcomeOf(auditPaper(of).figure("flow/longestFollowUp.value"));

  it.each([
    ["firstScreening", "2010-12-05"],
    ["survivalFollowedTo", "2018-05-28"],
    ["longestFollowUp", "74"],
  ] as const)("the longest follow-up with another %s", (field, other) => {
    expect(longest(paper)).toBe("at-printed-inputs");
    expect(longest({ ...paper, schedule: { ...paper.schedule, [field]: other } })).toBe("inconsistent");
  });

  it.each([
    ["lastScreening", "2012-09-22"],
    ["monthsToLastVisit", 7],
    ["followUpEnded", "2013-08-31"],
  ] as const)("the end of follow-up with another %s is no contradiction", (field, other) => {
    const matching = (of: Paper) => texts(of).filter((text) => text.startsWith("Text, dates.")).length;
    expect(matching(paper)).toBe(1);
    expect(matching({ ...paper, schedule: { ...paper.schedule, [field]: other } })).toBe(0);
  });

  it.each([
    ["all randomised were injected", { injected: { ...paper.injected, treatment: 33 } }, /^Table 2, denominators/],
    ["as few elsewhere do not decline", { withoutDeclineElsewhere: { ...paper.withoutDeclineElsewhere, percent: "5" } }, /^Discussion, controls/],
  ])("no sentence where %s", (_, change, sentence) => {
    const matching = (of: Paper) => texts(of).filter((text) => sentence.test(text)).length;
    expect(matching(paper)).toBe(1);
    expect(matching({ ...paper, ...change })).toBe(0);
  });

  it("fewer injected give other percentages", () => {
    const sentence = texts({ ...paper, injected: { ...paper.injected, treatment: 20 } }).find((text) => text.startsWith("Table 2, denominators"));
    expect(sentence).toMatch(/of whom 20 were injected; of 20, [1-9]\d* of its percentages would be other figures/);
  });
});

describe("the sentences follow the verdicts", () => {
  const sentences = (of: Paper) => findingsOf(auditPaper(of));
  const change = (table: "table1" | "table3" | "responders" | "adverseEventIncidence", row: string, path: Path, figure: string): Paper => {
    const index = paper[table].rows.findIndex(({ id }) => id === row);
    return changed(paper, [table, "rows", index, ...path], figure);
  };

  it("every sentence speaks of inconsistent figures, and every inconsistent figure as printed has a sentence", () => {
    const audited = auditPaper(paper);
    const findings = findingsOf(audited);
    const spokenOf = findings.flatMap(({ figures }) => figures);
    for (const id of spokenOf) expect([id, outcomeOf(audited.figure(id))]).toEqual([id, "inconsistent"]);
    for (const name of ["table1", "table2", "table2Tallied", "table3", "responders", "respondersInText", "adverseEventIncidence", "slopeChangeFootnotes", "correlations"] as const) {
      for (const figure of audited.audit(name).figures) {
        if (figure.verdict.kind === "inconsistent") expect(spokenOf).toContain(`${name}/${figure.id}`);
      }
    }
    expect(new Set(spokenOf).size).toBe(spokenOf.length);
  });

  it.each([
    ["SF-36's standard error", "table3", "sf36Change4", ["printed", "standardError"], "3.25", /pooled standard deviation/],
    ["any adverse event at 6 months", "adverseEventIncidence", "anyAt6", ["printed", "pValue"], "0.362", /rounding twice/],
    ["the FVC lead-in slope", "table1", "fvcLeadInSlope", ["printed", "pValue"], "0.478", /FVC slope of the lead-in/],
    ["poor responders", "responders", "below50At4", ["control", "percent"], "81", /82 for 81.48/],
    ["the 6-month slope change", "table3", "alsfrsrSlopeChange6", ["printed", "standardError"], "0.37", /died in month 5/],
  ] as const)("%s put right has no sentence any more", (_, table, row, path, figure, sentence) => {
    const matching = (of: Paper) => sentences(of).filter(({ text }) => sentence.test(text)).length;
    expect(matching(paper)).toBe(1);
    expect(matching(change(table, row, path, figure))).toBe(0);
  });

  it("a figure that is right, made wrong, gets a sentence of its own", () => {
    const wrong = sentences(change("table3", "fvcChange4", ["printed", "standardError"], "3.52"));
    expect(wrong.length).toBe(sentences(paper).length + 1);
    expect(wrong.at(-1)!.text).toMatch(/FVC % change, 4 mo, standardError\. Printed 3\.52, recomputed 2\.52; within the rounding of the inputs 2\.5\d\d to 2\.5\d\d\./);
  });

  it("a footnote that subtracts the other way round has no sentence", () => {
    const rowsTurned = paper.slopeChangeFootnotes.rows.map((row) => (row.kind === "slope-change" ? { ...row, subtraction: "follow-up-minus-lead-in" as const } : row));
    const turned = sentences({ ...paper, slopeChangeFootnotes: { ...paper.slopeChangeFootnotes, rows: rowsTurned } });
    expect(turned.some(({ text }) => text.includes("footnotes a and b. They subtract"))).toBe(false);
  });
});
