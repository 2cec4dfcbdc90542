import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { guidePaths, hasPlace } from "./guides.ts";
import { anchorsOf, linksOf } from "./markdownLinks.ts";

const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...guidePaths()];

describe("guides", () => {
  it("each has a place in the order", () => {
    expect(guidePaths().filter((path) => !hasPlace(path))).toEqual([]);
  });

  it("the README lists them all, in that order", () => {
    const list = readRepositoryFile("README.md").split("\n## Documentation\n")[1] ?? "";
    const listed = linksOf(list).filter((link) => link.startsWith("docs/"));
    expect([...new Set(listed)]).toEqual(guidePaths());
  });

  it("say of their data that they are made up, or whose they are", () => {
    const withData = guidePaths().filter((path) => /^```ts$/mu.test(readRepositoryFile(path)));
    expect(withData.length).toBeGreaterThan(20);
    expect(withData.filter((path) => !/made up|invented|simulated|doi/iu.test(readRepositoryFile(path)))).toEqual([]);
  });

  it.each(pages)("links of %s lead to files and headings of the repository", (page) => {
    const broken = linksOf(readRepositoryFile(page)).filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [path = "", anchor] = link.split("#", 2);
      const target = path === "" ? page : posix.normalize(posix.join(posix.dirname(page), path));
      if (!existsSync(repositoryRoot + target)) return true;
      return anchor !== undefined && !anchorsOf(readRepositoryFile(target)).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe("links of a page", () => {
  it("are found in text and tables, not in code", () => {
    const page = ["[a](b.md) and [c `d`](e.md#f) | [g](https://example.org)", "```ts", "x[0](y);", "```", "`[h](i.md)`"].join("\n");
    expect(linksOf(page)).toEqual(["b.md", "e.md#f", "https://example.org"]);
  });

  it("may lead to headings, by words in small letters", () => {
    const page = ["# Two `words`, here", "## Again", "```sh", "# no heading", "```", "## Again"].join("\n");
    expect([...anchorsOf(page)]).toEqual(["two-words-here", "again", "again-1"]);
  });
});
