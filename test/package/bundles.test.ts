import { beforeAll, describe, expect, it } from "vitest";
import { calculatorFolders, foldersWithPackages, repositoryRoot, subpathOnlyFolders } from "../architecture/repository.ts";
import { largestBundle } from "./largestBundle.ts";
import { type BundleSize, buildLibrary, effectsOf, measureBundles } from "./measureBundles.ts";
import { readPublicExports } from "./publicExports.ts";

const values = [...readPublicExports()]
  .filter(([folder]) => folder !== "." && !subpathOnlyFolders.includes(folder))
  .flatMap(([folder, names]) => names.filter(({ isValue }) => isValue).map(({ name }) => ({ folder, name })));

describe("the library's top level", () => {
  it("calls nothing that a bundler must keep (a call there needs /* @__PURE__ */)", async () => {
    // What stands in quotation marks is no code.
    const effects = (await effectsOf(await buildLibrary())).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    expect(effects).not.toMatch(/[(`]|\bnew\b|\bimport\b/);
  });

  it("would show such a call", async () => {
    const text = `import * as z from "zod"; export const a = z.string(); export const b = /* @__PURE__ */ z.number(); export function c() {}`;
    expect(await effectsOf(new Map([["index.js", text]]))).toMatch(/^import \* as z from "zod";\s+var a = z\.string\(\);$/);
  });
});

describe("an app that imports one name from the root", () => {
  let sizes: ReadonlyMap<string, BundleSize> = new Map();
  beforeAll(async () => {
    const names = values.map(({ name }) => name);
    const bundles = await measureBundles(names, repositoryRoot, await buildLibrary());
    sizes = new Map(bundles.map((bundle) => [bundle.name, bundle]));
    // A bundle for every name of the root takes a while on a busy machine.
  }, 120_000);

  it.each(values.filter(({ folder }) => !foldersWithPackages.has(folder)))("$name carries no other package", ({ name }) => {
    expect(sizes.get(name)!.packages).toEqual([]);
  });

  it.each(values.filter(({ folder }) => calculatorFolders.includes(folder)))("$name is small", ({ name }) => {
    expect(sizes.get(name)!.gzippedBytes).toBeLessThanOrEqual(largestBundle(name));
  });

  it("carries zod with a schema, which shows that the measure sees packages", () => {
    expect(sizes.get("Trial")!.packages).toContain("zod");
    expect(sizes.get("Trial")!.gzippedBytes).toBeGreaterThan(largestBundle("Trial"));
  });
});
