import { writeFileSync } from "node:fs";
import { readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { packageExports, readPublicExports, rootIndexText } from "./publicExports.ts";

// Writes the two lists that follow from the folders of src: the names in src/index.ts and the subpaths in package.json.
writeFileSync(`${repositoryRoot}src/index.ts`, rootIndexText(readPublicExports()));
const manifest = JSON.parse(readRepositoryFile("package.json")) as Record<string, unknown>;
writeFileSync(`${repositoryRoot}package.json`, `${JSON.stringify({ ...manifest, exports: packageExports() }, null, 2)}\n`);
