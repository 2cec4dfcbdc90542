import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calculatorFolders, filesUnder, publicFolders, readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { createRepositoryProgram, repositoryOptions } from "../architecture/repositoryProgram.ts";
import { findDocCommentSnippets, findMarkdownSnippets } from "./findSnippets.ts";
import { findUndocumented } from "./findUndocumented.ts";
import { runSnippet } from "./runSnippet.ts";
import { typeCheckSnippets } from "./typeCheckSnippets.ts";

const pages = [...readdirSync(repositoryRoot), ...filesUnder("docs")].filter((path) => path.endsWith(".md"));
const snippets = [
  ...pages.flatMap((path) => findMarkdownSnippets(path, readRepositoryFile(path))),
  ...filesUnder("src").flatMap((path) => findDocCommentSnippets(path, readRepositoryFile(path))),
];

describe("documentation", () => {
  it.each(snippets.filter(({ run }) => run))("$file:$line runs and prints what it says", async (snippet) => {
    expect(await runSnippet(snippet)).toEqual([]);
  });

  it("every snippet type-checks", () => {
    expect(snippets.length).toBeGreaterThan(0);
    expect(typeCheckSnippets(snippets)).toEqual([]);
  });

  it("every public function has a doc comment with an example, and every calculator an example that prints a value", () => {
    const modules = publicFolders().map((folder) => `${repositoryRoot}src/${folder}/index.ts`);
    const program = createRepositoryProgram(modules, repositoryOptions());
    const ofCalculators = (path: string) => calculatorFolders.some((folder) => path.endsWith(`/src/${folder}/index.ts`));
    expect(findUndocumented(program, modules, ofCalculators)).toEqual([]);
  });
});
