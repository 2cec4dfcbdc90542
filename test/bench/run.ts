import { filesUnder, repositoryRoot } from "../architecture/repository.ts";
import { type Comparison, compareSpeed } from "./compareSpeed.ts";

// npm run bench: every file of test/bench that exports `comparisons` or a `report`; npm run bench -- spine: those whose name holds the word.
const wanted = process.argv.slice(2);
const files = filesUnder("test/bench")
  .filter((path) => path.endsWith(".ts") && !/\/(run|compareSpeed)\.ts$|\.test\.ts$/.test(path))
  .filter((path) => wanted.length === 0 || wanted.some((word) => path.includes(word)));
if (files.length === 0) throw new Error(`no benchmark in test/bench is named like ${wanted.join(" or ") || "anything"}`);

for (const path of files) {
  const { comparisons = [], report } = (await import(`${repositoryRoot}${path}`)) as { readonly comparisons?: readonly Comparison[]; readonly report?: () => void | Promise<void> };
  for (const comparison of comparisons) {
    console.log(`\n${path}: ${comparison.title}`);
    console.table(
      compareSpeed(comparison).map(({ name, median, spread, ratio }) => ({
        name,
        "median ms": Number(median.toPrecision(3)),
        "quartiles ms": `${spread.from.toPrecision(3)} to ${spread.to.toPrecision(3)}`,
        "ratio to the first": Number(ratio.toPrecision(3)),
      })),
    );
  }
  await report?.();
}
