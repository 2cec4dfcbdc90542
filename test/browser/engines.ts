import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { runProgram } from "../package/runProgram.ts";
import { openPage, reportPage } from "./browser.ts";
import { exampleModules } from "./examples.ts";

/** What a program of an application printed: texts of JSON by what they are of. */
export type Printed = Readonly<Record<string, string>>;

/**
 * Packs the library, installs it in an empty folder as an application would, bundles analyses there, and runs the bundle in Node, in
 * Deno without permissions and in the browser; in Node also without bundling.
 */
export async function runEverywhere(browser: Browser): Promise<Readonly<Record<string, Printed>>> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "trialwise-browser-")));
  try {
    const application = installApplication(folder);
    const bundle = await bundleOf(application, "main.ts", true);
    writeFileSync(join(folder, "bundle.js"), bundle);
    writeFileSync(join(folder, "print.js"), printing("./bundle.js"));
    writeFileSync(join(application, "unbundled.js"), await bundleOf(application, "main.ts", false));
    writeFileSync(join(application, "print.js"), printing("./unbundled.js"));
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

/** An example that throws does so on import. Engines print the line that threw, and the bundle has few and long ones. */
function printing(path: string): string {
  return `const found = await import("${path}").then(({ everything }) => everything()).catch((error) => ({ error: String(error) }));
if (found.error) throw new Error(found.error);
console.log(JSON.stringify(found));
`;
}

/** The code that npm would publish, built beside `dist`, so that nothing there changes; declarations are of no use in a browser. */
function installApplication(folder: string): string {
  const [library, application] = [join(folder, "library"), join(folder, "application")];
  for (const path of [library, application]) mkdirSync(path);
  for (const path of ["package.json", "README.md", "LICENSE", "CHANGELOG.md"]) cpSync(join(repositoryRoot, path), join(library, path));
  runProgram(join(repositoryRoot, "node_modules/.bin/tsup"), ["--no-dts", "--silent", "--out-dir", join(library, "dist")], repositoryRoot, folder);
  runProgram("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], library, folder);
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz"))!);

  for (const path of ["docs", "src/numeric", "test/browser"]) cpSync(join(repositoryRoot, path), join(application, path), { recursive: true });
  const examples = exampleModules();
  for (const [path, code] of Object.entries(examples.files)) {
    mkdirSync(join(application, dirname(path)), { recursive: true });
    writeFileSync(join(application, path), code);
  }
  writeFileSync(join(application, "examples.ts"), examples.entry);
  writeFileSync(join(application, "notebook.ts"), `${codeOf("docs/notebooks/first-look.ipynb")}\nexport const notebook = { change, comparison, change4, changes, half, threeQuarters, ownChange, methods: methodsText(comparison) };\n`);
  writeFileSync(join(application, "main.ts"), mainModule);
  writeFileSync(join(application, "package.json"), JSON.stringify({ name: "application", private: true, type: "module" }));
  const { version } = JSON.parse(readRepositoryFile("node_modules/zod/package.json")) as { readonly version: string };
  runProgram("npm", ["install", "--prefer-offline", tarball, `zod@${version}`], application, folder);
  return application;
}

const mainModule = `import { examples } from "./examples.ts";
import { notebook } from "./notebook.ts";
import { exactJson } from "./test/browser/exactJson.ts";
import { engineValues, functionValues } from "./test/browser/functionValues.ts";
import { wholeAnalysis } from "./test/browser/wholeAnalysis.ts";
export const everything = () => ({ notebook: exactJson(notebook), trials: exactJson(wholeAnalysis()), examples: exactJson(examples()), functions: functionValues(), engine: engineValues() });
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

async function printedByPage(browser: Browser, bundle: string): Promise<Printed> {
  const script = `import { everything } from "./bundle.js";\nwindow.printed = JSON.stringify(everything());`;
  const html = reportPage("Analysis", {}).replace("</body>", `<script type="module">${script}</script></body>`);
  const { page, doings } = await openPage(browser, { "index.html": html, "bundle.js": bundle });
  await page.waitForFunction("typeof window.printed === 'string'", undefined, { timeout: 300_000 }).catch(() => undefined);
  if (doings.length > 0) throw new Error(`the page of the bundle: ${doings.join(", ")}`);
  const printed = parsed(await page.evaluate<string>("window.printed"));
  await page.context().close();
  return printed;
}

function parsed(text: string): Printed {
  return JSON.parse(text) as Printed;
}

/** How two texts of JSON differ, in words; `undefined` where they are the same, byte for byte. */
export function differenceBetween(one: string, other: string): string | undefined {
  if (one === other) return undefined;
  const pairs = pairsOf(JSON.parse(one), JSON.parse(other), []);
  const [first] = pairs;
  const largest = pairs.reduce((most, { left, right }) => Math.max(most, typeof left === "number" && typeof right === "number" ? Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right)) : Infinity), 0);
  return first === undefined ? "in how it is written" : `in ${pairs.length} values, by ${largest.toExponential(1)} of their size at most; the first is ${first.path.join(".")}: ${JSON.stringify(first.left)?.slice(0, 60)} and ${JSON.stringify(first.right)?.slice(0, 60)}`;
}

interface Pair {
  readonly path: readonly string[];
  readonly left: unknown;
  readonly right: unknown;
}

/** The innermost values that are not the same in both. */
function pairsOf(left: unknown, right: unknown, path: readonly string[]): readonly Pair[] {
  if (typeof left === "object" && left !== null && typeof right === "object" && right !== null && Object.keys(left).join() === Object.keys(right).join()) {
    const others: readonly unknown[] = Object.values(right);
    return Object.entries(left).flatMap(([key, value], index) => pairsOf(value, others[index], [...path, key]));
  }
  return left === right ? [] : [{ path, left, right }];
}
