import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { studentTTest } from "trialwise";
import { display, renderHtml, renderText } from "trialwise/report";
import type { Table } from "trialwise/report";
import { repositoryRoot } from "../architecture/repository.ts";
import { deepFreeze } from "../deepFreeze.ts";

const symbol = Symbol.for("Jupyter.display");
const table: Table = deepFreeze({ title: "Events", columns: [{ label: "n", align: "right" }], groups: [{ rows: [{ cells: ["<b>1</b>"] }] }], footnotes: [] });
const bundleOf = (value: object) => display(value)[symbol]?.();

describe("display", () => {
  it("a table is HTML and text", () => {
    expect(bundleOf(table)).toEqual({ "text/html": renderHtml(table), "text/plain": renderText(table) });
  });

  it("a Vega-Lite 5 specification is a chart; another schema is data like any other", () => {
    const spec = deepFreeze({ $schema: "https://vega.github.io/schema/vega-lite/v5.json", title: "Survival", mark: "line" });
    expect(bundleOf(spec)).toEqual({ "application/vnd.vegalite.v5+json": spec, "text/plain": "Survival" });
    expect(bundleOf({ $schema: "https://vega.github.io/schema/vega-lite/v5.20.1.json" })?.["text/plain"]).toBe("Chart (Vega-Lite 5)");
    expect(Object.keys(bundleOf({ $schema: "https://vega.github.io/schema/vega-lite/v6.json" }) ?? {})).toEqual(["text/html", "text/plain"]);
  });

  it("a result is a table of its statistics, with the reasons of what is missing", () => {
    const bundle = bundleOf(deepFreeze(studentTTest({ treatment: [1, 2, 4], control: [2, 5, 9] }, { alternative: "less" })));
    expect(bundle?.["text/html"]).toContain("<table>");
    expect(bundle?.["text/plain"]).toMatch(/interval\.lower\s+– unbounded/);
    expect(bundle?.["text/plain"]).not.toMatch(/undefined|NaN/);
  });

  it("refuses what cannot be shown", () => {
    for (const wrong of [null, undefined, 3, "x"]) expect(() => display(wrong as never)).toThrow("display: a table, a chart or a result is needed");
    expect(() => display({ ...table, columns: [] })).toThrow("a table needs at least one column");
  });

  const deno = `${repositoryRoot}node_modules/.bin/deno`;
  it.skipIf(!existsSync(deno))("works in Deno, from the source and without permissions", () => {
    const program = `
      import { display } from "./src/report/display.ts";
      import { studentTTest } from "./src/inference/studentTTest.ts";
      const bundle = display(studentTTest({ treatment: [1, 2, 4], control: [2, 5, 9] }))[Symbol.for("Jupyter.display")]();
      console.log(Object.keys(bundle).join() + " " + bundle["text/plain"].includes("pValue"));
    `;
    const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
    const printed = execFileSync(deno, ["run", "--no-remote", "--no-check", "--quiet", "--ext=ts", "-"], { cwd: repositoryRoot, input: program, env, encoding: "utf8" });
    expect(printed.trim()).toBe("text/html,text/plain true");
  });
});
