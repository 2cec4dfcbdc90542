import { normalQuantile, normalTails } from "../numeric/normal.ts";
import { checkFields, checkParts } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { areaCovariance, type AreaParts, areaParts, noError, readPositive, readRocSample, readScores, type RocDirection, type ScoredParticipants } from "./rocSample.ts";
import { type TestOfEstimate, testOfEstimate } from "./testOfEstimate.ts";
import { resolveTestOptions, type ResolvedTestOptions, type TestOptions } from "./testOptions.ts";

/** Two scores of the same participants. */
export interface PairedRocScores {
  readonly first: Sample;
  readonly second: Sample;
  /** Whether each participant has the condition: `true` or 1, `false` or 0. */
  readonly positive: ScoredParticipants["positive"];
}

/** Scores of different participants. */
export interface UnpairedRocScores {
  readonly first: ScoredParticipants;
  readonly second: ScoredParticipants;
}

export interface CompareRocCurvesOptions extends TestOptions {
  /** Which scores speak for the condition: of both, or of each. */
  readonly direction: RocDirection | { readonly first: RocDirection; readonly second: RocDirection };
}

export interface CompareRocCurvesResult extends TestOfEstimate {
  readonly curves: { readonly first: ComparedArea; readonly second: ComparedArea };
  /** Of the two areas; absent where the participants are not the same. */
  readonly covariance?: number;
  readonly counts: { readonly first: { readonly positive: number; readonly negative: number }; readonly second: { readonly positive: number; readonly negative: number } };
  readonly method: Method<"delong-test", ResolvedTestOptions & { readonly direction: { readonly first: RocDirection; readonly second: RocDirection }; readonly design: "paired" | "unpaired" }>;
}

export interface ComparedArea {
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * DeLong's test of two areas under ROC curves; the estimate is area of the first − area of the second.
 *
 * Use it with `positive` once and two columns of scores where both were taken on the same participants, whose areas are correlated; with two
 * samples, each with its own `positive`, where the participants differ. `"greater"`: the first tells better.
 *
 * R: `pROC::roc.test(method = "delong")`; for different participants it uses Student's t with Satterthwaite's degrees of freedom, here the
 * normal distribution, as the paper has it.
 *
 * @throws TrialwiseError `too-few-values` without two participants with and two without the condition; `no-variance` where the difference
 *   cannot vary: both scores rank the participants alike, or tell all of them right
 * @throws RangeError, TypeError for columns of unequal length, values that are not finite, no direction, an unknown option
 *
 * Source: DeLong, DeLong & Clarke-Pearson 1988 (https://doi.org/10.2307/2531595); Sun & Xu 2014 (https://doi.org/10.1109/LSP.2014.2337313).
 *
 * @example
 * ```ts
 * import { compareRocCurves } from "trialwise";
 *
 * const result = compareRocCurves(
 *   {
 *     first: [12, 15, 15, 18, 22, 25, 31, 40],
 *     second: [5, 3, 4, 6, 2, 3, 7, 8],
 *     positive: [false, false, true, false, false, true, true, true],
 *   },
 *   { direction: "higher-is-positive" },
 * );
 * result.estimate; // => 0.125
 * result.curves.second.estimate; // => 0.71875
 * result.pValue; // => 0.593
 * ```
 */
export function compareRocCurves(input: PairedRocScores | UnpairedRocScores, options: CompareRocCurvesOptions): CompareRocCurvesResult {
  checkParts(caller, "the options", options, ["direction"]);
  const testOptions = resolveTestOptions(caller, options, ["direction"]);
  const direction = readDirection(options.direction);
  checkFields(caller, "the input", input, ["first", "second"], ["positive"]);
  const { first, second } = "positive" in input ? readPaired(input, direction) : readUnpaired(input, direction);
  const areas = { first: areaParts(first), second: areaParts(second) };
  const isPaired = "positive" in input;
  const covariance = isPaired ? areaCovariance(areas.first, areas.second) : 0;
  const variances = { first: areaCovariance(areas.first, areas.first), second: areaCovariance(areas.second, areas.second) };
  const standardError = Math.sqrt(Math.max(0, variances.first + variances.second - 2 * covariance));
  checkError(standardError);
  const describe = ({ area }: AreaParts, variance: number) => ({ estimate: area, standardError: Math.sqrt(variance) });
  const count = ({ positives, negatives }: { readonly positives: number; readonly negatives: number }) => ({ positive: positives, negative: negatives });
  const distribution = { tails: normalTails, upperQuantile: (probability: number) => normalQuantile(probability, "upper") };
  return {
    ...testOfEstimate({ estimate: areas.first.area - areas.second.area, standardError }, distribution, testOptions),
    curves: { first: describe(areas.first, variances.first), second: describe(areas.second, variances.second) },
    ...(isPaired && { covariance: covariance === 0 ? 0 : covariance }),
    counts: { first: count(first), second: count(second) },
    method: {
      name: "delong-test",
      options: { direction, design: isPaired ? "paired" : "unpaired", ...testOptions },
      reference: "DeLong, DeLong & Clarke-Pearson 1988, doi:10.2307/2531595",
    },
  };
}

const caller = "compareRocCurves";

function readDirection(direction: CompareRocCurvesOptions["direction"]): { readonly first: RocDirection; readonly second: RocDirection } {
  if (typeof direction !== "object" || direction === null) return { first: direction, second: direction };
  checkFields(caller, "direction", direction, ["first", "second"]);
  return { first: direction.first, second: direction.second };
}

function readPaired(input: PairedRocScores, direction: { readonly first: RocDirection; readonly second: RocDirection }) {
  const positive = readPositive(caller, "the input", input.positive);
  const { length } = positive.positive;
  return {
    first: { ...readScores(caller, "first", input.first, direction.first, length), ...positive },
    second: { ...readScores(caller, "second", input.second, direction.second, length), ...positive },
  };
}

function readUnpaired({ first, second }: UnpairedRocScores, direction: { readonly first: RocDirection; readonly second: RocDirection }) {
  return { first: readRocSample(caller, "first", first, direction.first), second: readRocSample(caller, "second", second, direction.second) };
}

function checkError(standardError: number): void {
  if (standardError > noError) return;
  const isShort = Number.isNaN(standardError);
  throw new TrialwiseError({
    code: isShort ? "too-few-values" : "no-variance",
    message: isShort ? `${caller}: a class of one participant leaves the variance of its area unknown` : `${caller}: the difference of the areas cannot vary, so there is nothing to test`,
    required: isShort ? "at least 2 participants with and 2 without the condition" : "scores that rank participants differently",
    observed: isShort ? 1 : `standard error ${standardError}`,
  });
}
