import { describe, expect, it } from "vitest";
import { notebookMetadata, type Cell, type Notebook } from "../notebooks/Notebook.ts";
import { notebookPage } from "./notebookPage.ts";

const notebookOf = (...cells: Cell[]): Notebook => ({ cells, metadata: notebookMetadata, nbformat: 4, nbformat_minor: 5 });
const said = (source: string): Cell => ({ cell_type: "markdown", id: "a", metadata: {}, source });
const shown = (source: string, data: Readonly<Record<string, unknown>>): Cell => ({ cell_type: "code", execution_count: 1, id: "b", metadata: {}, outputs: [{ output_type: "execute_result", data }], source });
const page = (...cells: Cell[]) => notebookPage(notebookOf(...cells), "docs/notebooks", "site/notebooks");

describe("a notebook as a page of the site", () => {
  it("has its text, its code and what its cells showed, the richest way", () => {
    expect(page(said("# Title"), shown("f(`x`);", { "text/plain": ["a", "b"] }))).toBe("# Title\n\n```ts\nf(`x`);\n```\n\n```text\nab\n```\n");
    expect(page(shown("t;", { "text/html": "<table>\n\n<tr></tr></table>", "text/plain": "t" }))).toContain("<table>\n<tr></tr></table>");
    const picture = page(shown("c;", { "image/svg+xml": "<svg/>", "text/plain": 'A "chart"' }));
    expect(picture).toContain(`<img alt="A &quot;chart&quot;" src="data:image/svg+xml;base64,${Buffer.from("<svg/>").toString("base64")}">`);
    expect(page(shown("```", {}))).toBe("````ts\n```\n````\n");
  });

  it("leads to the pages that its links led to", () => {
    expect(page(said("[a](../charts.md#x) [b](oh2018.ipynb) [c](https://example.org) [d](#here)"))).toBe("[a](../../docs/charts.md#x) [b](oh2018.md) [c](https://example.org) [d](#here)\n");
  });
});
