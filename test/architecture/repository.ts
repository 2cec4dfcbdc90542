import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at its end. */
export const repositoryRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The text of a file of the repository. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), "utf8");
}

/** Every file under a folder of the repository, by its path from the root, in order; none where there is no such folder. */
export function filesUnder(folder: string): readonly string[] {
  const start = join(repositoryRoot, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repositoryRoot, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** Folders of src that users can import: those with an index.ts. */
export function publicFolders(): readonly string[] {
  return readdirSync(join(repositoryRoot, "src"))
    .filter((name) => existsSync(join(repositoryRoot, "src", name, "index.ts")))
    .sort();
}

/** Public folders that the root does not export, because loading them costs what most users do not need. */
export const subpathOnlyFolders: readonly string[] = ["units", "expressions"];

/** Folders whose exported functions estimate something: each has four proofs, and prints a value in its documentation. */
export const calculatorFolders: readonly string[] = [
  "instruments",
  "progression",
  "inference",
  "model",
  "mixed",
  "mmrm",
  "change",
  "cycles",
  "trajectory",
  "response",
  "safety",
  "survival",
  "joint",
  "biomarker",
  "published",
  "comparison",
  "simulation",
  "participants",
  "crossover",
  "subgroup",
  "calendar",
];

/** The specifier a user imports a public folder by. */
export function specifierOf(folder: string): string {
  return `trialwise/${folder}`;
}

/** Where untyped data is read, so that schemas are needed, and where dates are counted: what is imported from them brings packages along. */
export const foldersWithPackages: ReadonlySet<string> = new Set(["trial", "cdisc", "registry", "calendar"]);
