import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryRoot } from "./repository.ts";
import { writeTemporaryTree } from "./temporaryTree.ts";

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

const cruiser = `${repositoryRoot}node_modules/.bin/depcruise`;

const packages = {
  "package.json": JSON.stringify({ name: "fixture", type: "module", dependencies: { zod: "*", "date-fns": "*", mathjs: "*", "@date-fns/utc": "*", lodash: "*" } }),
  "tsconfig.json": JSON.stringify({ compilerOptions: { module: "ESNext", moduleResolution: "Bundler", allowImportingTsExtensions: true, noEmit: true } }),
  ...stub("zod"),
  ...stub("mathjs"),
  ...stub("@date-fns/utc"),
  ...stub("lodash"),
  "node_modules/date-fns/package.json": JSON.stringify({
    name: "date-fns",
    version: "1.0.0",
    type: "module",
    exports: { ".": "./index.js", "./addDays": "./addDays.js" },
  }),
  "node_modules/date-fns/index.js": "export const all = 1;",
  "node_modules/date-fns/addDays.js": "export const addDays = 1;",
};

interface Rule {
  readonly name: string;
  readonly to: { readonly pathNot: string };
}

const rules = (createRequire(import.meta.url)(`${repositoryRoot}.dependency-cruiser.cjs`) as { readonly forbidden: readonly Rule[] }).forbidden;

function stub(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./index.js" }),
    [`node_modules/${name}/index.js`]: "export const value = 1;",
  };
}

function violationsIn(files: Readonly<Record<string, string>>): readonly Violation[] {
  const tree = writeTemporaryTree({ ...packages, ...files });
  const config = `${repositoryRoot}.dependency-cruiser.cjs`;
  const { stdout } = spawnSync(cruiser, ["--config", config, "--output-type", "json", "src"], { cwd: tree.root, encoding: "utf8", maxBuffer: 1e8 });
  tree.remove();
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** One offending file for each rule: what it is, and what it imports. */
const offenders: readonly { readonly rule: string; readonly file: string; readonly text: string }[] = [
  { rule: "numeric-imports", file: "src/numeric/offender.ts", text: `import "../result/neutral.ts";` },
  { rule: "result-imports", file: "src/result/offender.ts", text: `import "../numeric/neutral.ts";` },
  { rule: "inference-imports", file: "src/inference/offender.ts", text: `import "../trial/neutral.ts";` },
  { rule: "model-imports", file: "src/model/offender.ts", text: `import "../mixed/neutral.ts";` },
  { rule: "mixed-imports", file: "src/mixed/offender.ts", text: `import "../change/neutral.ts";` },
  { rule: "mmrm-imports", file: "src/mmrm/offender.ts", text: `import "../mixed/neutral.ts";` },
  { rule: "trial-imports", file: "src/trial/offender.ts", text: `import "../numeric/neutral.ts";` },
  { rule: "instruments-imports", file: "src/instruments/offender.ts", text: `import "../numeric/neutral.ts";` },
  { rule: "progression-imports", file: "src/progression/offender.ts", text: `import "../survival/neutral.ts";` },
  { rule: "summary-imports", file: "src/summary/offender.ts", text: `import "../change/neutral.ts";` },
  { rule: "change-imports", file: "src/change/offender.ts", text: `import type { Neutral } from "../response/neutral.ts"; export type A = Neutral;` },
  { rule: "cycles-imports", file: "src/cycles/offender.ts", text: `import "../response/neutral.ts";` },
  { rule: "response-imports", file: "src/response/offender.ts", text: `import "../trajectory/neutral.ts";` },
  { rule: "trajectory-imports", file: "src/trajectory/offender.ts", text: `import "../change/neutral.ts";` },
  { rule: "safety-imports", file: "src/safety/offender.ts", text: `import "../change/neutral.ts";` },
  { rule: "biomarker-imports", file: "src/biomarker/offender.ts", text: `import "../change/neutral.ts";` },
  { rule: "survival-imports", file: "src/survival/offender.ts", text: `import "../change/neutral.ts";` },
  { rule: "joint-imports", file: "src/joint/offender.ts", text: `import "../response/neutral.ts";` },
  { rule: "comparison-imports", file: "src/comparison/offender.ts", text: `import "../safety/neutral.ts";` },
  { rule: "endpoint-imports", file: "src/endpoint/offender.ts", text: `import "../report/neutral.ts";` },
  { rule: "participants-imports", file: "src/participants/offender.ts", text: `import "../safety/neutral.ts";` },
  { rule: "crossover-imports", file: "src/crossover/offender.ts", text: `import "../comparison/neutral.ts";` },
  { rule: "sensitivity-imports", file: "src/sensitivity/offender.ts", text: `import "../inference/neutral.ts";` },
  { rule: "subgroup-imports", file: "src/subgroup/offender.ts", text: `import "../safety/neutral.ts";` },
  { rule: "simulation-imports", file: "src/simulation/offender.ts", text: `import "../inference/neutral.ts";` },
  { rule: "published-imports", file: "src/published/offender.ts", text: `import "../trial/neutral.ts";` },
  { rule: "cdisc-imports", file: "src/cdisc/offender.ts", text: `import "../inference/neutral.ts";` },
  { rule: "registry-imports", file: "src/registry/offender.ts", text: `import "../inference/neutral.ts";` },
  { rule: "calendar-imports", file: "src/calendar/offender.ts", text: `import "../safety/neutral.ts";` },
  { rule: "units-imports", file: "src/units/offender.ts", text: `import "../inference/neutral.ts";` },
  { rule: "expressions-imports", file: "src/expressions/offender.ts", text: `import "../units/neutral.ts";` },
  { rule: "report-imports", file: "src/report/offender.ts", text: `import { neutral } from "../change/neutral.ts"; export const a = neutral;` },
  { rule: "chart-imports", file: "src/chart/offender.ts", text: `import { neutral } from "../change/neutral.ts"; export const a = neutral;` },
  { rule: "zod-only-where-allowed", file: "src/change/loadsZod.ts", text: `import * as z from "zod"; export const a = z;` },
  { rule: "date-fns-only-where-allowed", file: "src/change/loadsDateFns.ts", text: `import { addDays } from "date-fns/addDays"; export const a = addDays;` },
  { rule: "@date-fns/utc-only-where-allowed", file: "src/change/loadsUtc.ts", text: `import { value } from "@date-fns/utc"; export const a = value;` },
  { rule: "date-fns-by-subpath", file: "src/trial/loadsDateFns.ts", text: `import { all } from "date-fns"; export const a = all;` },
  { rule: "mathjs-only-where-allowed", file: "src/trial/loadsMathjs.ts", text: `import { value } from "mathjs"; export const a = value;` },
  { rule: "no-other-packages", file: "src/trial/loadsLodash.ts", text: `import { value } from "lodash"; export const a = value;` },
  { rule: "no-other-packages", file: "src/trial/loadsNode.ts", text: `import { readFileSync } from "node:fs"; export const a = readFileSync;` },
  { rule: "no-other-packages", file: "src/trial/loadsNothing.ts", text: `import { value } from "not-installed"; export const a = value;` },
  { rule: "folder-is-listed", file: "src/trial/leavesTheMap.ts", text: `import "../miscellany/thing.ts";` },
  { rule: "no-cycles", file: "src/survival/one.ts", text: `import { two } from "./two.ts"; export const one = () => two;` },
  { rule: "no-barrels-inside", file: "src/biomarker/usesBarrel.ts", text: `import "../result/index.ts";` },
  { rule: "no-barrels-inside", file: "src/biomarker/usesRoot.ts", text: `import "../index.ts";` },
  { rule: "root-exports-folders", file: "src/index.ts", text: `export * from "./result/neutral.ts"; export * from "./units/index.ts"; export * from "./numeric/index.ts";` },
];

const folders = [...new Set(offenders.map(({ file }) => file.split("/")[1]!))].filter((name) => !name.endsWith(".ts"));
const offendingTree = {
  ...Object.fromEntries(folders.map((name) => [`src/${name}/neutral.ts`, `export const neutral = 1; export type Neutral = number;`])),
  ...Object.fromEntries(["result", "units", "numeric"].map((name) => [`src/${name}/index.ts`, `export { neutral } from "./neutral.ts";`])),
  "src/miscellany/thing.ts": "export const thing = 1;",
  "src/survival/two.ts": `import { one } from "./one.ts"; export const two = () => one;`,
  ...Object.fromEntries(offenders.map(({ file, text }) => [file, text])),
};

/** What the rules must let pass. */
const allowedTree = {
  "src/index.ts": `export { change } from "./change/index.ts"; export { toRows } from "./report/index.ts"; export { chart } from "./chart/index.ts";`,
  "src/units/index.ts": `export { convert } from "./convert.ts";`,
  "src/units/convert.ts": `import { value } from "mathjs"; export const convert = value;`,
  "src/change/index.ts": `export { change } from "./change.ts";`,
  "src/change/change.ts": [
    `import type { Arm } from "../trial/Arm.ts";`,
    `import { tTest } from "../inference/tTest.ts";`,
    `export interface Change { readonly arm: Arm }`,
    `export const change = tTest;`,
  ].join("\n"),
  "src/trial/Arm.ts": `import * as z from "zod"; import { addDays } from "date-fns/addDays"; import { value } from "@date-fns/utc"; import type { Visit } from "./Visit.ts"; export const Arm = [z, addDays, value]; export type Arm = Visit;`,
  "src/trial/Visit.ts": `import type { Arm } from "./Arm.ts"; export type Visit = readonly Arm[];`,
  "src/inference/tTest.ts": `import { tails } from "../numeric/tails.ts"; import type { Interval } from "../result/Interval.ts"; export const tTest: Interval = tails;`,
  "src/numeric/tails.ts": "export const tails = 1;",
  "src/result/Interval.ts": "export type Interval = number;",
  "src/chart/index.ts": `export { chart } from "./chart.ts";`,
  "src/chart/chart.ts": `import type { Change } from "../change/change.ts"; import { tails } from "../numeric/tails.ts"; export const chart = (change: Change) => [change, tails];`,
  "src/report/index.ts": `export { toRows } from "./toRows.ts";`,
  "src/report/toRows.ts": `import type { Change } from "../change/change.ts"; import { tails } from "../numeric/tails.ts"; export const toRows = (change: Change) => [change, tails];`,
};

describe("import directions", () => {
  let violations: readonly Violation[] = [];
  beforeAll(() => {
    violations = violationsIn(offendingTree);
  });

  it.each(offenders)("$rule refuses $file", ({ rule, file }) => {
    expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  it("no-dead-files refuses a file that no public entry reaches", () => {
    const dead = violations.filter((violation) => violation.rule.name === "no-dead-files").map((violation) => violation.from);
    expect(dead).toContain("src/miscellany/thing.ts");
  });

  it("every rule of the configuration has an offender here", () => {
    const shown = new Set([...offenders.map(({ rule }) => rule), "no-dead-files"]);
    expect(rules.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });

  it("lets the intended directions pass", () => {
    expect(violationsIn(allowedTree)).toEqual([]);
  });
});

describe("the table in CONTRIBUTING.md", () => {
  const namesIn = (text: string) => [...text.matchAll(/`(\w+)`/g)].map((match) => match[1]!);
  // "| `cdisc`, `registry` | `trial`, `result`; zod |": what stands before a semicolon are folders.
  const rows = [...readRepositoryFile("CONTRIBUTING.md").matchAll(/^\| (`[a-z]+`(?:, `[a-z]+`)*) \| ([^|;]*)/gm)];
  const written = new Map(rows.flatMap(([, folders, allowed]) => namesIn(folders!).map((folder) => [folder, namesIn(allowed!)])));

  it.each(rules.filter(({ name }) => name.endsWith("-imports")))("says what $name holds", ({ name, to }) => {
    // The rule lets pass the folder itself and those it may import: "^src/(change|trial|result)/".
    const folder = name.replace("-imports", "");
    const held = /\((.*)\)/.exec(to.pathNot)![1]!.split("|").filter((other) => other !== folder);
    expect(written.get(folder)?.toString()).toBe(held.toString());
  });
});
