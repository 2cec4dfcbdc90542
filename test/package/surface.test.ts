import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../architecture/repository.ts";
import { publicSurface } from "./surface.ts";

describe("public surface", () => {
  const surface = publicSurface();

  it("is the reviewed one (npm run surface:update rewrites it; read the difference before you commit it)", () => {
    expect(surface.text).toBe(readRepositoryFile("test/package/surface.snap.txt"));
  });

  it("exports every type that a public function's signature names", () => {
    expect(surface.unexported).toEqual([]);
  });
});
