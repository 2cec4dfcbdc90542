import { filesUnder, readRepositoryFile } from "../architecture/repository.ts";
import type { Measured } from "./measure.ts";
import { programsOf, type ReferenceRow } from "./referenceRows.ts";

export const pagePath = "docs/validation.md";

type Row = Omit<ReferenceRow, "cases"> & Measured;

/** The text of docs/validation.md. */
export function pageText(rows: readonly Row[]): string {
  const folders = [...new Set(rows.map(({ folder }) => folder))];
  const sections = folders.map((folder) => {
    const lines = rows.filter((row) => row.folder === folder).map((row) => line([...identity(row), `${row.cases}`, row.allowed, row.digits]));
    return [`### ${folder}`, "", line(columns), line(columns.map(() => "---")), ...lines].join("\n");
  });
  const counts = [
    `${rows.length} functions have such a test: ${rows.filter(({ digits }) => digits === "equal").length} compare for equality,`,
    "and the rest allow an error that is measured.",
  ];
  return [introduction, counts.join(" "), ...sections, otherReferences(rows)].join("\n\n").concat("\n");
}

const columns = ["Function", "Reference", "Script", "Cases", "Error allowed", "Digits, worst"];

/** The columns that follow from the proofs and the fixtures alone. */
export function identity({ name, programs, reference }: Pick<ReferenceRow, "name" | "programs" | "reference">): readonly string[] {
  return [`\`${name}\``, programs, `\`${reference.script.replace("test/reference/", "")}\``];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const introduction = `# Validation

Every function that estimates something is compared with another program, on cases made for the purpose. This page is written from
those comparisons by \`npm run validation:update\`, and nothing in the tables is typed by hand.

- **Reference** is what computed the expected values, with the versions that the committed JSON file names. "R" with a package means that
  package's functions, or the formula written out in R where no package has it; the script says which. mpmath computes with as many
  digits as asked.
- **Script** lies in \`test/reference\`, beside the JSON file that it wrote; its random numbers are seeded.
- **Cases** are those of the JSON file: data sets, designs, tables or simulated trials, each with several numbers. They are random or chosen
  to be awkward (ties, empty cells, collinear columns, delayed entry), and some are published examples, such as NIST's and those of R's packages.
- **Error allowed** is the largest bound that the test sets. An error is relative to the expected value as a rule. An estimate that may be 0 is
  measured by its standard error, a log likelihood and a count of decimals absolutely.
- **Digits, worst** are measured: −log₁₀ of the largest error of any number in any case, rounded down. "all" says that no number differed in
  any bit, "equal" that counts, dates, classes or names are compared, which are alike or not.

The worst number is often the reference's: R subtracts rounded means, prints 12 to 15 digits into the JSON file, or stops an iteration
early. The test says so where it sets its bound. What is not shown here: three more kinds of proof that every function has (a published or
hand-worked example, a second implementation, properties on random input; see [Structure](structure.md)), the distribution functions, which are
compared with mpmath and have [a page of their own](distributions.md), and whole analyses of simulated trials
([Analyses](analyses.md)). SAS was not run: what these pages say of it is
from its documentation, and one printed output of PROC MIXED is repeated by a test of \`fitMmrm\`.

## Functions`;

/** Fixtures that belong to no single function. */
function otherReferences(rows: readonly Row[]): string {
  const used = new Set(rows.map(({ reference }) => reference.fixture));
  const others = filesUnder("test/reference")
    .filter((path) => path.endsWith(".json") && !used.has(path))
    .map((path) => [path, programsOf(JSON.parse(readRepositoryFile(path)) as Readonly<Record<string, unknown>>)] as const)
    .filter(([, programs]) => programs !== "");
  const lines = others.map(([path, programs]) => line([`\`${path.replace("test/reference/", "")}\``, programs]));
  const heading = "## Other comparisons\n\nThese files of `test/reference` are compared too, by tests of a whole analysis, of a private function or of a special case.";
  return [heading, "", line(["File", "Reference"]), line(["---", "---"]), ...lines].join("\n");
}
