// How often 2000 simulated trials of each design find the difference that powerSlope plans for.
// Run: npx tsx test/reference/simulation/powerBySimulation.ts
import { readFileSync, writeFileSync } from "node:fs";
import { findsDifference, powerTrials } from "../../simulation/powerTrials.ts";

const [seed, trials] = [90_000_000, 2000];
const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { readonly version: string };

const cases = powerTrials.map(({ title }, design) => {
  let successes = 0;
  for (let trial = 0; trial < trials; trial++) if (findsDifference(powerTrials[design]!, seed + design * 100_000 + trial)) successes++;
  return JSON.stringify({ title, trials, successes });
});

const generator = JSON.stringify({ script: "test/reference/simulation/powerBySimulation.ts", version: `trialwise ${version}`, seed });
writeFileSync(new URL("powerBySimulation.json", import.meta.url), `{"generator":${generator},\n"cases":[\n${cases.join(",\n")}\n]}\n`);
