import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface BundleSize {
  readonly name: string;
  /** What an app that imports this name alone carries, minified and gzipped. */
  readonly gzippedBytes: number;
  /** Packages from node_modules that left code in the bundle, the measured one aside. */
  readonly packages: readonly string[];
}

/** Bundles, for each name, an app that imports it from `specifier` and nothing else. `folder` is where the app would stand. */
export async function measureBundles(
  names: readonly string[],
  specifier: string,
  folder: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<readonly BundleSize[]> {
  const { outputFiles, metafile } = await build({
    entryPoints: names.map((name) => ({ in: `app:${name}`, out: name })),
    outdir: "/bundles",
    absWorkingDir: folder,
    alias,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    plugins: [
      {
        name: "app",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^app:/ }, ({ path }) => ({ path, namespace: "app" }));
          onLoad({ filter: /^app:/, namespace: "app" }, ({ path }) => ({
            contents: `import { ${path.slice(4)} as calculator } from "${specifier}"; export { calculator };`,
            resolveDir: folder,
          }));
        },
      },
    ],
  });
  return names.map((name) => {
    const { contents } = outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))!;
    const { inputs } = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}.js`))![1];
    const carried = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const packages = carried.flatMap(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
    return { name, gzippedBytes: gzipSync(contents, { level: 9 }).length, packages: [...new Set(packages)].filter((found) => found !== specifier).sort() };
  });
}
