import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runAnalyses } from "../../docs/examples/harris2024-simulated/analyses.ts";
import { provenance, records } from "../../docs/examples/harris2024-simulated/trial.ts";
import { reportLines } from "../../docs/examples/simulated/report.ts";
import { flatRecords, textOf } from "../reference/examples/flatRecords.ts";
import { figuresOff } from "./figuresOff.ts";

interface Fixture {
  readonly analyses: { readonly [id: string]: { readonly [figure: string]: number | null } };
}

const read = (name: string) => readFileSync(new URL(`../reference/examples/${name}`, import.meta.url), "utf8");
const fixture: Fixture = JSON.parse(read("harris2024Simulated.json"));
const analyses = runAnalyses();

describe("the simulated trial in the shape of Harris 2024", () => {
  it("R analysed the records that the program analyses", () => {
    expect(read("harris2024SimulatedRecords.json")).toBe(textOf(flatRecords(records)));
  });

  it("R has every analysis and no other", () => {
    expect(analyses.map(({ id }) => id).sort()).toEqual(Object.keys(fixture.analyses).sort());
  });

  // Closed forms, but for the mixed model: R finds its ratio of variances to about 1e-8, and lmerTest takes derivatives numerically.
  it.each(analyses)("$id $title: every number equals R's", ({ id, figures }) => {
    const expected = fixture.analyses[id]!;
    expect(Object.keys(figures).sort()).toEqual(Object.keys(expected).sort());
    expect(figuresOff(figures, expected, (figure) => (figure.includes("mixed-model") ? 1e-5 : 1e-10))).toEqual([]);
  });

  it("the report says in every title that its data are simulated, and has every figure", () => {
    const lines = reportLines(provenance, analyses, 100);
    expect(lines.join(" ")).toContain(provenance.label.slice(0, 40));
    const headings = lines.filter((line) => /^H\d+\. /.test(line));
    expect(headings).toHaveLength(analyses.length);
    for (const heading of headings) expect(heading).toContain("SIMULATED");
    for (const participant of records.participants) expect(participant.id).toMatch(/^SIM-/);
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(100);
  });
});
