import { writeFileSync } from "node:fs";
import { repositoryRoot } from "../architecture/repository.ts";
import { measure } from "./measure.ts";
import { pagePath, pageText } from "./page.ts";
import { readReferenceRows } from "./referenceRows.ts";
import { runReferenceTests } from "./runReferenceTests.ts";

// `npm run validation:update`: runs every reference test and writes docs/validation.md from what they compared.
const rows = await readReferenceRows();
const tests = runReferenceTests(rows.map(({ reference }) => reference));
writeFileSync(repositoryRoot + pagePath, pageText(rows.map((row) => ({ ...row, ...measure(row, tests) }))));
