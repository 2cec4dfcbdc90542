import { fisherExactTest } from "../inference/fisherExactTest.ts";
import { pearsonChiSquareTest } from "../inference/pearsonChiSquareTest.ts";
import { attempt } from "../result/attempt.ts";
import { checkChoice, checkCount } from "../result/checkOption.ts";
import { printedOnly } from "./comparison.ts";
import type { CandidateDerivation, Derivation } from "./Derivation.ts";
import type { PrintedProportion, ProportionsRow, ProportionsTest } from "./PublishedTable.ts";

/** The percentages of two groups: counts are exact, so there is one value. */
export function derivePercentages({ id, treatment, control }: ProportionsRow): Derivation {
  checkProportion(`${id}: treatment`, treatment);
  checkProportion(`${id}: control`, control);
  return {
    box: [],
    extremes: [[]],
    candidates: [
      { method: "events-over-n", recompute: () => ({ "treatment.percent": percentOf(treatment), "control.percent": percentOf(control) }) },
    ],
    printed: printedOnly([
      ["treatment.percent", treatment.percent],
      ["control.percent", control.percent],
    ]),
  };
}

/** The p-value of the 2×2 table: the row's test first, the others as alternative explanations. */
export function deriveProportionsTest(row: ProportionsRow, options: { readonly proportionsTest: ProportionsTest }): Derivation {
  const { id, treatment, control, printed, test = options.proportionsTest } = row;
  checkChoice("auditTable", `${id}: test`, test, proportionsTests);
  const counts = [treatment, control].map(({ events, n }) => [events, n - events]);
  const stated = test === "auto" ? chosenFor(counts) : test;
  const candidate = (method: TwoByTwoTest): CandidateDerivation => ({ method, recompute: () => ({ pValue: tests[method](counts).pValue }) });
  return {
    box: [],
    extremes: [[]],
    candidates: [stated, ...twoByTwoTests.filter((each) => each !== stated)].map(candidate),
    printed: printedOnly([["pValue", printed?.pValue]]),
  };
}

type TwoByTwoTest = Exclude<ProportionsTest, "auto">;

const twoByTwoTests: readonly TwoByTwoTest[] = ["pearson", "yates", "fisher"];
export const proportionsTests: readonly ProportionsTest[] = ["auto", "pearson", "yates", "fisher"];

const tests = {
  pearson: pearsonChiSquareTest,
  yates: (counts: number[][]) => pearsonChiSquareTest(counts, { continuityCorrection: true }),
  fisher: fisherExactTest,
};

/** Cochran's rule for 2×2 tables: Pearson's test unless an expected count is below 5, as all of an empty column are. */
function chosenFor(counts: number[][]): TwoByTwoTest {
  const pearson = attempt(() => pearsonChiSquareTest(counts));
  return pearson.ok && pearson.value.smallestExpectedCount >= 5 ? "pearson" : "fisher";
}

function percentOf({ events, n }: PrintedProportion): number {
  return (100 * events) / n;
}

function checkProportion(name: string, group: PrintedProportion): void {
  const { events, n } = group;
  checkCount("auditTable", `${name}.n`, n, 1);
  checkCount("auditTable", `${name}.events`, events);
  if (events > n) throw new RangeError(`auditTable: ${name}.events must be at most n; received ${events} of ${n}`);
}
