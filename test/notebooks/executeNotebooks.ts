import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../architecture/repository.ts";
import { drawCharts } from "./drawCharts.ts";
import { type Cell, isCode, type Notebook, notebookMetadata, notebookText, parseNotebook } from "./Notebook.ts";

const kernel = {
  argv: [join(repositoryRoot, "node_modules/.bin/deno"), "jupyter", "--kernel", "--conn", "{connection_file}"],
  display_name: "Deno",
  language: "typescript",
};

/** The Python that has nbclient: Debian's packages belong to Debian's Python, which need not be the first on the path. */
export function findPython(): string | undefined {
  return ["python3", "/usr/bin/python3"].find((python) => spawnSync(python, ["-c", "import nbclient, nbformat"]).status === 0);
}

/**
 * Notebooks as they are after running all their cells, those of each in a fresh kernel, by their names. They run as if they lay in
 * `folder`; nothing is written there, nor to the user's own Jupyter and Deno folders.
 */
export async function executeNotebooks(python: string, folder: string, notebooks: ReadonlyMap<string, Notebook>): Promise<ReadonlyMap<string, Notebook>> {
  const workspace = mkdtempSync(join(tmpdir(), "trialwise-notebooks-"));
  try {
    mkdirSync(join(workspace, "kernels/deno"), { recursive: true });
    writeFileSync(join(workspace, "kernels/deno/kernel.json"), JSON.stringify(kernel));
    const paths = [...notebooks].map(([name, notebook]) => {
      const path = join(workspace, name);
      writeFileSync(path, notebookText(withoutOutputs(notebook)));
      return path;
    });
    const own = ["JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "DENO_DIR"].map((name) => [name, join(workspace, name)]);
    const environment = { ...process.env, ...Object.fromEntries(own), JUPYTER_PATH: workspace, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
    const { status, stderr } = spawnSync(python, [join(import.meta.dirname, "execute.py"), folder, ...paths], { encoding: "utf8", env: environment });
    if (status !== 0) throw new Error(`a notebook could not be executed\n${stderr}`);
    const executed = new Map<string, Notebook>();
    for (const [index, [name, notebook]] of [...notebooks].entries()) executed.set(name, await readExecuted(paths[index]!, notebook));
    return executed;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function withoutOutputs(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => (isCode(cell) ? { ...cell, execution_count: null, outputs: [] } : cell)) };
}

/** The cells as written, with what they showed; all else would be the machine's and the day's. */
async function readExecuted(path: string, written: Notebook): Promise<Notebook> {
  const { cells } = await drawCharts(parseNotebook(readFileSync(path, "utf8")));
  return {
    ...written,
    metadata: notebookMetadata,
    cells: written.cells.map((cell, index): Cell => {
      const executed = cells[index]!;
      return isCode(cell) && isCode(executed) ? { ...cell, execution_count: executed.execution_count, metadata: {}, outputs: executed.outputs } : { ...cell, metadata: {} };
    }),
  };
}
