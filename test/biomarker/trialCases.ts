import type { WrittenSample } from "../naive/biomarker.ts";
import { readExample, type Written } from "./exampleTrial.ts";
import { readCases } from "./fixtures.ts";

export const analytes = ["tgfb1", "ccl2", "il6"] as const;

/** A random trial: three analytes with a lower limit of 15 and an upper one of 120, and what R computed. */
export interface TrialCase {
  readonly arm: readonly ("msc" | "control")[];
  readonly rule: "half" | "limit" | "limit/√2";
  readonly scale: "raw" | "log" | "fold";
  readonly alternative: "two-sided" | "greater" | "less";
  readonly level: number;
  /** A number, "<", ">" or nothing, as text. */
  readonly samples: readonly { readonly before: readonly (string | null)[]; readonly after: readonly (string | null)[] }[];
  /** Analyte by analyte, in the arms msc and control. */
  readonly tests: readonly {
    readonly n: number;
    readonly values: readonly [estimate: number, standardError: number, pValue: number, signedRankPValue: number];
    readonly interval: readonly [number | null, number | null];
  }[];
  readonly holm: readonly number[];
  readonly bh: readonly number[];
  /** Of the changes of the first two analytes, over both arms. */
  readonly correlation: readonly [estimate: number, pValue: number];
  readonly correlationInterval: readonly [number, number];
  readonly pairs: number;
  readonly slope: readonly [estimate: number, standardError: number, statistic: number, pValue: number];
  readonly intercept: readonly [estimate: number, standardError: number];
  readonly rSquared: number;
  readonly residual: number;
  readonly welch: readonly [estimate: number, standardError: number, pValue: number];
  /** Of the change of the first analyte on arm and value before: the arm's coefficient, then that of the value before. */
  readonly adjusted: readonly [estimate: number, standardError: number, statistic: number, pValue: number, baseline: number, baselineError: number, baselinePValue: number];
  readonly adjustedInterval: readonly [number, number];
}

export const trialCases = readCases<TrialCase>("trials");

export function readTrialCase({ arm, samples }: TrialCase) {
  const written = (text: string | null): Written => (text === null ? null : text === "<" ? "<15" : text === ">" ? ">120" : Number(text));
  return readExample(
    arm.map((own, index) => ({
      id: String(index + 1),
      arm: own,
      samples: Object.fromEntries(analytes.map((analyte, k) => [analyte, [written(samples[k]!.before[index]!), written(samples[k]!.after[index]!)] as const])),
    })),
  );
}

export function writtenSample(text: string | null): WrittenSample {
  if (text === null) return null;
  return text === "<" ? { below: 15 } : text === ">" ? { above: 120 } : { value: Number(text) };
}
