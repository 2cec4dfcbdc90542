import { readFileSync } from "node:fs";
import * as trialwise from "trialwise";
import { describe, expect, it } from "vitest";
import { runAnalyses as berry2019 } from "../../docs/examples/berry2019-simulated/analyses.ts";
import { runAnalyses as harris2024 } from "../../docs/examples/harris2024-simulated/analyses.ts";
import { runAnalyses as oh2018 } from "../../docs/examples/oh2018-simulated/analyses.ts";
import { runAnalyses as petrou2021 } from "../../docs/examples/petrou2021-simulated/analyses.ts";

const page = readFileSync(new URL("../../docs/analyses.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
  .map((line) => {
    const [, id = "", estimated = "", call = "", proven = ""] = line.split("|").map((cell) => cell.trim());
    return { id, estimated, call, proven };
  });

/** Functions that the code of a cell calls, and names that stand alone. */
function functionsIn(cell: string): readonly string[] {
  const snippets = [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  return snippets.flatMap((code) => (/^\w+$/.test(code) ? [code] : [...code.matchAll(/(\w+)\(/g)].map(([, name = ""]) => name)));
}

const isExported = (name: string) => typeof Reflect.get(trialwise, name) === "function";
const idsOf = (letter: string, last: number) => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

describe("the page of analyses", () => {
  it("has every row of the four papers once, in order", () => {
    expect(rows.map(({ id }) => id)).toEqual([...idsOf("O", 30), ...idsOf("B", 10), ...idsOf("P", 10), ...idsOf("H", 11)]);
    for (const { estimated, call, proven } of rows) for (const cell of [estimated, call, proven]) expect(cell).not.toBe("");
  });

  it("names only functions that are exported", () => {
    const named = rows.flatMap(({ id, call }) => functionsIn(call).map((name) => ({ id, name })));
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter(({ name }) => !isExported(name))).toEqual([]);
    expect(isExported("changeFromBase")).toBe(false);
  });

  it("every row has a call, refers to another row, or says that none is offered", () => {
    for (const { id, call } of rows) expect(functionsIn(call).length > 0 || /\b[OBPH]\d+\b|the same|not offered|the calls above/.test(call), id).toBe(true);
  });

  it("what it says is compared with R is: no more and no less", () => {
    const said = rows.filter(({ proven }) => proven.startsWith("yes")).map(({ id }) => id);
    expect(said).toEqual([...oh2018(), ...berry2019(), ...petrou2021(), ...harris2024()].map(({ id }) => id));
  });
});
