import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

// The reference tests alone, with what they compare noted: `npm run validation:update`.
export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^trialwise$/, replacement: `${root}src/index.ts` },
      { find: /^trialwise\/(.+)$/, replacement: `${root}src/$1/index.ts` },
    ],
  },
  test: { include: ["test/**/*.test.ts"], setupFiles: ["test/validation/recordComparisons.ts"], testTimeout: 120_000, maxWorkers: 2 },
});
