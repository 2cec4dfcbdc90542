import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { publicSurface } from "./surface.ts";

writeFileSync(fileURLToPath(new URL("surface.snap.txt", import.meta.url)), publicSurface().text);
