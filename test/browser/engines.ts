import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { runProgram } from "../package/runProgram.ts";
import { openPage, reportPage } from "./browser.ts";

/** What a program of an application printed, by where it ran. */
export interface Printed {
  readonly [engine: string]: { readonly analysis: string; readonly functions: string };
}

/**
 * Packs the library, installs it in an empty folder as an application would, bundles an analysis there, and runs the bundle in Node, in
 * Deno without permissions and in the browser; in Node also without bundling.
 */
export async function runEverywhere(browser: Browser): Promise<Printed> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "trialwise-browser-")));
  try {
    const application = installApplication(folder);
    const bundle = await bundleOf(application, "main.ts", true);
    writeFileSync(join(folder, "bundle.js"), bundle);
    writeFileSync(join(folder, "print.js"), `${importing("./bundle.js")}\nconsole.log(JSON.stringify({ analysis: wholeAnalysis(), functions: functionValues() }));\n`);
    writeFileSync(join(application, "unbundled.js"), await bundleOf(application, "main.ts", false));
    writeFileSync(join(application, "print.js"), `${importing("./unbundled.js")}\nconsole.log(JSON.stringify({ analysis: wholeAnalysis(), functions: functionValues() }));\n`);
    const deno = ["run", "--quiet", "--no-prompt", "--no-remote", "--no-config", "--cached-only", "print.js"];
    return {
      Node: parsed(runProgram(process.execPath, ["print.js"], folder, folder)),
      "Node, not bundled": parsed(runProgram(process.execPath, ["print.js"], application, folder)),
      Deno: parsed(runProgram(join(repositoryRoot, "node_modules/.bin/deno"), deno, folder, folder)),
      Chromium: await printedByPage(browser, bundle),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importing(path: string): string {
  return `import { functionValues, wholeAnalysis } from "${path}";`;
}

/** The code that npm would publish, built beside `dist`, so that nothing there changes; declarations are of no use in a browser. */
function installApplication(folder: string): string {
  const [library, application] = [join(folder, "library"), join(folder, "application")];
  for (const path of [library, application]) mkdirSync(path);
  for (const path of ["package.json", "README.md", "LICENSE", "CHANGELOG.md"]) cpSync(join(repositoryRoot, path), join(library, path));
  runProgram(join(repositoryRoot, "node_modules/.bin/tsup"), ["--no-dts", "--silent", "--out-dir", join(library, "dist")], repositoryRoot, folder);
  runProgram("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], library, folder);
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz"))!);

  for (const path of ["docs/examples/simulated", "docs/examples/oh2018-simulated", "test/browser/specimens.ts", "test/browser/wholeAnalysis.ts"]) {
    cpSync(join(repositoryRoot, path), join(application, path), { recursive: true });
  }
  writeFileSync(join(application, "notebook.ts"), `${codeOf("docs/notebooks/first-look.ipynb")}\nexport const notebook = { change, comparison, change4, changes, half, threeQuarters, ownChange, methods: methodsText(comparison) };\n`);
  writeFileSync(join(application, "main.ts"), mainModule);
  writeFileSync(join(application, "package.json"), JSON.stringify({ name: "application", private: true, type: "module" }));
  const { version } = JSON.parse(readRepositoryFile("node_modules/zod/package.json")) as { readonly version: string };
  runProgram("npm", ["install", "--prefer-offline", tarball, `zod@${version}`], application, folder);
  return application;
}

const mainModule = `import { notebook } from "./notebook.ts";
import { wholeAnalysis as trials } from "./test/browser/wholeAnalysis.ts";
export { functionValues } from "./test/browser/wholeAnalysis.ts";
export const wholeAnalysis = () => JSON.stringify({ notebook, ...trials() });
`;

/** The cells of a notebook as one module. */
function codeOf(path: string): string {
  const { cells } = JSON.parse(readRepositoryFile(path)) as { readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[] };
  return cells.flatMap(({ cell_type: kind, source }) => (kind === "code" ? [typeof source === "string" ? source : source.join("")] : [])).join("\n");
}

async function bundleOf(application: string, entry: string, isWhole: boolean): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: application,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
    minify: isWhole,
    ...(isWhole ? {} : { packages: "external" }),
  });
  const inputs = Object.keys(metafile.inputs);
  const strangers = inputs.filter((path) => path.startsWith(".."));
  if (strangers.length > 0) throw new Error(`the bundle holds ${strangers.join(", ")}`);
  if (isWhole && !inputs.some((path) => path.startsWith("node_modules/trialwise/dist/"))) throw new Error("the bundle does not hold the packed library");
  return outputFiles[0]!.text;
}

async function printedByPage(browser: Browser, bundle: string): Promise<Printed[string]> {
  const script = `${importing("./bundle.js")}\nwindow.analysis = wholeAnalysis();\nwindow.functions = functionValues();`;
  const html = reportPage("Analysis", {}).replace("</body>", `<script type="module">${script}</script></body>`);
  const { page, doings } = await openPage(browser, { "index.html": html, "bundle.js": bundle });
  await page.waitForFunction("typeof window.functions === 'string'", undefined, { timeout: 60_000 }).catch(() => undefined);
  if (doings.length > 0) throw new Error(`the page of the bundle: ${doings.join(", ")}`);
  const printed = { analysis: await page.evaluate<string>("window.analysis"), functions: await page.evaluate<string>("window.functions") };
  await page.context().close();
  return printed;
}

function parsed(text: string): Printed[string] {
  return JSON.parse(text) as Printed[string];
}

/** How two texts of JSON differ: not at all, in numbers by this relative distance at most, or in more than numbers. */
export function distanceBetween(one: string, other: string): { readonly bytes: boolean; readonly numbers: number; readonly largest: number } {
  if (one === other) return { bytes: true, numbers: 0, largest: 0 };
  const pairs = pairsOf(JSON.parse(one), JSON.parse(other));
  const distances = pairs.map(([left, right]) => Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right), Number.MIN_VALUE)).filter((distance) => distance > 0);
  return { bytes: false, numbers: distances.length, largest: distances.reduce((most, distance) => Math.max(most, distance), 0) };
}

function pairsOf(one: unknown, other: unknown): readonly (readonly [number, number])[] {
  if (typeof one === "number" && typeof other === "number") return [[one, other]];
  if (typeof one === "object" && one !== null && typeof other === "object" && other !== null && Object.keys(one).join() === Object.keys(other).join()) {
    const right: readonly unknown[] = Object.values(other);
    return Object.values(one).flatMap((value, index) => pairsOf(value, right[index]));
  }
  return one === other ? [] : [[0, 1]];
}
