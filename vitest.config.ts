import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = fileURLToPath(new URL("./src", import.meta.url));

// The tests import the public name, resolved to the source: what they see is what a user's import sees.
const alias = [
  { find: /^trialwise$/, replacement: `${source}/index.ts` },
  { find: /^trialwise\/(.+)$/, replacement: `${source}/$1/index.ts` },
];

// .ci/run asks for the counts in a file, since it prints none that it has not read.
const report = process.env["TRIALWISE_TEST_REPORT"];

export default defineConfig({
  resolve: { alias },
  test: {
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      {
        resolve: { alias },
        test: { name: "runtime", include: ["test/**/*.test.ts"], exclude: ["test/**/*.property.test.ts"], testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: { name: "properties", setupFiles: ["test/propertySeed.ts"], include: ["test/**/*.property.test.ts"], testTimeout: 120_000 },
      },
      {
        resolve: { alias },
        test: { name: "types", include: [], typecheck: { enabled: true, only: true, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" } },
      },
    ],
  },
});
