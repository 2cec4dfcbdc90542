import ts from "typescript";
import { repositoryRoot } from "./repository.ts";

/** The repository's compiler options, with some replaced. */
export function repositoryOptions(replaced: ts.CompilerOptions = {}): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${repositoryRoot}tsconfig.json`, ts.sys.readFile) as { config: unknown };
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, repositoryRoot).options, ...replaced };
}

/** A program over files of the repository and over texts that stand in for files, by absolute path. */
export function createRepositoryProgram(
  files: readonly string[],
  options: ts.CompilerOptions,
  texts: ReadonlyMap<string, string> = new Map(),
): ts.Program {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, languageVersion, ...rest) : ts.createSourceFile(path, text, languageVersion, true);
  };
  return ts.createProgram([...files, ...texts.keys()], options, host);
}
