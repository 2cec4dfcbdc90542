import { linearRegression } from "../model/linearRegression.ts";
import { log } from "../numeric/elementary/log.ts";
import { attempt } from "../result/attempt.ts";
import { checkFields, checkParts } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { BiomarkerChangeResult, BiomarkerScale } from "./BiomarkerChangeResult.ts";
import { type FoldChange, foldChangeOf } from "./changeInGroup.ts";
import { reasonForAll, testFields } from "./testFields.ts";

export interface AdjustedBiomarkerChangeOptions<Arm extends string = string> {
  readonly treatment: Arm;
  readonly control: Arm;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface AdjustedBiomarkerChangeResult<Arm extends string = string> {
  /** Change of treatment − change of control at the same value before, on the scale of the result. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** Participants of the two arms − 3. */
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: "two-sided";
  /** After the scale `fold`: the ratio of the two arms' fold changes. */
  readonly fold?: FoldChange;
  /** By how much the change is greater where the value before is greater by one unit of the scale; −1 if it says nothing of the value after. */
  readonly baseline: { readonly estimate: number | null; readonly standardError: number | null; readonly pValue: number | null };
  readonly counts: { readonly treatment: number; readonly control: number };
  readonly method: Method<"adjusted-biomarker-change", Required<AdjustedBiomarkerChangeOptions<Arm>> & { readonly scale: BiomarkerScale }>;
  readonly reasons?: Reasons;
}

/**
 * Compares the change of a biomarker between two arms, adjusted for the value before: analysis of covariance on the scale of the change.
 *
 * Use it on a result of `biomarkerChange` in a trial with a control. Who starts high tends to fall, so arms that differ by chance
 * before treatment differ in their change without any effect; at the same value before they do not, and the comparison is more precise.
 * The change (of the logarithm, on `log` and `fold`) is regressed on arm and value before (its logarithm), by least squares with one
 * residual variance and parallel lines. Whether the change or the value after is the response makes no difference to the estimate.
 * Participants are those of the result; their number is in `counts`. Where arms are too small, or the values before
 * cannot be told apart from the arms, numbers are `null` with the reason.
 *
 * It adjusts for the value before alone; `fitLinearModel` on the result's rows takes factors and other covariates. A result by `tobit`
 * has no single changes and is refused. R: `lm(change ~ arm + before)`; SAS: PROC GLM.
 *
 * @throws RangeError, TypeError for an arm that the result does not have, an arm compared with itself, a level outside (0, 1), an unknown
 *   option
 *
 * Source: Vickers & Altman 2001 (https://doi.org/10.1136/bmj.323.7321.1123).
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData } from "trialwise";
 * import { adjustedBiomarkerChange, biomarkerChange } from "trialwise/biomarker";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V6: { at: { months: 1 } } },
 *   biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" } },
 * });
 * const values = { "001": ["msc", 20, 41], "002": ["msc", 15, 32], "003": ["msc", 25, 44], "004": ["control", 22, 25], "005": ["control", 30, 29], "006": ["control", 18, 19] } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.entries(values).map(([id, [arm]]) => ({ id, arm })),
 *   biomarkerSamples: Object.entries(values).flatMap(([participant, [, before, after]]) => [
 *     { participant, visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: before },
 *     { participant, visit: "V6", biomarker: "tgfb1", unit: "pg/mL", value: after },
 *   ]),
 * });
 * const change = biomarkerChange(data, { biomarker: "tgfb1", from: "V5", to: "V6", scale: "fold" });
 * const adjusted = adjustedBiomarkerChange(change, { treatment: "msc", control: "control" });
 *
 * adjusted.fold?.estimate; // => 1.80
 * adjusted.counts; // => { treatment: 3, control: 3 }
 * ```
 */
export function adjustedBiomarkerChange<Keys extends TrialKeys>(
  change: BiomarkerChangeResult<Keys>,
  options: AdjustedBiomarkerChangeOptions<NoInfer<Keys["arm"]>>,
): AdjustedBiomarkerChangeResult<Keys["arm"]> {
  const caller = "adjustedBiomarkerChange";
  checkParts(caller, "the result", change, ["byArm", "rows", "scale", "method"]);
  checkFields(caller, "the options", options, ["treatment", "control"], ["level"]);
  const { treatment, control, level = 0.95 } = options;
  checkKey(caller, change.byArm, treatment, "arm");
  checkKey(caller, change.byArm, control, "arm");
  if (treatment === control) throw new RangeError(`${caller}: treatment and control must be two arms; received ${show(treatment)} for both`);
  checkLevel(caller, level);
  if (change.method.name !== "biomarker-change") throw new RangeError(`${caller}: needs a change of each participant; received a result of ${show(change.method.name)}`);
  const { scale } = change;
  const rows = change.rows.filter(({ arm }) => arm === treatment || arm === control);
  const inArm = (arm: Keys["arm"]) => rows.filter((row) => row.arm === arm).length;
  const counts = { treatment: inArm(treatment), control: inArm(control) };
  const predictors = {
    treatment: rows.map(({ arm }) => (arm === treatment ? 1 : 0)),
    baseline: rows.map(({ before }) => (scale === "raw" ? before : log(before))),
  };
  const fitted = attempt(() => linearRegression({ response: rows.map((row) => row.change), predictors }, { level }).coefficients);
  const why = (code: ErrorCode) => reasonOf(code, counts);
  const tested = fitted.ok ? { ok: true as const, value: fitted.value.treatment } : fitted;
  const { reasons, ...numbers } = testFields(tested, ["estimate", "standardError", "degreesOfFreedom", "statistic", "pValue"], why, level);
  const explained = { ...reasons, ...(!fitted.ok && reasonForAll(["baseline.estimate", "baseline.standardError", "baseline.pValue"], why(fitted.issue.code))) };
  const { estimate, standardError, pValue } = fitted.ok ? fitted.value.baseline : nothing;
  return {
    ...numbers,
    baseline: { estimate, standardError, pValue },
    alternative: "two-sided",
    ...(scale === "fold" && { fold: foldChangeOf({ ...numbers, reasons: explained }) }),
    counts,
    method: {
      name: "adjusted-biomarker-change",
      options: { treatment, control, level, scale },
      reference: "Vickers & Altman 2001, doi:10.1136/bmj.323.7321.1123",
    },
    ...(Object.keys(explained).length > 0 && { reasons: explained }),
  };
}

const nothing = { estimate: null, standardError: null, pValue: null };

function reasonOf(code: ErrorCode, { treatment, control }: AdjustedBiomarkerChangeResult["counts"]): Reason {
  if (treatment === 0 || control === 0) return "no-values";
  if (code === "too-few-values") return "too-few-values";
  return code === "no-variance" ? "no-variance" : "not-estimable";
}
