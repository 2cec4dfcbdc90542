// Writes the records of the simulated trials in docs/examples for R to analyse.
// Run from the repository's root: npx tsx test/reference/examples/writeRecords.ts
import { writeFileSync } from "node:fs";
import { records as berry2019 } from "../../../docs/examples/berry2019-simulated/trial.ts";
import { records as oh2018 } from "../../../docs/examples/oh2018-simulated/trial.ts";
import { flatRecords, textOf } from "./flatRecords.ts";

writeFileSync("test/reference/examples/oh2018SimulatedRecords.json", textOf(flatRecords(oh2018)));
writeFileSync("test/reference/examples/berry2019SimulatedRecords.json", textOf(flatRecords(berry2019)));
