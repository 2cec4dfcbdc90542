import { compareEstimates } from "../inference/compareEstimates.ts";
import { correlation } from "../inference/correlation.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkChoice, checkCount, checkFinite, checkLevel } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { comparisonBox, comparisonFigures, printedComparison, printedOnly } from "./comparison.ts";
import type { EstimateRange } from "./comparison.ts";
import type { CandidateDerivation, Derivation } from "./Derivation.ts";
import { cornersOf, inputRange, spreadRange } from "./InputRange.ts";
import type { CorrelationRow, EstimateRow, EstimatesRow, PrintedEstimate } from "./PublishedTable.ts";

/** One estimate against zero, or two against each other: by Student's t where the row has degrees of freedom, and by the normal. */
export function deriveEstimates(row: EstimateRow | EstimatesRow, options: { readonly level: number }): Derivation {
  const { id, degreesOfFreedom, printed, alternative = "two-sided" } = row;
  const { treatment, control } = row.kind === "estimate" ? { treatment: row, control: zero } : row;
  const level = printed.interval?.level ?? options.level;
  checkLevel(`auditTable: ${id}`, level);
  checkChoice("auditTable", `${id}: alternative`, alternative, alternatives);
  if (degreesOfFreedom !== undefined) checkDegreesOfFreedom(`${id}: degreesOfFreedom`, degreesOfFreedom);
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
    ...comparisonBox(readEstimate(row.kind === "estimate" ? id : `${id}: treatment`, treatment), readEstimate(`${id}: control`, control)),
    candidates: (degreesOfFreedom === undefined ? [{}] : [{ degreesOfFreedom }, {}]).map(candidate),
    printed: printedComparison(printed),
  };
}

const zero: PrintedEstimate = { estimate: 0, standardError: 0 };

function checkDegreesOfFreedom(name: string, value: number): void {
  checkFinite("auditTable", name, value);
  if (value < 1) throw new RangeError(`auditTable: ${name} must be at least 1; received ${show(value)}`);
}

function readEstimate(name: string, group: PrintedEstimate): EstimateRange {
  return [inputRange(`${name}.estimate`, group.estimate), spreadRange(`${name}.standardError`, group.standardError)];
}

/** The t test of a correlation, from R² and the direction that it has lost. */
export function deriveCorrelation({ id, n, rSquared, direction, printed, alternative = "two-sided" }: CorrelationRow): Derivation {
  checkCount("auditTable", `${id}: n`, n);
  checkChoice("auditTable", `${id}: direction`, direction, ["positive", "negative"]);
  checkChoice("auditTable", `${id}: alternative`, alternative, alternatives);
  const range = inputRange(`${id}: rSquared`, rSquared);
  if (range.value < 0 || range.value > 1) throw new RangeError(`auditTable: ${id}: rSquared must be between 0 and 1; received ${rSquared}`);
  // A perfect correlation leaves no error to test with, so the range ends just short of it.
  const within = (squared: number): number => Math.max(0, Math.min(squared, 1 - 1e-9));
  const box = [{ value: within(range.value), lower: within(range.lower), upper: within(range.upper) }];
  const pValueAt = (squared: number): number | null => {
    const r = Math.sqrt(squared);
    return correlation({ r: direction === "positive" ? r : -r, n }, { alternative }).pValue;
  };
  return {
    box,
    extremes: cornersOf(box),
    candidates: [{ method: "pearson-correlation", recompute: ([squared]) => ({ pValue: pValueAt(squared!) }) }],
    printed: printedOnly([["pValue", printed.pValue]]),
  };
}
