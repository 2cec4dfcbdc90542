import type { ExportedName } from "./publicExports.ts";

type Exports = ReadonlyMap<string, readonly ExportedName[]>;

/** Files of an app that loads every subpath as ESM and as CommonJS, in Node and in Deno, and type-checks both. */
export function consumerFiles(exports: Exports): Readonly<Record<string, string>> {
  const specifiers = [...exports.keys()].map((folder) => (folder === "." ? "trialwise" : `trialwise/${folder}`));
  const imports = specifiers.map((specifier, index) => `import * as module${index} from "${specifier}";`).join("\n");
  const loaded = `{ ${specifiers.map((specifier, index) => `"${specifier}": module${index}`).join(", ")} }`;
  return {
    "node.mjs": [imports, `import { createRequire } from "node:module";`, runtimeChecks, `const require = createRequire(import.meta.url);`, `const esm = ${loaded};`, crossChecks].join("\n"),
    "deno.mjs": [imports, runtimeChecks, `checkFormats([${loaded}]);`].join("\n"),
    "types.ts": typesFile(exports),
    "types.cts": specifiers.map((specifier, index) => `import module${index} = require("${specifier}");\nexport const all${index} = module${index};`).join("\n"),
    "tsconfig.nodenext.json": tsconfig({ module: "nodenext", moduleResolution: "nodenext" }, ["types.ts", "types.cts"]),
    "tsconfig.bundler.json": tsconfig({ module: "esnext", moduleResolution: "bundler" }, ["types.ts"]),
  };
}

/**
 * What throws a TrialwiseError, by subpath. An error of one copy of the library must be known by every other: each
 * CommonJS file has a TrialwiseError of its own, and so has the ESM build.
 */
const runtimeChecks = `
const failures = {
  "trialwise/result": ({ TrialwiseError }) => { throw new TrialwiseError({ code: "no-events", message: "", required: "", observed: 0 }); },
  "trialwise/inference": ({ studentTTest }) => studentTTest({ treatment: [1], control: [2] }),
  "trialwise/change": ({ leastSquaresSlope }) => leastSquaresSlope({ time: [0], value: [40] }),
  "trialwise/mixed": ({ fitLinearMixedModel }) =>
    fitLinearMixedModel({ response: [1, 2, 3, 4], fixed: { a: [1, 1, 1, 1], b: [1, 1, 1, 1] }, random: { a: [1, 1, 1, 1] }, participant: [1, 1, 2, 2] }),
  "trialwise/mmrm": ({ fitMmrm }) => fitMmrm({ response: [1, 2, 3, 4], fixed: { a: [1, 1, 1, 1], b: [1, 1, 1, 1] }, visit: [1, 2, 1, 2], participant: [1, 1, 2, 2] }),
  "trialwise/crossover": ({ crossoverTTest }) =>
    crossoverTTest({ participant: [], sequence: [], period: [], treatment: [], response: [] }, { treatment: "A", control: "B" }),
  "trialwise/joint": ({ jointRankTest }) =>
    jointRankTest({ treatment: { time: [6], event: [0], improvement: [[-1]] }, control: { time: [6], event: [0], improvement: [[-1]] } }),
  "trialwise/survival": ({ restrictedMeanSurvival }) => restrictedMeanSurvival({ time: [1], event: [false] }, { horizon: 5 }),
  "trialwise/safety": ({ incidenceRate }) => incidenceRate({ events: 1, time: 0 }),
  "trialwise/trajectory": ({ fitPiecewiseLinear }) => fitPiecewiseLinear({ time: [0], value: [40] }, { knots: [1] }),
  "trialwise/model": ({ linearRegression }) => linearRegression({ response: [1], predictors: { age: [60] } }),
  "trialwise/biomarker": ({ censoredNormal }) => censoredNormal({ values: [] }),
  "trialwise/instruments": ({ confirmedProgression }) => confirmedProgression({ time: [], value: [] }, { rule: { kind: "edss" }, weeks: 24 }),
  "trialwise/cdisc": ({ readDatasetJson }) => readDatasetJson(null),
  "trialwise/registry": ({ readRegistryRecord }) => readRegistryRecord(null),
  "trialwise/trial": ({ readTrial }) => readTrial({}),
  "trialwise/calendar": ({ studyDay }) => studyDay("2014-02-30", { reference: "2014-01-02" }),
  "trialwise/units": ({ convertUnits }) =>
    convertUnits({ biomarkers: { nfl: { unit: "pg/mL" } } }, { participants: [], biomarkerSamples: [{ biomarker: "nfl", unit: "barley", value: 1 }] }),
  "trialwise/expressions": ({ deriveMeasures }) => deriveMeasures({ measures: {}, covariates: {} }, { participants: [] }, { measures: { rate: "1 +" } }),
};

// The root does not export them.
const subpathOnly = ["trialwise/units", "trialwise/expressions"];

// They hold calculators that throw, and report what cannot be estimated as data.
const quiet = ["trialwise", "trialwise/published", "trialwise/response", "trialwise/comparison", "trialwise/endpoint", "trialwise/participants", "trialwise/subgroup", "trialwise/sensitivity", "trialwise/chart", "trialwise/cycles", "trialwise/progression"];

function errorOf(failure, module) {
  try {
    failure(module);
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown by " + failure);
}

function checkFormats(formats) {
  const readers = formats.flatMap((modules) => [modules["trialwise"], modules["trialwise/result"]]);
  let checks = 0;
  for (const modules of formats) {
    for (const [specifier, failure] of Object.entries(failures)) {
      if (!(specifier in modules)) continue;
      for (const thrower of subpathOnly.includes(specifier) ? [modules[specifier]] : [modules["trialwise"], modules[specifier]]) {
        const error = errorOf(failure, thrower);
        for (const { isTrialwiseError, attempt } of readers) {
          const result = attempt(() => { throw error; });
          if (!isTrialwiseError(error) || result.ok || result.issue.code !== error.code) throw new Error(specifier + " throws what another copy does not know");
          checks++;
        }
      }
    }
  }
  console.log(checks + " errors known across copies");
}
`;

const crossChecks = `
const cjs = Object.fromEntries(Object.keys(esm).map((specifier) => [specifier, require(specifier)]));
for (const specifier of Object.keys(esm)) {
  const [inEsm, inCjs] = [esm, cjs].map((modules) => Object.keys(modules[specifier]).filter((name) => name !== "default" && name !== "module.exports").sort().join());
  if (inEsm !== inCjs || inEsm === "") throw new Error(specifier + " exports " + inEsm + " as ESM, " + inCjs + " as CommonJS");
}
const { readFileSync } = await import("node:fs");
for (const specifier of Object.keys(esm)) {
  const throws = readFileSync(require.resolve(specifier), "utf8").includes("new TrialwiseError");
  if (throws && !quiet.includes(specifier) && !(specifier in failures)) throw new Error("say in consumerFiles.ts what makes " + specifier + " throw");
}
checkFormats([esm, cjs]);
`;

function typesFile(exports: Exports): string {
  const lists = [...exports].map(([folder, names], index) => {
    const specifier = folder === "." ? "trialwise" : `trialwise/${folder}`;
    return `export type { ${names.map(({ name }) => `${name} as ${name}${index}`).join(", ")} } from "${specifier}";`;
  });
  const use = [
    `import { attempt, type Attempt } from "trialwise";`,
    `export const right: Attempt<number> = attempt(() => 1);`,
    `// @ts-expect-error An attempt is no text: were it one, the declarations would have been lost on the way.`,
    `export const wrong: string = attempt(() => 1);`,
  ];
  return [...lists, ...use].join("\n");
}

function tsconfig(resolution: Readonly<Record<string, string>>, files: readonly string[]): string {
  // zod's declarations name URL, which a browser or Node declares.
  const compilerOptions = { ...resolution, target: "es2022", lib: ["es2022", "dom"], types: [], strict: true, noEmit: true, skipLibCheck: false };
  return JSON.stringify({ compilerOptions, files });
}
