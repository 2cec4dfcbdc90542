import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../architecture/repository.ts";
import type { Proofs } from "../proofs.ts";
import type { TestComparisons } from "./Comparisons.ts";

/** Runs the reference tests of a list of proofs, and returns what each compared. */
export function runReferenceTests(references: readonly Proofs["reference"][]): readonly TestComparisons[] {
  const folder = mkdtempSync(join(tmpdir(), "trialwise-validation-"));
  try {
    const files = [...new Set(references.map(({ file }) => file))];
    const titles = [...new Set(references.map(({ test }) => titlePattern(test)))].join("|");
    const config = ["--config", "test/validation/vitest.config.ts", "--testNamePattern", titles];
    const { status } = spawnSync("npx", ["vitest", "run", ...config, ...files], {
      cwd: repositoryRoot,
      stdio: "inherit",
      env: { ...process.env, TRIALWISE_COMPARISONS: folder },
    });
    if (status !== 0) throw new Error("a reference test failed");
    return readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as readonly TestComparisons[]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Matches a title as it runs, where `$name` and `%s` stand for what a case puts there. */
export function titlePattern(title: string): string {
  return title
    .split(/\$[\w.]+|%[a-z]/)
    .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join(".*");
}
