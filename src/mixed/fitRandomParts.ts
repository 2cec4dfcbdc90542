import { attempt } from "../result/attempt.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { fitLinearMixedModel, type FitLinearMixedModelOptions } from "./fitLinearMixedModel.ts";
import type { LinearMixedModelFit } from "./LinearMixedModelFit.ts";
import { type CourseRow, type PiecewiseDesign, termColumns } from "./piecewiseDesign.ts";
import type { RandomPartReport, TriedRandomPart } from "./PiecewiseMixedModel.ts";
import type { PiecewiseLines, PiecewiseRandomPart, PiecewiseTerm } from "./piecewiseRandomPart.ts";

export interface RandomPartFit {
  readonly fit: LinearMixedModelFit<string, PiecewiseTerm, string>;
  readonly report: RandomPartReport;
}

/**
 * Fits with one random part after the other until a fit is not singular. Where all are singular or cannot be estimated, the
 * last that could be is the result; where none could be, the last failure is thrown.
 */
export function fitRandomParts(
  caller: string,
  rows: readonly CourseRow[],
  { response, participant, fixed }: PiecewiseDesign,
  parts: readonly { readonly random: PiecewiseRandomPart; readonly lines: PiecewiseLines }[],
  options: FitLinearMixedModelOptions,
): RandomPartFit {
  const tried: TriedRandomPart[] = [];
  let best: Omit<RandomPartReport, "asked" | "tried"> & { readonly fit: RandomPartFit["fit"] } | undefined;
  let failure: TrialwiseError | undefined;
  for (const { random, lines } of parts) {
    const result = attempt(() => fitLinearMixedModel({ response, fixed, random: termColumns(rows, lines), participant }, options));
    if (!result.ok) {
      const { code } = result.issue;
      const message = result.issue.message.replace(/^fitLinearMixedModel/, caller);
      tried.push({ random, outcome: "not-estimable", issue: { code, message } });
      failure = new TrialwiseError({ ...result.issue, message });
      continue;
    }
    const { singular } = result.value.diagnostics;
    tried.push({ random, outcome: singular === false ? "regular" : "singular" });
    best = { used: random, terms: lines.terms, singular, fit: result.value };
    if (singular === false) break;
  }
  if (best === undefined) throw failure ?? new RangeError(`${caller}: no random part was given`);
  const { fit, ...report } = best;
  return { fit, report: { asked: parts[0]!.random, ...report, tried } };
}
