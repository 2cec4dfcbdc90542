import { describe, expect, it } from "vitest";
import { calculatorFolders, filesUnder, publicFolders, readRepositoryFile, specifierOf } from "./architecture/repository.ts";
import { findLoadedSources, findMissingProof, namesVersions, readProofs, runningTitles } from "./proofs.ts";

/** Functions of those folders that estimate nothing, and why they need no proofs. */
const noCalculators: Readonly<Record<string, string>> = {
  readPrinted: "reads a number as a table prints it; its cases are written out in its test",
};

async function functionsOf(folder: string): Promise<readonly string[]> {
  if (!publicFolders().includes(folder)) return [];
  const module = (await import(/* @vite-ignore */ specifierOf(folder))) as Readonly<Record<string, unknown>>;
  return Object.keys(module).filter((name) => typeof module[name] === "function");
}

describe("proofs", async () => {
  const proofs = await readProofs();
  const exported = (await Promise.all(calculatorFolders.map(functionsOf))).flat();
  const calculators = exported.filter((name) => !(name in noCalculators));

  it.each(calculators)("%s has its four proofs", (name) => {
    expect(findMissingProof(proofs.get(name) ?? {})).toEqual([]);
  });

  it("no entry is left over from a calculator that is gone", () => {
    expect([...proofs.keys(), ...Object.keys(noCalculators)].filter((name) => !exported.includes(name))).toEqual([]);
  });

  it("no function has proofs and a reason to have none", () => {
    expect(Object.keys(noCalculators).filter((name) => proofs.has(name))).toEqual([]);
  });

  it("second implementations take only types from src", () => {
    const loaded = filesUnder("test/naive").flatMap((path) => findLoadedSources(readRepositoryFile(path)).map((text) => `${path}: ${text}`));
    expect(loaded).toEqual([]);
  });
});

describe("the checks themselves", () => {
  const here = { file: "test/proofs.test.ts", test: "no entry is left over from a calculator that is gone" };
  const whole = {
    example: here,
    reference: { ...here, script: "test/reference/none.R", fixture: "test/reference/none.json" },
    naive: { ...here, implementation: "test/naive/none.ts" },
    properties: here,
  };

  it("a missing proof, title, script, fixture, implementation or property file is found", () => {
    expect(findMissingProof({})).toEqual(["no example", "no reference", "no naive implementation", "no properties"]);
    expect(findMissingProof(whole)).toEqual([
      "test/reference/none.R does not exist",
      "test/reference/none.json does not exist",
      "test/naive/none.ts does not exist",
      String.raw`test/proofs.test.ts is not where such a file belongs (\.property\.test\.ts$)`,
    ]);
    expect(findMissingProof({ ...whole, example: { ...here, test: "proves everything" } })).toContain(
      'test/proofs.test.ts has no running test "proves everything"',
    );
    expect(findMissingProof({ ...whole, example: { file: "test/gone.test.ts", test: "" } })).toContain("test/gone.test.ts does not exist");
  });

  it("a title in a comment, or of a test that does not run, is no title", () => {
    const text = [
      `// it("in a comment", f);`,
      `it("plain", f); test('single', f); it.each([1])("each", f); test.for([1])(\`template\`, f);`,
      `it.skip("skipped", f); it.todo("to do"); describe.skip("group", () => { it("inside", f); });`,
    ];
    expect([...runningTitles(text.join("\n"))]).toEqual(["plain", "single", "each", "template"]);
  });

  it("a fixture names its versions outside its cases", () => {
    expect(namesVersions({ generator: { python: "3.11.7" }, cases: [] })).toBe(true);
    expect(namesVersions({ generator: "R version 4.2.2 (2022-10-31)", cases: [] })).toBe(true);
    expect(namesVersions({ generator: { script: "a.R", seed: 1.5 }, cases: [{ R: "4.2.2" }] })).toBe(false);
    expect(namesVersions([{ version: "1.2" }])).toBe(false);
  });

  it("a second implementation that loads src is found", () => {
    expect(findLoadedSources(`import { a } from "trialwise/inference";`)).toHaveLength(1);
    expect(findLoadedSources(`import { a } from "../../src/numeric/sum.ts";`)).toHaveLength(1);
    expect(findLoadedSources(`import "trialwise";`)).toHaveLength(1);
    expect(findLoadedSources(`export { a } from "trialwise";`)).toHaveLength(1);
    expect(findLoadedSources(`import type { A } from "trialwise"; import { b } from "./b.ts";`)).toEqual([]);
  });
});
