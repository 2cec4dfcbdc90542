import { writeFileSync } from "node:fs";
import { repositoryRoot } from "../architecture/repository.ts";
import { measure } from "./measure.ts";
import { pagePath, pageText } from "./page.ts";
import { readReferenceRows } from "./referenceRows.ts";
import { runReferenceTests } from "./runReferenceTests.ts";

// `npm run validation:update`: runs every reference test and writes docs/validation.md from what they compared.
const rows = await readReferenceRows();
const tests = runReferenceTests(rows.map(({ reference }) => reference));
const problems: string[] = [];
const measured = rows.flatMap((row) => {
  try {
    return [{ ...row, ...measure(row, tests) }];
  } catch (error) {
    problems.push(String(error));
    return [];
  }
});
if (problems.length > 0) throw new Error(problems.join("\n"));
writeFileSync(repositoryRoot + pagePath, pageText(measured));
