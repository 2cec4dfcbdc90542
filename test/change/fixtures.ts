import { readFileSync } from "node:fs";

/** Reads what a script in test/reference/change wrote. The type of its cases is what the script says. */
export function readCases<Case>(name: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(`../reference/change/${name}.json`, import.meta.url), "utf8")).cases;
}
