import { existsSync } from "node:fs";
import ts from "typescript";
import { filesUnder, readRepositoryFile, repositoryRoot } from "./architecture/repository.ts";

interface TestTitle {
  /** The test file, from the repository's root. */
  readonly file: string;
  /** The test's title, as it stands in the file. */
  readonly test: string;
}

/** The four proofs of a calculator, as test/<folder>/proofs.ts lists them. */
export interface Proofs {
  /** A published or hand-worked example. */
  readonly example: TestTitle;
  /** Values from another program: the script that made them, and what it wrote. */
  readonly reference: TestTitle & { readonly script: string; readonly fixture: string };
  /** A second implementation that goes another way. */
  readonly naive: TestTitle & { readonly implementation: string };
  /** What must hold for any input. */
  readonly properties: TestTitle;
}

/** The entries of every test/<folder>/proofs.ts. */
export async function readProofs(): Promise<ReadonlyMap<string, Proofs>> {
  const files = filesUnder("test").filter((path) => /^test\/[^/]+\/proofs\.ts$/.test(path));
  const modules = await Promise.all(files.map((path) => import(/* @vite-ignore */ `${repositoryRoot}${path}`) as Promise<{ proofs: Readonly<Record<string, Proofs>> }>));
  const entries = modules.flatMap(({ proofs }) => Object.entries(proofs));
  const twice = entries.find(([name], index) => entries.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) throw new Error(`${twice[0]} has proofs in two files`);
  return new Map(entries);
}

/** What is missing of the four proofs of one calculator. */
export function findMissingProof({ example, reference, naive, properties }: Partial<Proofs>): readonly string[] {
  return [
    ...(example === undefined ? ["no example"] : missingTest(example)),
    ...(reference === undefined ? ["no reference"] : [...missingTest(reference), ...missingReference(reference)]),
    ...(naive === undefined ? ["no naive implementation"] : [...missingTest(naive), ...missingFile(naive.implementation, /^test\/naive\/.*\.ts$/)]),
    ...(properties === undefined ? ["no properties"] : [...missingTest(properties), ...missingFile(properties.file, /\.property\.test\.ts$/)]),
  ];
}

function missingTest({ file, test }: TestTitle): readonly string[] {
  const missing = missingFile(file, /^test\/.*\.test\.ts$/);
  if (missing.length > 0) return missing;
  return runningTitles(readRepositoryFile(file)).has(test) ? [] : [`${file} has no running test "${test}"`];
}

function missingReference({ script, fixture }: Proofs["reference"]): readonly string[] {
  const missing = [...missingFile(script, /^test\/reference\/.*\.(R|py)$/), ...missingFile(fixture, /^test\/reference\/.*\.json$/)];
  if (missing.length > 0) return missing;
  return namesVersions(JSON.parse(readRepositoryFile(fixture))) ? [] : [`${fixture} does not name the versions of the programs that made it`];
}

function missingFile(path: string, pattern: RegExp): readonly string[] {
  if (!pattern.test(path)) return [`${path} is not where such a file belongs (${pattern.source})`];
  return existsSync(repositoryRoot + path) ? [] : [`${path} does not exist`];
}

/** The literal titles of the tests in a file that run: neither skipped nor left to do. */
export function runningTitles(text: string): ReadonlySet<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      // `it`, `it.each(…)`, `test.for(…)` and `describe.skip` alike: the words before the title.
      const words = node.expression.getText().replace(/\([\s\S]*/, "").split(".");
      if (words.includes("skip") || words.includes("todo")) return;
      const [title] = node.arguments;
      const isTest = words[0] === "it" || words[0] === "test";
      if (isTest && title !== undefined && ts.isStringLiteralLike(title)) titles.add(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("test.ts", text, ts.ScriptTarget.ES2022, true));
  return titles;
}

/** Whether the fields around the cases name R or Python or what they loaded, with a version number. */
export function namesVersions(fixture: unknown): boolean {
  const describe = (value: unknown, path: string): readonly string[] => {
    if (typeof value === "string") return [`${path} ${value}`];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([key, field]) => describe(field, `${path} ${key}`));
  };
  return describe(fixture, "").some((text) => /\b(R|python|mpmath|version|versions)\b.*\d+\.\d+/i.test(text));
}

/** Imports of src by a file of test/naive that bring in more than types. */
export function findLoadedSources(text: string): readonly string[] {
  const { statements } = ts.createSourceFile("naive.ts", text, ts.ScriptTarget.ES2022, true);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    if (from === undefined || !ts.isStringLiteral(from) || !/^trialwise(\/|$)|\/src\//.test(from.text)) return [];
    const isTypeOnly = ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly;
    return isTypeOnly ? [] : [statement.getText()];
  });
}
