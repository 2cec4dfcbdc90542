import { existsSync, readFileSync } from "node:fs";
import { repositoryRoot } from "../architecture/repository.ts";

/**
 * The CDISC pilot study's datasets, which are no part of this repository: they are looked for beside it, and the tests that need
 * them are skipped where they are not.
 */
const folder = `${repositoryRoot}../shared/data/cdisc-pilot/`;

export const hasPilot = ["adsl", "adae", "adtte"].every((name) => existsSync(`${folder}${name}.json`));

if (!hasPilot) console.warn(`The CDISC pilot datasets are not at ${folder}: the tests on them are skipped; those on made-up datasets run.`);

export function readPilot(name: "adsl" | "adae" | "adtte"): unknown {
  return JSON.parse(readFileSync(`${folder}${name}.json`, "utf8"));
}
