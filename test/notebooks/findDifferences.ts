import { type CodeCell, isCode, type Notebook, type Output, type Text, textOf } from "./Notebook.ts";

/** Where the outputs of two runs of a notebook differ, one line for each cell, with the first place in it; none where all are equal. */
export function findDifferences(name: string, committed: Notebook, executed: Notebook): readonly string[] {
  return committed.cells.flatMap((cell, index) => {
    const other = executed.cells[index];
    if (!isCode(cell) || other === undefined || !isCode(other)) return [];
    const difference = outputsDiffer(cell, other);
    return difference === undefined ? [] : [`${name}, cell "${cell.id}": ${difference}`];
  });
}

function outputsDiffer(committed: CodeCell, executed: CodeCell): string | undefined {
  if (committed.outputs.length !== executed.outputs.length) return `${committed.outputs.length} outputs are committed, ${executed.outputs.length} came out`;
  if (committed.execution_count !== executed.execution_count) return `its number is ${committed.execution_count}, and should be ${executed.execution_count}`;
  const own = committed.outputs.map(linesOf).flat();
  const others = executed.outputs.map(linesOf).flat();
  const at = [...own, "nothing"].findIndex((line, index) => line !== others[index]);
  return own.length === others.length && at === own.length ? undefined : `committed is ${excerpt(own[at], others[at])}, but ${excerpt(others[at], own[at])} came out`;
}

/** An output line by line, whether its texts are kept as strings or as lists of lines. */
function linesOf(output: Output): readonly string[] {
  return JSON.stringify(output, (_, value: unknown) => (isLines(value) ? textOf(value) : value), 1).split("\n").flatMap((line) => line.split(String.raw`\n`));
}

function isLines(value: unknown): value is Text {
  return Array.isArray(value) && value.length > 0 && value.every((line, index) => typeof line === "string" && (index === value.length - 1 || line.endsWith("\n")));
}

/** The neighbourhood of where a line begins to differ from another. */
function excerpt(line: string | undefined, other: string | undefined): string {
  if (line === undefined) return "nothing";
  const at = [...line].findIndex((character, index) => character !== other?.[index]);
  const start = Math.max(0, at - 30);
  return `“${start > 0 ? "…" : ""}${line.slice(start, start + 80).trim()}”`;
}
