import { Application, Converter, DeclarationReflection, DocumentReflection, type ProjectReflection } from "typedoc";
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
// A comment may link to any public name, also where its file does not import it.
let project: ProjectReflection | undefined;
application.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
  project = context.project;
  for (const module of context.project.children ?? []) module.name = module.name === "index" ? "trialwise" : specifierOf(module.name);
});
application.converter.addUnknownSymbolResolver(({ moduleSource, symbolReference }) => {
  const [only, ...rest] = symbolReference?.path ?? [];
  if (moduleSource !== undefined || only === undefined || rest.length > 0) return undefined;
  const target = project?.children?.flatMap(({ children = [] }) => children).find(({ name }) => name === only.path);
  return target instanceof DeclarationReflection ? { target } : undefined;
});

const converted = await application.convert();
if (converted === undefined) process.exit(1);
application.validate(converted);
await application.generateOutputs(converted);
const problems = findBrokenLinks(application.options.getValue("out"));
for (const problem of problems) application.logger.error(problem);
if (application.logger.hasErrors() || application.logger.hasWarnings()) process.exit(1);
