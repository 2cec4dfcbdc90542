import { powerOfTwoBelow } from "../numeric/elementary/powerOfTwo.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { deviationsFrom, mean, sumOfSquaredDeviations } from "../numeric/sum.ts";
import { checkCount, checkFinite, checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import type { Summary } from "../result/Summary.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** A group that a test was computed from. It can be passed on wherever a `Summary` is accepted. */
export interface GroupSummary {
  readonly n: number;
  readonly mean: number;
  /** With denominator n − 1. */
  readonly standardDeviation: number;
}

/** A group's mean to more digits than one number holds, so that two means near 1e9 can be subtracted. */
export interface GroupMoments extends GroupSummary {
  /** What rounding took from the mean: the exact mean is `mean + meanRemainder`. Zero for a published summary. */
  readonly meanRemainder: number;
}

/** Reads raw values or a published summary of at least two values. */
export function groupMoments(caller: string, name: string, values: Sample | Summary): GroupMoments {
  if (isSummary(values)) return momentsOfSummary(caller, name, values);
  checkSample(caller, name, values);
  checkSize(caller, name, values.length);
  return sampleMoments(caller, name, values);
}

/** Mean and standard deviation of at least one value; the standard deviation of one value is `NaN`. */
export function sampleMoments(caller: string, name: string, sample: Sample): GroupMoments {
  const n = sample.length;
  checkMagnitude(caller, `the largest value of ${name}`, largestMagnitude(sample));
  const roundedMean = mean(sample);
  const deviations = deviationsFrom(sample, roundedMean);
  // Scaled by a power of two, which is exact: squares of deviations near 1e-200 would vanish.
  const scale = powerOfTwoBelow(largestMagnitude(deviations) || 1);
  const meanRemainder = mean(deviations);
  const scaled = deviations.map((deviation) => deviation / scale);
  return {
    n,
    mean: withoutNegativeZero(roundedMean),
    meanRemainder,
    standardDeviation: scale * Math.sqrt(sumOfSquaredDeviations(scaled) / (n - 1)),
  };
}

/** The difference of two means, subtracted before rounding. */
export function differenceOfMeans(treatment: GroupMoments, control: GroupMoments): number {
  return treatment.mean - control.mean + (treatment.meanRemainder - control.meanRemainder);
}

/**
 * Refuses data without variance. A standard error at the rounding error of the means is none: 0.1 + 0.2 and 0.3 are one value.
 */
export function checkVariance(caller: string, standardError: number, means: readonly number[]): void {
  const roundingError = 10 * Number.EPSILON * largestMagnitude(means);
  if (standardError > roundingError) return;
  throw new TrialwiseError({
    code: "no-variance",
    message: `${caller}: no value differs from its mean, so the test has no scale`,
    required: "values that differ",
    observed: `standard error ${standardError}`,
  });
}

export function groupSummary({ n, mean, standardDeviation }: GroupMoments): GroupSummary {
  return { n, mean, standardDeviation };
}

/** {@link checkMagnitude} for each value of a column. */
export function checkMagnitudes(caller: string, name: string, values: Sample): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    // The name of each of a million values is not spelt out to find it in order.
    if (!(Math.abs(value) <= magnitudeLimit)) checkMagnitude(caller, `${name}[${index}]`, value);
  }
}

const magnitudeLimit = 1e150;

/** Refuses a value that is not finite, or so large that a sum of squares would not be. */
export function checkMagnitude(caller: string, name: string, value: number): void {
  checkFinite(caller, name, value);
  if (Math.abs(value) <= magnitudeLimit) return;
  throw new RangeError(`${caller}: ${name} must be within ±1e150; received ${show(value)}`);
}

export function isSummary(values: Sample | Summary): values is Summary {
  return typeof values === "object" && values !== null && "mean" in values;
}

function momentsOfSummary(caller: string, name: string, { n, mean, standardDeviation }: Summary): GroupMoments {
  checkCount(caller, `${name}.n`, n);
  checkMagnitude(caller, `${name}.mean`, mean);
  checkSize(caller, name, n);
  if (standardDeviation === null) {
    throw new TypeError(`${caller}: ${name}.standardDeviation must be a number when n is ${n}; received null`);
  }
  checkMagnitude(caller, `${name}.standardDeviation`, standardDeviation);
  if (standardDeviation < 0) {
    throw new RangeError(`${caller}: ${name}.standardDeviation must not be negative; received ${show(standardDeviation)}`);
  }
  return { n, mean: withoutNegativeZero(mean), meanRemainder: 0, standardDeviation: withoutNegativeZero(standardDeviation) };
}

function checkSize(caller: string, name: string, n: number): void {
  if (n >= 2) return;
  throw new TrialwiseError({
    code: "too-few-values",
    message: `${caller}: ${name} has ${n === 1 ? "one value" : "no values"}, and a standard deviation needs two`,
    required: `at least 2 values in ${name}`,
    observed: n,
  });
}
