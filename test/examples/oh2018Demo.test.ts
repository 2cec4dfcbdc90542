import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { auditTable } from "trialwise";
import { describe, expect, it } from "vitest";
import { paper, statedTables } from "../../docs/examples/oh2018/audit.ts";
import { reportLines } from "../../docs/examples/oh2018/report.ts";
import { table2Inputs } from "../../docs/examples/oh2018/table2.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const lines = reportLines(paper, 100);
const text = lines.join("\n");

/** The sentences as they were written, without their line breaks. */
const prose = text.replace(/\n {4}/g, " ");

interface Fixture {
  readonly figures: readonly { readonly id: string; readonly candidates: readonly { readonly verdict: string }[] }[];
}

/** Verdicts on the paper's figures as R has them, by table: at the printed inputs, within their rounding, inconsistent. */
function countsByTable(): ReadonlyMap<string, readonly number[]> {
  const fixture: Fixture = JSON.parse(readFileSync(new URL("../reference/published/oh2018.json", import.meta.url), "utf8"));
  const counts = new Map<string, number[]>();
  for (const { id, candidates } of fixture.figures) {
    const table = id.split("/")[0]!;
    const row = counts.get(table) ?? [0, 0, 0];
    row[["at-printed-inputs", "within-input-rounding", "inconsistent"].indexOf(candidates[0]!.verdict)]! += 1;
    counts.set(table, row);
  }
  return counts;
}

/** The numbers at the end of the line that starts with a title. */
function countsIn(title: string): readonly number[] {
  const found = lines.slice(lines.indexOf("Verdicts")).find((each) => each.trim().startsWith(`${title}  `));
  expect(found, title).toBeDefined();
  return found!.slice(found!.indexOf(title) + title.length).trim().split(/ +/).map(Number);
}

describe("the demonstration on Oh 2018", () => {
  it.each([
    ["table1", "Table 1. Baseline characteristics"],
    ["table2", "Table 2. Percentages of participants"],
    ["adverseEventIncidence", "Text. Participants with an adverse event"],
    ["table3", "Table 3. Outcomes, MSC minus control"],
    ["responders", "Table 3. Responders by improvement of the ALSFRS-R slope"],
    ["respondersInText", "Text. Good responders at 4 months"],
    ["correlations", "Text. Correlation of TGF-β1 and MCP-1 changes in CSF"],
    ["mixedModel", "Text. Mixed model: ALSFRS-R slope, baseline to 6 months"],
    ["table3WholeNumbers", "Table 3. Rows from whole-number totals"],
    ["aalsFromPrintedDifference", "Table 3. AALS change, from the printed difference and standard error"],
  ])("%s has as many figures of each verdict as R finds", (table, title) => {
    const [match, within, inconsistent] = countsByTable().get(table)!;
    expect(countsIn(title)).toEqual([match! + within! + inconsistent!, match, within, inconsistent, 0]);
  });

  it("what R does not have: flow, tallies and sample size agree, the footnotes do not, survival cannot be recomputed", () => {
    expect(countsIn("Flow and schedule")).toEqual([8, 8, 0, 0, 0]);
    // 2 totals and 8 classes, 2 windows, 2 arms, events and participants: the 10 preferred terms are input and not tested.
    expect(countsIn("Table 2. Totals and classes, tallied from reconstructed events")).toEqual([80, 80, 0, 0, 0]);
    // 2 totals and 8 classes, 2 windows, 2 arms.
    expect(countsIn("Table 2. Events as sums over classes and terms")).toEqual([40, 40, 0, 0, 0]);
    expect(countsIn("Text. Sample size")).toEqual([1, 1, 0, 0, 0]);
    expect(countsIn("Table 3, footnotes a and b. Slope change as lead-in minus follow-up")).toEqual([8, 0, 0, 8, 0]);
    expect(countsIn("Text. Survival")).toEqual([6, 0, 0, 0, 6]);
    const titles = Object.values(statedTables(paper)).map(({ title }) => title);
    const total = titles.map(countsIn).reduce((sum, counts) => sum.map((count, index) => count + counts[index]!));
    expect(countsIn("All figures as printed")).toEqual(total);
  });

  it("no line is wider than 100 columns, and none has a control character", () => {
    for (const line of lines) {
      expect([...line].length, line).toBeLessThanOrEqual(100);
      expect(/\p{Cc}/u.test(line), line).toBe(false);
      expect(line).toBe(line.trimEnd());
    }
    for (const line of reportLines(paper, 70)) expect([...line].length, line).toBeLessThanOrEqual(70);
  });

  it.each([
    "AALS change. The printed means differ by -7.52 (SE 2.78; 95 % CI -13.10 to -1.94), not by -7.18 (2.76; -12.71 to -1.64)",
    "the printed difference and SE give 0.012",
    "The printed standard error, 12.18, is the pooled standard deviation. The standard error is 3.25",
    "which gives -1.13 where 1.13 is printed",
    "With n = 32 in the MSC arm the SE is 0.37, not 0.38",
    "n = 32 reproduces the whole row",
    "p = 0.002, where the table prints <0.001",
    "two-sided they are 0.022, 0.031, 0.552, 0.368",
    "The upper limit printed as 4.47 should be 4.48",
    "p 0.493 cannot come from the table's 32 and 27 participants (0.478; at most 0.487)",
    "p is 0.362498, so 0.362, not 0.363; rounding twice",
    "9 for 9.68, 10 rounded",
    "7 for 6.45, 6 rounded",
    "82 for 81.48, 81 rounded",
    "at most 2 of the 3 serious adverse events in 4 months",
    "and 3 instead of 4 participants died",
    "counts all 33 randomised, of whom 32 were injected; of 32, all its percentages would round to the same figures",
    "The full analysis set has 32 and 27; fewer are in AALS change 32 and 25, AALS slope change 31 and 25, FVC % change 31 and 25, FVC % slope change 31 and 25, SF-36 change 32 and 25",
    "Not to decline is an improvement of 100 % or more: 4 % of the controls (1 of 27). The table's 22 % improved by 50 % or more",
    "lead to 2013-08-22",
    // Implied standard deviations of 27 and 28 analysed per arm: 2.99018… and 3.04505…, from R.
    "32 per arm follow from any above 2.990 and up to 3.045, of which 3.0 is taken here; with the noncentral t that gives 33",
    'The type I error is printed as "2.5" without a percent sign',
    // 2.28 / 0.43 = 5.302…
    "2.28 points as 43 % or more of the controls' decline mean that at most 5.30 were expected in 4 months; 4.67 were observed",
  ])("says: %s", (sentence) => {
    expect(prose).toContain(sentence);
  });

  it("a count that the events are built from is marked as input and not counted, though the events give it back", () => {
    const inputs = auditTable(table2Inputs(paper.table2));
    // 10 preferred terms, 2 windows, 2 arms, events and participants.
    expect(inputs.counts).toEqual({ figures: 80, atPrintedInputs: 80, withinInputRounding: 0, inconsistent: 0, notDerivable: 0 });
    const tested = auditTable(statedTables(paper).table2Tallied).figures.map(({ id }) => id);
    expect(inputs.figures.filter(({ id }) => tested.includes(id))).toEqual([]);
    // One cell for each preferred term, window and arm.
    expect(text.match(/=; = \(\d+\) [✓✗]/g)).toHaveLength(40);
    expect(text).toContain("  =  input: the tallied events are built from this row's counts");
  });

  it("every printed figure stands beside the recomputed one", () => {
    expect(text).toMatch(/AALS change, 4 mo +printed +-7\.18 +2\.76 +-12\.71 +-1\.64 +0\.009\n.*recomputed +-7\.52 ✗ +2\.78 ✗ +-13\.10 ✗ +-1\.94 ✗ +0\.009 ✓/);
    expect(text).toMatch(/Age at screening, yr +53\.7 \(7\.7\) +52\.5 \(9\.4\) +0\.598 +0\.592 ≈/);
    expect(text).toMatch(/Headache +2; 2 \(6\) +=; = \(6\) ✓ +0; 0 \(0\) +=; = \(0\) ✓/);
    expect(text).toMatch(/Serious adverse events +2; 2 \(6\) +2; 2 \(6\) ✓ +3; 3 \(9\) +3; 3 \(10\) ✗/);
    expect(text).toMatch(/< 50 % \(poor\), 4 mo +10 \(31 \| 31 ✓\) +22 \(82 \| 81 ✗\) +<0\.001 +<0\.001 ✓ +pearson/);
    expect(text).toMatch(/≥ 100 %, 6 mo .*0\.031 +0\.031 ✓ +fisher/);
  });

  it("notes stand below their tables", () => {
    const notes = text.replace(/\n/g, " ");
    expect(notes).toContain("At 6 months the denominators hold the 1 and 2 who had died: poor responders by the paper's definition, not an error.");
    expect(notes).toContain("To detect 2.28 points with 80 % power at one-sided 2.5 %, 10 % dropout; normal formula. The SD is not in the paper.");
    expect(notes).toContain("The paper prints <0.001 only where 0.000 would stand: 0.00090 and 0.00068 are printed 0.001.");
  });

  it("runs as a script, prints the same lines and ends", () => {
    const printed = execFileSync(process.execPath, ["--import", "tsx", "docs/examples/oh2018/demo.ts"], { cwd: root, encoding: "utf8", timeout: 60_000 });
    expect(printed).toBe(`${text}\n`);
  });
});
