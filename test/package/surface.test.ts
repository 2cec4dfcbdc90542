import { expect, it } from "vitest";
import { readRepositoryFile } from "../architecture/repository.ts";
import { publicSurface } from "./surface.ts";

it("the public surface is the reviewed one (npm run surface:update rewrites it; read the difference before committing)", () => {
  expect(publicSurface()).toBe(readRepositoryFile("test/package/surface.snap.txt"));
});
