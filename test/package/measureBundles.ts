import { gzipSync } from "node:zlib";
import { type BuildOptions, type Plugin, build } from "esbuild";
import { publicFolders, repositoryRoot } from "../architecture/repository.ts";

export interface BundleSize {
  readonly name: string;
  /** What an app that imports this name alone carries, minified and gzipped. */
  readonly gzippedBytes: number;
  /** Packages that left code in the bundle, the library itself aside. */
  readonly packages: readonly string[];
}

const format: BuildOptions & { readonly write: false } = { bundle: true, format: "esm", target: "es2022", write: false };

/** The text of each file of the ESM build, by name, built from the sources as tsup builds it. */
export type Library = ReadonlyMap<string, string>;

export async function buildLibrary(): Promise<Library> {
  const entryPoints = [{ in: "src/index.ts", out: "index" }, ...publicFolders().map((folder) => ({ in: `src/${folder}/index.ts`, out: folder }))];
  const { outputFiles } = await build({ ...format, entryPoints, absWorkingDir: repositoryRoot, outdir: "/library", packages: "external", splitting: true });
  return new Map(outputFiles.map(({ path, text }) => [path.split("/").at(-1)!, text]));
}

/** What is left of a library when nothing of it is used: its effects at the top level. */
export async function effectsOf(library: Library): Promise<string> {
  const contents = Array.from(library.keys(), (file) => `import ${JSON.stringify(`trialwise/${file}`)};`).join("\n");
  const { outputFiles } = await build({ ...format, stdin: { contents }, outdir: "/bundles", plugins: [effects(library)] });
  return outputFiles[0]!.text.replaceAll(/^\/\/ .*\n/gm, "").trim();
}

/** Bundles, for each name, an app that imports it from `trialwise` and nothing else. The app stands in `folder`. */
export async function measureBundles(names: readonly string[], folder: string, library?: Library): Promise<readonly BundleSize[]> {
  const { outputFiles, metafile } = await build({
    ...format,
    entryPoints: names.map((name) => ({ in: `app:${name}`, out: name })),
    outdir: "/bundles",
    absWorkingDir: folder,
    minify: true,
    metafile: true,
    plugins: [apps(folder), ...(library === undefined ? [] : [standIn(library, folder)])],
  });
  return names.map((name) => {
    const { contents } = outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))!;
    const { inputs } = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}.js`))![1];
    const carried = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const packages = new Set(carried.flatMap(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
    packages.delete("trialwise");
    return { name, gzippedBytes: gzipSync(contents, { level: 9 }).length, packages: [...packages].sort() };
  });
}

/** `app:<name>`: an app that uses one name. */
function apps(folder: string): Plugin {
  return {
    name: "apps",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^app:/ }, ({ path }) => ({ path, namespace: "app" }));
      onLoad({ filter: /^app:/, namespace: "app" }, ({ path }) => ({
        contents: `import { ${path.slice(4)} as calculator } from "trialwise"; export { calculator };`,
        resolveDir: folder,
      }));
    },
  };
}

/** The files of a library in place of the package, which its package.json says have no effects. */
function standIn(library: Library, folder: string): Plugin {
  return {
    name: "stand-in",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^trialwise$/ }, () => ({ path: "index.js", namespace: "library", sideEffects: false }));
      onResolve({ filter: /^\.\// , namespace: "library" }, ({ path }) => ({ path: path.slice(2), namespace: "library", sideEffects: false }));
      onLoad({ filter: /.*/, namespace: "library" }, ({ path }) => ({ contents: library.get(path)!, resolveDir: folder }));
    },
  };
}

/** The files of a library as if nothing were known of their effects, without the packages they load. */
function effects(library: Library): Plugin {
  return {
    name: "effects",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^trialwise\// }, ({ path }) => ({ path: path.replace("trialwise/", ""), namespace: "library" }));
      onResolve({ filter: /^\.\//, namespace: "library" }, ({ path }) => ({ path: path.slice(2), namespace: "library" }));
      onResolve({ filter: /.*/, namespace: "library" }, ({ path }) => ({ path, external: true, sideEffects: false }));
      onLoad({ filter: /.*/, namespace: "library" }, ({ path }) => ({ contents: library.get(path)! }));
    },
  };
}
