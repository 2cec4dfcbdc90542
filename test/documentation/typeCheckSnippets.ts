import { dirname } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../architecture/repository.ts";
import { createRepositoryProgram, repositoryOptions } from "../architecture/repositoryProgram.ts";
import type { Snippet } from "./Snippet.ts";

/** Type-checks snippets together, each a module of its own beside the file that holds it; errors with file and line. */
export function typeCheckSnippets(snippets: readonly Snippet[]): readonly string[] {
  const byPath = new Map(snippets.map((snippet) => [pathOf(snippet), snippet]));
  const texts = new Map([...byPath].map(([path, { code }]) => [path, `${code}\nexport {};`]));
  // A reader's project need not separate type imports, and a snippet may leave a value unused.
  const options = repositoryOptions({ verbatimModuleSyntax: false, isolatedModules: false, noUnusedLocals: false, noUnusedParameters: false });
  const program = createRepositoryProgram([], options, texts);
  return [...byPath].flatMap(([path, snippet]) => errorsIn(program, program.getSourceFile(path)!, snippet));
}

function pathOf({ file, line }: Snippet): string {
  const folder = dirname(file);
  return `${repositoryRoot}${folder === "." ? "" : `${folder}/`}snippet-${file.split("/").at(-1)!.replace(/\W/g, "-")}-${line}.ts`;
}

function errorsIn(program: ts.Program, source: ts.SourceFile, snippet: Snippet): readonly string[] {
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, messageText }) => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    return `${snippet.file}:${snippet.line + line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
