import { expect, it } from "vitest";
import { readRepositoryFile, filesUnder } from "../architecture/repository.ts";
import { findDocCommentSnippets, findMarkdownSnippets } from "../documentation/findSnippets.ts";
import { runSnippet } from "../documentation/runSnippet.ts";
import { typeCheckSnippets } from "../documentation/typeCheckSnippets.ts";
const files = [...filesUnder("src/joint"), "src/inference/rocCurve.ts", "src/inference/compareRocCurves.ts"];
const snippets = [...findMarkdownSnippets("docs/joint-rank.md", readRepositoryFile("docs/joint-rank.md")), ...files.flatMap((p) => findDocCommentSnippets(p, readRepositoryFile(p)))];
it("x", async () => { for (const s of snippets) expect(await runSnippet(s)).toEqual([]); });
it("y", () => { expect(typeCheckSnippets(snippets)).toEqual([]); });
