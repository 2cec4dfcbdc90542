import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { filesUnder, readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { findDocCommentSnippets, findMarkdownSnippets } from "../documentation/findSnippets.ts";
import type { Snippet } from "../documentation/Snippet.ts";

/** The examples of the documentation as modules by their paths, and the module that holds what all of them calculate. */
export interface ExampleModules {
  readonly count: number;
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
}

/**
 * Every example of the guides and of the doc comments that needs nothing but the library, so every public function: each value that an
 * example names or calculates is kept whole, whether a digit of it is printed there or not.
 */
export function exampleModules(): ExampleModules {
  const pages = [...readdirSync(repositoryRoot), ...filesUnder("docs")].filter((path) => path.endsWith(".md"));
  const snippets = [
    ...pages.flatMap((path) => findMarkdownSnippets(path, readRepositoryFile(path))),
    ...filesUnder("src").flatMap((path) => findDocCommentSnippets(path, readRepositoryFile(path))),
  ].filter(({ run, code }) => run && ts.preProcessFile(code, true, true).importedFiles.every(({ fileName }) => /^(\.|trialwise($|\/)|zod$)/.test(fileName)));
  const modules = snippets.map((snippet, index) => ({ place: `${snippet.file}:${snippet.line}`, path: join(dirname(snippet.file), `example${index}.ts`), code: withValuesKept(snippet) }));
  const imports = modules.map(({ path }, index) => `import { __kept as kept${index} } from "./${path}";`);
  const values = modules.map(({ place }, index) => `${JSON.stringify(place)}: kept${index},`);
  return {
    count: modules.length,
    files: Object.fromEntries(modules.map(({ path, code }) => [path, code])),
    entry: [...imports, "export const examples = () => ({", ...values, "});\n"].join("\n"),
  };
}

/** The example's statements, with each value that they name, print or throw away put into a list. */
function withValuesKept({ code }: Snippet): string {
  const source = ts.createSourceFile("snippet.ts", code, ts.ScriptTarget.ES2022, true);
  const all = source.statements.flatMap((statement) => {
    if (ts.isExpressionStatement(statement)) return [statement.expression];
    return ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap(({ initializer }) => (initializer === undefined ? [] : [initializer])) : [];
  });
  // What an example's own use of the engine's functions makes is the engine's.
  const values = all.filter((value) => !/\bMath\.(exp|log|pow|sin|cos|tan)/.test(value.getText()));
  const wrapped = [...values].reverse().reduce((text, value) => `${text.slice(0, value.getStart())}__keep(${text.slice(value.getStart(), value.end)})${text.slice(value.end)}`, code);
  return `${keeper}${wrapped}\n`;
}

const keeper = `export const __kept: unknown[] = [];
function __keep<Value>(value: Value): Value {
  if (typeof value !== "function" && value !== undefined) __kept.push(value);
  return value;
}
const __all = (...values: unknown[]) => values.forEach(__keep);
const console = { log: __all, table: __all, info: __all, warn: __all, error: __all };
`;
