import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/repository.ts";
import { createRepositoryProgram, repositoryOptions } from "../architecture/repositoryProgram.ts";
import { findMismatch, parseExpected } from "./expectedValue.ts";
import { findDocCommentSnippets, findMarkdownSnippets } from "./findSnippets.ts";
import { findUndocumented } from "./findUndocumented.ts";
import { runSnippet } from "./runSnippet.ts";
import type { Snippet } from "./Snippet.ts";
import { typeCheckSnippets } from "./typeCheckSnippets.ts";

function snippetOf(...lines: readonly string[]): Snippet {
  return { file: "page.md", line: 10, code: lines.join("\n"), run: true };
}

function problemsIn(...lines: readonly string[]): Promise<readonly string[]> {
  return runSnippet(snippetOf(...lines));
}

describe("finding snippets", () => {
  const page = ["# Page", "```sh", "npm test", "```", "```ts", "const a = 1;", "```", "Then:", "  ```ts continued", "  a; // => 1", "  ```", "```ts no-run", "b();", "```"];

  it("takes the ts blocks of a page, with their lines and marks", () => {
    const [first, second] = findMarkdownSnippets("page.md", page.join("\n"));
    expect(first).toEqual({ file: "page.md", line: 6, code: "const a = 1;\n\n\n\na; // => 1", run: true });
    expect(second).toEqual({ file: "page.md", line: 13, code: "b();", run: false });
  });

  it("refuses an unknown mark, a block that would pass unseen and a block without an end", () => {
    expect(() => findMarkdownSnippets("page.md", "```typescript\n1;\n```")).toThrow("page.md:1: mark the block ts, so that it is run");
    expect(() => findMarkdownSnippets("page.md", "```ts norun\n```")).toThrow("page.md:1: a ts block may be marked no-run or continued; found norun");
    expect(() => findMarkdownSnippets("page.md", "text\n```ts\n1;")).toThrow("page.md:2: a code block is not closed");
  });

  it("takes the ts blocks of doc comments, members' included", () => {
    const source = ["/**", " * Text.", " *", " * @example", " * ```ts", " * f(); // => 1", " * ```", " */", "export const f = () => 1;"];
    const member = ["export interface A {", "  /**", "   * ```ts", "   * g();", "   * ```", "   */", "  readonly b: number;", "}"];
    expect(findDocCommentSnippets("src/f.ts", source.join("\n"))).toEqual([{ file: "src/f.ts", line: 6, code: "f(); // => 1", run: true }]);
    expect(findDocCommentSnippets("src/a.ts", member.join("\n"))).toEqual([{ file: "src/a.ts", line: 4, code: "g();", run: true }]);
  });
});

describe("comparing values", () => {
  it.each([
    ["2.98", 2.9791],
    ["2.98", 2.975000001],
    ["-2.5", -2.45000001],
    ["0.13", 0.125],
    ["-0.13", -0.125],
    ["0.30000000000000004", 0.1 + 0.2],
    ["1.2e-7", 1.2345e-7],
    ["1.00e-6", 9.996e-7],
    ["1_000", 1000],
    ["3", 3],
    [".5", 0.5],
    ["NaN", Number.NaN],
    ["-Infinity", -Infinity],
    ["undefined", undefined],
    ["null", null],
    ["'a'", "a"],
    ["[1, 2.5]", [1, 2.46]],
    ["[1, 2]", Float64Array.of(1, 2)],
    ["{ a: { 'b-c': [1.0] }, d: \"x\" }", { d: "x", a: { "b-c": [1.04] } }],
  ])("%s stands for %s", (text, value) => {
    expect(findMismatch(parseExpected(text)!, value)).toBeUndefined();
  });

  it.each([
    ["2.98", 2.9749],
    ["2.98", 2.9851],
    ["3", 2.98],
    ["3", 3.0000000001],
    ["0", -0],
    ["1.2e-7", 1.26e-7],
    ["2.98", "2.98"],
    ["0.5", -0.5],
    ["null", undefined],
    ["'a'", "b"],
    ["[1]", [1, 2]],
    ["[1]", { 0: 1 }],
    ["{ a: 1 }", { a: 1, b: 2 }],
    ["{ a: 1, b: 2 }", { a: 1 }],
    ["{ a: 1 }", { a: 2 }],
    ["{ a: 1 }", null],
    ["{}", []],
  ])("%s does not stand for %s", (text, value) => {
    expect(findMismatch(parseExpected(text)!, value)).toBeDefined();
  });

  it.each(["2.98 points", "about 3", "f()", "{ a }", "{ ...a }", "1); f(", "", "[1,", "{ a: 1", "`${a}`"])("%s is no literal", (text) => {
    expect(parseExpected(text)).toBeUndefined();
  });
});

describe("running a snippet", () => {
  it("passes what is right: statements, blocks, several lines, console.log, await, several imports", async () => {
    const problems = await problemsIn(
      `import { attempt, type Attempt } from "trialwise";`,
      `import { isTrialwiseError } from "trialwise/result";`,
      `1 + 1; // => 2`,
      `attempt(() => ({`,
      `  half: 0.5,`,
      `})); // => { ok: true, value: { half: 0.5 } }`,
      `if (true) {`,
      `  isTrialwiseError(1); // => false`,
      `}`,
      `console.log("a" + "b"); // => "ab"`,
      `await Promise.resolve([1, 2]);`,
      `// => [`,
      `//   1,`,
      `//   2,`,
      `// ]`,
      `const url = "https://example.org // => 3";`,
      `[1, 2].map((x) => {`,
      `  x > 0; // => true`,
      `  return x / 3;`,
      `}); // => [0.333, 0.667]`,
    );
    expect(problems).toEqual([]);
  });

  it("reports a wrong value with file and line", async () => {
    expect(await problemsIn("const a = 1;", "a; // => 2")).toEqual(["page.md:11: value is 1, printed as 2"]);
    expect(await problemsIn("({ a: [1, 2] }); // => { a: [1, 3] }")).toEqual(["page.md:10: value.a[1] is 2, printed as 3"]);
    expect(await problemsIn("console.log(1); // => 2")).toEqual(["page.md:10: value is 1, printed as 2"]);
  });

  it("reports a comment that belongs to no expression, or holds no literal", async () => {
    expect(await problemsIn("const a = 1; // => 1")).toEqual(["page.md:10: no expression statement ends here for // => to speak of"]);
    expect(await problemsIn("1; // => one")).toEqual(["page.md:10: what follows // => is no JavaScript literal"]);
  });

  it("reports an expression that is never reached, and an error thrown", async () => {
    expect(await problemsIn("const f = () => {", "  1; // => 1", "};")).toEqual(["page.md:11: was never reached"]);
    expect(await problemsIn("1; // => 1", "throw new RangeError('level');")).toEqual(["page.md:10: threw RangeError: level"]);
  });
});

describe("type-checking snippets", () => {
  it("passes what is right, and reports an error with file and line", () => {
    const right = snippetOf(`import { attempt, Attempt } from "trialwise";`, `const a: Attempt<number> = attempt(() => 1);`, `a.ok;`);
    const wrong = { ...snippetOf(`import { attempt } from "trialwise";`, `const a: string = attempt(() => 1);`), line: 30 };
    const missing = { ...snippetOf(`import { noSuchName } from "trialwise";`), line: 40 };
    const problems = typeCheckSnippets([right, wrong, missing]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("page.md:31: Type 'Attempt<number>' is not assignable to type 'string'");
    expect(problems[1]).toContain(`page.md:40: Module '"trialwise"' has no exported member 'noSuchName'`);
  });
});

describe("finding undocumented functions", () => {
  const path = `${repositoryRoot}virtual.ts`;
  const check = (text: string, needsValue = true) =>
    findUndocumented(createRepositoryProgram([], repositoryOptions(), new Map([[path, text]])), [path], () => needsValue);
  const comment = (...lines: readonly string[]) => `/**\n${["It does.", "", "@example", ...lines].map((line) => ` * ${line}`).join("\n")}\n */\n`;

  it("reports a function without a doc comment, an example, a ts block or a value", () => {
    expect(check("export function f() {}")).toEqual([`${path}:1: f has no doc comment`]);
    expect(check("/** It does. */ export const f = () => 1;")[0]).toContain("f has no @example with a ```ts block");
    expect(check(`${comment("f();")}export function f() {}`)[0]).toContain("f has no @example with a ```ts block");
    expect(check(`${comment("```ts", "f();", "```")}export function f() {}`)[0]).toContain("f prints no value");
  });

  it("passes a documented function, and looks at functions alone", () => {
    expect(check(`${comment("```ts", "f(); // => 1", "```")}export function f() { return 1; }`)).toEqual([]);
    expect(check(`${comment("```ts", "f();", "```")}export function f() { return 1; }`, false)).toEqual([]);
    expect(check("export const a = 1; export interface B { readonly c: () => void } export class D {}")).toEqual([]);
  });
});
