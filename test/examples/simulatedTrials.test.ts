import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TrialRecords } from "trialwise";
import { runAnalyses as runBerry } from "../../docs/examples/berry2019-simulated/analyses.ts";
import * as berry from "../../docs/examples/berry2019-simulated/trial.ts";
import { runAnalyses as runHarris } from "../../docs/examples/harris2024-simulated/analyses.ts";
import * as harris from "../../docs/examples/harris2024-simulated/trial.ts";
import { runAnalyses as runOh } from "../../docs/examples/oh2018-simulated/analyses.ts";
import * as oh from "../../docs/examples/oh2018-simulated/trial.ts";
import { runAnalyses as runPetrou } from "../../docs/examples/petrou2021-simulated/analyses.ts";
import * as petrou from "../../docs/examples/petrou2021-simulated/trial.ts";
import type { Analysis, Provenance } from "../../docs/examples/simulated/figures.ts";
import { reportLines } from "../../docs/examples/simulated/report.ts";
import { flatRecords, textOf } from "../reference/examples/flatRecords.ts";
import { datedRecords } from "../reference/examples/petrou2021SimulatedFlat.ts";
import { figuresOff } from "./figuresOff.ts";

interface SimulatedTrial {
  readonly paper: string;
  /** Of its files in test/reference/examples. */
  readonly name: string;
  /** What the identifiers of its analyses begin with. */
  readonly letter: string;
  readonly records: TrialRecords;
  readonly provenance: Provenance;
  readonly analyses: readonly Analysis[];
  /** The records as R read them. */
  readonly text: string;
  readonly toleranceOf: (id: string, figure: string) => number;
}

interface Fixture {
  readonly analyses: { readonly [id: string]: { readonly [figure: string]: number | null } };
}

const trials: readonly SimulatedTrial[] = [
  {
    paper: "Oh 2018",
    name: "oh2018Simulated",
    letter: "O",
    records: oh.records,
    provenance: oh.provenance,
    analyses: runOh(),
    text: textOf(flatRecords(oh.records)),
    // Of closed forms 1e-10; Cox's coefficients are iterated; of the mixed model both sides are optima, of which degrees of freedom hang on second derivatives.
    toleranceOf: (id, figure) => (id === "O20" ? (figure.endsWith("logLikelihood") ? 1e-8 : 1e-6) : figure.includes("logHazardRatio") ? 1e-8 : 1e-10),
  },
  {
    paper: "Berry 2019",
    name: "berry2019Simulated",
    letter: "B",
    records: berry.records,
    provenance: berry.provenance,
    analyses: runBerry(),
    text: textOf(flatRecords(berry.records)),
    // All are closed forms.
    toleranceOf: () => 1e-10,
  },
  {
    paper: "Petrou 2021",
    name: "petrou2021Simulated",
    letter: "P",
    records: petrou.records,
    provenance: petrou.provenance,
    analyses: runPetrou(),
    text: textOf(datedRecords(petrou.records)),
    // All are closed forms.
    toleranceOf: () => 1e-10,
  },
  {
    paper: "Harris 2024",
    name: "harris2024Simulated",
    letter: "H",
    records: harris.records,
    provenance: harris.provenance,
    analyses: runHarris(),
    text: textOf(flatRecords(harris.records)),
    // Closed forms, but for the mixed model: R finds its ratio of variances to about 1e-8, and lmerTest takes derivatives numerically.
    toleranceOf: (_, figure) => (figure.includes("mixed-model") ? 1e-5 : 1e-10),
  },
];

const read = (name: string) => readFileSync(new URL(`../reference/examples/${name}`, import.meta.url), "utf8");

describe.each(trials)("the simulated trial in the shape of $paper", ({ name, letter, records, provenance, analyses, text, toleranceOf }) => {
  const fixture: Fixture = JSON.parse(read(`${name}.json`));

  it("R analysed the records that the program analyses", () => {
    expect(read(`${name}Records.json`)).toBe(text);
  });

  it("R has every analysis and no other", () => {
    expect(analyses.map(({ id }) => id).sort()).toEqual(Object.keys(fixture.analyses).sort());
  });

  it.each(analyses)("$id $title: every number equals R's", ({ id, figures }) => {
    const expected = fixture.analyses[id]!;
    expect(Object.keys(figures).sort()).toEqual(Object.keys(expected).sort());
    expect(figuresOff(figures, expected, (figure) => toleranceOf(id, figure))).toEqual([]);
  });

  it("the report says in every title that its data are simulated, and has every figure", () => {
    const lines = reportLines(provenance, analyses, 100);
    expect(lines.join(" ")).toContain(provenance.label.slice(0, 40));
    const headings = lines.filter((line) => new RegExp(String.raw`^${letter}\d+\. `).test(line));
    expect(headings).toHaveLength(analyses.length);
    for (const heading of headings) expect(heading).toContain("SIMULATED");
    for (const participant of records.participants) expect(participant.id).toMatch(/^SIM-/);
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(100);
  });
});

it("a figure that is off is found, also a small p-value", () => {
  const off = { a: 1 + 1e-9, "b.pValue": 1.001e-9, c: null, d: 2 };
  expect(figuresOff(off, { a: 1, "b.pValue": 1e-9, c: 1, d: 2 }, () => 1e-10)).toHaveLength(3);
});
