import { describe, expect, it } from "vitest";
import ts from "typescript";
import { findAmbientUses } from "./ambient.ts";
import { filesUnder, readRepositoryFile, repositoryRoot } from "./repository.ts";
import { writeTemporaryTree } from "./temporaryTree.ts";

/** What the compiler finds in files where nothing but the language itself is declared: no Node, no browser. */
function errorsWithoutPlatform(files: readonly string[]): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
  };
  const program = ts.createProgram(files, options);
  return files.flatMap((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
  );
}

describe("ambient values", () => {
  it("src uses no clock, randomness or locale, and nothing that engines round differently", () => {
    const uses = filesUnder("src").flatMap((path) => findAmbientUses(path, readRepositoryFile(path)).map((use) => `${path}:${use}`));
    expect(uses).toEqual([]);
  });

  it("src compiles where neither Node nor a browser is declared", () => {
    const names = filesUnder("src").map((path) => repositoryRoot + path);
    expect(errorsWithoutPlatform(names).filter((message) => message.includes("Cannot find name"))).toEqual([]);
    // The compiler reads all of src, which takes a while on a busy machine.
  }, 240_000);

  it.each([
    "const now = new Date();",
    "const now = new Date;",
    "const now = Date();",
    "const now = Date.now();",
    "const now = Date['now']();",
    "const Clock = Date;",
    "const { now } = Date;",
    "const make = { clock: Date };",
    "const x = Math.random();",
    "const x = Math['random']();",
    "const { random } = Math;",
    "const e = Math.exp(1);",
    "const logs = [1, 2].map(Math.log);",
    "const { exp } = Math;",
    "const e = Math['exp'](1);",
    "const cube = (x: number) => x ** 3;",
    "const unit = (k: number) => 10 ** k;",
    "const scale = (k: number) => 2 ** k;",
    "const root = 2 ** 0.5;",
    "let x = 1.1; x **= 2;",
    "const world = globalThis;",
    "const text = new Intl.NumberFormat().format(1);",
    "const code = eval('1');",
    "const code = new Function('return 1');",
    "const order = 'a'.localeCompare('b');",
    "const text = (1.5).toLocaleString();",
    "const { localeCompare } = 'a';",
    "const zone = new Date(0).getTimezoneOffset();",
    "const hour = new Date(0).getHours();",
    "const noon = new Date(0).setHours(12);",
    "const day = new Date(2012, 0, 1);",
  ])("refuses %s", (text) => {
    expect(findAmbientUses("offender.ts", text)).toHaveLength(1);
  });

  it.each([
    "const x = Math.sqrt(2) * Math.PI;",
    "const square = (x: number) => x ** 2 + (x + 1) ** 2;",
    "const most = 2 ** 30 * 2 ** -26;",
    "const big = (k: number) => 10n ** BigInt(k);",
    "const day = new Date(0).getUTCHours();",
    "const day = new Date(Date.UTC(2012, 0, 1));",
    "const isDate = (value: unknown): value is Date => value instanceof Date;",
    "interface Row { readonly Date: Date; readonly Math: number }",
    "const row = { Date: 1, random: 2 };",
    "const compare = (a: string, b: string) => (a < b ? -1 : 1);",
    "// Math.random() and new Date() in a comment, and 'Date.now()' in text",
  ])("lets pass %s", (text) => {
    expect(findAmbientUses("allowed.ts", text)).toEqual([]);
  });

  it.each(["console.log(1);", "export const t = performance.now();", "export const e = process.env;", "export const b = crypto.randomUUID();", "setTimeout(() => 1, 1);"])(
    "does not compile %s",
    (text) => {
      const tree = writeTemporaryTree({ "offender.ts": text });
      const errors = errorsWithoutPlatform([`${tree.root}/offender.ts`]);
      tree.remove();
      expect(errors.join()).toContain("Cannot find name");
    },
  );
});
