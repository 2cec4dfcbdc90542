import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "tsup";

// One entry per public folder: a folder is public when it has an index.ts.
const folders = readdirSync("src").filter((name) => existsSync(`src/${name}/index.ts`));

export default defineConfig({
  entry: Object.fromEntries([["index", "src/index.ts"], ...folders.map((name) => [name, `src/${name}/index.ts`])]),
  // Left to its default, `splitting` holds for ESM alone: subpaths share chunks, so an app that uses two of them loads what
  // they share once. CommonJS files stand alone, which is why isTrialwiseError looks at the code and not at the class.
  format: ["esm", "cjs"],
  target: "es2022",
  platform: "neutral",
  clean: true,
  // tsup sets `baseUrl` for the declarations, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
});
