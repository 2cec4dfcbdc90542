import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../architecture/repository.ts";
import { digitsOf, measure } from "./measure.ts";
import { identity, pagePath } from "./page.ts";
import { programsOf, readReferenceRows, type ReferenceRow } from "./referenceRows.ts";
import { titlePattern } from "./runReferenceTests.ts";

const page = readRepositoryFile(pagePath);
const written = page
  .split("\n")
  .filter((line) => /^\| `\w+` \|/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

describe("docs/validation.md", async () => {
  const rows = await readReferenceRows();

  // If this fails, run `npm run validation:update`.
  it("has every function with its reference, and none that is gone", () => {
    expect(written.map((cells) => cells.slice(0, 3))).toEqual(rows.map(identity));
  });

  it("counts the cases of the fixtures as they are", () => {
    const counted = rows.flatMap(({ cases }, row) => (cases === null ? [] : [[written[row]?.[0], cases, written[row]?.[3]]]));
    expect(counted.filter(([, cases, text]) => `${cases}` !== text)).toEqual([]);
  });

  it("has digits for every error allowed, and no fewer than the bound asks for", () => {
    const fewer = written.filter(([, , , , allowed = "", digits = ""]) => /^\de-\d+$/.test(allowed) && digits !== "all" && !(Number(digits) >= Math.floor(-Math.log10(Number(allowed)))));
    expect(fewer).toEqual([]);
    for (const [name, , , , allowed, digits] of written) expect([name, allowed === "none"]).toEqual([name, digits === "equal"]);
  });
});

describe("what is measured", () => {
  const reference = { file: "test/a.test.ts", test: "agrees with R: $name (all)", script: "test/reference/a.R", fixture: "test/reference/a.json" };
  const row: ReferenceRow = { folder: "inference", name: "someTest", reference, programs: "R 4.2.2", cases: null };
  const ran = (test: string, ...errors: readonly { readonly error: number; readonly tolerance: number }[]) => ({ file: reference.file, test, errors });

  it("is the worst error of all tests of the title, and the largest bound", () => {
    const tests = [
      ran("agrees with R: first (all)", { error: 3e-12, tolerance: 1e-10 }, { error: 2e-9, tolerance: 1e-8 }),
      ran("agrees with R: second (all)", { error: 1e-16, tolerance: 1e-12 }),
      ran("agrees with R: second (all) but another test", { error: 1e-3, tolerance: 1e-2 }),
      { ...ran("agrees with R: first (all)", { error: 1e-3, tolerance: 1e-2 }), file: "test/b.test.ts" },
    ];
    expect(measure(row, tests)).toEqual({ cases: 2, allowed: "1e-8", digits: "8" });
    expect(measure({ ...row, cases: 240 }, tests).cases).toBe(240);
  });

  it("is refused where no test ran, and where nothing says what was compared", () => {
    expect(() => measure(row, [])).toThrow("no test");
    expect(() => measure(row, [ran("agrees with R: first (all)")])).toThrow("bounds no error");
    expect(() => measure({ ...row, name: "kingsStage" }, [ran("agrees with R: first (all)", { error: 0, tolerance: 1e-9 })])).toThrow("for equality");
  });

  it("is rounded down to whole digits", () => {
    expect([0, 9.9e-13, 1e-12, 1.1e-12, 1e-17].map(digitsOf)).toEqual(["all", "12", "12", "11", "15"]);
  });

  it("takes names and places in a title for whatever stands there", () => {
    expect(new RegExp(titlePattern("$id ($title): %s + 1")).test("H1 (Walk): a + 1")).toBe(true);
    expect(new RegExp(titlePattern("t.test(x)")).test("t-test(x)")).toBe(false);
  });

  it("names programs as fixtures do", () => {
    expect(programsOf({ generator: { script: "a.R", version: "R version 4.2.2 Patched (2022-11-10 r83330), survival 3.5.3, jsonlite 1.8.4", seed: 3 } })).toBe("R 4.2.2, survival 3.5.3");
    expect(programsOf({ versions: { R: "4.2.2", coin: "1.4.2" } })).toBe("R 4.2.2, coin 1.4.2");
    expect(programsOf({ generator: { python: "3.11.7", mpmath: "1.3.0", digits: 60 } })).toBe("Python 3.11.7, mpmath 1.3.0");
    expect(programsOf({ software: "R version 4.2.2 (2022-10-31)" })).toBe("R 4.2.2");
  });
});
