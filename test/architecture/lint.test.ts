import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryRoot } from "./repository.ts";
import { writeTemporaryTree } from "./temporaryTree.ts";

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

function diagnosticsIn(files: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const tree = writeTemporaryTree({ ".oxlintrc.json": readRepositoryFile(".oxlintrc.json"), ...files });
  const { stdout } = spawnSync(`${repositoryRoot}node_modules/.bin/oxlint`, ["--format", "json"], { cwd: tree.root, encoding: "utf8", maxBuffer: 1e8 });
  tree.remove();
  return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
}

/** For each rule that the configuration names, a file that breaks it. */
const offenders: readonly { readonly rule: string; readonly text: string }[] = [
  { rule: "eslint(eqeqeq)", text: "export const same = (a: number, b: number) => a == b;" },
  { rule: "eslint(no-var)", text: "export var a = 1;" },
  { rule: "eslint(prefer-const)", text: "let a = 1; export const b = () => a;" },
  { rule: "typescript(no-explicit-any)", text: "export const f = (a: any) => a;" },
  { rule: "typescript(ban-ts-comment)", text: "// @ts-ignore\nexport const a: string = 1;" },
  { rule: "typescript(consistent-type-imports)", text: `import { A } from "./types.ts"; export type B = A;` },
  { rule: "import(no-default-export)", text: "export default 1;" },
  { rule: "eslint(no-console)", text: "console.log(1); export {};" },
  { rule: "eslint(no-restricted-globals)", text: "export const e = process.env;" },
  { rule: "eslint(no-restricted-globals)", text: "export const t = performance.now();" },
  { rule: "eslint(no-restricted-globals)", text: "export const id = crypto.randomUUID();" },
  { rule: "eslint(no-restricted-globals)", text: "export const page = () => fetch('https://example.org');" },
  { rule: "eslint(no-restricted-properties)", text: "export const x = Math.random();" },
  { rule: "eslint(no-restricted-properties)", text: "export const now = Date.now();" },
  { rule: "eslint(no-restricted-properties)", text: "export const e = Math.exp(1);" },
  { rule: "eslint(no-restricted-properties)", text: "export const logs = [1, 2].map(Math.log);" },
];

const fileOf = (index: number) => `src/change/offender${index}.ts`;

describe("lint rules", () => {
  let diagnostics: readonly Diagnostic[] = [];
  beforeAll(() => {
    diagnostics = diagnosticsIn({
      "src/change/types.ts": "export type A = number;",
      ...Object.fromEntries(offenders.map(({ text }, index) => [fileOf(index), `${text}\n`])),
    });
  });

  it.each(offenders.map((offender, index) => ({ ...offender, index })))("$rule refuses $text", ({ rule, index }) => {
    expect(diagnostics.filter(({ filename }) => filename.endsWith(fileOf(index))).map(({ code }) => code)).toContain(rule);
  });

  it("every rule that the configuration turns on has an offender here", () => {
    const { rules, overrides } = JSON.parse(readRepositoryFile(".oxlintrc.json")) as {
      rules: Record<string, unknown>;
      overrides: { rules: Record<string, unknown> }[];
    };
    const named = [rules, ...overrides.map((override) => override.rules)].flatMap((set) =>
      Object.entries(set).filter(([, level]) => level !== "off").map(([name]) => name.split("/").at(-1)!),
    );
    expect(named.filter((name) => !offenders.some(({ rule }) => rule.includes(`(${name})`)))).toEqual([]);
  });

  it("lets an ordinary file pass", () => {
    const text = `import type { A } from "./types.ts";\n\nexport const twice = (a: A): A => 2 * a;\n`;
    expect(diagnosticsIn({ "src/change/types.ts": "export type A = number;\n", "src/change/twice.ts": text })).toEqual([]);
  });
});
