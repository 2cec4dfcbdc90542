import { writeFileSync } from "node:fs";
import { readProofs } from "../proofs.ts";
import { runReferenceTests } from "./runReferenceTests.ts";
const proofs = await readProofs();
writeFileSync("/tmp/tmp.O5xQXg7oAj/all.json", JSON.stringify(runReferenceTests([...proofs.values()].map((p) => p.reference))));
