import ts from "typescript";
import { publicFolders, repositoryRoot, subpathOnlyFolders } from "../architecture/repository.ts";
import { createRepositoryProgram, repositoryOptions } from "../architecture/repositoryProgram.ts";

export interface ExportedName {
  readonly name: string;
  /** Whether it exists when the program runs; otherwise it is a type alone. */
  readonly isValue: boolean;
}

/** What the index.ts of each public folder exports, in order of name; the root's is under ".". */
export function readPublicExports(): ReadonlyMap<string, readonly ExportedName[]> {
  const files = new Map(publicFolders().map((folder) => [folder, `${repositoryRoot}src/${folder}/index.ts`]));
  files.set(".", `${repositoryRoot}src/index.ts`);
  const program = createRepositoryProgram([...files.values()], repositoryOptions());
  return new Map([...files].map(([folder, path]) => [folder, exportsOf(program, path)]));
}

function exportsOf(program: ts.Program, path: string): readonly ExportedName[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (symbol === undefined) return [];
  return checker
    .getExportsOfModule(symbol)
    .map((exported) => ({ name: exported.name, isValue: hasValue(checker, exported) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function hasValue(checker: ts.TypeChecker, exported: ts.Symbol): boolean {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  return (symbol.flags & ts.SymbolFlags.Value) !== 0;
}

/** The folders that the root exports, in a trialist's order: folders without a place in it come last. */
export function rootFolders(): readonly string[] {
  const place = (folder: string) => {
    const index = [...headings.keys()].indexOf(folder);
    return index === -1 ? headings.size : index;
  };
  return publicFolders()
    .filter((folder) => !subpathOnlyFolders.includes(folder))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

const headings = new Map([
  ["trial", "Trials and their records"],
  ["instruments", "Instruments"],
  ["progression", "Stages and progression over a trial"],
  ["calendar", "Dates"],
  ["participants", "Participants"],
  ["endpoint", "Endpoints"],
  ["change", "Change from baseline and slopes"],
  ["cycles", "Cycles of repeated treatment"],
  ["response", "Responders"],
  ["trajectory", "Trajectories"],
  ["model", "Linear models"],
  ["mixed", "Mixed models"],
  ["mmrm", "Mixed models for repeated measures"],
  ["comparison", "Comparison of arms"],
  ["crossover", "Crossover trials"],
  ["subgroup", "Subgroups"],
  ["sensitivity", "Sensitivity to decisions"],
  ["safety", "Safety"],
  ["biomarker", "Biomarkers"],
  ["survival", "Time to event"],
  ["joint", "Function and survival together"],
  ["inference", "Tests and estimates on numbers"],
  ["published", "Published tables"],
  ["cdisc", "CDISC"],
  ["registry", "Trial registries"],
  ["report", "Tables and text"],
  ["chart", "Charts"],
  ["result", "Results and failures"],
]);

/** The text of src/index.ts: every folder's names, under a heading of its own. */
export function rootIndexText(exports: ReadonlyMap<string, readonly ExportedName[]>): string {
  const sections = rootFolders().map((folder) => {
    const names = exports.get(folder) ?? [];
    const values = names.filter(({ isValue }) => isValue).map(({ name }) => name);
    const types = names.filter(({ isValue }) => !isValue).map(({ name }) => name);
    return [`// ${headings.get(folder) ?? folder}`, ...exportLines("export", values, folder), ...exportLines("export type", types, folder)].join("\n");
  });
  return `// The public list, written from each folder's index.ts by \`npm run exports:update\`.\n\n${sections.join("\n\n")}\n`;
}

function exportLines(keyword: string, names: readonly string[], folder: string): readonly string[] {
  if (names.length === 0) return [];
  const line = `${keyword} { ${names.join(", ")} } from "./${folder}/index.ts";`;
  return line.length <= 140 ? [line] : [`${keyword} {`, ...names.map((name) => `  ${name},`), `} from "./${folder}/index.ts";`];
}

/** The `exports` of package.json: the root and a subpath for each public folder, for `import` and for `require`. */
export function packageExports(): Readonly<Record<string, unknown>> {
  const entry = (name: string) => ({
    import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
    require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
  });
  const folders = Object.fromEntries(publicFolders().map((folder) => [`./${folder}`, entry(folder)]));
  return { ".": entry("index"), ...folders, "./package.json": "./package.json" };
}
