import ts from "typescript";
import { type Expected, parseExpected } from "./expectedValue.ts";
import type { Snippet } from "./Snippet.ts";

/** A value that a snippet says an expression has. */
export interface Expectation {
  /** Where it stands: file and line. */
  readonly place: string;
  readonly expected: Expected;
}

export interface Instrumented {
  /** The snippet's code, with each expected expression wrapped in `__observe(index, …)`. */
  readonly code: string;
  readonly expectations: readonly Expectation[];
  /** What is wrong with the expectations as written. */
  readonly problems: readonly string[];
}

/**
 * Ties each `// => value` to the expression statement that ends on its line, or, where the comment has a line to itself, on
 * the line before. A literal may go on over further comment lines. `console.log(x); // => value` speaks of x.
 */
export function instrument(snippet: Snippet): Instrumented {
  const source = ts.createSourceFile("snippet.ts", snippet.code, ts.ScriptTarget.ES2022, true);
  const statements = expressionStatementsOf(source);
  const lines = snippet.code.split("\n");
  const expectations: Expectation[] = [];
  const problems: string[] = [];
  const insertions: { readonly at: number; readonly text: string }[] = [];

  for (const [index, line] of lines.entries()) {
    const column = line.search(/\/\/ ?=>/);
    if (column === -1 || isInsideText(source, source.getPositionOfLineAndCharacter(index, column))) continue;
    const place = `${snippet.file}:${snippet.line + index}`;
    const expected = readLiteral(lines, index, column);
    if (expected === undefined) {
      problems.push(`${place}: what follows // => is no JavaScript literal`);
      continue;
    }
    const observed = observedExpression(source, statements, line.slice(0, column).trim() === "" ? lineBefore(lines, index) : index);
    if (observed === undefined) {
      problems.push(`${place}: no expression statement ends here for // => to speak of`);
      continue;
    }
    insertions.push({ at: observed.getStart(), text: `__observe(${expectations.length}, (` }, { at: observed.end, text: "))" });
    expectations.push({ place, expected });
  }
  return { code: insertAll(snippet.code, insertions), expectations, problems };
}

function expressionStatementsOf(source: ts.SourceFile): readonly ts.ExpressionStatement[] {
  const found: ts.ExpressionStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether a position lies in a string, template or pattern, where slashes are no comment. */
function isInsideText(source: ts.SourceFile, position: number): boolean {
  const inside = (node: ts.Node): boolean => {
    const literal = ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node) || ts.isTemplateLiteralToken(node);
    if (literal && node.getStart() < position && position < node.end) return true;
    return ts.forEachChild(node, inside) ?? false;
  };
  return inside(source);
}

/** The literal after `// =>`, and after it as many whole-line comments as it takes to close. */
function readLiteral(lines: readonly string[], index: number, column: number): Expected | undefined {
  let text = lines[index]!.slice(column).replace(/^\/\/ ?=>\s*/, "").trim();
  for (let next = index + 1; ; next++) {
    const expected = parseExpected(text);
    const more = /^\s*\/\/(?! ?=>)(.*)$/.exec(lines[next] ?? "");
    if (expected !== undefined || more === null) return expected;
    text += `\n${more[1]!.trim()}`;
  }
}

/** The last line before `index` that is no comment. */
function lineBefore(lines: readonly string[], index: number): number {
  let line = index - 1;
  while (/^\s*\/\//.test(lines[line] ?? "")) line--;
  return line;
}

function observedExpression(source: ts.SourceFile, statements: readonly ts.ExpressionStatement[], line: number): ts.Expression | undefined {
  const ending = statements.filter((statement) => source.getLineAndCharacterOfPosition(statement.end).line === line);
  const outermost = ending.sort((a, b) => b.end - a.end || a.pos - b.pos)[0];
  if (outermost === undefined) return undefined;
  const { expression } = outermost;
  if (ts.isCallExpression(expression) && expression.expression.getText() === "console.log") return expression.arguments[0];
  return expression;
}

function insertAll(code: string, insertions: readonly { readonly at: number; readonly text: string }[]): string {
  return [...insertions].sort((a, b) => b.at - a.at).reduce((text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at), code);
}
