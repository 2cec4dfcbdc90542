import { checkParts } from "../inference/checkKeys.ts";
import { compareEstimates } from "../inference/compareEstimates.ts";
import { checkCount } from "../result/checkOption.ts";
import { comparisonExtremes, comparisonFigures, printedComparison, printedOnly } from "./comparison.ts";
import type { CandidateDerivation, Derivation } from "./Derivation.ts";
import { cornersOf, inputRange, spreadRange } from "./InputRange.ts";
import type { InputRange } from "./InputRange.ts";
import type { CorrelationRow, EstimateRow, EstimatesRow, PrintedEstimate } from "./PublishedTable.ts";

/** One estimate against zero, or two against each other: by Student's t where the row has degrees of freedom, and by the normal. */
export function deriveEstimates(row: EstimateRow | EstimatesRow, options: { readonly level: number }): Derivation {
  const { id, degreesOfFreedom, printed, alternative = "two-sided" } = row;
  const { treatment, control } = row.kind === "estimate" ? { treatment: row, control: zero } : row;
  const level = printed.interval?.level ?? options.level;
  const box = [...rangesOf(row.kind === "estimate" ? id : `${id}: treatment`, treatment), ...rangesOf(`${id}: control`, control)];
  const candidate = (reference: { readonly degreesOfFreedom?: number }): CandidateDerivation => ({
    method: reference.degreesOfFreedom === undefined ? "wald-normal" : "wald-t",
    recompute: ([treatmentEstimate, treatmentError, controlEstimate, controlError]) => {
      const groups = {
        treatment: { estimate: treatmentEstimate!, standardError: treatmentError! },
        control: { estimate: controlEstimate!, standardError: controlError! },
      };
      return comparisonFigures((each) => compareEstimates(groups, { level, alternative: each, ...reference }), alternative);
    },
  });
  return {
    box,
    extremes: comparisonExtremes(box),
    candidates: (degreesOfFreedom === undefined ? [{}] : [{ degreesOfFreedom }, {}]).map(candidate),
    printed: printedComparison(printed),
  };
}

const zero: PrintedEstimate = { estimate: 0, standardError: 0 };

function rangesOf(name: string, group: PrintedEstimate): readonly InputRange[] {
  checkParts("auditTable", name, group, ["estimate", "standardError"]);
  return [inputRange(`${name}.estimate`, group.estimate), spreadRange(`${name}.standardError`, group.standardError)];
}

/** A correlation r of n pairs has the standard error √((1 − r²)/(n − 2)) under no correlation, and then a t distribution (Fisher 1915). */
export function deriveCorrelation({ id, n, rSquared, direction, printed, alternative = "two-sided" }: CorrelationRow): Derivation {
  checkCount("auditTable", `${id}: n`, n, 3);
  const range = inputRange(`${id}: rSquared`, rSquared);
  if (range.value < 0 || range.value > 1) throw new RangeError(`auditTable: ${id}: rSquared must be between 0 and 1; received ${rSquared}`);
  // A perfect correlation leaves no error to test with, so the range ends just short of it.
  const box = [{ ...range, lower: Math.max(0, range.lower), upper: Math.min(range.upper, 1 - 1e-9) }];
  const sign = direction === "positive" ? 1 : -1;
  return {
    box,
    extremes: cornersOf(box),
    candidates: [
      {
        method: "pearson-correlation",
        recompute: ([squared]) => {
          const correlation = { estimate: sign * Math.sqrt(squared!), standardError: Math.sqrt((1 - squared!) / (n - 2)) };
          return { pValue: compareEstimates({ treatment: correlation, control: { estimate: 0, standardError: 0 } }, { degreesOfFreedom: n - 2, alternative }).pValue };
        },
      },
    ],
    printed: printedOnly([["pValue", printed.pValue]]),
  };
}
