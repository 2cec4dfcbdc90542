import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../architecture/repository.ts";
import { executeNotebooks, findPython } from "./executeNotebooks.ts";
import { findDifferences } from "./findDifferences.ts";
import { notebookText, parseNotebook } from "./Notebook.ts";
import { typeCheckCells } from "./typeCheckCells.ts";

// npm run notebooks: runs every cell of docs/notebooks and writes what came out. npm run notebooks:check (--check): writes nothing, and ends
// with exit code 1 where a cell shows something else than is committed. Both check the cells' types first.

const folder = join(repositoryRoot, "docs/notebooks");
const check = process.argv.includes("--check");
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const notebooks = new Map([...texts].map(([name, text]) => [name, parseNotebook(text)]));

const problems = await findProblems();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${names.length} notebooks: ${check ? "every output is the committed one" : "executed, outputs written"}`);

async function findProblems(): Promise<readonly string[]> {
  if (!existsSync(join(repositoryRoot, "dist/index.js"))) return ["the notebooks import what npm run build makes; run it first"];
  const python = findPython();
  if (python === undefined) return ["nbclient is missing: apt-get install jupyter-client python3-nbclient, or pip install nbclient"];
  const errors = typeCheckCells(folder, notebooks);
  if (errors !== "") return [errors];
  const executed = await executeNotebooks(python, folder, notebooks);
  if (check) return [...executed].flatMap(([name, notebook]) => findDifferences(name, notebooks.get(name)!, notebook));
  for (const [name, notebook] of executed) writeFileSync(join(folder, name), notebookText(notebook));
  return [];
}
