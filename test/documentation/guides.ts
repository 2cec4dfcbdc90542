import { filesUnder, readRepositoryFile } from "../architecture/repository.ts";

/** The pages of docs in a trialist's order, as the README and the site's sidebar list them. */
const order: readonly string[] = [
  "from-csv",
  "recipes",
  "define-and-read",
  "calendars",
  "instruments",
  "participants",
  "slopes-and-responders",
  "piecewise-fits",
  "mixed-models",
  "mmrm",
  "linear-models",
  "subgroups",
  "cycles",
  "crossover",
  "sensitivity",
  "imputation",
  "safety",
  "biomarkers",
  "survival",
  "joint-rank",
  "simulation",
  "published-tables",
  "registry",
  "cdisc",
  "derived-measures",
  "reports",
  "charts",
  "notebooks",
  "analyses",
  "for-r-users",
  "for-sas-users",
  "decisions",
  "distributions",
  "structure",
  "validation",
  "limitations",
];

/** Paths of the pages of docs, in order; a page without a place comes last. */
export function guidePaths(): readonly string[] {
  const place = (path: string) => {
    const index = order.indexOf(nameOf(path));
    return index === -1 ? order.length : index;
  };
  return filesUnder("docs")
    .filter((path) => /^docs\/([^/]+|notebooks\/README)\.md$/.test(path))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** Whether a page has a place in the order. */
export function hasPlace(path: string): boolean {
  return order.includes(nameOf(path));
}

/** `docs/safety.md` is the page `safety`, and `docs/notebooks/README.md` the page `notebooks`. */
function nameOf(path: string): string {
  return path.slice("docs/".length, -".md".length).replace(/\/README$/, "");
}

/** A page's first heading. */
export function headingOf(path: string): string {
  const heading = /^# (.+)$/m.exec(readRepositoryFile(path))?.[1];
  if (heading === undefined) throw new Error(`${path} has no heading`);
  return heading.replaceAll("`", "");
}
