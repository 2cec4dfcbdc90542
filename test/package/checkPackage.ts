import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calculatorFolders, foldersWithPackages, readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { consumerFiles } from "./consumerFiles.ts";
import { largestBundle } from "./largestBundle.ts";
import { measureBundles } from "./measureBundles.ts";
import { readPublicExports } from "./publicExports.ts";
import { runProgram } from "./runProgram.ts";

// Packs the library as npm would publish it, and uses the tarball as other projects do.

const manifest = JSON.parse(readRepositoryFile("package.json")) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const needed = { ...manifest.dependencies, ...manifest.peerDependencies };

/** The oldest TypeScript that takes our declarations with `skipLibCheck` off: ours and zod's name NoInfer, which came with 5.4. */
const oldestTypeScript = "5.4.5";

// The lower ends of the ranges in package.json, and what is installed here.
const oldest = mapValues(needed, (range) => range.replace("^", ""));
const installed = mapValues(needed, (_, name) => installedVersion(name));

const consumers = [
  { name: "oldest", packages: { ...oldest, typescript: oldestTypeScript } },
  { name: "oldest-typescript", packages: { ...installed, typescript: oldestTypeScript } },
  { name: "newest", packages: { ...installed, typescript: installedVersion("typescript") } },
];

const workspace = realpathSync(mkdtempSync(join(tmpdir(), "trialwise-package-")));
try {
  const tarball = pack();
  step("publint", () => runTool("publint", ["run", "--strict", tarball]));
  step("attw", () => runTool("attw", ["--profile", "node16", tarball]));
  for (const { name, packages } of consumers) {
    const folder = join(workspace, name);
    step(`${name}: install with ${Object.entries(packages).map((entry) => entry.join(" ")).join(", ")}`, () => install(folder, tarball, packages));
    step(`${name}: Node, ESM and CommonJS`, () => run(process.execPath, ["node.mjs"], folder));
    step(`${name}: Deno`, () => runTool("deno", ["run", "--quiet", "--no-prompt", "--no-remote", "--node-modules-dir=manual", "deno.mjs"], folder));
    for (const resolution of ["nodenext", "bundler"]) {
      step(`${name}: types under ${resolution}`, () => run(join(folder, "node_modules/.bin/tsc"), ["-p", `tsconfig.${resolution}.json`], folder));
    }
  }
  await checkBundles(join(workspace, "newest"));
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

function pack(): string {
  step("pack", () => run("npm", ["pack", "--pack-destination", workspace], repositoryRoot));
  const tarball = join(workspace, readdirSync(workspace).find((name) => name.endsWith(".tgz"))!);
  const strangers = run("tar", ["tzf", tarball], workspace)
    .trim()
    .split("\n")
    .filter((path) => !/^package\/(dist\/|(package\.json|README\.md|CHANGELOG\.md|LICENSE)$)/.test(path));
  if (strangers.length > 0) throw new Error(`the package holds ${strangers.join(", ")}`);
  return tarball;
}

function install(folder: string, tarball: string, packages: Readonly<Record<string, string>>): string {
  mkdirSync(folder);
  const files = { "package.json": JSON.stringify({ name: "consumer", private: true, type: "module" }), ...consumerFiles(readPublicExports()) };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return run("npm", ["install", "--save-exact", tarball, ...Object.entries(packages).map(([name, version]) => `${name}@${version}`)], folder);
}

async function checkBundles(folder: string): Promise<void> {
  const folderOf = new Map(
    [...readPublicExports()]
      .filter(([exporting]) => calculatorFolders.includes(exporting))
      .flatMap(([exporting, exported]) => exported.filter(({ isValue }) => isValue).map(({ name }) => [name, exporting])),
  );
  const sizes = await measureBundles([...folderOf.keys()], folder);
  if (sizes.length === 0) throw new Error("there is no calculator to bundle");
  const wrong = sizes.filter(({ name, gzippedBytes, packages }) => gzippedBytes > largestBundle(name) || (packages.length > 0 && !foldersWithPackages.has(folderOf.get(name)!)));
  if (wrong.length > 0) throw new Error(`too much in the bundles of ${JSON.stringify(wrong)}`);
  const largest = [...sizes].sort((a, b) => b.gzippedBytes - a.gzippedBytes)[0];
  console.log(`package: ${sizes.length} calculators bundled from the tarball, the largest ${largest?.name} with ${largest?.gzippedBytes} bytes`);
}

function step(name: string, work: () => string): void {
  const start = performance.now();
  const output = work();
  const last = /errors known/.test(output) ? `, ${output.trim()}` : "";
  console.log(`package: ${name} (${((performance.now() - start) / 1000).toFixed(1)} s${last})`);
}

function runTool(name: string, parameters: readonly string[], folder = repositoryRoot): string {
  return run(join(repositoryRoot, "node_modules/.bin", name), parameters, folder);
}

function run(program: string, parameters: readonly string[], folder: string): string {
  return runProgram(program, parameters, folder, workspace);
}

function installedVersion(name: string): string {
  return (JSON.parse(readRepositoryFile(`node_modules/${name}/package.json`)) as { readonly version: string }).version;
}

function mapValues(record: Readonly<Record<string, string>>, change: (value: string, key: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
