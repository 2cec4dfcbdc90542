import { Application, Converter, type DocumentReflection, type ProjectReflection } from "typedoc";
import { repositoryRoot, specifierOf, subpathOnlyFolders } from "../architecture/repository.ts";
import { rootFolders } from "../package/publicExports.ts";
import { guidePaths, headingOf } from "./guides.ts";
import { findBrokenLinks } from "./siteLinks.ts";

// `npm run docs`: the guides and every public name on one site, in site/. Ends with exit code 1 for a warning or a broken link.

const otherPages = ["CONTRIBUTING.md", "CHANGELOG.md"];
const folders = [...rootFolders(), ...subpathOnlyFolders];

process.chdir(repositoryRoot);
const application = await Application.bootstrap({
  // Folders come before the root, so that a name is described under its subpath and the root refers to it.
  entryPoints: [...folders.map((folder) => `src/${folder}/index.ts`), "src/index.ts"],
  projectDocuments: [...guidePaths(), ...otherPages],
});
const pages = new Map([...guidePaths(), ...otherPages].map((path) => [path.slice(0, -".md".length), headingOf(path)]));

application.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document: DocumentReflection) => {
  document.name = pages.get(document.name) ?? document.name;
});
application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  const modules = project.children ?? [];
  for (const module of modules) module.name = module.name === "index" ? "trialwise" : specifierOf(module.name);
  linkPublicNames(project);
});

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
