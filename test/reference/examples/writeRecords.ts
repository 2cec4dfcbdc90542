// Writes the records of the simulated trials in docs/examples for R to analyse.
// Run from the repository's root: npx tsx test/reference/examples/writeRecords.ts
import { writeFileSync } from "node:fs";
import { records as berry2019 } from "../../../docs/examples/berry2019-simulated/trial.ts";
import { records as harris2024 } from "../../../docs/examples/harris2024-simulated/trial.ts";
import { records as oh2018 } from "../../../docs/examples/oh2018-simulated/trial.ts";
import { records as petrou2021 } from "../../../docs/examples/petrou2021-simulated/trial.ts";
import { flatRecords, textOf } from "./flatRecords.ts";
import { datedRecords } from "./petrou2021SimulatedFlat.ts";

writeFileSync("test/reference/examples/oh2018SimulatedRecords.json", textOf(flatRecords(oh2018)));
writeFileSync("test/reference/examples/berry2019SimulatedRecords.json", textOf(flatRecords(berry2019)));
writeFileSync("test/reference/examples/petrou2021SimulatedRecords.json", textOf(datedRecords(petrou2021)));
writeFileSync("test/reference/examples/harris2024SimulatedRecords.json", textOf(flatRecords(harris2024)));
