import { readFileSync } from "node:fs";
import type { CensoredValue } from "trialwise/biomarker";

/** Reads the cases that a script in test/reference/biomarker wrote. Their type is what the script says. */
export function readCases<Case>(name: string): readonly Case[] {
  const text = readFileSync(new URL(`../reference/biomarker/${name}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly cases: readonly Case[] }).cases;
}

/** A sample of 240. */
export interface SampleCase {
  readonly values: readonly CensoredValue[];
  readonly scale: "raw" | "log";
  readonly level: number;
  readonly mean: number;
  readonly logDeviation: number;
  /** Of the mean and the log standard deviation, by R's survreg(). */
  readonly covariance: readonly [number, number, number];
  readonly survreg: readonly [mean: number, scale: number];
  readonly logLikelihood: number;
  readonly survregLogLikelihood: number;
  readonly profileMean: readonly [number, number];
  readonly profileDeviation: readonly [number, number];
}

/** A sample of pairs of 200. */
export interface PairsCase {
  readonly before: readonly CensoredValue[];
  readonly after: readonly CensoredValue[];
  /** Mean before, difference, two log standard deviations, artanh of the correlation. */
  readonly parameters: readonly [number, number, number, number, number];
  /** The lower triangle, column by column. */
  readonly covariance: readonly number[];
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  readonly profile?: readonly [number, number];
}
