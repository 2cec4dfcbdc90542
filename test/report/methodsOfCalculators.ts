import ts from "typescript";
import { filesUnder, publicFolders, readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { createRepositoryProgram, repositoryOptions } from "../architecture/repositoryProgram.ts";
import { findDocCommentSnippets } from "../documentation/findSnippets.ts";

/** The names of methods that the results of public functions may have by their types, each with a function that has it. */
export function methodsOfCalculators(): ReadonlyMap<string, string> {
  const modules = publicFolders().map((folder) => `${repositoryRoot}src/${folder}/index.ts`);
  const program = createRepositoryProgram(modules, repositoryOptions());
  const checker = program.getTypeChecker();
  const found = new Map<string, string>();
  for (const path of modules) {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(path)!);
    for (const exported of symbol === undefined ? [] : checker.getExportsOfModule(symbol)) {
      const own = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (own.valueDeclaration === undefined) continue;
      for (const signature of checker.getTypeOfSymbol(own).getCallSignatures()) {
        for (const name of methodNamesOf(checker, signature.getReturnType())) found.set(name, exported.name);
      }
    }
  }
  return found;
}

function methodNamesOf(checker: ts.TypeChecker, type: ts.Type): readonly string[] {
  const results = type.isUnion() ? type.types : [type];
  return results.flatMap((result) => {
    const method = result.getProperty("method");
    const name = method && checker.getTypeOfSymbol(method).getProperty("name");
    if (name === undefined) return [];
    const names = checker.getTypeOfSymbol(name);
    return (names.isUnion() ? names.types : [names]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
  });
}

interface FoundResult {
  readonly method: { readonly name: string; readonly options: { readonly [option: string]: unknown }; readonly reference: string };
}

/** Every result that the examples in doc comments compute, by running them with the library's functions listened to. */
export async function resultsOfExamples(): Promise<readonly FoundResult[]> {
  const found = new Map<string, FoundResult>();
  const note = (value: unknown): void => {
    if (typeof value !== "object" || value === null || !("method" in value)) return;
    const { method } = value;
    if (typeof method === "object" && method !== null && "name" in method && "options" in method && "reference" in method) {
      found.set(JSON.stringify(method), value as FoundResult);
    }
  };
  for (const path of filesUnder("src").filter((file) => !/^src\/(report|chart|registry|cdisc|trial|result)\/|index\.ts$/.test(file))) {
    const text = readRepositoryFile(path);
    if (!text.includes("@example") || !text.includes("method")) continue;
    // That an example runs is the documentation's own test.
    for (const { code, run } of findDocCommentSnippets(path, text)) if (run) await execute(code, note).catch(() => {});
  }
  return [...found.values()];
}

/** A module whose functions have their results looked at. */
function listened(module: object, note: (value: unknown) => void): object {
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => {
      const isFunction = typeof value === "function" && !/^class\b/.test(Function.prototype.toString.call(value));
      return [name, isFunction ? listen(value as (...inputs: unknown[]) => unknown, note) : value];
    }),
  );
}

function listen(calculate: (...inputs: unknown[]) => unknown, note: (value: unknown) => void): (...inputs: unknown[]) => unknown {
  return (...inputs) => {
    const result = calculate(...inputs);
    note(result);
    return result;
  };
}

async function execute(code: string, note: (value: unknown) => void): Promise<void> {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const modules = new Map<string, object>();
  for (const { fileName } of ts.preProcessFile(outputText, true, true).importedFiles) {
    const module: object = await import(/* @vite-ignore */ fileName);
    modules.set(fileName, fileName.startsWith("trialwise") ? listened(module, note) : module);
  }
  const silent = { log: () => {}, table: () => {} };
  const run = new Function("require", "exports", "console", `return (async () => {${outputText}\n})();`) as (...inputs: unknown[]) => Promise<void>;
  await run((name: string) => modules.get(name), {}, silent);
}
