import { dirname, resolve } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../architecture/repository.ts";
import { findMismatch } from "./expectedValue.ts";
import { instrument } from "./instrument.ts";
import type { Snippet } from "./Snippet.ts";

/** Runs a snippet and returns what does not hold, each with its file and line; nothing where all is as printed. */
export async function runSnippet(snippet: Snippet): Promise<readonly string[]> {
  const { code, expectations, problems } = instrument(snippet);
  const found = [...problems];
  const reached = new Set<number>();
  const observe = <Value>(index: number, value: Value): Value => {
    reached.add(index);
    const { place, expected } = expectations[index]!;
    const mismatch = findMismatch(expected, value);
    if (mismatch !== undefined) found.push(`${place}: ${mismatch}`);
    return value;
  };
  try {
    await execute(snippet, code, observe);
  } catch (error) {
    found.push(`${snippet.file}:${snippet.line}: threw ${String(error)}`);
    return found;
  }
  return [...found, ...expectations.filter((_, index) => !reached.has(index)).map(({ place }) => `${place}: was never reached`)];
}

async function execute(snippet: Snippet, code: string, observe: (index: number, value: unknown) => unknown): Promise<void> {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const modules = new Map<string, unknown>();
  // A snippet's imports are loaded as a test's are, so that "trialwise" is the source, and one copy of it.
  for (const { fileName } of ts.preProcessFile(outputText, true, true).importedFiles) {
    const specifier = fileName.startsWith(".") ? resolve(repositoryRoot, dirname(snippet.file), fileName) : fileName;
    modules.set(fileName, await import(/* @vite-ignore */ specifier));
  }
  const silent = { log: ignore, table: ignore, info: ignore, warn: ignore, error: ignore };
  const run = new Function("require", "exports", "__observe", "console", `return (async () => {${outputText}\n})();`) as (...inputs: unknown[]) => Promise<void>;
  await run((name: string) => modules.get(name), {}, observe, silent);
}

function ignore(): void {}
