import { expect, it } from "vitest";
import { filesUnder, readRepositoryFile } from "../architecture/repository.ts";
import { findDocCommentSnippets, findMarkdownSnippets } from "../documentation/findSnippets.ts";
import { runSnippet } from "../documentation/runSnippet.ts";
import { typeCheckSnippets } from "../documentation/typeCheckSnippets.ts";
const snippets = [
  ...findMarkdownSnippets("docs/slopes-and-responders.md", readRepositoryFile("docs/slopes-and-responders.md")),
  ...["change", "response", "comparison", "endpoint"].flatMap((f) => filesUnder(`src/${f}`)).flatMap((path) => findDocCommentSnippets(path, readRepositoryFile(path))),
];
it.each(snippets)("$file:$line", async (snippet) => { expect(await runSnippet(snippet)).toEqual([]); });
it("types", () => { expect(typeCheckSnippets(snippets)).toEqual([]); });
