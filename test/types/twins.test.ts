import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const files = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test-d.ts"))
  .sort();

interface Refusal {
  readonly line: number;
  /** The directive's comment: what is refused. */
  readonly comment: string;
  readonly hasTwin: boolean;
}

interface Statement {
  readonly block: ts.Node;
  readonly tokens: readonly string[];
  readonly line: number;
  readonly directive?: string;
}

/** The directives of a file, each with whether its block has a statement that differs in one token and is not refused. */
function refusalsIn(text: string): Refusal[] {
  const source = ts.createSourceFile("types.ts", text, ts.ScriptTarget.Latest, true);
  const statements: Statement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && !ts.isBlock(node)) {
      const comments = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).map(({ pos, end }) => text.slice(pos, end));
      const directive = comments.find((comment) => comment.includes("@ts-expect-error"));
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      statements.push({ block: node.parent, tokens: tokensOf(node.getText()), line, ...(directive !== undefined && { directive }) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return statements.flatMap(({ block, tokens, line, directive }) => {
    if (directive === undefined) return [];
    const hasTwin = statements.some((other) => other.directive === undefined && other.block === block && differInOneToken(tokens, other.tokens));
    return [{ line, comment: directive.replace(/^.*@ts-expect-error:? ?/, ""), hasTwin }];
  });
}

function tokensOf(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: string[] = [];
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenText());
  return tokens;
}

function differInOneToken(tokens: readonly string[], others: readonly string[]): boolean {
  return tokens.length === others.length && tokens.filter((token, index) => token !== others[index]).length === 1;
}

/** A key or a word that the types do not know; a field that is missing or written to has no other spelling. */
const speaksOfKey = /no such|misspelt/i;

describe("type tests", () => {
  it("there are some for every folder of the spine", () => {
    const folders = new Set(files.map((name) => name.split("/")[0]));
    for (const folder of ["change", "endpoint", "inference", "published", "response", "safety", "trajectory", "trial"]) expect(folders).toContain(folder);
  });

  it.each(files)("%s: every directive says what it refuses, and a refused key stands beside its twin", (name) => {
    const text = readFileSync(`${root}test/${name}`, "utf8");
    const refusals = refusalsIn(text);
    // A directive that is not above a statement of its own would go unseen.
    expect(refusals.length).toBe(text.split("@ts-expect-error").length - 1);
    expect(refusals.filter(({ comment }) => comment === "")).toEqual([]);
    expect(refusals.filter(({ comment, hasTwin }) => speaksOfKey.test(comment) && !hasTwin)).toEqual([]);
  });

  it("sees a refusal without a twin, and one whose twin differs in two tokens", () => {
    const alone = "{\n// @ts-expect-error: no such visit\nread({ to: 'V8' });\n}";
    const twoTokens = "{\nread({ from: 'V9' });\n// @ts-expect-error: no such visit\nread({ to: 'V8' });\n}";
    const paired = "{\nread({ to: 'V9' });\n// @ts-expect-error: no such visit\nread({ to: 'V8' });\n}";
    expect([alone, twoTokens, paired].map((text) => refusalsIn(text).map(({ hasTwin }) => hasTwin))).toEqual([[false], [false], [true]]);
  });
});
