import { type CodeCell, isCode, type Notebook, type Output, type Text, textOf } from "./Notebook.ts";

/** Where the outputs of two runs of a notebook differ: one line for each such cell, with the first difference in it. */
export function findDifferences(name: string, committed: Notebook, executed: Notebook): readonly string[] {
  return committed.cells.flatMap((cell, index) => {
    const other = executed.cells[index];
    if (!isCode(cell) || other === undefined || !isCode(other)) return [];
    const difference = differenceBetween(cell, other);
    return difference === undefined ? [] : [`${name}, cell "${cell.id}": ${difference}`];
  });
}

function differenceBetween(committed: CodeCell, executed: CodeCell): string | undefined {
  if (committed.execution_count !== executed.execution_count) return `committed as number ${committed.execution_count}, executed as number ${executed.execution_count}`;
  if (committed.outputs.length !== executed.outputs.length) return `${committed.outputs.length} outputs are committed, ${executed.outputs.length} came out`;
  const own = committed.outputs.flatMap(linesOf);
  const others = executed.outputs.flatMap(linesOf);
  const count = Math.max(own.length, others.length);
  const at = Array.from({ length: count }, (_, index) => index).find((index) => own[index] !== others[index]);
  return at === undefined ? undefined : `committed is ${excerpt(own[at], others[at])}, but ${excerpt(others[at], own[at])} came out`;
}

/** An output line by line, whether its texts are kept as strings or as lists of lines. */
function linesOf(output: Output): readonly string[] {
  const json = JSON.stringify(output, (_, value: unknown) => (isLines(value) ? textOf(value) : inOrder(value)), 1);
  return json.split("\n").flatMap((line) => line.split(String.raw`\n`));
}

function isLines(value: unknown): value is Text {
  return Array.isArray(value) && value.length > 0 && value.every((line, index) => typeof line === "string" && (index === value.length - 1 || line.endsWith("\n")));
}

/** An object's keys have an order in memory, which a file need not keep. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The neighbourhood of the place where a line begins to differ from another. */
function excerpt(line: string | undefined, other: string | undefined): string {
  if (line === undefined) return "nothing";
  const at = [...line].findIndex((character, index) => character !== other?.[index]);
  const start = Math.max(0, at - 30);
  return `“${start > 0 ? "…" : ""}${line.slice(start, start + 80).trim()}”`;
}
