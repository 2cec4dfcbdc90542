import type { QuantileType } from "../inference/quantile.ts";
import { describeSample } from "../inference/summarise.ts";
import type { Reasons } from "../result/Reason.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";

/** A quantity described in one arm. Without values all but `n` is `null`, with the reason. */
export interface ArmSummary {
  readonly n: number;
  readonly mean: number | null;
  /** With denominator n − 1; `null` when n is 1. */
  readonly standardDeviation: number | null;
  /** Standard deviation / √n */
  readonly standardError: number | null;
  readonly median: number | null;
  readonly quartiles: { readonly lower: number | null; readonly upper: number | null };
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly reasons?: Reasons<
    "mean" | "standardDeviation" | "standardError" | "median" | "quartiles.lower" | "quartiles.upper" | "minimum" | "maximum"
  >;
}

/** Describes some quantities of the rows of each arm. Every arm keeps its entry; values that are `null` do not count. */
export function summariseByArm<Arm extends string, Quantity extends string>(
  arms: { readonly [A in Arm]: unknown },
  rows: readonly ({ readonly arm: Arm } & { readonly [Q in Quantity]: number | null })[],
  quantities: readonly Quantity[],
  quantileType: QuantileType,
): { readonly [A in Arm]: { readonly n: number } & { readonly [Q in Quantity]: ArmSummary } } {
  return recordOf<Arm, { readonly n: number } & { readonly [Q in Quantity]: ArmSummary }>(keysOf(arms), (arm) => {
    const own = rows.filter((row) => row.arm === arm);
    const summaries = recordOf(quantities, (quantity) => summariseArm(own.flatMap((row): number | [] => row[quantity] ?? []), quantileType));
    return { n: own.length, ...summaries };
  });
}

/** Describes some values; without any, everything but `n` is `null`. */
export function summariseArm(values: readonly number[], quantileType: QuantileType): ArmSummary {
  if (values.length > 0) return describeSample("summarise", "the arm's values", values, quantileType);
  const none = "no-values";
  return {
    n: 0,
    mean: null,
    standardDeviation: null,
    standardError: null,
    median: null,
    quartiles: { lower: null, upper: null },
    minimum: null,
    maximum: null,
    reasons: {
      mean: none,
      standardDeviation: none,
      standardError: none,
      median: none,
      "quartiles.lower": none,
      "quartiles.upper": none,
      minimum: none,
      maximum: none,
    },
  };
}
