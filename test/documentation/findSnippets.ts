import ts from "typescript";
import type { Snippet } from "./Snippet.ts";

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * The ```ts blocks of a Markdown page. A block marked `no-run` is type-checked only. A block marked `continued` goes on
 * from the block before it, and sees its names.
 */
export function findMarkdownSnippets(file: string, text: string): readonly Snippet[] {
  return findBlocks(file, text.split("\n").map((line, index) => ({ number: index + 1, text: line })));
}

/** The ```ts blocks in the doc comments of a source file. */
export function findDocCommentSnippets(file: string, text: string): readonly Snippet[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  return docCommentsOf(source).flatMap(({ pos, end }) => {
    const first = source.getLineAndCharacterOfPosition(pos).line + 1;
    const lines = text.slice(pos, end).split("\n");
    return findBlocks(file, lines.map((line, index) => ({ number: first + index, text: line.replace(/^\s*\* ?/, "") })));
  });
}

function docCommentsOf(source: ts.SourceFile): readonly ts.TextRange[] {
  const found = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    for (const comment of ts.getJSDocCommentsAndTags(node)) if (ts.isJSDoc(comment)) found.set(comment.pos, comment);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()].sort((a, b) => a.pos - b.pos);
}

function findBlocks(file: string, lines: readonly Line[]): readonly Snippet[] {
  const snippets: Snippet[] = [];
  let open: { readonly indent: string; readonly words: readonly string[]; readonly line: number; readonly code: string[] } | undefined;
  for (const { number, text } of lines) {
    const fence = /^(\s*)```(.*)$/.exec(text);
    if (open === undefined) {
      if (fence !== null) open = { indent: fence[1]!, words: fence[2]!.trim().split(/\s+/), line: number + 1, code: [] };
    } else if (fence === null) {
      open.code.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
    } else {
      if (open.words[0] === "typescript") throw new Error(`${file}:${open.line - 1}: mark the block ts, so that it is run`);
      if (open.words[0] === "ts") addBlock(snippets, file, open.line, open.code.join("\n"), open.words.slice(1));
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line - 1}: a code block is not closed`);
  return snippets;
}

function addBlock(snippets: Snippet[], file: string, line: number, code: string, marks: readonly string[]): void {
  const unknown = marks.find((mark) => mark !== "no-run" && mark !== "continued");
  if (unknown !== undefined) throw new Error(`${file}:${line - 1}: a ts block may be marked no-run or continued; found ${unknown}`);
  const run = !marks.includes("no-run");
  if (!marks.includes("continued")) {
    snippets.push({ file, line, code, run });
    return;
  }
  const before = snippets.pop();
  if (before === undefined) throw new Error(`${file}:${line - 1}: there is no block to go on from`);
  // Blank lines stand for the prose between, so that line numbers stay the page's own.
  const gap = line - before.line - before.code.split("\n").length;
  snippets.push({ file, line: before.line, code: `${before.code}\n${"\n".repeat(gap)}${code}`, run: before.run && run });
}
