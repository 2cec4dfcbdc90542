import { expect, it } from "vitest";
import { filesUnder, readRepositoryFile } from "./repository.ts";

const looksBehind = /\(\?<[=!]/;

it("no regular expression looks behind, which Safari cannot before 16.4", () => {
  expect(filesUnder("src").filter((path) => looksBehind.test(readRepositoryFile(path)))).toEqual([]);
});

it("would find one", () => {
  expect(String(/(?<!a)b/)).toMatch(looksBehind);
});
