import { describe, expect, it } from "vitest";
import { filesUnder, readRepositoryFile } from "../architecture/repository.ts";
import { executeNotebooks, findPython } from "./executeNotebooks.ts";
import { findDifferences } from "./findDifferences.ts";
import { type CodeCell, isCode, type Notebook, notebookMetadata, notebookText, type Output, parseNotebook, textOf } from "./Notebook.ts";

const paths = filesUnder("docs/notebooks").filter((path) => path.endsWith(".ipynb"));

/** Text and code of an output, whatever it is. */
const outputText = (output: Output) => JSON.stringify(output).replaceAll(String.raw`\"`, '"');

describe.each(paths)("%s", (path) => {
  const text = readRepositoryFile(path);
  const notebook = parseNotebook(text);
  const cells = notebook.cells.filter(isCode);
  const outputs = cells.flatMap((cell) => cell.outputs);
  const shown = outputs.filter(({ data = {} }) => "text/html" in data || "image/svg+xml" in data);

  it("is committed as the executor writes it, executed from the first cell to the last", () => {
    expect(text).toBe(notebookText(notebook));
    expect(notebook.metadata).toEqual(notebookMetadata);
    expect(cells.map((cell) => cell.execution_count)).toEqual(cells.map((_, index) => index + 1));
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
    expect(outputs.filter(({ output_type: type }) => type !== "execute_result")).toEqual([]);
  });

  it("names no place on a machine and no registry", () => {
    expect(text).not.toMatch(/file:\/\/|\/(?:tmp|home|root|work|usr|var|Users)\/|registry\./);
  });

  it("has a table, and a picture beside each chart", () => {
    const charts = outputs.filter(({ data = {} }) => "application/vnd.vegalite.v5+json" in data);
    expect(outputs.some(({ data = {} }) => "text/html" in data)).toBe(true);
    expect(charts.length).toBeGreaterThan(0);
    for (const { data = {} } of charts) expect(textOf(data["image/svg+xml"] as string)).toMatch(/^<svg[^]*<\/svg>$/);
  });

  it("says in its prose no number that is not in its code or outputs", () => {
    const computed = [...cells.map((cell) => textOf(cell.source)), ...outputs.map(outputText)].join("\n");
    const prose = notebook.cells.filter(({ cell_type: type }) => type === "markdown").map(({ source }) => textOf(source).replaceAll(/\[doi:[^\]]*\]\([^)]*\)|\]\([^)]*\)/g, ""));
    const numbers = prose.flatMap((paragraph) => [...paragraph.matchAll(/(?<![\d.])\d+\.\d+(?![\d.])/g)].map(([number]) => number));
    expect(numbers.filter((number) => !computed.includes(number))).toEqual([]);
  });

  it("calls data that are made up by that name, wherever they are shown", () => {
    const madeUp = /\b(?:invented|simulated)\b/i;
    if (!madeUp.test(notebook.cells.map(({ source }) => textOf(source)).join("\n"))) return;
    expect(shown.map(outputText).filter((each) => !madeUp.test(each))).toEqual([]);
  });
});

const cell = (id: string, source: string, ...outputs: readonly Output[]): CodeCell => ({ cell_type: "code", execution_count: 1, id, metadata: {}, outputs, source });
const notebookOf = (...cells: readonly CodeCell[]): Notebook => ({ cells, metadata: notebookMetadata, nbformat: 4, nbformat_minor: 5 });
const result = (data: Readonly<Record<string, unknown>>): Output => ({ output_type: "execute_result", data, execution_count: 1, metadata: {} });

describe("the comparison of two runs", () => {
  const differences = (committed: Output, executed: Output) => findDifferences("a.ipynb", notebookOf(cell("first", "x;", committed)), notebookOf(cell("first", "x;", executed)));
  const chart = (value: number) => result({ "application/vnd.vegalite.v5+json": { data: { values: [{ arm: "msc", mean: value }] } }, "text/plain": "Means" });

  it("finds none between a notebook and itself, however its lines and keys are kept", () => {
    for (const path of paths) expect(findDifferences(path, parseNotebook(readRepositoryFile(path)), parseNotebook(readRepositoryFile(path)))).toEqual([]);
    expect(differences(result({ "text/plain": "a\nb" }), result({ "text/plain": ["a\n", "b"] }))).toEqual([]);
    expect(differences(result({ a: { b: 1, c: 2 } }), result({ a: { c: 2, b: 1 } }))).toEqual([]);
  });

  it("names the cell and the number that changed, in text, tables and charts", () => {
    expect(differences(result({ "text/plain": "p 0.041" }), result({ "text/plain": "p 0.042" }))).toEqual([
      'a.ipynb, cell "first": committed is “"text/plain": "p 0.041"”, but “"text/plain": "p 0.042"” came out',
    ]);
    expect(differences(result({ "text/html": ["<td>1</td>\n", "<td>2</td>"] }), result({ "text/html": ["<td>1</td>\n", "<td>3</td>"] }))).toHaveLength(1);
    expect(differences(chart(1.25), chart(1.2500000000000002))).toHaveLength(1);
    expect(differences(chart(1.25), chart(1.25))).toEqual([]);
  });

  it("finds any digit of a committed notebook that is altered", () => {
    for (const path of paths) {
      const committed = parseNotebook(readRepositoryFile(path));
      const altered = (index: number): Notebook => ({
        ...committed,
        cells: committed.cells.map((each, at) => (at === index && isCode(each) ? { ...each, outputs: JSON.parse(JSON.stringify(each.outputs).replace(/(?<="text\/plain":[^\d]*)\d/, (digit) => String((Number(digit) + 1) % 10))) as Output[] } : each)),
      });
      const withNumbers = committed.cells.flatMap((each, index) => (isCode(each) && /"text\/plain":[^\d]*\d/.test(JSON.stringify(each.outputs)) ? [index] : []));
      expect(withNumbers.length).toBeGreaterThan(3);
      for (const index of withNumbers) expect(findDifferences(path, committed, altered(index))).toHaveLength(1);
    }
  });

  it("finds an output too many or too few, and another order of execution", () => {
    const one = notebookOf(cell("first", "x;", result({ "text/plain": "1" })));
    expect(findDifferences("a.ipynb", one, notebookOf(cell("first", "x;")))).toEqual(['a.ipynb, cell "first": 1 outputs are committed, 0 came out']);
    expect(findDifferences("a.ipynb", notebookOf({ ...cell("first", "x;"), execution_count: null }), notebookOf(cell("first", "x;")))).toHaveLength(1);
  });
});

const python = findPython();

describe("execution", () => {
  it.skipIf(python === undefined)("runs cells in one kernel, and stops at one that throws (skipped where nbclient is not installed)", async () => {
    const run = (...sources: readonly string[]) => executeNotebooks(python!, ".", new Map([["a.ipynb", notebookOf(...sources.map((source, index) => cell(`cell${index}`, source)))]]));
    const executed = await run("const x: number = 21;", "2 * x;");
    expect(executed.get("a.ipynb")?.cells.filter(isCode).map((each) => each.outputs)).toEqual([[], [{ ...result({ "text/plain": ["42"] }), execution_count: 2 }]]);
    await expect(run('throw new Error("out of range");')).rejects.toThrow("out of range");
  });
});
