import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application, Converter, normalizePath, type DocumentReflection, type ProjectReflection } from "typedoc";
import { readRepositoryFile, repositoryRoot, specifierOf, subpathOnlyFolders } from "../architecture/repository.ts";
import { parseNotebook } from "../notebooks/Notebook.ts";
import { rootFolders } from "../package/publicExports.ts";
import { guidePaths, headingOf } from "./guides.ts";
import { notebookPage } from "./notebookPage.ts";
import { findBrokenLinks } from "./siteLinks.ts";

// `npm run docs`: the guides, the notebooks and every public name on one site, in site/. Ends with exit code 1 for a warning or a broken link.

const otherPages = ["CONTRIBUTING.md", "CHANGELOG.md"];
const notebooks = writeNotebookPages();
const folders = [...rootFolders(), ...subpathOnlyFolders];

process.chdir(repositoryRoot);
const application = await Application.bootstrap({
  // Folders come before the root, so that a name is described under its subpath and the root refers to it.
  entryPoints: [...folders.map((folder) => `src/${folder}/index.ts`), "src/index.ts"],
  projectDocuments: [...documents()],
});
const pages = new Map(documents().map((path) => [path.slice(0, -".md".length), headingOf(path)]));

application.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document: DocumentReflection) => {
  const notebook = notebooks.get(`${document.name}.md`);
  if (notebook !== undefined) document.project.files.registerReflectionPath(normalizePath(join(repositoryRoot, notebook)), document);
  document.name = pages.get(document.name) ?? document.name;
});
application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  const modules = project.children ?? [];
  for (const module of modules) module.name = module.name === "index" ? "trialwise" : specifierOf(module.name);
  linkPublicNames(project);
  // The start page has the project's name as its title already.
  const [first] = project.readme ?? [];
  if (first !== undefined) first.text = first.text.replace(/^# trialwise\n+/u, "");
});

function documents(): readonly string[] {
  return [...guidePaths().flatMap((path) => (path === "docs/notebooks/README.md" ? [path, ...notebooks.keys()] : [path])), ...otherPages];
}

/** The notebooks as pages, each with the notebook it is of. TypeDoc empties the folder once it has read them. */
function writeNotebookPages(): ReadonlyMap<string, string> {
  const [folder, from] = ["docs/notebooks", "site/notebooks"];
  mkdirSync(join(repositoryRoot, from), { recursive: true });
  const names = readdirSync(join(repositoryRoot, folder)).filter((name) => name.endsWith(".ipynb"));
  return new Map(
    names.map((name) => {
      const page = `${from}/${name.replace(/\.ipynb$/u, ".md")}`;
      writeFileSync(join(repositoryRoot, page), notebookPage(parseNotebook(readRepositoryFile(`${folder}/${name}`)), folder, from));
      return [page, `${folder}/${name}`];
    }),
  );
}

/** A comment may link to any public name, also where its file does not import it. */
function linkPublicNames({ children: modules = [], reflections }: ProjectReflection): void {
  const publicNames = new Map(modules.flatMap(({ children = [] }) => children.filter((child) => !child.isReference()).map((child) => [child.name, child] as const)));
  for (const { comment } of Object.values(reflections)) {
    const parts = comment === undefined ? [] : [comment.summary, ...comment.blockTags.map(({ content }) => content)].flat();
    for (const part of parts) {
      const target = part.kind === "inline-tag" && part.tag === "@link" ? publicNames.get(part.text.trim()) : undefined;
      if (part.kind === "inline-tag" && target !== undefined) part.target ??= target;
    }
  }
}

const converted = await application.convert();
if (converted === undefined) process.exit(1);
application.validate(converted);
await application.generateOutputs(converted);
const problems = findBrokenLinks(application.options.getValue("out"));
for (const problem of problems) application.logger.error(problem);
if (application.logger.hasErrors() || application.logger.hasWarnings()) process.exit(1);
