import { filesUnder, readRepositoryFile, repositoryRoot } from "../architecture/repository.ts";
import { rootFolders } from "../package/publicExports.ts";
import type { Proofs } from "../proofs.ts";

/** What is known of a function's reference without running a test. */
export interface ReferenceRow {
  /** The folder of src that the function is in. */
  readonly folder: string;
  readonly name: string;
  readonly reference: Proofs["reference"];
  /** The programs that made the fixture, with versions. */
  readonly programs: string;
  /** Cases of the fixture; `null` where each is a test of its own, and a run counts them. */
  readonly cases: number | null;
}

/** Where a fixture has several lists, or one list of several kinds: those that belong to a function. */
const casesOf: Readonly<Record<string, { readonly list: string; readonly kind?: string }>> = {
  studyDay: { list: "studyDays" },
  dateOfStudyDay: { list: "studyDays" },
  monthsBetween: { list: "months" },
  durationBetween: { list: "months" },
  imputeDates: { list: "imputations" },
  assignVisits: { list: "visits" },
  treatmentEmergence: { list: "emergence" },
  powerPairedTTest: { list: "cases", kind: "paired" },
  powerProportions: { list: "cases", kind: "proportions" },
  powerSurvival: { list: "cases", kind: "survival" },
  nullResponderRate: { list: "cases", kind: "exact" },
  recoverCounts: { list: "cases", kind: "count" },
  recoverTotals: { list: "cases", kind: "total" },
};

/** The rows of docs/validation.md, by folder in a trialist's order. */
export async function readReferenceRows(): Promise<readonly ReferenceRow[]> {
  const rows: ReferenceRow[] = [];
  const listed = filesUnder("test").flatMap((path) => /^test\/([^/]+)\/proofs\.ts$/.exec(path)?.[1] ?? []);
  const folders = [...rootFolders().filter((folder) => listed.includes(folder)), ...listed.filter((folder) => !rootFolders().includes(folder))];
  for (const folder of folders) {
    const { proofs } = (await import(/* @vite-ignore */ `${repositoryRoot}test/${folder}/proofs.ts`)) as { readonly proofs: Readonly<Record<string, Proofs>> };
    for (const [name, { reference }] of Object.entries(proofs)) {
      const fixture = JSON.parse(readRepositoryFile(reference.fixture)) as Readonly<Record<string, unknown>>;
      const cases = hasNamedCases(reference.test) ? null : countCases(name, fixture, reference.fixture);
      rows.push({ folder, name, reference, programs: programsOf(fixture), cases });
    }
  }
  return rows;
}

/** Whether a title stands for a list of tests, one for each case. */
function hasNamedCases(title: string): boolean {
  return /\$\w|%[a-z]/.test(title);
}

function countCases(name: string, fixture: Readonly<Record<string, unknown>>, path: string): number {
  const lists = Object.entries(fixture).flatMap(([key, value]) => (Array.isArray(value) ? [[key, value as readonly unknown[]] as const] : []));
  const { list = lists[0]?.[0], kind } = casesOf[name] ?? {};
  if (casesOf[name] === undefined && lists.length !== 1) throw new Error(`${name}: ${path} has ${lists.length} lists; say in casesOf which has its cases`);
  const cases = lists.find(([key]) => key === list)?.[1] ?? [];
  return kind === undefined ? cases.length : cases.filter((each) => (each as { readonly kind?: string }).kind === kind).length;
}

/** "R 4.2.2, survival 3.5.3": the programs named around the cases; jsonlite only writes what they computed. */
export function programsOf(fixture: Readonly<Record<string, unknown>>): string {
  const found: string[] = [];
  const visit = (key: string, value: unknown): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) for (const [name, field] of Object.entries(value)) visit(name, field);
    if (typeof value !== "string") return;
    if (/^\d+(\.\d+)+$/.test(value)) found.push(`${key} ${value}`);
    else if (/^(R version|Python) /.test(value)) found.push(...value.split(", "));
  };
  for (const key of ["generator", "versions", "made by", "software"]) visit(key, fixture[key]);
  const programs = found.map((text) => text.replace(/^R version (\S+).*$/, "R $1").replace(/^r /i, "R ").replace(/^python /, "Python "));
  return programs.filter((text) => !text.startsWith("jsonlite")).join(", ");
}
