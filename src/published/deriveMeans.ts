import { studentTTest } from "../inference/studentTTest.ts";
import { welchTTest } from "../inference/welchTTest.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkChoice, checkCount, checkLevel } from "../result/checkOption.ts";
import type { CandidateDerivation, Derivation } from "./Derivation.ts";
import { comparisonBox, comparisonFigures, printedComparison } from "./comparison.ts";
import type { EstimateRange } from "./comparison.ts";
import { inputRange, spreadRange } from "./InputRange.ts";
import type { MeansRow, MeansTest, PrintedMean } from "./PublishedTable.ts";

/** Two means: the row's test first, the other as an alternative explanation. */
export function deriveMeans(row: MeansRow, options: { readonly level: number; readonly meansTest: MeansTest }): Derivation {
  const { treatment, control, printed, test = options.meansTest, alternative = "two-sided" } = row;
  const level = printed.interval?.level ?? options.level;
  checkLevel(`auditTable: ${row.id}`, level);
  checkChoice("auditTable", `${row.id}: test`, test, meansTests);
  checkChoice("auditTable", `${row.id}: alternative`, alternative, alternatives);
  const candidate = (method: MeansTest): CandidateDerivation => ({
    method,
    recompute: ([treatmentMean, treatmentSpread, controlMean, controlSpread]) => {
      const groups = {
        treatment: { n: treatment.n, mean: treatmentMean!, standardDeviation: treatmentSpread! },
        control: { n: control.n, mean: controlMean!, standardDeviation: controlSpread! },
      };
      return comparisonFigures((each) => tests[method](groups, { level, alternative: each }), alternative);
    },
    // Welch's degrees of freedom rise with one standard deviation and fall with the other, and may turn in between.
    turnsIn: method === "welch" ? [1, 3] : [],
  });
  return {
    ...comparisonBox(readMean(`${row.id}: treatment`, treatment), readMean(`${row.id}: control`, control)),
    candidates: [test, ...meansTests.filter((each) => each !== test)].map(candidate),
    printed: printedComparison(printed),
  };
}

const tests = { student: studentTTest, welch: welchTTest };
export const meansTests: readonly MeansTest[] = ["student", "welch"];

function readMean(name: string, { n, mean, standardDeviation }: PrintedMean): EstimateRange {
  checkCount("auditTable", `${name}.n`, n);
  return [inputRange(`${name}.mean`, mean), spreadRange(`${name}.standardDeviation`, standardDeviation)];
}
