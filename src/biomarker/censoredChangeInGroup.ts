import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { attempt } from "../result/attempt.ts";
import type { Interval } from "../result/Interval.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import type { Biomarker } from "../trial/Biomarker.ts";
import type { BiomarkerScale, ParticipantCensoredValues } from "./BiomarkerChangeResult.ts";
import { openSide } from "./censoredNormal.ts";
import { type CensoredMargin, censoredNormalPairs } from "./censoredNormalPairs.ts";
import { type FoldChange, foldChangeOf } from "./changeInGroup.ts";
import { type BeyondLimits, countBeyond } from "./countBeyond.ts";
import { reasonForAll } from "./testFields.ts";

/**
 * Changes of one biomarker's logarithms in a group, by the censored bivariate normal distribution. Where it cannot be fitted, its
 * parts are `null` with the reason.
 */
export interface CensoredChangeInGroup {
  /** Participants analysed. */
  readonly n: number;
  /** Mean and standard deviation of the logarithms. */
  readonly before: CensoredMargin | null;
  readonly after: CensoredMargin | null;
  /** Mean of the logarithms after less that before. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** Signed root of the likelihood ratio statistic. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** By the profile likelihood. */
  readonly interval: Interval;
  /** Between the logarithms before and after. */
  readonly correlation: number | null;
  /** On the scale `fold`: estimate and interval, back-transformed. */
  readonly fold?: FoldChange;
  /** Values beyond the limits of quantification at the two visits. */
  readonly limits: { readonly before: BeyondLimits; readonly after: BeyondLimits };
  readonly reasons?: Reasons;
}

interface GroupOptions extends ResolvedTestOptions {
  readonly scale: BiomarkerScale;
  readonly biomarker: Biomarker;
}

/** Fits the rows of one group. */
export function censoredChangeInGroup(rows: readonly ParticipantCensoredValues[], { scale, level, alternative, biomarker }: GroupOptions): CensoredChangeInGroup {
  const pairs = { before: rows.map(({ before }) => before), after: rows.map(({ after }) => after) };
  const fitted = attempt(() => censoredNormalPairs(pairs, { scale: "log", level, alternative }));
  const estimates: Estimates = fitted.ok ? estimatesOf(fitted.value) : notFitted(reasonOf(fitted.issue.code, rows.length), level);
  const { reasons, ...found } = estimates;
  return {
    n: rows.length,
    ...found,
    ...(scale === "fold" && { fold: foldChangeOf(estimates) }),
    limits: { before: countBeyond(rows, "before", biomarker), after: countBeyond(rows, "after", biomarker) },
    ...(reasons !== undefined && { reasons }),
  };
}

type Estimates = Omit<CensoredChangeInGroup, "n" | "fold" | "limits">;

function estimatesOf({ before, after, estimate, standardError, statistic, pValue, interval, correlation, alternative }: ReturnType<typeof censoredNormalPairs>): Estimates {
  return {
    before,
    after,
    estimate,
    standardError,
    statistic,
    pValue,
    interval,
    correlation: correlation.estimate,
    ...(alternative !== "two-sided" && { reasons: openSide(alternative) }),
  };
}

function notFitted(reason: Reason, level: number): Estimates {
  return {
    before: null,
    after: null,
    estimate: null,
    standardError: null,
    statistic: null,
    pValue: null,
    interval: { lower: null, upper: null, level },
    correlation: null,
    reasons: reasonForAll(["before", "after", "estimate", "standardError", "statistic", "pValue", "interval.lower", "interval.upper", "correlation"], reason),
  };
}

function reasonOf(code: ErrorCode, n: number): Reason {
  if (n === 0) return "no-values";
  return code === "no-variance" ? "no-variance" : code === "too-few-values" ? "too-few-values" : "not-defined";
}
