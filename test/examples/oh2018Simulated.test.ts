import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runAnalyses } from "../../docs/examples/oh2018-simulated/analyses.ts";
import { reportLines } from "../../docs/examples/simulated/report.ts";
import { provenance, records } from "../../docs/examples/oh2018-simulated/trial.ts";
import { flatRecords, textOf } from "../reference/examples/flatRecords.ts";
import { figuresOff } from "./figuresOff.ts";

interface Fixture {
  readonly analyses: { readonly [id: string]: { readonly [figure: string]: number | null } };
}

const read = (name: string) => readFileSync(new URL(`../reference/examples/${name}`, import.meta.url), "utf8");
const fixture: Fixture = JSON.parse(read("oh2018Simulated.json"));
const analyses = runAnalyses();

/** Of closed forms 1e-10; Cox's coefficients are iterated; of the mixed model both sides are optima, of which degrees of freedom hang on second derivatives. */
function toleranceOf(id: string, figure: string): number {
  if (id === "O20") return figure.endsWith("logLikelihood") ? 1e-8 : 1e-6;
  return figure.includes("logHazardRatio") ? 1e-8 : 1e-10;
}

describe("the simulated trial in the shape of Oh 2018", () => {
  it("R analysed the records that the program analyses", () => {
    expect(read("oh2018SimulatedRecords.json")).toBe(textOf(flatRecords(records)));
  });

  it("R has every analysis and no other", () => {
    expect(analyses.map(({ id }) => id).sort()).toEqual(Object.keys(fixture.analyses).sort());
  });

  it.each(analyses)("$id $title: every number equals R's", ({ id, figures }) => {
    const expected = fixture.analyses[id]!;
    expect(Object.keys(figures).sort()).toEqual(Object.keys(expected).sort());
    expect(figuresOff(figures, expected, (figure) => toleranceOf(id, figure))).toEqual([]);
  });

  it("a figure that is off is found, also a small p-value", () => {
    const off = { a: 1 + 1e-9, "b.pValue": 1.001e-9, c: null, d: 2 };
    expect(figuresOff(off, { a: 1, "b.pValue": 1e-9, c: 1, d: 2 }, () => 1e-10)).toHaveLength(3);
  });

  it("the report says in every title that its data are simulated, and has every figure", () => {
    const lines = reportLines(provenance, analyses, 100);
    expect(lines.join(" ")).toContain(provenance.label.slice(0, 40));
    const headings = lines.filter((line) => /^O\d+\. /.test(line));
    expect(headings).toHaveLength(analyses.length);
    for (const heading of headings) expect(heading).toContain("SIMULATED");
    for (const participant of records.participants) expect(participant.id).toMatch(/^SIM-/);
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(100);
  });
});
