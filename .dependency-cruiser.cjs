// The import directions. Arrows point one way: what two analyses need moves down, so cycles cannot form.

/** Each folder of src and the folders it may import from. A folder that is missing here is refused. */
const mayImport = {
  numeric: [],
  result: [],
  inference: ["numeric", "result"],
  model: ["trial", "inference", "numeric", "result"],
  mixed: ["model", "summary", "trial", "inference", "numeric", "result"],
  mmrm: ["model", "summary", "trial", "inference", "numeric", "result"],
  trial: ["result"],
  instruments: ["trial", "result"],
  progression: ["instruments", "trial", "result"],
  summary: ["trial", "inference", "numeric", "result"],
  change: ["summary", "trial", "inference", "numeric", "result"],
  cycles: ["change", "summary", "trial", "inference", "numeric", "result"],
  response: ["change", "summary", "trial", "inference", "numeric", "result"],
  trajectory: ["summary", "trial", "inference", "numeric", "result"],
  safety: ["trial", "inference", "numeric", "result"],
  biomarker: ["model", "summary", "trial", "inference", "numeric", "result"],
  survival: ["trial", "inference", "numeric", "result"],
  joint: ["survival", "change", "model", "trial", "inference", "numeric", "result"],
  comparison: ["model", "trial", "inference", "numeric", "result"],
  endpoint: ["change", "response", "trajectory", "biomarker", "survival", "summary", "trial", "inference", "numeric", "result"],
  participants: ["biomarker", "summary", "trial", "inference", "numeric", "result"],
  crossover: ["mixed", "response", "change", "model", "summary", "trial", "inference", "numeric", "result"],
  subgroup: ["comparison", "model", "trial", "inference", "numeric", "result"],
  sensitivity: ["trial", "result"],
  simulation: ["trial", "numeric", "result"],
  published: ["inference", "numeric", "result"],
  cdisc: ["trial", "result"],
  registry: ["published", "trial", "result"],
  calendar: ["trial", "result"],
  units: ["trial", "result"],
  expressions: ["trial", "numeric", "result"],
  report: ["numeric", "result"],
  chart: ["report", "numeric", "result"],
};

/** Folders that may name the types of any folder: they show results, and compute none. */
const namesEveryType = new Set(["report", "chart"]);

/** Each package that src may load, and the folders that may load it. */
const mayLoad = {
  zod: ["trial", "cdisc", "registry"],
  "date-fns": ["trial", "calendar"],
  "@date-fns/utc": ["trial", "calendar"],
  mathjs: ["units", "expressions"],
};

/** Folders outside the root export: loading mathjs costs a second. */
const subpathOnly = ["units", "expressions"];

const either = (names) => `(${names.join("|")})`;
const insideOf = (names) => `^src/${either(names)}/`;
const entries = `^src/(index|${either(subpathOnly)}/index)\\.ts$`;
const packageNamed = (name) => `(^|/)node_modules/${name}/|^${name}(/|$)`;

const directions = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `${folder} imports ${allowed.length === 0 ? "nothing else of ours" : `only from ${allowed.join(", ")}`}.`,
  severity: "error",
  from: { path: insideOf([folder]) },
  to:
    namesEveryType.has(folder)
      ? { path: "^src/", pathNot: insideOf([folder, ...allowed]), dependencyTypesNot: ["type-only"] }
      : { path: "^src/", pathNot: insideOf([folder, ...allowed]) },
}));

const packages = Object.entries(mayLoad).map(([name, folders]) => ({
  name: `${name}-only-where-allowed`,
  comment: `${name} is loaded only from ${folders.join(", ")}.`,
  severity: "error",
  from: { path: "^src/", pathNot: insideOf(folders) },
  to: { path: packageNamed(name) },
}));

module.exports = {
  forbidden: [
    ...directions,
    ...packages,
    {
      name: "folder-is-listed",
      comment: "Every folder of src has its import directions written in .dependency-cruiser.cjs.",
      severity: "error",
      from: {},
      to: { path: "^src/[^/]+/", pathNot: insideOf(Object.keys(mayImport)) },
    },
    {
      name: "no-cycles",
      comment: "No file loads itself through its imports. Two types may name each other: an import of types loads nothing.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-barrels-inside",
      comment: "Inside src, import the file, not the folder's index.ts.",
      severity: "error",
      from: { path: "^src/[^/]+/" },
      to: { path: ["^src/index\\.ts$", "^src/[^/]+/index\\.ts$"] },
    },
    {
      name: "root-exports-folders",
      comment: `src/index.ts lists what folders export: index.ts files only, and never ${subpathOnly.join(" or ")}.`,
      severity: "error",
      from: { path: "^src/index\\.ts$" },
      to: { path: "^src/", pathNot: `^src/(?!numeric/|${subpathOnly.join("/|")}/)[^/]+/index\\.ts$` },
    },
    {
      name: "date-fns-by-subpath",
      comment: "Import date-fns/<function>: the root loads every function, 146 ms against 19 ms.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "(^|/)node_modules/date-fns/index\\.|^date-fns$" },
    },
    {
      name: "no-other-packages",
      comment: `src loads no package but ${Object.keys(mayLoad).join(", ")}.`,
      severity: "error",
      from: { path: "^src/" },
      to: { pathNot: ["^src/", ...Object.keys(mayLoad).map(packageNamed)] },
    },
    {
      name: "no-dead-files",
      comment: "Every file is reached from a public entry.",
      severity: "error",
      from: { path: entries },
      to: { path: "^src/", pathNot: entries, reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
