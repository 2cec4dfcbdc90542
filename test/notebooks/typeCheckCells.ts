import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../architecture/repository.ts";
import { isCode, type Notebook, textOf } from "./Notebook.ts";

/**
 * What Deno's type checker says of the cells of notebooks in a folder, each notebook as one module; empty where nothing is wrong. The
 * kernel strips types without checking them.
 */
export function typeCheckCells(folder: string, notebooks: ReadonlyMap<string, Notebook>): string {
  const modules = [...notebooks].map(([name, { cells }]) => {
    const path = join(folder, `.cells-of-${name.replace(".ipynb", ".ts")}`);
    return { path, text: cells.filter(isCode).map((cell) => `// ${cell.id}\n${textOf(cell.source)}\n`).join("\n") };
  });
  try {
    for (const { path, text } of modules) writeFileSync(path, text);
    // Outside node_modules Deno takes a declaration's "./x.js" for a script unless it may look for "./x.d.ts".
    const options = ["check", "--quiet", "--sloppy-imports", ...modules.map(({ path }) => path)];
    const environment = { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
    const { status, stderr } = spawnSync(join(repositoryRoot, "node_modules/.bin/deno"), options, { encoding: "utf8", env: environment });
    return status === 0 ? "" : stderr;
  } finally {
    for (const { path } of modules) rmSync(path, { force: true });
  }
}
