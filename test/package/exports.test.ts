import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesUnder, readRepositoryFile, specifierOf, subpathOnlyFolders } from "../architecture/repository.ts";
import { packageExports, readPublicExports } from "./publicExports.ts";

const manifest = JSON.parse(readRepositoryFile("package.json")) as {
  readonly exports: unknown;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

describe("exports", () => {
  const exports = readPublicExports();
  const folders = [...exports.keys()].filter((folder) => folder !== ".");

  it("package.json has a subpath for each public folder, and no other (npm run exports:update writes them)", () => {
    expect(manifest.exports).toEqual(packageExports());
  });

  it("the root exports every name of every folder, and no other (npm run exports:update writes them)", () => {
    const names = folders.filter((folder) => !subpathOnlyFolders.includes(folder)).flatMap((folder) => exports.get(folder)!.map(({ name }) => name));
    expect(exports.get(".")!.map(({ name }) => name)).toEqual([...new Set(names)].sort());
  });

  it("no name is exported by two folders", () => {
    const names = folders.flatMap((folder) => exports.get(folder)!.map(({ name }) => name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("numeric is private", () => {
    expect(folders).not.toContain("numeric");
  });

  it.each(folders)("what src/%s exports is there at run time, by its subpath and from the root", async (folder) => {
    const values = exports.get(folder)!.filter(({ isValue }) => isValue).map(({ name }) => name);
    const subpath = (await import(/* @vite-ignore */ specifierOf(folder))) as Readonly<Record<string, unknown>>;
    expect(Object.keys(subpath).sort()).toEqual(values);
    if (subpathOnlyFolders.includes(folder)) return;
    const root = (await import("trialwise")) as Readonly<Record<string, unknown>>;
    expect(values.filter((name) => root[name] !== subpath[name])).toEqual([]);
  });

  it("the lock file names no registry", () => {
    expect(readRepositoryFile("package-lock.json")).not.toMatch(/"resolved"/);
  });

  it("package.json declares the packages that src imports, and no other", () => {
    const specifiers = filesUnder("src").flatMap((path) => ts.preProcessFile(readRepositoryFile(path)).importedFiles.map(({ fileName }) => fileName));
    const packages = specifiers.filter((specifier) => !specifier.startsWith(".")).map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
    expect(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).sort()).toEqual([...new Set(packages)].sort());
  });
});
